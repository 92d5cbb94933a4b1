import { createHash } from 'node:crypto';
import type { Change, Effect, Game } from '../core/program/game.js';
import {
  DRAWS,
  type Later,
  MARKS,
  NOTHING,
  ORDERS,
  type Pending,
  RUNS_OUT,
  RUNS_OUT_IN_PERIODS,
  type SealedOrder,
  type World,
} from '../core/program/world.js';
import { endingId } from '../core/turn/node.js';
import type { Origin } from '../core/vocabulary.js';

/**
 * Digests of worlds: each line of a journal promises the world that its move led to. A digest says what the world means:
 * ids instead of positions, in an order of its own, without what only serves the program (where a list has been read up
 * to) and without what never happened. It may not change while the version of the rules stands, or old games stop verifying.
 */

/** The format of journals. Format 1 belongs to version 1 of the rules, which Firebreak 0.1 plays. */
export const FORMAT = 2;

/** A short digest of a world: enough to find the first move after which two games differ. */
export const digestOf = (game: Game, world: World): string =>
  createHash('sha256').update(meaningOf(game, world)).digest('hex').slice(0, 16);

/** Names of a game's lists, and the order of ids in which a digest goes through them: the same wherever an item stands. */
interface Names {
  readonly slots: readonly Named[];
  readonly tracks: readonly Named[];
  readonly traits: readonly Named[];
  readonly events: readonly Named[];
  readonly watches: readonly Named[];
  readonly actors: readonly Named[];
  /** By position. */
  readonly actions: readonly string[];
  readonly effects: readonly string[];
}

interface Named {
  readonly name: string;
  /** Position in the game's list. */
  readonly at: number;
}

const known = new WeakMap<Game, Names>();

const namesOf = (game: Game): Names => {
  const names = known.get(game) ?? newNames(game);
  known.set(game, names);
  return names;
};

const inOrder = (names: readonly string[]): Named[] =>
  names.map((name, at) => ({ name, at })).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.at - b.at));

const newNames = (game: Game): Names => ({
  slots: inOrder(game.slots.map(({ id }) => id)),
  tracks: inOrder(game.tracks.map(({ id }) => id)),
  traits: inOrder(game.traits.map(({ id, actor }) => `${game.actors[actor]?.id}.${id}`)),
  events: inOrder(game.events.map(({ id }) => id)),
  watches: inOrder(
    game.watches.map((watch) =>
      'slot' in watch ? game.slots[watch.slot]!.id : `rung ${game.tracks[watch.track]!.id}`,
    ),
  ),
  actors: inOrder(game.actors.map(({ id }) => id)),
  actions: game.actions.map(({ id, actor }) => `${game.actors[actor]!.id}/${id}`),
  effects: effectNames(game),
});

const causeName = (game: Game, { cause }: Effect): string => {
  switch (cause.is) {
    case 'action': {
      const { id, actor } = game.actions[cause.action]!;
      return `order ${game.actors[actor]!.id}/${id}${cause.alone ? ' alone' : ''}`;
    }
    case 'trigger':
      return `trigger ${game.triggers[cause.trigger]!.id}`;
    case 'phase':
      return `phase ${game.tracks[cause.track]!.id}`;
    case 'upkeep':
    case 'expiry':
    case 'bound':
      return cause.is;
  }
};

const changeName = (game: Game, change: Change): string => {
  switch (change.is) {
    case 'adjust':
    case 'set':
      return `${change.is} ${game.slots[change.slot]!.id}`;
    case 'raise':
      return `${change.to ? 'raise' : 'lower'} ${game.slots[change.slot]!.id}`;
    case 'signal':
      return `signal ${game.events[change.event]!.id}`;
    case 'points':
      return `points ${game.actors[change.actor]!.id}`;
    case 'tell':
      return 'tell';
  }
};

