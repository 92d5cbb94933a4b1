import { percent } from '../core/chance/shares.js';
import type { Game } from '../core/program/game.js';
import { observe } from '../core/seat/observe.js';
import { counted } from '../core/text.js';
import { likelyOrders } from '../players/distribution.js';
import type { PlayedRecord, RecordedChoice, RecordedRoll } from './record.js';

/**
 * The model against history: how likely it found what happened. Only dice that a record names count. A record that plays
 * has no outcome of odds 0, so the likelihood is always finite.
 */

/** Outcomes that the model thought rarer than this are marked. */
const RARE = 1 / 50;

/** How well a number of events was foreseen. */
interface Foreseen {
  readonly count: number;
  /** Sum of the natural logarithms of their odds; 0 without events. */
  readonly logLikelihood: number;
  /** Geometric mean of the odds, 0 to 1; undefined without events. */
  readonly geometricMean: number | undefined;
}

/** How likely the doctrine of an actor was to order what was ordered. */
interface ForeseenOrders extends Foreseen {
  readonly actor: string;
  /** Rounds of orders that the doctrine could not have given at all; they are not in the mean. */
  readonly never: number;
}

/** What the record of a scenario says of its model. */
export interface Backtest extends Foreseen {
  readonly scenario: string;
  readonly title: string;
  readonly outcomes: readonly (RecordedRoll & { readonly rare: boolean })[];
  readonly rare: number;
  /** Actors that have a doctrine. */
  readonly orders: readonly ForeseenOrders[];
}

/** What a number of events with these odds says of the model. */
export const foreseen = (odds: readonly number[]): Foreseen => {
  const logLikelihood = odds.reduce((sum, probability) => sum + Math.log(probability), 0);
  const geometricMean = odds.length === 0 ? undefined : Math.exp(logLikelihood / odds.length);
  return { count: odds.length, logLikelihood, geometricMean };
};

/** Holds a played record against its model. */
export const backtest = (played: PlayedRecord): Backtest => {
  const { game, rolls } = played;
  const outcomes = rolls.map((roll) => ({ ...roll, rare: roll.outcome.probability < RARE }));
  return {
    scenario: game.id,
    title: game.title,
    ...foreseen(rolls.map(({ outcome }) => outcome.probability)),
    outcomes,
    rare: outcomes.filter(({ rare }) => rare).length,
    orders: game.actors.flatMap((_, seat) => foreseenOrders(game, played, seat)),
  };
};

const foreseenOrders = (game: Game, { choices }: PlayedRecord, seat: number): ForeseenOrders[] => {
  const { doctrine, id } = game.actors[seat]!;
  if (doctrine.length === 0) return [];
  const odds = choices.filter((choice) => choice.seat === seat).map((choice) => oddsOfOrders(game, choice));
  const possible = odds.filter((probability) => probability > 0);
  return [{ actor: id, never: odds.length - possible.length, ...foreseen(possible) }];
};

/** How likely the doctrine is to give exactly these orders, taking each round by itself. */
const oddsOfOrders = (game: Game, { world, seat, orders }: RecordedChoice): number => {
  const wanted = nameOf(orders);
  return likelyOrders('doctrine', game, observe(game, world, seat))
    .filter((likely) => nameOf(likely.orders) === wanted)
    .reduce((sum, { odds }) => sum + odds, 0);
};

const nameOf = (orders: readonly { readonly action: number; readonly replyTo: number }[]): string =>
  orders
    .map(({ action, replyTo }) => `${action}/${replyTo}`)
    .sort()
    .join(' ');

/** All scenarios together. */
export const total = (
  tests: readonly Backtest[],
): Foreseen & { readonly scenarios: number; readonly rare: number } => ({
  scenarios: tests.length,
  ...foreseen(tests.flatMap(({ outcomes }) => outcomes.map(({ outcome }) => outcome.probability))),
  rare: tests.reduce((sum, { rare }) => sum + rare, 0),
});

/** The backtest of one scenario as lines of text. */
export const backtestLines = (test: Backtest): string[] => [
  `${test.scenario}: ${test.title}`,
  ...test.outcomes.flatMap(outcomeLines),
  `  ${foreseenText(test)}${rareText(test.rare)}`,
  ...test.orders.map(ordersLine),
];

const outcomeLines = ({ turn, name, label, outcome, others, rare }: Backtest['outcomes'][number]): string[] => {
  const rest = others.map(({ id, probability }) => `${id} ${percent(probability)}`).join(', ');
  const mark = rare ? '  ← rarer than 1 in 50' : '';
  return [
    `  turn ${String(turn).padStart(2)}  ${percent(outcome.probability).padStart(6)}  ${name}: ${outcome.id}${mark}`,
    `                   ${label}${rest === '' ? '' : `; else ${rest}`}`,
  ];
};

/** `5 outcomes, log-likelihood −3.21, geometric mean 52.6%`. */
export const foreseenText = ({ count, logLikelihood, geometricMean }: Foreseen): string =>
  geometricMean === undefined
    ? 'no outcomes of dice recorded'
    : `${counted(count, 'outcome')}, log-likelihood ${minus(logLikelihood)}, geometric mean ${percent(geometricMean)}`;

const minus = (value: number): string => (value < 0 ? `−${(-value).toFixed(2)}` : value.toFixed(2));

/** `; 2 rarer than 1 in 50`, or nothing. */
export const rareText = (rare: number): string => (rare === 0 ? '' : `; ${rare} rarer than 1 in 50`);

const ordersLine = ({ actor, never, count, geometricMean }: ForeseenOrders): string => {
  const mean = geometricMean === undefined ? '' : `, geometric mean ${percent(geometricMean)}`;
  const without = never === 0 ? '' : `; ${never} it could not have given`;
  return `  orders of ${actor} by its doctrine: ${counted(count + never, 'round')}${mean}${without}`;
};
