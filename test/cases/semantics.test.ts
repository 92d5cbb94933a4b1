import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { oddsOf } from '../../src/core/chance/odds.js';
import { ORDERS, type World } from '../../src/core/program/world.js';
import type { Move } from '../../src/core/turn/play.js';
import { DIE } from '../../src/core/vocabulary.js';
import {
  caseOf,
  countOf,
  endingOf,
  enumerate,
  expectShare,
  gameOf,
  oddsThat,
  type Players,
  playMany,
  playOne,
  textOf,
} from './play.js';

/** What the engine promises about order, chance and state (`domain` F.12). */

const GAMES = 10_000;
const PRINTED = 5.01e-7;

test('(a) first match wins in a group; on their own both can happen', () => {
  const game = caseOf('f12-two-triggers');
  const happened =
    (...ids: string[]) =>
    (world: World): boolean =>
      ids.every((id) => countOf(game, world, id) === 1);
  const neither = (world: World): boolean => !happened('first')(world) && !happened('second')(world);
  const rows: [holds: (world: World) => boolean, exact: number][] = [
    [happened('first'), 0.2],
    [happened('second'), 0.24],
    [neither, 0.56],
    [happened('first', 'second'), 0],
    [happened('free-first'), 0.2],
    [happened('free-second'), 0.3],
    [happened('free-first', 'free-second'), 0.06],
    // Groups and the rest do not disturb each other.
    [happened('first', 'free-first'), 0.04],
    [happened('second', 'free-second'), 0.072],
  ];
  const worlds = enumerate(game, 1);
  const games = playMany(game, 'f12a', GAMES, (world) => rows.map(([holds]) => holds(world)));
  for (const [i, [holds, exact]] of rows.entries()) {
    expect(oddsThat(worlds, holds)).toBeCloseTo(exact, 12);
    expectShare(
      games.map((one) => one[i]!),
      exact,
      `row ${i}`,
    );
  }
});

test('(b) opposed dice: 28% A, 8% tie, 64% B', () => {
  const game = caseOf('f12-opposed');
  const worlds = enumerate(game, 1);
  const ends = playMany(game, 'f12b', GAMES, (world) => endingOf(game, world));
  for (const [end, exact] of [
    ['a-wins', 0.28],
    ['tie', 0.08],
    ['b-wins', 0.64],
  ] as const) {
    expect(oddsThat(worlds, (world) => endingOf(game, world) === end)).toBeCloseTo(exact, 12);
    expectShare(
      ends.map((one) => one === end),
      exact,
      end,
    );
  }
});

test('(c) three allies: unanimous 0.504, a majority 0.902', () => {
  const game = caseOf('f12-three-allies');
  const ends = playMany(game, 'f12c', GAMES, (world) => endingOf(game, world), 'doctrine');
  expectShare(
    ends.map((end) => end === 'unanimous'),
    0.504,
    'unanimous',
  );
  expectShare(
    ends.map((end) => end !== 'refused'),
    0.902,
    'majority',
  );
});

test('(d) piecewise hazard 0.294538, flat hazard 0.215283', () => {
  for (const [preset, exact] of [
    ['rising', 0.294538],
    ['flat', 0.215283],
  ] as const) {
    const game = caseOf('f12-hazard', { preset });
    const accident = (world: World): boolean => endingOf(game, world) === 'accident';
    expect(Math.abs(oddsThat(enumerate(game, 12), accident) - exact)).toBeLessThan(PRINTED);
    expectShare(playMany(game, `f12d/${preset}`, GAMES, accident), exact, preset);
  }
});

const movesOf = (game: ReturnType<typeof caseOf>, seed: string, players: Players): Move[] => {
  const moves: Move[] = [];
  playOne(game, seed, players, (move) => moves.push(move));
  return moves;
};

const facesOf = (moves: readonly Move[]): Map<string, number | undefined> =>
  new Map(moves.flatMap((move) => (move.is === 'chance' ? [[move.address, move.face] as const] : [])));

describe('(e) an unrelated inject leaves every other draw as it was', () => {
  const text = textOf('f12-many-dice');
  const INJECTS = {
    'before all others': text.replace('triggers:\n', 'triggers:\n  - { id: festival, label: Festival, chance: 0.5 }\n'),
    'in another step': text.replace(
      'triggers:\n',
      'triggers:\n  - { id: festival, label: Festival, at: response, outcomes: [{ id: big, weight: 1 }, { id: small, weight: 2 }] }\n',
    ),
    'as an actor with a trait and dice of its own': text.replace(
      'actors:\n',
      'actors:\n  - { id: green, name: Green, short: GRN, traits: [{ id: mood, values: [{ id: a, weight: 1 }, { id: b, weight: 1 }] }] }\n',
    ),
  };

  test.each(Object.entries(INJECTS))('%s', (_, changed) => {
    expect(changed).not.toBe(text);
    const [plain, extended] = [gameOf(text), gameOf(changed)];
    for (let i = 0; i < 40; i += 1) {
      const before = facesOf(movesOf(plain, `f12e/${i}`, 'doctrine'));
      const after = facesOf(movesOf(extended, `f12e/${i}`, 'doctrine'));
      expect(after.size).toBeGreaterThan(before.size);
      for (const [address, face] of before) expect(after.get(address), address).toBe(face);
    }
  });
});

