import { rollDie, seedOf } from '../core/chance/chance.js';
import { RuleFault } from '../core/faults.js';
import type { GameEvent } from '../core/program/events.js';
import type { Game } from '../core/program/game.js';
import { momentOf } from '../core/program/moment.js';
import type { World } from '../core/program/world.js';
import { oneLine } from '../core/text.js';
import { IllegalMove } from '../core/turn/orders.js';
import { apply, type Move, start } from '../core/turn/play.js';
import { GENESIS, readLine, writeLine } from '../files/chain.js';
import { checkedAt, jsonAt } from '../files/checked.js';
import { FileFault } from '../files/fault.js';
import type { Player } from '../players/policy.js';
import { ScenarioError } from '../scenario/diagnostics.js';
import { LENIENT_LIBRARY } from '../scenario/library.js';
import { hashOf, type Loaded, load } from '../scenario/load.js';
import { claimProblem, playersOf, rulesProblem } from './claims.js';
import { FORMAT } from './digest.js';
import { attemptText, type FaultEntry, faultAgain, faultLine, isFaultEntry } from './fault.js';
import { headerForm, lineForm } from './forms.js';
import { type Entry, entryOf, type Header, moveOf } from './lines.js';

/**
 * Reading is re-playing (decision D9): each line is checked, then played again and compared. A line that cannot be taken
 * leaves the reading as it was, so that whoever repairs a journal can try the next.
 */

/** A journal being read, and what its lines have led to so far. */
export interface Reading {
  readonly file: string;
  readonly header: Header;
  readonly loaded: Loaded;
  readonly game: Game;
  readonly players: readonly Player[];
  world: World;
  /** Hash of the last line taken. */
  hash: string;
  readonly moves: Move[];
  readonly events: GameEvent[];
  /** Says where the scenario went wrong, in a game that ends with that; empty in all others. */
  fault: string;
}

