import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import type { Game } from '../core/program/game.js';
import { seatOf } from '../core/program/game.js';
import { disguised, disguiseId } from '../core/seat/disguise.js';
import { didYouMean, listed } from '../core/text.js';
import { FileFault } from '../files/fault.js';
import { InUse, type Ownership, ownFile } from '../files/own.js';
import { nameOf, readTextFile } from '../files/read.js';
import { standingAt, writablePlace } from '../files/write.js';
import { type Header, headerOf } from '../journal/lines.js';
import { freshFiles } from '../journal/place.js';
import { type Replayed, readJournal } from '../journal/read.js';
import { beginJournal, continueJournal, type JournalWriter, mayReplace, type Writing } from '../journal/write.js';
import { PLAYERS, type Player } from '../players/policy.js';
import type { Script } from '../players/script.js';
import { opening, type Position, type Table, tableOf } from '../players/table.js';
import { hasPeople, isOpen } from '../players/view.js';
import { choiceProblem } from '../scenario/choice.js';
import type { Choice } from '../scenario/compile/index.js';
import { installedHash, loadScenario, NoSuchScenario } from '../scenario/library.js';
import type { Loaded } from '../scenario/load.js';
import { commandLine, type Given } from './called.js';
import { CommandError, EXIT, noSuch } from './errors.js';
import { ifInterrupted } from './last-words.js';
import { VERSION } from './version.js';

/** Beginning and resuming games: from what a person typed to a table, a position and a file. */

/** A game under way, with its journal. */
export interface Session {
  readonly table: Table;
  readonly position: Position;
  readonly writer: JournalWriter;
  /** Things the person should know before playing. */
  readonly notices: readonly string[];
}

/** A seed nobody has to think of: short enough to be read aloud. */
export const freshSeed = (): string => randomBytes(4).toString('hex');

/** Loads a scenario under what a person chose, with every mistake as a sentence. */
export const loadChosen = (scenario: string, choice: Choice): Loaded => {
  const loaded = loadAsWritten(scenario, choice);
  const problem = choiceProblem(loaded.game, choice);
  if (problem !== undefined) throw new CommandError(EXIT.usage, problem);
  return loaded;
};

/** Loads a scenario under a choice that it makes itself: that of its record, which `check` looks at. */
export const loadAsWritten = (scenario: string, choice: Choice): Loaded => {
  try {
    return loadScenario(scenario, choice);
  } catch (error) {
    if (error instanceof NoSuchScenario) throw new CommandError(EXIT.usage, error.message);
    throw error;
  }
};

/** `NAME=NUMBER` pairs, as `--set` takes them. */
export const parseParameters = (pairs: readonly string[]): Record<string, number> | undefined => {
  if (pairs.length === 0) return undefined;
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, name = '', value = ''] = /^([^=]+)=(.*)$/.exec(pair) ?? [];
      const number = Number(value);
      if (name === '' || value.trim() === '' || !Number.isFinite(number))
        throw new CommandError(EXIT.usage, `--set takes NAME=NUMBER, not "${pair}".`);
      return [name, number];
    }),
  );
};

/** The player of a name; `among` are those that the command offers. */
const playerOf = (who: string, among: readonly Player[]): Player => {
  const player = PLAYERS.find((known) => known === who);
  if (player === undefined)
    throw new CommandError(EXIT.usage, `Unknown player "${who}": use ${listed(among, 'or')}.${didYouMean(who, among)}`);
  return player;
};

/** The position of the seat that an option names. */
export const seatNamed = (game: Game, id: string): number => {
  const seat = seatOf(game, id);
  const known = game.actors.map((actor) => actor.id);
  if (seat < 0) throw noSuch('seat', id, known);
  return seat;
};

