import type { Listener } from '../program/events.js';
import type { Game } from '../program/game.js';
import { type MutableWorld, RUNS_OUT_IN_PERIODS } from '../program/world.js';
import { ask } from './effects.js';
import { closeStage } from './stage.js';

/** What was put down in earlier turns. */

/** A short turn does not bring nearer what is counted in long ones. */
export const putOffPeriods = (game: Game, world: MutableWorld): void => {
  if (world.later.length === 0) return;
  world.later = world.later.map((later) =>
    later.effect === RUNS_OUT_IN_PERIODS || game.effects[later.effect]?.inPeriods
      ? { ...later, turn: later.turn + 1 }
      : later,
  );
};

/** Carries out the effects that are due this turn: a stage of their own. */
export const applyDue = (game: Game, world: MutableWorld, tell: Listener | undefined): void => {
  const { later } = world;
  if (later.length === 0) return;
  const isDue = ({ turn, effect }: (typeof later)[number]): boolean => effect >= 0 && turn <= world.turn;
  const due = later.filter(isDue);
  if (due.length === 0) return;
  world.later = later.filter((one) => !isDue(one));
  for (const { effect } of due) ask(game, world, game.effects[effect]!, effect);
  closeStage(game, world, tell);
};
