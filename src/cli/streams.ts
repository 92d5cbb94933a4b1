import type { Command } from 'commander';
import { STANDARD_INPUT } from '../files/read.js';
import { CommandError, EXIT } from './errors.js';

/** Where `-` stands for standard input or output, and where it is refused because a file is opened again by its name. */

/** By command: arguments that are read, options that are read or written. */
const TAKES: Readonly<Record<string, readonly string[]>> = {
  play: ['orders'],
  replay: ['file'],
  verify: ['files'],
  repair: ['file'],
  check: ['scenarios', 'out'],
  study: ['file'],
  compare: ['a', 'b'],
  diagram: ['journal', 'out'],
  new: ['out'],
};

/** Whether a placeholder such as `<file>` or `[scenarios...]` stands for a file, or may. */
export const namesFile = (placeholder: string): boolean =>
  /^(files?|folder|path|a|b|scenarios?)(\.\.\.)?$/.test(placeholder);

const isStandard = (value: unknown): boolean =>
  Array.isArray(value) ? value.includes(STANDARD_INPUT) : value === STANDARD_INPUT;

/** Refuses `-` where the command opens a file by its name. */
export const checkStreams = (command: Command): void => {
  const takes = TAKES[command.name()] ?? [];
  const refuse = (what: string): never => {
    throw new CommandError(
      EXIT.usage,
      `${what} the name of a file: - is standard input and output, which it cannot use.`,
    );
  };
  for (const [at, place] of command.registeredArguments.entries())
    if (namesFile(place.name()) && !takes.includes(place.name()) && isStandard(command.processedArgs[at]))
      refuse(`${command.name()} takes`);
  for (const option of command.options) {
    const placeholder = /[<[]([^\]>]+)[\]>]/.exec(option.flags)?.[1] ?? '';
    if (namesFile(placeholder) && !takes.includes(option.name()) && isStandard(command.opts()[option.attributeName()]))
      refuse(`--${option.name()} takes`);
  }
};
