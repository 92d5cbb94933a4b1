import { RuleFault } from '../core/faults.js';
import type { Game, Property } from '../core/program/game.js';
import { copyInPlay, type MutableWorld, type World } from '../core/program/world.js';
import { startInPlace } from '../core/turn/play.js';
import { type Branch, type Branching, branching, type Step, wideDice } from './prove-branches.js';
import type { Deciders } from './prove-items.js';
import { type Known, keyOf, NOTHING_KNOWN_YET } from './prove-key.js';
import { momentOf } from './prove-places.js';
import { type Relevance, relevanceOf } from './prove-relevance.js';
import { add, amountOf, nothing, type Total } from './prove-total.js';

/**
 * All games at once, moment by moment: worlds of one moment with the same future are one world with the sum of their
 * odds. Each moment is finished before the next, so nothing is visited twice.
 */

/** How far to go before giving up. */
export interface Limits {
  /** Most different worlds. */
  readonly worlds: number;
  readonly milliseconds: number;
}

/** The moves that led to a point, last first. */
export interface Trail extends Step {
  readonly before: Trail | undefined;
  /** Orders given, a million each, and moves: of two ways to one moment the lighter is the shorter. */
  readonly weight: number;
}

/** A point in a game: nothing has moved where there is no trail. */
export interface Point {
  readonly turn: number;
  readonly trail: Trail | undefined;
}

/** What was found of one property. `came` means that its condition held at some time (for `always`: failed to). */
export interface Sighting {
  /** Odds of the games in which it came, as far as they were seen. */
  readonly came: number;
  /** Odds of the games that ended without it. */
  readonly missed: number;
  /** The first points at which it came, and at which a game ended without it. */
  readonly firstCame?: Point;
  readonly firstMissed?: Point;
}

interface Break {
  readonly message: string;
  readonly odds: number;
  readonly trail: Trail | undefined;
}

/** What ended an enumeration before its time. */
export type Stop = 'worlds' | 'milliseconds' | 'memory';

/** What following all games showed. */
export interface Walk {
  /** Whether every game was followed to its end. */
  readonly complete: boolean;
  /** The limit that was reached; absent where every game was followed. */
  readonly stoppedBy?: Stop;
  /** Different worlds that were looked at. */
  readonly worlds: number;
  /** Worlds that were still to be looked at when a limit was reached. */
  readonly open: number;
  /** The turn up to which every game was followed. */
  readonly turn: number;
  /** Odds of the games that were followed to their end. */
  readonly finished: number;
  /** Odds of each ending by turn; the ending is `CLOCK_RAN_OUT` where no other came. */
  readonly endings: ReadonlyMap<number, ReadonlyMap<number, number>>;
  readonly faults: readonly Break[];
  readonly sightings: readonly Sighting[];
  /** Dice with 10,000 outcomes that matter. */
  readonly wideDice: readonly number[];
}

interface Held {
  readonly world: MutableWorld;
  readonly known: Known;
  /** For each property, whether it came. */
  readonly seen: string;
  readonly odds: Total;
  trail: Trail | undefined;
}

interface Sight {
  readonly came: Total;
  readonly missed: Total;
  firstCame?: Point;
  firstMissed?: Point;
}

interface Progress {
  readonly game: Game;
  readonly relevance: Relevance;
  readonly branching: Branching;
  /** Properties whose past is part of a world: whether they came matters at the end. */
  readonly followed: readonly boolean[];
  readonly moments: Map<number, Map<string, Held>>;
  readonly endings: Map<number, Map<number, Total>>;
  readonly faults: Map<string, { readonly odds: Total; readonly trail: Trail | undefined }>;
  readonly sights: readonly Sight[];
  worlds: number;
  /** Worlds that are held now. */
  open: number;
}

/** Numbers that all worlds held at a time may have together: about half a gigabyte. */
const MOST_NUMBERS = 5e7;

/** How many numbers a world of this game has, roughly. */
const sizeOf = (game: Game): number =>
  100 +
  game.slots.length +
  2 * (game.events.length + game.tracks.length + game.watches.length) +
  6 * game.actors.length;

/** Whether a property speaks of the end of the game only. */
const isOfTheEnd = ({ claim, ending }: Property): boolean => claim === 'share' || ending >= 0;

