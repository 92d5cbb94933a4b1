import type { Command } from 'commander';
import { STANDARD_INPUT } from '../files/read.js';
import { FLAGSHIP } from '../scenario/flagship.js';
import type { Session } from './begin.js';
import { BUDGET } from './budget.js';
import type { Given } from './called.js';
import { CommandError, EXIT } from './errors.js';
import { AS_IT_IS, collect, collectPresets, run } from './options.js';
import type { RecordOptions } from './record.js';
import type { RepairOptions } from './repair.js';
import { isInteractive } from './terminal.js';
import { excludes, needs, together } from './together.js';

/** The commands that play a game and read it again: play, resume, replay, verify, repair. */

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
  readonly budget?: number;
}

/** Screens are loaded only where they are shown: React and Ink are most of the start-up time. */
const openScreens = async (begun: Session | undefined, ascii: boolean): Promise<number> => {
  const [{ runApp }, { hostOf, begunOf }, { onSignals }] = await Promise.all([
    import('../ui/run.js'),
    import('./host.js'),
    import('./interrupt.js'),
  ]);
  const listen = (leave: (code: number) => void): void => onSignals((_, code) => leave(code));
  return runApp(hostOf(), { ...(begun ? { begun: begunOf(begun) } : {}), ascii, listen });
};

/** Options of a game that it keeps when it goes on. */
const manner = ({ plain, json, ascii }: Pick<PlayOptions, 'plain' | 'json' | 'ascii'>): Given => ({
  plain,
  json,
  ascii,
});

