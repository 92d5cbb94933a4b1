import { NUMBER_FUNCTIONS } from './functions.js';
import { compared } from './run.js';
import {
  type Among,
  type Atom,
  type Comparison,
  type ConditionTree,
  type NumberTree,
  OPPOSITE,
  TURNED,
} from './tree.js';

/**
 * Expressions in words for people. Whoever prints a condition prints these: no player reads the expression language.
 * A `not` is carried inward to what it denies, so that the words say what must be the case.
 */

/** The names of things as players read them, by position. */
export interface Vocabulary {
  readonly slot: (index: number) => string;
  /** A parameter is a number to a player. */
  readonly parameter: (index: number) => number;
  readonly gauge: (index: number) => string;
  readonly event: (index: number) => string;
  readonly track: (index: number) => string;
  readonly trait: (index: number) => string;
  /** Names of the phases of a track, or values of a trait, at these positions: a group by its own name. */
  readonly names: (among: Among) => readonly string[];
}

const ALWAYS = 'always';
const NEVER = 'never';

/** A condition in words, such as `Tension is 60 or more`; with `wanted` false, that it does not hold. */
export const conditionWords = (tree: ConditionTree, known: Vocabulary, wanted = true): string => {
  switch (tree.is) {
    case 'truth':
      return tree.value === wanted ? ALWAYS : NEVER;
    case 'flag':
      return `${known.slot(tree.index)}: ${wanted ? 'yes' : 'no'}`;
    case 'last-turn':
      return wanted ? 'this is the last turn' : 'this is not the last turn';
    case 'happened':
      return happenedWords(quoted(known, tree.index), tree.ordered, wanted);
    case 'not':
      return conditionWords(tree.of, known, !wanted);
    case 'all':
    case 'any':
      return joinedWords(tree, known, wanted);
    case 'same':
      return `${inner(tree.of[0], known)} exactly when ${wanted ? '' : 'not '}${inner(tree.of[1], known)}`;
    case 'compare':
      return comparedWords(wanted ? tree.sign : OPPOSITE[tree.sign], tree.of, known);
    case 'among':
      return amongWords(tree, known, wanted);
    case 'member': {
      const options = listed(
        tree.options.map((option) => numberWords(option, known)),
        'or',
      );
      const { of } = tree;
      const subject =
        of.is === 'atom' && of.atom.is === 'rung'
          ? [known.track(of.atom.index), 'at rung ']
          : [numberWords(of, known), ''];
      return `${subject[0]} is ${wanted ? '' : 'not '}${subject[1]}${options}`;
    }
    case 'either':
      return `if ${inner(tree.when, known)}, ${inner(tree.yes, known, wanted)}; otherwise ${inner(tree.no, known, wanted)}`;
  }
};

const happenedWords = (event: string, isOrder: boolean, wanted: boolean): string => {
  if (isOrder) return `${event} is ${wanted ? '' : 'not '}carried out this turn`;
  return wanted ? `${event} happened this turn` : `${event} did not happen this turn`;
};

const quoted = (known: Vocabulary, event: number): string => `“${known.event(event)}”`;

/** Whether the words of a condition have a joint of their own, and need brackets inside another. */
const isJoined = (tree: ConditionTree): boolean => {
  switch (tree.is) {
    case 'not':
      return isJoined(tree.of);
    case 'all':
    case 'any':
      return tree.of.length > 1;
    case 'same':
    case 'either':
      return true;
    default:
      return false;
  }
};

const inner = (tree: ConditionTree, known: Vocabulary, wanted = true): string => {
  const words = conditionWords(tree, known, wanted);
  return isJoined(tree) ? `(${words})` : words;
};

const joinedWords = (tree: ConditionTree & { is: 'all' | 'any' }, known: Vocabulary, wanted: boolean): string => {
  // Not all of them is one of them not, and the other way round (De Morgan).
  const isAll = (tree.is === 'all') === wanted;
  const [empty, whole] = isAll ? [ALWAYS, NEVER] : [NEVER, ALWAYS];
  const parts = tree.of.map((part) => inner(part, known, wanted)).filter((part) => part !== empty);
  if (parts.includes(whole)) return whole;
  return parts.length === 0 ? empty : listed(parts, isAll ? 'and' : 'or');
};

