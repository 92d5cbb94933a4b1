import { purposeOf } from '../../core/chance/chance.js';
import type { Reference } from '../../core/language/names.js';
import { EVERYBODY, NOBODY, onlySeat, type Seats, type Slot } from '../../core/program/game.js';
import { grainOf } from '../../core/program/grain.js';
import { type Grouped, presetsInForce } from '../../core/program/presets.js';
import type { DialSource, PhaseSource } from '../schema.js';
import type { Path } from '../spans.js';
import { type Bench, complain, originAt, seatsAt } from './bench.js';
import { declareEvents } from './events.js';
import { checkRange, checkStarts, refuseReversed } from './starts.js';

/** The first pass: every name of the scenario gets its place, before anything that refers to it is compiled. */

export const RESERVED: ReadonlySet<string> = new Set([
  ...['turn', 'period', 'days', 'last_turn', 'self', 'ending'],
  // Words of CEL, and names its library keeps for types.
  ...['true', 'false', 'null', 'in', 'as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import'],
  ...['let', 'loop', 'package', 'namespace', 'return', 'var', 'void', 'while', 'int', 'uint', 'double', 'string'],
  ...['bool', 'bytes', 'list', 'map', 'type', 'null_type', 'optional', 'cel', 'google', 'dyn', 'timestamp', 'duration'],
  // Names that every object has: they would be found where the file says nothing.
  ...['constructor', 'prototype'],
]);

/** Values that replace the start values and parameters of the file: presets, then what the person set. */
export interface Choice {
  /** Ids of presets, joined by `+`. */
  readonly preset?: string | undefined;
  readonly parameters?: Readonly<Record<string, number>> | undefined;
}

/** Gives a name its meaning in expressions, unless it has one already. */
export const declare = (bench: Bench, name: string, reference: Reference, path: Path): void => {
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

type PresetSource = Bench['source']['presets'][number];

type CounterSource = Bench['source']['counters'][number];

/** A preset with the name of its group written out. */
export const grouped = (preset: PresetSource): PresetSource & Grouped => ({ ...preset, group: preset.group ?? '' });

/** What a preset in force says of something: of the groups at most one does, or the file has an error. */
const presetValue = <T>(bench: Bench, choice: Choice, said: (preset: PresetSource) => T | undefined): T | undefined => {
  for (const preset of presetsInForce(bench.source.presets.map(grouped), choice.preset)) {
    const value = said(preset);
    if (value !== undefined) return value;
  }
  return undefined;
};

const declareParameters = (bench: Bench, choice: Choice): void => {
  for (const [i, parameter] of bench.source.parameters.entries()) {
    const value =
      choice.parameters?.[parameter.id] ??
      presetValue(bench, choice, (preset) => preset.parameters?.[parameter.id]) ??
      parameter.value;
    bench.parameters.push(value);
    declare(bench, parameter.id, { is: 'parameter', parameter: i }, [...bench.formed.paths.parameters[i]!, 'id']);
    const { range } = parameter;
    if (range) refuseReversed(bench, range, [...bench.formed.paths.parameters[i]!, 'range']);
  }
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

/** Where a slot starts under a choice of presets; undefined when it is neither a dial nor a counter. */
export const slotStart = (bench: Bench, { id, actor }: Slot, choice: Choice): Slot['start'] | undefined => {
  const dial = bench.source.dials.find(
    (source) => id === (actor < 0 ? source.id : `${source.id}.${bench.source.actors[actor]!.id}`),
  );
  if (dial) return startOf(bench, dial, actor, choice);
  const counter = bench.source.counters.find((source) => source.id === id);
  return counter && counterStart(bench, counter, choice);
};

const startOf = (bench: Bench, dial: DialSource, owner: number, choice: Choice): Slot['start'] => {
  const actor = bench.source.actors[owner];
  const name = actor ? `${dial.id}.${actor.id}` : dial.id;
  const chosen = presetValue(bench, choice, (preset) => preset.dials?.[name]) ?? actor?.dials?.[dial.id];
  return chosen ?? rangeOf(dial.start);
};

const rangeOf = (start: DialSource['start']): Slot['start'] =>
  typeof start === 'number' ? start : { from: start.uniform[0], to: start.uniform[1] };

const noiseOf = (id: string): number => purposeOf(`noise/${id}`).words[0];

const contestedOf = ({ contested }: { readonly contested?: Slot['contested'] | undefined }): Pick<Slot, 'contested'> =>
  contested === undefined ? {} : { contested };

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
        grain: grainOf(dial.min ?? 0, dial.max ?? 100),
        noise: noiseOf(actor ? `${dial.id}.${actor.id}` : dial.id),
        ...(dial.step === undefined ? {} : { step: dial.step }),
        ...contestedOf(dial),
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
    checkRange(bench, { start: dial.start, min: dial.min ?? 0, max: dial.max ?? 100 }, path);
  }
};

