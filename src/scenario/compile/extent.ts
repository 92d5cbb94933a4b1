import type { Diagnostic } from '../diagnostics.js';
import type { PhaseSource } from '../schema.js';
import { locate, type Path } from '../spans.js';
import type { Bench } from './bench.js';
import { actorsOf } from './events.js';

/**
 * How large a scenario may be once it is written out for every actor that shares something: a file within the limits of
 * text can still ask for millions of compiled parts. Each limit is several times what the largest bundled scenario takes.
 */

/** A scenario that asks for too much. Nothing else is said of it. */
export class TooLarge extends Error {
  constructor(readonly diagnostic: Diagnostic) {
    super(diagnostic.message);
  }
}

/** Most maps and list items, those of a shared action or dial once for each of its actors. */
const MAX_PARTS = 12_000;

/** Most expressions, counted likewise. */
export const MAX_EXPRESSIONS = 4000;

/** Most gauges: each may read all others, and what reads one reads all that it reads. */
const MAX_GAUGES = 100;

/** Most phases of a track, those inside others included. */
const MAX_PHASES = 200;

export const refuseSize = (bench: Bench, path: Path, message: string): never => {
  const hint = 'Divide it, or leave something out.';
  throw new TooLarge({ code: 'E105', severity: 'error', message, hint, ...locate(bench.root, path) });
};

const partsOf = (value: unknown): number => {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + partsOf(item), value.length);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, inner) => sum + partsOf(inner), 1);
};

const phasesIn = (phases: readonly PhaseSource[]): number =>
  phases.reduce((sum, phase) => sum + 1 + phasesIn(phase.phases ?? []), 0);

/** How many actors an item of a list is written out for. */
const copiesOf = (bench: Bench, list: string, i: number): number => {
  if (list === 'actions') return actorsOf(bench, i).length;
  if (list !== 'dials') return 1;
  const { each } = bench.source.dials[i]!;
  return each === 'actor' ? bench.source.actors.length : (each?.length ?? 1);
};

/** Throws `TooLarge` when a scenario whose form is right would become too large. */
export const checkExtent = (bench: Bench): void => {
  const { source, formed } = bench;
  if (source.gauges.length > MAX_GAUGES)
    refuseSize(bench, formed.paths.gauges[MAX_GAUGES]!, `there are more than ${MAX_GAUGES} gauges`);
  for (const [i, track] of source.tracks.entries())
    if (phasesIn(track.phases) > MAX_PHASES)
      refuseSize(bench, [...formed.paths.tracks[i]!, 'phases'], `a track has no more than ${MAX_PHASES} phases`);
  let parts = 0;
  for (const [list, paths] of Object.entries(formed.paths))
    for (const [i, path] of paths.entries()) {
      const items: readonly unknown[] = source[list as keyof typeof formed.paths];
      parts += partsOf(items[i]) * copiesOf(bench, list, i);
      if (parts > MAX_PARTS)
        refuseSize(
          bench,
          path,
          `up to here the scenario has more than ${MAX_PARTS} parts, counting what actors share once for each of them`,
        );
    }
};
