import { isSeat, type Viewer } from '../core/seat/observe.js';
import { plainText } from '../core/text.js';
import { apply, start } from '../core/turn/play.js';
import { entryOf } from '../journal/lines.js';
import type { Replayed } from '../journal/read.js';
import { tableOf } from '../players/table.js';
import { signaturesFor, type View, viewOf } from '../players/view.js';
import { readJournalFile, seatNamed, stillPlaying } from './begin.js';
import { CommandError, EXIT } from './errors.js';
import { wholeOf } from './options.js';
import { say, warn } from './output.js';
import { endLines, eventLines, openingLines, situationLines } from './plain.js';
import type { Printed } from './protocol.js';
import { endOf, eventsOf, pictureOf } from './protocol-lines.js';
import { showParts } from './steps.js';

/** Reading saved games: `replay`. */

/** Options as they are typed. */
export interface ReplayOptions {
  readonly turn?: string;
  readonly seat?: string;
  readonly truth?: boolean;
  readonly plain?: boolean;
  readonly json?: boolean;
  /** Turn by turn, as the person asks for them. */
  readonly stepwise?: boolean;
}

/** What a replay shows: a saved game, or the record of a scenario. */
export type Shown = Pick<Replayed, 'game' | 'world' | 'moves' | 'events' | 'players'>;

/**
 * For whom a replay is told. As long as people play a game, its truth is for those who ask for it by name: it must not
 * reach a player by mistake.
 */
export const viewerOf = (shown: Shown & Pick<Replayed, 'fault'>, { seat, truth }: ReplayOptions): Viewer => {
  if (seat !== undefined) return seatNamed(shown.game, seat);
  const people = truth === true ? [] : stillPlaying(shown);
  if (people.length === 0) return 'truth';
  throw new CommandError(
    EXIT.usage,
    `This game is not over, and people play in it (${people.join(', ')}). --seat ${people[0]} shows what that seat has seen; --truth shows everything.`,
  );
};

/** The turn that `--turn` names; undefined for the whole game. */
export const turnOf = (read: Shown, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  return wholeOf(text, 1, read.world.turn, '--turn takes a turn of this game,');
};

/** A game that was read back. */
type Read = Shown & Pick<Replayed, 'loss' | 'fault'> & { readonly header: Pick<Replayed['header'], 'seed'> };

const viewFor = (read: Read, viewer: Viewer): View =>
  viewOf(tableOf(read.game, read.header.seed, read.players), read, viewer);

/** Prints a saved game as text or JSON; in a terminal turn by turn. */
export const replay = async (file: string, options: ReplayOptions): Promise<number> => {
  const { read } = readJournalFile(file);
  if (options.stepwise !== true) return replayGame(read, options);
  if (read.loss !== '') warn(read.loss);
  await showParts(partsOf(read, viewerOf(read, options), turnOf(read, options.turn)));
  return EXIT.done;
};

/** Prints a game that was read back. */
export const replayGame = (read: Read, options: ReplayOptions): number => {
  const viewer = viewerOf(read, options);
  const only = turnOf(read, options.turn);
  if (read.loss !== '') warn(read.loss);
  if (options.json !== true) for (const line of partsOf(read, viewer, only).flat()) say(line);
  else {
    replayJson(read, viewFor(read, viewer), only);
    if (isFaultTold(read, only)) say(JSON.stringify({ fault: read.fault }));
  }
  return EXIT.done;
};

/** A witness ends where its scenario goes wrong: the last thing it says. */
const isFaultTold = ({ fault, world }: Read, only: number | undefined): boolean =>
  fault !== '' && isTold(only, world.turn);

/** Whether a turn is told: all are, or the one that was asked for. */
const isTold = (only: number | undefined, turn: number): boolean => only === undefined || only === turn;

/** A game in parts: the opening, each turn, and how it ended or where it stands. */
const partsOf = (read: Read, viewer: Viewer, only: number | undefined): string[][] => {
  const view = viewFor(read, viewer);
  const { game, picture, end, events } = view;
  const turns = [...new Set(events.map(({ turn }) => turn))].filter((turn) => isTold(only, turn));
  const told = turns.map((turn) => eventLines({ ...view, events: events.filter((event) => event.turn === turn) }));
  const [first = [], ...others] = told;
  const signed = signaturesFor(game, read, viewer).flatMap(({ turn, action, authority }) => {
    const { actor, label } = game.actions[action]!;
    return isTold(only, turn)
      ? [`Turn ${turn}, ${game.actors[actor]!.short}: ${label}, on the authority of ${plainText(authority)}.`]
      : [];
  });
  const last = end ? endLines(game, end) : ['', 'The game is not over. Now:', ...situationLines(view)];
  const opening = only === undefined ? openingLines(view) : [];
  const rest = isTold(only, picture.facts.turn) ? last : [];
  const fault = isFaultTold(read, only) ? ['', read.fault] : [];
  return [[...opening, ...first], ...others, [...signed, ...rest, ...fault]];
};

/** For a seat what it learned, in the lines of the seat protocol; else one JSON object for each move. */
export const replayJson = (shown: Shown, view: View, only: number | undefined): void => {
  if (isSeat(view.viewer)) for (const line of seatLines(view, only)) say(JSON.stringify(line));
  else for (const entry of entriesOf(shown, only)) say(JSON.stringify(entry));
};

/** A line for the events of each turn, then how it ended, or where the game stands. */
const seatLines = (view: View, only: number | undefined): Printed[] => {
  const { game, picture, viewer } = view;
  const seat = game.actors[picture.seat]!.id;
  const turns = [...new Set(view.events.map(({ turn }) => turn))].filter((turn) => isTold(only, turn));
  const told = turns.map((turn): Printed => {
    const events = view.events.filter((event) => event.turn === turn);
    return { events: { seat, events: eventsOf(game, events, viewer) } };
  });
  if (!isTold(only, picture.facts.turn)) return told;
  const end = endOf(view, undefined);
  const now = { seat, turn: picture.facts.turn, date: picture.date, picture: pictureOf(view) };
  return [...told, end ? { end } : { now }];
};

const entriesOf = ({ game, moves }: Shown, only: number | undefined): object[] => {
  let { world } = start(game);
  return moves.flatMap((move, i) => {
    const before = world;
    world = apply(game, world, move).world;
    const { world: _, ...entry } = entryOf(game, i + 1, before, move, world);
    return isTold(only, before.turn) ? [{ ...entry, turn: before.turn }] : [];
  });
};
