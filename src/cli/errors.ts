import { noSuchText } from '../core/text.js';

/** Exit codes and the errors that carry them. */

/** The exit codes of the program, as the help says them. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  invalid: 3,
  differs: 4,
  fault: 70,
  interrupted: 130,
} as const;

/** Something a person can fix: a sentence and an exit code. */
export class CommandError extends Error {
  constructor(
    readonly exitCode: number,
    message: string,
  ) {
    super(message);
    this.name = 'CommandError';
  }
}

/** The same as an error of usage: nothing of this kind has the name. */
export const noSuch = (kind: string, name: string, known: readonly string[], otherwise?: string): CommandError =>
  new CommandError(EXIT.usage, noSuchText(kind, name, known, otherwise));

/** The scenario's own arithmetic failed while a game was played. */
export const wentWrong = (why: string): string => `The scenario went wrong in play: ${why}. What was played is saved.`;
