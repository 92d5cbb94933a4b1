import type { ConditionTree, NumberTree } from '../../core/language/tree.js';
import type { Game } from '../../core/program/game.js';
import type { ChartStep, TriggerStep } from '../../core/vocabulary.js';
import { withPaths } from '../../scenario/compile/declare.js';
import { scaledBy } from '../../scenario/compile/effects.js';
import type { Loaded } from '../../scenario/load.js';
import type { ActionSource, EffectSource, OutcomeSource, PhaseSource, TriggerSource } from '../../scenario/schema.js';
import type { Path } from '../../scenario/spans.js';
import { conditionTree, type Lookup, lookupOf, numberTree } from './lookup.js';
import { AFTERWARDS, MOMENT } from './reasoning.js';

/**
 * What can happen in a scenario, as a list: every trigger, action, way between phases and effect, with what it waits for and
 * what it brings about. Rules that ask "can this ever happen?" work on this list.
 */

/** What a happening changes. */
export type Gift =
  | { readonly is: 'event'; readonly event: number; readonly moment: number }
  | { readonly is: 'adjust'; readonly slot: number; readonly by: NumberTree; readonly passing: boolean }
  | { readonly is: 'set'; readonly slot: number; readonly to: NumberTree }
  | { readonly is: 'points'; readonly seat: number; readonly by: NumberTree }
  | { readonly is: 'enter'; readonly track: number; readonly leaves: readonly number[] };

/** What kinds of things a scenario lets happen. */
export type HappeningKind =
  | 'trigger'
  | 'action'
  | 'outcome'
  | 'way'
  | 'enter'
  | 'effect'
  | 'ending'
  | 'doctrine'
  | 'property'
  | 'upkeep';

interface Before {
  readonly name: string;
  readonly when: ConditionTree;
}

/** One thing that a scenario lets happen, with what it waits for and what it brings. */
export interface Happening {
  readonly kind: HappeningKind;
  /** How a message names it. */
  readonly name: string;
  /** Where a finding about it stands. */
  readonly path: Path;
  /** What is one and the same for the author: kind and place. */
  readonly key: string;
  readonly when?: ConditionTree | undefined;
  /** What comes first in the same place, and takes its turn when it holds; with a name for each. */
  readonly before: readonly Before[];
  /** The moment of the turn at which it is tested. */
  readonly moment: number;
  /** What it belongs to: it can happen only if that can. */
  readonly part?: Happening | undefined;
  /** A track must stand in one of these phases. */
  readonly from?: { readonly track: number; readonly leaves: ReadonlySet<number> } | undefined;
  /** Any of these must have been entered. */
  readonly entered?: { readonly track: number; readonly leaves: ReadonlySet<number> } | undefined;
  /** Its probability must not be 0 always. */
  readonly chance?: NumberTree | undefined;
  readonly cost?: { readonly seat: number; readonly points: NumberTree; readonly path: Path } | undefined;
  readonly gifts: readonly Gift[];
}

/** What the rules read: the scenario with its game, and its list of happenings. */
export interface Script {
  readonly loaded: Loaded;
  readonly game: Game;
  readonly lookup: Lookup;
  readonly happenings: readonly Happening[];
  /** Action points of each seat, by its actor. */
  readonly points: readonly NumberTree[];
}

const TRIGGER_MOMENT: Readonly<Record<TriggerStep, number>> = {
  situation: MOMENT.situation,
  response: MOMENT.resolution,
  chance: MOMENT.chance,
  review: MOMENT.review,
};
const CHART_MOMENT: Readonly<Record<ChartStep, number>> = {
  situation: MOMENT.situation,
  consultation: MOMENT.consultation,
  resolution: MOMENT.resolution,
  chance: MOMENT.chance,
  review: MOMENT.review,
};

interface Writing {
  readonly game: Game;
  readonly lookup: Lookup;
  readonly list: Happening[];
}