const listed = (parts: readonly string[], joint: string): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${joint} ${parts.at(-1)}`;

const amongWords = (tree: Among, known: Vocabulary, wanted: boolean): string => {
  const subject = tree.kind === 'track' ? known.track(tree.index) : known.trait(tree.index);
  const names = known.names(tree);
  if (names.length === 0) return wanted ? NEVER : ALWAYS;
  return `${subject} is ${wanted ? '' : 'not '}${listed(
    names.map((name) => `“${name}”`),
    'or',
  )}`;
};

/** `5 < x` is said of x; of two parameters the words say how their comparison ends in this game. */
const comparedWords = (
  sign: Comparison,
  [left, right]: readonly [NumberTree, NumberTree],
  known: Vocabulary,
): string =>
  isFixed(left) && isFixed(right)
    ? compared(sign, fixedOf(left, known)!, fixedOf(right, known)!)
      ? ALWAYS
      : NEVER
    : isFixed(left)
      ? saidOf(right, TURNED[sign], left, known)
      : saidOf(left, sign, right, known);

const isFixed = (tree: NumberTree): boolean =>
  tree.is === 'number' ||
  (tree.is === 'negative' && isFixed(tree.of)) ||
  (tree.is === 'atom' && tree.atom.is === 'parameter');

/** The number that a tree always has, as far as that is plain. */
const fixedOf = (tree: NumberTree, known: Vocabulary): number | undefined => {
  if (tree.is === 'number') return tree.value;
  if (tree.is === 'atom' && tree.atom.is === 'parameter') return known.parameter(tree.atom.index);
  const of = tree.is === 'negative' ? fixedOf(tree.of, known) : undefined;
  return of === undefined ? undefined : -of;
};

const saidOf = (subject: NumberTree, sign: Comparison, other: NumberTree, known: Vocabulary): string => {
  const fixed = fixedOf(other, known);
  if (subject.is === 'atom' && fixed !== undefined) {
    const words = countedWords(subject.atom, sign, fixed, known);
    if (words !== undefined) return words;
  }
  const isPlain = fixed !== undefined || (other.is === 'atom' && other.atom.is === 'slot') || other.is === 'gauge';
  return `${numberWords(subject, known)} is ${amountWords(sign, numberWords(other, known), isPlain)}`;
};

const amountWords = (sign: Comparison, amount: string, isPlain: boolean): string => {
  const standing = isPlain ? amount : `(${amount})`;
  switch (sign) {
    case '==':
      return standing;
    case '!=':
      return `not ${standing}`;
    case '<':
      return `below ${standing}`;
    case '<=':
      return isPlain ? `${amount} or less` : `at most ${standing}`;
    case '>':
      return `above ${standing}`;
    case '>=':
      return isPlain ? `${amount} or more` : `at least ${standing}`;
  }
};

const turns = (count: number): string => `${numeral(count)} ${count === 1 ? 'turn' : 'turns'}`;
const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${numeral(count)} times`);

/** What is counted in turns or times has words of its own; undefined for all else. */
const countedWords = (atom: Atom, sign: Comparison, value: number, known: Vocabulary): string | undefined => {
  switch (atom.is) {
    case 'since':
      return sinceWords(quoted(known, atom.index), sign, value);
    case 'count':
      return countWords(quoted(known, atom.index), sign, value);
    case 'turn':
      return momentWords('turn', sign, value);
    case 'period':
      return momentWords('period', sign, value);
    case 'rung':
      return `${known.track(atom.index)} is ${rungWords(sign, value)}`;
    case 'turns-in':
      return durationWords(known.track(atom.index), sign, value);
    default:
      return undefined;
  }
};

const sinceWords = (event: string, sign: Comparison, value: number): string => {
  switch (sign) {
    case '==':
      return value === 0 ? happenedWords(event, false, true) : `${event} last happened ${turns(value)} ago`;
    case '!=':
      return value === 0
        ? happenedWords(event, false, false)
        : `${event} last happened at another time than ${turns(value)} ago, or never`;
    case '<':
      return value === 1 ? happenedWords(event, false, true) : `${event} happened less than ${turns(value)} ago`;
    case '<=':
      return value === 0 ? happenedWords(event, false, true) : `${event} happened at most ${turns(value)} ago`;
    case '>':
      return value === 0
        ? happenedWords(event, false, false)
        : `${event} last happened more than ${turns(value)} ago, or never`;
    case '>=':
      return value === 1
        ? happenedWords(event, false, false)
        : `${event} last happened ${turns(value)} ago or earlier, or never`;
  }
};