describe('(f) the same seed and orders give the same moves, byte for byte', () => {
  const game = caseOf('f12-many-dice');
  const logOf = (seed: string, players: Players): string =>
    movesOf(game, seed, players)
      .map((move) => JSON.stringify(move))
      .join('\n');

  test('twice, from a game loaded again, with the clock, chance and language of the machine out of reach', () => {
    const out = (): never => {
      throw new Error('a rule reached for the machine');
    };
    const players: Players[] = ['hold', 'random', 'doctrine', ['doctrine', 'random']];
    const first = players.map((seats) => logOf('f12f', seats));
    const spies = [
      vi.spyOn(Math, 'random').mockImplementation(out),
      vi.spyOn(Date, 'now').mockImplementation(out),
      vi.spyOn(String.prototype, 'localeCompare').mockImplementation(out),
      vi.spyOn(Number.prototype, 'toLocaleString').mockImplementation(out),
    ];
    try {
      for (const [i, seats] of players.entries()) expect(logOf('f12f', seats)).toBe(first[i]);
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
    const again = caseOf('f12-many-dice');
    for (const [i, seats] of players.entries())
      expect(
        movesOf(again, 'f12f', seats)
          .map((move) => JSON.stringify(move))
          .join('\n'),
      ).toBe(first[i]);
    expect(new Set(first).size).toBe(players.length);
  });

  // Games on people's disks hold such moves. If this must change, so must RULES_VERSION.
  test('the moves of these games do not change silently', () => {
    expect(logOf('f12f', 'doctrine').split('\n').slice(0, 10)).toEqual([
      '{"is":"chance","address":"setup/trait/red/nerve","outcome":"jumpy","face":8915}',
      '{"is":"chance","address":"setup/horizon","outcome":"9","face":8549}',
      '{"is":"chance","address":"setup/start/tension","outcome":"4382","face":4382}',
      '{"is":"chance","address":"2026-01-01/trigger/luck","outcome":"2104","face":2104}',
      '{"is":"chance","address":"2026-01-01/trigger/weather","outcome":"fair","face":6659}',
      '{"is":"chance","address":"2026-01-01/picture/red","outcome":"4076","face":4076}',
      '{"is":"orders","seat":"blue","orders":[{"action":"drill"}]}',
      '{"is":"orders","seat":"red","orders":[{"action":"probe"}]}',
      '{"is":"chance","address":"2026-01-01/adjudicate/red/probe","outcome":"quiet","face":5581}',
      '{"is":"chance","address":"2026-02-01/trigger/luck","outcome":"3733","face":3733}',
    ]);
    const logs = Array.from({ length: 20 }, (_, i) => logOf(`f12f/${i}`, 'doctrine'));
    expect(createHash('sha256').update(logs.join('\n\n')).digest('hex')).toBe(
      '9e3d2288981946fd0360961bfe61dd08f43a402051971c736a381efaae2eba60',
    );
  });

  test('another seed gives other moves', () => {
    expect(logOf('f12f', 'doctrine')).not.toBe(logOf('f12f ', 'doctrine'));
  });
});

describe('(g) bounds', () => {
  const game = caseOf('f12-many-dice');
  const war = game.tracks[0]!.phases.findIndex((phase) => phase.final);
  const players = fc.constantFrom<Players>('random', 'doctrine', ['random', 'doctrine']);

  test('dials stay in range, final phases stay final, odds are whole and add up to 10000', () => {
    let wars = 0;
    let limits = 0;
    fc.assert(
      fc.property(fc.string(), players, (seed, seats) => {
        let isWar = false;
        const look = (world: World): void => {
          for (const [i, slot] of game.slots.entries()) {
            expect(world.values[i]).toBeGreaterThanOrEqual(slot.min);
            expect(world.values[i]).toBeLessThanOrEqual(slot.max);
            if (slot.kind === 'dial' && (world.values[i] === slot.min || world.values[i] === slot.max)) limits += 1;
          }
          if (isWar) expect(world.phases[0]).toBe(war);
          else if (world.phases[0] === war) {
            isWar = true;
            wars += 1;
          }
          const die = game.dice[world.waiting];
          if (world.waiting === ORDERS || die === undefined || die.spread.by === 'face') return;
          const odds = oddsOf(die.spread, world);
          expect(odds.every((part) => Number.isInteger(part) && part >= 0)).toBe(true);
          expect(odds.reduce((sum, part) => sum + part, 0)).toBe(DIE);
        };
        look(playOne(game, seed, seats, (_, world) => look(world)));
      }),
      { seed: 12, numRuns: 300 },
    );
    // Were no game to get there, the property would say nothing.
    expect(wars).toBeGreaterThan(20);
    expect(limits).toBeGreaterThan(100);
  });
});

describe('(h) regions whose guards read each other advance from the snapshot', () => {
  const text = textOf('f12-snapshot');
  const [head, ...tracks] = text.split(/(?= {2}- id: (?:left|right|after)\n)/);

  test.each([
    ['as written', text],
    ['in reverse order', [head, ...tracks.reverse().map((track) => `${track.trimEnd()}\n`)].join('')],
  ])('%s', (_, source) => {
    const game = gameOf(source);
    expect(game.tracks.map((track) => track.id).toSorted()).toEqual(['after', 'left', 'right']);
    const phasesAfter = (turn: number): Record<string, string> => {
      const { world } = enumerate(game, turn)[0]!;
      return Object.fromEntries(game.tracks.map((track, i) => [track.id, track.phases[world.phases[i]!]!.id]));
    };
    expect(phasesAfter(0)).toEqual({ left: 'a', right: 'x', after: 'p' });
    expect(phasesAfter(1)).toEqual({ left: 'b', right: 'y', after: 'p' });
    expect(phasesAfter(2)).toEqual({ left: 'b', right: 'y', after: 'q' });
  });
});
