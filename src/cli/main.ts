import { Command, CommanderError } from 'commander';
import { RuleFault } from '../core/effects.js';
import { OddsFault } from '../core/odds.js';
import { didYouMean } from '../core/orders.js';
import { diagnosticText, ScenarioError } from '../scenario/diagnostics.js';
import { FLAGSHIP } from '../scenario/library.js';
import { addAuthoring } from './authoring.js';
import { addDiagram } from './diagrams.js';
import { CommandError, EXIT } from './errors.js';
import { addHistory } from './history.js';
import { collect, collectPresets, run } from './options.js';
import { warn } from './output.js';
import { addStudies } from './studies.js';
import { VERSION } from './version.js';

/** The command line: parse arguments, call one room, print, exit code. */

const isInteractive = (): boolean =>
  process.stdin.isTTY === true &&
  process.stdout.isTTY === true &&
  process.env['TERM'] !== 'dumb' &&
  !process.env['INK_SCREEN_READER'];

interface PlayOptions {
  readonly seed?: string;
  readonly seat: readonly string[];
  readonly all?: string;
  readonly preset?: string;
  readonly set: readonly string[];
  readonly save?: string;
  readonly disguise?: boolean;
  readonly orders?: string;
  readonly plain?: boolean;
  readonly json?: boolean;
  readonly ascii?: boolean;
}

/** Screens are loaded only where they are shown: React and Ink are most of the start-up time. */
const openScreens = async (begun: import('./begin.js').Session | undefined, ascii: boolean): Promise<number> => {
  const [{ runApp }, { hostOf, begunOf }] = await Promise.all([import('../ui/run.js'), import('./host.js')]);
  return runApp(hostOf(), { ...(begun ? { begun: begunOf(begun) } : {}), ascii });
};

const play = async (scenario: string, options: PlayOptions): Promise<number> => {
  const { begin, freshSeed, parseParameters, parsePlayers } = await import('./begin.js');
  const interactive = isInteractive() && options.plain !== true && options.json !== true;
  const session = begin({
    scenario,
    choice: { preset: options.preset, parameters: parseParameters(options.set) },
    seed: options.seed ?? freshSeed(),
    players: (game) => {
      const players = parsePlayers(game, options.all, options.seat, 'doctrine');
      const named = options.all !== undefined || options.seat.length > 0;
      return named || !isInteractive() ? players : players.map((player, seat) => (seat === 0 ? 'human' : player));
    },
    save: options.save,
    disguise: options.disguise === true,
  });
  if (interactive && options.orders === undefined) return openScreens(session, options.ascii === true);
  const { playPlain } = await import('./play.js');
  const { readScript } = await import('./script.js');
  const script = options.orders === undefined ? [] : readScript(options.orders, session.table.game);
  return playPlain(session, {
    json: options.json === true,
    script,
    namedFile: options.save !== undefined,
    fresh: true,
  });
};

const resumeGame = async (
  file: string,
  options: { readonly plain?: boolean; readonly json?: boolean; readonly ascii?: boolean },
): Promise<number> => {
  const { resume } = await import('./begin.js');
  const session = resume(file);
  if (isInteractive() && options.plain !== true && options.json !== true)
    return openScreens(session, options.ascii === true);
  const { playPlain } = await import('./play.js');
  return playPlain(session, { json: options.json === true, script: [], namedFile: true, fresh: false });
};

const opening = async (ascii: boolean): Promise<number> => {
  if (isInteractive()) return openScreens(undefined, ascii);
  return play(FLAGSHIP, { seat: [], set: [], plain: true });
};

const addPlaying = (program: Command): void => {
  program
    .command('play')
    .description('play a game')
    .argument('[scenario]', 'id of a bundled scenario, or a path', FLAGSHIP)
    .option('--seed <text>', 'the seed; random and printed if absent')
    .option('--seat <actor=who>', 'who plays a seat: human, hold, random or doctrine (repeatable)', collect, [])
    .option('--all <who>', 'who plays every seat that --seat does not name')
    .option('--preset <id>', 'a named set of start values; one of each group (repeatable)', collectPresets)
    .option('--set <parameter=value>', 'changes a parameter (repeatable)', collect, [])
    .option('--disguise', 'under the title of its disguise, without dates')
    .option('--save <file>', 'where to save; default: the user’s data directory')
    .option('--orders <file>', 'scripted orders')
    .option('--plain', 'plain lines, also in a terminal')
    .option('--json', 'one JSON object a line, then a summary')
    .option('--ascii', 'no characters beyond ASCII in the screens')
    .addHelpText(
      'before',
      'Examples:\n  firebreak play --seed 7 --seat rok=human\n  firebreak play korean-peninsula --all doctrine --plain --save game.jsonl\n',
    )
    .action(run(play));
  program
    .command('resume')
    .description('go on with a saved game')
    .argument('<file>', 'the journal')
    .option('--plain', 'plain lines, also in a terminal')
    .option('--json', 'one JSON object a line, then a summary')
    .option('--ascii', 'no characters beyond ASCII in the screens')
    .action(run(resumeGame));
};

