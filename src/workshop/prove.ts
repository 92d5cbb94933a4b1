import type { Game, Property } from '../core/program/game.js';
import { endingId, endingLabel } from '../core/turn/node.js';
import type { Move } from '../core/turn/play.js';
import type { PropertyClaim } from '../core/vocabulary.js';
import type { PolicyName } from '../players/policy.js';
import { add, amountOf, nothing } from './prove-total.js';
import { type Limits, type Point, type Sighting, type Stop, type Trail, type Walk, walk } from './prove-walk.js';

/**
 * Proof by complete enumeration (`check --prove`): small games are followed in every way they can go. Under stated
 * policies that gives exact probabilities; with anybody ordering anything it gives what can happen at all.
 */

export type { Limits } from './prove-walk.js';

/** What a proof may use when nobody says otherwise, for each of its two enumerations. */
const DEFAULT_LIMITS: Limits = { worlds: 200_000, milliseconds: 30_000 };

/** How far an enumeration came. */
export interface Reach {
  /** Whether every game was followed to its end. */
  readonly complete: boolean;
  /** The limit that was reached; absent where every game was followed. */
  readonly stoppedBy?: Stop;
  /** Different worlds that were looked at. */
  readonly worlds: number;
  /** Worlds still to be looked at when a limit was reached. */
  readonly open: number;
  /** The turn in which it stopped. */
  readonly turn: number;
  /** Games in which the rules themselves break. */
  readonly faults: readonly RulesBreak[];
  /** Purposes of the dice that have 10,000 outcomes which matter: few of them make a game too large. */
  readonly wideDice: readonly string[];
}

/** A game in which the rules break, and how it comes there. */
export interface RulesBreak {
  readonly message: string;
  /** Probability under the stated policies; absent where anybody may order anything. */
  readonly odds?: number;
  readonly moves: readonly Move[];
}

interface ProvenEnding {
  readonly id: string;
  readonly label: string;
  /** Probability, 0 to 1; of the games followed to their end where the enumeration is not complete. */
  readonly odds: number;
  /** Probability of this ending in each turn in which it can come, in order. */
  readonly byTurn: readonly { readonly turn: number; readonly odds: number }[];
}

/** All games under stated policies. */
export interface ProvenGames extends Reach {
  /** Share of the games, by their odds, that were followed to their end. */
  readonly finished: number;
  readonly endings: readonly ProvenEnding[];
  /** Mean and standard deviation of the number of turns; absent where the enumeration is not complete. */
  readonly turns?: { readonly mean: number; readonly deviation: number };
}

type Verdict = 'proved' | 'refuted' | 'not-decided';

/** How one claim of the scenario stands. */
export interface ProvenProperty {
  readonly id: string;
  readonly text: string;
  readonly claim: PropertyClaim;
  /** Highest share, for `share`. */
  readonly atMost: number;
  readonly origin: Property['origin'];
  /** For all games, whatever anybody orders; for `share`, under the stated policies. */
  readonly verdict: Verdict;
  /** For the games under the stated policies alone. */
  readonly underPolicies: Verdict;
  /**
   * Bounds of the share of games, under the stated policies, in which its condition comes true at some time (for
   * `always`: fails at some time; for `share`: is true at the end). Equal where the enumeration is complete.
   */
  readonly share: { readonly low: number; readonly high: number };
  /** The same of the games in which it does not: a share so near to 1 that a number cannot tell it from 1 has its rest here. */
  readonly missed: { readonly low: number; readonly high: number };
  /**
   * A shortest game that refutes it, or shows what is `reachable`; for `share` one that counts. It ends where that is
   * seen. Dice are forced, as control would: a move has no face.
   */
  readonly game?: { readonly turn: number; readonly moves: readonly Move[] };
}

/** What complete enumeration says of a game. Plain data: it survives JSON. */
export interface Proof {
  readonly scenario: string;
  readonly preset: string;
  readonly players: readonly { readonly seat: string; readonly policy: PolicyName }[];
  readonly limits: Limits;
  readonly underPolicies: ProvenGames;
  readonly anybody: Reach;
  readonly properties: readonly ProvenProperty[];
}

/**
 * Enumerates a game twice, within limits for each: under the policies of `players` (in order of seat), and with
 * anybody ordering anything. Never throws for what a scenario does: where its rules break, that is an answer.
 */
export const prove = (game: Game, players: readonly PolicyName[], limits: Limits = DEFAULT_LIMITS): Proof => {
  const stated = walk(game, players, limits);
  const anybody = walk(game, 'anybody', limits);
  return {
    scenario: game.id,
    preset: game.preset,
    players: game.actors.map((actor, seat) => ({ seat: actor.id, policy: players[seat]! })),
    limits,
    underPolicies: provenGames(game, stated),
    anybody: reachOf(game, anybody, ({ message, trail }) => ({ message, moves: movesOf(trail) })),
    properties: game.properties.map((property, index) =>
      provenProperty(property, stated.sightings[index]!, stated.complete, anybody.sightings[index]!, anybody.complete),
    ),
  };
};

