import { pickDie, type Seed, seedOf } from '../core/chance.js';
import { seal } from '../core/docket.js';
import { type Game, includesSeat } from '../core/game.js';
import { blurredValue } from '../core/observe.js';
import { settleOdds } from '../core/odds.js';
import { type OrderFacts, roundNow } from '../core/orders.js';
import { startInPlace } from '../core/play.js';
import { settle } from '../core/settle.js';
import { proceed } from '../core/turn.js';
import { copyOfStart, type MutableWorld, ORDERS, type World } from '../core/world.js';
import { type OwnDie, POLICIES, type Policy, type PolicyName } from '../players/policy.js';

/**
 * One game without a screen: the same recipe as interactive play, on a plain world that is written in place, with
 * remembered statechart answers and no events (decision D4).
 */

/** Called when a turn has ended (the next has begun, but for the last), with the world as it is: read it, do not keep it. */
export type TurnListener = (world: World) => void;

/** What bulk play works out once for a game and its players. */
interface Seating {
  readonly policies: readonly Policy[];
  /** Slots that each seat sees blurred; most seats of most scenarios have none. */
  readonly blurred: readonly (readonly number[])[];
}

const seatingOf = (game: Game, players: readonly PolicyName[]): Seating => ({
  policies: players.map((player) => POLICIES[player]),
  blurred: game.actors.map((_, seat) =>
    game.slots.flatMap((slot, index) =>
      slot.blur && includesSeat(slot.blur.seats, seat) && !includesSeat(slot.seenBy, seat) ? [index] : [],
    ),
  ),
});

/**
 * The facts a policy decides by. The checker has made sure that a seat's expressions read nothing hidden from it, so
 * hidden values need no cover here; blurred values do. A test compares the orders with those from the full picture.
 */
const factsFor = (game: Game, world: World, seat: number, slots: readonly number[]): OrderFacts => {
  if (slots.length === 0) return world;
  const values = world.values.slice();
  for (const slot of slots) values[slot] = blurredValue(world, seat, slot, game.slots[slot]!);
  return {
    turn: world.turn,
    period: world.period,
    days: world.days,
    lastTurn: 0,
    values,
    phases: world.phases,
    entered: world.entered,
    eventTurn: world.eventTurn,
    eventCount: world.eventCount,
    traits: world.traits,
    sums: world.sums,
    peaks: world.peaks,
    given: world.given,
  };
};

const orderAll = (game: Game, world: MutableWorld, { policies, blurred }: Seating, die: OwnDie): void => {
  const round = roundNow(world);
  for (let seat = 0; seat < policies.length; seat += 1) {
    if (world.sealed[seat] !== false) continue;
    const facts = factsFor(game, world, seat, blurred[seat]!);
    seal(game, world, seat, policies[seat]!(game, { seat, facts, round, points: world.points[seat]! }, die));
  }
};

const rollFor = (game: Game, world: MutableWorld, seed: Seed): void => {
  const { purpose, spread } = game.dice[world.waiting]!;
  const face = pickDie(seed, purpose, world.turn);
  settle(game, world, settleOdds(spread, world, face), face);
};

/** A way to play games of one scenario with the same players, one after the other. */
export type Playout = (seed: Seed, onTurn?: TurnListener) => World;

/** Prepares bulk play: call the result once for each game. It plays to the end and returns the last world. */
export const playoutOf = (game: Game, players: readonly PolicyName[]): Playout => {
  const seating = seatingOf(game, players);
  const first = startInPlace(game);
  return (seed, onTurn) => {
    const world = copyOfStart(first);
    const die: OwnDie = (purpose) => pickDie(seed, purpose, world.turn);
    let { turn } = world;
    for (;;) {
      if (world.waiting === ORDERS) orderAll(game, world, seating, die);
      else if (world.waiting >= 0) rollFor(game, world, seed);
      else break;
      proceed(game, world, 'quickStep');
      if (world.turn === turn) continue;
      if (turn > 0) onTurn?.(world);
      ({ turn } = world);
    }
    onTurn?.(world);
    return world;
  };
};

/** Plays one game to its end. For many, prepare them with `playoutOf`. */
export const playOut = (game: Game, seed: Seed, players: readonly PolicyName[], onTurn?: TurnListener): World =>
  playoutOf(game, players)(seed, onTurn);

/** The seed of game `index` (from 0) of a batch: `play --seed S/i` plays that very game. */
export const seedOfGame = (seed: string, index: number): Seed => seedOf(`${seed}/${index}`);
