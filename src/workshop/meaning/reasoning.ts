import { NUMBER_FUNCTIONS } from '../../core/language/functions.js';
import { arithmetic, both, EVERYTHING, exactly, hull, type Interval, interval } from '../../core/language/interval.js';
import {
  type Among,
  type Atom,
  type ConditionTree,
  type NumberTree,
  type PlainCondition,
  plainly,
} from '../../core/language/tree.js';
import type { Game } from '../../core/program/game.js';
import { NEVER } from '../../core/vocabulary.js';

/**
 * What can hold: conditions are tried on sets of worlds. `assuming` narrows a set to the worlds in which a condition holds,
 * or answers that there is none. It is cautious: it never says none where there is one.
 */

/** The order of things within a turn. An event that first happens at one moment cannot have happened at an earlier. */
export const MOMENT = {
  upkeep: -1,
  situation: 0,
  consultation: 1,
  /** Orders are given, in whatever round: phases entered in an earlier round are known. */
  orders: 1.75,
  resolution: 2,
  chance: 3,
  review: 4,
  end: 6,
} as const;
/** Effects of a phase that is entered come behind everything else of that moment. */
export const AFTERWARDS = 0.5;
/** Later than any moment: of what never happens. */
export const NOT_EVER = Number.POSITIVE_INFINITY;

/** All worlds that a scenario may come to, as far as its text shows. */
export interface Possible {
  readonly game: Game;
  readonly slots: readonly Interval[];
  readonly parameters: readonly Interval[];
  readonly phases: readonly ReadonlySet<number>[];
  readonly traits: readonly ReadonlySet<number>[];
  /** The earliest moment of a turn at which each event can happen. */
  readonly events: readonly number[];
  /** Most turns of a game, short ones included. */
  readonly turns: number;
  /** Most long turns. */
  readonly periods: number;
}

/** A set of worlds: those of `possible` at a moment of the turn, and what is known of them besides. */
export interface Worlds {
  readonly possible: Possible;
  readonly moment: number;
  readonly atoms: ReadonlyMap<string, Interval>;
  readonly phases: ReadonlyMap<number, ReadonlySet<number>>;
  readonly traits: ReadonlyMap<number, ReadonlySet<number>>;
  /** Steps of reasoning that are left. When there are none, everything is taken to be possible. */
  readonly effort: { left: number };
}

/** Enough for any condition that a person would write; a nested one made to cost without end stops here. */
const MOST_STEPS = 20_000;

/** All worlds at a moment of the turn. */
export const worldsAt = (possible: Possible, moment: number): Worlds => ({
  possible,
  moment,
  atoms: new Map(),
  phases: new Map(),
  traits: new Map(),
  effort: { left: MOST_STEPS },
});

const isSpent = ({ effort }: Worlds): boolean => {
  effort.left -= 1;
  return effort.left < 0;
};

/** What is known of the tracks and traits alone: dials and events change while effects apply, those do not. */
export const steadyPart = (worlds: Worlds): Worlds => ({
  ...worlds,
  atoms: new Map(),
  effort: { left: MOST_STEPS },
});

const keyOf = (atom: Atom): string =>
  `${atom.is}${'of' in atom ? `/${atom.of}` : ''}${'index' in atom ? `/${atom.index}` : ''}`;

/** Leaves of a track that can be active. */
export const phasesIn = (worlds: Worlds, track: number): ReadonlySet<number> =>
  worlds.phases.get(track) ?? worlds.possible.phases[track]!;

/** Values that a trait can have. */
export const traitsIn = (worlds: Worlds, trait: number): ReadonlySet<number> =>
  worlds.traits.get(trait) ?? worlds.possible.traits[trait]!;

const isWhole = ({ possible }: Worlds, atom: Atom): boolean =>
  atom.is === 'slot'
    ? possible.game.slots[atom.index]!.kind === 'flag'
    : atom.is !== 'parameter' && atom.is !== 'mean' && atom.is !== 'peak';

/** The rungs of a track's phases; -1 where a phase has none. */
const rungsIn = (worlds: Worlds, track: number): number[] =>
  [...phasesIn(worlds, track)].map((leaf) => worlds.possible.game.tracks[track]!.phases[leaf]!.rung);

const spanOf = (values: readonly number[]): Interval => interval(Math.min(...values), Math.max(...values));

const eventRange = ({ possible, moment }: Worlds, index: number, is: 'since' | 'count'): Interval => {
  const earliest = possible.events[index]!;
  if (earliest === NOT_EVER) return exactly(is === 'since' ? NEVER : 0);
  return is === 'since' ? interval(earliest <= moment ? 0 : 1, NEVER) : interval(0, Number.POSITIVE_INFINITY);
};

