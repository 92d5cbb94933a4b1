import type { NumberTree } from '../../core/language/tree.js';

/** Forms of effects that say the same: the rules know only one of them. */

const isSlot = (tree: NumberTree, slot: number): boolean =>
  tree.is === 'atom' && tree.atom.is === 'slot' && tree.atom.index === slot;

interface Term {
  readonly tree: NumberTree;
  readonly sign: '+' | '-';
}

const other = (sign: Term['sign']): Term['sign'] => (sign === '+' ? '-' : '+');

const termsOf = (tree: NumberTree, sign: Term['sign']): Term[] => {
  if (tree.is === 'negative') return termsOf(tree.of, other(sign));
  if (tree.is !== 'arithmetic' || (tree.sign !== '+' && tree.sign !== '-')) return [{ tree, sign }];
  const [left, right] = tree.of;
  return [...termsOf(left, sign), ...termsOf(right, tree.sign === '+' ? sign : other(sign))];
};

/**
 * What is added to a slot that is set to a sum in which it stands itself once: `set x to x + 5` adds 5, beside whatever
 * else is added to it. Undefined where it is set to something else.
 */
export const additionOf = (tree: NumberTree, slot: number): NumberTree | undefined => {
  const terms = termsOf(tree, '+');
  const own = terms.filter((term) => term.sign === '+' && isSlot(term.tree, slot));
  const rest = terms.filter((term) => !own.includes(term));
  if (own.length !== 1 || rest.some((term) => isSlot(term.tree, slot))) return undefined;
  return rest.reduce<NumberTree>((sum, term) => ({ is: 'arithmetic', sign: term.sign, of: [sum, term.tree] }), {
    is: 'number',
    value: 0,
  });
};
