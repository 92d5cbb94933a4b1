import { type ConditionTree, isRisky, type NumberTree } from '../../core/language/tree.js';
import { gaugeTrees } from '../../core/program/game.js';
import { numeral } from '../../core/text.js';
import type { ActionSource, ActorSource, OutcomeSource } from '../../scenario/schema.js';
import type { Path } from '../../scenario/spans.js';
import { type Finding, finding } from './finding.js';
import { conditionTree, type Lookup, numberTree } from './lookup.js';
import { assumingAll, MOMENT, rangeIn, worldsAt } from './reasoning.js';
import type { Happening, Script } from './script.js';
import { type Search, type Trial, type Witness, witnessOf } from './witness.js';

/** Numbers that go wrong in play: odds outside 0 to 1, weights that are no weights, divisions by zero, and provenance. */

/** A number at a place, with what holds when it is asked for. */
interface Spot {
  readonly path: Path;
  readonly tree: NumberTree;
  readonly guards: readonly ConditionTree[];
  readonly moment: number;
}

const TINY = 1e-9;

/** Whether something is found at a place inside the place of another finding: `outcomes/1/weight` inside `outcomes`. */
const isInside = (inner: Path, outer: Path): boolean => outer.every((step, i) => inner[i] === step);

/** A list of weights that are all 0 says everything of its outcomes. */
export const withoutZeroOutcomes = (findings: readonly Finding[]): Finding[] => {
  const zero = findings.filter(({ code }) => code === 'W303');
  return findings.filter(({ code, path }) => code !== 'W508' || !zero.some((list) => isInside(path, list.path)));
};

/** Of a scenario or a model. `search` finds the states in which a number goes wrong. */
export const numberFindings = (script: Script, search: Search): Finding[] => [
  ...oddsSpots(script).flatMap((spot) => oddsFinding(spot, search)),
  ...weightLists(script).flatMap((list) => weightFindings(list, search)),
  ...amountSpots(script).flatMap((spot) => notFinite(spot, search)),
];

const guardsOf = ({ when, part }: Happening): ConditionTree[] => [
  ...(when ? [when] : []),
  ...(part ? guardsOf(part) : []),
];

const inWords = ({ text }: Witness): string => (text === '' ? '' : ` when ${text}`);

/** Tries to find a state in which the number is wrong, where its range does not rule that out. */
const tried = (
  spot: Spot,
  search: Search,
  isWrong: Trial['isWrong'],
  isSafe: (low: number, high: number) => boolean,
): Witness | undefined => {
  const worlds = assumingAll(spot.guards, worldsAt(search.possible, spot.moment));
  if (!worlds) return undefined;
  const { low, high } = rangeIn(spot.tree, worlds);
  return isSafe(low, high) ? undefined : witnessOf({ ...spot, isWrong }, search);
};

const oddsFinding = (spot: Spot, search: Search): Finding[] => {
  const isWrong = (value: number): boolean => value < -TINY || value > 1 + TINY;
  const witness = tried(spot, search, isWrong, (low, high) => low >= -TINY && high <= 1 + TINY);
  if (!witness) return [];
  const message = `this probability is ${numeral(witness.value, 0, 1)}${inWords(witness)}`;
  return [
    finding(
      'W301',
      spot.path,
      message,
      'A probability lies between 0 and 1: write `clamp(…, 0, 1)` around it, or fix it.',
    ),
  ];
};

/** Everything that is a probability: `chance`, and the `base` of odds. */
const oddsSpots = ({ loaded: { formed }, lookup }: Script): Spot[] => {
  const { triggers, actions, actors } = formed.source;
  const { paths } = formed;
  return [
    ...triggers.flatMap(({ chance, odds, when }, i) => {
      const rest = { guards: conditionsOf(lookup, when, ''), moment: MOMENT.end };
      return [
        ...spotOf(lookup, chance, [...paths.triggers[i]!, 'chance'], rest),
        ...spotOf(lookup, odds?.base, [...paths.triggers[i]!, 'odds', 'base'], rest),
      ];
    }),
    ...actions.flatMap((action, i) =>
      ownersOf(action, actors).flatMap((self) => {
        const rest = { guards: [], moment: MOMENT.resolution };
        return spotOf(lookup, action.odds?.base, [...paths.actions[i]!, 'odds', 'base'], rest, self);
      }),
    ),
    ...actors.flatMap(({ id, doctrine }, i) =>
      (doctrine ?? []).flatMap((rule, j) => {
        if (!('order' in rule)) return [];
        const rest = { guards: conditionsOf(lookup, rule.when, id), moment: MOMENT.orders };
        return spotOf(lookup, rule.odds?.base, [...paths.actors[i]!, 'doctrine', j, 'odds', 'base'], rest, id);
      }),
    ),
  ];
};

