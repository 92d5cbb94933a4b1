import { NEVER } from '../vocabulary.js';
import { bound, type Code, joined, js } from './code.js';
import type { FunctionName } from './functions.js';
import type { Atom, ConditionTree, NumberTree, Sign } from './tree.js';

/**
 * The code of an expression, generated from its tree: what `language/run.ts` works out node by node, written out for bulk
 * play. In it `f` is the facts, `rungs` the rungs of the phases, and `links` the functions of gauges.
 */

/** What a tree refers to by position, and what its code will call by position. */
export interface Emitting {
  /** Functions of the gauges, by position. */
  readonly gauges: readonly { readonly value: (facts: never) => number }[];
  /** Values of the parameters, by position. */
  readonly parameters: readonly number[];
  /** The index at which `mean` and `peak` of this quantity are kept. */
  readonly watch: (of: 'slot' | 'track', index: number) => number;
  /** Functions that the code refers to by position: those of gauges. */
  readonly links: unknown[];
}

const FUNCTIONS: Readonly<Record<FunctionName, (...args: readonly Code[]) => Code>> = {
  min: (a, b) => js`Math.min(${a!}, ${b!})`,
  max: (a, b) => js`Math.max(${a!}, ${b!})`,
  clamp: (x, low, high) => js`Math.min(Math.max(${x!}, ${low!}), ${high!})`,
  abs: (x) => js`Math.abs(${x!})`,
  floor: (x) => js`Math.floor(${x!})`,
  ceil: (x) => js`Math.ceil(${x!})`,
  round: (x) => js`Math.round(${x!})`,
  exp: (x) => js`helpers.exp(${x!})`,
  ln: (x) => js`helpers.log(${x!})`,
  sqrt: (x) => js`Math.sqrt(${x!})`,
  pow: (x, y) => js`helpers.pow(${x!}, ${y!})`,
  logit: (p) => js`helpers.logit(${p!})`,
  sigmoid: (z) => js`helpers.sigmoid(${z!})`,
  scale_odds: (p, m) => js`helpers.scaleOdds(${p!}, ${m!})`,
};

const atomCode = (atom: Atom, emitting: Emitting): Code => {
  switch (atom.is) {
    case 'slot':
      return js`f.values[${atom.index}]`;
    case 'parameter':
      return js`${emitting.parameters[atom.index]!}`;
    case 'turn':
      return js`f.turn`;
    case 'period':
      return js`f.period`;
    case 'days':
      return js`f.days`;
    case 'last-turn':
      return js`f.lastTurn`;
    case 'since':
      return js`(f.eventTurn[${atom.index}] === 0 ? ${bound(NEVER)} : f.turn - f.eventTurn[${atom.index}])`;
    case 'count':
      return js`f.eventCount[${atom.index}]`;
    case 'turns-in':
      return js`(f.turn - f.entered[${atom.index}])`;
    case 'rung':
      return js`rungs[${atom.index}][f.phases[${atom.index}]]`;
    case 'mean':
      return js`(f.sums[${emitting.watch(atom.of, atom.index)}] / Math.max(f.turn, 1))`;
    case 'peak':
      return js`f.peaks[${emitting.watch(atom.of, atom.index)}]`;
  }
};

const arithmeticCode = (sign: Sign, a: Code, b: Code): Code => {
  switch (sign) {
    case '+':
      return js`(${a} + ${b})`;
    case '-':
      return js`(${a} - ${b})`;
    case '*':
      return js`(${a} * ${b})`;
    case '/':
      return js`(${a} / ${b})`;
  }
};

/** Code of an expression that gives a number. */
export const numberCode = (tree: NumberTree, emitting: Emitting): Code => {
  const number = (of: NumberTree): Code => numberCode(of, emitting);
  switch (tree.is) {
    case 'number':
      return js`${tree.value}`;
    case 'atom':
      return atomCode(tree.atom, emitting);
    case 'gauge':
      return js`links[${emitting.links.push(emitting.gauges[tree.index]!.value) - 1}](f)`;
    case 'negative':
      return js`(-${number(tree.of)})`;
    case 'arithmetic':
      return arithmeticCode(tree.sign, number(tree.of[0]), number(tree.of[1]));
    case 'function':
      return FUNCTIONS[tree.name](...tree.of.map(number));
    case 'choice':
      return js`(${conditionCode(tree.when, emitting)} ? ${number(tree.yes)} : ${number(tree.no)})`;
  }
};

const comparedCode = ({ sign, of }: ConditionTree & { is: 'compare' }, emitting: Emitting): Code => {
  const [a, b] = [numberCode(of[0], emitting), numberCode(of[1], emitting)];
  switch (sign) {
    case '==':
      return js`(${a} === ${b})`;
    case '!=':
      return js`(${a} !== ${b})`;
    case '<':
      return js`(${a} < ${b})`;
    case '<=':
      return js`(${a} <= ${b})`;
    case '>':
      return js`(${a} > ${b})`;
    case '>=':
      return js`(${a} >= ${b})`;
  }
};

const joinedCode = (codes: readonly Code[], is: 'all' | 'any'): Code => {
  if (codes.length === 0) return is === 'all' ? js`true` : js`false`;
  return js`(${joined(codes, is === 'all' ? js` && ` : js` || `)})`;
};

/** Code of an expression that is true or false. */
export const conditionCode = (tree: ConditionTree, emitting: Emitting): Code => {
  const condition = (of: ConditionTree): Code => conditionCode(of, emitting);
  switch (tree.is) {
    case 'truth':
      return tree.value ? js`true` : js`false`;
    case 'flag':
      return js`(f.values[${tree.index}] !== 0)`;
    case 'last-turn':
      return js`(f.lastTurn !== 0)`;
    case 'happened':
      return js`(f.eventTurn[${tree.index}] === f.turn && f.turn > 0)`;
    case 'not':
      return js`(!${condition(tree.of)})`;
    case 'all':
    case 'any':
      return joinedCode(tree.of.map(condition), tree.is);
    case 'same':
      return js`(${condition(tree.of[0])} === ${condition(tree.of[1])})`;
    case 'compare':
      return comparedCode(tree, emitting);
    case 'among': {
      const active = tree.kind === 'track' ? js`f.phases[${tree.index}]` : js`f.traits[${tree.index}]`;
      return joinedCode(
        tree.positions.map((position) => js`${active} === ${position}`),
        'any',
      );
    }
    case 'member': {
      const options = tree.options.map((option) => numberCode(option, emitting));
      return js`[${joined(options, js`, `)}].includes(${numberCode(tree.of, emitting)})`;
    }
    case 'either':
      return js`(${condition(tree.when)} ? ${condition(tree.yes)} : ${condition(tree.no)})`;
  }
};