const play = async (scenario: string, options: PlayOptions): Promise<number> => {
  const [{ mostMoves }, { checkBudget }] = await Promise.all([
    import('../core/program/work.js'),
    import('./budget.js'),
  ]);
  const { begin, freshSeed, parseParameters, parsePlayers } = await import('./begin.js');
  const { readScript } = await import('./script.js');
  const interactive = isInteractive() && options.plain !== true && options.json !== true;
  const session = begin({
    scenario,
    choice: { preset: options.preset, parameters: parseParameters(options.set) },
    seed: options.seed ?? freshSeed(),
    players: (game) => {
      const players = parsePlayers(game, options.all, options.seat, 'doctrine');
      const named = options.all !== undefined || options.seat.length > 0;
      const seated =
        named || !isInteractive() ? players : players.map((player, seat) => (seat === 0 ? 'human' : player));
      if (options.orders === STANDARD_INPUT && seated.includes('human'))
        throw new CommandError(EXIT.usage, 'A person answers on standard input: the orders of a script need a file.');
      if (!seated.includes('human')) checkBudget(mostMoves(game), 'game', options.budget);
      return seated;
    },
    save: options.save,
    goOn: manner(options),
    disguise: options.disguise === true,
    script: (game) => (options.orders === undefined ? [] : readScript(options.orders, game)),
  });
  if (interactive && options.orders === undefined) return openScreens(session, options.ascii === true);
  const { playPlain } = await import('./play.js');
  return playPlain(session, {
    json: options.json === true,
    namedFile: options.save !== undefined,
    goOn: manner(options),
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
  return playPlain(session, { json: options.json === true, namedFile: true, goOn: manner(options), fresh: false });
};

/** Without a command: the opening screen in a terminal, else one whole game as text. */
export const openOrPlay = async (ascii: boolean): Promise<number> => {
  if (isInteractive()) return openScreens(undefined, ascii);
  return play(FLAGSHIP, { seat: [], set: [], plain: true });
};

/** What lines, screens and JSON exclude of each other. */
const MANNERS = [
  excludes('plain', 'json', 'choose lines for people or for programs'),
  excludes('ascii', 'json', AS_IT_IS),
];

const addPlay = (program: Command): void => {
  together(program.command('play'), MANNERS)
    .description('play a game')
    .argument('[scenario]', 'id of a bundled scenario, or a path', FLAGSHIP)
    .option('--seed <text>', 'the seed; random and printed if absent')
    .option('--seat <actor=who>', 'who plays a seat: human, hold, random or doctrine (repeatable)', collect, [])
    .option('--all <who>', 'who plays every seat that --seat does not name')
    .option('--preset <id>', 'a named set of start values; one of each group (repeatable)', collectPresets)
    .option('--set <parameter=value>', 'changes a parameter (repeatable)', collect, [])
    .option('--disguise', 'under the title of its disguise, without dates')
    .option('--save <file>', 'where to save; default: the user’s data directory')
    .option('--orders <file>', 'scripted orders; the game is played in plain lines')
    .option(...BUDGET)
    .option('--plain', 'plain lines, also in a terminal')
    .option('--json', 'JSON lines: the seat protocol where people play, else every move and a summary')
    .option('--ascii', 'no characters beyond ASCII in screens and lines')
    .addHelpText(
      'before',
      'Examples:\n  firebreak play --seed 7 --seat rok=human\n  firebreak play korean-peninsula --all doctrine --plain --save game.jsonl\n',
    )
    .action(run(play));
};

const addResume = (program: Command): void => {
  together(program.command('resume'), MANNERS)
    .description('go on with a saved game')
    .argument('<file>', 'the journal')
    .option('--plain', 'plain lines, also in a terminal')
    .option('--json', 'JSON lines: the seat protocol where people play, else every move and a summary')
    .option('--ascii', 'no characters beyond ASCII in screens and lines')
    .action(run(resumeGame));
};

const addReplay = (program: Command): void => {
  together(program.command('replay'), [
    excludes('seat', 'truth', 'choose whose view to show'),
    excludes('plain', 'json', 'choose lines for people or for programs'),
    needs('save', ['record'], 'a game in a journal is saved already'),
    needs('disguise', ['record'], 'a game is shown as it was played'),
    excludes('disguise', 'json', 'moves have no titles and no dates to hide', ({ seat }) => seat === undefined),
  ])
    .description('step through a saved game, or through what really happened')
    .argument('<file>', 'the journal; with --record: id of a bundled scenario, or a path')
    .option('--record', 'what happened in history, as the scenario records it')
    .option('--turn <n>', 'only this turn')
    .option('--seat <actor>', 'as this seat saw it; default: the truth, once the game is over or where nobody plays')
    .option('--truth', 'the truth, hidden values included, also of a game that people still play')
    .option('--save <file>', 'with --record: saves it as a game')
    .option('--disguise', 'with --record: under the title of its disguise, without dates')
    .option('--plain', 'all at once, also in a terminal, where it goes turn by turn')
    .option('--json', 'one JSON object for each move; with --seat the lines of the seat protocol')
    .action(
      run(async (file: string, typed: RecordOptions & { readonly record?: boolean }) => {
        const { plain, json, turn, record } = typed;
        const stepwise = isInteractive() && plain !== true && json !== true && turn === undefined;
        const options = { ...typed, stepwise };
        return record === true
          ? (await import('./record.js')).replayRecord(file, options)
          : (await import('./review.js')).replay(file, options);
      }),
    );
};

const addVerify = (program: Command): void => {
  program
    .command('verify')
    .description('play saved games again, compare every line, and say what that proves')
    .argument('<files...>', 'journals')
    .option('--json', 'one JSON object for each file')
    .action(
      run(async (files: string[], options: { readonly json?: boolean }) =>
        (await import('./verify.js')).verify(files, options),
      ),
    );
};

const addRepair = (program: Command): void => {
  program
    .command('repair')
    .description('keep the whole lines of a damaged journal, and the damaged file under another name')
    .argument('<file>', 'the journal')
    .option('--out <file>', 'writes what is kept there, and leaves the damaged file as it is')
    .action(run(async (file: string, options: RepairOptions) => (await import('./repair.js')).repair(file, options)));
};

/** The commands in the order of the help. */
export const addPlaying = (program: Command): void => {
  addPlay(program);
  addResume(program);
  addReplay(program);
  addVerify(program);
  addRepair(program);
};
