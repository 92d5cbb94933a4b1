import { seedOf } from '../../src/core/chance/chance.js';
import type { Game } from '../../src/core/program/game.js';
import type { World } from '../../src/core/program/world.js';
import type { PolicyName } from '../../src/players/policy.js';
import { loadScenario } from '../../src/scenario/library.js';
import { playoutOf } from '../../src/study/playout.js';

/** Batches of the flagship: a choice before the game, who plays, and what is read off the last world. */

export const flagshipWith = (preset?: string, parameters?: Readonly<Record<string, number>>): Game =>
  loadScenario('korean-peninsula', { preset, parameters }).game;

/** Plays games `1/0`, `1/1`, … to the end. The world is reused: read it, do not keep it. */
export const playAll = (
  game: Game,
  policy: PolicyName,
  games: number,
  read: (world: World) => void,
  seed = '1',
): void => {
  const play = playoutOf(
    game,
    game.actors.map(() => policy),
  );
  for (let number = 0; number < games; number += 1) read(play(seedOf(`${seed}/${number}`)));
};

export const countOf = (game: Game, world: World, event: string): number => {
  const position = game.events.findIndex(({ id }) => id === event);
  if (position < 0) throw new Error(`there is no event ${event}`);
  return world.eventCount[position]!;
};

export const endingOf = (game: Game, world: World): string => game.endings[world.ending]?.id ?? 'clock';

/** Years of game time, at 30 days a month. */
export const yearsOf = (world: World): number => world.period / 12;