/** What an atom may be when nothing more is known. */
const rangeOf = (worlds: Worlds, atom: Atom): Interval => {
  const { possible } = worlds;
  switch (atom.is) {
    case 'slot':
      return possible.slots[atom.index]!;
    case 'parameter':
      return possible.parameters[atom.index]!;
    case 'turn':
      return interval(1, possible.turns);
    case 'period':
      return interval(1, possible.periods);
    case 'days':
      return interval(1, 366);
    case 'last-turn':
      return interval(0, 1);
    case 'since':
    case 'count':
      return eventRange(worlds, atom.index, atom.is);
    case 'turns-in':
      return interval(0, possible.turns);
    case 'rung':
      return spanOf(rungsIn(worlds, atom.index));
    // Both begin at 0, and a mean is taken over the turns that are over.
    case 'mean':
    case 'peak':
      return hull(
        exactly(0),
        atom.of === 'slot' ? possible.slots[atom.index]! : spanOf(allRungs(possible, atom.index)),
      );
  }
};

const allRungs = ({ game }: Possible, track: number): number[] => game.tracks[track]!.phases.map(({ rung }) => rung);

const atomRange = (worlds: Worlds, atom: Atom): Interval =>
  atom.is === 'rung' ? rangeOf(worlds, atom) : (worlds.atoms.get(keyOf(atom)) ?? rangeOf(worlds, atom));

/** Every value that an expression can have in these worlds. */
export const rangeIn = (tree: NumberTree, worlds: Worlds): Interval => {
  if (isSpent(worlds)) return EVERYTHING;
  switch (tree.is) {
    case 'number':
      return exactly(tree.value);
    case 'atom':
      return atomRange(worlds, tree.atom);
    case 'gauge':
      return rangeIn(worlds.possible.game.gauges[tree.index]!.value.tree, worlds);
    case 'negative':
      return arithmetic('-', exactly(0), rangeIn(tree.of, worlds));
    case 'arithmetic':
      return arithmetic(tree.sign, rangeIn(tree.of[0], worlds), rangeIn(tree.of[1], worlds));
    case 'function':
      return NUMBER_FUNCTIONS[tree.name].range(...tree.of.map((part) => rangeIn(part, worlds)));
    case 'choice': {
      const [yes, no] = [assuming(tree.when, worlds), assuming(tree.when, worlds, false)];
      if (!yes) return rangeIn(tree.no, no ?? worlds);
      return no ? hull(rangeIn(tree.yes, yes), rangeIn(tree.no, no)) : rangeIn(tree.yes, yes);
    }
  }
};

/** Dials move in steps of a ten-thousandth, so what is above a number is above it by more than this. */
const STEP = 1e-9;

const withAtom = (worlds: Worlds, atom: Atom, range: Interval): Worlds | undefined => {
  const { low, high } = isWhole(worlds, atom)
    ? { low: Math.ceil(range.low - STEP), high: Math.floor(range.high + STEP) }
    : range;
  if (atom.is === 'rung') {
    const { game } = worlds.possible;
    const kept = [...phasesIn(worlds, atom.index)].filter((leaf) => {
      const { rung } = game.tracks[atom.index]!.phases[leaf]!;
      return rung >= low && rung <= high;
    });
    return withPhases(worlds, atom.index, new Set(kept));
  }
  const kept = both(atomRange(worlds, atom), { low, high });
  return kept && { ...worlds, atoms: new Map(worlds.atoms).set(keyOf(atom), kept) };
};

/** The worlds in which a track stands in one of these leaves; undefined when there are none. */
export const withPhases = (worlds: Worlds, track: number, kept: ReadonlySet<number>): Worlds | undefined =>
  kept.size === 0 ? undefined : { ...worlds, phases: new Map(worlds.phases).set(track, kept) };

/** Narrows the worlds to those in which an expression lies in a range; what is not a plain atom is left as it is. */
const holding = (tree: NumberTree, range: Interval, worlds: Worlds): Worlds | undefined => {
  if (tree.is === 'atom') return withAtom(worlds, tree.atom, range);
  if (tree.is !== 'arithmetic' || tree.of[1].is !== 'number') return worlds;
  const by = tree.of[1].value;
  if (tree.sign === '+' || tree.sign === '-') {
    const shift = tree.sign === '+' ? -by : by;
    return holding(tree.of[0], interval(range.low + shift - STEP, range.high + shift + STEP), worlds);
  }
  return worlds;
};

type Plain = (PlainCondition & { is: 'compare' })['sign'];

const compared = (sign: Plain, one: NumberTree, other: NumberTree, worlds: Worlds): Worlds | undefined => {
  const [left, right] = [rangeIn(one, worlds), rangeIn(other, worlds)];
  switch (sign) {
    case '==': {
      const common = both(left, right);
      const narrowed = common && holding(one, common, worlds);
      return narrowed && holding(other, common, narrowed);
    }
    case '!=':
      return unequal(one, left, other, right, worlds);
    case '<':
    case '<=': {
      const gap = sign === '<' ? STEP : 0;
      if (sign === '<' ? left.low >= right.high : left.low > right.high) return undefined;
      const narrowed = holding(one, interval(left.low, Math.max(left.low, right.high - gap)), worlds);
      return narrowed && holding(other, interval(Math.min(right.high, left.low + gap), right.high), narrowed);
    }
  }
};

