import { NUMBER_FUNCTIONS } from './functions.js';
import type { Atom, Comparison, ConditionTree, NumberTree, Sign } from './tree.js';

/** Expressions worked out one node at a time: the plain way, to which the generated way is held. */

/** Where an expression reads what it reads. */
export interface Reader {
  readonly atom: (atom: Atom) => number;
  /** The active leaf of a track, or the value of a trait (-1 where it is not known), by position. */
  readonly active: (kind: 'track' | 'trait', index: number) => number;
  /** Formulas of the gauges, by position. */
  readonly gauges: readonly NumberTree[];
  /** Called before each node; throws to stop. */
  readonly step?: () => void;
}

const calculated = (sign: Sign, left: number, right: number): number => {
  switch (sign) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
  }
};

/** Whether a comparison of two numbers holdsIn. */
export const compared = (sign: Comparison, left: number, right: number): boolean => {
  switch (sign) {
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
};

/** The number that an expression gives; NaN or endless where the arithmetic goes wrong. */
export const valueIn = (tree: NumberTree, reader: Reader): number => {
  reader.step?.();
  switch (tree.is) {
    case 'number':
      return tree.value;
    case 'atom':
      return reader.atom(tree.atom);
    case 'gauge':
      return valueIn(reader.gauges[tree.index]!, reader);
    case 'negative':
      return -valueIn(tree.of, reader);
    case 'arithmetic':
      return calculated(tree.sign, valueIn(tree.of[0], reader), valueIn(tree.of[1], reader));
    case 'function':
      return NUMBER_FUNCTIONS[tree.name].value(...tree.of.map((part) => valueIn(part, reader)));
    case 'choice':
      return valueIn(holdsIn(tree.when, reader) ? tree.yes : tree.no, reader);
  }
};

/** Whether a condition holdsIn. */
export const holdsIn = (tree: ConditionTree, reader: Reader): boolean => {
  reader.step?.();
  switch (tree.is) {
    case 'truth':
      return tree.value;
    case 'flag':
      return reader.atom({ is: 'slot', index: tree.index }) !== 0;
    case 'last-turn':
      return reader.atom({ is: 'last-turn' }) !== 0;
    case 'happened':
      return reader.atom({ is: 'since', index: tree.index }) === 0;
    case 'not':
      return !holdsIn(tree.of, reader);
    case 'all':
      return tree.of.every((part) => holdsIn(part, reader));
    case 'any':
      return tree.of.some((part) => holdsIn(part, reader));
    case 'same':
      return holdsIn(tree.of[0], reader) === holdsIn(tree.of[1], reader);
    case 'compare':
      return compared(tree.sign, valueIn(tree.of[0], reader), valueIn(tree.of[1], reader));
    case 'among':
      return tree.positions.includes(reader.active(tree.kind, tree.index));
    case 'member': {
      const value = valueIn(tree.of, reader);
      return tree.options.some((option) => valueIn(option, reader) === value);
    }
    case 'either':
      return holdsIn(holdsIn(tree.when, reader) ? tree.yes : tree.no, reader);
  }
};
