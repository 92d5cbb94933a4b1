import { type Purpose, pickDie, purposeOf, type Seed } from '../core/chance/chance.js';
import { type Game, includesSeat } from '../core/program/game.js';
import { copyInPlay, type MutableWorld, NOTHING, ORDERS, type SealedOrder, type World } from '../core/program/world.js';
import { seal } from '../core/turn/docket.js';
import { conditionalBefore, costOf, excludes, mayOrder, mayReply, roundNow } from '../core/turn/orders.js';
import { rollInPlace } from '../core/turn/settle.js';
import { proceed } from '../core/turn/turn.js';
import { DIE } from '../core/vocabulary.js';
import type { Decide } from './explore-game.js';

/**
 * Seeking what has not been seen: orders are chosen by trying a few on a copy of the world, with the very dice the game
 * will roll, and keeping those that lead where the exploration has been least. The odds stay honest: what a die shows
 * follows from the seed, as in any game with it.
 */

/** How often the exploration has been where, by position in the game's lists. */
export interface Novelty {
  readonly events: number[];
  /** By track, then by leaf left times leaves plus leaf entered. */
  readonly moves: readonly number[][];
  /** By slot and tenth of its range. */
  readonly bands: readonly number[][];
  readonly endings: number[];
}

const BANDS = 10;

/** Before the first game. */
export const newNovelty = (game: Game): Novelty => ({
  events: game.events.map(() => 0),
  moves: game.tracks.map(({ phases }) => phases.flatMap(() => phases.map(() => 0))),
  bands: game.slots.map(() => new Array<number>(BANDS).fill(0)),
  endings: game.endings.map(() => 0),
});

/** The tenth of its range a slot stands in; a counter without an end counts single steps. */
const bandOf = (game: Game, slot: number, value: number): number => {
  const { min, max } = game.slots[slot]!;
  const along = Number.isFinite(max - min) && max - min > BANDS ? ((value - min) / (max - min)) * BANDS : value - min;
  return Math.min(BANDS - 1, Math.max(0, Math.floor(along)));
};

/** Where a world was when a turn began: what is needed to say what a turn brought. */
export interface Mark {
  readonly phases: readonly number[];
  readonly eventCount: readonly number[];
}

/** A copy: the world itself goes on. */
export const markOf = (world: World): Mark => ({
  phases: world.phases.slice(),
  eventCount: world.eventCount.slice(),
});

/** Calls back for each thing a turn brought: its counter and how much it weighs when it is new. */
const eachNews = (
  game: Game,
  novelty: Novelty,
  before: Mark,
  world: World,
  visit: (counts: number[], index: number, weight: number) => void,
): void => {
  for (let event = 0; event < game.events.length; event += 1)
    if (world.eventCount[event]! > before.eventCount[event]!) visit(novelty.events, event, 3);
  for (let track = 0; track < game.tracks.length; track += 1) {
    const size = game.tracks[track]!.phases.length;
    visit(novelty.moves[track]!, before.phases[track]! * size + world.phases[track]!, 2);
  }
  for (let slot = 0; slot < game.slots.length; slot += 1)
    visit(novelty.bands[slot]!, bandOf(game, slot, world.values[slot]!), 0.5);
};

/** Counts what a turn brought. */
export const noteNews = (game: Game, novelty: Novelty, before: Mark, world: World): void => {
  eachNews(game, novelty, before, world, (counts, index) => {
    counts[index]! += 1;
  });
  if (world.step === 'over' && world.ending >= 0) novelty.endings[world.ending]! += 1;
};

/** How new what a turn brought is. A game that ends in a known way has nothing more to show. */
const worthOf = (game: Game, novelty: Novelty, before: Mark, world: World): number => {
  let worth = 0;
  eachNews(game, novelty, before, world, (counts, index, weight) => {
    worth += weight / Math.sqrt(1 + counts[index]!);
  });
  if (world.step !== 'over') return worth;
  return worth + (world.ending >= 0 && novelty.endings[world.ending] === 0 ? 5 : -3);
};

const purposes: Purpose[] = [];

/** Dice of the exploration's own, at addresses no rule and no policy uses. */
const diceFrom = (seed: Seed, turn: number, round: number): ((sides: number) => number) => {
  let next = (round + 1) * 1000;
  return (sides) => {
    purposes[next] ??= purposeOf(`explore/${next}`);
    const face = pickDie(seed, purposes[next]!, turn);
    next += 1;
    return Math.floor((face * sides) / DIE);
  };
};

/** An order a seat could give now, and what it costs. */
interface Open extends SealedOrder {
  readonly cost: number;
}

/** What a seat is asked in a round: the same for all sets of orders that are tried. */
interface Asked {
  readonly game: Game;
  /** All it could order, with and without an event to wait for. */
  readonly open: readonly Open[];
  readonly points: number;
  /** Conditional orders it may still give this turn. */
  readonly conditional: number;
}

