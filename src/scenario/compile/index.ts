import type { Transition } from '../../core/chart/statechart.js';
import type { Condition, Expression } from '../../core/language/expression.js';
import type {
  Action,
  Ending,
  Game,
  Gauge,
  Measure,
  Parameter,
  ReferenceFigure,
  Round,
} from '../../core/program/game.js';
import { presetText } from '../../core/program/presets.js';
import { type ConceptLibrary, NO_LIBRARY } from '../concepts.js';
import type { Diagnostic } from '../diagnostics.js';
import type { Formed } from '../form.js';
import { compileActions, compileTriggers, stagesOf } from './actions.js';
import { compileActors, compileSetup } from './actors.js';
import {
  type Bench,
  complain,
  complainUnknown,
  conditionAt,
  exactFor,
  newBench,
  numberAt,
  originAt,
  seatsAt,
} from './bench.js';
import { compileClock } from './clock.js';
import { compileConcepts } from './concepts.js';
import { type Choice, declareNames, grouped } from './declare.js';
import { checkExtent, TooLarge } from './extent.js';
import { declareGauges } from './gauges.js';
import { compileProperties } from './properties.js';
import { compileRecord } from './record.js';
import { compileFog, finishSlots } from './slots.js';
import { compileTracks } from './tracks.js';

export type { Choice } from './declare.js';

export interface Compiled {
  /** Absent when there are errors. */
  readonly game: Game | undefined;
  readonly problems: readonly Diagnostic[];
  /** Every expression of the file that was compiled, by `expressionKey`. */
  readonly expressions: ReadonlyMap<string, Expression>;
}

/**
 * Compiles a scenario whose form is right. All errors are collected; there is a game only when there are none. Names
 * in `choice` that the scenario does not have change nothing: who asked for them looks at the game’s own lists.
 */
export const compile = (
  formed: Formed,
  root: object,
  choice: Choice = {},
  library: ConceptLibrary = NO_LIBRARY,
): Compiled => {
  const bench = newBench(formed, root);
  try {
    checkExtent(bench);
    return compileOn(bench, choice, library);
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    return { game: undefined, problems: [error.diagnostic], expressions: bench.expressions };
  }
};

const compileOn = (bench: Bench, choice: Choice, library: ConceptLibrary): Compiled => {
  checkActorCount(bench);
  declareNames(bench, choice);
  declareGauges(bench);
  const clock = compileClock(bench);
  finishSlots(bench);
  const { actions, joints } = compileActions(bench);
  const triggers = compileTriggers(bench);
  const actors = compileActors(bench, actions);
  const dice = { setupDice: compileSetup(bench, clock.turns), fogDice: compileFog(bench) };
  const ends = {
    endings: compileEndings(bench),
    measures: compileMeasures(bench),
    references: compileReferences(bench),
    properties: compileProperties(bench),
  };
  const shown = { gauges: compileGauges(bench), parameters: compileParameters(bench), rounds: compileRounds(bench) };
  const concepts = compileConcepts(bench, library);
  const record = compileRecord(bench, {
    actions,
    joints,
    triggers: triggers.triggers,
    setupDice: dice.setupDice,
    clock,
  });
  const { tracks, chart } = compileTracks(bench);
  if (!chart || bench.problems.some((problem) => problem.severity === 'error'))
    return { game: undefined, problems: bench.problems, expressions: bench.expressions };
  const game: Game = {
    ...textsOf(bench),
    clock,
    preset: presetText(bench.source.presets.map(grouped), choice.preset),
    actors,
    ...shown,
    tracks,
    chart,
    actions: markFirebreaks(bench, actions, chart.transitions),
    stages: stagesOf(bench),
    actionsOf: actors.map((_, seat) => actions.flatMap((action, index) => (action.actor === seat ? [index] : []))),
    joints,
    ...triggers,
    ...dice,
    ...ends,
    concepts,
    ...(record ? { record } : {}),
    ...placesOf(bench),
  };
  return { game, problems: bench.problems, expressions: bench.expressions };
};

const checkActorCount = (bench: Bench): void => {
  const { actors } = bench.source;
  const hint = 'Add `actors: [ { id: …, name: …, short: … } ]`.';
  if (actors.length === 0 && bench.formed.broken.size === 0)
    complain(bench, 'E202', ['actors'], 'a scenario needs at least one actor', hint);
  if (actors.length > 30) complain(bench, 'E203', ['actors'], 'a scenario has at most 30 actors');
};

type Texts =
  | 'id'
  | 'title'
  | 'summary'
  | 'briefing'
  | 'conditionalOrders'
  | 'presets'
  | 'sources'
  | 'debrief'
  | 'disguise';

/** What is taken over as it stands. */
const textsOf = ({ source }: Bench): Pick<Game, Texts> => ({
  id: source.id,
  title: source.title,
  summary: source.summary,
  briefing: source.briefing,
  conditionalOrders: source.conditional_orders,
  presets: source.presets.map(({ id, label, text = '', group = '' }) => ({ id, label, text, group })),
  sources: source.sources.map(({ id, text }) => ({ id, text })),
  debrief: { happened: source.debrief.happened ?? '', questions: source.debrief.questions ?? [] },
  ...disguiseOf(source),
});