const countWords = (event: string, sign: Comparison, value: number): string => {
  const isNever = (sign === '==' && value === 0) || (sign === '<' && value === 1) || (sign === '<=' && value === 0);
  if (isNever) return `${event} has never happened`;
  const isEver = (sign === '!=' && value === 0) || (sign === '>' && value === 0) || (sign === '>=' && value === 1);
  if (isEver) return `${event} has happened`;
  switch (sign) {
    case '==':
      return `${event} has happened exactly ${times(value)}`;
    case '!=':
      return `${event} has not happened exactly ${times(value)}`;
    case '<':
      return `${event} has happened less than ${times(value)}`;
    case '<=':
      return `${event} has happened at most ${times(value)}`;
    case '>':
      return `${event} has happened more than ${times(value)}`;
    case '>=':
      return `${event} has happened at least ${times(value)}`;
  }
};

const durationWords = (track: string, sign: Comparison, value: number): string => {
  const stood = `${track} has stood where it is for`;
  switch (sign) {
    case '==':
      return value === 0 ? `${track} moved this turn` : `${stood} exactly ${turns(value)}`;
    case '!=':
      return value === 0 ? `${track} did not move this turn` : `${stood} more or less than ${turns(value)}`;
    case '<':
      return `${stood} less than ${turns(value)}`;
    case '<=':
      return `${stood} at most ${turns(value)}`;
    case '>':
      return `${stood} more than ${turns(value)}`;
    case '>=':
      return `${stood} ${turns(value)} or more`;
  }
};

const momentWords = (what: string, sign: Comparison, value: number): string => {
  switch (sign) {
    case '==':
      return `it is ${what} ${numeral(value)}`;
    case '!=':
      return `it is not ${what} ${numeral(value)}`;
    case '<':
      return `before ${what} ${numeral(value)}`;
    case '<=':
      return `${what} ${numeral(value)} or earlier`;
    case '>':
      return `after ${what} ${numeral(value)}`;
    case '>=':
      return `${what} ${numeral(value)} or later`;
  }
};

const rungWords = (sign: Comparison, value: number): string => {
  switch (sign) {
    case '==':
      return `at rung ${numeral(value)}`;
    case '!=':
      return `not at rung ${numeral(value)}`;
    case '<':
      return `below rung ${numeral(value)}`;
    case '<=':
      return `at rung ${numeral(value)} or lower`;
    case '>':
      return `above rung ${numeral(value)}`;
    case '>=':
      return `at rung ${numeral(value)} or higher`;
  }
};

/** A number as it is read: no more digits than it was written with, a true minus sign. */
const numeral = (value: number): string => String(value).replace('-', '−');

const atomWords = (atom: Atom, known: Vocabulary): string => {
  switch (atom.is) {
    case 'slot':
      return known.slot(atom.index);
    case 'parameter':
      return numeral(known.parameter(atom.index));
    case 'turn':
      return 'the number of the turn';
    case 'period':
      return 'the number of the period';
    case 'days':
      return 'the length of the turn in days';
    case 'last-turn':
      return 'the last turn (1 or 0)';
    case 'since':
      return `the number of turns since ${quoted(known, atom.index)}`;
    case 'count':
      return `how often ${quoted(known, atom.index)} has happened`;
    case 'turns-in':
      return `the number of turns ${known.track(atom.index)} has stood where it is`;
    case 'rung':
      return `the rung of ${known.track(atom.index)}`;
    case 'mean':
    case 'peak': {
      const of = atom.of === 'slot' ? known.slot(atom.index) : known.track(atom.index);
      return atom.is === 'mean' ? `the average of ${of}` : `the highest ${of} so far`;
    }
  }
};

const SIGNS = { '+': '+', '-': '−', '*': '×', '/': '÷' } as const;

/** A number in words, such as `Tension + 10`. */
export const numberWords = (tree: NumberTree, known: Vocabulary): string => {
  switch (tree.is) {
    case 'number':
      return numeral(tree.value);
    case 'atom':
      return atomWords(tree.atom, known);
    case 'gauge':
      return known.gauge(tree.index);
    case 'negative':
      return `−${part(tree.of, known)}`;
    case 'arithmetic':
      return tree.of.map((of) => part(of, known)).join(` ${SIGNS[tree.sign]} `);
    case 'function': {
      const args = tree.of.map((of) => numberWords(of, known));
      return NUMBER_FUNCTIONS[tree.name].words(args);
    }
    case 'choice':
      return `${part(tree.yes, known)} if ${inner(tree.when, known)}, otherwise ${part(tree.no, known)}`;
  }
};

const part = (tree: NumberTree, known: Vocabulary): string =>
  tree.is === 'arithmetic' || tree.is === 'choice' ? `(${numberWords(tree, known)})` : numberWords(tree, known);
