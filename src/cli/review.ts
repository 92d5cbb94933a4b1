import { includesSeat, seatOf } from '../core/game.js';
import type { Viewer } from '../core/narrate.js';
import { factsSeenBy } from '../core/observe.js';
import { apply, start } from '../core/play.js';
import { plainText } from '../core/text.js';
import { entryOf } from '../journal/lines.js';
import type { Replayed } from '../journal/read.js';
import { tableOf } from '../players/table.js';
import { readJournalFile, seatNamed } from './begin.js';
import { CommandError, EXIT } from './errors.js';
import { wholeOf } from './options.js';
import { say, warn } from './output.js';
import { endLines, eventLines, openingLines, situationLines } from './plain.js';

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
export type Shown = Pick<Replayed, 'game' | 'world' | 'moves' | 'events'>;

/** For whom a replay is told. */
export const viewerOf = (read: Shown, options: ReplayOptions): Viewer => {
  if (options.seat === undefined) return 'truth';
  if (options.truth === true) throw new CommandError(EXIT.usage, 'Choose one of --seat and --truth.');
  return seatNamed(read.game, options.seat);
};

/** The turn that `--turn` names; undefined for the whole game. */
export const turnOf = (read: Shown, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  return wholeOf(text, 1, read.world.turn, '--turn takes a turn of this game,');
};

/** Prints a saved game as text or JSON. */
export const replay = (file: string, options: ReplayOptions): number => {
  const { read } = readJournalFile(file);
  const viewer = viewerOf(read, options);
  const only = turnOf(read, options.turn);
  if (read.loss !== '') warn(read.loss);
  if (options.json === true) replayJson(read, only);
  else replayText(read, viewer, only);
  if (read.fault !== '' && (only === undefined || only === read.world.turn))
    sayFault(read.fault, options.json === true);
  return EXIT.done;
};

/** A witness ends where its scenario goes wrong: the last thing it says. */
const sayFault = (fault: string, json: boolean): void => say(json ? JSON.stringify({ fault }) : `\n${fault}`);

const replayText = (read: Replayed, viewer: Viewer, only: number | undefined): void => {
  const { game, events, world } = read;
  if (only === undefined) for (const line of openingLines(tableOf(game, read.header.seed, read.players))) say(line);
  const visible = events.filter(
    (event) =>
      (only === undefined || event.turn === only) && (viewer === 'truth' || includesSeat(event.seenBy, viewer)),
  );
  for (const line of eventLines(game, visible, viewer)) say(line);
  for (const line of authorityLines(read, viewer, only)) say(line);
  if (only !== undefined && only < world.turn) return;
  if (world.step === 'over') for (const line of endLines(game, world)) say(line);
  else
    for (const line of [
      '',
      'The game is not over. Now:',
      ...situationLines(game, viewer === 'truth' ? world : factsSeenBy(game, world, viewer), viewer),
    ])
      say(line);
};

/** Who answered for crossing a firebreak, as far as the viewer may know it. */
const authorityLines = (read: Replayed, viewer: Viewer, only: number | undefined): string[] => {
  const { game } = read;
  // Each move of orders is told as one event, in the same order.
  const turns = read.events.flatMap((event) => (event.is === 'sealed' ? [event.turn] : []));
  const sealed = read.moves.filter((move) => move.is === 'orders');
  return sealed.flatMap((move, i) => {
    if (only !== undefined && turns[i] !== only) return [];
    const seat = seatOf(game, move.seat);
    if (viewer !== 'truth' && viewer !== seat) return [];
    return move.orders.flatMap(({ action, authority }) => {
      const label =
        game.actions.find((candidate) => candidate.actor === seat && candidate.id === action)?.label ?? action;
      return authority === undefined
        ? []
        : [`Turn ${turns[i]}, ${game.actors[seat]!.short}: ${label}, on the authority of ${plainText(authority)}.`];
    });
  });
};

/** One JSON object for each move. */
export const replayJson = (read: Shown, only: number | undefined): void => {
  let { world } = start(read.game);
  for (const [i, move] of read.moves.entries()) {
    const next = apply(read.game, world, move).world;
    const { world: _, ...entry } = entryOf(read.game, i + 1, world, move, next);
    if (only === undefined || world.turn === only) say(JSON.stringify({ ...entry, turn: world.turn }));
    world = next;
  }
};
