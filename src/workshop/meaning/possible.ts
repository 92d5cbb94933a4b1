import { both, exactly, hull, type Interval, interval } from '../../core/language/interval.js';
import type { NumberTree } from '../../core/language/tree.js';
import { longestGame } from '../../core/program/work.js';
import {
  assumingAll,
  MOMENT,
  NOT_EVER,
  type Possible,
  phasesIn,
  rangeIn,
  steadyPart,
  type Worlds,
  withPhases,
  worldsAt,
} from './reasoning.js';
import type { Gift, Happening, Script } from './script.js';

/**
 * What a scenario can come to, found by letting everything happen that can happen until nothing new comes of it. Everything
 * is taken to be possible that cannot be shown not to be.
 */

/** Why a happening never comes. */
export type Verdict =
  | 'possible'
  /** What it belongs to, or the phase it leaves, never comes: that is the finding, and not this. */
  | 'blocked'
  | 'never'
  /** Something before it always comes first. */
  | 'shadowed'
  | 'unaffordable'
  | 'zero';

/** What a game can come to, and how each happening stands in it. */
export interface Reached {
  readonly possible: Possible;
  readonly verdicts: ReadonlyMap<Happening, Verdict>;
}

interface Reaching {
  readonly script: Script;
  readonly slots: Interval[];
  readonly phases: Set<number>[];
  readonly entered: Set<number>[];
  readonly events: number[];
  readonly bonus: number[];
  readonly possible: Possible;
  readonly settled: Map<Happening, Worlds>;
  /** How often the range of each slot has grown: one that grows and grows gets its whole range. */
  readonly growth: number[];
  changed: boolean;
}

/** Values a parameter may have: in the file, in a preset, and in the range that a study sweeps. */
const parameterRanges = (script: Script, fixed: boolean): Interval[] =>
  script.loaded.formed.source.parameters.map((parameter) => {
    const presets = script.loaded.formed.source.presets.flatMap((preset) => preset.parameters?.[parameter.id] ?? []);
    const now = script.game.parameters.find(({ id }) => id === parameter.id)?.value ?? parameter.value;
    const values = fixed ? [now] : [parameter.value, now, ...presets, ...(parameter.range ?? [])];
    return interval(Math.min(...values), Math.max(...values));
  });

const startRanges = (script: Script): Interval[] =>
  script.game.slots.map(({ id, kind, start }) => {
    const own = typeof start === 'number' ? exactly(start) : interval(start.from, start.to);
    const presets = script.loaded.formed.source.presets.flatMap((preset) =>
      kind === 'flag' ? flagStart(preset.flags?.[id]) : (preset.dials?.[id] ?? []),
    );
    // Without a preset, and with one that says nothing of it, the file's own value counts.
    return [...presets, ...fileStarts(script, id)].map(exactly).reduce(hull, own);
  });

const flagStart = (start: boolean | undefined): number[] => (start === undefined ? [] : [start ? 1 : 0]);

const fileStarts = ({ loaded }: Script, id: string): number[] => {
  const { dials, counters, flags, actors } = loaded.formed.source;
  const [head, owner] = id.split('.');
  const actor = actors.find((one) => one.id === owner)?.dials?.[head!];
  const item = dials.find((one) => one.id === head) ?? counters.find((one) => one.id === head);
  const flag = flags.find((one) => one.id === head);
  if (flag) return [flag.start ? 1 : 0];
  const start = actor ?? item?.start ?? 0;
  return typeof start === 'number' ? [start] : [...start.uniform];
};

const everyPosition = (length: number): Set<number> => new Set(Array.from({ length }, (_, i) => i));

/** Everything at once, as in a model that any scenario may extend: nothing is known of what will happen. */
export const anything = (script: Script): Possible => {
  const { game } = script;
  return {
    game,
    slots: game.slots.map(({ min, max }) => interval(min, max)),
    parameters: parameterRanges(script, false),
    phases: game.tracks.map(({ phases }) => everyPosition(phases.length)),
    traits: game.traits.map(({ values }) => everyPosition(values.length)),
    events: game.events.map(() => MOMENT.upkeep),
    ...{ turns: 10_000, periods: 500 },
  };
};

/** The same with the parameters as they are now: where a witness must show what goes wrong. */
export const withParametersFixed = (script: Script, possible: Possible): Possible => ({
  ...possible,
  parameters: parameterRanges(script, true),
});

