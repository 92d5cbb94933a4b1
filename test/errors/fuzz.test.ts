import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { isMap, isScalar, isSeq, parseDocument, Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { pickDie, purposeOf, seedOf } from '../../src/core/chance.js';
import { DIE } from '../../src/core/vocabulary.js';
import { ScenarioError } from '../../src/scenario/diagnostics.js';
import { readFrom, SCENARIOS } from '../../src/scenario/library.js';
import { load } from '../../src/scenario/load.js';

/**
 * Spoilt scenarios: whatever the text, loading works or throws `ScenarioError` with places. Each case is made from its own
 * dice (seed, file, number), so that a failure names all that is needed to make it again: FIREBREAK_FUZZ_SEED=… vitest run.
 */

const SEED = process.env['FIREBREAK_FUZZ_SEED'] ?? 'firebreak';
/** Longest processor time for one file, in milliseconds: how busy the machine is does not matter. */
const PATIENCE = 2000;

type Dice = (below: number) => number;
const diceOf = (name: string): Dice => {
  let cast = 0;
  const seed = seedOf(SEED);
  return (below) => {
    cast += 1;
    return Math.floor((pickDie(seed, purposeOf(name), cast) * below) / DIE);
  };
};
const pick = <T>(dice: Dice, among: readonly T[]): T => among[dice(among.length)]!;

/** Pieces of text that have broken readers before. */
const BITS = [
  '\0',
  '\t',
  '\r',
  '\u001b[2J',
  '\u202e',
  '\ufeff',
  '\ud800',
  ':',
  ': ',
  '- ',
  '[',
  ']',
  '{',
  '}',
  '"',
  "'",
  '|',
  '>',
  '#',
  '&a ',
  '*a',
  '!!binary ',
  '!!set ',
  '%YAML 1.1\n',
  '---\n',
  '...\n',
  '? ',
  '<<: ',
  '__proto__: ',
  'constructor',
  'toString',
  'null',
  '~',
  '.inf',
  '.nan',
  '-0',
  '1e999',
  '0x10',
  '99999999999999999999',
  'self',
  'last_turn',
  'true',
  'turn',
  '.',
  '..',
  '/',
  '\n',
  '\n\n',
  '  ',
  '((((((((',
  '&&',
  '"a" + "b"',
  'b"x"',
  'ä€𝄞',
];

/** Values that stand where others are expected. */
const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  0.5,
  1e308,
  40,
  '',
  ' ',
  'all',
  'none',
  'self',
  'owner',
  'nobody',
  'constructor',
  'toString',
  'list',
  'package',
  'a.b.c',
  'a',
  '1',
  'turn',
  'turn > 1',
  '1 / 0',
  'last_turn',
  'happened("x")',
  'mean("a")',
  'a == a',
  '[1, 2]',
  '"x"',
  'self.a',
  '-'.repeat(300),
  '('.repeat(300),
  '!'.repeat(5000),
  [],
  [[]],
  [null],
  ['a', 'a'],
  [1, 0],
  {},
  { id: 'a' },
  { id: 'a', replace: true },
  { uniform: [2, 1] },
  { do: 'adjust' },
];

const spliced = (text: string, dice: Dice): string => {
  const at = dice(text.length + 1);
  const length = dice(8);
  switch (dice(8)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1 + length);
    case 1:
      return text.slice(0, at) + pick(dice, BITS) + text.slice(at);
    case 2:
      return text.slice(0, at) + pick(dice, BITS) + text.slice(at + 1);
    case 3:
      return text.slice(0, at) + String.fromCharCode(dice(256)) + text.slice(at + 1);
    case 4:
      return text.slice(0, at);
    case 5: {
      const from = dice(text.length + 1);
      return text.slice(0, at) + text.slice(from, from + 1 + dice(60)) + text.slice(at);
    }
    case 6: {
      const lines = text.split('\n');
      const [one, other] = [dice(lines.length), dice(lines.length)];
      [lines[one], lines[other]] = [lines[other]!, lines[one]!];
      return lines.join('\n');
    }
    default: {
      const lines = text.split('\n');
      lines.splice(dice(lines.length), 1);
      return lines.join('\n');
    }
  }
};

const containersOf = (node: unknown): (YAMLMap | YAMLSeq)[] => {
  if (isMap(node)) return [node, ...node.items.flatMap(({ value }) => containersOf(value))];
  return isSeq(node) ? [node, ...node.items.flatMap(containersOf)] : [];
};

