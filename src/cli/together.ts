import type { Command, Option } from 'commander';
import { CommandError, EXIT } from './errors.js';
import { collect, collectPresets } from './options.js';
import { writeAscii } from './output.js';
import { checkStreams } from './streams.js';

/**
 * Options that do not go together, and options that need another: said once, beside the registration of a command, and used
 * for its help and to refuse, before anything is done, what could only be honoured by half.
 */

/** Values of options by their names, as commander keeps them. */
type Values = Readonly<Record<string, unknown>>;

/** One rule of a command. */
export interface Rule {
  readonly is: 'excludes' | 'needs';
  /** The name of an option, without its dashes. */
  readonly option: string;
  /** The option that it excludes, or those of which it needs one. */
  readonly others: readonly string[];
  /** Why, as a clause. */
  readonly because: string;
  /** Whether the rule holds for these values; undefined: for all of them. */
  readonly when: ((values: Values) => boolean) | undefined;
}

/** Two options of which one only can be honoured; `when` limits that to certain values. */
export const excludes = (option: string, other: string, because: string, when?: (values: Values) => boolean): Rule => ({
  ...{ is: 'excludes', option, others: [other], because, when },
});

/** An option that says nothing without one of others. */
export const needs = (option: string, others: readonly string[], because: string): Rule => ({
  ...{ is: 'needs', option, others, because, when: undefined },
});

const rulesOf = new WeakMap<Command, readonly Rule[]>();

const flag = (name: string): string => `--${name}`;
const anyOf = (names: readonly string[]): string => names.map(flag).join(' or ');

const helpLine = ({ is, option, others, because, when }: Rule): string => {
  const verb = is === 'needs' ? 'needs' : when === undefined ? 'excludes' : 'may exclude';
  return `  ${flag(option)} ${verb} ${anyOf(others)}: ${because}`;
};

/** Gives a command its rules, and its help the lines about them. */
export const together = (command: Command, rules: readonly Rule[]): Command => {
  rulesOf.set(command, rules);
  return command.addHelpText('after', ['', 'Options together:', ...rules.map(helpLine)].join('\n'));
};

const refuse = (message: string): never => {
  throw new CommandError(EXIT.usage, message);
};

const isGiven = (command: Command, name: string): boolean => {
  const option = command.options.find((known) => known.name() === name);
  if (option === undefined) throw new Error(`${command.name()} has no option ${flag(name)} to make a rule for`);
  return command.getOptionValueSource(option.attributeName()) === 'cli';
};

const checkRule = (command: Command, { is, option, others, because, when }: Rule): void => {
  const given = others.filter((other) => isGiven(command, other)).length > 0;
  if (!isGiven(command, option)) return;
  if (is === 'needs' && !given) refuse(`${flag(option)} needs ${anyOf(others)}: ${because}.`);
  if (is === 'excludes' && given && (when === undefined || when(command.opts())))
    refuse(`${flag(option)} and ${flag(others[0]!)} do not go together: ${because}.`);
};

const isRepeatable = ({ parseArg }: Option): boolean => parseArg === collect || parseArg === collectPresets;

/** Refuses an option that is given twice where once is all that counts, and one whose value is empty. */
export const watchOptions = (command: Command): void => {
  for (const option of command.options) {
    if (!option.required && !option.optional) continue;
    const seen: string[] = [];
    command.on(`option:${option.name()}`, (value: string | null) => {
      if (value?.trim() === '') refuse(`${flag(option.name())} takes a value, and what was given is empty.`);
      seen.push(value ?? '');
      if (seen.length > 1 && !isRepeatable(option))
        refuse(
          `${flag(option.name())} is given more than once, as ${seen.map((one) => `"${one}"`).join(' and ')}: choose one.`,
        );
    });
  }
};

/** An option before the command is one of the program, which the command would not see. */
const checkBefore = (program: Command, command: Command): void => {
  const before = program.options.find((option) => isGiven(program, option.name()));
  if (program === command || before === undefined) return;
  const place = command.options.some((option) => option.name() === before.name())
    ? `write it behind ${command.name()}`
    : `${command.name()} has no such option`;
  refuse(`--${before.name()} before a command is for the opening screen: ${place}.`);
};

/** Refuses options that the command cannot honour as they stand together. */
export const checkTogether = (program: Command, command: Command): void => {
  checkBefore(program, command);
  for (const rule of rulesOf.get(command) ?? []) checkRule(command, rule);
  checkStreams(command);
  writeAscii(command.opts()['ascii'] === true);
};