const disguiseOf = ({ disguise }: Bench['source']): Pick<Game, 'disguise'> => {
  if (disguise === undefined) return {};
  if (typeof disguise === 'string') return { disguise: { title: disguise, summary: '', briefing: '' } };
  return { disguise: { title: disguise.title, summary: disguise.summary ?? '', briefing: disguise.briefing ?? '' } };
};

type Places = 'slots' | 'upkeepSlots' | 'traits' | 'dice' | 'effects' | 'events' | 'watches';

/** What the bench has gathered. */
const placesOf = (bench: Bench): Pick<Game, Places> => ({
  slots: bench.slots,
  upkeepSlots: bench.slots.flatMap((slot, index) => (slot.upkeep ? [index] : [])),
  traits: bench.traits,
  dice: bench.dice,
  effects: bench.effects,
  events: bench.eventNames,
  watches: bench.watches,
});

const compileParameters = (bench: Bench): Parameter[] =>
  bench.source.parameters.map((parameter, i) => {
    return {
      id: parameter.id,
      value: bench.parameters[i]!,
      standard: parameter.value,
      range: parameter.range,
      text: parameter.text,
      origin: originAt(bench, bench.formed.paths.parameters[i]!, parameter),
    };
  });

const compileReferences = (bench: Bench): ReferenceFigure[] =>
  bench.source.references.map((reference, i) => {
    const path = bench.formed.paths.references[i]!;
    const rungs = bench.rungs
      .flat()
      .filter((rung) => rung >= 0)
      .map((rung) => `rung-${rung}`);
    const known = [...new Set(rungs), ...bench.source.endings.map((ending) => ending.id), ...bench.events.keys()];
    if (!known.includes(reference.of))
      complainUnknown(bench, [...path, 'of'], 'rung, ending or event', reference.of, known);
    if (reference.low > reference.high)
      complain(bench, 'E203', [...path, 'low'], 'the range ends before it begins', 'Write the lower number first.');
    const { of, low, high, text } = reference;
    return { of, low, high, text, origin: originAt(bench, path, reference) };
  });

const compileRounds = (bench: Bench): Round[] =>
  bench.source.rounds.map((round, i) => ({
    id: round.id,
    label: round.label,
    seats: seatsAt(bench, round.seats, [...bench.formed.paths.rounds[i]!, 'seats']),
  }));

const compileEndings = (bench: Bench): Ending[] =>
  bench.source.endings.map((ending, i) => ({
    id: ending.id,
    label: ending.label,
    text: ending.text ?? '',
    when: endingCondition(bench, ending.when, i),
    replacesScores: ending.replaces_scores ?? false,
    origin: originAt(bench, bench.formed.paths.endings[i]!, {}),
  }));

const endingCondition = (bench: Bench, when: boolean | string, i: number): Condition =>
  conditionAt(bench, when, { path: [...bench.formed.paths.endings[i]!, 'when'], mayEnd: true });

const compileMeasures = (bench: Bench): Measure[] =>
  bench.source.measures.map((measure, i) => ({
    id: measure.id,
    label: measure.label,
    text: measure.text ?? '',
    value: numberAt(bench, measure.value, { path: [...bench.formed.paths.measures[i]!, 'value'] }),
  }));

const compileGauges = (bench: Bench): Gauge[] =>
  bench.source.gauges.map((gauge, i) => {
    const path = bench.formed.paths.gauges[i]!;
    const expression = bench.gauges[i]!;
    return {
      id: gauge.id,
      label: gauge.label,
      text: gauge.text ?? '',
      value: expression,
      unit: gauge.unit ?? ('points' as const),
      good: gauge.good ?? ('neither' as const),
      seenBy: exactFor(bench, expression.reads),
      origin: originAt(bench, path, gauge),
    };
  });

/** Actions for whose order, one of its outcomes or a signal of its effects the guard of a firebreak waits: they must be confirmed. */
const markFirebreaks = (bench: Bench, actions: readonly Action[], transitions: readonly Transition[]): Action[] => {
  const events = new Set(transitions.filter((way) => way.firebreak).flatMap((way) => [...way.when.reads.events]));
  return actions.map((action) => {
    const outcomes = bench.dice[action.die]?.outcomes ?? [];
    const effects = [...action.effects, ...action.unmatched, ...outcomes.flatMap((outcome) => outcome.effects)];
    const signals = effects.flatMap((effect) => {
      const { change } = bench.effects[effect]!;
      return change.is === 'signal' ? [change.event] : [];
    });
    const own = [
      action.event,
      action.ownEvent,
      action.unmatchedEvent,
      ...outcomes.map(({ event }) => event),
      ...signals,
    ];
    return { ...action, firebreak: own.some((event) => events.has(event)) };
  });
};
