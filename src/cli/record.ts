import { dirname, resolve } from 'node:path';
import type { Game, GameRecord } from '../core/program/game.js';
import { namedPresets } from '../core/program/presets.js';
import { start } from '../core/turn/play.js';
import { createFile, makeFolder, standingAt } from '../files/write.js';
import { headerOf } from '../journal/lines.js';
import { journalText } from '../journal/write.js';
import { tableOf } from '../players/table.js';
import { type View, viewOf } from '../players/view.js';
import { choiceOf, type PlayedRecord, playRecord, type RecordFault } from '../report/record.js';
import { loadAsWritten, underDisguise } from './begin.js';
import { CommandError, EXIT } from './errors.js';
import { ifInterrupted } from './last-words.js';
import { quoted, say, warn, wrap, wrapIndented } from './output.js';
import { endLines, eventLines } from './plain.js';
import { type ReplayOptions, replayJson, turnOf, viewerOf } from './review.js';
import { showParts } from './steps.js';
import { VERSION } from './version.js';

/** History as a game: what a scenario records, played and shown. */

/** Options as they are typed. */
export interface RecordOptions extends ReplayOptions {
  readonly save?: string;
  readonly disguise?: boolean;
}

const WIDTH = 100;

/** The seed of a record: control decides every die, so none is drawn. */
const RECORD_SEED = 'record';

const noRecord = (scenario: string): CommandError =>
  new CommandError(
    EXIT.failed,
    `${scenario} has no record of what happened. \`record:\` in the scenario file keeps one.`,
  );

/** Why a record cannot be played, as the person reads it. */
export const faultText = ({ turn, message, place }: RecordFault): string =>
  `${place}: the record, turn ${turn}: ${message}`;

/** Plays what happened and shows it. A record that cannot be played is shown as far as it goes; the exit code says so. */
export const replayRecord = async (scenario: string, options: RecordOptions): Promise<number> => {
  const { record } = loadAsWritten(scenario, {}).game;
  if (record === undefined) throw noRecord(scenario);
  const loaded = loadAsWritten(scenario, choiceOf(record));
  const played = playRecord(loaded.game);
  if (played === undefined) throw noRecord(scenario);
  // What happened is known: nobody plays a record.
  const shown = { ...played, game: underDisguise(played.game, scenario, options.disguise === true), players: [] };
  const only = turnOf(shown, options.turn);
  const view = viewOf(
    tableOf(shown.game, RECORD_SEED, shown.players),
    shown,
    viewerOf({ ...shown, fault: '' }, options),
  );
  if (options.json === true) replayJson(shown, view, only);
  else if (options.stepwise === true) await showParts(recordParts(view, played.record, only));
  else for (const line of recordParts(view, played.record, only).flat()) say(line);
  for (const fault of played.faults) warn(faultText(fault));
  if (played.faults.length > 0) return EXIT.invalid;
  if (options.save !== undefined) save(shown, loaded, options.save);
  return EXIT.done;
};

const recordParts = (view: View, record: GameRecord, only: number | undefined): string[][] => {
  const { game, picture, end } = view;
  const last = picture.facts.turn;
  const turns = only === undefined ? Array.from({ length: last + 1 }, (_, turn) => turn) : [only];
  const [first = [], ...others] = turns.map((turn) => turnLines(view, record, turn));
  return [
    [...(only === undefined ? openingLines(game, record.text) : []), ...first],
    ...others,
    end && (only === undefined || only === last) ? endLines(game, end) : [],
  ];
};

const openingLines = (game: Game, text: string): string[] => {
  const presets = namedPresets(game.presets, game.preset).map(({ label }) => label);
  return [
    game.title,
    `What happened, as the scenario records it${presets.length > 0 ? `; preset: ${presets.join('; ')}` : ''}. Control decides every die.`,
    ...wrap(text, WIDTH),
    '',
    ...wrap(game.briefing || game.summary, WIDTH),
  ];
};

/** A turn: its heading, what really happened, and what the game made of it. */
const turnLines = (view: View, record: GameRecord, turn: number): string[] => {
  const told = eventLines({ ...view, events: view.events.filter((event) => event.turn === turn) });
  const [blank, heading, ...lines] = told;
  const text = record.turns.find((recorded) => recorded.turn === turn)?.text ?? '';
  if (turn === 0 || heading === undefined) return told;
  return [blank ?? '', heading, ...wrapIndented(text, WIDTH, '  | '), ...lines];
};

/** Saves the record as a game: every die decided by control, so that it verifies whatever the seed. */
const save = ({ game, moves }: PlayedRecord, loaded: Parameters<typeof headerOf>[1], file: string): void => {
  const place = resolve(file);
  if (standingAt(place) !== 'nothing')
    throw new CommandError(EXIT.failed, `${file} already exists. Choose another name for --save.`);
  const players = game.actors.map(() => 'human' as const);
  const header = headerOf(game, loaded, game.record ? choiceOf(game.record) : {}, RECORD_SEED, players, VERSION, {
    control: 'record',
  });
  ifInterrupted({ lines: [`Interrupted. The game is saved as ${quoted(file)}.`], file: place });
  makeFolder(dirname(place));
  createFile(place, journalText(game, header, start(game).world, moves));
  warn(`Saved as ${quoted(file)}.`);
};
