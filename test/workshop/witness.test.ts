import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { GENESIS, readLine, writeLine } from '../../src/journal/lines.js';
import { JournalFault, readJournal } from '../../src/journal/read.js';
import { load } from '../../src/scenario/load.js';
import { explorePresets, type Witness, witnessOf } from '../../src/workshop/expedition.js';

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
  // Patience starts at 3: it is spent on three turns, and divided by on the third.
  ['fault-1', 3, 4],
  // Tension starts at 40: three times 10 is 70, seen at the first node after the third turn.
  ['calm', 4, 3],
  // Nobody does anything for six turns.
  ['some-crisis', 6, 0],
])('%s: turn %i, %i orders', (name, turn, orders) => {
  const witness = witnesses(PLANTED).get(name)!;
  expect([witness.shown.turn, witness.orders]).toEqual([turn, orders]);
  const read = readJournal(witness.text);
  expect(read.world.turn).toBe(turn);
  expect(read.moves).toHaveLength(witness.shown.moves);
});

test('the journal of a fault ends with the fault, which comes about again', () => {
  const read = readJournal(witnesses(PLANTED).get('fault-1')!.text);
  expect(read.fault).toBe(
    'When all orders are sealed (the last are those of S: hold), the scenario goes wrong: Tension would become Infinity (planted.yaml:57:9).',
  );
});

/** The journal with its last line written anew. */
const withLastLine = (text: string, change: (body: Record<string, unknown>) => object): string => {
  const lines = text.trimEnd().split('\n');
  const hashes = [GENESIS];
  for (const line of lines) hashes.push(readLine(line, hashes.at(-1)!)!.hash);
  const { before: _, hash: __, ...body } = readLine(lines.at(-1)!, hashes.at(-2)!)!.body;
  return `${[...lines.slice(0, -1), writeLine(change(body), hashes.at(-2)!).text].join('\n')}\n`;
};

test('a fault that does not come about is refused', () => {
  const { text } = witnesses(PLANTED).get('fault-1')!;
  expect(() => readJournal(withLastLine(text, (body) => body))).not.toThrow();
  expect(() => readJournal(withLastLine(text, (body) => ({ ...body, fault: 'something else' })))).toThrow(JournalFault);
  const other = { orders: [{ action: 'wait' }] };
  expect(() => readJournal(withLastLine(text, (body) => ({ ...body, ...other, fault: 'no' })))).toThrow(
    /it says: Tension/,
  );
});

const CASES: readonly (readonly [string, string, string, RegExp])[] = [
  [
    'a die whose odds are no number',
    'kind: diplomatic, cost: 5,',
    'kind: diplomatic, cost: 1, odds: { base: "0.5 * (turn - 3) / (turn - 3)" }, outcomes: [ { id: well }, { id: badly } ],',
    /^When the die turn3\/adjudicate\/south\/talk is rolled, .*not a number/,
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
  expect(readJournal(witness.text).fault).toMatch(says);
});
