import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodeAt } from '../../src/core/turn/node.js';
import { apply, start } from '../../src/core/turn/play.js';
import { dialOf, gameOf } from '../cases/play.js';

/**
 * A twin of the stages that imports nothing of the rules: orders of two stages, worked out by the definition, in whole numbers
 * of billionths without end. It must agree with the engine whatever is ordered, and whatever stands where in the file.
 */

const SLOTS = ['u', 'v', 'w'] as const;
const ENDS: Readonly<Record<string, readonly [number, number]>> = { u: [0, 100], v: [-20, 30], w: [0, 1000] };

/** An amount: so much, and so many times a dial. */
interface Amount {
  readonly plus: number;
  readonly times: number;
  readonly of: string;
}
interface Change {
  readonly is: 'adjust' | 'set';
  readonly slot: string;
  readonly amount: Amount;
  /** Turns that an adjustment lasts; 0 for good. */
  readonly lasts: number;
  /** It happens only if this dial is above a number. */
  readonly above?: readonly [string, number];
}
interface Order {
  readonly stage: 'first' | 'second';
  readonly changes: readonly Change[];
}

const slot = fc.constantFrom(...SLOTS);
const amount = fc.record({
  plus: fc.integer({ min: -40, max: 40 }),
  times: fc.constantFrom(0, 0.5, -1, 1 / 3),
  of: slot,
});
const change = fc.record({
  is: fc.constantFrom<Change['is']>('adjust', 'adjust', 'set'),
  slot,
  amount,
  lasts: fc.constantFrom(0, 0, 1, 2),
  above: fc.option(fc.tuple(slot, fc.integer({ min: -10, max: 60 })), { nil: undefined }),
});
const order: fc.Arbitrary<Order> = fc.record({
  stage: fc.constantFrom<Order['stage']>('first', 'second'),
  changes: fc.array(change as fc.Arbitrary<Change>, { minLength: 1, maxLength: 3 }),
});

const amountText = ({ plus, times, of }: Amount): string => `${plus} + ${times} * ${of}`;

const effectText = ({ is, slot: dial, amount: by, lasts, above }: Change): string => {
  const when = above ? `, when: '${above[0]} > ${above[1]}'` : '';
  if (is === 'set') return `{ do: set, dial: ${dial}, to: '${amountText(by)}'${when} }`;
  return `{ do: adjust, dial: ${dial}, by: '${amountText(by)}'${lasts > 0 ? `, for: ${lasts}` : ''}${when} }`;
};

const textOf = (orders: readonly Order[], contested: string | undefined): string => `firebreak: 1
id: twin
title: Twin
provenance: design
clock: { unit: day, start: 2026-01-01, turns: 6 }
stages: [{ id: first }, { id: second }]
actors: [{ id: a, name: Alpha, short: A, points: 99 }]
dials:
${SLOTS.map((id) => `  - { id: ${id}, label: ${id}, start: 20, min: ${ENDS[id]![0]}, max: ${ENDS[id]![1]}${contested ? `, contested: ${contested}` : ''} }`).join('\n')}
actions:
${orders.map(({ stage, changes }, i) => `  - { id: o${i}, actor: a, label: O${i}, kind: ${stage}, effects: [${changes.map(effectText).join(', ')}] }`).join('\n')}
`;

const UNIT = 1_000_000_000;
const counts = (points: number): bigint => BigInt(Math.round(points * UNIT));
const held = (id: string, value: bigint): bigint => {
  const [low, high] = [counts(ENDS[id]![0]), counts(ENDS[id]![1])];
  return value < low ? low : value > high ? high : value;
};
const points = (value: bigint): number => Number(value) / UNIT;

interface Twin {
  lasting: Record<string, bigint>;
  running: { readonly slot: string; readonly by: bigint; readonly until: number }[];
}

const shown = (twin: Twin, id: string): number =>
  points(
    held(
      id,
      twin.running.filter((one) => one.slot === id).reduce((sum, { by }) => sum + by, twin.lasting[id]!),
    ),
  );

const carryOut = (twin: Twin, changes: readonly Change[], turn: number, contested: string | undefined): void => {
  const before = Object.fromEntries(SLOTS.map((id) => [id, shown(twin, id)]));
  const live = changes.filter(({ above }) => above === undefined || before[above[0]]! > above[1]);
  const worth = ({ plus, times, of }: Amount): number => plus + times * before[of]!;
  for (const id of SLOTS) {
    const own = live.filter((one) => one.slot === id);
    // `1 * u` is a product and no term that stands alone: what is set to it is set.
    const sets = own.filter(({ is }) => is === 'set').map((one) => held(id, counts(worth(one.amount))));
    const sorted = [...new Set(sets)].sort((a, b) => (a < b ? -1 : 1));
    const to =
      sorted.length === 1 || contested === 'lowest' ? sorted[0] : contested === 'highest' ? sorted.at(-1) : undefined;
    if (to !== undefined) {
      twin.lasting[id] = to;
      twin.running = twin.running.filter((one) => one.slot !== id);
    }
    const adjusts = own.filter(({ is }) => is === 'adjust');
    const sum = adjusts
      .filter(({ lasts }) => lasts === 0)
      .reduce((total, one) => total + counts(worth(one.amount)), 0n);
    twin.lasting[id] = held(id, twin.lasting[id]! + sum);
    for (const one of adjusts)
      if (one.lasts > 0) twin.running.push({ slot: id, by: counts(worth(one.amount)), until: turn + one.lasts });
  }
};

const play = (orders: readonly Order[], contested: string | undefined): number[][] => {
  const twin: Twin = { lasting: Object.fromEntries(SLOTS.map((id) => [id, counts(20)])), running: [] };
  const course: number[][] = [];
  for (let turn = 1; turn <= 5; turn += 1) {
    twin.running = twin.running.filter(({ until }) => until > turn);
    course.push(SLOTS.map((id) => shown(twin, id)));
    if (turn > 2) continue;
    for (const stage of ['first', 'second'] as const)
      carryOut(
        twin,
        orders.filter((one) => one.stage === stage).flatMap(({ changes }) => changes),
        turn,
        contested,
      );
  }
  return course;
};

const played = (orders: readonly Order[], contested: string | undefined): number[][] => {
  const game = gameOf(textOf(orders, contested));
  let { world } = start(game);
  // The only die: how long the game is.
  const node = nodeAt(game, world);
  if (node.is === 'chance') world = apply(game, world, { is: 'chance', address: node.address, outcome: '6' }).world;
  const course: number[][] = [];
  for (let turn = 1; turn <= 5; turn += 1) {
    course.push(SLOTS.map((id) => dialOf(game, world, id)));
    const given = turn > 2 ? [] : orders.map((_, i) => ({ action: `o${i}` }));
    world = apply(game, world, { is: 'orders', seat: 'a', orders: given }).world;
  }
  return course;
};

const RULE = fc.constantFrom(undefined, 'highest', 'lowest');

/** Holds so many random scenarios against the twin. */
export const checkTwins = (numRuns: number): void => {
  const runs = { numRuns, seed: 20261201 };

  test('orders of two stages come out as the definition says', () =>
    fc.assert(
      fc.property(fc.array(order, { minLength: 1, maxLength: 5 }), RULE, (orders, contested) => {
        expect(played(orders, contested)).toEqual(play(orders, contested));
      }),
      runs,
    ));

  test('and whatever stands where in the file', () =>
    fc.assert(
      fc.property(fc.array(order, { minLength: 2, maxLength: 5 }), RULE, (orders, contested) => {
        expect(played([...orders].reverse(), contested)).toEqual(played(orders, contested));
      }),
      runs,
    ));
};
