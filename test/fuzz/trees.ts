import { stringify } from 'yaml';
import { type Dice, pick } from './dice.js';

/** Spoils a scenario as a tree: the text stays well-formed, so that the faults lie deeper. */

export type Tree = unknown;
type Container = Record<string, Tree> | Tree[];

const isContainer = (tree: Tree): tree is Container => typeof tree === 'object' && tree !== null;

const NUMBERS: readonly number[] = [
  ...[0, -0, 1, -1, 0.5, 2, 3, 10, 99, 100, 101, 500, 1000, 1e6, 1e12, -1e12, 1e13, 1e15, 9007199254740991],
  ...[1e308, -1e308, 5e-324, 1e-7, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0.1 + 0.2, 40, -5],
];

/** What may stand where an expression, an id or a word is expected. */
const TEXTS: readonly string[] = [
  ...['', ' ', 'a', 'x', '1', '1.5', 'true', 'all', 'none', 'self', 'owner', 'others', 'actor', 'nobody', 'happens'],
  ...[
    'turn',
    'period',
    'days',
    'last_turn',
    'ending',
    'constructor',
    'prototype',
    'toString',
    'list',
    'package',
    'int',
  ],
  ...['turn > 1', '1 / 0', '1.0 / (turn - turn)', '0.0 / 0.0', 'ln(0.0 - turn)', 'exp(turn * 1000)', 'pow(turn, 999)'],
  ...[
    'sqrt(0.0 - 1.0)',
    'logit(2)',
    'scale_odds(0.5, 0.0 - 2)',
    'min(1)',
    'clamp(turn, 5, 1)',
    '!turn',
    '-true',
    'turn == turn',
  ],
  ...['happened("x")', 'mean("turn")', 'peak("a")', 'rung("a")', 'turns_in("a")', 'ordered("a")', 'count("a")'],
  ...[
    'self.a',
    'a.self',
    'a.b.c',
    'a == "b"',
    'a in ["b", "c"]',
    'a in []',
    '[1, 2]',
    '"x"',
    '{1: 2}',
    'null',
    '1u',
    'b"x"',
  ],
  ...[
    'turn > 1 ? 1 : "a"',
    'turn > 1 ? 1 : 2',
    '[1].all(x, x > 0)',
    'size("a")',
    'string(turn)',
    '"a".matches("(a+)+$")',
  ],
  ...[
    '2026-01-01',
    '9999-12-31',
    '0000-00-00',
    '{a}',
    '{tension} {',
    '../x.yaml',
    '/etc/passwd',
    'x.yaml',
    '(',
    ')',
    'a &&',
  ],
  ...[
    '('.repeat(300),
    '-'.repeat(300),
    '!'.repeat(3000),
    '\u001b[31m',
    '\u202e',
    '\ud800',
    'ä€𝄞',
    'a'.repeat(500),
    '-',
    '_',
  ],
  ...[
    'situation',
    'response',
    'chance',
    'review',
    'resolution',
    'adjust',
    'set',
    'flag',
    'signal',
    'points',
    'tell',
    'month',
    'day',
  ],
];

const VALUES: readonly (() => Tree)[] = [
  () => null,
  () => true,
  () => false,
  () => [],
  () => ({}),
  () => [[]],
  () => [null],
  () => ['a', 'a'],
  () => [1, 0],
  () => ({ id: 'a' }),
  () => ({ id: 'a', replace: true }),
  () => ({ uniform: [2, 1] }),
  () => ({ do: 'adjust' }),
  () => ({ do: 'tell', text: '{tension}' }),
  () => Array.from({ length: 120 }, (_, i) => ({ id: `a${i}` })),
];

/** A tree and everything in it that holds something. */
const containersIn = (tree: Tree): Container[] =>
  isContainer(tree) ? [tree, ...Object.values(tree).flatMap(containersIn)] : [];

const filledIn = (tree: Tree): Container[] => containersIn(tree).filter((container) => keysOf(container).length > 0);

