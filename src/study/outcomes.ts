import type { Game } from '../core/program/game.js';
import { noSuchText } from '../core/text.js';
import { endingId } from '../core/turn/node.js';
import { type Batch, countsOf, endingsOf, finalsOf, peaksOf, scoresOfSeat } from './batch.js';
import type { OutcomeDifference } from './difference.js';
import { layoutOf } from './plan.js';
import { type Interval, meanInterval, momentsOf, wilson } from './statistics.js';
import type { OutcomeName } from './study-file.js';
import { rungLabels } from './summary.js';

/** What a study reports: a share of games, or a mean. */

interface OutcomeValue extends Interval {
  readonly value: number;
}

export interface Outcome {
  readonly of: OutcomeDifference['of'];
  readonly id: string;
  readonly label: string;
  /** One number of each game: 0 or 1 for a share. */
  readonly values: (batch: Batch) => Float64Array;
}

export const isShare = ({ of }: Pick<Outcome, 'of'>): boolean => of === 'ending' || of === 'rung';

const shareWhere = (values: Float64Array, test: (value: number) => boolean): Float64Array =>
  values.map((value) => (test(value) ? 1 : 0));

/** What outcomes follow from. */
type Shape = Pick<Batch, 'game' | 'layout'>;

/** All outcomes of a scenario, in the order of its file. */
const allOutcomes = ({ game, layout }: Shape): Outcome[] => {
  return [
    ...game.endings.map(
      ({ label }, ending): Outcome => ({
        of: 'ending',
        id: endingId(game, ending),
        label,
        values: (of) => shareWhere(endingsOf(of), (value) => value === ending),
      }),
    ),
    ...rungLabels({ game, layout })
      .filter(({ rung }) => rung > 0)
      .map(
        ({ rung, label }): Outcome => ({
          of: 'rung',
          id: `rung-${rung}`,
          label: `${label} or higher`,
          values: (of) => shareWhere(peaksOf(of), (peak) => peak >= rung),
        }),
      ),
    ...layout.seats.map(
      (id, seat): Outcome => ({
        of: 'score',
        id,
        label: `score of ${game.actors[seat]!.short}`,
        values: (of) => scoresOfSeat(of, seat),
      }),
    ),
    ...layout.dials.map(
      (id, dial): Outcome => ({
        of: 'dial',
        id,
        label: game.slots[layout.slots[dial]!]!.label,
        values: (of) => finalsOf(of, dial),
      }),
    ),
    ...layout.events.map((id, event): Outcome => ({ of: 'event', id, label: id, values: (of) => countsOf(of, event) })),
  ];
};

const wordsOf = (name: OutcomeName): readonly [Outcome['of'], string] => {
  if ('ending' in name) return ['ending', name.ending];
  if ('rung' in name) return ['rung', `rung-${name.rung}`];
  if ('score' in name) return ['score', name.score];
  return 'dial' in name ? ['dial', name.dial] : ['event', name.event];
};

/** Events that the outcomes of a study count. */
export const eventsNamed = (names: readonly OutcomeName[]): string[] =>
  names.flatMap((name) => ('event' in name ? [name.event] : []));

/** Why a scenario has no such outcome, as a sentence; undefined when it has. */
export const outcomeProblem = (game: Game, name: OutcomeName): string | undefined => {
  const [of, id] = wordsOf(name);
  const known =
    of === 'event'
      ? game.events.map((event) => event.id)
      : allOutcomes({ game, layout: layoutOf(game, []) }).flatMap((outcome) => (outcome.of === of ? [outcome.id] : []));
  return known.includes(id) ? undefined : noSuchText(of, id, known);
};

/** The outcomes that a study names, or all. */
export const outcomesNamed = (batch: Batch, names: readonly OutcomeName[] | undefined): Outcome[] => {
  const all = allOutcomes(batch);
  return (
    names?.flatMap((name) => {
      const [of, id] = wordsOf(name);
      return all.filter((outcome) => outcome.of === of && outcome.id === id);
    }) ?? all
  );
};

/** An outcome of a batch with its interval: Wilson's for a share, Student's for a mean. */
export const figureOf = (outcome: Outcome, batch: Batch): OutcomeValue => {
  const values = outcome.values(batch);
  const moments = momentsOf(values);
  if (!isShare(outcome)) return { value: moments.mean, ...meanInterval(moments) };
  const count = values.reduce((sum, value) => sum + value, 0);
  return { value: moments.mean, ...wilson(count, values.length) };
};

/** The games of a batch from `first` up to but not including `end`; chunks are never parted. */
export const partOf = (batch: Batch, first: number, end: number): Batch => ({
  ...batch,
  chunks: batch.chunks.filter((chunk) => chunk.first >= first && chunk.first < end),
});
