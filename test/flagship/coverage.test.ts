import { expect, test } from 'vitest';
import { flagshipWith, playAll } from './batch.js';

/** Everything that can be ordered is ordered, and everything that can happen happens, in some game of a batch. */

/** What no batch of this size is sure to show, and why. */
const RARE: Readonly<Record<string, string>> = {
  'warship-lost': 'once in a thousand months by design (T13)',
};

/** The order of a struck command and the attack out of a quiet sky come more easily here, so that they are seen at all. */
const SURE = { delegation_risk: 0.2, surprise_intel: 60, surprise_credibility: 60 };

const seen = (preset: string, policy: 'random' | 'doctrine', games: number, into: Set<string>): void => {
  const game = flagshipWith(preset, SURE);
  playAll(game, policy, games, (world) => {
    for (const [event, count] of world.eventCount.entries()) if (count > 0) into.add(game.events[event]!.id);
  });
};

test('every action is ordered and every trigger fires, with the reasons for what is rarer', () => {
  const happened = new Set<string>();
  for (const preset of [
    'classroom',
    'classroom+freelancers+five-seats+munitions-and-space',
    'classroom+1976',
    'classroom+2017',
  ])
    for (const policy of ['random', 'doctrine'] as const) seen(preset, policy, 150, happened);
  const game = flagshipWith();
  const wanted = [...game.actions, ...game.triggers].map(({ id }) => id);
  expect(wanted.length).toBeGreaterThan(200);
  expect(wanted.filter((id) => !happened.has(id)).toSorted()).toEqual(
    wanted.filter((id) => !happened.has(id) && id in RARE).toSorted(),
  );
});

test('doctrine alone brings every track to life', () => {
  const game = flagshipWith('historical');
  const moved = game.tracks.map(() => 0);
  const GAMES = 150;
  playAll(game, 'doctrine', GAMES, (world) => {
    for (const [track, entered] of world.entered.entries()) if (entered > 0) moved[track]! += 1;
  });
  const shares = Object.fromEntries(game.tracks.map(({ id }, track) => [id, moved[track]! / GAMES]));
  for (const [id, share] of Object.entries(shares))
    expect(share, `${id} of ${JSON.stringify(shares)}`).toBeGreaterThan(id === 'pact' ? 0.05 : 0.6);
});
