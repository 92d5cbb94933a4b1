import type { Game } from '../core/program/game.js';
import { CLOCK_RAN_OUT } from '../core/program/world.js';
import { endingId, endingLabel } from '../core/turn/node.js';
import { RULES_VERSION } from '../core/vocabulary.js';
import { hashOf } from '../scenario/load.js';
import {
  type Batch,
  climbsOf,
  countsOf,
  endingsOf,
  faultsOf,
  finalsOf,
  incidentsOf,
  peaksOf,
  scoresOfSeat,
  turnsOf,
  yearsOf,
} from './batch.js';
import { binnedPercentile } from './overtime.js';
import { deviationOf, momentsOf, percentileOf, type Rate, rateOf, type Share, shareOf } from './statistics.js';

/** A batch in figures, in the shape that `simulate --json` prints. No figure stands without its interval or spread. */

export interface Spread {
  readonly mean: number;
  readonly sd: number;
  readonly p05: number;
  readonly p50: number;
  readonly p95: number;
}

interface RungShare extends Share {
  readonly rung: number;
  readonly label: string;
  /** Games that came as high as this or higher; the count itself is of those that came exactly as high. */
  readonly reached: Share;
}

/** How often something happens in a year of game time. `reference` is what the world has seen, where a scenario says so. */
export interface YearRate extends Rate {
  readonly of: 'rung' | 'ending' | 'event';
  readonly id: string;
  readonly label: string;
  readonly reference?: Reference;
}

interface Reference {
  readonly low: number;
  readonly high: number;
  readonly text: string;
}

interface TurnSummary {
  readonly turn: number;
  /** Games that played this turn. */
  readonly games: number;
  readonly dials: Readonly<Record<string, Omit<Spread, 'sd'>>>;
}

export interface Summary {
  readonly scenario: string;
  readonly hash: string;
  readonly engine: string;
  readonly rules: number;
  readonly preset: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly players: Readonly<Record<string, string>>;
  readonly seed: string;
  readonly games: number;
  readonly endings: readonly ({ readonly id: string; readonly label: string } & Share)[];
  readonly dials: Readonly<Record<string, Spread>>;
  readonly turns: { readonly mean: number; readonly sd: number };
  readonly rungs: readonly RungShare[];
  /** Games that came to rung 3 or higher, and when: `byTurn[t]` games did so for the first time in turn t + 1. */
  readonly firstIncident: Share & { readonly turn?: Spread; readonly byTurn: readonly number[] };
  readonly scores: Readonly<Record<string, Spread>>;
  readonly perYear: readonly YearRate[];
  readonly overTime: readonly TurnSummary[];
  /** Seeds of games that the scenario's own numbers brought down; they count in no figure. */
  readonly faults: readonly { readonly seed: string; readonly message: string }[];
}

const spreadOf = (values: Float64Array): Spread => {
  if (values.length === 0) return { mean: 0, sd: 0, p05: 0, p50: 0, p95: 0 };
  const moments = momentsOf(values);
  const sorted = values.slice().sort();
  const [p05, p50, p95] = [0.05, 0.5, 0.95].map((p) => percentileOf(sorted, p)) as [number, number, number];
  return { mean: moments.mean, sd: deviationOf(moments), p05, p50, p95 };
};

const countOf = (values: Float64Array, test: (value: number) => boolean): number => {
  let count = 0;
  for (const value of values) if (test(value)) count += 1;
  return count;
};

/** Positions of all endings a game can have; running out of time only where it was seen. */
export const endingPositions = (game: Game, seen: Iterable<number>): number[] => [
  ...game.endings.keys(),
  ...(new Set(seen).has(CLOCK_RAN_OUT) ? [CLOCK_RAN_OUT] : []),
];

const endingShares = (batch: Batch): Summary['endings'] => {
  const endings = endingsOf(batch);
  return endingPositions(batch.game, endings).map((ending) => ({
    id: endingId(batch.game, ending),
    label: endingLabel(batch.game, ending),
    ...shareOf(
      countOf(endings, (value) => value === ending),
      endings.length,
    ),
  }));
};

/** Rungs in ascending order with the label of their first phase that is not an end. */
export const rungLabels = ({
  game,
  layout,
}: Pick<Batch, 'game' | 'layout'>): { readonly rung: number; readonly label: string }[] => {
  const phases = game.tracks[layout.ladder]?.phases ?? [];
  const rungs = [...new Set(phases.map((phase) => phase.rung))].sort((a, b) => a - b);
  return rungs.map((rung) => {
    const on = phases.filter((phase) => phase.rung === rung);
    return { rung, label: (on.find((phase) => !phase.final) ?? on[0]!).label };
  });
};