/** Who plays each seat, from `--all WHO` and `--seat ACTOR=WHO`. */
export const parsePlayers = (
  game: Game,
  all: string | undefined,
  seats: readonly string[],
  otherwise: Player,
  among: readonly Player[] = PLAYERS,
): Player[] => {
  const players = game.actors.map((): Player => (all === undefined ? otherwise : playerOf(all, among)));
  for (const pair of seats) {
    const [id = '', who = ''] = pair.split('=');
    const seat = seatNamed(game, id);
    if (who === '') throw new CommandError(EXIT.usage, `--seat takes ACTOR=WHO, for instance --seat ${id}=human.`);
    players[seat] = playerOf(who, among);
  }
  return players;
};

/** What a person asked for. */
export interface Beginning {
  readonly scenario: string;
  readonly choice: Choice;
  readonly seed: string;
  readonly players: (game: Game) => readonly Player[];
  /** Orders laid down before the game begins. */
  readonly script?: (game: Game) => Script;
  /** Whether it is shown under the title of its disguise. A scenario named by its disguise always is. */
  readonly disguise?: boolean;
  /** The file to save in; the user's data directory if undefined. */
  readonly save: string | undefined;
  /** Options with which it goes on when it is interrupted. */
  readonly goOn?: Given;
}

/** What a game is called by: its id, or one made of the title of its disguise. */
export const shownId = (game: Game): string => (game.disguisedFrom === undefined ? game.id : disguiseId(game.title));

/** The game in its disguise, if that is wanted, or if the scenario was named by it. */
export const underDisguise = (game: Game, scenario: string, wanted: boolean): Game => {
  const { disguise } = game;
  if (wanted && disguise === undefined)
    throw new CommandError(
      EXIT.failed,
      `${scenario} has no disguise. \`disguise:\` in the scenario file gives it one.`,
    );
  const named = disguise !== undefined && scenario !== game.id && scenario === disguiseId(disguise.title);
  return wanted || named ? disguised(game) : game;
};

/** The path that `--save` names. */
const placeNamed = (save: string, header: Header): string => {
  writablePlace(save);
  const file = resolve(save);
  if (!mayReplace(file, header))
    throw new CommandError(
      EXIT.failed,
      `${save} already exists and holds something else. Choose another name for --save.`,
    );
  return file;
};

/** Begins a game in the user's data directory, under the first name that no other process takes at the same time. */
const beginFresh = (game: Game, seed: string, beginIn: (file: string) => Writing): Writing => {
  const names = freshFiles(shownId(game), seed);
  for (;;)
    try {
      return beginIn(names.next().value);
    } catch (error) {
      if (!(error instanceof InUse)) throw error;
    }
};

/** Begins a game and its journal. A file that cannot be written is a notice, not the end. */
export const begin = (beginning: Beginning): Session => {
  const loaded = loadChosen(beginning.scenario, beginning.choice);
  const game = underDisguise(loaded.game, beginning.scenario, beginning.disguise === true);
  const players = beginning.players(game);
  const script = beginning.script?.(game) ?? [];
  const header = headerOf(game, loaded, beginning.choice, beginning.seed, players, VERSION, { script });
  const beginIn = (file: string): Writing => {
    ifInterrupted({ lines: savedWords(file, beginning.goOn), file });
    return beginJournal(game, header, file);
  };
  const { writer, problem } =
    beginning.save === undefined
      ? // The name of the file is shown while people play; their seed is not.
        beginFresh(game, hasPeople(players) ? '' : beginning.seed, beginIn)
      : beginIn(placeNamed(beginning.save, header));
  return {
    table: tableOf(game, beginning.seed, players, script),
    position: opening(game),
    writer,
    notices: problem === undefined ? [] : [`${problem} The game goes on in memory; \`save FILE\` keeps it elsewhere.`],
  };
};

/**
 * Does something with a journal: a fault of a line is an error with exit code 4, and a file that cannot be read at all one
 * with exit code 1.
 */
export const readingJournal = <T>(read: () => T): T => {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    throw new CommandError(error.line === 0 ? EXIT.failed : EXIT.differs, error.message);
  }
};

/** A journal's text, played again. */
export const readGame = (file: string, text: string): Replayed =>
  readingJournal(() => inDisguise(readJournal(file, text)));

