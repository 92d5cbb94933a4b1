import { describe, expect, test } from 'vitest';
import type { GameEvent } from '../../src/core/program/events.js';
import type { Game } from '../../src/core/program/game.js';
import type { World } from '../../src/core/program/world.js';
import { start } from '../../src/core/turn/play.js';
import { playOn, tableOf } from '../../src/players/table.js';
import { FLAGSHIP } from '../../src/scenario/flagship.js';
import { dotOf } from '../../src/workshop/diagram/dot.js';
import { pathMarks, tallyMarks, tallyOf, wholePercent } from '../../src/workshop/diagram/marks.js';
import { mermaidOf } from '../../src/workshop/diagram/mermaid.js';
import { arrowKey, diagramOf, phaseKey } from '../../src/workshop/diagram/model.js';
import { textOf } from '../../src/workshop/diagram/text.js';
import { gameOf } from '../games.js';
import { gameFrom } from './diagram-scenarios.js';

/** Paths and counts on the arrows: they are those of the games as the plain driver plays them. */

interface PlayedGame {
  readonly events: readonly GameEvent[];
  readonly world: World;
}

/** Game `index` of a batch, played move by move with events, as `play --seed SEED/INDEX` does. */
const plainGame = (game: Game, seed: string, index: number): PlayedGame => {
  const table = tableOf(
    game,
    `${seed}/${index}`,
    game.actors.map(() => 'doctrine' as const),
  );
  const first = start(game);
  const events = [...first.events];
  const world = playOn(table, first.world, (_, played) => void events.push(...played.events));
  return { events, world };
};

