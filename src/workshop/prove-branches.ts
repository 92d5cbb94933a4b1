import { oddsOf } from '../core/chance/odds.js';
import type { Game } from '../core/program/game.js';
import { addressAt } from '../core/program/moment.js';
import { type MutableWorld, ORDERS, type SealedOrder, type World } from '../core/program/world.js';
import { seal } from '../core/turn/docket.js';
import type { Move } from '../core/turn/play.js';
import { settle } from '../core/turn/settle.js';
import { proceed } from '../core/turn/turn.js';
import { DIE } from '../core/vocabulary.js';
import { namedOrder } from '../players/policy.js';
import { decideBy, legalOrders } from './prove-decisions.js';
import type { Deciders } from './prove-items.js';
import type { Known } from './prove-key.js';
import { triggerPlace } from './prove-places.js';
import type { Relevance } from './prove-relevance.js';

/** Everything that a world which waits can go on to: chance is a player like any other (decision D1). */

/** A move, and what of the fog it stands for. */
export interface Step {
  readonly move: Move;
  /** A face of a seat's fog with which its policy gives these orders. */
  readonly fog?: { readonly seat: string; readonly face: number };
  /** The seat whose fog this die is: it is looked at later. */
  readonly fogOf?: string;
}

/** One way on from a world that waits. */
export interface Branch extends Step {
  /** Odds of the branch; 1 where anybody may order anything: then only nature has odds. */
  readonly odds: number;
  readonly known: Known;
  /** Plays the move on a world that it may change. Throws `RuleFault` where the rules break. */
  readonly play: (world: MutableWorld) => void;
}

/** How the games of a proof branch. */
export interface Branching {
  /** Every branch of a world that waits. Throws `RuleFault` where the rules give no odds. */
  readonly branchesOf: (world: World, known: Known) => Iterable<Branch>;
  /** The branch of a world that has only one, where that is plain to see: a seat that holds, or a die that changes nothing. */
  readonly onlyBranch: (world: World, known: Known) => Branch | undefined;
}

/** Prepares the branches of a game for these deciders. */
export const branching = (game: Game, relevance: Relevance, deciders: Deciders): Branching => {
  const decide = deciders === 'anybody' ? undefined : decideBy(game, deciders);
  return {
    onlyBranch: (world, known) => {
      if (world.waiting >= 0)
        return game.dice[world.waiting]!.spread.by === 'face' && !faceMatters(game, relevance, world)
          ? rollAny(game, world, known)
          : undefined;
      if (world.waiting !== ORDERS) return undefined;
      const seat = world.sealed.indexOf(false);
      return relevance.active[seat] ? undefined : orderBranch(game, seat, [], { odds: 1, known });
    },
    *branchesOf(world, known) {
      if (world.waiting !== ORDERS) {
        yield* outcomesOf(game, relevance, world, known);
        return;
      }
      const seat = world.sealed.indexOf(false);
      if (decide === undefined)
        for (const orders of legalOrders(game, world, seat, relevance.actions))
          yield orderBranch(game, seat, orders, { odds: 1, known });
      else
        for (const { orders, odds, known: next, fog } of decide(world, seat, known)) {
          const seen = fog === undefined ? {} : { fog: { seat: game.actors[seat]!.id, face: fog } };
          yield orderBranch(game, seat, orders, { odds, known: next, ...seen });
        }
    },
  };
};

const orderBranch = (
  game: Game,
  seat: number,
  orders: readonly SealedOrder[],
  rest: Pick<Branch, 'odds' | 'known' | 'fog'>,
): Branch => ({
  ...rest,
  move: { is: 'orders', seat: game.actors[seat]!.id, orders: orders.map((order) => namedOrder(game, order)) },
  play: (world) => {
    seal(game, world, seat, orders);
    proceed(game, world);
  },
});

function* outcomesOf(game: Game, relevance: Relevance, world: World, known: Known): Generator<Branch> {
  const { purpose, spread, outcomes } = game.dice[world.waiting]!;
  const address = addressAt(game, world, purpose);
  if (spread.by !== 'face') {
    const odds = oddsOf(spread, world);
    for (let i = 0; i < odds.length; i += 1)
      if (odds[i]! > 0)
        yield {
          ...rolling(game, i),
          move: { is: 'chance', address, outcome: outcomes[i]!.id },
          odds: odds[i]! / DIE,
          known,
        };
  } else if (faceMatters(game, relevance, world))
    for (let face = 0; face < DIE; face += 1)
      yield { ...rolling(game, face), move: { is: 'chance', address, outcome: String(face) }, odds: 1 / DIE, known };
  else yield rollAny(game, world, known);
}

const rolling = (game: Game, outcome: number): Pick<Branch, 'play'> => ({
  play: (world) => {
    settle(game, world, outcome, undefined);
    proceed(game, world);
  },
});

/** A die with 10,000 faces that are all the same for what matters. */
const rollAny = (game: Game, world: World, known: Known): Branch => {
  const { purpose, use } = game.dice[world.waiting]!;
  const move = { is: 'chance', address: addressAt(game, world, purpose), outcome: '0' } as const;
  const fog = use.is === 'fog' ? { fogOf: game.actors[use.seat]!.id } : {};
  return { ...rolling(game, 0), ...fog, move, odds: 1, known };
};

/**
 * Whether the face of a die that has 10,000 outcomes matters. Fog is not rolled when the die is asked for: it is looked
 * at where somebody decides by what it shows.
 */
const faceMatters = (game: Game, relevance: Relevance, world: World): boolean => isWide(game, relevance, world.waiting);

const isWide = (game: Game, { places, slots, afterDie }: Relevance, die: number): boolean => {
  const { use } = game.dice[die]!;
  if (use.is === 'start') return slots[places.open]!.includes(use.slot);
  return use.is === 'draw' && afterDie[triggerPlace(game, places, use.trigger)]!.has(use.slot);
};

/** Dice with 10,000 outcomes that matter: what makes most games too large to follow. */
export const wideDice = (game: Game, relevance: Relevance): number[] =>
  [...game.dice.keys()].filter((die) => isWide(game, relevance, die));
