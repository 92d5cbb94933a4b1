import { rollDie, type Seed, seedOf } from '../core/chance.js';
import type { GameEvent } from '../core/events.js';
import type { Game } from '../core/game.js';
import { type GameNode, nodeAt } from '../core/node.js';
import { observe } from '../core/observe.js';
import { apply, type Move, moveOfFace, type Played, start } from '../core/play.js';
import type { World } from '../core/world.js';
import { namedOrder, ownDice, type Player, POLICIES } from './policy.js';

/** A game at a table: who sits where, and the loop that asks them and rolls the dice. */

export interface Table {
  readonly game: Game;
  readonly seed: Seed;
  /** Who plays each seat, in order of seat. */
  readonly players: readonly Player[];
}

export const tableOf = (game: Game, seed: string, players: readonly Player[]): Table => ({
  game,
  seed: seedOf(seed),
  players,
});

/** A point in a game: the world, and all that led to it. */
export interface Position {
  readonly world: World;
  readonly moves: readonly Move[];
  readonly events: readonly GameEvent[];
}

export const opening = (game: Game): Position => {
  const { world, events } = start(game);
  return { world, moves: [], events };
};

/** The position after a move. Throws `IllegalMove`. */
export const after = (game: Game, position: Position, move: Move): Position & { readonly played: Played } => {
  const played = apply(game, position.world, move);
  return {
    world: played.world,
    moves: [...position.moves, move],
    events: [...position.events, ...played.events],
    played,
  };
};

/** The move that the table makes by itself at a node: a roll, or a policy's orders. Undefined: a person is waited for, or the game is over. */
export const ownMove = (table: Table, world: World, node: GameNode = nodeAt(table.game, world)): Move | undefined => {
  const { game, seed, players } = table;
  if (node.is === 'chance') return moveOfFace(game, world, rollDie(seed, game.dice[node.die]!.purpose, world.turn));
  if (node.is === 'ending') return undefined;
  for (const seat of node.seats) {
    const player = players[seat]!;
    if (player === 'human') continue;
    const orders = POLICIES[player](game, observe(game, world, seat), ownDice(seed, world.turn));
    return { is: 'orders', seat: game.actors[seat]!.id, orders: orders.map((order) => namedOrder(game, order)) };
  }
  return undefined;
};

/** Called for each move with the events it made. */
type MoveListener = (move: Move, played: Played) => void;

/** Plays on from a world until a person is waited for or the game is over. */
export const playOn = (table: Table, from: World, onMove?: MoveListener): World => {
  let world = from;
  for (let move = ownMove(table, world); move !== undefined; move = ownMove(table, world)) {
    const played = apply(table.game, world, move);
    onMove?.(move, played);
    world = played.world;
  }
  return world;
};
