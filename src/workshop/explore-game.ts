import { pickDie, type Seed } from '../core/chance/chance.js';
import { messageOf, RuleFault } from '../core/faults.js';
import type { Game } from '../core/program/game.js';
import { momentOf } from '../core/program/moment.js';
import { copyInPlay, type MutableWorld, ORDERS, type SealedOrder, type World } from '../core/program/world.js';
import { blurredFacts, blurredSlots } from '../core/seat/observe.js';
import { seal } from '../core/turn/docket.js';
import { type OrderFacts, roundNow } from '../core/turn/orders.js';
import { rollInPlace } from '../core/turn/settle.js';
import { proceed } from '../core/turn/turn.js';
import { POLICIES, type PolicyName } from '../players/policy.js';

/**
 * One game of an exploration, on the bulk driver (a plain world written in place). Unlike a batch it shows every point at
 * which the game waits, keeps what was ordered, and catches what goes wrong.
 */

/** The orders of one seat in one round; together with the seed the decisions of a game are the game. */
export interface Decision {
  readonly turn: number;
  /** Position of the consultation round, or -1 for the sealed orders. */
  readonly round: number;
  readonly seat: number;
  readonly orders: readonly SealedOrder[];
}

/** What went wrong in a game, and at what. */
export interface Fault {
  readonly message: string;
  /** `file:line:column` in the scenario; empty when it is not known. */
  readonly where: string;
  /** Whether the scenario's own numbers did it; otherwise the program is at fault. */
  readonly ofScenario: boolean;
  /** What was being done: a die was rolled, orders were sealed, or a seat's program was asked. */
  readonly at: 'die' | 'orders' | 'policy';
  /** The seat whose orders these were; -1 for a die. */
  readonly seat: number;
}

/** A game that shows something, up to where it shows it. */
export interface Shown {
  readonly seed: Seed;
  readonly turn: number;
  readonly moves: number;
  readonly decisions: readonly Decision[];
  /** What went wrong in this very game: a shorter one may go wrong at another move. */
  readonly fault?: Fault;
}

/** A game as far as it went. */
export interface PlayedGame {
  /** The last world; after a fault, whatever the fault left of it. */
  readonly world: World;
  readonly decisions: readonly Decision[];
  /** Moves that were made before the game was over, was stopped, or went wrong. */
  readonly moves: number;
  readonly fault: Fault | undefined;
}

/** Orders for a seat that owes them. What it throws is a fault of that seat's program. */
export type Decide = (world: World, seat: number) => readonly SealedOrder[];

/** What watches a game. The world is the driver's own: read it, do not keep it. */
interface Watcher {
  /** Called wherever the game waits for a move, and at its end. `true` stops the game there. */
  readonly onNode?: (world: World, moves: number) => boolean;
  /** Called before the orders of a round are decided. */
  readonly onOrders?: (world: MutableWorld) => void;
  readonly onSealed?: (seat: number, orders: readonly SealedOrder[]) => void;
  /** Called before a die is rolled, while its odds can still be read off the world. */
  readonly beforeDie?: (world: World, die: number) => void;
  readonly onDie?: (die: number, outcome: number) => void;
  /** Called when a turn has ended: the next has begun, but for the last. */
  readonly onTurn?: (world: World) => void;
}

/** Slots that each seat of a game sees through fog: asked for at every decision. */
const blurredOf = new WeakMap<Game, readonly (readonly number[])[]>();

/** The facts a seat decides by: the world, with what it sees through fog as it sees it. */
const factsOf = (game: Game, world: World, seat: number): OrderFacts => {
  const known = blurredOf.get(game) ?? game.actors.map((_, own) => blurredSlots(game, own));
  blurredOf.set(game, known);
  const slots = known[seat]!;
  return slots.length === 0 ? world : blurredFacts(game, world, seat, slots);
};

const faultOf = (error: unknown, at: Fault['at'], seat: number): Fault => ({
  message: messageOf(error),
  where: error instanceof RuleFault ? error.where : '',
  ofScenario: error instanceof RuleFault,
  at,
  seat,
});

