import type { ReferenceFigure } from '../core/program/game.js';
import { endingId } from '../core/turn/node.js';
import type { Choice } from '../scenario/compile/index.js';
import { loadScenario } from '../scenario/library.js';
import { type Batch, climbsOf, countsOf, endingsOf, newBatch, valuesOf, yearsOf } from '../study/batch.js';
import { playChunk } from '../study/chunk.js';
import { planOf, rememberGame } from '../study/plan.js';
import {
  type Difference,
  differenceOfShares,
  type Interval,
  type PairedCounts,
  type Rate,
  rateOf,
  type Share,
  shareOf,
} from '../study/statistics.js';
import { table } from './markdown.js';

/**
 * The page of rates: how often things happen in the flagship when its doctrines play all seats, beside what the public
 * record shows, and what firmness does to either kind of adversary.
 */

const FLAGSHIP = 'korean-peninsula';
const SEED = '1';

/** The two calibrations, by the id of their presets. */
const CALIBRATIONS = ['historical', 'classroom'] as const;
type Calibration = (typeof CALIBRATIONS)[number];

const PERIODS = ['mid-2020s', '1976', '1994', '2010', '2017'] as const;
type Period = (typeof PERIODS)[number];

/** The trait of the North that says what drives it, and its values. */
const NORTH = 'dprk';
const TYPE = 'type';
const TYPES = ['opportunist', 'insecure'] as const;
type NorthType = (typeof TYPES)[number];

const LETHAL = 'lethal-incident';
const MISSILES = 'missile-activity';

/** Endings that count as war. */
const WARS: readonly string[] = ['general-war', 'nuclear-use'];

/** How many games each part of the page plays. */
export interface Sizes {
  /** Of the first period, once with allies that answer in proportion and once with firm ones. */
  readonly first: number;
  /** Of each other period. */
  readonly others: number;
}

/** What the page of the manual is made with: the work of a few seconds. */
export const SIZES: Sizes = { first: 2000, others: 1000 };

/** A batch of games in which each seat follows its doctrine. Throws the faults of the scenario. */
const batchOf = (choice: Choice, games: number): Batch => {
  const { game, files } = loadScenario(FLAGSHIP, choice);
  const known = new Set(game.events.map(({ id }) => id));
  const counted = game.references.map(({ of }) => of).filter((of) => known.has(of));
  const plan = planOf({
    files,
    choice,
    players: game.actors.map(() => 'doctrine'),
    seed: SEED,
    events: [...new Set([LETHAL, MISSILES, ...counted])],
  });
  rememberGame(plan, game);
  const batch = newBatch(plan);
  // One chunk: there are no workers to share the games with, and the dials over time are not wanted.
  batch.chunks.push(playChunk({ plan, first: 0, games }));
  const fault = batch.chunks.flatMap(({ faults }) => faults)[0];
  if (fault) throw new Error(`Game ${SEED}/${fault.game} of ${FLAGSHIP}: ${fault.message}`);
  return batch;
};

/** How often each game saw what a reference figure counts: `rung-3`, an event, or an ending. */
const countsFor = (batch: Batch, of: string): Float64Array => {
  const rung = /^rung-(\d+)$/.exec(of)?.[1];
  if (rung !== undefined) return climbsOf(batch, Number(rung));
  const event = batch.layout.events.indexOf(of);
  return event >= 0
    ? countsOf(batch, event)
    : endingsOf(batch).map((ending) => (endingId(batch.game, ending) === of ? 1 : 0));
};

const rateFor = (batch: Batch, of: string): Rate => rateOf(countsFor(batch, of), yearsOf(batch));

/** One for each game: 1 if it ended in war. */
const warsOf = (batch: Batch): Float64Array =>
  endingsOf(batch).map((ending) => (WARS.includes(endingId(batch.game, ending)) ? 1 : 0));

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

/** A period as the model plays it. */
export interface PeriodRates {
  readonly period: Period;
  readonly games: number;
  /** Times a year, for each reference figure of the scenario in order. */
  readonly referenced: readonly Rate[];
  readonly lethal: Rate;
  readonly missiles: Rate;
  /** Share of the games that end in general war or with a nuclear weapon used. */
  readonly war: Share;
}