/** A scenario or a model that loaded, as its happenings. */
export const scriptOf = (loaded: Loaded): Script => {
  const { game, formed } = loaded;
  const lookup = lookupOf(loaded);
  const writing: Writing = { game, lookup, list: [] };
  for (const [i, trigger] of formed.source.triggers.entries()) addTrigger(writing, trigger, formed.paths.triggers[i]!);
  for (const [i, action] of formed.source.actions.entries()) addAction(writing, action, formed.paths.actions[i]!);
  for (const [i, track] of formed.source.tracks.entries())
    addTrack(writing, i, track.phases, [...formed.paths.tracks[i]!, 'phases']);
  addUpkeep(writing, loaded);
  addEndings(writing, loaded);
  addDoctrines(writing, loaded);
  addProperties(writing, loaded);
  const points = formed.source.actors.map((actor) => numberTree(lookup, actor.points ?? 3, actor.id));
  return { loaded, game, lookup, happenings: writing.list, points };
};

const add = (
  writing: Writing,
  happening: Partial<Happening> & Pick<Happening, 'kind' | 'name' | 'path' | 'moment'>,
): Happening => {
  const key = `${happening.kind} ${JSON.stringify(happening.path)}`;
  const whole: Happening = { before: [], gifts: [], key, ...happening };
  writing.list.push(whole);
  return whole;
};

/** Where a finding about an item stands: at its condition, or at its id. */
const placeOf = (path: Path, when: unknown, otherwise = 'id'): Path => [
  ...path,
  when === undefined ? otherwise : 'when',
];

const whenOf = (writing: Writing, when: boolean | string | undefined, self = ''): ConditionTree | undefined =>
  when === undefined ? undefined : conditionTree(writing.lookup, when, self);

const happens = (writing: Writing, name: string, moment: number): Gift[] => {
  const event = writing.lookup.events.get(name);
  return event === undefined ? [] : [{ is: 'event', event, moment }];
};

const addTrigger = (writing: Writing, source: TriggerSource, path: Path): void => {
  const moment = TRIGGER_MOMENT[source.at ?? 'situation'];
  const chance = source.chance ?? (source.outcomes === undefined ? source.odds?.base : undefined);
  const certain = source.odds?.limits !== undefined && source.odds.limits[0] > 0;
  const slot = source.draw ? writing.lookup.slots.get(source.draw.dial) : undefined;
  const drawn: Gift[] =
    source.draw && slot !== undefined
      ? [source.draw.from, source.draw.to].map((value) => ({ is: 'set', slot, to: { is: 'number', value } }))
      : [];
  const group = source.group === undefined ? [] : happens(writing, `group/${source.group}`, moment);
  const part = add(writing, {
    ...{ kind: 'trigger', name: source.id, path: placeOf(path, source.when), moment },
    when: whenOf(writing, source.when),
    chance: chance === undefined || certain ? undefined : numberTree(writing.lookup, chance),
    gifts: [...happens(writing, source.id, moment), ...group, ...drawn],
  });
  addEffects(writing, source.effects, [...path, 'effects'], part, moment);
  addOutcomes(writing, source.id, source.outcomes, [...path, 'outcomes'], part, moment, '');
};

const addOutcomes = (
  writing: Writing,
  id: string,
  outcomes: readonly OutcomeSource[] | undefined,
  path: Path,
  part: Happening,
  moment: number,
  self: string,
): void => {
  for (const [i, outcome] of (outcomes ?? []).entries()) {
    const own = add(writing, {
      ...{ kind: 'outcome', name: `${id}/${outcome.id}`, path: [...path, i, 'weight'], moment, part },
      chance: outcome.weight === undefined ? undefined : numberTree(writing.lookup, outcome.weight, self),
      gifts: happens(writing, `${id}/${outcome.id}`, moment),
    });
    addEffects(writing, outcome.effects, [...path, i, 'effects'], own, moment, self);
  }
};

const addAction = (writing: Writing, source: ActionSource, path: Path): void => {
  for (const action of writing.game.actions.filter(({ id }) => id === source.id)) {
    const self = writing.game.actors[action.actor]!.id;
    const moment = action.round >= 0 ? MOMENT.consultation : MOMENT.resolution;
    // A conditional order is tested when its event happens, the others when they are given.
    const tested = action.replies.length > 0 ? Math.max(moment, MOMENT.orders) : MOMENT.orders;
    const part = add(writing, {
      ...{ kind: 'action', name: source.id, path: placeOf(path, source.when), moment: tested },
      when: whenOf(writing, source.when, self),
      cost: {
        seat: action.actor,
        points: numberTree(writing.lookup, source.cost ?? 1, self),
        path: [...path, source.cost === undefined ? 'id' : 'cost'],
      },
      gifts: [
        ...happens(writing, source.id, moment),
        ...happens(writing, `${self}/${source.id}`, moment),
        ...happens(writing, `${source.id}/unmatched`, moment),
      ],
    });
    addEffects(writing, source.effects, [...path, 'effects'], part, moment, self);
    addEffects(writing, source.unmatched, [...path, 'unmatched'], part, moment, self);
    addOutcomes(writing, source.id, source.outcomes, [...path, 'outcomes'], part, moment, self);
  }
};

