import { durationText, minutesFor, type Played, USUAL_MINUTES } from '../core/program/work.js';
import { CommandError, EXIT } from './errors.js';
import { whole } from './options.js';
import { warn } from './output.js';

/** The budget of a command: what may take long is said before it starts, and begun only when that is wanted. */

/** Registers the option. */
export const BUDGET = [
  '--budget <minutes>',
  'begins also what may take so long (an estimate for one core); default: 1 minute for a game, 60 for many',
  whole(1, 10_000_000),
] as const;

/** Refuses what may take longer than its budget, and says how long. */
export const checkBudget = (moves: number, played: Played, budget: number | undefined): void => {
  const minutes = minutesFor(moves, played);
  const usual = USUAL_MINUTES[played];
  if (minutes <= usual) return;
  const said = `This may take ${durationText(minutes)}: up to ${moves.toLocaleString('en')} moves.`;
  if (minutes > (budget ?? usual))
    throw new CommandError(
      EXIT.failed,
      `${said} It is begun with --budget ${minutes}; fewer turns or games take less.`,
    );
  warn(said);
};
