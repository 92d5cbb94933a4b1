import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Facts } from '../src/core/facts.js';
import { ExpressionError, type ExpressionProblem } from '../src/core/language/errors.js';
import {
  type Expression,
  expressionOf,
  type NumberExpression,
  type Surroundings,
} from '../src/core/language/expression.js';
import type { Names } from '../src/core/language/names.js';
import { edited } from '../src/core/language/never.js';
import { parserOf } from '../src/core/language/parse.js';
import { holdsIn, type Reader, valueIn } from '../src/core/language/run.js';
import type { NumberTree, Tree } from '../src/core/language/tree.js';
import { nearest } from '../src/core/text.js';
import { NEVER } from '../src/core/vocabulary.js';
import { ScenarioError } from '../src/scenario/diagnostics.js';
import { load } from '../src/scenario/load.js';

/** Expressions (decision D5): what they are worth, and what is refused where and why. */

const FACTS: Facts = {
  turn: 7,
  period: 6,
  days: 30,
  lastTurn: 0,
  // tension, trust, alert, home.rok, home.us, calm
  values: [62.5, 40, 1, 55, 48, 0],
  phases: [2, 1],
  entered: [5, 0],
  // raid, talk, never
  eventTurn: [7, 4, 0],
  eventCount: [3, 1, 0],
  traits: [1, -1],
  sums: [350, 21],
  peaks: [80, 5],
};

const watches: string[] = [];

const OPEN: Names['references'] = new Map([
  ['turn', { is: 'fact', fact: 'turn' }],
  ['period', { is: 'fact', fact: 'period' }],
  ['days', { is: 'fact', fact: 'days' }],
  ['last_turn', { is: 'fact', fact: 'last_turn' }],
  ['tension', { is: 'number', slot: 0 }],
  ['trust', { is: 'number', slot: 1 }],
  ['alert', { is: 'flag', slot: 2 }],
  ['calm', { is: 'flag', slot: 5 }],
  ['rate', { is: 'parameter', parameter: 0 }],
  ['shift', { is: 'parameter', parameter: 1 }],
  [
    'home',
    {
      is: 'group',
      members: new Map([
        ['rok', { is: 'number', slot: 3 }],
        ['us', { is: 'number', slot: 4 }],
      ]),
    },
  ],
  [
    'dprk',
    {
      is: 'group',
      members: new Map([
        ['kind', { is: 'trait', trait: 0, values: ['bold', 'shy'] }],
        ['hidden', { is: 'trait', trait: 1, values: ['a', 'b'] }],
      ]),
    },
  ],
  [
    'ladder',
    {
      is: 'track',
      track: 0,
      // `crisis` is a phase with phases inside.
      phases: new Map([
        ['peace', [0]],
        ['crisis', [1, 2]],
        ['probe', [1]],
        ['clash', [2]],
        ['war', [3]],
      ]),
    },
  ],
  [
    'consult',
    {
      is: 'track',
      track: 1,
      phases: new Map([
        ['dormant', [0]],
        ['aligned', [1]],
      ]),
    },
  ],
]);

const namesWith = (references: Names['references']): Names => ({
  references,
  events: new Map([
    ['raid', 0],
    ['talk', 1],
    ['never', 2],
  ]),
  actions: new Map([['talk', 1]]),
});

const PARAMETERS = [0.25, -5];

const RUNGS = [
  [0, 1, 2, 5],
  [-1, -1],
];

const watch = (of: 'slot' | 'track', index: number): number => {
  const text = `${of} ${index}`;
  if (!watches.includes(text)) watches.push(text);
  return watches.indexOf(text);
};

const gauges: NumberExpression[] = [];
const surroundings: Surroundings = { gauges, parameters: PARAMETERS, rungs: RUNGS, watch };

// Gauges stand for expressions, so they are compiled from the names above.
for (const text of ['tension - trust', 'tension > 60 && ladder == "clash" ? 1 : 0']) {
  const expression = expressionOf(parserOf(namesWith(OPEN)).parse(text), text, surroundings);
  if (expression.type === 'number') gauges.push(expression);
}
const PARSER = parserOf(
  namesWith(new Map([...OPEN, ['pressure', { is: 'gauge', gauge: 0 }], ['clashing', { is: 'gauge', gauge: 1 }]])),
);

const compiled = (text: string): Expression => expressionOf(PARSER.parse(text), text, surroundings);