const periodRates = (period: Period, games: number, batch: Batch): PeriodRates => ({
  period,
  games,
  referenced: batch.game.references.map(({ of }) => rateFor(batch, of)),
  lethal: rateFor(batch, LETHAL),
  missiles: rateFor(batch, MISSILES),
  war: shareOf(sum(warsOf(batch)), games),
});

interface Change extends Pick<Difference, 'difference' | 'low' | 'high'> {
  readonly before: number;
  readonly after: number;
}

/** What it does to an adversary of one type that allies strike where they would have answered in proportion. */
export interface Firmness {
  readonly type: NorthType;
  readonly pairs: number;
  /** Share of games with a lethal incident: before is in proportion, after is firm. */
  readonly lethal: Change;
  readonly war: Change;
}

const changeOf = (before: Float64Array, after: Float64Array): Change => {
  const n = before.length;
  const counts: PairedCounts = {
    n,
    before: before.filter((count) => count > 0).length,
    after: after.filter((count) => count > 0).length,
    onlyBefore: before.filter((count, i) => count > 0 && after[i] === 0).length,
    onlyAfter: after.filter((count, i) => count > 0 && before[i] === 0).length,
  };
  const { difference, low, high } = differenceOfShares(counts);
  return { before: counts.before / n, after: counts.after / n, difference, low, high };
};

/** What drove the North in each game. */
const typesOf = (batch: Batch): (string | undefined)[] => {
  const { actors, traits } = batch.game;
  const trait = traits.findIndex(({ id, actor }) => id === TYPE && actors[actor]!.id === NORTH);
  const positions = valuesOf(batch, (chunk, i) => chunk.traits[i * traits.length + trait]!);
  return Array.from(positions, (position) => traits[trait]?.values[position]?.id);
};

const firmnessOf = (before: Batch, after: Batch, type: NorthType): Firmness => {
  const types = typesOf(before);
  const changeIn = (columnOf: (batch: Batch) => Float64Array): Change => {
    const [was, is] = [before, after].map((batch) => columnOf(batch).filter((_, i) => types[i] === type));
    return changeOf(was!, is!);
  };
  return {
    type,
    pairs: types.filter((other) => other === type).length,
    lethal: changeIn((batch) => countsFor(batch, LETHAL)),
    war: changeIn(warsOf),
  };
};

export interface CalibrationRates {
  readonly calibration: Calibration;
  readonly periods: readonly PeriodRates[];
  readonly firmness: readonly Firmness[];
}

/** Everything that the page says of one calibration. */
export const ratesOf = (calibration: Calibration, { first, others }: Sizes = SIZES): CalibrationRates => {
  const [period, ...rest] = PERIODS;
  const preset = `${calibration}+${period}`;
  const batch = batchOf({ preset }, first);
  const firm = batchOf({ preset, parameters: { allied_firmness: 1 } }, first);
  return {
    calibration,
    periods: [
      periodRates(period, first, batch),
      ...rest.map((other) => periodRates(other, others, batchOf({ preset: `${calibration}+${other}` }, others))),
    ],
    firmness: TYPES.map((type) => firmnessOf(batch, firm, type)),
  };
};

