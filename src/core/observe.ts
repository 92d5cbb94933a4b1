import { deviate } from './chance.js';
import { dateInWords } from './disguise.js';
import type { GameEvent } from './events.js';
import type { Game } from './game.js';
import { includesSeat } from './game.js';
import { mayOrder, type OrderFacts, roundNow } from './orders.js';
import { ORDERS, type SealedOrder, type World } from './world.js';

/**
 * What a seat sees (decision D7). This is the only way to a screen, a policy or a program for a seat: facts of the same
 * shape as the world's, with hidden values covered and blurred values blurred.
 */
export interface Picture {
  readonly seat: number;
  readonly facts: OrderFacts;
  readonly step: World['step'];
  /** Position of the consultation round, or -1. */
  readonly round: number;
  readonly date: string;
  /** Action points this seat has left. */
  readonly points: number;
  /** Whether this seat owes orders now. */
  readonly owes: boolean;
  /** For each seat, whether it has sealed its orders of this round. */
  readonly hasSealed: readonly boolean[];
  /** This seat's own sealed orders of this round. */
  readonly sealed: readonly SealedOrder[];
}

const slotSeen = (game: Game, world: World, seat: number, index: number): number => {
  const slot = game.slots[index]!;
  if (includesSeat(slot.seenBy, seat)) return world.values[index]!;
  if (slot.blur && includesSeat(slot.blur.seats, seat)) return blurredValue(world, seat, index, slot);
  // Hidden: the value it had before the game says nothing about this game.
  return typeof slot.start === 'number' ? slot.start : (slot.start.from + slot.start.to) / 2;
};

/** Evidence is pulled toward what the observer already believed, then blurred (Jervis 1976). Whole points: a picture is no instrument. */
export const blurredValue = (world: World, seat: number, index: number, slot: Game['slots'][number]): number => {
  const { deviation, prior, pull } = slot.blur!;
  const truth = world.values[index]!;
  const believed = prior && pull ? truth + pull.value(world) * (prior.value(world) - truth) : truth;
  const seen = believed + Math.max(0, deviation.value(world)) * deviate(world.fog[seat]!, index);
  return Math.min(Math.max(Math.round(seen), slot.min), slot.max);
};

/** Slots that a seat sees only blurred; most seats of most scenarios have none. */
export const blurredSlots = (game: Game, seat: number): number[] =>
  game.slots.flatMap(({ blur, seenBy }, slot) =>
    blur && includesSeat(blur.seats, seat) && !includesSeat(seenBy, seat) ? [slot] : [],
  );

/** The facts of a world with these slots blurred for a seat: what it decides by where it reads nothing hidden from it. */
export const blurredFacts = (game: Game, world: World, seat: number, slots: readonly number[]): OrderFacts => {
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

/** Facts as a seat knows them. */
export const factsSeenBy = (game: Game, world: World, seat: number): OrderFacts => ({
  turn: world.turn,
  period: world.period,
  days: world.days,
  lastTurn: 0,
  given: world.given.map((orders, other) => (other === seat ? orders : [])),
  values: game.slots.map((_, index) => slotSeen(game, world, seat, index)),
  phases: game.tracks.map((track, index) =>
    includesSeat(track.seenBy, seat) ? world.phases[index]! : game.chart.start[index]!,
  ),
  entered: game.tracks.map((track, index) => (includesSeat(track.seenBy, seat) ? world.entered[index]! : 0)),
  eventTurn: game.events.map((event, index) => (includesSeat(event.seenBy, seat) ? world.eventTurn[index]! : 0)),
  eventCount: game.events.map((event, index) => (includesSeat(event.seenBy, seat) ? world.eventCount[index]! : 0)),
  traits: game.traits.map((trait, index) => (trait.actor === seat ? world.traits[index]! : -1)),
  sums: game.watches.map((watch, index) => (seesWatch(game, watch, seat) ? world.sums[index]! : 0)),
  peaks: game.watches.map((watch, index) => (seesWatch(game, watch, seat) ? world.peaks[index]! : 0)),
});

const seesWatch = (game: Game, watch: Game['watches'][number], seat: number): boolean =>
  includesSeat('slot' in watch ? game.slots[watch.slot]!.seenBy : game.tracks[watch.track]!.seenBy, seat);

/** The picture of a seat. Hidden values of others, the horizon and sealed orders do not reach it. */
export const observe = (game: Game, world: World, seat: number): Picture => {
  const own = world.sealed[seat];
  return {
    seat,
    facts: factsSeenBy(game, world, seat),
    step: world.step,
    round: roundNow(world),
    date: dateInWords(game, world.day, game.clock.unit === 'month' && world.shortTurns > 0 ? 'day' : game.clock.unit),
    points: world.points[seat]!,
    owes: world.waiting === ORDERS && own === false,
    hasSealed: game.actors.map((_, other) => world.sealed[other] !== false),
    sealed: own === false || own === undefined ? [] : own,
  };
};

/** Actions a seat may order now, by its own picture. */
export const actionsFor = (game: Game, picture: Picture): number[] =>
  game.actionsOf[picture.seat]!.filter(
    (index) => game.actions[index]!.round === picture.round && mayOrder(game, picture.facts, picture.points, index),
  );

/** Events that a seat sees, in order. The causes of what it sees may still be hidden: ask `causeSeenBy`. */
export const eventsFor = (events: readonly GameEvent[], seat: number): GameEvent[] =>
  events.filter((event) => includesSeat(event.seenBy, seat));
