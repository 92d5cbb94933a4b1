import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** Imports only downwards: what each room of `src` may use. */
const MAY_IMPORT: Readonly<
  Record<string, { readonly rooms: readonly string[]; readonly packages: readonly string[] }>
> = {
  core: { rooms: [], packages: ['xstate', 'immer', 'seedrandom', '@marcbachmann/cel-js'] },
  files: { rooms: ['core'], packages: ['zod', 'node:'] },
  scenario: { rooms: ['core', 'files'], packages: ['yaml', '@marcbachmann/cel-js', 'node:'] },
  players: { rooms: ['core'], packages: [] },
  journal: { rooms: ['core', 'files', 'scenario', 'players'], packages: ['node:'] },
  study: {
    rooms: ['core', 'files', 'scenario', 'players'],
    packages: ['piscina', 'hyparquet-writer', 'node:'],
  },
  workshop: {
    rooms: ['core', 'files', 'scenario', 'players', 'journal', 'study'],
    packages: ['@viz-js/viz', 'node:'],
  },
  report: {
    rooms: ['core', 'files', 'journal', 'study', 'scenario', 'players', 'workshop'],
    packages: ['node:'],
  },
  ui: { rooms: ['core', 'players', 'journal'], packages: ['ink', 'react', 'react/jsx-runtime', 'immer', 'node:'] },
};

/** Inside the core likewise: what each drawer may use. The files that stand in no drawer are words that all of them share. */
const DRAWERS: Readonly<Record<string, readonly string[]>> = {
  language: [],
  chance: ['language'],
  chart: ['language'],
  program: ['language', 'chance', 'chart'],
  turn: ['language', 'chance', 'chart', 'program'],
  seat: ['language', 'chance', 'chart', 'program', 'turn'],
  compiled: ['language', 'chance', 'chart', 'program', 'turn'],
};

/** What the core must not touch, whatever it imports: it has no clock, no chance of its own, no world outside. */
const IMPURE = /\b(Math\.random|Date\.now|new Date\(\)|console\.|process\.|performance\.)/;

const SRC = fileURLToPath(new URL('../src', import.meta.url));

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? filesOf(join(folder, entry.name))
      : /\.tsx?$/.test(entry.name)
        ? [join(folder, entry.name)]
        : [],
  );

const importsOf = (text: string): string[] =>
  [...text.matchAll(/(?:from|import)\s*\(?\s*'([^'\n]+)'/g)].map((match) => match[1]!);

/** Imports of a file that its room may not have. */
const forbidden = (room: string, file: string, text: string): string[] => {
  const rule = MAY_IMPORT[room];
  if (!rule) return [];
  return importsOf(text).filter((target) => {
    if (!target.startsWith('.'))
      return !rule.packages.some((allowed) =>
        allowed.endsWith(':') ? target.startsWith(allowed) : target === allowed,
      );
    const [to = ''] = join(file, '..', target)
      .slice(SRC.length + 1)
      .split('/');
    return to !== room && !rule.rooms.includes(to);
  });
};

test.each(Object.keys(MAY_IMPORT))('%s imports only downwards', (room) => {
  const folder = join(SRC, room);
  const wrong = readdirSync(SRC).includes(room)
    ? filesOf(folder).flatMap((file) =>
        forbidden(room, file, readFileSync(file, 'utf8')).map((target) => `${file}: ${target}`),
      )
    : [];
  expect(wrong).toEqual([]);
});

/** Imports of a file of the core that its drawer may not have. */
const forbiddenInCore = (drawer: string, file: string, text: string): string[] =>
  importsOf(text).filter((target) => {
    if (!target.startsWith('.')) return false;
    const [to = '', ...rest] = join(file, '..', target)
      .slice(join(SRC, 'core').length + 1)
      .split('/');
    return rest.length > 0 && to !== drawer && !DRAWERS[drawer]!.includes(to);
  });

test.each(Object.keys(DRAWERS))('the drawer %s of the core imports only downwards', (drawer) => {
  const wrong = filesOf(join(SRC, 'core', drawer)).flatMap((file) =>
    forbiddenInCore(drawer, file, readFileSync(file, 'utf8')).map((target) => `${file}: ${target}`),
  );
  expect(wrong).toEqual([]);
  const file = join(SRC, 'core', 'language', 'x.ts');
  expect(forbiddenInCore('language', file, "import { seal } from '../turn/docket.js';")).toEqual(['../turn/docket.js']);
});

test('every drawer of the core has its rule', () => {
  const drawers = readdirSync(join(SRC, 'core'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(drawers.map(({ name }) => name).sort()).toEqual(Object.keys(DRAWERS).sort());
});

test('the core is pure', () => {
  const wrong = filesOf(join(SRC, 'core')).filter((file) => IMPURE.test(readFileSync(file, 'utf8')));
  expect(wrong).toEqual([]);
});

test('every decision that a comment cites has its record', () => {
  const records = readdirSync(join(SRC, '..', 'docs', 'decisions')).map((file) => file.split('-')[0]);
  const cited = filesOf(SRC).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\bdecision ([A-Z]\d+)/g)].map(([, name]) => name!),
  );
  expect(cited.length).toBeGreaterThan(5);
  expect(cited.filter((name) => !records.includes(name))).toEqual([]);
});

