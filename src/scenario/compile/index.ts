import { addUnits, parseDay } from '../../core/calendar.js';
import { type Blur, type Clock, type Game, includesSeat, NOBODY, type Slot } from '../../core/game.js';
import type { Diagnostic } from '../diagnostics.js';
import type { Formed } from '../form.js';
import { compileActions, compileTriggers } from './actions.js';
import { compileActors, compileSetup } from './actors.js';
import {
  addDie,
  type Bench,
  complain,
  conditionAt,
  exactFor,
  mustBeSeen,
  newBench,
  numberAt,
  originAt,
  seatsAt,
} from './bench.js';
import { type Choice, declareNames, presetOf } from './declare.js';
import { compileTracks } from './tracks.js';

export type { Choice } from './declare.js';

export interface Compiled {
  /** Absent when there are errors. */
  readonly game: Game | undefined;
  readonly problems: readonly Diagnostic[];
}

/**
 * Compiles a scenario whose form is right. All errors are collected; there is a game only when there are none. `choice`
 * must name an existing preset and existing parameters.
 */
export const compile = (formed: Formed, root: object, choice: Choice = {}): Compiled => {
  const bench = newBench(formed, root);
  const { source } = bench;
  if (source.actors.length === 0 && formed.broken.size === 0)
    complain(
      bench,
      'E202',
      ['actors'],
      'a scenario needs at least one actor',
      'Add `actors: [ { id: …, name: …, short: … } ]`.',
    );
  if (source.actors.length > 30) complain(bench, 'E203', ['actors'], 'a scenario has at most 30 actors');
  declareNames(bench, choice);
  const clock = compileClock(bench);
  finishSlots(bench);
  const { actions, joints } = compileActions(bench);
  const { triggers, triggersAt } = compileTriggers(bench);
  const actors = compileActors(bench, actions);
  const setupDice = compileSetup(bench, clock.turns);
  const fogDice = compileFog(bench);
  const endings = source.endings.map((ending, i) => ({
    id: ending.id,
    label: ending.label,
    text: ending.text ?? '',
    when: conditionAt(bench, ending.when, { path: [...formed.paths.endings[i]!, 'when'], mayEnd: true }),
    replacesScores: ending.replaces_scores ?? false,
  }));
  const measures = source.measures.map((measure, i) => ({
    id: measure.id,
    label: measure.label,
    text: measure.text ?? '',
    value: numberAt(bench, measure.value, { path: [...formed.paths.measures[i]!, 'value'] }),
  }));
  checkProperties(bench);
  const gauges = source.gauges.map((gauge, i) => {
    const path = formed.paths.gauges[i]!;
    const reference = bench.references.get(gauge.id);
    const expression =
      reference?.is === 'formula' && reference.expression.type === 'number'
        ? reference.expression
        : numberAt(bench, 0, { path });
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
  const { tracks, chart } = compileTracks(bench);
  if (!chart || bench.problems.some((problem) => problem.severity === 'error'))
    return { game: undefined, problems: bench.problems };
  const game: Game = {
    id: source.id,
    title: source.title,
    summary: source.summary,
    briefing: source.briefing,
    clock,
    conditionalOrders: source.conditional_orders,
    presets: source.presets.map((preset) => ({ id: preset.id, label: preset.label, text: preset.text ?? '' })),
    preset: presetOf(bench, choice)?.id ?? '',
    parameters: source.parameters.map((parameter, i) => {
      const reference = bench.references.get(parameter.id);
      return {
        id: parameter.id,
        value: reference?.is === 'constant' ? reference.value : parameter.value,
        standard: parameter.value,
        range: parameter.range ?? [parameter.value, parameter.value],
        text: parameter.text,
        origin: originAt(bench, formed.paths.parameters[i]!, parameter),
      };
    }),
    sources: source.sources.map(({ id, text }) => ({ id, text })),
    actors,
    slots: bench.slots,
    upkeepSlots: bench.slots.flatMap((slot, index) => (slot.upkeep ? [index] : [])),
    gauges,
    traits: bench.traits,
    tracks,
    chart,
    rounds: source.rounds.map((round, i) => ({
      id: round.id,
      label: round.label,
      seats: seatsAt(bench, round.seats, [...formed.paths.rounds[i]!, 'seats']),
    })),
    actions: markFirebreaks(actions, tracks.length, chart.transitions, bench),
    actionsOf: actors.map((_, seat) => actions.flatMap((action, index) => (action.actor === seat ? [index] : []))),
    joints,
    triggers,
    triggersAt,
    dice: bench.dice,
    setupDice,
    fogDice,
    effects: bench.effects,
    events: bench.eventNames,
    watches: bench.watches,
    endings,
    measures,
    debrief: { happened: source.debrief.happened ?? '', questions: source.debrief.questions ?? [] },
  };
  return { game, problems: bench.problems };
};

/** Actions whose order a firebreak's guard waits for: they need a confirmed order. */
const markFirebreaks = (
  actions: Game['actions'],
  _tracks: number,
  transitions: Game['chart']['transitions'],
  bench: Bench,
): Game['actions'] => {
  const events = new Set(transitions.filter((way) => way.firebreak).flatMap((way) => [...way.when.reads.events]));
  const actionEvents = new Set(bench.actionEvents.values());
  return actions.map((action) => ({
    ...action,
    firebreak: [action.event, action.ownEvent].some((event) => events.has(event) && actionEvents.has(event)),
  }));
};

const compileClock = (bench: Bench): Clock => {
  const { clock } = bench.source;
  const start = parseDay(clock.start);
  if (start === undefined)
    complain(bench, 'E203', ['clock', 'start'], `\`${clock.start}\` is not a date`, 'Write it as YYYY-MM-DD.');
  const turns: [number, number] = typeof clock.turns === 'number' ? [clock.turns, clock.turns] : clock.turns;
  if (turns[0] > turns[1])
    complain(
      bench,
      'E203',
      ['clock', 'turns'],
      'the range of turns ends before it begins',
      'Write the lower number first.',
    );
  const { crisis } = clock;
  return {
    unit: clock.unit,
    start: start ?? 0,
    turns: turns[0] <= turns[1] ? turns : [turns[0], turns[0]],
    periodDays: Array.from({ length: Math.max(...turns) }, (_, period) => addUnits(start ?? 0, clock.unit, period)),
    ...(crisis
      ? {
          crisis: {
            when: conditionAt(bench, crisis.when, { path: ['clock', 'crisis', 'when'] }),
            unit: crisis.unit,
            turns: crisis.turns,
          },
        }
      : {}),
  };
};

/** Upkeep and blur may refer to anything, so they are compiled when every name is known. */
const finishSlots = (bench: Bench): void => {
  const { source, formed } = bench;
  const finish = (ids: (id: string) => boolean, extra: (slot: Slot) => Partial<Slot>): void => {
    for (const [i, slot] of bench.slots.entries()) if (ids(slot.id)) bench.slots[i] = { ...slot, ...extra(slot) };
  };
  for (const [i, dial] of source.dials.entries()) {
    const path = formed.paths.dials[i]!;
    finish(
      (id) => id === dial.id || id.startsWith(`${dial.id}.`),
      (slot) => ({
        ...(dial.upkeep === undefined
          ? {}
          : { upkeep: numberAt(bench, dial.upkeep, { path: [...path, 'upkeep'], self: slot.actor }) }),
        ...(dial.blur ? { blur: compileBlur(bench, dial.blur, slot, path) } : {}),
      }),
    );
  }
  for (const [i, counter] of source.counters.entries())
    if (counter.upkeep !== undefined)
      finish(
        (id) => id === counter.id,
        () => ({ upkeep: numberAt(bench, counter.upkeep!, { path: [...formed.paths.counters[i]!, 'upkeep'] }) }),
      );
};

const compileBlur = (
  bench: Bench,
  blur: NonNullable<Bench['source']['dials'][number]['blur']>,
  slot: Slot,
  path: readonly (string | number)[],
): Blur => {
  const seats =
    blur.for === 'others'
      ? ~(slot.actor < 0 ? 0 : 1 << slot.actor)
      : seatsAt(bench, blur.for, [...path, 'blur', 'for']);
  const deviation = numberAt(bench, blur.deviation, { path: [...path, 'blur', 'deviation'] });
  const prior =
    blur.prior === undefined ? undefined : numberAt(bench, blur.prior, { path: [...path, 'blur', 'prior'] });
  const pull = blur.pull === undefined ? undefined : numberAt(bench, blur.pull, { path: [...path, 'blur', 'pull'] });
  for (const [seat] of bench.source.actors.entries())
    if (includesSeat(seats, seat))
      for (const expression of [deviation, prior, pull]) mustBeSeen(bench, expression, seat, [...path, 'blur']);
  return { seats, deviation, ...(prior ? { prior } : {}), ...(pull ? { pull } : {}) };
};

/** One die a turn for each seat that sees anything blurred. */
const compileFog = (bench: Bench): number[] => {
  const blurred = bench.slots.reduce((seats, slot) => seats | (slot.blur?.seats ?? NOBODY), NOBODY);
  return bench.source.actors.flatMap((actor, seat) =>
    includesSeat(blurred, seat)
      ? [
          addDie(bench, `picture/${actor.id}`, {
            use: { is: 'fog', seat },
            label: `Fog of ${actor.short}`,
            spread: { by: 'face' },
            outcomes: [],
            seenBy: NOBODY,
          }),
        ]
      : [],
  );
};

/** Claims are checked here and tried elsewhere: `ending` stands for the id of the ending. */
const checkProperties = (bench: Bench): void => {
  for (const [i, property] of bench.source.properties.entries()) {
    const path = bench.formed.paths.properties[i]!;
    const claims = (['never', 'always', 'reachable', 'eventually', 'share'] as const).filter(
      (key) => property[key] !== undefined,
    );
    if (claims.length !== 1)
      complain(
        bench,
        'E202',
        path,
        `the property \`${property.id}\` needs exactly one claim`,
        'One of never, always, reachable, eventually, share.',
      );
    if (property.share !== undefined && property.at_most === undefined)
      complain(bench, 'E202', path, '`share` needs `at_most`');
    for (const key of claims) {
      const claim = property[key]!;
      const endingClaim = typeof claim === 'string' ? /^\s*ending\s*==\s*"([^"]*)"\s*$/.exec(claim)?.[1] : undefined;
      if (endingClaim === undefined) conditionAt(bench, claim, { path: [...path, key], mayEnd: true });
      else if (!bench.source.endings.some((ending) => ending.id === endingClaim))
        complain(
          bench,
          'E301',
          [...path, key],
          `there is no ending \`${endingClaim}\``,
          `There are: ${bench.source.endings.map((ending) => ending.id).join(', ')}.`,
        );
    }
  }
};