/** Reads facts the plain way, without any generated code. */
const readerOf = (facts: Facts): Reader => ({
  gauges: gauges.map((of) => of.tree),
  active: (kind, index) => (kind === 'track' ? facts.phases : facts.traits)[index]!,
  atom: (atom) => {
    switch (atom.is) {
      case 'slot':
        return facts.values[atom.index]!;
      case 'parameter':
        return PARAMETERS[atom.index]!;
      case 'turn':
      case 'period':
      case 'days':
        return facts[atom.is];
      case 'last-turn':
        return facts.lastTurn;
      case 'since':
        return facts.eventTurn[atom.index] === 0 ? NEVER : facts.turn - facts.eventTurn[atom.index]!;
      case 'count':
        return facts.eventCount[atom.index]!;
      case 'turns-in':
        return facts.turn - facts.entered[atom.index]!;
      case 'rung':
        return RUNGS[atom.index]![facts.phases[atom.index]!]!;
      case 'mean':
        return facts.sums[watch(atom.of, atom.index)]! / Math.max(facts.turn, 1);
      case 'peak':
        return facts.peaks[watch(atom.of, atom.index)]!;
    }
  },
});

/** Both ways to work an expression out, which must agree; the plain way from a tree that went through JSON. */
const worth = (text: string, facts: Facts = FACTS): number | boolean => {
  const expression = compiled(text);
  const tree = JSON.parse(JSON.stringify(expression.tree)) as Tree;
  expect(tree).toEqual(expression.tree);
  if (expression.type === 'condition') {
    const answer = expression.holds(facts);
    expect(holdsIn(tree as typeof expression.tree, readerOf(facts))).toBe(answer);
    return answer;
  }
  const value = expression.value(facts);
  expect(valueIn(tree as NumberTree, readerOf(facts))).toBe(value);
  return value;
};

const problemOf = (text: string): ExpressionProblem => {
  try {
    compiled(text);
  } catch (error) {
    if (error instanceof ExpressionError) return error.problem;
    throw error;
  }
  throw new Error(`this was accepted: ${text}`);
};