/** Reads a journal file and plays it again. */
export const readJournalFile = (file: string): { readonly text: string; readonly read: Replayed } => {
  const text = readingJournal(() => readTextFile(file));
  return { text, read: readGame(nameOf(file), text) };
};

/** A game that was begun in disguise stays in it until it is over: the journal has the title it was played under. */
const inDisguise = (read: Replayed): Replayed =>
  read.world.step !== 'over' && read.header.scenario.title === read.game.disguise?.title
    ? { ...read, game: disguised(read.game) }
    : read;

/** Owns a journal before it is read. Throws `InUse`; any other reason why it cannot be written is handed back. */
const ownedOr = (path: string): { readonly ownership?: Ownership; readonly refusal?: string } => {
  if (standingAt(path) !== 'file') return {};
  try {
    return { ownership: ownFile(path) };
  } catch (error) {
    if (error instanceof InUse || !(error instanceof FileFault)) throw error;
    return { refusal: error.message };
  }
};

/** Reads a game that is to go on; what cannot go on is not owned any longer. */
const readOwned = (
  path: string,
  file: string,
  ownership: Ownership | undefined,
): ReturnType<typeof readJournalFile> => {
  try {
    const found = readJournalFile(path);
    const { fault } = found.read;
    if (fault !== '') throw new CommandError(EXIT.invalid, `${file} is a witness and cannot go on. ${fault}`);
    return found;
  } catch (error) {
    ownership?.release();
    throw error;
  }
};

/**
 * The ids of those who still play a game and must not learn its truth; empty where it may be told. A witness ends in a
 * fault of its scenario: nobody goes on with it.
 */
export const stillPlaying = ({
  game,
  players,
  world,
  fault,
}: Pick<Replayed, 'game' | 'players' | 'world' | 'fault'>): string[] =>
  fault !== '' || isOpen(players, world)
    ? []
    : game.actors.flatMap(({ id }, seat) => (players[seat] === 'human' ? [id] : []));

/** A game whose truth may be told. That of a game that people still play is shown by `replay --truth` alone. */
export const openGame = (file: string, read: Replayed): Replayed => {
  const people = stillPlaying(read);
  if (people.length === 0) return read;
  throw new CommandError(
    EXIT.usage,
    `${file}: this game is not over, and people play in it (${people.join(', ')}). To see its truth all the same: ${commandLine('replay', [file, '--truth'])}`,
  );
};

/** Goes on with a saved game. */
export const resume = (file: string): Session => {
  const path = resolve(file);
  const { ownership, refusal } = ownedOr(path);
  const { text, read } = readOwned(path, file, ownership);
  const { writer, problem } = continueJournal(read.game, path, text, read, ownership);
  const notices = [
    read.loss,
    ...[refusal, problem].map((why) => (why === undefined ? '' : `${why} The game goes on in memory.`)),
    scenarioNotice(read),
  ].filter((notice) => notice !== '');
  const { world, moves, events } = read;
  return {
    table: tableOf(read.game, read.header.seed, read.players, read.header.script),
    position: { world, moves, events },
    writer,
    notices,
  };
};

/** Says when the installed scenario is no longer the one inside the journal. */
export const scenarioNotice = ({ header: { scenario } }: Pick<Replayed, 'header'>): string => {
  const installed = installedHash(scenario.id);
  if (installed === scenario.hash) return '';
  return installed === undefined
    ? `The scenario ${scenario.id} is not installed here; the one inside the journal is used.`
    : `The installed scenario ${scenario.id} is no longer the same; the one inside the journal is used.`;
};

/** What is said of an interrupted game: where it is, and the command that goes on with it. */
export const savedWords = (file: string, options?: Given): string[] => [
  `Interrupted. The game is saved in ${file}. Go on with:`,
  `  ${resumeCommand(file, options)}`,
];

/** The command that goes on with a game. */
export const resumeCommand = (file: string, options: Given = {}): string => commandLine('resume', [file], options);
