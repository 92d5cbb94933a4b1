import { pickDie, type Seed, seedOf } from '../core/chance.js';
import { seal } from '../core/docket.js';
import type { Facts } from '../core/facts.js';
import { type Game, includesSeat } from '../core/game.js';
import { blurredValue } from '../core/observe.js';
import { settleOdds } from '../core/odds.js';
import { roundNow } from '../core/orders.js';
import { startInPlace } from '../core/play.js';
import { settle } from '../core/settle.js';
import { proceed } from '../core/turn.js';
import { type MutableWorld, ORDERS, type World } from '../core/world.js';
import { type OwnDie, POLICIES, type PolicyName } from '../players/policy.js';

/**
 * One game without a screen: the same recipe as interactive play, on a plain world that is written in place, with
 * remembered statechart answers and no events (decision D4).
 */

/** Called when a turn has ended (the next has begun, but for the last), with the world as it is: read it, do not keep it. */
export type TurnListener = (world: World) => void;

/** Positions of the slots that each seat sees blurred; most seats of most scenarios have none. */
const blurredSlots = new WeakMap<Game, readonly (readonly number[])[]>();

const blurredFor = (game: Game): readonly (readonly number[])[] => {
  const known = blurredSlots.get(game);
  if (known) return known;
  const found = game.actors.map((_, seat) =>
    game.slots.flatMap((slot, index) =>
      slot.blur && includesSeat(slot.blur.seats, seat) && !includesSeat(slot.seenBy, seat) ? [index] : [],
    ),
  );
  blurredSlots.set(game, found);
  return found;
};

/**
 * The facts a policy decides by. The checker has made sure that a seat's expressions read nothing hidden from it, so
 * hidden values need no cover here; blurred values do. A test compares the orders with those from the full picture.
 */
const factsFor = (game: Game, world: World, seat: number): Facts => {
  const slots = blurredFor(game)[seat]!;
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
  };
};

const orderAll = (game: Game, world: MutableWorld, players: readonly PolicyName[], die: OwnDie): void => {
  const round = roundNow(world);
  for (let seat = 0; seat < players.length; seat += 1) {
    if (world.sealed[seat] !== false) continue;
    const view = { seat, facts: factsFor(game, world, seat), round, points: world.points[seat]! };
    seal(game, world, seat, POLICIES[players[seat]!](game, view, die));
  }
};

const rollFor = (game: Game, world: MutableWorld, seed: Seed): void => {
  const { purpose, spread } = game.dice[world.waiting]!;
  const face = pickDie(seed, purpose, world.turn);
  settle(game, world, settleOdds(spread, world, face), face);
};

/** Plays a game to its end and returns the last world. */
export const playOut = (game: Game, seed: Seed, players: readonly PolicyName[], onTurn?: TurnListener): World => {
  const world = startInPlace(game);
  const die: OwnDie = (purpose) => pickDie(seed, purpose, world.turn);
  let { turn } = world;
  for (;;) {
    if (world.waiting === ORDERS) orderAll(game, world, players, die);
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

/** The seed of game `index` (from 0) of a batch: `play --seed S/i` plays that very game. */
export const seedOfGame = (seed: string, index: number): Seed => seedOf(`${seed}/${index}`);