/** The page of the manual, as Markdown. The same scenario always gives the same text. */
export const ratesPage = (sizes: Sizes = SIZES): string => {
  const { game } = loadScenario(FLAGSHIP);
  const rates = CALIBRATIONS.map((calibration) => ratesOf(calibration, sizes));
  const labelOf = (id: string): string => game.presets.find((preset) => preset.id === id)?.label ?? id;
  return `${[
    '# Rates',
    'How often things happen in the Korean Peninsula scenario when the computer plays every seat by its doctrine, beside what the public record shows. This page is generated: the same files give the same numbers.',
    'These are the numbers of a model. They are no forecast and no finding. Whoever tuned the scenario knew the record and tuned toward it: 0.1 to 0.4 lethal incidents a year and hardly a war at historical rates, a war in 4 to 15 % of the games at classroom rates. That the model agrees with the record is therefore no evidence that it is right, and where people play the seats the rates are theirs.',
    `Each line is a batch of games with the seeds \`${SEED}/0\`, \`${SEED}/1\` and so on; intervals cover 95 % and say how far the dice alone could have moved a figure, not how far the model may be from the world.`,
    ...rates.flatMap(({ calibration, periods }) => [
      `## ${labelOf(calibration)}`,
      periodTable(game.references, periods, labelOf),
    ]),
    '## Where the public figures come from',
    game.references.map(referenceLine).join('\n'),
    `Small numbers: the peninsula saw 13 crises in the 63 years from 1954 to 2016 and no war. The ranges are wide because the record is short.`,
    '## Whom you face, and how firmly you answer',
    'Games of the mid-2020s. Each pair has the same dice and the same hidden adversary; only the doctrines of the allies differ. In proportion, they answer a killing at its source; firm, they strike beyond it, show force more often and say so. Changes are in percentage points; an interval that leaves out 0 is more than luck.',
    firmnessLines(rates),
    'Firmness lowers the share of games with a killing against an opportunist and raises it against an insecure North, and nobody knows whom they face. The risk of war rises, too (against an opportunist at historical rates it is too rare for so many pairs to tell), because fighting that has begun widens more readily when it was answered with a strike. That is a claim of this model, held in `widen_firmness` and `strike_reply_risk`, which a class may lower and argue about.',
  ].join('\n\n')}\n`;
};

const fixed = (value: number, digits: number): string => value.toFixed(digits).replace('-', '−');

/** `0.26 (0.24 to 0.28)`. */
const estimate = (value: number, { low, high }: Interval, digits: number): string =>
  `${fixed(value, digits)} (${fixed(low, digits)} to ${fixed(high, digits)})`;

const rateText = (rate: Rate): string => estimate(rate.rate, rate, rate.rate < 0.1 ? 3 : 2);

/** In per cent, or in percentage points. */
const hundredfold = (value: number, { low, high }: Interval): string =>
  estimate(100 * value, { low: 100 * low, high: 100 * high }, 1);

const NAMES: Readonly<Record<string, string>> = {
  'rung-3': 'crises with deaths a year',
  'general-war': 'general wars a year',
  'nuclear-test': 'nuclear tests a year',
};

const nameOf = ({ of }: ReferenceFigure): string => NAMES[of] ?? `${of} a year`;

const periodTable = (
  references: readonly ReferenceFigure[],
  rows: readonly PeriodRates[],
  labelOf: (id: string) => string,
): string =>
  table(
    [
      'period',
      'games',
      ...references.map(nameOf),
      'lethal incidents a year',
      'missile orders a year',
      'games that end in war, %',
    ],
    [
      ...rows.map(({ period, games, referenced, lethal, missiles, war }) => [
        labelOf(period),
        String(games),
        ...referenced.map(rateText),
        rateText(lethal),
        rateText(missiles),
        hundredfold(war.share, war),
      ]),
      ['**public record**', '', ...references.map(({ low, high }) => `**${low} to ${high}**`), '', '', ''],
    ],
  );

const referenceLine = (reference: ReferenceFigure): string =>
  `* **${nameOf(reference)}**, ${reference.low} to ${reference.high}: ${reference.text} (${reference.origin.provenance}).`;

const firmnessLines = (rates: readonly CalibrationRates[]): string =>
  table(
    [
      'rates',
      'the North is',
      'pairs',
      'with a killing: in proportion, %',
      'firm, %',
      'change',
      'war: in proportion, %',
      'firm, %',
      'change',
    ],
    rates.flatMap(({ calibration, firmness }) =>
      firmness.map(({ type, pairs, lethal, war }) => [
        calibration,
        type,
        String(pairs),
        ...[lethal, war].flatMap((change) => [
          fixed(100 * change.before, 1),
          fixed(100 * change.after, 1),
          hundredfold(change.difference, change),
        ]),
      ]),
    ),
  );
