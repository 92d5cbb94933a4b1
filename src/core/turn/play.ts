import { oddsOf, outcomeOf } from '../chance/odds.js';
import type { GameEvent, Listener } from '../program/events.js';
import type { Game } from '../program/game.js';
import { seatOf } from '../program/game.js';
import { addressAt } from '../program/moment.js';
import {
  copyInPlay,
  firstWorld,
  type MutableWorld,
  type Order,
  type SealedOrder,
  type World,
} from '../program/world.js';
import { didYouMean } from '../text.js';
import { DIE } from '../vocabulary.js';
import { seal } from './docket.js';
import { checkOrders, IllegalMove } from './orders.js';
import { settle } from './settle.js';
import { proceed } from './turn.js';

/**
 * Moves. A move is everything that comes from outside: a seat's orders, or the outcome of a die. `apply` is an ordinary
 * function of world and move; `applyInPlace` does the same to a world it may change.
 */

interface OrdersMove {
  readonly is: 'orders';
  /** Id of the actor. */
  readonly seat: string;
  readonly orders: readonly Order[];
}

interface ChanceMove {
  readonly is: 'chance';
  readonly address: string;
  /** Id of the outcome; the face as text for dice whose face is the outcome. */
  readonly outcome: string;
  /** The face that chose the outcome, 0 to 9999. Absent when control forced the outcome. */
  readonly face?: number;
}

export type Move = OrdersMove | ChanceMove;

/** What a move did. */
export interface Played {
  readonly world: World;
  readonly events: readonly GameEvent[];
}

/** A new game, at its first node. */
export const start = (game: Game): Played => drive(firstWorld(game), (world, tell) => proceed(game, world, tell));

/**
 * Applies a move to a world and goes on to the next node. The world handed in is not changed. Throws `IllegalMove` with
 * a sentence when the move does not answer what the game waits for, `RuleFault` when the scenario's arithmetic breaks.
 */
export const apply = (game: Game, world: World, move: Move): Played => {
  const checked = check(game, world, move);
  return drive(copyInPlay(world), (copy, tell) => carryOut(game, copy, checked, tell));
};

/** The same on a world that is changed in place. No events unless somebody listens. */
export const applyInPlace = (game: Game, world: MutableWorld, move: Move, tell?: Listener): void =>
  carryOut(game, world, check(game, world, move), tell);

/** A new game on a world that may be changed in place. */
export const startInPlace = (game: Game, tell?: Listener): MutableWorld => {
  const world = firstWorld(game);
  proceed(game, world, tell);
  return world;
};

const drive = (world: MutableWorld, run: (world: MutableWorld, tell: Listener) => void): Played => {
  const events: GameEvent[] = [];
  run(world, (event) => events.push(event));
  return { world, events };
};

type Checked =
  | { readonly is: 'orders'; readonly seat: number; readonly orders: readonly SealedOrder[] }
  | { readonly is: 'chance'; readonly outcome: number; readonly face: number | undefined };

const carryOut = (game: Game, world: MutableWorld, checked: Checked, tell?: Listener): void => {
  if (checked.is === 'orders') seal(game, world, checked.seat, checked.orders, tell);
  else settle(game, world, checked.outcome, checked.face, tell);
  proceed(game, world, tell);
};

const check = (game: Game, world: World, move: Move): Checked => {
  if (world.step === 'over') throw new IllegalMove('The game is over.');
  if (move.is === 'chance') return checkChance(game, world, move);
  const seat = seatOf(game, move.seat);
  if (seat < 0)
    throw new IllegalMove(
      `There is no seat "${move.seat}".${didYouMean(
        move.seat,
        game.actors.map((actor) => actor.id),
      )}`,
    );
  return { is: 'orders', seat, orders: checkOrders(game, world, seat, move.orders) };
};

const checkChance = (game: Game, world: World, move: ChanceMove): Checked => {
  const die = game.dice[world.waiting];
  if (die === undefined) throw new IllegalMove(`The game does not wait for a die, but ${move.address} was rolled.`);
  const address = addressAt(game, world, die.purpose);
  if (move.address !== address) throw new IllegalMove(`The game waits for the die ${address}, not ${move.address}.`);
  if (move.face !== undefined && !isFace(move.face))
    throw new IllegalMove(`A die shows a whole number from 0 to 9999, not ${move.face}.`);
  if (die.spread.by === 'face') {
    const face = Number(move.outcome);
    if (!isFace(face) || (move.face !== undefined && move.face !== face))
      throw new IllegalMove(
        `The outcome of ${address} is its face, a whole number from 0 to 9999, not "${move.outcome}".`,
      );
    return { is: 'chance', outcome: face, face: move.face };
  }
  const outcome = die.outcomes.findIndex((candidate) => candidate.id === move.outcome);
  if (outcome < 0) {
    const ids = die.outcomes.map((candidate) => candidate.id);
    throw new IllegalMove(`${address} has no outcome "${move.outcome}"; its outcomes are ${ids.join(', ')}.`);
  }
  const odds = oddsOf(die.spread, world);
  if (move.face !== undefined && outcomeOf(odds, move.face) !== outcome)
    throw new IllegalMove(
      `A face of ${move.face} at ${address} gives "${die.outcomes[outcomeOf(odds, move.face)]!.id}", not "${move.outcome}".`,
    );
  return { is: 'chance', outcome, face: move.face };
};

const isFace = (face: number): boolean => Number.isInteger(face) && face >= 0 && face < DIE;

/** The move that a face makes at the die a world waits for. */
export const moveOfFace = (game: Game, world: World, face: number): ChanceMove => {
  const die = game.dice[world.waiting]!;
  const odds = oddsOf(die.spread, world);
  const outcome = die.spread.by === 'face' ? String(face) : die.outcomes[outcomeOf(odds, face)]!.id;
  return { is: 'chance', address: addressAt(game, world, die.purpose), outcome, face };
};
