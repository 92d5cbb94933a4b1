import { rollDie, seedOf } from '../core/chance.js';
import type { GameEvent } from '../core/events.js';
import type { Game } from '../core/game.js';
import { nodeAt } from '../core/node.js';
import { IllegalMove } from '../core/orders.js';
import { apply, type Move, start } from '../core/play.js';
import { RULES_VERSION } from '../core/vocabulary.js';
import type { World } from '../core/world.js';
import { PLAYERS, type Player } from '../players/policy.js';
import { ScenarioError } from '../scenario/diagnostics.js';
import { LENIENT_LIBRARY } from '../scenario/library.js';
import { hashOf, type Loaded, load } from '../scenario/load.js';
import { FORMATS, type Format } from './digest.js';
import { attemptText, type FaultEntry, faultAgain, isFaultEntry } from './fault.js';
import { type Entry, entryOf, GENESIS, type Header, moveOf, readLine, writeLine } from './lines.js';

/** Reading is re-playing (decision D9): every line is checked, then played again and compared. */

/** Why a journal is refused, and at which line (from 1). */
export class JournalFault extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
    this.name = 'JournalFault';
  }
}

/** A game as it was read back. */
export interface Replayed {
  readonly header: Header;
  readonly loaded: Loaded;
  readonly game: Game;
  readonly players: readonly Player[];
  readonly world: World;
  readonly moves: readonly Move[];
  readonly events: readonly GameEvent[];
  /** Hash of the last whole line, for going on. */
  readonly hash: string;
  /** Length in characters of the whole lines; what follows was cut short. */
  readonly wholeLength: number;
  /** Says what was lost at the end; empty if nothing was. */
  readonly loss: string;
  /** Says where the scenario went wrong, in a game that ends with that; empty in all others. */
  readonly fault: string;
}

interface Lines {
  readonly whole: readonly string[];
  readonly wholeLength: number;
  readonly loss: string;
}

/** Whole lines end with a line break. A last line that was cut short is left out, and the loss is said. */
const linesOf = (text: string): Lines => {
  const end = text.lastIndexOf('\n') + 1;
  const whole = end === 0 ? [] : text.slice(0, end - 1).split('\n');
  const rest = text.length - end;
  const loss =
    rest === 0
      ? ''
      : `The last line was cut short (${rest} characters): one move was lost; ${Math.max(0, whole.length - 1)} are whole.`;
  return { whole, wholeLength: end, loss };
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const readHeader = (text: string | undefined): { header: Header; hash: string } => {
  if (text === undefined || text === '')
    throw new JournalFault(1, 'This is not a Firebreak journal: it has no header line.');
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new JournalFault(
      1,
      text.includes('"journal":"firebreak"')
        ? 'Line 1 was altered: it is not valid JSON.'
        : 'This is not a Firebreak journal.',
    );
  }
  if (!isRecord(parsed) || parsed['journal'] !== 'firebreak')
    throw new JournalFault(1, 'This is not a Firebreak journal.');
  if (!FORMATS.includes(parsed['format'] as Format))
    throw new JournalFault(
      1,
      `This journal has format ${String(parsed['format'])}; this version of Firebreak reads the formats ${FORMATS.join(' and ')}.`,
    );
  const read = readLine(text, GENESIS);
  if (!read) throw new JournalFault(1, 'Line 1 was altered: its hash does not fit.');
  return { header: read.body as unknown as Header, hash: read.hash };
};

const loadInside = (header: Header): Loaded => {
  const files = new Map(header.scenario.files.map((file) => [file.path, file.text]));
  const [entry] = header.scenario.files;
  if (!entry || hashOf(header.scenario.files) !== header.scenario.hash)
    throw new JournalFault(1, 'Line 1: the scenario inside does not have the hash that is written beside it.');
  try {
    const { preset, parameters } = header.scenario;
    return load(entry.path, (path) => files.get(path), { preset: preset || undefined, parameters }, LENIENT_LIBRARY);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    throw new JournalFault(
      1,
      `Line 1: the scenario inside cannot be read by this version: ${error.diagnostics[0]?.message ?? error.message}.`,
    );
  }
};

const playersOf = (game: Game, header: Header): Player[] =>
  game.actors.map((actor) => {
    const player = header.seats[actor.id];
    if (player === undefined || !PLAYERS.includes(player))
      throw new JournalFault(1, `Line 1 does not say who plays ${actor.short}.`);
    return player;
  });

