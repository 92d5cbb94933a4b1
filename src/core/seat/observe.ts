import { deviate } from '../chance/chance.js';
import type { Reads } from '../language/reads.js';
import type { GameEvent, Happening } from '../program/events.js';
import type { Cause, Game, Seats } from '../program/game.js';
import { includesSeat } from '../program/game.js';
import { ORDERS, type SealedOrder, type World } from '../program/world.js';
import { causeSeenBy } from '../turn/effects.js';
import { mayOrder, type OrderFacts, roundNow } from '../turn/orders.js';
import { dateInWords } from './disguise.js';

/**
 * What a viewer may learn (decision D7). This is the only way from a world and its events to a screen, a line, a file, a
 * policy or a program: facts of the same shape as the world's with what is hidden covered and what is blurred blurred,
 * and events with their covert causes covered. `players/view.ts` puts both together for whoever prints.
 */

/** Who looks: a seat; a spectator, to whom all is open but what is told at the end; or whoever may know the truth. */
export type Viewer = number | 'spectator' | 'truth';

export const isSeat = (viewer: Viewer): viewer is number => typeof viewer === 'number';

/** Whether a viewer may know what these seats know. */
export const mayKnow = (seats: Seats, viewer: Viewer): boolean => !isSeat(viewer) || includesSeat(seats, viewer);

/** A position as a viewer sees it. */
export interface Picture {
  /** The seat that looks; -1 for a spectator or the truth. */
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
  const seen = believed + Math.max(0, deviation.value(world)) * deviate(world.fog[seat]!, slot.noise);
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

/** The picture of a viewer. Hidden values of others, the horizon and sealed orders do not reach a seat. */
export const observe = (game: Game, world: World, viewer: Viewer): Picture => {
  const seat = isSeat(viewer) ? viewer : -1;
  const own = world.sealed[seat];
  return {
    seat,
    facts: isSeat(viewer) ? factsSeenBy(game, world, viewer) : world,
    step: world.step,
    round: roundNow(world),
    date: dateInWords(game, world.day, game.clock.unit === 'month' && world.shortTurns > 0 ? 'day' : game.clock.unit),
    points: world.points[seat] ?? 0,
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

/** How well a viewer sees a stored number. */
export type Sight = 'exact' | 'blurred' | 'hidden';

export const sightOf = (game: Game, slot: number, viewer: Viewer): Sight => {
  const { seenBy, blur } = game.slots[slot]!;
  if (mayKnow(seenBy, viewer)) return 'exact';
  return blur !== undefined && mayKnow(blur.seats, viewer) ? 'blurred' : 'hidden';
};

/** Whether a viewer knows everything that an expression reads, exactly. */
export const knowsAll = (game: Game, { slots, tracks, traits, events }: Reads, viewer: Viewer): boolean =>
  [...slots].every((slot) => mayKnow(game.slots[slot]!.seenBy, viewer)) &&
  [...tracks].every((track) => mayKnow(game.tracks[track]!.seenBy, viewer)) &&
  [...events].every((event) => mayKnow(game.events[event]!.seenBy, viewer)) &&
  [...traits].every((trait) => !isSeat(viewer) || game.traits[trait]!.actor === viewer);

/** The cause of what a viewer sees, which it may not see itself. */
export type SeenCause = Cause | { readonly is: 'hidden' };

type Covered<E> = E extends { readonly cause: Cause }
  ? Omit<E, 'cause'> & { readonly cause: SeenCause }
  : E extends { readonly is: 'entered' }
    ? E & { readonly firebreak: boolean }
    : E;

/** An event as a viewer learns of it. Nothing that prints takes an event that still says who sees it. */
export type SeenEvent = Covered<Happening> & Pick<GameEvent, 'turn' | 'step'> & { readonly seenBy?: never };

const covered = (game: Game, cause: Cause, viewer: Viewer): SeenCause =>
  mayKnow(causeSeenBy(game, cause), viewer) ? cause : { is: 'hidden' };

const seenAs = (game: Game, event: GameEvent, viewer: Viewer): SeenEvent => {
  const { seenBy: _, ...rest } = event;
  switch (rest.is) {
    case 'moved':
    case 'points':
      return { ...rest, cause: covered(game, rest.cause, viewer) };
    case 'entered': {
      const way = game.chart.transitions[rest.transition];
      const firebreak = way?.firebreak ?? false;
      // Of two ways to one phase, which was taken would tell what its condition reads.
      const isKnown = way !== undefined && knowsAll(game, way.when.reads, viewer);
      return { ...rest, firebreak, transition: isKnown ? rest.transition : -1 };
    }
    default:
      return rest;
  }
};

const isSeen = (event: GameEvent, viewer: Viewer): boolean =>
  // Hidden traits and the horizon are told at the end, to a spectator too.
  viewer === 'spectator' ? event.step !== 'setup' : mayKnow(event.seenBy, viewer);

/** Events as a viewer learns of them, in order. */
export const eventsFor = (game: Game, events: readonly GameEvent[], viewer: Viewer): SeenEvent[] =>
  events.filter((event) => isSeen(event, viewer)).map((event) => seenAs(game, event, viewer));
