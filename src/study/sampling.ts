import { draw, purposeOf, seedOf } from '../core/chance.js';
import type { Game } from '../core/game.js';
import { didYouMean } from '../core/text.js';
import type { Sampling } from './study-file.js';

/** Points in the space of a scenario's parameters. Chance here has addresses too, so that a study repeats exactly. */

export type Point = Readonly<Record<string, number>>;

/** A sampling that does not fit the scenario. The message is a sentence. */
export class SamplingFault extends Error {}

interface Range {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

const rangeOf = (
  game: Game,
  { id, from, to }: { id: string; from?: number | undefined; to?: number | undefined },
): Range => {
  const known = game.parameters.map((parameter) => parameter.id);
  const parameter = game.parameters[known.indexOf(id)];
  if (!parameter) throw new SamplingFault(`There is no parameter "${id}".${didYouMean(id, known)}`);
  const [low = from ?? to ?? parameter.value, high = low] = parameter.range ?? [];
  const range = { id, from: from ?? low, to: to ?? high };
  if (range.from < range.to) return range;
  throw new SamplingFault(
    `The range of ${id} is from ${range.from} to ${range.to}: give \`from\` and a higher \`to\`.`,
  );
};

const along = ({ from, to }: Range, share: number): number => Number((from + share * (to - from)).toPrecision(12));

const gridValues = (game: Game, varied: Extract<Sampling, { method: 'grid' }>['parameters'][number]): number[] => {
  if (varied.values) {
    if (!game.parameters.some((parameter) => parameter.id === varied.id)) rangeOf(game, varied);
    return varied.values;
  }
  const { steps } = varied;
  if (steps === undefined) throw new SamplingFault(`On a grid, ${varied.id} needs \`values\` or \`steps\`.`);
  const range = rangeOf(game, varied);
  return Array.from({ length: steps }, (_, i) => along(range, i / (steps - 1)));
};

const grid = (game: Game, parameters: Extract<Sampling, { method: 'grid' }>['parameters']): Point[] =>
  parameters.reduce<Point[]>(
    (points, varied) =>
      points.flatMap((point) => gridValues(game, varied).map((value) => ({ ...point, [varied.id]: value }))),
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

/** The points of a sampling; one empty point without one. Throws `SamplingFault`. */
export const pointsOf = (game: Game, seed: string, sampling: Sampling | undefined): Point[] => {
  if (!sampling) return [{}];
  if (sampling.method === 'list') return sampling.points;
  if (sampling.method === 'grid') return grid(game, sampling.parameters);
  const words = seedOf(`${seed}/study`);
  const die: Die = (what, which) => draw(words, purposeOf(`study/${what}`), which);
  const ranges = sampling.parameters.map((varied) => rangeOf(game, varied));
  const shares = ranges.map(({ id }) =>
    sampling.method === 'uniform'
      ? Array.from({ length: sampling.samples }, (_, sample) => die(`${id}/uniform`, sample))
      : slices(die, id, sampling.samples),
  );
  return Array.from({ length: sampling.samples }, (_, sample) =>
    Object.fromEntries(ranges.map((range, i) => [range.id, along(range, shares[i]![sample]!)])),
  );
};