/** An expression at its place; a plain number was checked when the file was read. */
const spotOf = (
  lookup: Lookup,
  source: number | string | undefined,
  path: Path,
  rest: Pick<Spot, 'guards' | 'moment'>,
  self = '',
): Spot[] => (typeof source === 'string' ? [{ path, tree: numberTree(lookup, source, self), ...rest }] : []);

/** Actors that have an action, by id. */
export const ownersOf = ({ actor, actors }: ActionSource, all: readonly ActorSource[]): readonly string[] =>
  actors === 'all' ? all.map(({ id }) => id) : (actors ?? (actor === undefined ? [] : [actor]));

const conditionsOf = (lookup: Lookup, when: boolean | string | undefined, self: string): ConditionTree[] =>
  when === undefined ? [] : [conditionTree(lookup, when, self)];

interface WeightList {
  readonly path: Path;
  readonly spots: readonly Spot[];
  /** Whether the weights stand for shares of a whole, or only for more and less. */
  readonly areShares: boolean;
}

/** All lists of weights: of outcomes, of a doctrine's choices, of the values of a trait. */
const weightLists = ({ loaded: { formed }, lookup }: Script): WeightList[] => {
  const { triggers, actions, actors } = formed.source;
  const { paths } = formed;
  return [
    ...triggers.flatMap(({ outcomes, when }, i) =>
      outcomeWeights(lookup, outcomes, [...paths.triggers[i]!, 'outcomes'], conditionsOf(lookup, when, '')),
    ),
    ...actions.flatMap((action, i) =>
      ownersOf(action, actors).flatMap((self) =>
        outcomeWeights(lookup, action.outcomes, [...paths.actions[i]!, 'outcomes'], [], self),
      ),
    ),
    ...actors.flatMap((actor, i) => [
      ...traitWeights(lookup, actor, paths.actors[i]!),
      ...choiceWeights(lookup, actor, paths.actors[i]!),
    ]),
  ];
};

const weightSpots = (
  lookup: Lookup,
  weights: readonly (number | string)[],
  path: Path,
  rest: Pick<Spot, 'guards' | 'moment'>,
  self = '',
): Spot[] =>
  weights.map((weight, i) => ({ path: [...path, i, 'weight'], tree: numberTree(lookup, weight, self), ...rest }));

const outcomeWeights = (
  lookup: Lookup,
  outcomes: readonly OutcomeSource[] | undefined,
  path: Path,
  guards: readonly ConditionTree[],
  self = '',
): WeightList[] => {
  if (!outcomes?.some(({ weight }) => weight !== undefined)) return [];
  const weights = outcomes.map(({ weight }) => weight ?? 1);
  const spots = weightSpots(lookup, weights, path, { guards, moment: MOMENT.end }, self);
  return [{ path, spots, areShares: true }];
};

const traitWeights = (lookup: Lookup, { traits }: ActorSource, at: Path): WeightList[] =>
  (traits ?? []).map(({ values }, j) => {
    const path = [...at, 'traits', j, 'values'];
    const weights = values.map(({ weight }) => weight);
    return { path, spots: weightSpots(lookup, weights, path, { guards: [], moment: MOMENT.upkeep }), areShares: true };
  });

/** A doctrine's weights say only what is likelier. */
const choiceWeights = (lookup: Lookup, { id, doctrine }: ActorSource, at: Path): WeightList[] =>
  (doctrine ?? []).flatMap((rule, j) => {
    if (!('pick' in rule)) return [];
    const path = [...at, 'doctrine', j, 'pick'];
    const weights = rule.pick.map(({ weight }) => weight ?? 1);
    const rest = { guards: conditionsOf(lookup, rule.when, id), moment: MOMENT.orders };
    return [{ path, spots: weightSpots(lookup, weights, path, rest, id), areShares: false }];
  });