const byPlace = (a: Origin, b: Origin): number =>
  (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column;

/** Effects have no ids: each is named by what it belongs to, what it changes, and its number among those of one name. */
const effectNames = (game: Game): string[] => {
  const names: string[] = [];
  const counts = new Map<string, number>();
  const places = [...game.effects.keys()].sort(
    (a, b) => byPlace(game.effects[a]!.origin, game.effects[b]!.origin) || a - b,
  );
  for (const at of places) {
    const effect = game.effects[at]!;
    const name = `${causeName(game, effect)} ${changeName(game, effect.change)}`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    names[at] = `${name} ${count}`;
  }
  return names;
};

const orderName = (game: Game, { actions }: Names, { action, replyTo }: SealedOrder): string =>
  replyTo < 0 ? actions[action]! : `${actions[action]} after ${game.events[replyTo]!.id}`;

/** Orders of one seat: within a round the order in which they were entered says nothing. */
const ordersText = (game: Game, names: Names, orders: readonly SealedOrder[]): string =>
  orders
    .map((order) => orderName(game, names, order))
    .sort()
    .join(', ');

const waitText = (game: Game, world: World): string => {
  if (world.waiting === NOTHING) return `ended ${endingId(game, world.ending)}`;
  return world.waiting === ORDERS ? 'orders' : `die ${game.dice[world.waiting]!.purpose.name}`;
};

const laterText = (game: Game, names: Names, { turn, effect, slot, by }: Later): string => {
  if (effect === RUNS_OUT || effect === RUNS_OUT_IN_PERIODS)
    return `${turn} runs out${effect === RUNS_OUT ? '' : ' in periods'}: ${game.slots[slot]!.id} ${by}`;
  return `${turn} ${names.effects[effect]}`;
};

const pendingText = (game: Game, names: Names, { ref, of, amount }: Pending): string => {
  if (ref === MARKS) return `event ${game.events[of]!.id}`;
  return `${ref === DRAWS ? game.dice[of]!.purpose.name : names.effects[ref]} ${amount}`;
};

/** Texts of what has no order of its own, in the order of the alphabet. */
const sorted = <T>(items: readonly T[], write: (item: T) => string): string => items.map(write).sort().join('');

/** What a world means, as a text: a line for each thing that is so, by ids. */
const meaningOf = (game: Game, world: World): string => {
  const names = namesOf(game);
  const { turn, period, days, day, shortTurns, nextIsShort, lastTurn, horizon, step } = world;
  let text = `turn ${turn} period ${period} days ${days} day ${day} short ${shortTurns} ${nextIsShort} last ${lastTurn} of ${horizon}\n`;
  text += `${step} ${step === 'consultation' ? game.rounds[world.round]!.id : ''} ${waitText(game, world)}\n`;
  for (const { name, at } of names.slots) {
    const [value, lasting] = [world.values[at], world.lasting[at]];
    text += `${name} ${value}${value === lasting ? '' : ` of ${lasting}`}\n`;
  }
  for (const { name, at } of names.tracks)
    text += `track ${name} ${game.tracks[at]!.phases[world.phases[at]!]!.id} ${world.entered[at]}\n`;
  for (const { name, at } of names.traits)
    if (world.traits[at]! >= 0) text += `trait ${name} ${game.traits[at]!.values[world.traits[at]!]!.id}\n`;
  for (const { name, at } of names.events)
    if (world.eventCount[at] !== 0) text += `event ${name} ${world.eventCount[at]} ${world.eventTurn[at]}\n`;
  for (const { name, at } of names.watches) text += `watch ${name} ${world.sums[at]} ${world.peaks[at]}\n`;
  text += seatsText(game, names, world);
  // What was carried out before has had its effects: only what is left can still matter.
  const left = step === 'consultation' || step === 'resolution' ? world.docket.slice(world.cursor) : [];
  if (left.length > 0) text += `opened ${world.opened - world.cursor}\n`;
  for (const entry of left) {
    const also = ordersText(game, names, entry.also);
    text += `docket ${orderName(game, names, entry)} ${entry.matched ? 'matched' : 'alone'} ${also}\n`;
  }
  text += sorted(world.pending, (request) => `pending ${pendingText(game, names, request)}\n`);
  text += sorted(world.later, (later) => `later ${laterText(game, names, later)}\n`);
  return text;
};

const seatsText = (game: Game, names: Names, world: World): string => {
  let text = '';
  for (const { name, at } of names.actors) {
    text += `seat ${name} points ${world.points[at]} bonus ${world.bonus[at]} fog ${world.fog[at]}\n`;
    const sealed = world.sealed[at];
    if (sealed !== undefined) text += sealed === false ? 'owes\n' : `sealed ${ordersText(game, names, sealed)}\n`;
    if (world.given[at]!.length > 0) text += `given ${ordersText(game, names, world.given[at]!)}\n`;
  }
  return text;
};
