import { InvalidArgumentError, type Option } from 'commander';
import { CommandError, EXIT } from './errors.js';

/** What the registrations of commands share. */

/** Runs a command and remembers its exit code. */
export const run =
  <A extends unknown[]>(command: (...args: A) => Promise<number>) =>
  async (...args: A): Promise<void> => {
    process.exitCode = await command(...args);
  };

/** Why JSON is not changed by options for people. */
export const AS_IT_IS = 'JSON is for programs and is written as it is';

/** An option that may be given more than once. */
export const collect = (value: string, before: readonly string[]): string[] => [...before, value];

/** `--preset` given more than once, or with commas: one choice. */
export const collectPresets = (value: string, before: string | undefined): string =>
  before === undefined ? value : `${before}+${value}`;

/** A whole number within bounds. */
export const whole =
  (least: number, most: number) =>
  (text: string): number => {
    const number = Number(text);
    if (!Number.isInteger(number) || number < least || number > most)
      throw new InvalidArgumentError(`It takes a whole number from ${least} to ${most}.`);
    return number;
  };

/** A whole number within bounds, from an option that is read later: `what` is what the option takes, up to the bounds. */
export const wholeOf = (text: string, least: number, most: number, what: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least || number > most)
    throw new CommandError(EXIT.usage, `${what} from ${least} to ${most}, not "${text}".`);
  return number;
};

/** An option whose values completion offers; whoever reads the value refuses others in its own words. */
export const completing = (option: Option, values: readonly string[]): Option => {
  option.argChoices = [...values];
  return option;
};

/** Shells that completion is written for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];
