import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { bundledIds, bundledModels, LIBRARY, readFrom, SCENARIOS } from '../../src/scenario/library.js';
import { load } from '../../src/scenario/load.js';
import type { ReadFile } from '../../src/scenario/merge.js';
import { migrated } from '../../src/workshop/migrate/migrate.js';

/** Files of version 0.1 are rewritten to mean the same: what is changed, and what stays as it is written. */

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const OLD = readFileSync(`${FOLDER}old.yaml`, 'utf8');

const rewritten = (text: string, more: Readonly<Record<string, string>> = {}): ReturnType<typeof migrated> => {
  const read: ReadFile = (path) => (path === 'old.yaml' ? text : more[path]);
  return migrated('old.yaml', read, 'scenario', LIBRARY);
};

/** Lines that changed, as pairs of before and after; a line that was put in stands alone. */
const changedLines = (before: string, after: string): string[] => {
  const known = new Set(before.split('\n'));
  return after.split('\n').filter((line) => !known.has(line));
};

describe('an old scenario', () => {
  const { text, changes, leftovers } = rewritten(OLD);

  test('only the lines that need it change, and they keep their layout', () => {
    expect(changedLines(OLD, text)).toEqual([
      '  - { id: spark, priority: 2,   label: Spark, text: t, effects: [ { do: adjust, dial: heat, by: 50 } ] }',
      '    priority: 1',
      '  - { id: one, priority: 1, label: One, text: t, at: review, group: pair }',
      `  - { id: long, label: Long, text: t, at: chance, when: '!(turns_since("spark") <= 2)' }`,
      `  - { id: quoted, label: Quoted, text: t, at: chance, when: '!(turns_since("spark") < 2) && turn > 1' }`,
      `  - { id: pair, label: Pair, text: t, at: chance, when: '(count("smoke") > 0 && !(turns_since("spark") <= turns_since("smoke")))' }`,
      '      turn > 1 && !(turns_since("spark") <= 2)',
      '      && !(turns_since("smoke") == 3)',
    ]);
    expect(changes.map(({ line }) => line)).toEqual([28, 29, 36, 38, 39, 40, 46, 47]);
    expect(changes.map(({ sentence }) => sentence).slice(0, 3)).toEqual([
      '`spark` has priority 2: `smoke` sees what it does to `heat`',
      '`smoke` has priority 1: `fire` sees what it does to `smoke`',
      '`one` has priority 1: `two` sees what it does to `group/pair`',
    ]);
  });

  test('what needs a decision is listed with its line', () => {
    expect(leftovers.map(({ origin, sentence }) => [origin.line, sentence.replace(/[:;].*/, '')])).toEqual([
      [18, '`stir` saw what `calm` of the same kind had made of `fear`'],
      [18, '`stir` and `calm` of the same kind set `fear` to different values'],
      [25, 'this effect read what an effect before it had made of `fear`'],
    ]);
  });

  test('the result can be played, and there is nothing more to change in it', () => {
    expect(load('old.yaml', () => text, {}, LIBRARY).game.triggers).toHaveLength(12);
    expect(rewritten(text).text).toBe(text);
  });

  test('line ends of Windows and a mark of byte order stay', () => {
    const windows = `\ufeff${OLD.replaceAll('\n', '\r\n')}`;
    expect(rewritten(windows).text).toBe(`\ufeff${text.replaceAll('\n', '\r\n')}`);
  });
});

const HEAD = `firebreak: 1
id: old
title: Old
clock: { unit: day, start: 2026-01-01, turns: 4 }
actors: [ { id: a, name: A, short: A } ]
dials: [ { id: x, label: X, start: 10 }, { id: y, label: Y, start: 10 } ]
endings: [ { id: ok, label: Ok, text: t, when: last_turn } ]
`;

const prioritiesIn = (triggers: string): Record<string, number> => {
  const { text } = rewritten(`${HEAD}triggers:\n${triggers}`);
  const { game } = load('old.yaml', () => text, {}, LIBRARY);
  return Object.fromEntries(game.triggers.map(({ id, priority }) => [id, priority]));
};

describe('priorities', () => {
  test('of what does not touch one another there are none', () => {
    expect(
      prioritiesIn(`
  - { id: p, label: P, when: turn > 1, effects: [ { do: adjust, dial: x, by: 1 } ] }
  - { id: q, label: Q, when: y > 5, effects: [ { do: adjust, dial: x, by: 1 } ] }
  - { id: r, label: R, effects: [ { do: set, dial: y, to: 7 } ] }
  - { id: s, label: S, effects: [ { do: set, dial: y, to: 7 } ] }`),
    ).toEqual({ p: 0, q: 0, r: 0, s: 0 });
  });

  test('of two that set one thing the later one is the last; one that sets it comes behind one that adds to it', () => {
    expect(
      prioritiesIn(`
  - { id: add, label: P, effects: [ { do: adjust, dial: x, by: 1 } ] }
  - { id: five, label: Q, effects: [ { do: set, dial: x, to: 5 } ] }
  - { id: more, label: Q, effects: [ { do: adjust, dial: x, by: 2 } ] }
  - { id: nine, label: R, effects: [ { do: set, dial: x, to: 9 } ] }`),
    ).toEqual({ add: 2, five: 1, more: 1, nine: 0 });
  });

  test('what must not see a later one is lifted with it', () => {
    expect(
      prioritiesIn(`
  - { id: before, label: P, when: y > 20 }
  - { id: change, label: Q, effects: [ { do: adjust, dial: y, by: 20 } ] }
  - { id: after, label: R, when: y > 20 }`),
    ).toEqual({ before: 1, change: 1, after: 0 });
  });

  test('a higher one is lifted where it would no longer come first', () => {
    expect(
      prioritiesIn(`
  - { id: c, label: R, when: happened("b") }
  - { id: a, priority: 1, label: P, effects: [ { do: adjust, dial: y, by: 20 } ] }
  - { id: b, priority: 1, label: Q, when: y > 20 }
  - { id: d, label: R, when: happened("c") }`),
    ).toEqual({ a: 3, b: 2, c: 1, d: 0 });
  });

  test('behind what stands in another file they sink; what cannot be kept is said', () => {
    const model = 'firebreak: 1\ntriggers: [ { id: base, label: B, effects: [ { do: adjust, dial: y, by: 20 } ] } ]\n';
    const own = `${HEAD}extends: model.yaml\ntriggers:\n  - { id: own, label: O, when: y > 20 }\n`;
    const { text, leftovers } = rewritten(own, { 'model.yaml': model });
    expect(text).toContain('{ id: own, priority: -1, label: O');
    expect(leftovers).toEqual([]);
    const sets = own.replace('when: y > 20', 'priority: 0, effects: [ { do: set, dial: y, to: 1 } ]');
    expect(rewritten(sets, { 'model.yaml': model }).text).toContain('{ id: own, label: O, priority: -1, effects');
    const two = model.replace(' ]\n', ', { id: next, label: N, when: happened("base") } ]\n');
    const sentence =
      '`base` needs a priority above `next` (`next` sees what it does to `base`), but stands in model.yaml: migrate that file first';
    expect(rewritten(own, { 'model.yaml': two }).leftovers).toMatchObject([{ sentence }]);
  });
});

test.each([...bundledIds().map((id) => `${id}.yaml`), ...bundledModels()])('%s needs no more rewriting', (file) => {
  const read = readFrom(SCENARIOS);
  const what = file.startsWith('models/') ? 'model' : 'scenario';
  expect(migrated(file, read, what, LIBRARY)).toMatchObject({ text: read(file), changes: [] });
});
