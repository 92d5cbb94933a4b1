import { describe, expect, test } from 'vitest';
import { purposeOf, seedOf } from '../src/core/chance/chance.js';
import { addUnits, parseDay } from '../src/core/program/calendar.js';
import type { Clock, Game } from '../src/core/program/game.js';
import { addressAt, type Moment, momentOf } from '../src/core/program/moment.js';
import type { World } from '../src/core/program/world.js';
import { observe } from '../src/core/seat/observe.js';
import { nodeAt } from '../src/core/turn/node.js';
import { applyInPlace, startInPlace } from '../src/core/turn/play.js';
import { ownDice, POLICIES } from '../src/players/policy.js';
import { ownMove, type Table } from '../src/players/table.js';
import { gameOf, SCENARIOS_UNDER_TEST } from './games.js';

/** Addresses of dice: a cause and a moment of the calendar. A crisis inserts turns, and no later die may move. */

type Crisis = NonNullable<Clock['crisis']>;

/** The same game with another crisis clock. */
const withCrisis = (game: Game, crisis: Crisis): Game => ({ ...game, clock: { ...game.clock, crisis } });

/** A condition of some ending, which holds when `holds` says so. */
const condition = (game: Game, holds: (turn: number) => boolean): Crisis['when'] => ({
  ...game.endings[0]!.when,
  holds: ({ turn }) => holds(turn),
});

const never = (game: Game): Game => withCrisis(game, { when: condition(game, () => false), unit: 'day', turns: 3 });
/** Short turns after the first, the fifth and every other turn that 4 divides with a rest of 1. */
const often = (game: Game): Game =>
  withCrisis(game, { when: condition(game, (turn) => turn % 4 === 1), unit: 'day', turns: 1 });
/** After every turn as many short ones as the schema allows: weeks, which run past the next dates of months. */
const always = (game: Game): Game => withCrisis(game, { when: condition(game, () => true), unit: 'week', turns: 20 });

interface Thrown {
  /** Every address at which nature threw, in order. */
  readonly order: readonly string[];
  /** Faces by address, those of policies too. */
  readonly faces: ReadonlyMap<string, number>;
}

/** Plays a game by its doctrines. Dice of policies are asked for again, under their addresses. */
const thrown = (game: Game, seed: string): Thrown => {
  const table: Table = {
    game,
    seed: seedOf(seed),
    players: game.actors.map(() => 'doctrine' as const),
    script: [],
  };
  const faces = new Map<string, number>();
  const order: string[] = [];
  const world = startInPlace(game);
  while (world.step !== 'over') {
    const node = nodeAt(game, world);
    const move = ownMove(table, world, node)!;
    if (move.is === 'chance') {
      order.push(move.address);
      faces.set(move.address, move.face!);
    } else notePolicies(table, world, faces);
    applyInPlace(game, world, move);
  }
  return { order, faces };
};

const notePolicies = ({ game, seed }: Table, world: World, faces: Map<string, number>): void => {
  const die = ownDice(seed, momentOf(world));
  for (let seat = 0; seat < game.actors.length; seat += 1)
    if (world.sealed[seat] === false)
      POLICIES.random(game, observe(game, world, seat), (purpose) => {
        const face = die(purpose);
        faces.set(addressAt(game, world, purpose), face);
        return face;
      });
};

const GAMES = 3;

/** Addresses after the first turn that were compared, in all scenarios. */
let later = 0;

describe.each(SCENARIOS_UNDER_TEST)('%s', (id) => {
  const base = gameOf(id);
  const first = addressAt(base, { period: 1, shortTurns: 0 }, { name: '' });
  const variants = [base, never(base), often(base), always(base)];

  test.each(Array.from({ length: GAMES }, (_, i) => `addresses/${i}`))(
    'an address has the same face with and without a crisis, and none comes twice (seed %s)',
    (seed) => {
      const games = variants.map((game) => thrown(game, seed));
      for (const { order } of games) expect(new Set(order).size).toBe(order.length);
      const calm = games[1]!;
      for (const { faces } of games) {
        const shared = [...faces].filter(([address]) => calm.faces.has(address));
        expect(shared.filter(([address, face]) => calm.faces.get(address) !== face)).toEqual([]);
        later += shared.filter(([address]) => !address.startsWith('setup/') && !address.startsWith(first)).length;
      }
    },
  );
});

test('not only dice of the first turn were compared', () => {
  expect(later).toBeGreaterThan(2000);
});

describe('addresses and their numbers', () => {
  const start = parseDay('2026-01-31')!;
  const clock: Clock = {
    unit: 'month',
    start,
    turns: [500, 500],
    periodDays: Array.from({ length: 500 }, (_, i) => addUnits(start, 'month', i)),
    crisis: { when: gameOf('the-strait').endings[0]!.when, unit: 'week', turns: 20 },
  };
  const die = purposeOf('adjudicate/rok/return-fire');

  test.each<[Moment, string]>([
    [{ period: 1, shortTurns: 0 }, '2026-01-31/adjudicate/rok/return-fire'],
    [{ period: 2, shortTurns: 0 }, '2026-02-28/adjudicate/rok/return-fire'],
    [{ period: 2, shortTurns: 3 }, '2026-02-28+3w/adjudicate/rok/return-fire'],
    // 3 April lies behind the beginning of the next month, and is not one of its days.
    [{ period: 2, shortTurns: 5 }, '2026-02-28+5w/adjudicate/rok/return-fire'],
    [{ period: 3, shortTurns: 0 }, '2026-03-31/adjudicate/rok/return-fire'],
  ])('%o is %s', (moment, text) => {
    expect(addressAt({ clock }, moment, die)).toBe(text);
  });

  test.each(['day', 'week', 'month', 'year'] as const)('short turns of a %s have its letter', (unit) => {
    const at = addressAt(
      { clock: { ...clock, crisis: { ...clock.crisis!, unit } } },
      { period: 1, shortTurns: 2 },
      die,
    );
    expect(at).toBe(`2026-01-31+2${unit[0]}/adjudicate/rok/return-fire`);
  });

  test('in the setup the cause alone is the address', () => {
    expect(addressAt({ clock }, { period: 0, shortTurns: 0 }, purposeOf('setup/horizon'))).toBe('setup/horizon');
  });

  test('every moment that a clock can have has a number and a text of its own', () => {
    const moments = Array.from({ length: 501 * 21 }, (_, i) => ({ period: i % 501, shortTurns: Math.floor(i / 501) }));
    const numbers = moments.map(momentOf);
    expect(new Set(numbers).size).toBe(moments.length);
    expect(Math.max(...numbers)).toBeLessThan(2 ** 32);
    const inTurns = moments.filter(({ period }) => period > 0);
    expect(new Set(inTurns.map((moment) => addressAt({ clock }, moment, die))).size).toBe(inTurns.length);
  });

  test('without a crisis the number is that of the period: such games keep their dice', () => {
    for (const period of [0, 1, 2, 500]) expect(momentOf({ period, shortTurns: 0 })).toBe(period);
  });
});