/** Compares what the line says with what the game says; a sentence where they differ. */
const difference = (
  game: Game,
  { seed, format }: Header,
  world: World,
  text: string,
  entry: Entry,
  line: number,
  next: World,
  n: number,
  before: string,
): string | undefined => {
  const again = entryOf(game, n, world, moveOf(entry), next, format);
  if (writeLine(again, before).text === text) {
    const node = nodeAt(game, world);
    if (node.is !== 'chance' || !('chance' in entry) || entry.face === undefined) return undefined;
    const face = rollDie(seedOf(seed), game.dice[node.die]!.purpose, world.turn);
    return face === entry.face
      ? undefined
      : `Line ${line} differs: the seed rolls ${face} at ${entry.chance}, the journal says ${entry.face}.`;
  }
  const key = (Object.keys(again) as (keyof Entry)[]).find(
    (part) => JSON.stringify(again[part]) !== JSON.stringify(entry[part]),
  );
  return `Line ${line} differs${key === undefined ? '' : ` in \`${key}\`: played again it is ${JSON.stringify(again[key])}, the journal says ${JSON.stringify(entry[key])}`}.`;
};

/**
 * Reads a journal and plays it again. Throws `JournalFault` at the first line that was altered, cannot be played, or
 * comes out differently. A last line that was cut short is not a fault: see `loss`.
 */
export const readJournal = (text: string): Replayed => {
  const { whole, wholeLength, loss } = linesOf(text);
  const { header, hash } = readHeader(whole[0] ?? (text === '' ? undefined : text));
  const loaded = loadInside(header);
  const { game } = loaded;
  const players = playersOf(game, header);
  const first = start(game);
  let { world } = first;
  let before = hash;
  const moves: Move[] = [];
  const events: GameEvent[] = [...first.events];
  for (const [i, line] of whole.slice(1).entries()) {
    const number = i + 2;
    const read = readLine(line, before);
    if (!read) throw new JournalFault(number, `Line ${number} was altered: its hash does not fit.`);
    if (isFaultEntry(read.body)) {
      const fault = confirmedFault(game, header.seed, world, read.body, number, number === whole.length);
      return { header, loaded, game, players, world, moves, events, hash: read.hash, wholeLength, loss, fault };
    }
    const entry = read.body as unknown as Entry;
    const played = replayMove(game, world, moveOf(entry), number, header);
    const differs = difference(game, header, world, line, entry, number, played.world, i + 1, before);
    if (differs !== undefined) throw new JournalFault(number, `${differs}${rulesNote(header)}`);
    moves.push(moveOf(entry));
    for (const event of played.events) events.push(event);
    world = played.world;
    before = read.hash;
  }
  return { header, loaded, game, players, world, moves, events, hash: before, wholeLength, loss, fault: '' };
};

/** A game may end with a fault of its scenario, if it comes about again. The sentence. */
const confirmedFault = (
  game: Game,
  seed: string,
  world: World,
  entry: FaultEntry,
  line: number,
  isLast: boolean,
): string => {
  const again = faultAgain(game, seed, world, entry);
  if (!isLast || again !== entry.fault)
    throw new JournalFault(
      line,
      `Line ${line} says that the scenario goes wrong here (${entry.fault}), but played again ${again === undefined ? 'it does not' : `it says: ${again}`}.`,
    );
  return `${attemptText(game, entry)}, the scenario goes wrong: ${entry.fault}.`;
};

const replayMove = (game: Game, world: World, move: Move, line: number, header: Header): ReturnType<typeof apply> => {
  try {
    return apply(game, world, move);
  } catch (error) {
    if (!(error instanceof IllegalMove)) throw error;
    throw new JournalFault(line, `Line ${line} cannot be played: ${error.message}${rulesNote(header)}`);
  }
};

/** Old games may come out differently under newer rules; that is said, not hidden. */
const rulesNote = (header: Header): string =>
  header.rules === RULES_VERSION
    ? ''
    : ` It was written by version ${header.rules} of the rules; this is version ${RULES_VERSION}.`;

/** What a list of games says of one, without playing it again. */
interface Glance {
  readonly title: string;
  readonly seed: string;
  readonly seats: Readonly<Record<string, Player>>;
  readonly turn: number;
  readonly over: boolean;
}

/** Looks at the first and the last lines of a journal. Undefined when it is none. */
export const glanceAt = (text: string): Glance | undefined => {
  const { whole } = linesOf(text);
  try {
    const { header } = readHeader(whole[0]);
    const last = whole.length > 1 ? (JSON.parse(whole.at(-1)!) as Entry) : undefined;
    const turn =
      last === undefined ? 0 : 'turn' in last ? last.turn : Number(/^turn(\d+)\//.exec(last.chance)?.[1] ?? 0);
    return {
      title: header.scenario.title,
      seed: header.seed,
      seats: header.seats,
      turn,
      over: last?.ending !== undefined,
    };
  } catch {
    return undefined;
  }
};