const scalarsIn = (tree: Tree): Tree[] => (isContainer(tree) ? Object.values(tree).flatMap(scalarsIn) : [tree]);

const keysOf = (container: Container): string[] => Object.keys(container);

const inside = (container: Container, key: string): Tree =>
  Array.isArray(container) ? container[Number(key)] : container[key];

const put = (container: Container, key: string, value: Tree): void => {
  if (Array.isArray(container)) container[Number(key)] = value;
  else container[key] = value;
};

const remove = (container: Container, key: string): void => {
  if (Array.isArray(container)) container.splice(Number(key), 1);
  else delete container[key];
};

/** Something else for a value: most often of its own kind, so that it is looked at closely. */
const another = (value: Tree, dice: Dice, whole: Tree, other: Tree): Tree => {
  if (dice(5) > 0) {
    if (typeof value === 'number') return dice(3) === 0 ? value * pick(dice, [-1, 0.01, 1000]) : pick(dice, NUMBERS);
    if (typeof value === 'string') {
      if (dice(3) > 0) return pick(dice, TEXTS);
      const words = scalarsIn(dice(3) === 0 ? other : whole).filter((word) => typeof word === 'string');
      return words.length === 0 ? '' : pick(dice, words);
    }
    if (typeof value === 'boolean') return !value;
  }
  return dice(2) === 0 ? pick(dice, VALUES)() : dice(2) === 0 ? pick(dice, NUMBERS) : pick(dice, TEXTS);
};

/** Changes the tree once, in place. `other` is a scenario to take pieces from. */
export const spoilTree = (tree: Tree, dice: Dice, other: Tree): void => {
  const containers = filledIn(tree);
  if (containers.length === 0) return;
  const container = pick(dice, containers);
  const key = pick(dice, keysOf(container));
  const value = inside(container, key);
  switch (dice(9)) {
    case 0:
      remove(container, key);
      break;
    case 1: {
      const copy = structuredClone(value);
      if (Array.isArray(container)) container.splice(dice(container.length + 1), 0, copy);
      else put(container, pick(dice, keysOf(pick(dice, containers))), copy);
      break;
    }
    case 2: {
      const two = pick(dice, keysOf(container));
      const before = inside(container, two);
      put(container, two, value);
      put(container, key, before);
      break;
    }
    case 3: {
      const there = pick(dice, containers);
      const moved = structuredClone(inside(there, pick(dice, keysOf(there))));
      put(container, key, moved);
      break;
    }
    case 4: {
      const pieces = filledIn(other);
      const piece = pick(dice, pieces.length > 0 ? pieces : containers);
      const from = pick(dice, keysOf(piece));
      const taken = structuredClone(inside(piece, from));
      if (Array.isArray(container)) container.push(taken);
      else put(container, Array.isArray(piece) ? key : from, taken);
      break;
    }
    case 5:
      if (!Array.isArray(container)) {
        remove(container, key);
        put(container, dice(2) === 0 ? `${key}x` : pick(dice, keysOf(pick(dice, containers))), value);
      } else container.reverse();
      break;
    case 6:
      put(container, key, [value]);
      break;
    default:
      put(container, key, another(value, dice, tree, other));
  }
};

/** YAML has more words for a number than JSON. */
const YAML_WORDS: Readonly<Record<string, string>> = { NaN: '.nan', Infinity: '.inf', '-Infinity': '-.inf' };

/** The tree as text: in YAML's own form, or in JSON, which is YAML too and twenty times as fast. */
export const writeTree = (tree: Tree, dice: Dice): string => {
  if (dice(8) === 0) return stringify(tree, { aliasDuplicateObjects: false });
  const json = JSON.stringify(
    tree,
    (_, value: Tree) => (typeof value === 'number' && !Number.isFinite(value) ? `\u0001${value}` : value),
    dice(4) === 0 ? 0 : 1,
  );
  return json.replaceAll(/"\\u0001(NaN|Infinity|-Infinity)"/g, (_, word: string) => YAML_WORDS[word]!);
};
