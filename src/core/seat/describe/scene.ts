import { oddsOf } from '../../chance/odds.js';
import { RuleFault } from '../../faults.js';
import { constantCondition } from '../../language/expression.js';
import type { GameEvent } from '../../program/events.js';
import { type Game, includesSeat } from '../../program/game.js';
import { copyInPlay, type DocketEntry, firstWorld, type MutableWorld, NOTHING, ORDERS } from '../../program/world.js';
import { closeRound } from '../../turn/docket.js';
import { mark } from '../../turn/effects.js';
import { settle } from '../../turn/settle.js';
import { advance } from '../../turn/turn.js';
import { DIE } from '../../vocabulary.js';
import { knowsAll, type Picture } from '../observe.js';

/** The rest of a turn, run by the rules on a world that holds what a seat sees and nothing else. */

/** Where an order is tried: the game as the seat knows its rules, and the turn without the order. */
export interface Scene {
  readonly game: Game;
  /** With the triggers and conditions left out that the seat cannot work out. */
  readonly known: Game;
  readonly seat: number;
  readonly world: MutableWorld;
  readonly idle: Trace;
}

/** What a run of the rest of the turn showed. */
export interface Trace {
  readonly world: MutableWorld;
  readonly events: readonly GameEvent[];
  /** Dice that were met, with the world in which they were thrown. */
  readonly dice: readonly { readonly die: number; readonly odds: readonly number[]; readonly world: MutableWorld }[];
  /** The rules broke in the pretended world: what came until then is all that is known. */
  readonly broke: boolean;
}

export const sceneOf = (game: Game, picture: Picture, replyTo: number): Scene => {
  const known = knownTo(game, picture.seat);
  const world = pretended(game, picture);
  if (replyTo >= 0) mark(world, replyTo);
  return { game, known, seat: picture.seat, world, idle: runOut(known, copyInPlay(world), []) };
};

/** A world that holds what the picture shows, at the moment when orders of this round are carried out. */
const pretended = (game: Game, { facts, round, seat, points }: Picture): MutableWorld => {
  const world = firstWorld(game);
  return {
    ...world,
    turn: facts.turn,
    period: facts.period,
    days: facts.days,
    values: [...facts.values],
    // What of a value passes, the seat is not told: all of it stands.
    lasting: [...facts.values],
    phases: [...facts.phases],
    entered: [...facts.entered],
    eventTurn: [...facts.eventTurn],
    eventCount: [...facts.eventCount],
    traits: [...facts.traits],
    sums: [...facts.sums],
    peaks: [...facts.peaks],
    given: facts.given.map((orders) => orders.map((order) => ({ ...order }))),
    step: round < 0 ? 'resolution' : 'consultation',
    round: Math.max(round, 0),
    waiting: NOTHING,
    // Nobody knows which turn is the last.
    horizon: Number.MAX_SAFE_INTEGER,
    points: game.actors.map((_, other) => (other === seat ? points : 0)),
    sealed: game.actors.map(() => []),
  };
};

const gamesKnown = new WeakMap<Game, Map<number, Game>>();

/** The rules that a seat can follow: triggers that it sees, and effects whose condition reads nothing hidden from it. */
const knownTo = (game: Game, seat: number): Game => {
  const bySeat = gamesKnown.get(game) ?? new Map<number, Game>();
  gamesKnown.set(game, bySeat);
  const made = bySeat.get(seat) ?? makeKnown(game, seat);
  bySeat.set(seat, made);
  return made;
};

const makeKnown = (game: Game, seat: number): Game => {
  const never = constantCondition(false);
  const isFollowed = (index: number): boolean => {
    const { seenBy, when } = game.triggers[index]!;
    return includesSeat(seenBy, seat) && (when === undefined || knowsAll(game, when.reads, seat));
  };
  const { situation, response, chance, review } = game.triggersAt;
  return {
    ...game,
    triggersAt: {
      situation,
      response: response.filter(isFollowed),
      chance: chance.filter(isFollowed),
      review: review.filter(isFollowed),
    },
    effects: game.effects.map((effect) =>
      effect.when === undefined || knowsAll(game, effect.when.reads, seat) ? effect : { ...effect, when: never },
    ),
  };
};

/** How a die comes out while a turn is run: that of the order as it is asked for, others as if nothing came of them. */
export const quietOutcome = (game: Game, die: number, odds: readonly number[]): number => {
  const { outcomes } = game.dice[die]!;
  const quiet = outcomes.findIndex((outcome, i) => outcome.event < 0 && odds[i]! > 0);
  return quiet >= 0 ? quiet : odds.indexOf(Math.max(...odds));
};

/** Runs a turn to its end with these orders. `chosen` is how the die of the first order comes out. */
export const runOut = (game: Game, world: MutableWorld, docket: DocketEntry[], chosen = -1): Trace => {
  world.docket = docket.map((entry) => ({ ...entry, also: [] }));
  world.opened = 0;
  return goOn(game, world, chosen);
};

const goOn = (game: Game, world: MutableWorld, chosen: number): Trace => {
  const events: GameEvent[] = [];
  const dice: Trace['dice'][number][] = [];
  const tell = (event: GameEvent): void => void events.push(event);
  let left = chosen;
  try {
    while (world.step !== 'situation' && world.step !== 'over') {
      if (world.waiting === ORDERS) sealNothing(game, world);
      else if (world.waiting === NOTHING) advance(game, world, tell);
      else {
        const die = world.waiting;
        const { use, spread } = game.dice[die]!;
        const isOwn = use.is === 'action';
        const odds = spread.by === 'face' ? [] : oddsOf(spread, world);
        if (!isOwn && odds.length > 0) dice.push({ die, odds, world: copyInPlay(world) });
        // A number that is drawn from a range stands for its middle.
        const outcome = isOwn && left >= 0 ? left : odds.length > 0 ? quietOutcome(game, die, odds) : DIE / 2;
        if (isOwn) left = -1;
        settle(game, world, outcome, odds.length > 0 ? undefined : outcome, tell);
      }
    }
  } catch (error) {
    if (!(error instanceof RuleFault)) throw error;
    return { world, events, dice, broke: true };
  }
  return { world, events, dice, broke: false };
};

/** Everybody who still owes orders in a later round of the turn holds. */
const sealNothing = (game: Game, world: MutableWorld): void => {
  world.sealed = world.sealed.map((orders) => (orders === false ? [] : orders));
  closeRound(game, world);
};

/** Takes an outcome of the die that is waited for, and runs the turn to its end. */
export const withOutcome = (game: Game, world: MutableWorld, outcome: number): Trace => {
  const events: GameEvent[] = [];
  settle(game, world, outcome, undefined, (event) => void events.push(event));
  const rest = goOn(game, world, -1);
  return { ...rest, events: [...events, ...rest.events] };
};
