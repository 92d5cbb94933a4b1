import { rollDie } from '../core/chance/chance.js';
import type { Game } from '../core/program/game.js';
import { addressAt, momentOf } from '../core/program/moment.js';
import type { SealedOrder, World } from '../core/program/world.js';
import { nodeAt } from '../core/turn/node.js';
import { conditionalBefore, costOf, excludes, mayOrder, mayReply, roundNow } from '../core/turn/orders.js';
import { apply, type Move, moveOfFace, start, startInPlace } from '../core/turn/play.js';
import { type FaultEntry, withFault } from '../journal/fault.js';
import { type Header, headerOf } from '../journal/lines.js';
import { journalText } from '../journal/write.js';
import { namedOrder, type Player } from '../players/policy.js';
import type { Choice } from '../scenario/compile/index.js';
import type { Loaded } from '../scenario/load.js';
import { byPolicy, type Decide, type Decision, type Fault, isFault, playGame, type Shown } from './explore-game.js';

/**
 * Witnesses: the shortest games found that show a fault or refute a claim, as journals that `replay` opens. A game is made
 * shorter by leaving orders out; dice are addressed by their cause, so what remains meets the same luck.
 */

/** What a game has to show: a fault, or a node at which a judge, made anew for each game, says yes. */
export type Sought = { readonly fault: Fault } | { readonly judge: () => (world: World) => boolean };

/** Games tried while one is made shorter. */
const MOST_TRIALS = 2000;

/** The orders among these that are legal now: what was left out before may close what comes after. */
const legalAmong = (game: Game, world: World, seat: number, orders: readonly SealedOrder[]): SealedOrder[] => {
  const kept: SealedOrder[] = [];
  let points = world.points[seat]!;
  let conditional = conditionalBefore(world, seat);
  for (const order of orders) {
    const { action, replyTo } = order;
    if (kept.some((other) => excludes(game, other.action, action))) continue;
    if (replyTo >= 0 && conditional >= game.conditionalOrders) continue;
    if (!(replyTo >= 0 ? mayReply(game, world, points, action) : mayOrder(game, world, points, action))) continue;
    kept.push(order);
    points -= costOf(game, world, action);
    if (replyTo >= 0) conditional += 1;
  }
  return kept;
};

const keyOf = (turn: number, round: number, seat: number): string => `${turn}/${round}/${seat}`;

/** Plays these decisions with these dice: the game up to where it shows what is sought; undefined if it does not. */
const shownBy = (game: Game, first: World, shown: Shown, sought: Sought): Shown | undefined => {
  const { seed, decisions } = shown;
  const byPlace = new Map(decisions.map(({ turn, round, seat, orders }) => [keyOf(turn, round, seat), orders]));
  const doctrine = byPolicy(game, seed, () => 'doctrine');
  const decide: Decide = (world, seat) => {
    // A doctrine that cannot decide is asked for nothing but its fault.
    if ('fault' in sought && sought.fault.at === 'policy' && sought.fault.seat === seat) doctrine(world, seat);
    return legalAmong(game, world, seat, byPlace.get(keyOf(world.turn, roundNow(world), seat)) ?? []);
  };
  const judge = 'judge' in sought ? sought.judge() : undefined;
  let isShown = false;
  const played = playGame(game, first, seed, decide, {
    onNode: (world) => {
      isShown = judge?.(world) ?? false;
      return isShown;
    },
  });
  const shows = 'fault' in sought ? isFault(played.fault, sought.fault) : isShown && played.fault === undefined;
  if (!shows) return undefined;
  const { world, moves, fault } = played;
  return { seed, turn: world.turn, moves, decisions: played.decisions, ...(fault ? { fault } : {}) };
};

/** Number of orders in a game. */
const ordersIn = (shown: Shown): number => shown.decisions.reduce((sum, { orders }) => sum + orders.length, 0);

/** Shorter in turns, then in orders, then in moves: negative when `one` is the shorter. */
const byLength = (one: Shown, other: Shown): number =>
  one.turn - other.turn || ordersIn(one) - ordersIn(other) || one.moves - other.moves;

/** The decisions without the orders number `from` up to `to`, counted through the game. */
const without = (decisions: readonly Decision[], from: number, to: number): Decision[] => {
  let count = 0;
  return decisions.map((decision) => {
    const first = count;
    count += decision.orders.length;
    return { ...decision, orders: decision.orders.filter((_, i) => first + i < from || first + i >= to) };
  });
};