const reachOf = (
  game: Game,
  { complete, stoppedBy, worlds, open, turn, faults, wideDice }: Walk,
  breakOf: (fault: Walk['faults'][number]) => RulesBreak,
): Reach => ({
  ...{ complete, ...(stoppedBy ? { stoppedBy } : {}), worlds, open, turn, faults: faults.map(breakOf) },
  wideDice: wideDice.map((die) => game.dice[die]!.purpose.name),
});

const provenGames = (game: Game, stated: Walk): ProvenGames => {
  const endings = [...stated.endings]
    .map(([ending, turns]) => {
      const byTurn = [...turns].map(([turn, odds]) => ({ turn, odds })).sort((a, b) => a.turn - b.turn);
      const odds = sumOf(byTurn.map((one) => one.odds));
      return { ending, id: endingId(game, ending), label: endingLabel(game, ending), odds, byTurn };
    })
    // In the order of the file; the clock, a negative number, last.
    .sort((a, b) => (a.ending < 0 ? 1 : b.ending < 0 ? -1 : a.ending - b.ending))
    .map(({ id, label, odds, byTurn }) => ({ id, label, odds, byTurn }));
  const { complete, finished } = stated;
  return {
    ...reachOf(game, stated, ({ message, odds, trail }) => ({ message, odds, moves: movesOf(trail) })),
    finished,
    endings,
    ...(complete && finished > 0 ? { turns: turnsOf(endings, finished) } : {}),
  };
};

const sumOf = (parts: readonly number[]): number => {
  const total = nothing();
  for (const part of parts) add(total, part);
  return amountOf(total);
};

const turnsOf = (endings: readonly ProvenEnding[], finished: number): { mean: number; deviation: number } => {
  const all = endings.flatMap(({ byTurn }) => byTurn);
  const mean = sumOf(all.map(({ turn, odds }) => turn * odds)) / finished;
  const variance = sumOf(all.map(({ turn, odds }) => (turn - mean) ** 2 * odds)) / finished;
  return { mean, deviation: Math.sqrt(variance) };
};

/** Rounding of sums of odds, far below one game in a thousand million. */
const HAIR = 1e-12;

const provenProperty = (
  property: Property,
  stated: Sighting,
  statedComplete: boolean,
  anybody: Sighting,
  anybodyComplete: boolean,
): ProvenProperty => {
  const { id, text, claim, atMost, origin } = property;
  const share = { low: stated.came, high: statedComplete ? stated.came : Math.max(stated.came, 1 - stated.missed) };
  const missed = {
    low: stated.missed,
    high: statedComplete ? stated.missed : Math.max(stated.missed, 1 - stated.came),
  };
  const underPolicies = claim === 'share' ? shareVerdict(share, atMost) : verdictOf(claim, stated, statedComplete);
  const verdict = claim === 'share' ? underPolicies : overallVerdict(claim, anybody, anybodyComplete, underPolicies);
  const point = (claim === 'share' ? undefined : pointOf(claim, anybody)) ?? pointOf(claim, stated);
  const game = point && { turn: point.turn, moves: movesOf(point.trail) };
  return { id, text, claim, atMost, origin, verdict, underPolicies, share, missed, ...(game ? { game } : {}) };
};

const shareVerdict = ({ low, high }: ProvenProperty['share'], atMost: number): Verdict =>
  low > atMost + HAIR ? 'refuted' : high <= atMost + HAIR ? 'proved' : 'not-decided';

const verdictOf = (claim: Exclude<PropertyClaim, 'share'>, sighting: Sighting, complete: boolean): Verdict => {
  switch (claim) {
    case 'never':
    case 'always':
      return sighting.firstCame ? 'refuted' : complete ? 'proved' : 'not-decided';
    case 'reachable':
      return sighting.firstCame ? 'proved' : complete ? 'refuted' : 'not-decided';
    case 'eventually':
      return sighting.firstMissed ? 'refuted' : complete ? 'proved' : 'not-decided';
  }
};

/** A counterexample found under these policies refutes the claim; a proof under them does not prove it. */
const overallVerdict = (
  claim: Exclude<PropertyClaim, 'share'>,
  anybody: Sighting,
  complete: boolean,
  underPolicies: Verdict,
): Verdict => {
  const verdict = verdictOf(claim, anybody, complete);
  if (verdict !== 'not-decided') return verdict;
  return underPolicies === (claim === 'reachable' ? 'proved' : 'refuted') ? underPolicies : 'not-decided';
};

/** The point that shows how a claim stands. */
const pointOf = (claim: PropertyClaim, { firstCame, firstMissed }: Sighting): Point | undefined =>
  claim === 'eventually' ? firstMissed : firstCame;

/**
 * The moves of a trail, in their order. A fog die was passed over when it was asked for; here it shows a face with which
 * its seat's policy gives the orders that follow.
 */
const movesOf = (trail: Trail | undefined): Move[] => {
  const moves: Move[] = [];
  const faces = new Map<string, number>();
  for (let at = trail; at !== undefined; at = at.before) {
    const { move, fog, fogOf } = at;
    // The last orders of a turn know most of its fog.
    if (fog && !faces.has(fog.seat)) faces.set(fog.seat, fog.face);
    moves.push(move.is === 'chance' && fogOf ? { ...move, outcome: String(faces.get(fogOf) ?? 0) } : move);
    if (fogOf) faces.delete(fogOf);
  }
  return moves.reverse();
};
