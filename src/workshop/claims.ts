import type { Seed } from '../core/chance/chance.js';
import type { Game, Property } from '../core/program/game.js';
import type { World } from '../core/program/world.js';
import { startInPlace } from '../core/turn/play.js';
import { seedOfGame } from '../study/playout.js';
import { type Interval, wilson } from '../study/statistics.js';
import { byPolicy, keepShortest, type PlayedGame, playGame, type Shown } from './explore-game.js';

/** The claims a scenario makes of its games, tried on games that are played. */

/** What the games of an exploration say of a claim. */
export interface ClaimTally {
  readonly property: Property;
  /** Games that were played to their end, or decided the claim before they went wrong. */
  games: number;
  /** Games in which its condition held at some time; for `share`, at the end. */
  held: number;
  /** Games that refute it. */
  refuting: number;
  /** The shortest games that refute it, or show what is `reachable`. */
  readonly shown: Shown[];
}

/** Tallies of all claims of a game, before the first game is played. */
export const newClaims = (game: Game): ClaimTally[] =>
  game.properties.map((property) => ({ property, games: 0, held: 0, refuting: 0, shown: [] }));

/** Whether what the claim speaks of is so now. */
const isSo = ({ when, ending }: Property, world: World): boolean =>
  when === undefined ? world.step === 'over' && world.ending === ending : when.holds(world);

/** A claim followed through one game. `shows`: this very node refutes it, or shows what is reachable. */
interface ClaimWatch {
  readonly shows: (world: World) => boolean;
}

/** Follows one claim through one game; begin anew for each. `share` is judged by many games, never by one. */
export const watchClaim = (property: Property): ClaimWatch => {
  let held = false;
  return {
    shows: (world) => {
      const isOver = world.step === 'over';
      switch (property.claim) {
        case 'never':
        case 'reachable':
          return isSo(property, world);
        case 'always':
          // How a game ends can be told only when it has ended.
          return (property.when !== undefined || isOver) && !isSo(property, world);
        case 'eventually':
          held ||= isSo(property, world);
          return isOver && !held;
        case 'share':
          return isOver && isSo(property, world);
      }
    },
  };
};

/** Follows all claims through one game of an exploration. */
export const claimsWatch = (
  claims: readonly ClaimTally[],
): {
  readonly onNode: (world: World, moves: number) => void;
  readonly onEnd: (seed: Seed, played: PlayedGame) => void;
} => {
  const followed = claims.map((claim) => ({
    claim,
    watch: watchClaim(claim.property),
    at: undefined as { turn: number; moves: number } | undefined,
  }));
  return {
    onNode: (world, moves) => {
      for (const one of followed)
        if (one.at === undefined && one.watch.shows(world)) one.at = { turn: world.turn, moves };
    },
    onEnd: (seed, { decisions, fault }) => {
      for (const { claim, at } of followed) {
        if (fault !== undefined && at === undefined) continue;
        claim.games += 1;
        if (at === undefined) continue;
        const isWanted = claim.property.claim === 'reachable' || claim.property.claim === 'share';
        if (isWanted) claim.held += 1;
        else claim.refuting += 1;
        keepShortest(claim.shown, { seed, ...at, decisions });
      }
    },
  };
};

/** The share of games that end in a way, when every seat follows its doctrine. */
export interface ShareFound extends Interval {
  readonly property: Property;
  /** Games that did not go wrong. */
  readonly games: number;
  /** Those that ended in that way. */
  readonly count: number;
}

/**
 * Shares are claims about how the scenario is usually played, so they are judged by games of their own, every seat by its
 * doctrine. Game i has the seed `seed/i`: `play --all doctrine --seed seed/i` plays that very game.
 */
export const sharesOf = (game: Game, games: number, seed: string): ShareFound[] => {
  const properties = game.properties.filter((property) => property.claim === 'share');
  if (properties.length === 0) return [];
  const counts = properties.map(() => 0);
  const first = startInPlace(game);
  let finished = 0;
  for (let index = 0; index < games; index += 1) {
    const own = seedOfGame(seed, index);
    const doctrine = byPolicy(game, own, () => 'doctrine');
    const { world, fault } = playGame(game, first, own, doctrine, {});
    if (fault) continue;
    finished += 1;
    for (const [i, property] of properties.entries()) if (isSo(property, world)) counts[i]! += 1;
  }
  return properties.map((property, i) => ({
    property,
    games: finished,
    count: counts[i]!,
    ...wilson(counts[i]!, finished),
  }));
};

/** 0 to 1; 0 where every game went wrong. */
export const shareIn = ({ count, games }: ShareFound): number => count / Math.max(1, games);

/** How a claimed share stands: the whole interval lies above it, part of it does, or none. */
export const shareVerdict = ({ low, high, property }: ShareFound): 'refuted' | 'undecided' | 'not refuted' =>
  low > property.atMost ? 'refuted' : high > property.atMost ? 'undecided' : 'not refuted';

/**
 * The exact one-sided 95 % upper bound on how often something happens that was not seen in `games` games (Clopper and
 * Pearson 1934): whatever happens more often would have been seen with at least 95 % probability. 0 to 1.
 */
export const unseenBound = (games: number): number => (games === 0 ? 1 : 1 - 0.05 ** (1 / games));