describe('values', () => {
  test.each<[text: string, value: number | boolean]>([
    // Whole and decimal numbers mix, in any order (CEL itself keeps them apart).
    ['1', 1],
    ['1.5', 1.5],
    ['1 + 1.5', 2.5],
    ['1.5 + 1', 2.5],
    ['tension + 1', 63.5],
    ['2 * tension', 125],
    ['7 / 2', 3.5],
    ['1 / 3 * 3', 1],
    ['2 - 3', -1],
    ['-1', -1],
    ['2 - -1', 3],
    ['-tension', -62.5],
    ['-(1 + 2)', -3],
    // Signs side by side: a sign is never a decrement, and a negative number keeps its brackets.
    ['--tension', 62.5],
    ['- -tension', 62.5],
    ['-(-tension)', 62.5],
    ['1 - -tension', 63.5],
    ['1 - --tension', -61.5],
    ['-shift', 5],
    ['--shift', -5],
    ['tension - shift', 67.5],
    ['tension - -shift', 57.5],
    ['tension + shift', 57.5],
    ['shift - shift', 0],
    ['shift * -2', 10],
    ['pow(shift, 2)', 25],
    ['-pow(2, 2)', -4],
    ['pow(-2, 2)', 4],
    ['abs(shift)', 5],
    ['shift < -4 && shift > -6', true],
    ['!!alert', true],
    ['!(tension < 3)', true],
    ['clashing == 0 || !happened("raid")', false],
    ['1 == 1.0', true],
    ['3 > 2.5', true],
    ['9007199254740991', 9007199254740991],
    ['1e3', 1000],
    ['0.1 + 0.2', 0.1 + 0.2],
    // Precedence and grouping.
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['10 - 4 - 3', 3],
    ['100 / 10 / 5', 2],
    ['2 * 3 - 4 / 2', 4],
    ['1 + 1 > 1 && 2 > 1', true],
    ['true || false && false', true],
    ['(true || false) && false', false],
    ['!alert || alert', true],
    ['!(alert && calm)', true],
    // Logic and choice.
    ['true', true],
    ['!true', false],
    ['alert', true],
    ['calm', false],
    ['!calm', true],
    ['alert == true', true],
    ['alert != calm', true],
    ['(tension > 60) == (trust > 60)', false],
    ['alert ? 1 : 2', 1],
    ['calm ? 1 : 2', 2],
    ['calm ? 1 : alert ? 2 : 3', 2],
    ['alert ? calm : true', false],
    ['(alert ? 1 : 2) + (calm ? 10 : 20)', 21],
    ['(alert ? tension : trust) > 60', true],
    // Comparison.
    ['tension < 62.5', false],
    ['tension <= 62.5', true],
    ['tension > 62.5', false],
    ['tension >= 62.5', true],
    ['tension == 62.5', true],
    ['tension != 62.5', false],
    // Membership.
    ['trust in [10, 40]', true],
    ['trust in [10, 40.5]', false],
    ['trust in [trust]', true],
    ['turn in [1, 3, 5]', false],
    // Tracks, with a phase that has phases inside, and traits.
    ['ladder == "clash"', true],
    ['ladder == "probe"', false],
    ['ladder == "crisis"', true],
    ['ladder != "crisis"', false],
    ['"clash" == ladder', true],
    ['"war" != ladder', true],
    ['ladder in ["peace", "war"]', false],
    ['ladder in ["peace", "crisis"]', true],
    ['ladder in []', false],
    ['consult == "aligned"', true],
    ["ladder == 'clash'", true],
    ['dprk.kind == "shy"', true],
    ['dprk.kind == "bold"', false],
    ['dprk.kind in ["bold", "shy"]', true],
    // A hidden trait is none of its values.
    ['dprk.hidden == "a" || dprk.hidden == "b"', false],
    ['dprk.hidden != "a"', true],
    // Facts, groups, parameters, gauges.
    ['turn', 7],
    ['period', 6],
    ['days', 30],
    ['last_turn', false],
    ['rate', 0.25],
    ['rate * 4 == 1', true],
    ['home.rok - home.us', 7],
    ['pressure', 22.5],
    ['2 * pressure', 45],
    ['clashing', 1],
    ['clashing == 1 && pressure > 20', true],
    // What happened.
    ['happened("raid")', true],
    ['happened("talk")', false],
    ['happened("never")', false],
    ['happened("raid") == happened("talk")', false],
    ['ordered("talk")', false],
    ['count("raid")', 3],
    ['count("never")', 0],
    ['turns_since("raid") == 0', true],
    ['turns_since("talk") in [2, 3]', true],
    ['count("talk") > 0 ? turns_since("talk") : -1', 3],
    // What never happened has no time: no comparison with it holds.
    ['count("never") > 0 ? turns_since("never") : -1', -1],
    ['turns_since("never") <= 1000000', false],
    ['turns_since("never") == 1000', false],
    ['!(turns_since("never") <= 3)', true],
    ['count("never") > 0 && turns_since("never") > 3', false],
    ['rung("ladder")', 2],
    ['rung("consult")', -1],
    ['turns_in("ladder")', 2],
    ['mean("tension")', 50],
    ['peak("tension")', 80],
    ['mean("ladder")', 3],
    ['peak("ladder")', 5],
    // Functions of numbers.
    ['min(tension, 50)', 50],
    ['max(tension, 50)', 62.5],
    ['min(1, 1.5)', 1],
    ['clamp(tension, 0, 60)', 60],
    ['clamp(-1, 0, 60)', 0],
    ['abs(-2.5)', 2.5],
    ['floor(2.9)', 2],
    ['floor(-2.1)', -3],
    ['ceil(2.1)', 3],
    ['round(2.5)', 3],
    ['exp(0)', 1],
    ['ln(1)', 0],
    ['sqrt(9)', 3],
    ['pow(2, 10)', 1024],
    ['pow(4, 0.5)', 2],
    ['logit(0.5)', 0],
    ['sigmoid(0)', 0.5],
    ['scale_odds(0.5, 3)', 0.75],
    ['scale_odds(0.2, 1)', 0.2],
    ['max(min(tension, 50), clamp(trust, 0, 10)) * 2', 100],
    // Layout is free, comments are skipped.
    ['  tension\n  > 60\t', true],
    ['tension > 60 // high', true],
  ])('%s is %j', (text, value) => {
    expect(worth(text)).toBe(value);
  });

  test('an event of this turn has happened, one of an earlier turn no longer, and none before the first turn', () => {
    expect(worth('happened("talk")', { ...FACTS, turn: 4 })).toBe(true);
    expect(worth('ordered("talk")', { ...FACTS, turn: 4 })).toBe(true);
    expect(worth('happened("never")', { ...FACTS, turn: 0 })).toBe(false);
  });

  test('an expression knows what it reads', () => {
    const { reads } = compiled(
      'clashing == 1 || home.us > rate && dprk.kind == "shy" && !(turns_since("talk") <= turns_in("consult"))',
    );
    expect([...reads.slots]).toEqual([0, 4]);
    expect([...reads.tracks]).toEqual([0, 1]);
    expect([...reads.traits]).toEqual([0]);
    expect([...reads.events]).toEqual([1]);
    expect(reads.lastTurn).toBe(false);
    expect(compiled('alert && !last_turn').reads.lastTurn).toBe(true);
  });

  /** Conditions with times, with what they were worth in version 0.1 and what they are worth if no comparison with "never" holds. */
  interface Timed {
    readonly text: string;
    readonly was: boolean;
    readonly is: boolean;
  }
  const SIGNS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
    '<': (a, b) => a < b,
    '<=': (a, b) => a <= b,
    '>': (a, b) => a > b,
    '>=': (a, b) => a >= b,
    '==': (a, b) => a === b,
    '!=': (a, b) => a !== b,
  };
  const times = fc.oneof(
    fc.constantFrom(0, 2, 3, 7).map((number) => ({ text: String(number), time: number })),
    fc.constantFrom(
      { text: 'turns_since("raid")', time: 0 },
      { text: 'turns_since("talk")', time: 3 },
      { text: 'turns_since("never")', time: undefined },
    ),
  );
  const bracketed = fc
    .tuple(times, fc.constantFrom(['', ''], ['(', ')'], ['( (', ') )']))
    .map(([{ text, time }, [open, close]]) => ({ text: `${open}${text}${close}`, time }));
  const { timed } = fc.letrec<{ timed: Timed }>((tie) => ({
    timed: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.tuple(bracketed, fc.constantFrom(...Object.keys(SIGNS)), bracketed).map(([a, sign, b]) => ({
        text: `${a.text} ${sign} ${b.text}`,
        was: SIGNS[sign]!(a.time ?? 1000, b.time ?? 1000),
        is: a.time !== undefined && b.time !== undefined && SIGNS[sign]!(a.time, b.time),
      })),
      fc.constantFrom(
        { text: 'count("never") > 0', was: false, is: false },
        { text: 'happened("never")', was: false, is: false },
        { text: 'count("talk") >= 1', was: true, is: true },
        { text: 'count("never") >= 0', was: true, is: true },
      ),
      tie('timed').map(({ text, was, is }) => ({ text: `!(${text})`, was: !was, is: !is })),
      fc.tuple(tie('timed'), tie('timed')).map(([a, b]) => ({
        text: `(${a.text}) && (${b.text})`,
        was: a.was && b.was,
        is: a.is && b.is,
      })),
      fc.tuple(tie('timed'), tie('timed')).map(([a, b]) => ({
        text: `(${a.text}) || (${b.text})`,
        was: a.was || b.was,
        is: a.is || b.is,
      })),
    ),
  }));
  const slipOf = (text: string): ExpressionProblem | undefined => {
    try {
      compiled(text);
      return undefined;
    } catch (error) {
      if (error instanceof ExpressionError) return error.problem;
      throw error;
    }
  };

  test('what is accepted counts no comparison with never; what is rewritten means what it did', () => {
    let accepted = 0;
    let rewritten = 0;
    fc.assert(
      fc.property(timed, ({ text, was, is }) => {
        let now = text;
        for (let slip = slipOf(now); slip !== undefined; slip = slipOf(now)) {
          expect(slip.code).toBe('E309');
          for (const [, typed] of slip.hint?.matchAll(/`(.+?)`/g) ?? [])
            if (typed!.startsWith('count')) expect(slipOf(typed!)?.code ?? 'E309').toBe('E309');
          if (!slip.fix?.length) return;
          now = edited(now, slip.fix);
        }
        if (now === text) accepted += 1;
        else rewritten += 1;
        if (now === text) expect(worth(now)).toBe(is);
        expect(worth(now)).toBe(was);
      }),
      { numRuns: 3000 },
    );
    expect(Math.min(accepted, rewritten)).toBeGreaterThan(100);
  });

  type Tree = number | readonly [operator: '+' | '-' | '*' | 'min' | 'max' | '?', Tree, Tree];
  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.oneof(
        fc.integer({ min: -50, max: 50 }),
        fc.integer({ min: -200, max: 200 }).map((quarters) => quarters / 4),
      ),
      fc.tuple(fc.constantFrom('+', '-', '*', 'min', 'max', '?'), tie('tree'), tie('tree')),
    ),
  }));

  const textOf = (of: Tree): string => {
    if (typeof of === 'number') return String(of);
    const [operator, a, b] = of;
    if (operator === '?') return `(${textOf(a)} > ${textOf(b)} ? ${textOf(a)} : ${textOf(b)} - 1)`;
    return operator === 'min' || operator === 'max'
      ? `${operator}(${textOf(a)}, ${textOf(b)})`
      : `(${textOf(a)} ${operator} ${textOf(b)})`;
  };

  const valueOfTree = (of: Tree): number => {
    if (typeof of === 'number') return of;
    const [a, b] = [valueOfTree(of[1]), valueOfTree(of[2])];
    switch (of[0]) {
      case '+':
        return a + b;
      case '-':
        return a - b;
      case '*':
        return a * b;
      case 'min':
        return Math.min(a, b);
      case 'max':
        return Math.max(a, b);
      case '?':
        return a > b ? a : b - 1;
    }
  };

  test('arithmetic of any shape', () => {
    fc.assert(
      fc.property(tree, (of) => {
        fc.pre(textOf(of).length < 1500);
        // 0 and -0 are one number to an author.
        expect((worth(textOf(of)) as number) + 0).toBe(valueOfTree(of) + 0);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe('refusals', () => {
  /** What is pointed at; `suggests` is the nearest known word offered. */
  interface Refusal {
    readonly text: string;
    readonly at: string;
    readonly says: RegExp;
    readonly suggests?: string;
  }

  test.each<Refusal>([
    // Unknown names.
    { text: 'tenson > 60', at: 'tenson', says: /nothing called `tenson`/, suggests: 'tension' },
    { text: 'trust > 1 && tenson > 60', at: 'tenson', says: /nothing called `tenson`/, suggests: 'tension' },
    { text: 'home.ros > 1', at: 'ros', says: /no part `ros`/, suggests: 'rok' },
    { text: 'dprk.knd == "shy"', at: 'knd', says: /no part `knd`/, suggests: 'kind' },
    { text: 'a.b.c', at: 'a', says: /nothing called `a`/ },
    { text: 'tension.max > 1', at: 'max', says: /./ },
    { text: 'home.rok.us > 1', at: 'us', says: /./ },
    // Wrong words.
    { text: 'ladder == "wer"', at: '"wer"', says: /`ladder` has no phase "wer"/, suggests: 'war' },
    { text: 'ladder in ["peace", "wer"]', at: '"wer"', says: /`ladder` has no phase "wer"/, suggests: 'war' },
    { text: 'consult == "war"', at: '"war"', says: /`consult` has no phase "war"/ },
    { text: 'dprk.kind == "shyy"', at: '"shyy"', says: /`dprk.kind` has no value "shyy"/, suggests: 'shy' },
    { text: 'happened("riad")', at: '"riad"', says: /no event "riad"/, suggests: 'raid' },
    { text: 'ordered("raid")', at: '"raid"', says: /no action "raid"/ },
    { text: 'rung("lader")', at: '"lader"', says: /no track "lader"/, suggests: 'ladder' },
    { text: 'turns_in("tension")', at: '"tension"', says: /no track "tension"/ },
    { text: 'mean("alert") > 1', at: '"alert"', says: /no dial or track "alert"/ },
    { text: 'mean("home") > 1', at: '"home"', says: /no dial or track "home"/ },
    { text: 'peak("home.ros") > 1', at: '"home.ros"', says: /no dial or track "home.ros"/ },
    // A number compared with a word, and other mixtures.
    { text: 'ladder == 3', at: 'ladder == 3', says: /word == number/ },
    { text: 'tension == "high"', at: 'tension == "high"', says: /number == word/ },
    { text: 'ladder > 1', at: 'ladder > 1', says: /word > number/ },
    { text: 'ladder in ["peace", 3]', at: '3', says: /./ },
    { text: 'tension in "peace"', at: 'tension in "peace"', says: /number in word/ },
    { text: 'tension + alert', at: 'tension + alert', says: /number \+ condition/ },
    { text: 'alert == 1', at: 'alert == 1', says: /condition == number/ },
    { text: '!tension', at: '!tension', says: /!number/ },
    { text: 'alert && tension', at: 'alert && tension', says: /./ },
    { text: 'tension ? 1 : 2', at: 'tension', says: /./ },
    { text: 'alert ? 1 : true', at: 'alert ? 1 : true', says: /./ },
    { text: 'ladder == consult', at: 'consult', says: /name in quotes/ },
    { text: 'ladder == dprk.kind', at: 'dprk.kind', says: /name in quotes/ },
    { text: 'ladder == "pea" + "ce"', at: '"pea" + "ce"', says: /name in quotes/ },
    { text: '"war" == "war"', at: '"war"', says: /name/ },
    { text: '"peace" < "war"', at: '"peace"', says: /number/ },
    { text: 'dyn(tension) == "high"', at: 'dyn(tension)', says: /./ },
    { text: 'tension == null', at: 'tension == null', says: /./ },
    // Neither a number nor a condition.
    { text: 'ladder', at: 'ladder', says: /compare it/ },
    { text: 'dprk.kind', at: 'dprk.kind', says: /compare it/ },
    { text: '"war"', at: '"war"', says: /compare it/ },
    { text: 'alert ? "a" : "b"', at: 'alert ? "a" : "b"', says: /compare it/ },
    { text: 'home', at: 'home', says: /which part of `home` is meant: home\.rok/ },
    { text: 'home + 1', at: 'home', says: /home\.rok/ },
    { text: 'home == home', at: 'home', says: /home\.rok/ },
    { text: '[1, 2]', at: '[1, 2]', says: /neither a number nor a condition/ },
    { text: 'null', at: 'null', says: /neither a number nor a condition/ },
    // Functions.
    { text: 'foo(1)', at: 'foo(1)', says: /no function `foo`/ },
    { text: 'mim(1, 2)', at: 'mim(1, 2)', says: /no function `mim`/, suggests: 'min' },
    { text: 'hapened("raid")', at: 'hapened("raid")', says: /no function `hapened`/, suggests: 'happened' },
    { text: 'min(1)', at: 'min(1)', says: /`min` takes 2 numbers, not \(number\)/ },
    { text: 'clamp(1, 2)', at: 'clamp(1, 2)', says: /`clamp` takes 3/ },
    { text: 'abs(1, 2)', at: 'abs(1, 2)', says: /`abs` takes 1/ },
    { text: 'abs("x")', at: 'abs("x")', says: /not \(word\)/ },
    { text: 'abs(alert)', at: 'abs(alert)', says: /not \(condition\)/ },
    { text: 'happened(1)', at: 'happened(1)', says: /`happened` takes one name in quotes/ },
    { text: 'happened()', at: 'happened()', says: /`happened` takes one name in quotes/ },
    { text: 'happened(ladder)', at: 'ladder', says: /one name in quotes/ },
    { text: 'happened("ra" + "id")', at: '"ra" + "id"', says: /one name in quotes/ },
    { text: 'rung(ladder)', at: 'ladder', says: /one name in quotes/ },
    // What CEL has and this language has not.
    { text: '[1, 2].exists(x, x > tension)', at: '[1, 2].exists(x, x > tension)', says: /./ },
    { text: '[1, 2].all(x, x > 0.5)', at: '[1, 2].all(x, x > 0.5)', says: /./ },
    { text: '[1, 2].map(x, x + 1.0) == [1]', at: '[1, 2].map(x, x + 1.0)', says: /./ },
    { text: 'has(home.rok)', at: 'has(home.rok)', says: /./ },
    { text: 'cel.bind(x, 1.0, x + x)', at: 'cel.bind(x, 1.0, x + x)', says: /./ },
    { text: '{"a": 1}', at: '{"a": 1}', says: /./ },
    { text: '{"a": 1}.a > 0.5', at: '{"a": 1}', says: /./ },
    { text: '[1, 2][0] > 1', at: '[1, 2][0]', says: /./ },
    { text: 'home["rok"] > 1', at: 'home["rok"]', says: /./ },
    { text: 'size("abc") > 1', at: 'size("abc")', says: /no function `size`/ },
    { text: 'ladder.startsWith("p")', at: 'ladder.startsWith("p")', says: /./ },
    { text: 'ladder.matches("(a+)+b")', at: 'ladder.matches("(a+)+b")', says: /./ },
    { text: 'double("1") > 0', at: 'double("1")', says: /no function `double`/ },
    { text: 'string(tension) == "1"', at: 'string(tension)', says: /./ },
    { text: 'timestamp("2020-01-01T00:00:00Z")', at: 'timestamp("2020-01-01T00:00:00Z")', says: /./ },
    { text: 'type(1) == type(2)', at: 'type(1)', says: /./ },
    { text: '1u + 1u', at: '1u + 1u', says: /./ },
    { text: 'b"abc"', at: 'b"abc"', says: /./ },
    { text: 'tension % 2 == 0', at: '%', says: /floor\(x \/ n\)/ },
    { text: '1e400 > 1', at: '1e400', says: /./ },
    // Slips of the pen.
    { text: '', at: '', says: /./ },
    { text: '1 +', at: '', says: /./ },
    { text: '(tension', at: '', says: /./ },
    { text: 'tension > 1)', at: ')', says: /./ },
    { text: 'tension & 1', at: '&', says: /&/ },
    { text: 'tension = 60', at: '=', says: /=/ },
    { text: 'tension > 60 and alert', at: 'and', says: /./ },
    { text: 'ladder == "war', at: '"war', says: /./ },
    { text: 'tension > 60; alert', at: ';', says: /./ },
    { text: 'tension\u0000', at: '\u0000', says: /./ },
    // Text that would mean something to another language.
    { text: 'ladder == "war\\"); throw 1; //"', at: '"war\\"); throw 1; //"', says: /no phase/ },
    { text: "happened('\\'+f+\\'')", at: "'\\'+f+\\''", says: /no event/ },
    { text: 'mean("tension\\u2028") > 1', at: '"tension\\u2028"', says: /no dial or track/ },
    { text: 'f > 1', at: 'f', says: /nothing called `f`/ },
    { text: 'Math > 1', at: 'Math', says: /nothing called `Math`/ },
    { text: 'globalThis', at: 'globalThis', says: /nothing called `globalThis`/ },
    { text: 'process.exit()', at: 'process', says: /nothing called `process`/ },
    // Names that every JavaScript object has.
    { text: 'constructor', at: 'constructor', says: /nothing called `constructor`/ },
    { text: 'toString > 1', at: 'toString', says: /nothing called `toString`/ },
    { text: '__proto__ == 1', at: '__proto__', says: /__proto__/ },
    { text: 'hasOwnProperty', at: 'hasOwnProperty', says: /nothing called `hasOwnProperty`/ },
    { text: 'constructor()', at: 'constructor()', says: /no function `constructor`/ },
    { text: 'constructor("talk")', at: 'constructor("talk")', says: /no function `constructor`/ },
    { text: 'toString() > 1', at: 'toString()', says: /no function `toString`/ },
    { text: 'valueOf("talk") && alert', at: 'valueOf("talk")', says: /no function `valueOf`/ },
    { text: 'hasOwnProperty("min")', at: 'hasOwnProperty("min")', says: /no function `hasOwnProperty`/ },
    { text: '__proto__("talk")', at: '__proto__', says: /__proto__/ },
    { text: 'home.constructor > 1', at: 'constructor', says: /no part `constructor`/ },
    { text: 'home.__proto__ > 1', at: '__proto__', says: /no part `__proto__`/ },
    { text: 'home.toString() > 1', at: 'home.toString()', says: /no function `(home\.)?toString`/ },
    { text: 'ladder == "constructor"', at: '"constructor"', says: /no phase "constructor"/ },
    { text: 'ladder in ["__proto__"]', at: '"__proto__"', says: /no phase "__proto__"/ },
    { text: 'dprk.kind == "toString"', at: '"toString"', says: /no value "toString"/ },
    { text: 'happened("constructor")', at: '"constructor"', says: /no event "constructor"/ },
    { text: 'ordered("__proto__")', at: '"__proto__"', says: /no action "__proto__"/ },
    { text: 'rung("constructor") > 1', at: '"constructor"', says: /no track "constructor"/ },
    { text: 'mean("toString") > 1', at: '"toString"', says: /no dial or track "toString"/ },
    { text: 'mean("home.constructor") > 1', at: '"home.constructor"', says: /no dial or track "home.constructor"/ },
  ])('$text', ({ text, at, says, suggests }) => {
    const { message, start, end, unknown } = problemOf(text);
    expect(text.slice(start, end)).toBe(at);
    expect(message).toMatch(says);
    if (suggests !== undefined) expect(nearest(unknown!.word, unknown!.among)).toContain(suggests);
    // The author is told in the words of the language, not of the library or of its types.
    expect(message.replaceAll(/`[^`]*`/g, '')).not.toMatch(
      /\b(double|bool|string|int|dyn|overload|operands?|EOF|token|maxDepth|maxAstNodes)\b|\$/,
    );
  });

  test.each([
    ['deep brackets', `${'('.repeat(500)}1${')'.repeat(500)}`],
    ['deeper brackets, never closed', '('.repeat(100_000)],
    ['deep lists', '['.repeat(100_000)],
    ['many negations', `${'!'.repeat(5000)}alert`],
    ['many signs', `${'-'.repeat(5000)}tension`],
    ['a long sum', Array(20_000).fill('1').join('+')],
    ['a long list', `tension in [${Array(300).fill('1').join(', ')}]`],
    ['many arguments', `min(${Array(50).fill('1').join(', ')})`],
    ['a long ladder of choices', `${'alert ? 1 : '.repeat(500)}2`],
    ['a long word', 'x'.repeat(200_000)],
  ])('huge or deep: %s', (_, text) => {
    const { message, start, end } = problemOf(text);
    expect(message).not.toBe('');
    expect(0 <= start && start <= end && end <= text.length).toBe(true);
  });

  test('sensible length and depth are welcome', () => {
    expect(worth(Array(200).fill('1').join(' + '))).toBe(200);
    expect(worth(Array(200).fill('alert').join(' && '))).toBe(true);
    expect(worth(`${'('.repeat(40)}1${')'.repeat(40)}`)).toBe(1);
    expect(worth(`${'alert ? calm ? 1 : '.repeat(20)}2${' : 3'.repeat(20)}`)).toBe(2);
  });

  const words = fc.constantFrom(
    ...[
      'tension',
      'alert',
      'ladder',
      'home',
      'dprk',
      '.',
      '.rok',
      '.kind',
      '"war"',
      '"shy"',
      '"',
      '1',
      '2.5',
      '1u',
      '(',
      ')',
    ],
    ...[
      '+',
      '-',
      '*',
      '/',
      '%',
      '!',
      '?',
      ':',
      '<',
      '==',
      '!=',
      '&&',
      '||',
      ' in ',
      '[',
      ']',
      ',',
      '{',
      '}',
      'min(',
      'has(',
    ],
    ...[
      'happened(',
      'rung(',
      'toString',
      'constructor',
      '__proto__',
      'null',
      'true',
      '.map(x, x)',
      'pressure',
      'clashing',
      'last_turn',
    ],
  );

  test('whatever is written is an expression or a problem with a place in the text', () => {
    let accepted = 0;
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(words, { maxLength: 12 }).map((parts) => parts.join('')),
          fc.string(),
        ),
        (text) => {
          try {
            const value = worth(text);
            accepted += 1;
            expect(['number', 'boolean']).toContain(typeof value);
          } catch (error) {
            expect(error).toBeInstanceOf(ExpressionError);
            const { message, start, end } = (error as ExpressionError).problem;
            expect(message).not.toBe('');
            expect(0 <= start && start <= end && end <= text.length).toBe(true);
          }
        },
      ),
      { seed: 2, numRuns: 5000 },
    );
    expect(accepted).toBeGreaterThan(50);
  });
});

describe('in a scenario', () => {
  const scenario = (parts: Readonly<Record<string, string>>): string => `firebreak: 1
id: words
title: Words
clock: { unit: day, start: 2026-01-01, turns: 2 }
actors:
  - { id: '${parts['actor'] ?? 'blue'}', name: Blue, short: BLU, traits: [{ id: ${parts['trait'] ?? 'mood'}, values: [{ id: glad, weight: 1 }] }] }
dials:
  - { id: '${parts['dial'] ?? 'level'}', label: Level, start: 1 }
parameters:
  - { id: '${parts['parameter'] ?? 'rate'}', value: 1, provenance: design, text: a rate }
flags:
  - { id: '${parts['flag'] ?? 'raised'}', label: Raised }
gauges:
  - { id: '${parts['gauge'] ?? 'shown'}', label: Shown, value: 1 }
tracks:
  - { id: '${parts['track'] ?? 'course'}', label: Course, initial: one, phases: [{ id: one }] }
triggers:
  - { id: tick, label: Tick, when: '${parts['when'] ?? 'true'}' }
endings:
  - { id: done, label: Done, when: '${parts['ending'] ?? 'false'}' }
`;
  const diagnosticsOf = (
    text: string,
  ): { code: string; line: number; column: number; message: string; hint: string }[] => {
    try {
      load('words.yaml', () => text);
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      return error.diagnostics.map(({ code, position, message, hint }) => ({
        code,
        line: position.line,
        column: position.column,
        message,
        hint,
      }));
    }
    return [];
  };

  test('the place is that in the file, and the nearest word is offered', () => {
    const text = scenario({ when: 'levle > 1' });
    const line = text.split('\n').findIndex((one) => one.includes('levle'));
    expect(diagnosticsOf(text)).toEqual([
      {
        code: expect.stringMatching(/^E3/),
        line: line + 1,
        column: text.split('\n')[line]!.indexOf('levle') + 1,
        message: 'there is nothing called `levle`',
        hint: 'Did you mean `level`?',
      },
    ]);
  });

  test('`last_turn` is for endings alone', () => {
    expect(diagnosticsOf(scenario({ ending: 'last_turn && level > 1' }))).toEqual([]);
    expect(diagnosticsOf(scenario({ when: 'last_turn && level > 1' })).map(({ code }) => code)).toEqual(['E305']);
    // Nor through a gauge.
    const hidden = scenario({ when: 'shown > 1' }).replace(
      'value: 1 }\ntracks',
      "value: 'last_turn ? 1 : 2' }\ntracks",
    );
    expect(diagnosticsOf(hidden).map(({ code }) => code)).toContain('E305');
  });

  test('a number where a condition belongs, and the other way round', () => {
    expect(diagnosticsOf(scenario({ when: 'level' })).map(({ code }) => code)).toEqual(['E302']);
    const gauge = scenario({}).replace('value: 1 }\ntracks', "value: 'level > 1' }\ntracks");
    expect(diagnosticsOf(gauge).map(({ code }) => code)).toEqual(['E302']);
  });

  const KINDS = ['actor', 'dial', 'parameter', 'flag', 'gauge', 'track'] as const;

  // Words that CEL keeps for itself or knows as types: an id like these cannot be used in an expression.
  test.each(
    (
      'turn period days last_turn self true false null in as break const continue else for function if import let loop package ' +
      'namespace return var void while int uint double string bool bytes list map type null_type dyn optional cel google'
    ).split(' '),
  )('an id `%s` works or is refused in its place; it never breaks the loader', (word) => {
    for (const kind of KINDS) {
      const text = scenario({ [kind]: word });
      const found = diagnosticsOf(text);
      if (found.length === 0) continue;
      const at = text.split('\n').findIndex((line) => line.includes(`id: '${word}'`));
      expect(found[0], `${kind} ${word}`).toMatchObject({ code: 'E303', line: at + 1 });
    }
  });

  test.each(['tostring', 'valueof', 'min', 'happened', 'has', 'size'])(
    'an id `%s` is a word like any other',
    (word) => {
      expect(diagnosticsOf(scenario({ dial: word, when: `${word} > 1` }))).toEqual([]);
      expect(diagnosticsOf(scenario({ track: word, when: `${word} == "one"` }))).toEqual([]);
      expect(diagnosticsOf(scenario({ trait: word, when: `blue.${word} == "glad"` }))).toEqual([]);
    },
  );
});