const slotOf = (writing: Writing, name: string, self: string): number =>
  writing.lookup.slots.get(name.replace(/\.self$/, `.${self}`)) ?? -1;

const giftOf = (writing: Writing, effect: EffectSource, moment: number, self: string): Gift[] => {
  const { lookup, game } = writing;
  const amount = (value: number | string): NumberTree => numberTree(lookup, value, self);
  switch (effect.do) {
    case 'adjust':
      return [
        {
          is: 'adjust',
          slot: slotOf(writing, effect.dial, self),
          by: amount(effect.by),
          passing: effect.for !== undefined,
        },
      ];
    case 'scale': {
      const slot = slotOf(writing, effect.dial, self);
      return [{ is: 'adjust', slot, by: scaledBy(amount(effect.by), slot), passing: effect.for !== undefined }];
    }
    case 'set':
      return [{ is: 'set', slot: slotOf(writing, effect.dial, self), to: amount(effect.to) }];
    case 'flag': {
      const slot = slotOf(writing, effect.flag, self);
      const to = effect.to === false ? 0 : 1;
      const values = effect.for === undefined ? [to] : [0, 1];
      return values.map((value) => ({ is: 'set', slot, to: { is: 'number', value } }));
    }
    case 'signal':
      return happens(
        writing,
        effect.event,
        effect.after === undefined || effect.after === 0 ? moment : MOMENT.situation,
      );
    case 'points': {
      const id = effect.actor === 'self' ? self : effect.actor;
      return [{ is: 'points', seat: game.actors.findIndex((actor) => actor.id === id), by: amount(effect.by) }];
    }
    case 'tell':
      return [];
  }
};

const addEffects = (
  writing: Writing,
  effects: readonly EffectSource[] | undefined,
  path: Path,
  part: Happening,
  moment: number,
  self = '',
): void => {
  for (const [i, effect] of (effects ?? []).entries())
    add(writing, {
      ...{ kind: 'effect', name: part.name, path: placeOf([...path, i], effect.when, 'do'), part },
      // There may be several rounds of consultation, each after the phases that the last one led to.
      moment: moment === MOMENT.consultation ? MOMENT.orders : moment,
      when: whenOf(writing, effect.when, self),
      gifts: giftOf(writing, effect, moment, self),
    });
};

/** The leaf in which a track stands that enters a phase. */
const leafEntered = (phase: PhaseSource): PhaseSource => {
  if (!phase.phases) return phase;
  return leafEntered(phase.phases.find(({ id }) => id === phase.initial) ?? phase.phases[0]!);
};

const addTrack = (writing: Writing, track: number, phases: readonly PhaseSource[], path: Path): void => {
  const { id: name, phases: leaves, groups } = writing.game.tracks[track]!;
  const all = withPaths(phases, path);
  const leavesOf = (id: string): ReadonlySet<number> =>
    new Set(groups.find((group) => group.id === id)?.leaves ?? [leaves.findIndex((leaf) => leaf.id === id)]);
  for (const { phase, path: at } of all) {
    const inside = { track, leaves: leavesOf(phase.id) };
    for (const [i, go] of (phase.go ?? []).entries()) {
      const target = all.find((other) => other.phase.id === go.to)!.phase;
      const same = (phase.go ?? []).slice(0, i).filter((other) => (other.at ?? 'review') === (go.at ?? 'review'));
      add(writing, {
        ...{ kind: 'way', name: `${name}: ${phase.id} → ${go.to}`, path: [...at, 'go', i, 'when'] },
        moment: go.at === 'consultation' ? MOMENT.orders : CHART_MOMENT[go.at ?? 'review'],
        from: inside,
        when: conditionTree(writing.lookup, go.when),
        before: same.map((other) => ({ name: `→ ${other.to}`, when: conditionTree(writing.lookup, other.when) })),
        gifts: [{ is: 'enter', track, leaves: [...leavesOf(leafEntered(target).id)] }],
      });
    }
    if ((phase.enter?.length ?? 0) === 0) continue;
    const part = add(writing, {
      ...{ kind: 'enter', name: `${name}/${phase.id}`, path: [...at, 'enter'], moment: MOMENT.end, entered: inside },
    });
    addEnterEffects(writing, phase, at, part, all, leavesOf(phase.id));
  }
};

