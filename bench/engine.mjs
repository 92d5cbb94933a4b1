import { pickDie, purposeOf } from '../dist/core/chance/chance.js';
import { opening, playOn, tableOf } from '../dist/players/table.js';
import { load } from '../dist/scenario/load.js';
import { playoutOf } from '../dist/study/playout.js';
import { scenarioText, sizes } from './reference.mjs';

/** This engine on the reference game, and the dice that the other implementations share with it. */

export const loadReference = (size = sizes()) => {
  const text = scenarioText(size);
  return load('reference.yaml', (path) => (path === 'reference.yaml' ? text : undefined)).game;
};

/** Addressed dice by purpose and turn: part of the reference game, whoever plays it. */
export const sharedDice = (size = sizes()) => {
  const { actors, actions, triggers } = size;
  const picks = Array.from({ length: actors }, (_, a) => purposeOf(`policy/a${a}/choice`));
  const fates = Array.from({ length: actors * actions }, (_, m) =>
    purposeOf(`adjudicate/a${Math.floor(m / actions)}/a${Math.floor(m / actions)}k${m % actions}`),
  );
  const chances = Array.from({ length: triggers }, (_, j) => purposeOf(`trigger/x${j}`));
  return {
    pick: (seed, a, turn) => pickDie(seed, picks[a], turn),
    action: (seed, m, turn) => pickDie(seed, fates[m], turn),
    trigger: (seed, j, turn) => pickDie(seed, chances[j], turn),
  };
};

export const bulkDriver = (game) => {
  return playoutOf(
    game,
    game.actors.map(() => 'doctrine'),
  );
};

export const interactiveDriver = (game) => (seed) => {
  const table = tableOf(
    game,
    seed.text,
    game.actors.map(() => 'doctrine'),
  );
  return playOn(table, opening(game).world);
};
