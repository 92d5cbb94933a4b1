import { isSeat, type Viewer } from '../core/observe.js';
import { apply, start } from '../core/play.js';
import { plainText } from '../core/text.js';
import { entryOf } from '../journal/lines.js';
import type { Replayed } from '../journal/read.js';
import { tableOf } from '../players/table.js';
import { isOpen, type Signature, signaturesFor, type View, viewOf } from '../players/view.js';
import { readJournalFile, seatNamed } from './begin.js';
import { CommandError, EXIT } from './errors.js';
import { wholeOf } from './options.js';
import { say, warn } from './output.js';
import { endLines, eventLines, openingLines, situationLines } from './plain.js';
import type { Printed } from './protocol.js';
import { endOf, eventsOf, pictureOf } from './protocol-lines.js';

/** Reading saved games: `replay`. */

/** Options as they are typed. */
export interface ReplayOptions {
  readonly turn?: string;
  readonly seat?: string;
  readonly truth?: boolean;
  readonly plain?: boolean;
  readonly json?: boolean;
}

/** What a replay shows: a saved game, or the record of a scenario. */
export type Shown = Pick<Replayed, 'game' | 'world' | 'moves' | 'events' | 'players'>;

/**
 * For whom a replay is told. As long as people play a game, its truth is for those who ask for it by name: it must not
 * reach a player by mistake.
 */
export const viewerOf = ({ game, players, world }: Shown, { seat, truth }: ReplayOptions): Viewer => {
  if (seat !== undefined) return seatNamed(game, seat);
  if (truth === true || isOpen(players, world)) return 'truth';
  const people = game.actors.flatMap(({ id }, index) => (players[index] === 'human' ? [id] : []));
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

/** Prints a saved game as text or JSON. */
export const replay = (file: string, options: ReplayOptions): number => replayGame(readJournalFile(file).read, options);

/** Prints a game that was read back. */
export const replayGame = (
  read: Shown & Pick<Replayed, 'loss' | 'fault'> & { readonly header: Pick<Replayed['header'], 'seed'> },
  options: ReplayOptions,
): number => {
  const viewer = viewerOf(read, options);
  const only = turnOf(read, options.turn);
  if (read.loss !== '') warn(read.loss);
  const view = viewOf(tableOf(read.game, read.header.seed, read.players), read, viewer);
  if (options.json === true) replayJson(read, view, only);
  else replayText(view, signaturesFor(read.game, read, viewer), only);
  if (read.fault !== '' && (only === undefined || only === read.world.turn))
    sayFault(read.fault, options.json === true);
  return EXIT.done;
};

/** A witness ends where its scenario goes wrong: the last thing it says. */
const sayFault = (fault: string, json: boolean): void => say(json ? JSON.stringify({ fault }) : `\n${fault}`);

/** Whether a turn is told: all are, or the one that was asked for. */
const isTold = (only: number | undefined, turn: number): boolean => only === undefined || only === turn;

const replayText = (view: View, signatures: readonly Signature[], only: number | undefined): void => {
  const { game, picture, end } = view;
  if (only === undefined) for (const line of openingLines(view)) say(line);
  for (const line of eventLines({ ...view, events: view.events.filter(({ turn }) => isTold(only, turn)) })) say(line);
  for (const { turn, action, authority } of signatures) {
    const { actor, label } = game.actions[action]!;
    if (isTold(only, turn))
      say(`Turn ${turn}, ${game.actors[actor]!.short}: ${label}, on the authority of ${plainText(authority)}.`);
  }
  if (!isTold(only, picture.facts.turn)) return;
  if (end) for (const line of endLines(game, end)) say(line);
  else for (const line of ['', 'The game is not over. Now:', ...situationLines(view)]) say(line);
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