const addReading = (program: Command): void => {
  program
    .command('replay')
    .description('step through a saved game, or through what really happened')
    .argument('<file>', 'the journal; with --record: id of a bundled scenario, or a path')
    .option('--record', 'what happened in history, as the scenario records it')
    .option('--turn <n>', 'only this turn')
    .option('--seat <actor>', 'as this seat saw it; default: the truth')
    .option('--truth', 'the truth, hidden values included')
    .option('--save <file>', 'with --record: saves it as a game')
    .option('--disguise', 'with --record: under the title of its disguise, without dates')
    .option('--plain', 'plain lines')
    .option('--json', 'one JSON object for each move')
    .action(
      run(async (file: string, options: import('./record.js').RecordOptions & { readonly record?: boolean }) =>
        options.record === true
          ? (await import('./record.js')).replayRecord(file, options)
          : (await import('./review.js')).replay(file, options),
      ),
    );
  program
    .command('verify')
    .description('play saved games again and compare')
    .argument('<files...>', 'journals')
    .action(run(async (files: string[]) => (await import('./review.js')).verify(files)));
};

const addScenarios = (program: Command): void => {
  program
    .command('list')
    .description('the bundled scenarios')
    .option('--disguise', 'under titles that do not give the case away')
    .option('--json', 'as JSON')
    .action(
      run(async (options: import('./scenarios.js').ListOptions) => (await import('./scenarios.js')).list(options)),
    );
  program
    .command('check')
    .description('find what is wrong with scenarios')
    .argument('[scenarios...]', 'ids or paths; default: all bundled ones and their models')
    .option('--explore [games]', 'plays seeded games to find what never happens and what breaks; default: 500')
    .option('--prove', 'plays out every possible game of a small scenario')
    .option('--seed <text>', 'the seed of the exploration; default: check', 'check')
    .option(
      '--witness <folder>',
      'where games that show a fault are written; default: firebreak-witnesses',
      'firebreak-witnesses',
    )
    .option('--strict', 'counts warnings as errors')
    .option('--watch', 'checks again whenever a file is saved')
    .option('--json', 'as JSON')
    .addHelpText(
      'before',
      'Examples:\n  firebreak check\n  firebreak check my-scenario.yaml --watch\n  firebreak check korean-peninsula --explore 2000\n',
    )
    .action(
      run(async (names: string[], options: import('./check.js').CheckOptions) =>
        (await import('./check.js')).check(names, options),
      ),
    );
};

/** The commands and their options. */
export const programOf = (): Command => {
  const program = new Command('firebreak')
    .description(
      'A tabletop wargame and crisis-simulation engine. Without a command: the opening screen in a terminal, else one whole game as text.',
    )
    .version(VERSION)
    .enablePositionalOptions()
    // Defaults are said in the descriptions; commander would print `(default: [])` for repeatable options.
    .configureHelp({ optionDescription: (option) => option.description })
    .option('--ascii', 'no characters beyond ASCII in the screens')
    .addHelpText(
      'before',
      'Examples:\n  firebreak\n  firebreak play korean-peninsula --seed 7\n  firebreak verify game.jsonl\n',
    )
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 could not be done, 2 wrong usage, 3 invalid scenario or orders, 4 a journal does not verify, 70 a fault of the program, 130 interrupted.',
    )
    .argument('[command]')
    .action(
      run(async (command: string | undefined, options: { readonly ascii?: boolean }) => {
        if (command === undefined) return opening(options.ascii === true);
        const known = program.commands.map((candidate) => candidate.name());
        throw new CommandError(
          EXIT.usage,
          `There is no command "${command}".${didYouMean(command, known) || ` There are: ${known.join(', ')}.`}`,
        );
      }),
    )
    .configureOutput({
      writeErr: (text) =>
        process.stderr.write(`${text.replace(/^error: /, '').replace(/^./, (first) => first.toUpperCase())}`),
    });
  addPlaying(program);
  addReading(program);
  addScenarios(program);
  addStudies(program);
  addHistory(program);
  addDiagram(program);
  addAuthoring(program);
  for (const command of [program, ...program.commands]) command.exitOverride();
  return program;
};

const codeOf = (error: unknown): number => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (error instanceof CommandError) {
    warn(error.message);
    return error.exitCode;
  }
  if (error instanceof ScenarioError) {
    for (const diagnostic of error.diagnostics) warn(`${diagnosticText(diagnostic)}\n`);
    warn(error.message);
    return EXIT.invalid;
  }
  if (error instanceof RuleFault || error instanceof OddsFault) {
    warn(`The scenario went wrong in play: ${error.message}. What was played is saved.`);
    return EXIT.invalid;
  }
  warn(
    `Firebreak has a fault: ${error instanceof Error ? error.message : String(error)}. Set FIREBREAK_DEBUG=1 to see where.`,
  );
  return EXIT.fault;
};

/** The whole program. Sets the exit code; never throws. */
export const main = async (argv: readonly string[]): Promise<void> => {
  // A reader that closes the pipe early (`| head`) is no fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? EXIT.done);
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