/** Whether what a property looks for is here: its condition, or for `always` that it fails. */
const comes = (property: Property, world: World): boolean => {
  if (isOfTheEnd(property) && world.step !== 'over') return false;
  const holds = property.when ? property.when.holds(world) : world.ending === property.ending;
  return property.claim === 'always' ? !holds : holds;
};

/** Follows all games of these deciders. It gives up at a limit: what was found until then stands. */
export const walk = (game: Game, deciders: Deciders, limits: Limits): Walk => {
  const progress = newProgress(game, deciders);
  const ends = performance.now() + limits.milliseconds;
  const mostOpen = MOST_NUMBERS / sizeOf(game);
  let stop: Stop | undefined;
  const mayGoOn = (): boolean => {
    if (progress.worlds > limits.worlds) stop = 'worlds';
    else if (progress.open > mostOpen) stop = 'memory';
    else if (performance.now() >= ends) stop = 'milliseconds';
    return stop === undefined;
  };
  guarded(progress, 1, undefined, () => {
    const world = startInPlace(game);
    const seen = look(progress, world, game.properties.map(() => '0').join(''), undefined);
    return arrive(progress, { world, known: NOTHING_KNOWN_YET, seen, odds: 1, trail: undefined });
  });
  let turn = 0;
  for (let moment = earliest(progress); moment !== undefined && mayGoOn(); moment = earliest(progress)) {
    const layer = progress.moments.get(moment)!;
    for (const [key, held] of layer) {
      turn = held.world.turn;
      if (!mayGoOn() || !expand(progress, held, mayGoOn)) break;
      layer.delete(key);
      progress.open -= 1;
    }
    if (layer.size === 0) progress.moments.delete(moment);
  }
  return resultOf(progress, turn, stop);
};

const newProgress = (game: Game, deciders: Deciders): Progress => {
  const relevance = relevanceOf(game, deciders);
  return {
    ...{ game, relevance, branching: branching(game, relevance, deciders), worlds: 0, open: 0 },
    followed: game.properties.map(
      (property) => !isOfTheEnd(property) && (deciders !== 'anybody' || property.claim === 'eventually'),
    ),
    ...{ moments: new Map(), endings: new Map(), faults: new Map() },
    sights: game.properties.map(() => ({ came: nothing(), missed: nothing() })),
  };
};

const earliest = ({ moments }: Progress): number | undefined => {
  let first: number | undefined;
  for (const moment of moments.keys()) if (first === undefined || moment < first) first = moment;
  return first;
};

/** Follows every branch of a world, which it uses up. False when a limit was reached before all were followed. */
const expand = (progress: Progress, held: Held, mayGoOn: () => boolean): boolean => {
  const odds = amountOf(held.odds);
  const { branchesOf } = progress.branching;
  return guarded(progress, odds, held.trail, () => {
    let waiting: Branch | undefined;
    let count = 0;
    for (const branch of branchesOf(held.world, held.known)) {
      count += 1;
      if (count % 256 === 0 && !mayGoOn()) return false;
      if (waiting) follow(progress, held, copyInPlay(held.world), waiting, odds);
      waiting = branch;
    }
    // Nobody looks at the world again after its last branch.
    if (waiting) follow(progress, held, held.world, waiting, odds);
    return true;
  });
};

/** Follows one branch, and what then comes without a choice, to the next point at which there is one. */
const follow = (progress: Progress, held: Held, world: MutableWorld, first: Branch, share: number): void => {
  const odds = share * first.odds;
  let { seen, trail } = held;
  let branch: Branch | undefined = first;
  while (branch) {
    const { move, fog, fogOf, known, play }: Branch = branch;
    trail = trailOf(trail, { move, ...(fog ? { fog } : {}), ...(fogOf ? { fogOf } : {}) });
    const at: Trail = trail;
    branch = undefined;
    guarded(progress, odds, trail, () => {
      play(world);
      seen = look(progress, world, seen, at);
      branch = progress.branching.onlyBranch(world, known);
      if (branch === undefined) arrive(progress, { world, known, seen, odds, trail: at });
      return true;
    });
  }
};

const trailOf = (before: Trail | undefined, step: Step): Trail => ({
  ...step,
  before,
  weight: weightOf(before) + 1 + (step.move.is === 'orders' ? step.move.orders.length * 1e6 : 0),
});

const weightOf = (trail: Trail | undefined): number => trail?.weight ?? 0;