/** A change that keeps the file well-formed YAML: a key, a value or an item is taken out, doubled, moved or replaced. */
const reshaped = (text: string, dice: Dice): string => {
  const document = parseDocument(text);
  const containers = containersOf(document.contents).filter(({ items }) => items.length > 0);
  if (containers.length === 0) return text;
  const container = pick(dice, containers);
  const at = dice(container.items.length);
  if (isMap(container)) {
    const pair = container.items[at]!;
    switch (dice(5)) {
      case 0:
        container.items.splice(at, 1);
        break;
      case 1:
        pair.value = document.createNode(pick(dice, VALUES));
        break;
      case 2:
        pair.key = new Scalar(isScalar(pair.key) ? `${String(pair.key.value)}x` : 'x');
        break;
      case 3:
        pair.value = pick(dice, pick(dice, containers).items) as typeof pair.value;
        if (!isMap(pair.value) && !isSeq(pair.value) && !isScalar(pair.value)) pair.value = new Scalar('moved');
        break;
      default:
        pair.value = document.createNode([pair.value]);
    }
  } else {
    switch (dice(3)) {
      case 0:
        container.items.splice(at, 1);
        break;
      case 1:
        container.items.push(document.createNode(pick(dice, VALUES)));
        break;
      default:
        container.items[at] = document.createNode(pick(dice, VALUES));
    }
  }
  try {
    return document.toString();
  } catch {
    return text;
  }
};

const spoilt = (text: string, dice: Dice): string => {
  let spoiling = text;
  for (let change = 1 + dice(3); change > 0; change -= 1)
    spoiling = dice(2) === 0 ? spliced(spoiling, dice) : reshaped(spoiling, dice);
  return spoiling;
};

/** What is wrong with how a text was refused; undefined when nothing is. */
const misbehaviour = (entry: string, read: (path: string) => string | undefined): string | undefined => {
  const started = process.cpuUsage();
  try {
    load(entry, read);
  } catch (error) {
    if (!(error instanceof ScenarioError)) return `threw ${String(error)}`;
    if (error.diagnostics.length === 0) return 'was refused without a reason';
    const lost = error.diagnostics.find(
      ({ position, message }) =>
        !(position.line >= 1 && position.column >= 1 && position.length >= 1) || position.file === '' || message === '',
    );
    if (lost !== undefined) return `has an error without a place: ${JSON.stringify(lost)}`;
  }
  const { user, system } = process.cpuUsage(started);
  const took = (user + system) / 1000;
  return took > PATIENCE ? `took ${Math.round(took)} ms` : undefined;
};

const yamlIn = (folder: string): string[] => readdirSync(folder).filter((file) => file.endsWith('.yaml'));

/** Spoils a file of a folder (the entry itself, or a model that it extends) and loads the entry, so many times. */
const spoilAll = (folder: string, entry: string, victim: string, times: number): string[] => {
  const original = readFileSync(`${folder}/${victim}`, 'utf8');
  const read = readFrom(folder);
  return Array.from({ length: times }, (_, i) => {
    const name = `fuzz/${basename(entry)}/${basename(victim)}/${i}`;
    const text = spoilt(original, diceOf(name));
    const found = misbehaviour(entry, (path) => (path === victim ? text : read(path)));
    return found === undefined ? [] : [`seed ${SEED}, ${name}: ${found}`];
  }).flat();
};

const LANGUAGE = fileURLToPath(new URL('../language', import.meta.url));
const SMALL = yamlIn(LANGUAGE);
/** Cases for each small file; about 2,000 in all. */
const EACH = 60;

describe(`spoilt scenarios load or are refused with places (seed ${SEED})`, () => {
  test.each(SMALL)('%s', (file) => {
    expect(spoilAll(LANGUAGE, file, file, EACH)).toEqual([]);
  });

  test('a model', () => {
    expect(spoilAll(LANGUAGE, 'extends.yaml', 'models/small.yaml', EACH)).toEqual([]);
  });

  test.each(yamlIn(SCENARIOS))('the bundled %s', (file) => {
    expect(spoilAll(SCENARIOS, file, file, 12)).toEqual([]);
    expect(spoilAll(SCENARIOS, file, 'models/crisis.yaml', 6)).toEqual([]);
  });
});

describe('the check of spoilt scenarios', () => {
  test('changes nearly every text', () => {
    const original = readFileSync(`${LANGUAGE}/keys.yaml`, 'utf8');
    const texts = Array.from({ length: 200 }, (_, i) => spoilt(original, diceOf(`changes/${i}`)));
    expect(texts.filter((text) => text !== original).length).toBeGreaterThan(190);
    expect(new Set(texts).size).toBeGreaterThan(180);
  });

  test('meets texts that load and texts that do not', () => {
    const original = readFileSync(`${LANGUAGE}/keys.yaml`, 'utf8');
    const loads = Array.from({ length: 200 }, (_, i) => {
      try {
        load('x.yaml', () => spoilt(original, diceOf(`meets/${i}`)));
        return true;
      } catch {
        return false;
      }
    }).filter(Boolean).length;
    expect(loads).toBeGreaterThan(0);
    expect(loads).toBeLessThan(200);
  });

  test.each<[string, () => string | undefined, RegExp]>([
    [
      'another exception',
      () => {
        throw new TypeError('not a scenario');
      },
      /threw TypeError/,
    ],
  ])('notices %s', (_, read, says) => {
    expect(misbehaviour('x.yaml', read)).toMatch(says);
  });
});