/** Two values differ: at the end of a range of whole numbers that takes one of them away. */
const unequal = (
  one: NumberTree,
  left: Interval,
  other: NumberTree,
  right: Interval,
  worlds: Worlds,
): Worlds | undefined => {
  if (left.low === left.high && right.low === right.high) return left.low === right.low ? undefined : worlds;
  const trim = (tree: NumberTree, range: Interval, not: Interval): Worlds | undefined => {
    if (tree.is !== 'atom' || not.low !== not.high || !isWhole(worlds, tree.atom)) return worlds;
    if (range.low === not.low) return holding(tree, { low: range.low + 1, high: range.high }, worlds);
    return range.high === not.low ? holding(tree, { low: range.low, high: range.high - 1 }, worlds) : worlds;
  };
  return right.low === right.high ? trim(one, left, right) : trim(other, right, left);
};

const isAmong = (tree: Among, wanted: boolean, worlds: Worlds): Worlds | undefined => {
  const known = tree.kind === 'track' ? phasesIn(worlds, tree.index) : traitsIn(worlds, tree.index);
  const kept = new Set([...known].filter((position) => tree.positions.includes(position) === wanted));
  if (tree.kind === 'track') return withPhases(worlds, tree.index, kept);
  return kept.size === 0 ? undefined : { ...worlds, traits: new Map(worlds.traits).set(tree.index, kept) };
};

/** The smallest set that holds both: what is known of both stays known. */
const joined = (one: Worlds, other: Worlds): Worlds => {
  const common = <K, V>(a: ReadonlyMap<K, V>, b: ReadonlyMap<K, V>, join: (x: V, y: V) => V): Map<K, V> =>
    new Map([...a].flatMap(([key, value]) => (b.has(key) ? [[key, join(value, b.get(key)!)] as const] : [])));
  const union = (a: ReadonlySet<number>, b: ReadonlySet<number>): ReadonlySet<number> => new Set([...a, ...b]);
  return {
    ...one,
    atoms: common(one.atoms, other.atoms, hull),
    phases: common(one.phases, other.phases, union),
    traits: common(one.traits, other.traits, union),
  };
};

const every = (parts: readonly ConditionTree[], wanted: boolean, worlds: Worlds): Worlds | undefined => {
  let narrowed: Worlds | undefined = worlds;
  // Twice, if there are several: what a later part shows may rule out an earlier one.
  for (let pass = 0; pass < Math.min(parts.length, 2); pass += 1)
    for (const part of parts) {
      narrowed = assuming(part, narrowed, wanted);
      if (!narrowed) return undefined;
    }
  return narrowed;
};

const some = (parts: readonly ConditionTree[], wanted: boolean, worlds: Worlds): Worlds | undefined => {
  const ways = parts.flatMap((part) => assuming(part, worlds, wanted) ?? []);
  return ways.length === 0 ? undefined : ways.reduce(joined);
};

const OPPOSITE: Readonly<Record<Plain, readonly [Plain, swap: boolean]>> = {
  '==': ['!=', false],
  '!=': ['==', false],
  '<': ['<=', true],
  '<=': ['<', true],
};

/** The worlds among these in which a condition holds (or, with `wanted` false, does not hold); undefined when none. */
export const assuming = (condition: ConditionTree, worlds: Worlds, wanted = true): Worlds | undefined => {
  if (isSpent(worlds)) return worlds;
  const tree = plainly(condition);
  switch (tree.is) {
    case 'truth':
      return tree.value === wanted ? worlds : undefined;
    case 'not':
      return assuming(tree.of, worlds, !wanted);
    case 'all':
    case 'any':
      return (tree.is === 'all') === wanted ? every(tree.of, wanted, worlds) : some(tree.of, wanted, worlds);
    case 'same': {
      const [one, other] = tree.of;
      const agree = [true, false].flatMap((value) => {
        const first = assuming(one, worlds, value);
        return (first && assuming(other, first, value === wanted)) ?? [];
      });
      return agree.length === 0 ? undefined : agree.reduce(joined);
    }
    case 'among':
      return isAmong(tree, wanted, worlds);
    case 'compare': {
      const [one, other] = tree.of;
      if (wanted) return compared(tree.sign, one, other, worlds);
      const [sign, swap] = OPPOSITE[tree.sign];
      return swap ? compared(sign, other, one, worlds) : compared(sign, one, other, worlds);
    }
  }
};

/** Narrows by several conditions that hold together. */
export const assumingAll = (trees: readonly ConditionTree[], worlds: Worlds): Worlds | undefined =>
  every(trees, true, worlds);
