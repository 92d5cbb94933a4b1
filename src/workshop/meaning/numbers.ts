import type { ActionSource, ActorSource, OutcomeSource } from '../../scenario/schema.js';
import type { Path } from '../../scenario/source.js';
import { type ConditionTree, conditionTree, type Grower, type NumberTree, numberTree } from '../../scenario/tree.js';
import { type Finding, finding, numeral } from './finding.js';
import { assumingAll, MOMENT, rangeIn, worldsAt } from './reasoning.js';
import type { Happening, Script } from './script.js';
import { isRisky, type Search, type Trial, type Witness, witnessOf } from './witness.js';

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
  const message = `this probability is ${numeral(witness.value)}${inWords(witness)}`;
  return [
    finding(
      'W301',
      spot.path,
      message,
      'A probability lies between 0 and 1: write `clamp(…, 0, 1)` around it, or mend it.',
    ),
  ];
};

/** Everything that is a probability: `chance`, and the `base` of odds. */
const oddsSpots = ({ loaded: { formed }, grower }: Script): Spot[] => {
  const { triggers, actions, actors } = formed.source;
  const spots: Spot[] = [];
  const add = (
    source: number | string | undefined,
    path: Path,
    part: { when?: boolean | string | undefined },
    moment: number,
    self = '',
  ): void => {
    if (typeof source !== 'string') return;
    spots.push({ path, tree: numberTree(grower, source, self), guards: conditionsOf(grower, part.when, self), moment });
  };
  for (const [i, trigger] of triggers.entries()) {
    const path = formed.paths.triggers[i]!;
    add(trigger.chance, [...path, 'chance'], trigger, MOMENT.end);
    add(trigger.odds?.base, [...path, 'odds', 'base'], trigger, MOMENT.end);
  }
  for (const [i, action] of actions.entries())
    for (const self of ownersOf(action, actors))
      add(action.odds?.base, [...formed.paths.actions[i]!, 'odds', 'base'], {}, MOMENT.resolution, self);
  for (const [i, actor] of actors.entries())
    for (const [j, rule] of (actor.doctrine ?? []).entries())
      if ('order' in rule)
        add(
          rule.odds?.base,
          [...formed.paths.actors[i]!, 'doctrine', j, 'odds', 'base'],
          rule,
          MOMENT.orders,
          actor.id,
        );
  return spots;
};

/** Actors that have an action, by id. */
export const ownersOf = ({ actor, actors }: ActionSource, all: readonly ActorSource[]): readonly string[] =>
  actors === 'all' ? all.map(({ id }) => id) : (actors ?? (actor === undefined ? [] : [actor]));

const conditionsOf = (grower: Grower, when: boolean | string | undefined, self: string): ConditionTree[] =>
  when === undefined ? [] : [conditionTree(grower, when, self)];

interface WeightList {
  readonly path: Path;
  readonly spots: readonly Spot[];
  /** Whether the weights stand for shares of a whole, or only for more and less. */
  readonly areShares: boolean;
}

/** All lists of weights: of outcomes, of a doctrine's choices, of the values of a trait. */
const weightLists = ({ loaded: { formed }, grower }: Script): WeightList[] => {
  const { triggers, actions, actors } = formed.source;
  const weights = (
    values: readonly (number | string)[],
    path: Path,
    guards: readonly ConditionTree[],
    moment: number,
    self = '',
  ): Spot[] =>
    values.map((value, i) => ({ path: [...path, i, 'weight'], tree: numberTree(grower, value, self), guards, moment }));
  const outcomes = (
    of: readonly OutcomeSource[] | undefined,
    path: Path,
    guards: ConditionTree[],
    self: string,
  ): WeightList[] =>
    of?.some(({ weight }) => weight !== undefined)
      ? [
          {
            path,
            spots: weights(
              of.map(({ weight }) => weight ?? 1),
              path,
              guards,
              MOMENT.end,
              self,
            ),
            areShares: true,
          },
        ]
      : [];
  return [
    ...triggers.flatMap((trigger, i) =>
      outcomes(
        trigger.outcomes,
        [...formed.paths.triggers[i]!, 'outcomes'],
        conditionsOf(grower, trigger.when, ''),
        '',
      ),
    ),
    ...actions.flatMap((action, i) =>
      ownersOf(action, actors).flatMap((self) =>
        outcomes(action.outcomes, [...formed.paths.actions[i]!, 'outcomes'], [], self),
      ),
    ),
    ...actors.flatMap((actor, i) => [
      ...(actor.traits ?? []).map((trait, j) => {
        const path = [...formed.paths.actors[i]!, 'traits', j, 'values'];
        return {
          path,
          spots: weights(
            trait.values.map(({ weight }) => weight),
            path,
            [],
            MOMENT.upkeep,
          ),
          areShares: true,
        };
      }),
      ...(actor.doctrine ?? []).flatMap((rule, j) => {
        if (!('pick' in rule)) return [];
        const path = [...formed.paths.actors[i]!, 'doctrine', j, 'pick'];
        const values = rule.pick.map(({ weight }) => weight ?? 1);
        const guards = conditionsOf(grower, rule.when, actor.id);
        return [{ path, spots: weights(values, path, guards, MOMENT.orders, actor.id), areShares: false }];
      }),
    ]),
  ];
};

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
  const message = `this weight is ${numeral(witness.value)}${inWords(witness)}`;
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

const nearlyWhole = (path: Path, values: readonly number[], sum: number): Finding[] => {
  const whole = [1, 100].find((of) => Math.abs(sum - of) <= NEAR * of + TINY && Math.abs(sum - of) > TINY * of);
  if (whole === undefined || values.length < 2 || values.some((value) => value > whole)) return [];
  const message = `these weights add up to ${numeral(sum)}, not to ${whole}`;
  return [
    finding('W302', path, message, 'Weights need not add up to anything, but these look as if they were meant to.'),
  ];
};

/** Amounts and formulas that a game stops at, or a screen cannot show, when they are no number. */
const amountSpots = (script: Script): Spot[] => {
  const { grower, happenings } = script;
  const { formed } = script.loaded;
  const spots: Spot[] = oddsSpots(script);
  const add = (source: number | string | undefined, path: Path, self = ''): void => {
    if (typeof source === 'string')
      spots.push({ path, tree: numberTree(grower, source, self), guards: [], moment: MOMENT.end });
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
  if (!isRisky(spot.tree)) return [];
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