/**
 * Makes a game shorter as far as it still shows what is sought: leaves out ever smaller runs of orders (Zeller and
 * Hildebrandt 2002, delta debugging), and ends the game where it shows it. The result shows it; no single order of it can
 * be left out, unless the trials ran out.
 */
const shorten = (game: Game, shown: Shown, sought: Sought): Shown => {
  const first = startInPlace(game);
  let trials = 0;
  const tryIt = (decisions: readonly Decision[]): Shown | undefined => {
    trials += 1;
    const one = shownBy(game, first, { ...shown, decisions }, sought);
    return one && byLength(one, best) < 0 ? one : undefined;
  };
  let best = shownBy(game, first, shown, sought) ?? shown;
  for (let size = ordersIn(best); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < ordersIn(best) && trials < MOST_TRIALS; ) {
      const shorter = tryIt(without(best.decisions, from, from + size));
      if (shorter === undefined) from += size;
      else {
        best = shorter;
        // What could not be left out before may be superfluous now.
        if (size === 1) from = 0;
      }
    }
  }
  return best;
};

/** The shortest game that comes of making each of these shorter. */
export const shortestOf = (game: Game, shown: readonly Shown[], sought: Sought): Shown | undefined =>
  shown.map((one) => shorten(game, one, sought)).sort(byLength)[0];

const ordersAt = (shown: Shown, world: World, seat: number): readonly SealedOrder[] =>
  shown.decisions.find(
    (decision) => decision.turn === world.turn && decision.round === roundNow(world) && decision.seat === seat,
  )?.orders ?? [];

const nextMove = (game: Game, world: World, shown: Shown): Move | undefined => {
  const node = nodeAt(game, world);
  if (node.is === 'ending') return undefined;
  if (node.is === 'chance')
    return moveOfFace(game, world, rollDie(shown.seed, game.dice[node.die]!.purpose, momentOf(world)));
  const seat = node.seats[0]!;
  const orders = ordersAt(shown, world, seat).map((order) => namedOrder(game, order));
  return { is: 'orders', seat: game.actors[seat]!.id, orders };
};

/** The moves of a game up to where it shows what it shows, and the world there. */
const replayedMoves = (game: Game, shown: Shown): { moves: Move[]; world: World } => {
  let { world } = start(game);
  const moves: Move[] = [];
  while (moves.length < shown.moves) {
    const move = nextMove(game, world, shown);
    if (move === undefined) break;
    moves.push(move);
    world = apply(game, world, move).world;
  }
  return { moves, world };
};

const faultEntry = (game: Game, world: World, shown: Shown, fault: Fault, n: number): FaultEntry => {
  if (fault.at === 'die')
    return { n, chance: addressAt(game, world, game.dice[world.waiting]!.purpose), fault: fault.message };
  const place = { n, turn: world.turn, seat: game.actors[fault.seat]!.id };
  if (fault.at === 'policy') return { ...place, policy: 'doctrine', fault: fault.message };
  const orders = ordersAt(shown, world, fault.seat).map((order) => namedOrder(game, order));
  return { ...place, orders, fault: fault.message };
};

/** Whoever ordered something was played by hand; so a person can go on from there. */
const playersOf = (game: Game, shown: Shown): Player[] =>
  game.actors.map((_, seat) =>
    shown.decisions.some((decision) => decision.seat === seat && decision.orders.length > 0) ? 'human' : 'hold',
  );

/** What a journal says of where it comes from. */
interface WitnessSource {
  readonly loaded: Pick<Loaded, 'files' | 'hash'>;
  readonly choice: Choice;
  /** Version of the program. */
  readonly engine: string;
}

/**
 * The journal of a witness: the game up to the node that shows what was sought, or up to the fault, with a last line that
 * makes it happen again. A fault of the program itself has no such line.
 */
export const witnessText = (game: Game, source: WitnessSource, shown: Shown, fault: Fault | undefined): string => {
  const { moves, world } = replayedMoves(game, shown);
  const players = playersOf(game, shown);
  const header: Header = headerOf(game, source.loaded, source.choice, shown.seed.text, players, source.engine);
  const text = journalText(game, header, start(game).world, moves);
  const own = shown.fault ?? fault;
  return own?.ofScenario ? withFault(text, faultEntry(game, world, shown, own, moves.length + 1)) : text;
};
