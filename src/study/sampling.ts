import { draw, purposeOf, seedOf } from '../core/chance/chance.js';
import type { Game, Parameter } from '../core/program/game.js';
import type { Sampling } from './study-file.js';

/** Points in the space of a scenario's parameters. Chance here has addresses too, so that a study repeats exactly. */

export type Point = Readonly<Record<string, number>>;

/** Most points of a sampling. */
export const MOST_POINTS = 100_000;

export interface Range {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

/** The range over which a parameter is varied: what the study says of it, else its own, else the one value it has. */
export const rangeOf = (
  { id, value, range: [low, high] = [value, value] }: Parameter,
  { from = low, to = high }: { readonly from?: number | undefined; readonly to?: number | undefined },
): Range => ({ id, from, to });

const varied = (game: Game, source: { readonly id: string } & Parameters<typeof rangeOf>[1]): Range =>
  rangeOf(game.parameters.find(({ id }) => id === source.id)!, source);

const along = ({ from, to }: Range, share: number): number => Number((from + share * (to - from)).toPrecision(12));

const gridValues = (game: Game, source: Grid[number]): readonly number[] => {
  const { values, steps = 1 } = source;
  return values ?? Array.from({ length: steps }, (_, i) => along(varied(game, source), i / (steps - 1)));
};

type Grid = Extract<Sampling, { method: 'grid' }>['parameters'];

const grid = (game: Game, parameters: Grid): Point[] =>
  parameters.reduce<Point[]>(
    (points, source) =>
      points.flatMap((point) => gridValues(game, source).map((value) => ({ ...point, [source.id]: value }))),
    [{}],
  );

type Die = (what: string, which: number) => number;

/**
 * One share in each of `samples` equal slices of a range, in random order (McKay, Beckman and Conover 1979): the order
 * is that of one die a slice.
 */
const slices = (die: Die, id: string, samples: number): number[] =>
  Array.from({ length: samples }, (_, slice) => ({ slice, rank: die(`${id}/order`, slice) }))
    .sort((a, b) => a.rank - b.rank || a.slice - b.slice)
    .map(({ slice }, sample) => (slice + die(`${id}/within`, sample)) / samples);

/** The points of a sampling that fits the game (`study-check.ts`); one empty point without one. */
export const pointsOf = (game: Game, seed: string, sampling: Sampling | undefined): Point[] => {
  if (!sampling) return [{}];
  if (sampling.method === 'list') return sampling.points;
  if (sampling.method === 'grid') return grid(game, sampling.parameters);
  const words = seedOf(`${seed}/study`);
  const die: Die = (what, which) => draw(words, purposeOf(`study/${what}`), which);
  const ranges = sampling.parameters.map((source) => varied(game, source));
  const shares = ranges.map(({ id }) =>
    sampling.method === 'uniform'
      ? Array.from({ length: sampling.samples }, (_, sample) => die(`${id}/uniform`, sample))
      : slices(die, id, sampling.samples),
  );
  return Array.from({ length: sampling.samples }, (_, sample) =>
    Object.fromEntries(ranges.map((range, i) => [range.id, along(range, shares[i]![sample]!)])),
  );
};
