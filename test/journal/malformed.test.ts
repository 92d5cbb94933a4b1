import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verdictOn } from '../../src/cli/verify.js';
import { FileFault } from '../../src/files/fault.js';
import { glanceAt } from '../../src/journal/read.js';
import { repaired } from '../../src/journal/repair.js';
import { goldenText } from '../golden/golden.js';
import { folderForTests } from '../process/run.js';
import { malformed } from './malformed.js';

/** Two hundred malformed journals: each is refused at its place. `malformed.long.ts` has two thousand. */

const folder = folderForTests();
const SEED = process.env['FIREBREAK_MALFORMED'] ?? 'malformed';
const WHOLE = [
  goldenText(2, 'small-doctrine'),
  goldenText(2, 'small-script'),
  goldenText(2, 'witness-planted-fault-1'),
];

/** Tries to do something with a journal that may be refused, but never otherwise fails. */
const orRefused = (attempt: () => unknown): void => {
  try {
    attempt();
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
  }
};

test(`two hundred malformed journals from the seed "${SEED}" (FIREBREAK_MALFORMED=…)`, () => {
  let refused = 0;
  for (let number = 0; number < 200; number += 1) {
    const bytes = malformed(WHOLE[number % WHOLE.length]!, SEED, number);
    const file = join(folder, 'game.jsonl');
    writeFileSync(file, bytes);
    const { exit, findings } = verdictOn(file);
    expect([0, 4], `number ${number}`).toContain(exit);
    expect(findings.length > 0).toBe(exit === 4);
    refused += exit === 4 ? 1 : 0;
    for (const { line, sentence } of findings) {
      expect(line, `number ${number}: ${sentence}`).toBeGreaterThan(0);
      expect(sentence, `number ${number}`).toMatch(/\S\.$/);
    }
    orRefused(() => glanceAt(file, bytes.toString('utf8')));
    orRefused(() => repaired(file, bytes));
  }
  // Here and there a change says the same: another version of the program, a line end less.
  expect(refused).toBeGreaterThan(180);
  expect(globalThis).not.toHaveProperty('ran');
});
