import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { manualFiles, PAGES } from '../../src/cli/manual.js';
import { type Diagnostic, ScenarioError } from '../../src/scenario/diagnostics.js';
import { load } from '../../src/scenario/load.js';
import { LISTS, TOP } from '../../src/scenario/schema.js';
import { shownCalls, wordless } from '../../src/workshop/manual/expressions.js';
import { starterScenario } from '../../src/workshop/starter.js';
import { firebreak, folderForTests } from '../process/run.js';
import { applied, type Step, stepsIn } from './tutorial.js';

/** The manual: in step with the program, and true where it shows something. */

const DOCS = fileURLToPath(new URL('../../docs', import.meta.url));
const folder = folderForTests();

const written = [...(await manualFiles())];

test.each(written)('docs/%s is what the program writes (`npm run manual` mends it)', (file, text) => {
  expect(existsSync(join(DOCS, file)) ? readFileSync(join(DOCS, file), 'utf8') : '').toBe(text);
});

test('the manual has no page that the index leaves out, and no page is missing', () => {
  const there = readdirSync(join(DOCS, 'manual')).filter((file) => file.endsWith('.md') && file !== 'README.md');
  expect(there.sort()).toEqual(PAGES.map(({ file }) => file).sort());
});

/** Anchors of the headings of a page, as GitHub makes them. */
const anchorsOf = (page: string): string[] => [
  ...[...page.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id),
  ...[...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  ),
];

test('links within the manual lead somewhere', () => {
  const page = (file: string): string => readFileSync(join(DOCS, 'manual', file), 'utf8');
  const links = ['README.md', ...PAGES.map(({ file }) => file)].flatMap((file) =>
    [...page(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, to = '']) => ({ file, to })),
  );
  const broken = links.filter(({ file, to }) => {
    if (/^https?:/.test(to)) return false;
    const [path = '', anchor] = to.split('#');
    const target = path === '' ? file : path;
    if (!existsSync(join(DOCS, 'manual', target))) return true;
    return anchor !== undefined && !anchorsOf(page(target)).includes(anchor);
  });
  expect(links.length).toBeGreaterThan(60);
  expect(broken).toEqual([]);
});

const reference = readFileSync(join(DOCS, 'manual', 'reference.md'), 'utf8');

test('the reference names every key, and its examples are YAML', () => {
  const missing = [...Object.keys(TOP), ...Object.values(LISTS).flatMap((item) => Object.keys(item.shape))].filter(
    (key) => !reference.includes(`\`${key}\``),
  );
  expect(missing).toEqual([]);
  expect(Object.keys(LISTS).filter((list) => !reference.includes(`\n### ${list}\n`))).toEqual([]);
  const blocks = [...reference.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
  expect(blocks.length).toBeGreaterThan(20);
  for (const text of blocks) expect(typeof parse(text)).toBe('object');
});

test('examples of items are read as items', () => {
  const wrong = Object.entries(LISTS).flatMap(([list, schema]) => {
    const block = new RegExp(`\`\`\`yaml\n(${list}:\n[\\s\\S]*?)\`\`\``).exec(reference)?.[1];
    if (block === undefined) return [];
    const items: unknown[] = parse(block)[list];
    return items.flatMap(
      (item) => schema.safeParse(item).error?.issues.map(({ message }) => `${list}: ${message}`) ?? [],
    );
  });
  expect(wrong).toEqual([]);
});

test('the manual has words for every function, and shows it as it is called', () => {
  expect(wordless()).toEqual([]);
  const scenario = (when: string): string =>
    starterScenario('calls').replace(
      'triggers:',
      `triggers:\n  - { id: attack, label: Attack, outcomes: [{ id: hit, weight: 1 }] }\n  - { id: call, label: Call, when: '${when}' }`,
    );
  const numbers = shownCalls().map((call) =>
    call.replaceAll(/\b[abxyzpm]\b|\blow\b|\bhigh\b/g, '0.5').replace('ordered("attack")', 'ordered("patrol")'),
  );
  const wrong = numbers.flatMap((call) => {
    // What has never happened has no time, so that only an upper bound stands alone.
    const when = /^(happened|ordered)/.test(call) ? call : `${call} ${call.startsWith('turns_since') ? '<=' : '>='} 0`;
    return problemsOf(scenario(when)).map(({ message }) => `${call}: ${message}`);
  });
  expect(wrong).toEqual([]);
});

const problemsOf = (text: string): readonly Diagnostic[] => {
  try {
    return load('scenario.yaml', () => text).warnings;
  } catch (error) {
    if (error instanceof ScenarioError) return error.diagnostics;
    throw error;
  }
};

const tutorial = readFileSync(join(DOCS, 'manual', 'first-scenario.md'), 'utf8');
const steps = stepsIn(tutorial);

/** The scenario of the tutorial after all steps before `index`. */
const upTo = (index: number): string => steps.slice(0, index).reduce(applied, starterScenario('two-straits'));

test('the tutorial has steps of every kind', () => {
  const kinds = new Set(steps.map(({ what }) => what));
  expect([...kinds].sort()).toEqual(['add', 'doctrine', 'goals', 'when', 'wrong']);
  expect(steps.length).toBeGreaterThan(8);
});

test.each(steps.map((step, i): [string, Step, number] => [`${i + 1}: ${step.what} ${step.where}`, step, i]))(
  'step %s of the tutorial does what it says',
  (_, step, i) => {
    const before = upTo(i);
    if (step.what === 'wrong') {
      const broken = before.replace('{ to: quarrel, when: tension <', `{ to: quarrel, when: ${step.where} <`);
      expect(broken).not.toBe(before);
      const [first] = problemsOf(broken);
      expect(`${first?.message}\n${first?.hint}\n`).toBe(step.text);
    } else
      expect(problemsOf(applied(before, step)).map(({ code }) => code)).toEqual(step.finds === '' ? [] : [step.finds]);
  },
);

test('the scenario at the end of the tutorial is strictly right, plays, and its claims stand', () => {
  writeFileSync(join(folder, 'two-straits.yaml'), upTo(steps.length));
  const checked = firebreak(['check', 'two-straits.yaml', '--strict'], { cwd: folder });
  expect([checked.code, checked.out]).toEqual([0, 'two-straits.yaml: no errors.\n']);
  const played = firebreak(
    ['play', 'two-straits.yaml', '--all', 'random', '--plain', '--seed', '1', '--preset', 'hot-summer'],
    { cwd: folder },
  );
  expect(played.code).toBe(0);
  expect(played.out).toContain('The game ends: ');
});

/** Commands that the manual tells people to type: all must exist. */
test('commands in the manual exist', () => {
  const commands = [
    ...`${tutorial}${readFileSync(join(DOCS, 'manual', 'README.md'), 'utf8')}`.matchAll(/npx firebreak ([a-z]+)/g),
  ].map(([, name = '']) => name);
  const page = readFileSync(join(DOCS, 'manual', 'commands.md'), 'utf8');
  expect(commands.length).toBeGreaterThan(6);
  expect(commands.filter((name) => !page.includes(`\n## ${name}\n`))).toEqual([]);
});
