import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type Diagnostic, ScenarioError } from '../../src/scenario/diagnostics.js';
import { small } from './collections.js';
import { diceOf } from './dice.js';
import { judge } from './judge.js';
import { originOf, spoilt } from './spoil.js';

/** The judge of spoilt scenarios must be able to find fault, and what it once found stays mended. */

const REGRESSIONS = fileURLToPath(new URL('regressions', import.meta.url));

describe('what was found before', () => {
  test.each(readdirSync(REGRESSIONS))('%s', (file) => {
    const text = readFileSync(`${REGRESSIONS}/${file}`, 'utf8');
    expect(judge(file, () => text).fault).toBeUndefined();
  });
});

const FOUND: Diagnostic = {
  code: 'E101',
  severity: 'error',
  message: 'something is wrong',
  hint: '',
  position: { file: 'x.yaml', line: 1, column: 1, length: 1 },
  excerpt: 'one line',
  excerptColumn: 1,
};

describe('the judge', () => {
  const refused = (change: Partial<Diagnostic>): string | undefined => {
    let reads = 0;
    return judge('x.yaml', () => {
      reads += 1;
      if (reads === 1) throw new ScenarioError('x.yaml', [{ ...FOUND, ...change }]);
      return 'one line';
    }).fault;
  };

  test('notices another exception', () => {
    const fault = judge('x.yaml', () => {
      throw new TypeError('not a scenario');
    }).fault;
    expect(fault).toMatch(/threw TypeError/);
  });

  test.each<[string, Partial<Diagnostic>, RegExp]>([
    ['a code of no known form', { code: 'oops' }, /the code "oops"/],
    ['a finding without a sentence', { message: ' ' }, /no sentence/],
    ['a finding in a file that was not read', { position: { ...FOUND.position, file: 'y.yaml' } }, /unknown file/],
  ])('notices %s', (_, change, says) => {
    expect(refused(change)).toMatch(says);
  });
});

describe('the dice of spoiling', () => {
  test('change nearly every text, and each in its own way', () => {
    const { read } = small('../language', 1);
    const origin = originOf(read('keys.yaml')!);
    const texts = Array.from({ length: 200 }, (_, i) => spoilt(origin, [origin], diceOf(`changes/${i}`)));
    expect(new Set(texts).size).toBeGreaterThan(190);
    expect(texts).toEqual(Array.from({ length: 200 }, (_, i) => spoilt(origin, [origin], diceOf(`changes/${i}`))));
  });
});
