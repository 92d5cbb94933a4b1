import { dateInWords } from '../core/disguise.js';
import type { GameEvent } from '../core/events.js';
import type { Facts } from '../core/facts.js';
import { type Game, includesSeat, type Seats } from '../core/game.js';
import type { Viewer } from '../core/narrate.js';
import { eventsFor, observe, type Picture } from '../core/observe.js';
import { roundNow } from '../core/orders.js';
import { ORDERS, type World } from '../core/world.js';

/**
 * What a viewer may look at. A seat sees through `observe` and `eventsFor`, and through nothing else; the truth is for
 * spectators of a game without people, and for everybody once the game is over.
 */

export const mayKnow = (seats: Seats, viewer: Viewer): boolean => viewer === 'truth' || includesSeat(seats, viewer);

export const visibleEvents = (events: readonly GameEvent[], viewer: Viewer): readonly GameEvent[] =>
  viewer === 'truth' ? events : eventsFor(events, viewer);

const truthOf = (game: Game, world: World): Picture => ({
  seat: -1,
  facts: world,
  step: world.step,
  round: roundNow(world),
  date: dateInWords(game, world.day, game.clock.unit === 'month' && world.shortTurns > 0 ? 'day' : game.clock.unit),
  points: 0,
  owes: false,
  hasSealed: game.actors.map((_, seat) => world.waiting !== ORDERS || world.sealed[seat] !== false),
  sealed: [],
});

const remembered = new WeakMap<World, Map<Viewer, Picture>>();

/** The picture a viewer has of a world. Worlds never change, so each is looked at once. */
export const pictureOf = (game: Game, world: World, viewer: Viewer): Picture => {
  const pictures = remembered.get(world) ?? new Map<Viewer, Picture>();
  remembered.set(world, pictures);
  const picture = pictures.get(viewer) ?? (viewer === 'truth' ? truthOf(game, world) : observe(game, world, viewer));
  pictures.set(viewer, picture);
  return picture;
};

/** How well a viewer sees a stored number. */
export type Sight = 'exact' | 'blurred' | 'hidden';

export const sightOf = (game: Game, slot: number, viewer: Viewer): Sight => {
  const { seenBy, blur } = game.slots[slot]!;
  if (mayKnow(seenBy, viewer)) return 'exact';
  return blur !== undefined && mayKnow(blur.seats, viewer) ? 'blurred' : 'hidden';
};

/** A fact at several times, oldest first. */
export const history = (
  game: Game,
  worlds: readonly World[],
  viewer: Viewer,
  read: (facts: Facts) => number,
): number[] => worlds.map((world) => read(pictureOf(game, world, viewer).facts));
