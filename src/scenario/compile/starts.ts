import type { DialSource } from '../schema.js';
import type { Path } from '../spans.js';
import { type Bench, complain, complainOfKey, isLeftOut, referenceOf } from './bench.js';

/** Where a game may start: ranges of dials and counters, and what presets and actors say of them. */

export const refuseReversed = (bench: Bench, range: readonly [number, number], path: Path): void => {
  if (range[0] > range[1])
    complain(bench, 'E203', path, 'the range ends before it begins', 'Write the lower number first.');
};

interface Range {
  readonly start: DialSource['start'];
  readonly min: number;
  readonly max: number;
}

const refuseOutside = (bench: Bench, value: number, min: number, max: number, path: Path): void => {
  if (value < min || value > max)
    complain(bench, 'E203', path, `${value} lies outside the range from ${min} to ${max}`);
};

/** A start in the file lies within the range, and a range has a middle. */
export const checkRange = (bench: Bench, { start, min, max }: Range, path: Path): void => {
  if (min >= max) {
    complain(bench, 'E203', [...path, 'min'], 'the range of this dial is empty', '`min` must be below `max`.');
    return;
  }
  if (typeof start === 'number') {
    refuseOutside(bench, start, min, max, [...path, 'start']);
    return;
  }
  const at = [...path, 'start', 'uniform'];
  refuseReversed(bench, start.uniform, at);
  for (const [i, bound] of start.uniform.entries()) refuseOutside(bench, bound, min, max, [...at, i]);
};

/** What presets and actors set must exist, and lie within its range. */
export const checkStarts = (bench: Bench): void => {
  const { source, formed } = bench;
  for (const [i, preset] of source.presets.entries()) {
    const path = formed.paths.presets[i]!;
    const parameters = source.parameters.map((parameter) => parameter.id);
    for (const id of Object.keys(preset.parameters ?? {}))
      if (!parameters.includes(id)) complainOfKey(bench, [...path, 'parameters', id], 'parameter', id, parameters);
    const flags = source.flags.map((flag) => flag.id);
    for (const id of Object.keys(preset.flags ?? {}))
      if (!flags.includes(id)) complainOfKey(bench, [...path, 'flags', id], 'flag', id, flags);
    for (const [name, value] of Object.entries(preset.dials ?? {}))
      checkStart(bench, name, value, [...path, 'dials', name]);
  }
  refuseRivals(bench);
  for (const [i, actor] of source.actors.entries())
    for (const [id, value] of Object.entries(actor.dials ?? {})) {
      const path = [...formed.paths.actors[i]!, 'dials', id];
      if (referenceOf(bench, `${id}.${actor.id}`)?.is === 'number') checkStart(bench, `${id}.${actor.id}`, value, path);
      else complainOfKey(bench, path, `dial of ${actor.short}`, id, dialsOf(bench, actor.id));
    }
};

/** What a preset sets, by kind: parameters, dials and flags. */
const SET = ['parameters', 'dials', 'flags'] as const;

/** Presets of different groups are in force together, so they must not set the same thing. */
const refuseRivals = (bench: Bench): void => {
  const { source, formed } = bench;
  for (const [i, preset] of source.presets.entries())
    for (const kind of SET)
      for (const name of Object.keys(preset[kind] ?? {})) {
        const rival = source.presets
          .slice(0, i)
          .find((other) => (other.group ?? '') !== (preset.group ?? '') && other[kind]?.[name] !== undefined);
        if (rival === undefined) continue;
        const message = `the preset \`${rival.id}\` of another group sets \`${name}\` too`;
        const hint = 'Presets of different groups can be in force together: let only one group set it.';
        complain(bench, 'E303', [...formed.paths.presets[i]!, kind, name], message, hint);
      }
};

const checkStart = (bench: Bench, name: string, value: number, path: Path): void => {
  const reference = referenceOf(bench, name);
  const slot = reference?.is === 'number' ? bench.slots[reference.slot] : undefined;
  if (slot) {
    if (slot.min < slot.max) refuseOutside(bench, value, slot.min, slot.max, path);
  } else if (!isLeftOut(bench, name))
    complainOfKey(
      bench,
      path,
      'dial or counter',
      name,
      bench.slots.filter(({ kind }) => kind !== 'flag').map(({ id }) => id),
    );
};

/** The dials that an actor has for itself. */
const dialsOf = (bench: Bench, actor: string): string[] =>
  bench.slots.filter(({ id }) => id.endsWith(`.${actor}`)).map(({ id }) => id.slice(0, -actor.length - 1));
