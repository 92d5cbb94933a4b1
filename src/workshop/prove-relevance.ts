import type { Game } from '../core/program/game.js';
import { type Deciders, type Item, isActive, itemsOf } from './prove-items.js';
import { type Places, placesOf } from './prove-places.js';
import { addReads, noReads, type Reads, readsOf } from './prove-reads.js';

/**
 * What of a world can still matter: to an ending, to a claim, to an order, or to whether the rules break. Two worlds
 * that differ only in the rest have the same future, and the proof keeps one of them.
 */
export interface Relevance {
  readonly places: Places;
  /** Everything that can matter at any place. */
  readonly reads: Reads;
  /** Slots, and events of this turn, that can still matter, by place. */
  readonly slots: readonly (readonly number[])[];
  readonly now: readonly (readonly number[])[];
  /** Slots that can still matter once what was asked for at a place has happened. */
  readonly afterDie: readonly ReadonlySet<number>[];
  /** Seats that may order something that matters. */
  readonly active: readonly boolean[];
  /** Actions that can change what matters. */
  readonly actions: ReadonlySet<number>;
  /** Effects that can change what matters. */
  readonly effects: ReadonlySet<number>;
  /** Slots that can have passing changes: what lasts of them is not told by what they show. */
  readonly passing: ReadonlySet<number>;
}

/** What can matter to a game's endings and properties. */
export const relevanceOf = (game: Game, deciders: Deciders): Relevance => {
  const places = placesOf(game);
  const claims = noReads();
  for (const { when } of game.properties) if (when) addReads(claims, readsOf(game, when));
  const { reads, items } = sliceOf(itemsOf(game, places, deciders), claims);
  const before = liveAt(places.count, items, claims, ({ slots }) => slots);
  // Of what happened this turn nothing is left when the next one begins, and nothing overwrites it before.
  const kept = items.map((item) => ({ ...item, overwrites: -1 }));
  const now = liveAt(places.count, kept, claims, (read) => read.now, places.open);
  const actions = new Set(items.flatMap(({ action }) => (action < 0 ? [] : [action])));
  return {
    places,
    reads,
    slots: before.map(({ live }) => [...live].sort((a, b) => a - b)),
    now: now.map(({ live }) => [...live].sort((a, b) => a - b)),
    afterDie: before.map(({ afterDie }) => afterDie),
    active: game.actors.map(
      (_, seat) => isActive(deciders, seat) && game.actionsOf[seat]!.some((action) => actions.has(action)),
    ),
    actions,
    effects: new Set(items.flatMap(({ effect }) => (effect < 0 ? [] : [effect]))),
    passing: new Set(
      game.effects.flatMap(({ change }) => ('lasts' in change && change.lasts > 0 ? [change.slot] : [])),
    ),
  };
};

/** The items that can matter, and what they read: the claims' cone of influence. */
const sliceOf = (all: readonly Item[], claims: Reads): { reads: Reads; items: Item[] } => {
  const reads = noReads();
  addReads(reads, claims);
  const items = new Set<Item>();
  for (let before = -1; before < items.size; ) {
    before = items.size;
    for (const item of all) {
      if (items.has(item) || !(item.always || touches(item, reads))) continue;
      items.add(item);
      addReads(reads, item.reads);
    }
  }
  return { reads, items: all.filter((item) => items.has(item)) };
};

const touches = ({ slots, events, tracks, watches }: Item, reads: Reads): boolean =>
  slots.some((slot) => reads.slots.has(slot)) ||
  tracks.some((track) => reads.tracks.has(track)) ||
  watches.some((watch) => reads.sums.has(watch) || reads.peaks.has(watch)) ||
  events.some(
    (event) => reads.now.has(event) || reads.ever.has(event) || reads.since.has(event) || reads.count.has(event),
  );

/** Whether nothing else at its place writes what an item overwrites: of two different values neither might be taken. */
const isAlone = (item: Item, reading: readonly Item[]): boolean =>
  !reading.some((other) => other !== item && other.slots.includes(item.overwrites));

interface Live {
  /** What can still matter where a world waits at this place. */
  readonly live: Set<number>;
  readonly afterDie: Set<number>;
}

/**
 * Reads followed backwards through the turn and round again, until nothing is added. What is overwritten at a place
 * without having been read is not needed before it; at `forgets` everything is.
 */
const liveAt = (
  count: number,
  items: readonly Item[],
  claims: Reads,
  pick: (reads: Reads) => ReadonlySet<number>,
  forgets = -1,
): Live[] => {
  const places = Array.from(
    { length: count },
    (): Live => ({ live: new Set(pick(claims)), afterDie: new Set(pick(claims)) }),
  );
  const overwritten = items.filter((item) => item.overwrites >= 0);
  const reading = Array.from({ length: count }, (_, place) => items.filter(({ at }) => at.includes(place)));
  const size = (): number => places.reduce((sum, { live, afterDie }) => sum + live.size + afterDie.size, 0);
  for (let before = -1; before < size(); ) {
    before = size();
    for (let place = count - 1; place >= 0; place -= 1) {
      const { live, afterDie } = places[place]!;
      const next = (place + 1) % count;
      if (next !== forgets) for (const one of places[next]!.live) afterDie.add(one);
      const gone = overwritten.filter((item) => item.at.includes(place) && isAlone(item, reading[place]!));
      for (const one of afterDie) if (!gone.some(({ overwrites }) => overwrites === one)) live.add(one);
      // Everything at one place reads the world as it stood before anything there happened.
      for (const { reads } of reading[place]!) for (const one of pick(reads)) live.add(one);
    }
  }
  return places;
};