const rungShares = (batch: Batch): RungShare[] => {
  const peaks = peaksOf(batch);
  return rungLabels(batch).map(({ rung, label }) => ({
    rung,
    label,
    ...shareOf(
      countOf(peaks, (peak) => peak === rung),
      peaks.length,
    ),
    reached: shareOf(
      countOf(peaks, (peak) => peak >= rung),
      peaks.length,
    ),
  }));
};

const firstIncident = (batch: Batch): Summary['firstIncident'] => {
  const all = incidentsOf(batch);
  const turns = all.filter((turn) => turn > 0);
  const byTurn = Array.from({ length: turns.reduce((most, turn) => Math.max(most, turn), 0) }, () => 0);
  for (const turn of turns) byTurn[turn - 1]! += 1;
  return { ...shareOf(turns.length, all.length), ...(turns.length > 0 ? { turn: spreadOf(turns) } : {}), byTurn };
};

/** Rates per year of the rungs from the first, of the endings, and of the events that are counted. */
const perYear = (batch: Batch, references: ReadonlyMap<string, Reference>): YearRate[] => {
  const { game, layout } = batch;
  const years = yearsOf(batch);
  const endings = endingsOf(batch);
  const rate = (of: YearRate['of'], id: string, label: string, counts: Float64Array): YearRate => {
    const reference = references.get(id);
    return { of, id, label, ...rateOf(counts, years), ...(reference ? { reference } : {}) };
  };
  return [
    ...rungLabels(batch)
      .filter(({ rung }) => rung > 0)
      .map(({ rung, label }) => rate('rung', `rung-${rung}`, `${label} or higher`, climbsOf(batch, rung))),
    ...endingPositions(game, endings).map((ending) =>
      rate(
        'ending',
        endingId(game, ending),
        endingLabel(game, ending),
        endings.map((value) => (value === ending ? 1 : 0)),
      ),
    ),
    ...layout.events.map((id, event) => rate('event', id, id, countsOf(batch, event))),
  ];
};

const overTime = ({ game, layout, time }: Batch): TurnSummary[] =>
  time.map((dials, t) => {
    const { n } = dials[0]?.moments ?? { n: 0 };
    return {
      turn: t + 1,
      games: n,
      dials: Object.fromEntries(
        dials.map(({ moments, bins }, d) => {
          const { min, max } = game.slots[layout.slots[d]!]!;
          const [p05, p50, p95] = [0.05, 0.5, 0.95].map((p) => binnedPercentile(bins, n, p, min, max)) as [
            number,
            number,
            number,
          ];
          return [layout.dials[d]!, { mean: moments.mean, p05, p50, p95 }];
        }),
      ),
    };
  });

/** Six decimals: more would be noise, and the text stays short. */
const rounded = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value, (_, part) => (typeof part === 'number' ? Number(part.toFixed(6)) : part))) as T;

/** The scenario's own reference figures, by what they count. */
const referencesOf = ({ game }: Batch): ReadonlyMap<string, Reference> =>
  new Map(game.references.map(({ of, low, high, text }) => [of, { low, high, text }]));

/** All figures of a batch. `references` names rates of the real world by rung, ending or event. */
export const summaryOf = (
  batch: Batch,
  engine: string,
  references: ReadonlyMap<string, Reference> = referencesOf(batch),
): Summary => {
  const { plan, game, layout } = batch;
  const turns = momentsOf(turnsOf(batch));
  return rounded({
    scenario: game.id,
    hash: hashOf(plan.files),
    engine,
    rules: RULES_VERSION,
    preset: game.preset,
    parameters: { ...plan.choice.parameters },
    players: Object.fromEntries(game.actors.map((actor, seat) => [actor.id, plan.players[seat]!])),
    seed: plan.seed,
    games: turns.n,
    endings: endingShares(batch),
    dials: Object.fromEntries(layout.dials.map((id, dial) => [id, spreadOf(finalsOf(batch, dial))])),
    turns: { mean: turns.mean, sd: deviationOf(turns) },
    rungs: rungShares(batch),
    firstIncident: firstIncident(batch),
    scores: Object.fromEntries(layout.seats.map((id, seat) => [id, spreadOf(scoresOfSeat(batch, seat))])),
    perYear: perYear(batch, references),
    overTime: overTime(batch),
    faults: faultsOf(batch).map(({ game: index, message }) => ({ seed: `${plan.seed}/${index}`, message })),
  });
};