test('the schema library is loaded in one place, where it is told to generate no code', () => {
  const loading = filesOf(SRC).filter((file) => importsOf(readFileSync(file, 'utf8')).includes('zod'));
  expect(loading).toEqual([join(SRC, 'files', 'zod.ts')]);
});

test('the rule itself can fail', () => {
  const file = join(SRC, 'core', 'chance.ts');
  expect(forbidden('core', file, "import { load } from '../scenario/load.js';")).toEqual(['../scenario/load.js']);
  expect(forbidden('core', file, "import fs from 'node:fs';")).toEqual(['node:fs']);
  expect(forbidden('core', file, "const late = import('../ui/run.js');")).toEqual(['../ui/run.js']);
  expect(forbidden('core', file, "import { draw } from './chance.js';")).toEqual([]);
});

/**
 * Files of the screens and the command line that may hold a game as it is: they begin, play, keep and read games, or tell the
 * truth where it may be told. All others get a `View` (`players/view.ts`), which holds what its viewer may know.
 */
const HOLD_A_GAME: ReadonlySet<string> = new Set([
  ...['begin', 'check-play', 'compare', 'diagram', 'host', 'play', 'record', 'repair', 'review', 'verify'].map(
    (name) => `cli/${name}.ts`,
  ),
  ...['host', 'play'].map((name) => `ui/${name}.ts`),
]);

const HOLDING =
  /import (?:type )?\{[^}]*\bWorld\b[^}]*\} from '[^']*core\/program\/world\.js'|from '[^']*(?:core\/turn\/play|players\/table|journal\/[\w-]+)\.js'/;

const holding = (file: string, text: string): boolean =>
  HOLDING.test(text) && !HOLD_A_GAME.has(file.slice(SRC.length + 1));

test('what prints for a seat gets a view and never the world', () => {
  const files = [join(SRC, 'cli'), join(SRC, 'ui')].flatMap(filesOf);
  expect(files.filter((file) => holding(file, readFileSync(file, 'utf8')))).toEqual([]);
  const unneeded = [...HOLD_A_GAME].filter((file) => !HOLDING.test(readFileSync(join(SRC, file), 'utf8')));
  expect(unneeded).toEqual([]);
  expect(holding(join(SRC, 'ui', 'x.ts'), "import type { Order, World } from '../core/program/world.js';")).toBe(true);
  expect(holding(join(SRC, 'ui', 'x.ts'), "import type { Order } from '../core/program/world.js';")).toBe(false);
});