/** What is taken as given before anything happens, because a finding of its own says so. */
export interface Given {
  /** Phases of each track that no way leads to. */
  readonly phases: readonly (readonly number[])[];
  /** Events that are waited for and that nothing brings about. */
  readonly events: readonly number[];
  /** What happens whatever it waits for. */
  readonly forced: ReadonlySet<Happening> | 'all';
}

const beginning = (script: Script, given: Given): Reaching => {
  const { game } = script;
  const slots = startRanges(script);
  const phases = game.chart.start.map((leaf, track) => new Set([leaf, ...given.phases[track]!]));
  const events = game.events.map((_, event) => (given.events.includes(event) ? MOMENT.upkeep : NOT_EVER));
  const { parameters, traits } = anything(script);
  const lengths = { turns: longestGame(game), periods: game.clock.turns[1] };
  return {
    ...{ script, slots, phases, events, changed: true },
    possible: { game, slots, parameters, phases, traits, events, ...lengths },
    entered: given.phases.map((leaves) => new Set(leaves)),
    bonus: game.actors.map(() => 0),
    settled: new Map(),
    growth: game.slots.map(() => 0),
  };
};

/** Events of the triggers and actions themselves: nothing else can make them happen, so their moment is known. */
const ownEvents = ({ happenings }: Script): ReadonlySet<number> =>
  new Set(
    happenings.flatMap(({ kind, gifts }) =>
      kind === 'effect' ? [] : gifts.flatMap((gift) => (gift.is === 'event' ? [gift.event] : [])),
    ),
  );

/** In a model everything may come: only what contradicts itself does not. */
const openBeginning = (script: Script): Reaching => {
  const own = ownEvents(script);
  const events = script.game.events.map((_, event) => (own.has(event) ? NOT_EVER : MOMENT.upkeep));
  const possible = { ...anything(script), events };
  return {
    ...{ script, possible, changed: true, slots: [...possible.slots], events },
    phases: possible.phases.map((leaves) => new Set(leaves)),
    entered: possible.phases.map((leaves) => new Set(leaves)),
    bonus: script.game.actors.map(() => NOT_EVER),
    settled: new Map(),
    growth: script.game.slots.map(() => 0),
  };
};

/** Lets happen what can happen. */
export const reach = (script: Script, given: Given): Reached => untilNothingNew(beginning(script, given), given.forced);

/** What can happen in some scenario that extends this model. */
export const reachOpen = (script: Script): Reached => untilNothingNew(openBeginning(script), 'all');

/** What gives the same each time need not be looked at again once it has come. */
const isConstant = (gift: Gift): boolean =>
  gift.is === 'event' || gift.is === 'enter' || (gift.is === 'set' ? gift.to : gift.by).is === 'number';

/** Happenings whose worlds count for what belongs to them. */
const askedFor = ({ happenings }: Script): ReadonlySet<Happening> =>
  new Set(
    happenings.flatMap(({ part, when, chance, gifts }) =>
      part && (when || chance || !gifts.every(isConstant)) ? [part] : [],
    ),
  );

const untilNothingNew = (reaching: Reaching, forced: Given['forced']): Reached => {
  const { script, settled } = reaching;
  const asked = askedFor(script);
  const done = new Set<Happening>();
  while (reaching.changed) {
    reaching.changed = false;
    for (const happening of script.happenings) {
      if (done.has(happening)) continue;
      // Anew each time: what it may belong to grows.
      const worlds = comesIn(reaching, happening, forced === 'all' || forced.has(happening)) ?? settled.get(happening);
      if (!worlds) continue;
      reaching.changed ||= !settled.has(happening);
      settled.set(happening, worlds);
      for (const gift of happening.gifts) give(reaching, gift, worlds);
      if (!asked.has(happening) && happening.gifts.every(isConstant)) done.add(happening);
    }
  }
  return {
    possible: reaching.possible,
    verdicts: new Map(script.happenings.map((happening) => [happening, verdictOf(reaching, happening)])),
  };
};

/** The worlds in which a happening may come, before its own condition is looked at; undefined when there are none. */
const around = (reaching: Reaching, { part, from, entered, moment }: Happening): Worlds | undefined => {
  const above = part && reaching.settled.get(part);
  if (part && !above) return undefined;
  if (entered && ![...entered.leaves].some((leaf) => reaching.entered[entered.track]!.has(leaf))) return undefined;
  const worlds = above ? { ...steadyPart(above), moment } : worldsAt(reaching.possible, moment);
  if (!from) return worlds;
  const here = [...from.leaves].filter((leaf) => phasesIn(worlds, from.track).has(leaf));
  return withPhases(worlds, from.track, new Set(here));
};

