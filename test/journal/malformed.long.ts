import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { GOLDEN, goldenText } from '../golden/golden.js';
import { firebreak, folderForTests } from '../process/run.js';
import { malformed } from './malformed.js';

/** Two thousand malformed journals, a hundred to a process: none is a fault of the program or keeps it from the next. */

const folder = folderForTests();
const SEED = process.env['FIREBREAK_MALFORMED'] ?? 'malformed, long';
const NAMES = GOLDEN.filter(([, name]) => /^(small|witness|the-)/.test(name));

test(`two thousand malformed journals from the seed "${SEED}" (FIREBREAK_MALFORMED=…)`, () => {
  let refused = 0;
  for (let from = 0; from < 2000; from += 100) {
    const files = Array.from({ length: 100 }, (_, i) => {
      const number = from + i;
      const file = join(folder, `${number}.jsonl`);
      // Large games are tried now and then; the small ones say as much.
      const [format, name] = NAMES[number % (number % 20 === 0 ? NAMES.length : 7)]!;
      writeFileSync(file, malformed(goldenText(format, name), SEED, number));
      return file;
    });
    const ran = firebreak(['verify', '--json', ...files], { cwd: folder });
    expect(ran.err).toBe('');
    expect(ran.code).toBe(4);
    const verdicts = ran.out
      .trimEnd()
      .split('\n')
      .map(
        (line) => JSON.parse(line) as { file: string; exit: number; findings: { line: number; sentence: string }[] },
      );
    expect(verdicts.map(({ file }) => file)).toEqual(files);
    for (const { file, exit, findings } of verdicts) {
      expect([0, 4], file).toContain(exit);
      refused += exit === 4 ? 1 : 0;
      expect(findings.length > 0, file).toBe(exit === 4);
      for (const { line, sentence } of findings) {
        expect(line, `${file}: ${sentence}`).toBeGreaterThan(0);
        expect(sentence, file).toMatch(/\S\.$/);
      }
    }
  }
  console.log(`${refused} of 2000 were refused, each with its line.`);
  expect(refused).toBeGreaterThan(1800);
});
