import type { BulkPlayer } from '../core/compiled/bulk.js';
import type { Game } from '../core/program/game.js';
import { mayOrder } from '../core/turn/orders.js';
import { scoresOf } from '../core/turn/scores.js';
import { type Playout, playerOf, playoutBy, seedOfGame } from '../study/playout.js';
import { type Interval, meanInterval, momentsOf } from '../study/statistics.js';

/**
 * Whether decisions matter: what a seat scores on its own goals when it thinks, and when it does the same every turn. The
 * other seats follow their doctrines, and all meet the same dice.
 */

interface Line {
  /** `doctrine`, `doctrine, firmness 1`, `always patrol`, `hold`, `random`. */
  readonly policy: string;
  /** Whether it looks at the situation. */
  readonly thinks: boolean;
  /** Mean score, 0 to 100; a game whose ending leaves no scores counts 0. */
  readonly mean: number;
}

/** What thinking is worth to one seat. */
export interface SeatDecisions {
  readonly seat: string;
  /** Best first. */
  readonly lines: readonly Line[];
  readonly best: Line;
  readonly bestUnthinking: Line;
  /** How much more the best thoughtful policy scores than the best unthinking one, and its 95 % interval on the same dice. */
  readonly lead: number;
  readonly interval: Interval;
}

/** A doctrine with other values of parameters, by a name of its own. */
export interface Variant {
  readonly name: string;
  /** The same scenario with those values: only its doctrine of the seat in question is used. */
  readonly game: Game;
}

interface DecisionsRequest {
  readonly game: Game;
  /** Other thoughtful policies beside the doctrine. */
  readonly variants: readonly Variant[];
  readonly games: number;
  /** Game i (from 0) has the seed `seed/i`. */
  readonly seed: string;
}

/** Orders one action whenever it may, and nothing else. */
const always = (game: Game, action: number): BulkPlayer => ({
  orders: (facts, round, points) =>
    game.actions[action]!.round === round && mayOrder(game, facts, points, action) ? [{ action, replyTo: -1 }] : [],
});

interface Candidate {
  readonly policy: string;
  readonly thinks: boolean;
  readonly player: BulkPlayer;
}

const candidatesOf = ({ game, variants }: DecisionsRequest, seat: number): Candidate[] => [
  { policy: 'doctrine', thinks: true, player: playerOf(game, seat, 'doctrine') },
  ...variants.map((variant) => ({
    policy: `doctrine, ${variant.name}`,
    thinks: true,
    player: playerOf(variant.game, seat, 'doctrine'),
  })),
  { policy: 'hold', thinks: false, player: playerOf(game, seat, 'hold') },
  { policy: 'random', thinks: false, player: playerOf(game, seat, 'random') },
  ...game.actionsOf[seat]!.map((action) => ({
    policy: `always ${game.actions[action]!.id}`,
    thinks: false,
    player: always(game, action),
  })),
];

const scored = (game: Game, play: Playout, seat: number, games: number, seed: string): Float64Array =>
  Float64Array.from({ length: games }, (_, i) => {
    const scores = scoresOf(game, play(seedOfGame(seed, i)));
    return scores.replaced ? 0 : scores.seats[seat]!.total;
  });

/** Plays every candidate of every seat that has goals. Throws the faults of the scenario. */
export const decisionsOf = (request: DecisionsRequest): SeatDecisions[] => {
  const { game } = request;
  const doctrines = game.actors.map((_, seat) => playerOf(game, seat, 'doctrine'));
  return game.actors.flatMap(({ goals }, seat) =>
    goals.length === 0 ? [] : [seatDecisions(request, seat, doctrines)],
  );
};

const seatDecisions = (request: DecisionsRequest, seat: number, doctrines: readonly BulkPlayer[]): SeatDecisions => {
  const { game, games, seed } = request;
  const tried = candidatesOf(request, seat).map(({ policy, thinks, player }) => {
    const play = playoutBy(game, doctrines.with(seat, player));
    const scores = scored(game, play, seat, games, seed);
    return { line: { policy, thinks, mean: momentsOf(scores).mean }, scores };
  });
  tried.sort((a, b) => b.line.mean - a.line.mean);
  const best = tried.find(({ line }) => line.thinks)!;
  const other = tried.find(({ line }) => !line.thinks)!;
  const leads = momentsOf(best.scores.map((score, i) => score - other.scores[i]!));
  return {
    seat: game.actors[seat]!.id,
    lines: tried.map(({ line }) => line),
    best: best.line,
    bestUnthinking: other.line,
    lead: leads.mean,
    interval: meanInterval(leads),
  };
};