const isZero = (chance: NumberTree | undefined, worlds: Worlds): boolean =>
  chance !== undefined && rangeIn(chance, worlds).high <= 0;

const isTooDear = (reaching: Reaching, { cost }: Happening, worlds: Worlds): boolean => {
  if (!cost) return false;
  const points = rangeIn(reaching.script.points[cost.seat]!, worldsAt(reaching.possible, MOMENT.situation));
  return rangeIn(cost.points, worlds).low > Math.max(0, Math.floor(points.high)) + reaching.bonus[cost.seat]!;
};

const comesIn = (reaching: Reaching, happening: Happening, forced: boolean): Worlds | undefined => {
  const worlds = around(reaching, happening);
  const held = worlds && holdsIn(happening, worlds);
  if (forced) return held ?? worlds;
  return held && !isZero(happening.chance, held) && !isTooDear(reaching, happening, held) ? held : undefined;
};

const holdsIn = ({ when, before }: Happening, worlds: Worlds): Worlds | undefined =>
  assumingAll([...before.map(({ when: of }) => ({ is: 'not', of }) as const), ...(when ? [when] : [])], worlds);

const verdictOf = (reaching: Reaching, happening: Happening): Verdict => {
  const worlds = around(reaching, happening);
  if (!worlds) return 'blocked';
  const alone = assumingAll(happening.when ? [happening.when] : [], worlds);
  if (!alone) return 'never';
  const held = holdsIn(happening, worlds);
  if (!held) return 'shadowed';
  if (isTooDear(reaching, happening, held)) return 'unaffordable';
  return isZero(happening.chance, held) ? 'zero' : 'possible';
};

const give = (reaching: Reaching, gift: Gift, worlds: Worlds): void => {
  switch (gift.is) {
    case 'event':
      if (gift.moment >= reaching.events[gift.event]!) return;
      reaching.events[gift.event] = gift.moment;
      reaching.changed = true;
      return;
    case 'enter':
      for (const leaf of gift.leaves) enter(reaching, gift.track, leaf);
      return;
    case 'points':
      if (reaching.bonus[gift.seat] === NOT_EVER || rangeIn(gift.by, steadyPart(worlds)).high <= 0) return;
      reaching.bonus[gift.seat] = NOT_EVER;
      reaching.changed = true;
      return;
    case 'adjust':
    case 'set':
      move(reaching, gift, steadyPart(worlds));
  }
};

const enter = (reaching: Reaching, track: number, leaf: number): void => {
  if (reaching.entered[track]!.has(leaf)) return;
  reaching.entered[track]!.add(leaf);
  reaching.phases[track]!.add(leaf);
  reaching.changed = true;
};

/** Values are kept in whole ten-thousandths. */
const ROUNDING = 1e-4;
const GROWS_TO_ALL = 3;

const move = (reaching: Reaching, gift: Gift & { is: 'adjust' | 'set' }, worlds: Worlds): void => {
  if (gift.slot < 0) return;
  const { min, max } = reaching.script.game.slots[gift.slot]!;
  const range = reaching.slots[gift.slot]!;
  if (range.low <= min && range.high >= max) return;
  const grown = hull(range, gift.is === 'set' ? setTo(gift.to, worlds) : adjustedBy(gift, worlds, range, min, max));
  const kept = both(grown, interval(min, max)) ?? range;
  if (kept.low >= range.low && kept.high <= range.high) return;
  reaching.growth[gift.slot]! += 1;
  const all = reaching.growth[gift.slot]! > GROWS_TO_ALL;
  reaching.slots[gift.slot] = all
    ? interval(kept.low < range.low ? min : kept.low, kept.high > range.high ? max : kept.high)
    : kept;
  reaching.changed = true;
};

const setTo = (to: NumberTree, worlds: Worlds): Interval => {
  const range = rangeIn(to, worlds);
  return to.is === 'number' ? range : interval(range.low - ROUNDING, range.high + ROUNDING);
};

/** A dial that is pushed up at all may be pushed up again: to its end. */
const adjustedBy = (
  { by, passing }: Gift & { is: 'adjust' },
  worlds: Worlds,
  range: Interval,
  min: number,
  max: number,
): Interval => {
  const { low, high } = rangeIn(by, worlds);
  const falls = low < 0 || (passing && high > 0);
  const rises = high > 0 || (passing && low < 0);
  return interval(falls ? min : range.low, rises ? max : range.high);
};