/** The state of a game under way. */
interface Run {
  readonly game: Game;
  readonly world: MutableWorld;
  readonly seed: Seed;
  readonly watcher: Watcher;
  readonly decisions: Decision[];
  moves: number;
  /** What is being done, for the report when it goes wrong. */
  doing: { at: Fault['at']; seat: number };
}

/** Takes the orders of a round. False when the watcher stopped the game between two seats. */
const orderAll = (run: Run, decide: Decide): boolean => {
  const { game, world, watcher } = run;
  const round = roundNow(world);
  const { turn } = world;
  watcher.onOrders?.(world);
  for (let seat = 0; seat < game.actors.length; seat += 1) {
    if (world.sealed[seat] !== false) continue;
    run.doing = { at: 'policy', seat };
    const orders = decide(world, seat);
    run.doing = { at: 'orders', seat };
    watcher.onSealed?.(seat, orders);
    run.decisions.push({ turn, round, seat, orders });
    seal(game, world, seat, orders);
    if (world.waiting !== ORDERS) break;
    run.moves += 1;
    if (watcher.onNode?.(world, run.moves)) return false;
  }
  return true;
};

/** Makes the move that is waited for and goes on to the next node. False when the game is to stop. */
const goOn = (run: Run, decide: Decide): boolean => {
  const { game, world, watcher } = run;
  const { turn } = world;
  if (world.waiting === ORDERS) {
    if (!orderAll(run, decide)) return false;
  } else {
    run.doing = { at: 'die', seat: -1 };
    const die = world.waiting;
    watcher.beforeDie?.(world, die);
    // Rolled first: an absent listener would leave out its arguments with the call.
    const outcome = rollInPlace(game, world, run.seed);
    watcher.onDie?.(die, outcome);
  }
  proceed(game, world);
  run.moves += 1;
  if (turn > 0 && (world.turn !== turn || world.step === 'over')) watcher.onTurn?.(world);
  return watcher.onNode?.(world, run.moves) !== true;
};

/** Plays a game from a prepared first world (`startInPlace`) to its end, to where it is stopped, or to its fault. */
export const playGame = (game: Game, first: World, seed: Seed, decide: Decide, watcher: Watcher): PlayedGame => {
  const world = copyInPlay(first);
  const run: Run = { game, world, seed, watcher, decisions: [], moves: 0, doing: { at: 'die', seat: -1 } };
  const result = (fault: Fault | undefined): PlayedGame => ({
    world,
    decisions: run.decisions,
    moves: run.moves,
    fault,
  });
  try {
    let goes = watcher.onNode?.(world, 0) !== true;
    while (goes && world.step !== 'over') goes = goOn(run, decide);
    return result(undefined);
  } catch (error) {
    return result(faultOf(error, run.doing.at, run.doing.seat));
  }
};

/** A seat's orders by a policy, with dice at the policy's own addresses. */
export const byPolicy =
  (game: Game, seed: Seed, policy: (seat: number) => PolicyName): Decide =>
  (world, seat) =>
    POLICIES[policy(seat)](
      game,
      { seat, facts: factsOf(game, world, seat), round: roundNow(world), points: world.points[seat]! },
      (purpose) => pickDie(seed, purpose, momentOf(world)),
    );

/** Keeps the few shortest games that show something. */
const KEPT = 6;
export const keepShortest = (shown: Shown[], one: Shown): void => {
  shown.push(one);
  shown.sort((a, b) => a.turn - b.turn || a.moves - b.moves);
  if (shown.length > KEPT) shown.length = KEPT;
};

/** The sentence of a fault without its numbers: `tension would become NaN` and `… Infinity` are one fault. */
const kindOf = ({ message }: Fault): string => message.replaceAll(/-?\d+(\.\d+)?(e[+-]?\d+)?|NaN|-?Infinity/g, '#');

/** Whether a fault is the one that is looked for. */
export const isFault = (fault: Fault | undefined, wanted: Fault): boolean =>
  fault !== undefined &&
  fault.where === wanted.where &&
  fault.ofScenario === wanted.ofScenario &&
  kindOf(fault) === kindOf(wanted);