const countsOf = (game: Game, played: readonly PlayedGame[]) => {
  const times = game.chart.transitions.map(() => 0);
  const [arrows, phases] = [new Map<string, number>(), new Map<string, number>()];
  const add = (counts: Map<string, number>, keys: Iterable<string>): void => {
    for (const key of new Set(keys)) counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  for (const { events } of played) {
    const entered = events.filter((event) => event.is === 'entered');
    for (const { transition } of entered) times[transition]! += 1;
    add(
      arrows,
      entered.map(({ track, transition }) => arrowKey(game.tracks[track]!.id, game.chart.transitions[transition]!)),
    );
    const leaf = (track: number, at: number): string =>
      phaseKey(game.tracks[track]!.id, game.tracks[track]!.phases[at]!.id);
    add(phases, [
      ...game.chart.start.map((at, track) => leaf(track, at)),
      ...entered.map(({ track, to }) => leaf(track, to)),
    ]);
  }
  return { times, arrows, phases };
};

/**
 * Tracks that wander by themselves: two ways between the same phases, a way back to the phase it leaves while the other
 * track moves, an inner and an outer way that hold at once.
 */
const WANDERING = gameFrom(`
tracks:
  - id: one
    label: One
    initial: a
    phases:
      - { id: a, go: [{ to: b, when: happened("tick") }, { to: b, when: turn == 2 }, { to: a, when: 'true', at: chance }] }
      - id: b
        go: [{ to: a, when: turn == 5, firebreak: true }, { to: b, when: 'true', at: situation }]
        phases: [{ id: c, go: [{ to: d, when: happened("tick"), at: chance }, { to: d, when: turn == 5 }] }, { id: d }]
  - id: two
    label: Two
    initial: x
    phases:
      - { id: x, go: [{ to: z, when: one == "a" && turn == 1, at: chance }, { to: y, when: one == "d" }] }
      - { id: y, final: true }
      - { id: z, go: [{ to: x, when: 'true' }] }
triggers: [{ id: tick, label: Tick, at: chance, chance: 0.4, effects: [] }]
`);

describe('a batch', () => {
  const cases: readonly [name: string, game: Game, games: number][] = [
    ['a small scenario', WANDERING, 60],
    [FLAGSHIP, gameOf(FLAGSHIP), 5],
  ];
  test.each(cases)('counts the transitions of the very games of %s', (_, game, games) => {
    const tally = tallyOf(game, games, 'tally');
    const { times, arrows, phases } = countsOf(
      game,
      Array.from({ length: games }, (__, index) => plainGame(game, 'tally', index)),
    );
    expect(tally.games).toBe(games);
    expect(tally.faults).toEqual([]);
    expect(tally.times).toEqual(times);
    expect(new Map([...tally.arrowGames].sort())).toEqual(new Map([...arrows].sort()));
    expect(new Map([...tally.phaseGames].sort())).toEqual(new Map([...phases].sort()));
    expect(times.some((count) => count > 0)).toBe(true);
  });

  test('the counts stand on the arrows, and the widths are those of the shares', () => {
    const tally = tallyOf(WANDERING, 200, 'tally');
    const diagram = diagramOf(WANDERING, 0, tallyMarks(WANDERING, tally, 'tally'));
    const [first, second] = tally.times;
    const shares = diagram.tracks[0]!.arrows.map(({ mark }) => mark!.share);
    const games = tally.arrowGames.get('one/a b')!;
    const note = `${first! + second!}×, in ${wholePercent(games, 200)} of games`;
    expect(shares[0]).toBe(games / 200);
    const text = textOf(diagram, false);
    expect(text[1]).toBe('200 games, seed tally, every seat by its doctrine.');
    expect(text).toContain(`     ───▶ b (${note})`);
    expect(text).toContain(`            at review (${first}×)`);
    expect(mermaidOf(diagram)).toContain(` : ${note.replace('%', '#37;')}<br/>happened`);
    expect(dotOf(diagram)).toMatch(
      new RegExp(`<b>${note}</b>.*penwidth=${Number((1 + (5 * games) / 200).toFixed(2))}[,\\]]`),
    );
    // A way back to the phase it leaves enters it again.
    expect(text).not.toContain('     ───▶ a (never)');
  });

  test('games that go wrong count nowhere, and are said', () => {
    const wrong = gameFrom(`
tracks: [{ id: one, label: One, initial: a, phases: [{ id: a, go: [{ to: b, when: 'true' }] }, { id: b }] }]
triggers: [{ id: bad, label: Bad, at: chance, chance: 0.2, effects: [{ do: adjust, dial: heat, by: 1 / (turn - turn) }] }]
`);
    const tally = tallyOf(wrong, 20, 'wrong');
    expect(tally.faults.length).toBeGreaterThan(0);
    expect(tally.games + tally.faults.length).toBe(20);
    expect(tally.times[0]).toBe(tally.games);
    expect(tallyMarks(wrong, tally, 'wrong').caption).toContain(
      `${tally.faults.length} games that went wrong are left out.`,
    );
  });
});

test('shares in whole percent never show the rare as nothing or the usual as certain', () => {
  expect([0, 1, 15, 504, 999, 1000].map((part) => wholePercent(part, 1000))).toEqual([
    '0 %',
    '<1 %',
    '2 %',
    '50 %',
    '>99 %',
    '100 %',
  ]);
});

describe('a path', () => {
  test('arrows carry the turns in which they were taken, phases those in which they were entered', () => {
    const { events, world } = plainGame(WANDERING, 'path', 3);
    const entered = events.filter((event) => event.is === 'entered' && event.track === 0);
    const marks = pathMarks(WANDERING, events, world, 'the game with seed path/3');
    const text = textOf(diagramOf(WANDERING, 0, marks), false);
    const turns = entered.flatMap((event) => (event.is === 'entered' && event.transition <= 1 ? [event.turn] : []));
    expect(turns.length).toBeGreaterThan(0);
    expect(text[1]).toBe(`The path of the game with seed path/3, to turn ${world.turn}.`);
    expect(text).toContain(`     ───▶ b (${turns.length === 1 ? 'turn' : 'turns'} ${turns.join(', ')})`);
    const now = WANDERING.tracks[0]!.phases[world.phases[0]!]!;
    expect(text.filter((line) => line.includes('here at the end'))).toEqual([
      expect.stringContaining(`[${now.label}]`),
    ]);
    expect(text.find((line) => line.includes('[a]'))).toMatch(/^● \[a\] {2}start, from the start/);
  });

  test('what was not on the path is faint in the picture and says nothing', () => {
    const { world } = start(WANDERING);
    const dot = dotOf(diagramOf(WANDERING, 0, pathMarks(WANDERING, [], world, 'a game')));
    expect(dot.match(/style=dashed/g)).toHaveLength(diagramOf(WANDERING, 0).tracks[0]!.arrows.length);
    expect(dot).not.toContain('never');
  });
});
