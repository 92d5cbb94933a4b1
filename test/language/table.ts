import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { pickDie, seedOf } from '../../src/core/chance/chance.js';
import type { GameEvent } from '../../src/core/program/events.js';
import type { Game } from '../../src/core/program/game.js';
import { momentOf } from '../../src/core/program/moment.js';
import type { Order, World } from '../../src/core/program/world.js';
import { observe, type Picture } from '../../src/core/seat/observe.js';
import { endingId, nodeAt } from '../../src/core/turn/node.js';
import { apply, applyInPlace, moveOfFace, start, startInPlace } from '../../src/core/turn/play.js';
import { namedOrder, ownDice, POLICIES, type PolicyName } from '../../src/players/policy.js';
import type { Choice } from '../../src/scenario/compile/index.js';
import { readFrom } from '../../src/scenario/library.js';
import { load } from '../../src/scenario/load.js';

/** A table for tests: every die is a move that the test plays, and every wish must be used up (pkmn's forced rolls). */

const FOLDER = fileURLToPath(new URL('.', import.meta.url));

/** The game of a small scenario of this folder. */
export const gameOf = (name: string, choice: Choice = {}): Game => load(`${name}.yaml`, readFrom(FOLDER), choice).game;

/** A point in a game, with everything that happened on the way. */
export interface Position {
  readonly game: Game;
  readonly world: World;
  readonly events: readonly GameEvent[];
}

/** How the dice fall, by the name of their purpose: a face (0 to 9999), or the id of an outcome. */
export type Luck = Readonly<Record<string, number | string>>;

/** Orders by actor: ids of actions, or whole orders. Seats seal in the sequence of the keys; the others hold. */
export type Orders = Readonly<Record<string, readonly (string | Order)[]>>;

/** Dice that a test may leave out: the game ends as early as it can, and nobody looks at the fog. */
const isIdle = (purpose: string): boolean => purpose === 'setup/horizon' || purpose.startsWith('picture/');

const rolled = (position: Position, luck: Luck): Position => {
  const { game } = position;
  const events = [...position.events];
  const unused = new Set(Object.keys(luck));
  let { world } = position;
  for (let node = nodeAt(game, world); node.is === 'chance'; node = nodeAt(game, world)) {
    const purpose = game.dice[node.die]!.purpose.name;
    const wish = luck[purpose] ?? (isIdle(purpose) ? 0 : undefined);
    if (wish === undefined) throw new Error(`the test does not say how ${purpose} falls`);
    unused.delete(purpose);
    const move =
      typeof wish === 'number'
        ? moveOfFace(game, world, wish)
        : ({ is: 'chance', address: node.address, outcome: wish } as const);
    const played = apply(game, world, move);
    world = played.world;
    events.push(...played.events);
  }
  if (unused.size > 0) throw new Error(`never rolled: ${[...unused].join(', ')}`);
  return { game, world, events };
};

/** The first orders of a game. */
export const opened = (game: Game, luck: Luck = {}): Position => {
  const { world, events } = start(game);
  return rolled({ game, world, events }, luck);
};

/** Seats that owe orders, by id. */
export const asked = ({ game, world }: Position): string[] => {
  const node = nodeAt(game, world);
  return node.is === 'orders' ? node.seats.map((seat) => game.actors[seat]!.id) : [];
};

/** Everybody's orders of this round, then dice until the next orders or the end. */
export const given = (position: Position, orders: Orders = {}, luck: Luck = {}): Position => {
  const { game } = position;
  const owing = asked(position);
  const events = [...position.events];
  let { world } = position;
  for (const seat of [...Object.keys(orders), ...owing.filter((id) => !(id in orders))]) {
    if (!owing.includes(seat)) throw new Error(`${seat} owes no orders`);
    const list = (orders[seat] ?? []).map((order) => (typeof order === 'string' ? { action: order } : order));
    const played = apply(game, world, { is: 'orders', seat, orders: list });
    world = played.world;
    events.push(...played.events);
  }
  return rolled({ game, world, events }, luck);
};