/** What a line of a move says, with the world in which it was made. */
export interface TakenMove {
  readonly world: World;
  readonly entry: Entry;
  readonly line: number;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a text begins as a journal does. */
export const isJournal = (text: string): boolean => text.startsWith('{"journal":"firebreak"');

const NO_JOURNAL = 'this is not a Firebreak journal.';

/** The header as its line says it: its form is checked, its claims are not. */
export const readHeader = (file: string, text: string): { readonly header: Header; readonly hash: string } => {
  const refuse = (sentence: string): never => {
    throw new FileFault(file, 1, sentence);
  };
  if (!isJournal(text)) refuse(NO_JOURNAL);
  const parsed = jsonAt(file, 1, text);
  if (!isRecord(parsed)) return refuse(NO_JOURNAL);
  const { format } = parsed;
  const rules = rulesProblem(parsed);
  if (rules !== undefined) refuse(rules);
  if (format !== FORMAT)
    refuse(
      `this journal has format ${oneLine(JSON.stringify(format) ?? 'none', 20)}; this version of Firebreak reads format ${FORMAT}.`,
    );
  const hash = chained(file, 1, text, GENESIS);
  checkedAt(file, 1, headerForm, parsed);
  const { before, hash: _, ...header } = parsed;
  // A key that stands there twice, or a space, would be read by this program in one way and by another in another.
  if (writeLine(header, GENESIS).text !== text) refuse('the line is not as Firebreak writes it.');
  return { header: header as unknown as Header, hash };
};

/** The hash of a line that continues the line with hash `before`. */
const chained = (file: string, line: number, text: string, before: string): string => {
  const hash = readLine(text, before);
  if (hash === 'altered') throw new FileFault(file, line, 'the line was altered: its hash does not fit.');
  if (hash === 'elsewhere')
    throw new FileFault(file, line, 'the line does not continue the one before: lines are missing, or stand twice.');
  return hash.is;
};

const loadInside = (file: string, { scenario }: Header): Loaded => {
  const files = new Map(scenario.files.map(({ path, text }) => [path, text]));
  if (hashOf(scenario.files) !== scenario.hash)
    throw new FileFault(file, 1, 'the scenario inside does not have the hash that is written beside it.');
  try {
    const { preset, parameters } = scenario;
    const choice = { preset: preset || undefined, parameters };
    return load(scenario.files[0]!.path, (path) => files.get(path), choice, LENIENT_LIBRARY);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    const why = error.diagnostics[0]?.message ?? error.message;
    throw new FileFault(file, 1, `the scenario inside cannot be read by this version: ${why}.`);
  }
};

/** Begins to read a journal with its first line. Throws `FileFault`. */
export const beginReading = (file: string, text: string): Reading => {
  const { header, hash } = readHeader(file, text);
  const loaded = loadInside(file, header);
  const problem = claimProblem(header, loaded);
  if (problem !== undefined) throw new FileFault(file, 1, problem);
  const { game } = loaded;
  const { world, events } = played(file, 1, () => start(game));
  const players = playersOf(game, header);
  return { file, header, loaded, game, players, world, hash, moves: [], events: [...events], fault: '' };
};

/** Longest part of a message that a file has a say in. */
const MESSAGE = 500;

/** What the rules make of a line. What they refuse, or a scenario whose numbers go wrong there, is a fault of the line. */
const played = <T>(file: string, line: number, play: () => T): T => {
  try {
    return play();
  } catch (error) {
    if (error instanceof IllegalMove)
      throw new FileFault(file, line, `it cannot be played: ${oneLine(error.message, MESSAGE)}`);
    if (error instanceof RuleFault)
      throw new FileFault(
        file,
        line,
        `it cannot be played: the scenario goes wrong here: ${oneLine(error.message, MESSAGE)}.`,
      );
    throw error;
  }
};

/** Takes the next line: a move, or the fault that ends a witness. Throws `FileFault`, and then nothing was taken. */
export const takeLine = (reading: Reading, line: number, text: string): TakenMove | undefined => {
  const { file, game, world, moves, events } = reading;
  if (text === '') throw new FileFault(file, line, 'the line is empty.');
  const hash = chained(file, line, text, reading.hash);
  if (reading.fault !== '') throw new FileFault(file, line, 'nothing can follow the fault of the scenario.');
  const body = jsonAt(file, line, text);
  if (!isRecord(body)) throw new FileFault(file, line, 'the line is no move.');
  checkedAt(file, line, lineForm(body), body);
  if (isFaultEntry(body)) {
    reading.fault = confirmedFault(reading, line, text, body);
    reading.hash = hash;
    return undefined;
  }
  const entry = body as unknown as Entry;
  const move = moveOf(entry);
  const { next, again, face } = played(file, line, () => {
    const next = apply(game, world, move);
    const again = entryOf(game, moves.length + 1, world, move, next.world);
    return { next, again, face: faceOfSeed(reading, move) };
  });
  const differs = difference(again, entry, writeLine(again, reading.hash).text === text, face);
  if (differs !== undefined) throw new FileFault(file, line, differs);
  moves.push(move);
  for (const event of next.events) events.push(event);
  reading.world = next.world;
  reading.hash = hash;
  return { world, entry, line };
};

/** The face that the seed gives the die of a move; undefined for a move without a face. */
const faceOfSeed = ({ game, header, world }: Reading, move: Move): number | undefined => {
  const die = game.dice[world.waiting];
  if (die === undefined || move.is !== 'chance' || move.face === undefined) return undefined;
  return rollDie(seedOf(header.seed), die.purpose, momentOf(world));
};

const shown = (value: unknown): string => (value === undefined ? 'nothing' : oneLine(JSON.stringify(value), 120));

/** Compares what the line says with what the game says; a sentence where they differ. */
const difference = (again: Entry, entry: Entry, same: boolean, face: number | undefined): string | undefined => {
  if ('face' in entry && face !== undefined && face !== entry.face)
    return `the seed rolls ${face} at ${entry.chance}, and the journal says ${entry.face}.`;
  if (same) return undefined;
  const keys = [...new Set([...Object.keys(again), ...Object.keys(entry)])] as (keyof Entry)[];
  const key = keys.find(
    (part) => part in again !== part in entry || JSON.stringify(again[part]) !== JSON.stringify(entry[part]),
  );
  return key === undefined || !(key in again || key in entry)
    ? 'the line is not as Firebreak writes it.'
    : `it differs in \`${key}\`: played again it is ${shown(again[key])}, and the journal says ${shown(entry[key])}.`;
};

/** A game may end with a fault of its scenario, if it comes about again. The sentence. */
const confirmedFault = (reading: Reading, line: number, text: string, entry: FaultEntry): string => {
  const { file, game, header, world, moves } = reading;
  const again = faultAgain(game, header.seed, world, entry);
  if (again !== entry.fault)
    throw new FileFault(
      file,
      line,
      `it says that the scenario goes wrong here (${oneLine(entry.fault, 200)}), but played again ${again === undefined ? 'it does not' : `it says: ${again}`}.`,
    );
  const whole = faultLine(game, world, moves.length + 1, entry);
  if (writeLine(whole, reading.hash).text !== text) throw new FileFault(file, line, 'the fault was at another place.');
  return `${attemptText(game, entry)}, the scenario goes wrong: ${entry.fault}.`;
};