const weightFindings = ({ path, spots, areShares }: WeightList, search: Search): Finding[] => {
  const negative = spots.flatMap((spot) => negativeWeight(spot, search));
  if (negative.length > 0) return negative;
  const values = spots.flatMap(({ tree }) => (tree.is === 'number' ? [tree.value] : []));
  const constant = values.length === spots.length;
  const sum = values.reduce((total, value) => total + value, 0);
  const [first] = spots;
  const all = first && { ...first, path, tree: spots.map(({ tree }) => tree).reduce(plus) };
  if (all && !(constant && sum > 0)) return allZero(all, search);
  return constant && areShares ? nearlyWhole(path, values, sum) : [];
};

const plus = (one: NumberTree, other: NumberTree): NumberTree => ({ is: 'arithmetic', sign: '+', of: [one, other] });

const negativeWeight = (spot: Spot, search: Search): Finding[] => {
  const witness = tried(
    spot,
    search,
    (value) => value < -TINY,
    (low) => low >= -TINY,
  );
  if (!witness) return [];
  const message = `this weight is ${numeral(witness.value, 0)}${inWords(witness)}`;
  return [
    finding(
      'W304',
      spot.path,
      message,
      'A weight is 0 or more; a game that meets this stops. Write `max(0, …)` around it.',
    ),
  ];
};

const allZero = (all: Spot, search: Search): Finding[] => {
  const witness = tried(
    all,
    search,
    (value) => value <= 0,
    (low) => low > 0,
  );
  if (!witness) return [];
  const message = `all these weights are 0${inWords(witness)}`;
  return [finding('W303', all.path, message, 'One of them must be above 0: a game that meets this stops.')];
};

/** How far from a whole a sum of shares is a slip and no choice: a tenth of it. */
const NEAR = 0.1;

/** How far from a whole a sum is the whole: shares that are written with four digits end there. */
const ROUNDED = 1e-4;

const nearlyWhole = (path: Path, values: readonly number[], sum: number): Finding[] => {
  const whole = [1, 100].find(
    (of) => Math.abs(sum - of) <= NEAR * of + TINY && Math.abs(sum - of) >= (ROUNDED - TINY) * of,
  );
  if (whole === undefined || values.length < 2 || values.some((value) => value > whole)) return [];
  const message = `these weights add up to ${numeral(sum, whole)}, not to ${whole}`;
  return [
    finding('W302', path, message, 'Weights need not add up to anything, but these look as if they were meant to.'),
  ];
};

/** Amounts and formulas that a game stops at, or a screen cannot show, when they are no number. */
const amountSpots = (script: Script): Spot[] => {
  const { lookup, happenings } = script;
  const { formed } = script.loaded;
  const spots: Spot[] = oddsSpots(script);
  const add = (source: number | string | undefined, path: Path, self = ''): void => {
    if (typeof source === 'string')
      spots.push({ path, tree: numberTree(lookup, source, self), guards: [], moment: MOMENT.end });
  };
  for (const happening of happenings) {
    const { kind, path, gifts, moment } = happening;
    for (const gift of gifts) {
      if (gift.is !== 'adjust' && gift.is !== 'set' && gift.is !== 'points') continue;
      const at = kind === 'upkeep' ? path : [...path.slice(0, -1), gift.is === 'set' ? 'to' : 'by'];
      spots.push({ path: at, tree: gift.is === 'set' ? gift.to : gift.by, guards: guardsOf(happening), moment });
    }
  }
  for (const [i, gauge] of formed.source.gauges.entries()) add(gauge.value, [...formed.paths.gauges[i]!, 'value']);
  for (const [i, measure] of formed.source.measures.entries())
    add(measure.value, [...formed.paths.measures[i]!, 'value']);
  for (const [i, actor] of formed.source.actors.entries()) {
    const path = formed.paths.actors[i]!;
    add(actor.points, [...path, 'points'], actor.id);
    for (const [j, goal] of (actor.goals ?? []).entries()) add(goal.score, [...path, 'goals', j, 'score'], actor.id);
  }
  return spots;
};

const notFinite = (spot: Spot, search: Search): Finding[] => {
  if (!isRisky(spot.tree, gaugeTrees(search.possible.game))) return [];
  const witness = tried(
    spot,
    search,
    (value) => !Number.isFinite(value),
    (low, high) => Number.isFinite(low) && Number.isFinite(high),
  );
  if (!witness) return [];
  const what = Number.isNaN(witness.value) ? 'no number' : 'without end';
  const message = `this is ${what}${inWords(witness)}`;
  return [
    finding(
      'W305',
      spot.path,
      message,
      'Something is divided by 0, or a root or logarithm has no answer: test for it with `?:` or `max`.',
    ),
  ];
};
