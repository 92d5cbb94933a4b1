import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { ScenarioError, severityOf } from '../../src/scenario/diagnostics.js';
import { LIBRARY, readFrom } from '../../src/scenario/library.js';
import { load } from '../../src/scenario/load.js';
import { adviceOn } from '../../src/workshop/meaning/advice.js';
import { PLAY_RULES } from '../../src/workshop/play-rules.js';
import { KNOWN_CODES, MEANING_CODES, RULES, rulesPage } from '../../src/workshop/rules.js';

/** The table of rules, the code that raises them, the page, and the collections of broken scenarios are in step. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)],
  );

/** Codes that a text names in quotes. */
const codesIn = (text: string): string[] => [...text.matchAll(/'([EW]\d{3})'/g)].map((match) => match[1]!);

/** Tables of rules name codes without raising them. */
const TABLE = /-rules\.ts$/;

const raised = new Set(
  filesIn(join(ROOT, 'src'))
    .filter((file) => file.endsWith('.ts') && !TABLE.test(file))
    .flatMap((file) => codesIn(readFileSync(file, 'utf8'))),
);

const codesOf = (folder: string, file: string): string[] => {
  try {
    const loaded = load(file, readFrom(folder), {}, LIBRARY);
    return adviceOn(loaded).map(({ code }) => code);
  } catch (error) {
    if (error instanceof ScenarioError) return error.diagnostics.map(({ code }) => code);
    throw error;
  }
};

const exercised = (folder: string): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => codesOf(folder, file));

describe('the table of rules', () => {
  test('has every code that is raised anywhere', () => {
    expect([...raised].filter((code) => !KNOWN_CODES.has(code)).sort()).toEqual([]);
  });

  test('has no code that nothing raises', () => {
    expect(RULES.map(({ code }) => code).filter((code) => !raised.has(code))).toEqual([]);
  });

  test('has each code once, in order', () => {
    const codes = [...RULES, ...PLAY_RULES].map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    const own = RULES.map(({ code }) => code);
    expect(own).toEqual([...own].sort());
  });

  test('has an example with each rule, and its mended lines', () => {
    const bare = RULES.filter(
      ({ title, wrong, why, broken, mended }) =>
        [title, wrong, why, broken, mended].some((text) => text.trim() === '') || broken === mended,
    );
    expect(bare).toEqual([]);
  });

  test('tells errors from warnings by their letters', () => {
    expect(RULES.map((rule) => [rule.code[0], severityOf(rule.code)])).toEqual(
      RULES.map(({ code }) => [code[0], code.startsWith('E') ? 'error' : 'warning']),
    );
  });

  test('is exercised whole by broken scenarios', () => {
    const found = new Set([
      ...exercised(join(ROOT, 'test', 'errors')),
      ...exercised(join(ROOT, 'test', 'workshop', 'warnings')),
      // A file that is not there cannot stand in a collection of files.
      ...codesOf(join(ROOT, 'test', 'errors'), 'nowhere.yaml'),
    ]);
    expect(RULES.map(({ code }) => code).filter((code) => !found.has(code))).toEqual([]);
    expect([...MEANING_CODES].filter((code) => !found.has(code))).toEqual([]);
  });
});

test('the page in the manual is the one that the table makes; `npm run manual` writes it anew', () => {
  expect(readFileSync(join(ROOT, 'docs', 'manual', 'rules.md'), 'utf8')).toBe(rulesPage());
});