const counterStart = (bench: Bench, counter: CounterSource, choice: Choice): Slot['start'] =>
  rangeOf(presetValue(bench, choice, (preset) => preset.dials?.[counter.id]) ?? counter.start ?? 0);

const declareCounters = (bench: Bench, choice: Choice): void => {
  for (const [i, counter] of bench.source.counters.entries()) {
    const path = bench.formed.paths.counters[i]!;
    const slot = bench.slots.push({
      id: counter.id,
      kind: 'counter',
      label: counter.label,
      text: counter.text ?? '',
      min: counter.min ?? 0,
      max: counter.max ?? 1_000_000,
      grain: grainOf(counter.min ?? 0, counter.max ?? 1_000_000),
      noise: noiseOf(counter.id),
      ...contestedOf(counter),
      good: 'neither',
      actor: -1,
      seenBy: seatsAt(bench, counter.seen_by, [...path, 'seen_by']),
      thresholds: [],
      start: counterStart(bench, counter, choice),
      group: '',
      origin: originAt(bench, path, counter),
    });
    declare(bench, counter.id, { is: 'number', slot: slot - 1 }, [...path, 'id']);
    checkRange(bench, { start: counter.start ?? 0, min: counter.min ?? 0, max: counter.max ?? 1_000_000 }, path);
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
      grain: grainOf(0, 1),
      noise: noiseOf(flag.id),
      ...contestedOf(flag),
      good: 'neither',
      actor: -1,
      seenBy: seatsAt(bench, flag.seen_by, [...path, 'seen_by']),
      thresholds: [],
      start: (presetValue(bench, choice, (preset) => preset.flags?.[flag.id]) ?? flag.start ?? false) ? 1 : 0,
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

const declareTracks = (bench: Bench): void => {
  for (const [track, source] of bench.source.tracks.entries()) {
    const path = bench.formed.paths.tracks[track]!;
    const leaves = source.phases.flatMap(leavesOf);
    const phases = new Map<string, readonly number[]>();
    for (const { phase, path: at } of withPaths(source.phases, [...path, 'phases'])) {
      if (phases.has(phase.id)) {
        const message = `duplicate phase \`${phase.id}\` in the track \`${source.id}\``;
        complain(bench, 'E303', [...at, 'id'], message, 'Give one of them another id.');
      }
      const positions = leavesOf(phase).map((leaf) => leaves.indexOf(leaf));
      phases.set(phase.id, positions);
    }
    bench.rungs.push(leaves.map((leaf) => rungOf(source.phases, leaf)));
    bench.trackSeenBy.push(seatsAt(bench, source.seen_by, [...path, 'seen_by']));
    declare(bench, source.id, { is: 'track', track, phases }, [...path, 'id']);
  }
};

export interface LocatedPhase {
  readonly phase: PhaseSource;
  readonly path: Path;
}

/** Phases and those inside them, in order, with their places. */
export const withPaths = (phases: readonly PhaseSource[], path: Path): LocatedPhase[] =>
  phases.flatMap((phase, i) => [
    { phase, path: [...path, i] },
    ...(phase.phases ? withPaths(phase.phases, [...path, i, 'phases']) : []),
  ]);

/** A leaf's own rung, or that of the innermost phase around it that has one; -1 without. */
const rungOf = (phases: readonly PhaseSource[], leaf: PhaseSource, around = -1): number => {
  for (const phase of phases) {
    const here = phase.rung ?? around;
    if (phase === leaf) return here;
    if (phase.phases && leavesOf(phase).includes(leaf)) return rungOf(phase.phases, leaf, here);
  }
  return -1;
};

/** Declares everything that has a name but gauges, whose formulas may read all of it. */
export const declareNames = (bench: Bench, choice: Choice): void => {
  for (const fact of ['turn', 'period', 'days', 'last_turn'] as const) bench.references.set(fact, { is: 'fact', fact });
  declareParameters(bench, choice);
  declareTraits(bench);
  declareDials(bench, choice);
  declareCounters(bench, choice);
  declareFlags(bench, choice);
  declareTracks(bench);
  declareEvents(bench);
  checkStarts(bench);
};
