import { expect, test } from 'vitest';
import { ORDERS, type World, withWorld } from '../../src/core/program/world.js';
import { start } from '../../src/core/turn/play.js';
import { digestOf } from '../../src/journal/digest.js';
import { playOn, tableOf } from '../../src/players/table.js';
import { gameOf, SCENARIOS_UNDER_TEST } from '../games.js';

/** Digests say what a world means: all of it, and nothing of how it is laid out. */

/** Worlds of a game by doctrine, with those in the middle of a turn. */
const worldsOf = (id: string): World[] => {
  const game = gameOf(id);
  const worlds: World[] = [];
  playOn(
    tableOf(
      game,
      'digest',
      game.actors.map(() => 'random' as const),
    ),
    start(game).world,
    (_, { world }) => worlds.push(world),
  );
  return worlds;
};

const reordered = <T>(value: T): T =>
  Array.isArray(value)
    ? (value.map(reordered) as T)
    : typeof value === 'object' && value !== null
      ? (Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([key, inner]) => [key, reordered(inner)]),
        ) as T)
      : value;

test.each(SCENARIOS_UNDER_TEST)('%s: the order of fields in memory makes no difference', (id) => {
  const worlds = worldsOf(id).filter((_, at) => at % 7 === 0);
  expect(worlds.map((world) => digestOf(gameOf(id), reordered(world)))).toEqual(
    worlds.map((world) => digestOf(gameOf(id), world)),
  );
});

/** Ways to change each field of a world so that it means something else; where the world has nothing to change, undefined. */
const CHANGES: Readonly<Record<keyof World, (world: World) => Partial<World> | undefined>> = {
  turn: ({ turn }) => ({ turn: turn + 1 }),
  period: ({ period }) => ({ period: period + 1 }),
  days: ({ days }) => ({ days: days + 1 }),
  lastTurn: ({ lastTurn }) => ({ lastTurn: 1 - lastTurn }),
  values: ({ values }) => ({ values: changed(values, (value) => value + 0.0001) }),
  phases: ({ phases }) => ({ phases: changed(phases, (phase) => (phase === 0 ? 1 : 0)) }),
  entered: ({ entered }) => ({ entered: changed(entered, (turn) => turn + 1) }),
  eventTurn: (world) => (happened(world) ? { eventTurn: changedWhere(world.eventTurn, world.eventCount) } : undefined),
  eventCount: ({ eventCount }) => ({ eventCount: changed(eventCount, (count) => count + 1) }),
  traits: ({ traits }) =>
    traits.length > 0 ? { traits: changed(traits, (value) => (value === 0 ? 1 : 0)) } : undefined,
  sums: ({ sums }) => (sums.length > 0 ? { sums: changed(sums, (sum) => sum + 1) } : undefined),
  peaks: ({ peaks }) => (peaks.length > 0 ? { peaks: changed(peaks, (peak) => peak + 1) } : undefined),
  step: ({ step, waiting }) => (waiting >= 0 ? { step: step === 'review' ? 'chance' : 'review' } : undefined),
  // How far a list has been read says nothing but what is waited for and what is left of the docket.
  cursor: ({ step, cursor, docket }) =>
    step === 'resolution' && cursor < docket.length ? { cursor: cursor + 1 } : undefined,
  round: ({ step, round }) => (step === 'consultation' ? { round: round === 0 ? 1 : 0 } : undefined),
  waiting: ({ waiting }) => (waiting === ORDERS ? { waiting: 0 } : waiting >= 0 ? { waiting: ORDERS } : undefined),
  horizon: ({ horizon }) => ({ horizon: horizon + 1 }),
  day: ({ day }) => ({ day: day + 1 }),
  shortTurns: ({ shortTurns }) => ({ shortTurns: shortTurns + 1 }),
  nextIsShort: ({ nextIsShort }) => ({ nextIsShort: nextIsShort === 0 ? 1 : 0 }),
  points: ({ points }) => ({ points: changed(points, (count) => count + 1) }),
  bonus: ({ bonus }) => ({ bonus: changed(bonus, (count) => count + 1) }),
  sealed: ({ sealed }) =>
    sealed.length > 0 ? { sealed: changed(sealed, (orders) => (orders === false ? [] : false)) } : undefined,
  given: ({ given }) => ({ given: changed(given, (orders) => [...orders, { action: 0, replyTo: -1 }]) }),
  docket: ({ docket, cursor, step }) =>
    step === 'resolution' && cursor < docket.length
      ? { docket: docket.map((entry) => ({ ...entry, matched: !entry.matched })) }
      : undefined,
  later: ({ later }) =>
    later.length > 0 ? { later: changed(later, (one) => ({ ...one, turn: one.turn + 1 })) } : undefined,
  opened: ({ step, cursor, opened, docket }) =>
    step === 'resolution' && cursor < docket.length ? { opened: opened - 1 } : undefined,
  pending: ({ pending }) =>
    pending.length > 0 ? { pending: changed(pending, (one) => ({ ...one, of: 0, ref: -1 })) } : undefined,
  lasting: ({ lasting }) => ({ lasting: changed(lasting, (value) => value + 0.0001) }),
  fog: ({ fog }) => ({ fog: changed(fog, (face) => face + 1) }),
  ending: ({ step, ending }) => (step === 'over' ? { ending: ending === -2 ? 0 : -2 } : undefined),
};

const changed = <T>(list: readonly T[], change: (item: T) => T): T[] =>
  list.map((item, at) => (at === list.length - 1 ? change(item) : item));

const happened = ({ eventCount }: World): boolean => eventCount.some((count) => count > 0);

const changedWhere = (turns: readonly number[], counts: readonly number[]): number[] => {
  const at = counts.findIndex((count) => count > 0);
  return turns.map((turn, event) => (event === at ? turn + 1 : turn));
};

const flagship = worldsOf('korean-peninsula');

test.each(Object.entries(CHANGES))('%s is part of what a world means', (field, change) => {
  const game = gameOf('korean-peninsula');
  const tried = flagship.flatMap((world) => {
    const other = change(world);
    return other === undefined ? [] : [[world, withWorld(world, other)] as const];
  });
  expect(tried.length, `no world whose ${field} can be changed`).toBeGreaterThan(0);
  for (const [world, other] of tried.slice(-40))
    expect(digestOf(game, other), `${field} in turn ${world.turn}`).not.toBe(digestOf(game, world));
});
