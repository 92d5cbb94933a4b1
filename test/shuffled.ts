import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isMap, isSeq, parseDocument } from 'yaml';
import type { Game } from '../src/core/program/game.js';
import { nodeAt } from '../src/core/turn/node.js';
import { apply, start } from '../src/core/turn/play.js';
import { digestOf } from '../src/journal/digest.js';
import { LIBRARY, SCENARIOS } from '../src/scenario/library.js';
import { load } from '../src/scenario/load.js';
import { diceOf } from './fuzz/dice.js';
import { nextMove, SCENARIOS_UNDER_TEST } from './games.js';

/**
 * The order of a list says something only where the manual says so: endings of one priority, `go`, doctrine, bands, phases,
 * presets, rounds and stages. Everything else is taken by id: shuffled, a scenario is the same game.
 */

/** Lists whose order is declared to mean something. */
const ORDERED: ReadonlySet<string> = new Set(['presets', 'rounds', 'stages', 'endings', 'concepts']);

/** The text of a file with its lists shuffled. */
const shuffled = (text: string, dice: (faces: number) => number): string => {
  const document = parseDocument(text);
  if (!isMap(document.contents)) return text;
  for (const { key, value } of document.contents.items) {
    if (!isSeq(value) || ORDERED.has(String(key))) continue;
    for (let i = value.items.length - 1; i > 0; i -= 1) {
      const other = dice(i + 1);
      const item = value.items[i]!;
      value.items[i] = value.items[other]!;
      value.items[other] = item;
    }
  }
  return document.toString();
};

const loadWith = (id: string, change: (text: string) => string): Game =>
  load(`${id}.yaml`, (file) => change(readFileSync(join(SCENARIOS, file), 'utf8')), {}, LIBRARY).game;

/** What happened in a game by doctrine, by ids: each die and each seat's orders, and what the world then means. */
const gist = (game: Game, seed: string): Record<string, string> => {
  const told: Record<string, string> = {};
  let { world } = start(game);
  for (let move = nextMove(game, world, 'doctrine', seed); move; move = nextMove(game, world, 'doctrine', seed)) {
    if (move.is === 'chance') told[move.address] = move.outcome;
    else
      told[`${world.turn} ${world.round} ${world.step} ${move.seat}`] = move.orders
        .map(({ action }) => action)
        .sort()
        .join();
    world = apply(game, world, move).world;
    if (nodeAt(game, world).is === 'ending') told['end'] = digestOf(game, world);
  }
  return told;
};

/** Holds every bundled scenario against so many shuffled copies of itself, in so many games each. */
export const checkShuffled = (copies: number, games: number): void => {
  test.each(SCENARIOS_UNDER_TEST)('%s: shuffling every list without a declared order changes no game', (id) => {
    const plain = loadWith(id, (text) => text);
    for (let i = 0; i < copies; i += 1) {
      const dice = diceOf(`${id} shuffled ${i}`);
      const other = loadWith(id, (text) => shuffled(text, dice));
      expect(other.actions.map(({ id: one }) => one)).not.toEqual(plain.actions.map(({ id: one }) => one));
      for (let seed = 0; seed < games; seed += 1) expect(gist(other, `${seed}`)).toEqual(gist(plain, `${seed}`));
    }
  });
};
