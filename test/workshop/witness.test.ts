import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { FileFault } from '../../src/files/fault.js';
import { readJournal } from '../../src/journal/read.js';
import { load } from '../../src/scenario/load.js';
import { explorePresets, type Witness, witnessOf } from '../../src/workshop/expedition.js';
import { type Body, bodiesOf, chained } from '../journal/forge.js';

/** Witnesses: journals that end where something is shown, and cannot be made shorter by leaving an order out. */

const PLANTED = readFileSync(fileURLToPath(new URL('planted.yaml', import.meta.url)), 'utf8');

const witnesses = (text: string): Map<string, Witness> => {
  const loaded = load('planted.yaml', () => text);
  const expedition = explorePresets(loaded, () => loaded.game, { games: 240, seed: 'test' });
  return new Map(
    expedition.found.flatMap(({ evidence }) => {
      const witness = evidence && witnessOf(loaded, () => loaded.game, evidence, '0.0.0');
      return evidence && witness ? [[evidence.name, witness] as const] : [];
    }),
  );
};

test.each([
  // Patience starts at 3: it is spent on three turns, and divided by on the fourth.
  ['fault-1', 4, 4],
  // Tension starts at 40: three times 10 is 70, seen at the first node after the third turn.
  ['calm', 4, 3],
  // Nobody does anything for six turns.
  ['some-crisis', 6, 0],
])('%s: turn %i, %i orders', (name, turn, orders) => {
  const witness = witnesses(PLANTED).get(name)!;
  expect([witness.shown.turn, witness.orders]).toEqual([turn, orders]);
  const read = readJournal('game.jsonl', witness.text);
  expect(read.world.turn).toBe(turn);
  expect(read.moves).toHaveLength(witness.shown.moves);
});

test('the journal of a fault ends with the fault, which comes about again', () => {
  const read = readJournal('game.jsonl', witnesses(PLANTED).get('fault-1')!.text);
  expect(read.fault).toBe(
    'When all orders are sealed (the last are those of S: hold), the scenario goes wrong: Tension would become Infinity (planted.yaml:57:9).',
  );
});

/** The journal with its last line written anew. */
const withLastLine = (text: string, change: (body: Body) => Body): string => {
  const bodies = bodiesOf(text);
  return chained([...bodies.slice(0, -1), change(bodies.at(-1)!)]);
};

test('a fault that does not come about is refused', () => {
  const { text } = witnesses(PLANTED).get('fault-1')!;
  expect(() =>
    readJournal(
      'game.jsonl',
      withLastLine(text, (body) => body),
    ),
  ).not.toThrow();
  expect(() =>
    readJournal(
      'game.jsonl',
      withLastLine(text, (body) => ({ ...body, fault: 'something else' })),
    ),
  ).toThrow(FileFault);
  const other = { orders: [{ action: 'wait' }] };
  expect(() =>
    readJournal(
      'game.jsonl',
      withLastLine(text, (body) => ({ ...body, ...other, fault: 'no' })),
    ),
  ).toThrow(/it says: Tension/);
});

test('a fault at another place, and a line behind it, are refused', () => {
  const { text } = witnesses(PLANTED).get('fault-1')!;
  expect(() =>
    readJournal(
      'game.jsonl',
      withLastLine(text, (body) => ({ ...body, turn: 2 })),
    ),
  ).toThrow(/another place/);
  const bodies = bodiesOf(text);
  expect(() => readJournal('game.jsonl', chained([...bodies, bodies.at(-1)!]))).toThrow(/nothing can follow/);
});

const CASES: readonly (readonly [string, string, string, RegExp])[] = [
  [
    'a die whose odds are no number',
    'kind: diplomatic, cost: 5,',
    'kind: diplomatic, cost: 1, odds: { base: "0.5 * (turn - 3) / (turn - 3)" }, outcomes: [ { id: well }, { id: badly } ],',
    /^When the die 2000-01-15\/adjudicate\/south\/talk is rolled, .*not a number/,
  ],
  [
    'a doctrine whose weights are negative',
    '- { order: wait }',
    '- { pick: [ { order: wait, weight: "2 - turn" }, { hold: true, weight: "2 - turn" } ] }',
    /^When the doctrine of S decides, .*weights must be 0 or more/,
  ],
];

test.each(CASES)('%s', (_, before, after, says) => {
  const text = PLANTED.replace('10 / patience', '1').replace(before, after);
  const witness = witnesses(text).get('fault-1')!;
  expect(readJournal('game.jsonl', witness.text).fault).toMatch(says);
});
