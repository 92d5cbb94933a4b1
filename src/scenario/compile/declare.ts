import type { Reference } from '../../core/expression.js';
import { EVERYBODY, NOBODY, onlySeat, type Seats, type Slot } from '../../core/game.js';
import type { DialSource, EffectSource, PhaseSource } from '../schema.js';
import type { Path } from '../source.js';
import { type Bench, complain, forgetEnvironments, numberAt, originAt, seatsAt } from './bench.js';

/** The first pass: every name of the scenario gets its place, before anything that refers to it is compiled. */

export const RESERVED: ReadonlySet<string> = new Set([
  ...['turn', 'period', 'days', 'last_turn', 'self', 'ending'],
  // Words of CEL, and names its library keeps for types.
  ...['true', 'false', 'null', 'in', 'as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import'],
  ...['let', 'loop', 'package', 'namespace', 'return', 'var', 'void', 'while', 'int', 'uint', 'double', 'string'],
  ...['bool', 'bytes', 'list', 'map', 'type', 'null_type', 'optional', 'cel', 'google', 'dyn', 'timestamp', 'duration'],
]);

/** Values that replace the start values and parameters of the file: a preset, then what the person set. */
export interface Choice {
  readonly preset?: string | undefined;
  readonly parameters?: Readonly<Record<string, number>> | undefined;
}

const declare = (bench: Bench, name: string, reference: Reference, path: Path): void => {
  if (RESERVED.has(name)) complain(bench, 'E303', path, `\`${name}\` is a word of the language`, 'Choose another id.');
  else if (bench.references.has(name))
    complain(
      bench,
      'E303',
      path,
      `\`${name}\` already names something else`,
      'Expressions need different ids for dials, tracks, actors and parameters.',
    );
  else bench.references.set(name, reference);
};

export const presetOf = (bench: Bench, choice: Choice): Bench['source']['presets'][number] | undefined =>
  choice.preset === undefined
    ? bench.source.presets[0]
    : bench.source.presets.find((preset) => preset.id === choice.preset);

const declareParameters = (bench: Bench, choice: Choice): void => {
  const preset = presetOf(bench, choice);
  for (const [i, parameter] of bench.source.parameters.entries()) {
    const value = choice.parameters?.[parameter.id] ?? preset?.parameters?.[parameter.id] ?? parameter.value;
    declare(bench, parameter.id, { is: 'constant', value }, [...bench.formed.paths.parameters[i]!, 'id']);
    if (parameter.range && parameter.range[0] > parameter.range[1])
      complain(
        bench,
        'E203',
        [...bench.formed.paths.parameters[i]!, 'range'],
        'the range ends before it begins',
        'Write the lower number first.',
      );
  }
  checkPresets(bench);
};

const checkPresets = (bench: Bench): void => {
  const known = new Set(bench.source.parameters.map((parameter) => parameter.id));
  for (const [i, preset] of bench.source.presets.entries())
    for (const id of Object.keys(preset.parameters ?? {}))
      if (!known.has(id) && !bench.formed.broken.has(id))
        complain(
          bench,
          'E301',
          [...bench.formed.paths.presets[i]!, 'parameters', id],
          `there is no parameter \`${id}\``,
        );
};

const ownersOf = (bench: Bench, dial: DialSource, path: Path): readonly number[] => {
  if (dial.each === undefined) return [-1];
  const seats = dial.each === 'actor' ? EVERYBODY : seatsAt(bench, dial.each, [...path, 'each']);
  return bench.source.actors.flatMap((_, seat) => ((seats & onlySeat(seat)) === 0 ? [] : [seat]));
};

const seenByOf = (bench: Bench, dial: DialSource, owner: number, path: Path): Seats => {
  if (dial.seen_by === 'owner') return owner < 0 ? NOBODY : onlySeat(owner);
  const seats = seatsAt(bench, dial.seen_by, [...path, 'seen_by']);
  const blurred = blurredOf(bench, dial, owner, path);
  return seats & ~blurred;
};

const blurredOf = (bench: Bench, dial: DialSource, owner: number, path: Path): Seats => {
  if (!dial.blur) return NOBODY;
  if (dial.blur.for === 'others') return owner < 0 ? EVERYBODY : ~onlySeat(owner);
  return seatsAt(bench, dial.blur.for, [...path, 'blur', 'for']);
};

const startOf = (bench: Bench, dial: DialSource, owner: number, choice: Choice): Slot['start'] => {
  const preset = presetOf(bench, choice);
  const actor = bench.source.actors[owner];
  const chosen = preset?.dials?.[actor ? `${dial.id}.${actor.id}` : dial.id] ?? actor?.dials?.[dial.id];
  if (chosen !== undefined) return chosen;
  return typeof dial.start === 'number' ? dial.start : { from: dial.start.uniform[0], to: dial.start.uniform[1] };
};

