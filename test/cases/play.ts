import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { pickDie, seedOf } from '../../src/core/chance/chance.js';
import { oddsOf } from '../../src/core/chance/odds.js';
import type { Game } from '../../src/core/program/game.js';
import { momentOf } from '../../src/core/program/moment.js';
import { ORDERS, type World } from '../../src/core/program/world.js';
import { observe } from '../../src/core/seat/observe.js';
import { apply, applyInPlace, type Move, moveOfFace, start, startInPlace } from '../../src/core/turn/play.js';
import { DIE } from '../../src/core/vocabulary.js';
import { namedOrder, ownDice, POLICIES, type PolicyName } from '../../src/players/policy.js';
import type { Choice } from '../../src/scenario/compile/index.js';
import { readFrom } from '../../src/scenario/library.js';
import { load } from '../../src/scenario/load.js';

/** Small games with known solutions, played by the engine (`domain` F). Nothing here knows a rule. */

const CASES = fileURLToPath(new URL('.', import.meta.url));
const read = readFrom(CASES);

/** The text of a case's scenario file. */
export const textOf = (name: string): string => read(`${name}.yaml`)!;

export const caseOf = (name: string, choice: Choice = {}): Game => load(`${name}.yaml`, read, choice).game;

/** A game from text, for cases that differ by a few lines. */
export const gameOf = (text: string, choice: Choice = {}): Game => load('case.yaml', () => text, choice).game;

/** The position of a dial, counter or flag. */
export const slotOf = (game: Game, id: string): number => {
  const slot = game.slots.findIndex((candidate) => candidate.id === id);
  if (slot < 0) throw new Error(`${game.id} has no ${id}`);
  return slot;
};

export const dialOf = (game: Game, world: World, id: string): number => world.values[slotOf(game, id)]!;

/** How often an event has happened. */
export const countOf = (game: Game, world: World, id: string): number => {
  const event = game.events.findIndex((candidate) => candidate.id === id);
  if (event < 0) throw new Error(`${game.id} has no event ${id}`);
  return world.eventCount[event]!;
};

export const endingOf = (game: Game, world: World): string => game.endings[world.ending]?.id ?? 'clock-ran-out';

export type Players = PolicyName | readonly PolicyName[];

const playerAt = (players: Players, seat: number): PolicyName =>
  typeof players === 'string' ? players : players[seat]!;

/** Plays one game to its end, in place; `onMove` hears each move before it is made. */
export const playOne = (
  game: Game,
  seedText: string,
  players: Players = 'hold',
  onMove?: (move: Move, world: World) => void,
): World => {
  const seed = seedOf(seedText);
  const world = startInPlace(game);
  const make = (move: Move): void => {
    onMove?.(move, world);
    applyInPlace(game, world, move);
  };
  while (world.step !== 'over') {
    if (world.waiting !== ORDERS) {
      make(moveOfFace(game, world, pickDie(seed, game.dice[world.waiting]!.purpose, momentOf(world))));
      continue;
    }
    const seat = world.sealed.indexOf(false);
    const policy = POLICIES[playerAt(players, seat)];
    const orders = policy(game, observe(game, world, seat), ownDice(seed, momentOf(world))).map((order) =>
      namedOrder(game, order),
    );
    make({ is: 'orders', seat: game.actors[seat]!.id, orders });
  }
  return world;
};

/** Plays the games of the seeds `name/0`, `name/1`, … and collects what is asked of each at its end. */
export const playMany = <T>(
  game: Game,
  name: string,
  count: number,
  collect: (world: World) => T,
  players: Players = 'hold',
): T[] => Array.from({ length: count }, (_, i) => collect(playOne(game, `${name}/${i}`, players)));

/** F.0: the share of `true` lies within four standard errors of the exact probability. */
export const expectShare = (seen: readonly boolean[], exact: number, label = 'share'): void => {
  const share = seen.filter(Boolean).length / seen.length;
  const tolerance = 4 * Math.sqrt((exact * (1 - exact)) / seen.length);
  expect(Math.abs(share - exact), `${label}: ${share} for ${exact}`).toBeLessThanOrEqual(tolerance);
};

/** F.0: the mean lies within four standard errors of the exact mean. */
export const expectMean = (seen: readonly number[], exact: number, deviation: number, label = 'mean'): void => {
  const mean = seen.reduce((sum, one) => sum + one, 0) / seen.length;
  const tolerance = (4 * deviation) / Math.sqrt(seen.length);
  expect(Math.abs(mean - exact), `${label}: ${mean} for ${exact}`).toBeLessThanOrEqual(tolerance);
};

/** A world and how probable it is. */
export interface Likely {
  readonly world: World;
  readonly odds: number;
}

/** Everything a node can lead to: at a die each outcome with its odds, where orders are owed the empty ones. */
const nextOf = (game: Game, { world, odds }: Likely): Likely[] => {
  if (world.waiting === ORDERS) {
    const seat = game.actors[world.sealed.indexOf(false)]!.id;
    return [{ world: apply(game, world, { is: 'orders', seat, orders: [] }).world, odds }];
  }
  const address = moveOfFace(game, world, 0).address;
  const die = game.dice[world.waiting]!;
  return oddsOf(die.spread, world).flatMap((part, i) =>
    part === 0
      ? []
      : [
          {
            world: apply(game, world, { is: 'chance', address, outcome: die.outcomes[i]!.id }).world,
            odds: (odds * part) / DIE,
          },
        ],
  );
};

/** Worlds that are equal as JSON become one, their odds added. */
const merged = (worlds: readonly Likely[]): Likely[] => {
  const byText = new Map<string, Likely>();
  for (const one of worlds) {
    const text = JSON.stringify(one.world);
    const known = byText.get(text);
    byText.set(text, known ? { world: known.world, odds: known.odds + one.odds } : one);
  }
  return [...byText.values()];
};

/** Exact mode: every way the game can go in its first `turns` turns, chance being a player like any other (decision D1). */
export const enumerate = (game: Game, turns: number, from: World = start(game).world): Likely[] => {
  const isDone = ({ world }: Likely): boolean => world.step === 'over' || world.turn > turns;
  const done: Likely[] = [];
  let open: Likely[] = [{ world: from, odds: 1 }];
  while (open.length > 0) {
    done.push(...open.filter(isDone));
    open = merged(open.filter((one) => !isDone(one)).flatMap((one) => nextOf(game, one)));
  }
  return done;
};

/** Odds that a condition holds among enumerated worlds. */
export const oddsThat = (worlds: readonly Likely[], holds: (world: World) => boolean): number =>
  worlds.reduce((sum, { world, odds }) => (holds(world) ? sum + odds : sum), 0);
