import { type Seed, seedOf } from '../core/chance/chance.js';
import { type BulkPlayer, bulkPlay } from '../core/compiled/bulk.js';
import type { Game } from '../core/program/game.js';
import { copyInPlay, type World } from '../core/program/world.js';
import { blurredFacts, blurredSlots } from '../core/seat/observe.js';
import { startInPlace } from '../core/turn/play.js';
import { doctrineReads, ownDice, POLICIES, type PolicyName } from '../players/policy.js';

/** One game without a screen: the rules of interactive play on a world that is written in place, without events. */

/** Called when a turn has ended, with the world as it is: read it, do not keep it. */
type TurnListener = (world: World) => void;

/**
 * The facts a policy decides by. The checker has made sure that a seat's expressions read nothing hidden from it, so
 * hidden values need no cover here; blurred values that the player reads do. A test compares the orders with those from the full picture.
 */
const viewOf = (game: Game, seat: number, player: PolicyName): Pick<BulkPlayer, 'view'> => {
  const reads = player === 'doctrine' ? doctrineReads(game, seat) : undefined;
  const slots = blurredSlots(game, seat).filter((slot) => reads === undefined || reads.has(slot));
  return slots.length === 0 ? {} : { view: (world) => blurredFacts(game, world, seat, slots) };
};

/** A way to play games of one scenario with the same players, one after the other. */
export type Playout = (seed: Seed, onTurn?: TurnListener) => World;

/** A policy as bulk play asks it. */
export const playerOf = (game: Game, seat: number, player: PolicyName): BulkPlayer => ({
  orders: (facts, round, points, seed, moment) =>
    POLICIES[player](game, { seat, facts, round, points }, ownDice(seed, moment)),
  ...viewOf(game, seat, player),
});

/** Prepares bulk play: call the result once for each game. It plays to the end and returns the last world. */
export const playoutOf = (game: Game, players: readonly PolicyName[]): Playout =>
  playoutBy(
    game,
    players.map((player, seat) => playerOf(game, seat, player)),
  );

/** The same with players of one's own, in order of seat. */
export const playoutBy = (game: Game, players: readonly BulkPlayer[]): Playout => {
  const playToEnd = bulkPlay(game, players);
  const first = startInPlace(game);
  return (seed, onTurn) => {
    const world = copyInPlay(first);
    playToEnd(world, seed, onTurn);
    return world;
  };
};

/** Plays one game to its end. For many, prepare them with `playoutOf`. */
export const playOut = (game: Game, seed: Seed, players: readonly PolicyName[], onTurn?: TurnListener): World =>
  playoutOf(game, players)(seed, onTurn);

/** The seed of game `index` (from 0) of a batch: `play --seed S/i` plays that very game. */
export const seedOfGame = (seed: string, index: number): Seed => seedOf(`${seed}/${index}`);
