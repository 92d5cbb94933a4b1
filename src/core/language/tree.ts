import { type FunctionName, NUMBER_FUNCTIONS } from './functions.js';

/**
 * The expression tree: what an expression of a scenario says, as plain data. It is parsed once, and everything that looks
 * at expressions is an interpreter of it: run, types, ranges, what is read, words for people.
 */

/** Where a number of an expression is read from. Positions are those of the game's lists. */
export type Atom =
  | { readonly is: 'slot'; readonly index: number }
  | { readonly is: 'parameter'; readonly index: number }
  | { readonly is: 'turn' | 'period' | 'days' | 'last-turn' }
  /** Turns since an event, and how often it has happened. */
  | { readonly is: 'since' | 'count'; readonly index: number }
  /** Turns since a track entered its phase, and the rung of that phase. */
  | { readonly is: 'turns-in' | 'rung'; readonly index: number }
  | { readonly is: 'mean' | 'peak'; readonly of: 'slot' | 'track'; readonly index: number };

export const COMPARISONS = ['==', '!=', '<', '<=', '>', '>='] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** The comparison that holds where another does not. */
export const OPPOSITE: Readonly<Record<Comparison, Comparison>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

/** The comparison that says the same with its sides exchanged. */
export const TURNED: Readonly<Record<Comparison, Comparison>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

export type Sign = '+' | '-' | '*' | '/';

/** An expression that gives a number. */
export type NumberTree =
  | { readonly is: 'number'; readonly value: number }
  | { readonly is: 'atom'; readonly atom: Atom }
  /** The value of a gauge: its formula stands in the list of gauges. */
  | { readonly is: 'gauge'; readonly index: number }
  | { readonly is: 'negative'; readonly of: NumberTree }
  | { readonly is: 'arithmetic'; readonly sign: Sign; readonly of: readonly [NumberTree, NumberTree] }
  | { readonly is: 'function'; readonly name: FunctionName; readonly of: readonly NumberTree[] }
  | { readonly is: 'choice'; readonly when: ConditionTree; readonly yes: NumberTree; readonly no: NumberTree };

/** The active leaf of a track, or the value of a trait, is one of these positions. */
export interface Among {
  readonly is: 'among';
  readonly kind: 'track' | 'trait';
  readonly index: number;
  readonly positions: readonly number[];
}

/** An expression that holds or does not. */
export type ConditionTree =
  | { readonly is: 'truth'; readonly value: boolean }
  /** A flag is set. */
  | { readonly is: 'flag'; readonly index: number }
  | { readonly is: 'last-turn' }
  /** An event happened this turn; `ordered` when it is asked of an action whether it is carried out. */
  | { readonly is: 'happened'; readonly index: number; readonly ordered: boolean }
  | { readonly is: 'not'; readonly of: ConditionTree }
  | { readonly is: 'all' | 'any'; readonly of: readonly ConditionTree[] }
  | { readonly is: 'same'; readonly of: readonly [ConditionTree, ConditionTree] }
  | { readonly is: 'compare'; readonly sign: Comparison; readonly of: readonly [NumberTree, NumberTree] }
  | Among
  /** A number is one of these. */
  | { readonly is: 'member'; readonly of: NumberTree; readonly options: readonly NumberTree[] }
  | { readonly is: 'either'; readonly when: ConditionTree; readonly yes: ConditionTree; readonly no: ConditionTree };

/** Any expression. */
export type Tree = NumberTree | ConditionTree;

/** Whether a tree is a condition; otherwise it is a number. */
export const isCondition = (tree: Tree): tree is ConditionTree => {
  switch (tree.is) {
    case 'number':
    case 'atom':
    case 'gauge':
    case 'negative':
    case 'arithmetic':
    case 'function':
    case 'choice':
      return false;
    case 'truth':
    case 'flag':
    case 'last-turn':
    case 'happened':
    case 'not':
    case 'all':
    case 'any':
    case 'same':
    case 'compare':
    case 'among':
    case 'member':
    case 'either':
      return true;
  }
};

