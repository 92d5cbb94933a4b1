import { rollDie, type Seed, seedOf } from '../core/chance/chance.js';
import type { GameEvent } from '../core/program/events.js';
import type { Game } from '../core/program/game.js';
import { momentOf } from '../core/program/moment.js';
import type { Order, World } from '../core/program/world.js';
import { observe } from '../core/seat/observe.js';
import { type GameNode, nodeAt } from '../core/turn/node.js';
import { apply, type Move, moveOfFace, type Played, start } from '../core/turn/play.js';
import { namedOrder, ownDice, type Player, POLICIES, type PolicyName } from './policy.js';
import { type Script, scriptedOrders } from './script.js';

/** A game at a table: who sits where, and the loop that asks them and rolls the dice. */

export interface Table {
  readonly game: Game;
  readonly seed: Seed;
  /** Who plays each seat, in order of seat. */
  readonly players: readonly Player[];
  /** Orders that were laid down before the game began. */
  readonly script: Script;
}

export const tableOf = (game: Game, seed: string, players: readonly Player[], script: Script = []): Table => ({
  game,
  seed: seedOf(seed),
  players,
  script,
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

/** What a policy orders for a seat that owes orders. */
export const policyOrders = ({ game, seed }: Table, policy: PolicyName, world: World, seat: number): Order[] =>
  POLICIES[policy](game, observe(game, world, seat), ownDice(seed, momentOf(world))).map((order) =>
    namedOrder(game, order),
  );

/** What the script or the policy of a seat orders; undefined for a person who decides. */
export const tableOrders = (table: Table, world: World, seat: number): Order[] | undefined => {
  const player = table.players[seat]!;
  const scripted = scriptedOrders(table.game, table.script, world, seat);
  return scripted ?? (player === 'human' ? undefined : policyOrders(table, player, world, seat));
};

/** The move that the table makes by itself at a node: a roll, or the orders of a script or a policy. Undefined: a person is waited for, or the game is over. */
export const ownMove = (table: Table, world: World, node: GameNode = nodeAt(table.game, world)): Move | undefined => {
  const { game, seed } = table;
  if (node.is === 'chance')
    return moveOfFace(game, world, rollDie(seed, game.dice[node.die]!.purpose, momentOf(world)));
  if (node.is === 'ending') return undefined;
  for (const seat of node.seats) {
    const orders = tableOrders(table, world, seat);
    if (orders) return { is: 'orders', seat: game.actors[seat]!.id, orders };
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
