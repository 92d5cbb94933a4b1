import type { Seed } from '../core/chance/chance.js';
import { EVERYBODY, type Game, onlySeat } from '../core/program/game.js';
import type { SealedOrder, World } from '../core/program/world.js';
import { roundNow } from '../core/turn/orders.js';
import { startInPlace } from '../core/turn/play.js';
import type { PolicyName } from '../players/policy.js';
import { seedOfGame } from '../study/playout.js';
import { type ClaimTally, claimsWatch, newClaims } from './claims.js';
import {
  type Coverage,
  countedGame,
  newCoverage,
  noteEnd,
  noteOdds,
  noteOrders,
  noteOutcome,
  noteRound,
  noteStart,
  noteTurn,
} from './coverage.js';
import {
  byPolicy,
  type Decide,
  type Fault,
  isFault,
  keepShortest,
  type PlayedGame,
  playGame,
  type Shown,
} from './explore-game.js';
import { type Mark, markOf, type Novelty, newNovelty, noteNews, type Seeker, seekOrders } from './explore-seek.js';

/** Many seeded games of one scenario, played to find out what it can do and where it breaks. */

interface ExploreOptions {
  /** Number of games, 1 or more. */
  readonly games: number;
  /** Game i (from 0) has the seed `seed/i`. */
  readonly seed: string;
  /** Most different faults that are kept. */
  readonly maxFindings: number;
  /** Called now and then with the number of games played. */
  readonly onProgress?: (games: number) => void;
}

/** Games that show the same fault. */
interface FoundFault {
  readonly fault: Fault;
  games: number;
  /** The shortest of them, shortest first. */
  readonly shown: Shown[];
}

/** What many games of one scenario showed. */
export interface Exploration {
  readonly games: number;
  readonly seed: string;
  readonly coverage: Coverage;
  /** Most frequent last: in the order in which they were found. */
  readonly faults: readonly FoundFault[];
  readonly claims: readonly ClaimTally[];
  /** Games by how their seats were played. */
  readonly manners: Readonly<Record<Manner, number>>;
}

/** How the seats of a game are played. `mixed` seats one at random, the others by their doctrines. */
export const MANNERS = ['hold', 'random', 'doctrine', 'mixed', 'seeking', 'seeking-alone'] as const;
type Manner = (typeof MANNERS)[number];

/** Of every twelve games: seeking ones find most; games by doctrine and at random show what is usual. */
const ROTA: readonly Manner[] = [
  'doctrine',
  'random',
  'seeking',
  'hold',
  'seeking',
  'mixed',
  'doctrine',
  'seeking-alone',
  'random',
  'seeking',
  'mixed',
  'seeking',
];

const mannerOf = (index: number): Manner => ROTA[index % ROTA.length]!;

/** Orders tried for each round of a seeking game. */
const TRIES = 5;

interface Trip {
  readonly game: Game;
  readonly counted: Game;
  readonly first: World;
  readonly options: ExploreOptions;
  readonly coverage: Coverage;
  readonly novelty: Novelty;
  readonly faults: FoundFault[];
  readonly claims: readonly ClaimTally[];
}

/** Who decides in game `index`, and what a seeking game needs to know of each turn's beginning. */
const deciderOf = (trip: Trip, index: number, seed: Seed): { decide: Decide; onOrders: (world: World) => void } => {
  const { game, novelty } = trip;
  const manner = mannerOf(index);
  const one = Math.floor(index / ROTA.length) % game.actors.length;
  const doctrine = byPolicy(game, seed, () => 'doctrine');
  const policy = (name: (seat: number) => PolicyName): { decide: Decide; onOrders: () => void } => ({
    decide: byPolicy(game, seed, name),
    onOrders: () => {},
  });
  if (manner === 'mixed') return policy((seat) => (seat === one ? 'random' : 'doctrine'));
  if (manner !== 'seeking' && manner !== 'seeking-alone') return policy(() => manner);
  const seats = manner === 'seeking' ? EVERYBODY : onlySeat(one);
  const seeker: Seeker = { game, seed, novelty, seats, others: doctrine, tries: TRIES };
  let orders: readonly (readonly SealedOrder[])[] = [];
  return {
    decide: (_, seat) => orders[seat]!,
    onOrders: (world) => {
      orders = seekOrders(seeker, world, markOf(world));
    },
  };
};

const playIndex = (trip: Trip, index: number): void => {
  const { counted, first, coverage, novelty, game, options } = trip;
  const seed = seedOfGame(options.seed, index);
  const { decide, onOrders } = deciderOf(trip, index, seed);
  const claims = claimsWatch(trip.claims);
  let before: Mark = markOf(first);
  noteStart(coverage, first);
  const played = playGame(counted, first, seed, decide, {
    onNode: (world, moves) => {
      claims.onNode(world, moves);
      return false;
    },
    onOrders: (world) => {
      noteRound(game, coverage, world, roundNow(world));
      onOrders(world);
    },
    onSealed: (_, orders) => noteOrders(coverage, orders),
    beforeDie: (world, die) => noteOdds(game, coverage, world, die),
    onDie: (die, outcome) => noteOutcome(game, coverage, die, outcome),
    onTurn: (world) => {
      noteTurn(game, coverage, world, world.step === 'over' ? world.turn : world.turn - 1);
      noteNews(game, novelty, before, world);
      before = markOf(world);
    },
  });
  noteEnd(game, coverage, played.world);
  claims.onEnd(seed, played);
  if (played.fault) noteFault(trip, seed, played, played.fault);
};

const noteFault = (trip: Trip, seed: Seed, { world, moves, decisions }: PlayedGame, fault: Fault): void => {
  let found = trip.faults.find((known) => isFault(fault, known.fault));
  if (!found) {
    if (trip.faults.length >= trip.options.maxFindings) return;
    found = { fault, games: 0, shown: [] };
    trip.faults.push(found);
  }
  found.games += 1;
  keepShortest(found.shown, { seed, turn: world.turn, moves, decisions });
};

/** How often progress is told, in games. */
const PROGRESS = 25;

/** Plays seeded games under different policies. The same options give the same result in any process. */
export const explore = (game: Game, options: ExploreOptions): Exploration => {
  const coverage = newCoverage(game);
  const trip: Trip = {
    game,
    counted: countedGame(game, coverage),
    first: startInPlace(game),
    options,
    coverage,
    novelty: newNovelty(game),
    faults: [],
    claims: newClaims(game),
  };
  const manners: Record<Manner, number> = { hold: 0, random: 0, doctrine: 0, mixed: 0, seeking: 0, 'seeking-alone': 0 };
  for (let index = 0; index < options.games; index += 1) {
    manners[mannerOf(index)] += 1;
    playIndex(trip, index);
    if ((index + 1) % PROGRESS === 0) options.onProgress?.(index + 1);
  }
  return { games: options.games, seed: options.seed, coverage, faults: trip.faults, claims: trip.claims, manners };
};
