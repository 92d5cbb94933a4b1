import { Command, CommanderError } from 'commander';
import { messageOf, RuleFault } from '../core/faults.js';
import { FileFault } from '../files/fault.js';
import { diagnosticText, ScenarioError } from '../scenario/diagnostics.js';
import { addAuthoring, addScenarios } from './authoring.js';
import { CommandError, EXIT, noSuch, wentWrong } from './errors.js';
import { addHistory } from './history.js';
import { run } from './options.js';
import { warn } from './output.js';
import { addPlaying, openOrPlay } from './playing.js';
import { addStudies } from './studies.js';
import { checkTogether, watchOptions } from './together.js';
import { VERSION } from './version.js';

/** The command line: parse arguments, call one room, print, exit code. */

/** The program itself, without its commands. */
const topOf = (): Command =>
  new Command('firebreak')
    .description(
      'A tabletop wargame and crisis-simulation engine. Without a command: the opening screen in a terminal, else one whole game as text.',
    )
    .version(VERSION)
    .enablePositionalOptions()
    // Defaults are said in the descriptions; commander would print `(default: [])` for repeatable options.
    .configureHelp({ optionDescription: (option) => option.description })
    .option('--ascii', 'no characters beyond ASCII in screens and lines')
    .addHelpText(
      'before',
      'Examples:\n  firebreak\n  firebreak play korean-peninsula --seed 7\n  firebreak verify game.jsonl\n',
    )
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 could not be done, 2 wrong usage, 3 invalid scenario or orders, 4 a journal does not verify, 70 a fault of the program, 129, 130 and 143 interrupted.',
    )
    .configureOutput({
      writeErr: (text) =>
        process.stderr.write(`${text.replace(/^error: /, '').replace(/^./, (first) => first.toUpperCase())}`),
    });

const noCommand = ({ commands }: Command, name: string): CommandError =>
  noSuch(
    'command',
    name,
    commands.map((command) => command.name()),
  );

const addHelp = (program: Command): void => {
  program
    .command('help')
    .description('how the program or one of its commands is used')
    .argument('[command]', 'a command')
    .action((name: string | undefined) => {
      const command = name === undefined ? program : program.commands.find((known) => known.name() === name);
      if (command === undefined) throw noCommand(program, name ?? '');
      command.outputHelp();
    });
};

/** The commands and their options, in the order of the help. */
export const programOf = (): Command => {
  const program = topOf();
  program.argument('[command]').action(
    run(async (command: string | undefined, options: { readonly ascii?: boolean }) => {
      if (command === undefined) return openOrPlay(options.ascii === true);
      throw noCommand(program, command);
    }),
  );
  for (const add of [addPlaying, addScenarios, addStudies, addHistory, addAuthoring, addHelp]) add(program);
  for (const command of [program, ...program.commands]) {
    command.exitOverride();
    watchOptions(command);
  }
  program.hook('preAction', checkTogether);
  return program;
};

/** Says what went wrong, and with which exit code the program ends. */
export const codeOf = (error: unknown): number => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (error instanceof CommandError) {
    warn(error.message);
    return error.exitCode;
  }
  if (error instanceof FileFault) {
    warn(error.message);
    return EXIT.failed;
  }
  if (error instanceof ScenarioError) {
    for (const diagnostic of error.diagnostics) warn(`${diagnosticText(diagnostic)}\n`);
    warn(error.message);
    return EXIT.invalid;
  }
  if (error instanceof RuleFault) {
    warn(wentWrong(error.message));
    return EXIT.invalid;
  }
  warn(`Firebreak has a fault: ${messageOf(error)}. Set FIREBREAK_DEBUG=1 to see where.`);
  return EXIT.fault;
};

/** The whole program. Sets the exit code; never throws. */
export const main = async (argv: readonly string[]): Promise<void> => {
  // A reader that closes the pipe early (`| head`) or a terminal that is gone is no fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || error.code === 'EIO') process.exit(process.exitCode ?? EXIT.done);
    throw error;
  });
  try {
    await programOf().parseAsync([...argv]);
  } catch (error) {
    process.exitCode = codeOf(error);
    if (process.env['FIREBREAK_DEBUG'] === '1' && error instanceof Error && !(error instanceof CommanderError))
      warn(error.stack ?? '');
  }
};