const declareDials = (bench: Bench, choice: Choice): void => {
  for (const [i, dial] of bench.source.dials.entries()) {
    const path = bench.formed.paths.dials[i]!;
    const members = new Map<string, Reference>();
    for (const owner of ownersOf(bench, dial, path)) {
      const actor = bench.source.actors[owner];
      const slot = bench.slots.push({
        id: actor ? `${dial.id}.${actor.id}` : dial.id,
        kind: 'dial',
        label: actor ? `${dial.label} ${actor.short}` : dial.label,
        text: dial.text ?? '',
        min: dial.min ?? 0,
        max: dial.max ?? 100,
        good: dial.good ?? 'neither',
        actor: owner,
        seenBy: seenByOf(bench, dial, owner, path),
        thresholds: dial.thresholds ?? [],
        start: startOf(bench, dial, owner, choice),
        group: dial.group ?? '',
        origin: originAt(bench, path, dial),
      });
      if (actor) members.set(actor.id, { is: 'number', slot: slot - 1 });
      else declare(bench, dial.id, { is: 'number', slot: slot - 1 }, [...path, 'id']);
    }
    if (dial.each !== undefined) declare(bench, dial.id, { is: 'group', members }, [...path, 'id']);
    if ((dial.min ?? 0) >= (dial.max ?? 100))
      complain(bench, 'E203', [...path, 'min'], 'the range of this dial is empty', '`min` must be below `max`.');
  }
};

const declareCounters = (bench: Bench, choice: Choice): void => {
  for (const [i, counter] of bench.source.counters.entries()) {
    const path = bench.formed.paths.counters[i]!;
    const start = presetOf(bench, choice)?.dials?.[counter.id] ?? counter.start ?? 0;
    const slot = bench.slots.push({
      id: counter.id,
      kind: 'counter',
      label: counter.label,
      text: counter.text ?? '',
      min: counter.min ?? 0,
      max: counter.max ?? 1_000_000,
      good: 'neither',
      actor: -1,
      seenBy: seatsAt(bench, counter.seen_by, [...path, 'seen_by']),
      thresholds: [],
      start: typeof start === 'number' ? start : { from: start.uniform[0], to: start.uniform[1] },
      group: '',
      origin: originAt(bench, path, counter),
    });
    declare(bench, counter.id, { is: 'number', slot: slot - 1 }, [...path, 'id']);
  }
};

const declareFlags = (bench: Bench, choice: Choice): void => {
  for (const [i, flag] of bench.source.flags.entries()) {
    const path = bench.formed.paths.flags[i]!;
    const slot = bench.slots.push({
      id: flag.id,
      kind: 'flag',
      label: flag.label,
      text: flag.text ?? '',
      min: 0,
      max: 1,
      good: 'neither',
      actor: -1,
      seenBy: seatsAt(bench, flag.seen_by, [...path, 'seen_by']),
      thresholds: [],
      start: (presetOf(bench, choice)?.flags?.[flag.id] ?? flag.start ?? false) ? 1 : 0,
      group: '',
      origin: originAt(bench, path, flag),
    });
    declare(bench, flag.id, { is: 'flag', slot: slot - 1 }, [...path, 'id']);
  }
};

const declareTraits = (bench: Bench): void => {
  for (const [seat, actor] of bench.source.actors.entries()) {
    const path = bench.formed.paths.actors[seat]!;
    const members = new Map<string, Reference>();
    for (const trait of actor.traits ?? []) {
      const values = trait.values.map((value) => ({
        id: value.id,
        label: value.label ?? value.id,
        text: value.text ?? '',
      }));
      const index = bench.traits.push({
        id: trait.id,
        label: trait.label ?? trait.id,
        text: trait.text ?? '',
        actor: seat,
        values,
      });
      members.set(trait.id, { is: 'trait', trait: index - 1, values: values.map((value) => value.id) });
    }
    declare(bench, actor.id, { is: 'group', members }, [...path, 'id']);
  }
};

/** Leaves below a phase, in order; phases with phases inside stand for all their leaves. */
const leavesOf = (phase: PhaseSource): PhaseSource[] => (phase.phases ? phase.phases.flatMap(leavesOf) : [phase]);
const allOf = (phase: PhaseSource): PhaseSource[] => [phase, ...(phase.phases ?? []).flatMap(allOf)];

const declareTracks = (bench: Bench): void => {
  for (const [track, source] of bench.source.tracks.entries()) {
    const path = bench.formed.paths.tracks[track]!;
    const leaves = source.phases.flatMap(leavesOf);
    const phases = new Map<string, readonly number[]>();
    for (const phase of source.phases.flatMap(allOf)) {
      if (phases.has(phase.id))
        complain(
          bench,
          'E303',
          path,
          `the phase \`${phase.id}\` stands in the track \`${source.id}\` twice`,
          'Give one of them another id.',
        );
      phases.set(
        phase.id,
        leavesOf(phase).map((leaf) => leaves.indexOf(leaf)),
      );
    }
    bench.rungs.push(leaves.map((leaf) => rungOf(source.phases, leaf)));
    bench.trackSeenBy.push(seatsAt(bench, source.seen_by, [...path, 'seen_by']));
    declare(bench, source.id, { is: 'track', track, phases }, [...path, 'id']);
  }
};