/** So many rounds of orders in which everybody holds. */
export const passed = (position: Position, rounds = 1): Position =>
  rounds === 0 ? position : passed(given(position), rounds - 1);

const indexOf = (items: readonly { readonly id: string }[], id: string): number => {
  const index = items.findIndex((item) => item.id === id);
  if (index < 0) throw new Error(`there is no ${id}`);
  return index;
};

export const levelOf = ({ game, world }: Position, slot: string): number => world.values[indexOf(game.slots, slot)]!;
export const countOf = ({ game, world }: Position, event: string): number =>
  world.eventCount[indexOf(game.events, event)]!;
export const phaseOf = ({ game, world }: Position, track: string): string => {
  const index = indexOf(game.tracks, track);
  return game.tracks[index]!.phases[world.phases[index]!]!.id;
};
export const endingOf = ({ game, world }: Position): string => endingId(game, world.ending);
export const pictureOf = ({ game, world }: Position, seat: string): Picture =>
  observe(game, world, indexOf(game.actors, seat));
export const seenOf = (position: Position, seat: string, slot: string): number =>
  pictureOf(position, seat).facts.values[indexOf(position.game.slots, slot)]!;

/** Odds of the die that stands between the orders and the next ones, in ten-thousandths. */
export const oddsAfter = (position: Position, orders: Orders): readonly number[] => {
  const { game } = position;
  let { world } = position;
  for (const seat of asked(position)) {
    const list = (orders[seat] ?? []).map((order) => (typeof order === 'string' ? { action: order } : order));
    world = apply(game, world, { is: 'orders', seat, orders: list }).world;
  }
  const node = nodeAt(game, world);
  if (node.is !== 'chance') throw new Error('no die is waited for');
  return node.odds;
};

/** A whole game by policies and the dice of a seed, on the driver that writes in place. */
export const playedBy = (game: Game, seedText: string, players: readonly PolicyName[]): Position => {
  const seed = seedOf(seedText);
  const world = startInPlace(game);
  while (world.step !== 'over') {
    const die = game.dice[world.waiting];
    const seat = world.sealed.indexOf(false);
    if (die !== undefined)
      applyInPlace(game, world, moveOfFace(game, world, pickDie(seed, die.purpose, momentOf(world))));
    else {
      const orders = POLICIES[players[seat]!](game, observe(game, world, seat), ownDice(seed, momentOf(world))).map(
        (order) => namedOrder(game, order),
      );
      applyInPlace(game, world, { is: 'orders', seat: game.actors[seat]!.id, orders });
    }
  }
  return { game, world, events: [] };
};

/** Number of seeded games in a statistical check. The seeds are 0 to 3999 and were never chosen. */
export const RUNS = 4000;

export const doctrineGames = (game: Game, runs = RUNS): Position[] =>
  Array.from({ length: runs }, (_, seed) =>
    playedBy(
      game,
      String(seed),
      game.actors.map(() => 'doctrine'),
    ),
  );

/** A share of many games against its probability, by the protocol of domain F.0: within four standard errors. */
export const expectShare = (hits: number, of: number, probability: number): void => {
  const tolerance = 4 * Math.sqrt((probability * (1 - probability)) / of);
  expect(Math.abs(hits / of - probability), `${hits} of ${of} against ${probability}`).toBeLessThanOrEqual(tolerance);
};

/** A mean of many numbers against its expectation, within four standard errors of the sample. */
export const expectMean = (sample: readonly number[], expected: number): void => {
  const mean = sample.reduce((sum, x) => sum + x, 0) / sample.length;
  const variance = sample.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (sample.length - 1);
  expect(Math.abs(mean - expected), `mean ${mean} against ${expected}`).toBeLessThanOrEqual(
    4 * Math.sqrt(variance / sample.length) + 1e-12,
  );
};