/** Runs a part of the rules; where they break, so do the games that came here. */
const guarded = (progress: Progress, odds: number, trail: Trail | undefined, run: () => boolean): boolean => {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof RuleFault)) throw error;
    const known = progress.faults.get(error.message) ?? { odds: nothing(), trail };
    add(known.odds, odds);
    progress.faults.set(error.message, known);
    return true;
  }
};

interface Arrival {
  readonly world: MutableWorld;
  readonly known: Known;
  readonly seen: string;
  readonly odds: number;
  readonly trail: Trail | undefined;
}

/** Takes note of a world that waits or is over. */
const arrive = (progress: Progress, arrival: Arrival): boolean => {
  if (arrival.world.step === 'over') {
    finish(progress, arrival);
    return true;
  }
  const { game, relevance, moments } = progress;
  const { world, known, seen, odds, trail } = arrival;
  const moment = momentOf(relevance.places, world);
  const layer = moments.get(moment) ?? new Map<string, Held>();
  moments.set(moment, layer);
  const key = keyOf(game, relevance, world, known, seen);
  const same = layer.get(key);
  if (same === undefined) {
    progress.worlds += 1;
    progress.open += 1;
    layer.set(key, { world, known, seen, odds: { sum: odds, rest: 0 }, trail });
    return true;
  }
  add(same.odds, odds);
  if (weightOf(trail) < weightOf(same.trail)) same.trail = trail;
  return true;
};

/** Looks for what the properties speak of. Returns what has come so far of those that are followed. */
const look = ({ game, sights, followed }: Progress, world: World, seen: string, trail: Trail | undefined): string => {
  let now = seen;
  for (let i = 0; i < sights.length; i += 1) {
    if (now[i] === '1' || !comes(game.properties[i]!, world)) continue;
    const sight = sights[i]!;
    sight.firstCame = shorter(sight.firstCame, { turn: world.turn, trail });
    if (followed[i]) now = `${now.slice(0, i)}1${now.slice(i + 1)}`;
  }
  return now;
};

/** The earlier of two points, and of one turn the one that took less to come to. */
const shorter = (known: Point | undefined, point: Point): Point => {
  if (known === undefined || point.turn < known.turn) return point;
  return point.turn === known.turn && weightOf(point.trail) < weightOf(known.trail) ? point : known;
};

const finish = ({ game, sights, endings, followed }: Progress, { world, odds, trail, seen }: Arrival): void => {
  const turns = endings.get(world.ending) ?? new Map<number, Total>();
  endings.set(world.ending, turns);
  const total = turns.get(world.turn) ?? nothing();
  turns.set(world.turn, total);
  add(total, odds);
  for (let i = 0; i < sights.length; i += 1) {
    const sight = sights[i]!;
    const came = followed[i] ? seen[i] === '1' : comes(game.properties[i]!, world);
    if (came) add(sight.came, odds);
    else {
      add(sight.missed, odds);
      sight.firstMissed = shorter(sight.firstMissed, { turn: world.turn, trail });
    }
  }
};

const resultOf = (progress: Progress, turn: number, stop: Stop | undefined): Walk => {
  const open = [...progress.moments.values()].flatMap((layer) => [...layer.values()]);
  const ended = nothing();
  for (const turns of progress.endings.values()) for (const total of turns.values()) add(ended, amountOf(total));
  for (const [i, { came }] of progress.sights.entries())
    for (const held of open) if (held.seen[i] === '1') add(came, amountOf(held.odds));
  return {
    complete: open.length === 0,
    ...(open.length > 0 && stop ? { stoppedBy: stop } : {}),
    worlds: progress.worlds,
    open: open.length,
    turn,
    finished: amountOf(ended),
    endings: new Map(
      [...progress.endings].map(([ending, turns]) => [
        ending,
        new Map([...turns].map(([at, total]) => [at, amountOf(total)])),
      ]),
    ),
    faults: [...progress.faults].map(([message, { odds, trail }]) => ({ message, odds: amountOf(odds), trail })),
    wideDice: wideDice(progress.game, progress.relevance),
    sightings: progress.sights.map(({ came, missed, firstCame, firstMissed }) => ({
      ...{ came: amountOf(came), missed: amountOf(missed) },
      ...(firstCame ? { firstCame } : {}),
      ...(firstMissed ? { firstMissed } : {}),
    })),
  };
};