/** A leaf's own rung, or that of the innermost phase around it that has one; -1 without. */
const rungOf = (phases: readonly PhaseSource[], leaf: PhaseSource, around = -1): number => {
  for (const phase of phases) {
    const here = phase.rung ?? around;
    if (phase === leaf) return here;
    if (phase.phases && leavesOf(phase).includes(leaf)) return rungOf(phase.phases, leaf, here);
  }
  return -1;
};

const addEvent = (bench: Bench, id: string, seenBy: Seats): number => {
  const known = bench.events.get(id);
  if (known !== undefined) {
    const old = bench.eventNames[known]!;
    bench.eventNames[known] = { id, seenBy: old.seenBy | seenBy };
    return known;
  }
  const event = bench.eventNames.push({ id, seenBy }) - 1;
  bench.events.set(id, event);
  return event;
};

const signalsIn = (effects: readonly EffectSource[] | undefined): string[] =>
  (effects ?? []).flatMap((effect) => (effect.do === 'signal' ? [effect.event] : []));

const declareSignals = (bench: Bench): void => {
  const { source } = bench;
  const declared = new Map(
    source.events.map((event, i) => [
      event.id,
      seatsAt(bench, event.seen_by, [...bench.formed.paths.events[i]!, 'seen_by']),
    ]),
  );
  for (const [id, seenBy] of declared) addEvent(bench, id, seenBy);
  const used = [
    ...source.tracks.flatMap((track) => track.phases.flatMap(allOf).flatMap((phase) => signalsIn(phase.enter))),
    ...[...source.actions, ...source.triggers].flatMap((item) => [
      ...signalsIn(item.effects),
      ...(item.outcomes ?? []).flatMap((outcome) => signalsIn(outcome.effects)),
    ]),
    ...source.actions.flatMap((action) => signalsIn(action.unmatched)),
  ];
  for (const id of used) if (!declared.has(id)) addEvent(bench, id, EVERYBODY);
};

const declareHappenings = (bench: Bench): void => {
  const { source, formed } = bench;
  const taken = new Set(bench.events.keys());
  for (const [i, trigger] of source.triggers.entries()) {
    const path = formed.paths.triggers[i]!;
    if (taken.has(trigger.id))
      complain(
        bench,
        'E303',
        [...path, 'id'],
        `\`${trigger.id}\` is also a signal`,
        'Triggers, actions and signals need different ids.',
      );
    const seenBy = seatsAt(bench, trigger.seen_by, [...path, 'seen_by']);
    addEvent(bench, trigger.id, seenBy);
    taken.add(trigger.id);
    for (const outcome of trigger.outcomes ?? []) addEvent(bench, `${trigger.id}/${outcome.id}`, seenBy);
    if (trigger.group !== undefined) addEvent(bench, `group/${trigger.group}`, EVERYBODY);
  }
  for (const [i, action] of source.actions.entries()) {
    const path = formed.paths.actions[i]!;
    if (taken.has(action.id))
      complain(
        bench,
        'E303',
        [...path, 'id'],
        `\`${action.id}\` is also a trigger or a signal`,
        'Triggers, actions and signals need different ids.',
      );
    const owners = actorsOf(bench, i);
    const seenBy = action.covert ? owners.reduce((seats, seat) => seats | onlySeat(seat), NOBODY) : EVERYBODY;
    bench.actionEvents.set(action.id, addEvent(bench, action.id, seenBy));
    for (const seat of owners.length > 1 ? owners : []) {
      const own = `${source.actors[seat]!.id}/${action.id}`;
      bench.actionEvents.set(own, addEvent(bench, own, action.covert ? onlySeat(seat) : EVERYBODY));
    }
    for (const outcome of action.outcomes ?? []) addEvent(bench, `${action.id}/${outcome.id}`, seenBy);
    if (action.keys) addEvent(bench, `${action.id}/unmatched`, seenBy);
  }
};

/** Seats of the actors that share an action. */
export const actorsOf = (bench: Bench, index: number): readonly number[] => {
  const action = bench.source.actions[index]!;
  if (action.actors === 'all') return bench.source.actors.map((_, seat) => seat);
  const ids = action.actors ?? (action.actor === undefined ? [] : [action.actor]);
  return ids.map((id) => bench.source.actors.findIndex((actor) => actor.id === id)).filter((seat) => seat >= 0);
};

/** Declares everything that has a name. */
export const declareNames = (bench: Bench, choice: Choice): void => {
  for (const fact of ['turn', 'period', 'days', 'last_turn'] as const) bench.references.set(fact, { is: 'fact', fact });
  declareParameters(bench, choice);
  declareTraits(bench);
  declareDials(bench, choice);
  declareCounters(bench, choice);
  declareFlags(bench, choice);
  declareTracks(bench);
  declareSignals(bench);
  declareHappenings(bench);
  declareGauges(bench);
};

/** Gauges may use each other; each is compiled when the ones above it are known. */
const declareGauges = (bench: Bench): void => {
  for (const [i, gauge] of bench.source.gauges.entries()) {
    const path = bench.formed.paths.gauges[i]!;
    const expression = numberAt(bench, gauge.value, { path: [...path, 'value'] });
    declare(bench, gauge.id, { is: 'formula', expression }, [...path, 'id']);
    forgetEnvironments(bench);
  }
};