/** Effects of entering come at the moments of the ways in, behind everything else that happens then. */
const addEnterEffects = (
  writing: Writing,
  phase: PhaseSource,
  path: Path,
  part: Happening,
  all: readonly { readonly phase: PhaseSource }[],
  leaves: ReadonlySet<number>,
): void => {
  const inside = new Set(
    [phase, ...withPaths(phase.phases ?? [], []).map((within) => within.phase)].map(({ id }) => id),
  );
  const moments = all.flatMap((other) =>
    (other.phase.go ?? []).filter((go) => inside.has(go.to)).map((go) => CHART_MOMENT[go.at ?? 'review']),
  );
  const earliest = moments.length === 0 || leaves.size === 0 ? MOMENT.review : Math.min(...moments);
  for (const [i, effect] of (phase.enter ?? []).entries())
    add(writing, {
      ...{ kind: 'effect', name: part.name, path: placeOf([...path, 'enter', i], effect.when, 'do'), part },
      moment: MOMENT.end,
      when: whenOf(writing, effect.when),
      gifts: giftOf(writing, effect, earliest + AFTERWARDS, ''),
    });
};

const addUpkeep = (writing: Writing, { formed, game }: Loaded): void => {
  const { dials, counters } = formed.source;
  const lists = [
    ...dials.map((dial, i) => ({ dial, path: formed.paths.dials[i]! })),
    ...counters.map((dial, i) => ({ dial, path: formed.paths.counters[i]! })),
  ];
  for (const { dial, path } of lists) {
    if (dial.upkeep === undefined) continue;
    for (const [slot, { id, actor }] of game.slots.entries()) {
      if (id !== dial.id && !(id.startsWith(`${dial.id}.`) && actor >= 0)) continue;
      const by = numberTree(writing.lookup, dial.upkeep, game.actors[actor]?.id ?? '');
      add(writing, {
        ...{ kind: 'upkeep', name: id, path: [...path, 'upkeep'], moment: MOMENT.upkeep },
        gifts: [{ is: 'adjust', slot, by, passing: false }],
      });
    }
  }
};

const addEndings = (writing: Writing, { formed }: Loaded): void => {
  const { endings } = formed.source;
  const trees = endings.map(({ id, when }) => ({ name: id, when: conditionTree(writing.lookup, when) }));
  for (const [i, { id }] of endings.entries())
    add(writing, {
      ...{ kind: 'ending', name: id, path: [...formed.paths.endings[i]!, 'when'], moment: MOMENT.end },
      ...{ when: trees[i]!.when, before: trees.slice(0, i) },
    });
};

/** What the computer orders in which case. Its rules are tried when orders are given. */
const addDoctrines = (writing: Writing, { formed }: Loaded): void => {
  for (const [i, actor] of formed.source.actors.entries())
    for (const [j, rule] of (actor.doctrine ?? []).entries()) {
      const name = 'order' in rule ? rule.order : (rule.id ?? `rule ${j + 1}`);
      const path = [...formed.paths.actors[i]!, 'doctrine', j];
      add(writing, {
        ...{ kind: 'doctrine', name, path: placeOf(path, rule.when, 'order'), moment: MOMENT.orders },
        when: whenOf(writing, rule.when, actor.id),
      });
    }
};

const addProperties = (writing: Writing, { formed }: Loaded): void => {
  for (const [i, property] of formed.source.properties.entries())
    for (const claim of ['reachable', 'eventually'] as const) {
      const source = property[claim];
      if (source === undefined || (typeof source === 'string' && /\bending\b/.test(source))) continue;
      add(writing, {
        ...{ kind: 'property', name: property.id, path: [...formed.paths.properties[i]!, claim], moment: MOMENT.end },
        when: conditionTree(writing.lookup, source),
      });
    }
};