const askedOf = (game: Game, world: World, seat: number): Asked => {
  const round = roundNow(world);
  const points = world.points[seat]!;
  const conditional = game.conditionalOrders - conditionalBefore(world, seat);
  const open: Open[] = [];
  for (const action of game.actionsOf[seat]!) {
    if (game.actions[action]!.round !== round) continue;
    const cost = costOf(game, world, action);
    if (mayOrder(game, world, points, action)) open.push({ action, replyTo: -1, cost });
    if (mayReply(game, world, points, action))
      for (const replyTo of game.actions[action]!.replies) open.push({ action, replyTo, cost });
  }
  return { game, open, points, conditional };
};

/** Picks orders one by one among those that are still open, until `pick` picks none. */
const ordersBy = (asked: Asked, pick: (open: readonly Open[]) => Open | undefined): SealedOrder[] => {
  const orders: SealedOrder[] = [];
  let { open, points, conditional } = asked;
  for (;;) {
    const order = open.length === 0 ? undefined : pick(open);
    if (order === undefined) return orders;
    orders.push({ action: order.action, replyTo: order.replyTo });
    points -= order.cost;
    if (order.replyTo >= 0) conditional -= 1;
    open = open.filter(
      (one) =>
        one.cost <= points && !excludes(asked.game, order.action, one.action) && (one.replyTo < 0 || conditional > 0),
    );
  }
};

/** Any legal orders, often as many as the points allow. */
const anyOrders = (asked: Asked, roll: (sides: number) => number): SealedOrder[] =>
  ordersBy(asked, (open) => open[roll(open.length + 1)]);

/** Legal orders, those given least first: ties and near-ties by die. */
const rareOrders = (asked: Asked, novelty: Novelty, roll: (sides: number) => number): SealedOrder[] =>
  ordersBy(asked, (open) => {
    let best: Open | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const one of open) {
      const rank = novelty.events[asked.game.actions[one.action]!.ownEvent]! + roll(4);
      if (rank < least) [least, best] = [rank, one];
    }
    return best;
  });

/** Plays a copy to the end of its turn with these orders in the present round; nobody orders in later rounds. */
const tryOut = (game: Game, world: MutableWorld, seed: Seed, orders: readonly (readonly SealedOrder[])[]): void => {
  const { turn } = world;
  for (let seat = 0; seat < orders.length; seat += 1)
    if (world.sealed[seat] === false) seal(game, world, seat, orders[seat]!);
  proceed(game, world);
  while (world.turn === turn && world.waiting !== NOTHING) {
    if (world.waiting === ORDERS)
      for (let seat = 0; seat < world.sealed.length; seat += 1)
        if (world.sealed[seat] === false) seal(game, world, seat, []);
    if (world.waiting >= 0) rollInPlace(game, world, seed);
    proceed(game, world);
  }
};

/** How a round of orders is chosen in a seeking game. */
export interface Seeker {
  readonly game: Game;
  readonly seed: Seed;
  readonly novelty: Novelty;
  /** Seats that seek; the others follow `others`. */
  readonly seats: number;
  readonly others: Decide;
  /** Sets of orders tried for each round. */
  readonly tries: number;
}

const candidatesFor = (seeker: Seeker, world: World, roll: (sides: number) => number): SealedOrder[][][] => {
  const { game, novelty, seats, others, tries } = seeker;
  const asked = game.actors.map((_, seat) => {
    if (world.sealed[seat] !== false) return [];
    return includesSeat(seats, seat) ? askedOf(game, world, seat) : [...others(world, seat)];
  });
  return Array.from({ length: tries }, (_, attempt) =>
    asked.map((one) => {
      if (!('open' in one)) return one;
      return attempt === 0 ? rareOrders(one, novelty, roll) : roll(6) === 0 ? [] : anyOrders(one, roll);
    }),
  );
};

/** The orders of all seats for the round a world waits for: those whose turn is least like what was seen before. */
export const seekOrders = (seeker: Seeker, world: World, before: Mark): readonly (readonly SealedOrder[])[] => {
  const { game, seed, novelty } = seeker;
  const roll = diceFrom(seed, world.turn, roundNow(world));
  let best: readonly (readonly SealedOrder[])[] = [];
  let most = Number.NEGATIVE_INFINITY;
  for (const orders of candidatesFor(seeker, world, roll)) {
    const copy = copyInPlay(world);
    let worth: number;
    try {
      tryOut(game, copy, seed, orders);
      worth = worthOf(game, novelty, before, copy);
    } catch {
      // Orders that break the scenario are the most interesting of all: the game itself will show how.
      worth = Number.MAX_VALUE;
    }
    if (worth > most) [most, best] = [worth, orders];
  }
  return best;
};
