import { type Blur, includesSeat, NOBODY, type Slot } from '../../core/program/game.js';
import type { DialSource } from '../schema.js';
import type { Path } from '../spans.js';
import { addDie, type Bench, mustBeSeen, numberAt, seatsAt } from './bench.js';

/** What of dials and counters refers to other names: upkeep, and how they look through fog. */

/** Upkeep and blur may refer to anything, so they are compiled when every name is known. */
export const finishSlots = (bench: Bench): void => {
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

const compileBlur = (bench: Bench, blur: NonNullable<DialSource['blur']>, slot: Slot, path: Path): Blur => {
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
export const compileFog = (bench: Bench): number[] => {
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