/** The trees that a tree is made of. The formula of a gauge is none of them. */
export const partsOf = (tree: Tree): readonly Tree[] => {
  switch (tree.is) {
    case 'number':
    case 'truth':
    case 'atom':
    case 'gauge':
    case 'flag':
    case 'last-turn':
    case 'happened':
    case 'among':
      return [];
    case 'choice':
    case 'either':
      return [tree.when, tree.yes, tree.no];
    case 'not':
    case 'negative':
      return [tree.of];
    case 'member':
      return [tree.of, ...tree.options];
    case 'arithmetic':
    case 'function':
    case 'all':
    case 'any':
    case 'same':
    case 'compare':
      return tree.of;
  }
};

/** A tree and all trees inside it, each before its parts; those of gauges as well. Parts that are shared are met once. */
export function* nodesOf(tree: Tree, gauges: readonly NumberTree[]): Generator<Tree> {
  const met = new Set<Tree>();
  const open: Tree[] = [tree];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (met.has(node)) continue;
    met.add(node);
    yield node;
    open.push(...partsOf(node).toReversed());
    const formula = node.is === 'gauge' ? gauges[node.index] : undefined;
    if (formula !== undefined) open.push(formula);
  }
}

/** Calls back for everything that a tree reads: flags and events of this turn as the atoms that they are read from. */
export const visitReads = (
  tree: Tree,
  gauges: readonly NumberTree[],
  onAtom: (atom: Atom) => void,
  onAmong: (among: Among) => void,
): void => {
  for (const node of nodesOf(tree, gauges)) {
    if (node.is === 'atom') onAtom(node.atom);
    else if (node.is === 'flag') onAtom({ is: 'slot', index: node.index });
    else if (node.is === 'happened') onAtom({ is: 'since', index: node.index });
    else if (node.is === 'last-turn') onAtom({ is: 'last-turn' });
    else if (node.is === 'among') onAmong(node);
  }
};

/** Whether an expression could be no ordinary number: it divides, or calls what has no answer for some numbers. */
export const isRisky = (tree: Tree, gauges: readonly NumberTree[]): boolean => {
  for (const node of nodesOf(tree, gauges)) {
    if (node.is === 'function' && !NUMBER_FUNCTIONS[node.name].isTotal) return true;
    if (node.is === 'arithmetic' && node.sign === '/') {
      const [, divisor] = node.of;
      if (divisor.is !== 'number' || divisor.value === 0) return true;
    }
  }
  return false;
};

const ZERO: NumberTree = { is: 'number', value: 0 };
const isNotZero = (atom: Atom): ConditionTree => ({ is: 'compare', sign: '!=', of: [{ is: 'atom', atom }, ZERO] });

/** A condition in which only these forms stand at the top: for interpreters that need not know every way to say a thing. */
export type PlainCondition =
  | (ConditionTree & { readonly is: 'truth' | 'not' | 'all' | 'any' | 'same' | 'among' })
  | {
      readonly is: 'compare';
      readonly sign: '==' | '!=' | '<' | '<=';
      readonly of: readonly [NumberTree, NumberTree];
    };

/** The same condition said with the fewest forms: flags and events as comparisons of numbers, `>` turned round. */
export const plainly = (tree: ConditionTree): PlainCondition => {
  switch (tree.is) {
    case 'flag':
      return plainly(isNotZero({ is: 'slot', index: tree.index }));
    case 'last-turn':
      return plainly(isNotZero({ is: 'last-turn' }));
    case 'happened':
      return { is: 'compare', sign: '==', of: [{ is: 'atom', atom: { is: 'since', index: tree.index } }, ZERO] };
    case 'either': {
      const { when, yes, no } = tree;
      return {
        is: 'any',
        of: [
          { is: 'all', of: [when, yes] },
          { is: 'all', of: [{ is: 'not', of: when }, no] },
        ],
      };
    }
    case 'member': {
      const { of, options } = tree;
      return { is: 'any', of: options.map((option) => ({ is: 'compare', sign: '==', of: [of, option] })) };
    }
    case 'compare': {
      const [left, right] = tree.of;
      if (tree.sign === '>' || tree.sign === '>=')
        return { is: 'compare', sign: tree.sign === '>' ? '<' : '<=', of: [right, left] };
      return { is: 'compare', sign: tree.sign, of: tree.of };
    }
    default:
      return tree;
  }
};
