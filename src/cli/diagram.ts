import type { Game } from '../core/program/game.js';
import { didYouMean } from '../core/text.js';
import { replaceFile } from '../files/write.js';
import type { Replayed } from '../journal/read.js';
import type { Loaded } from '../scenario/load.js';
import { dotOf } from '../workshop/diagram/dot.js';
import { pathMarks, tallyMarks, tallyOf } from '../workshop/diagram/marks.js';
import { mermaidOf } from '../workshop/diagram/mermaid.js';
import { type Diagram, diagramOf, type Marks } from '../workshop/diagram/model.js';
import { svgOf } from '../workshop/diagram/svg.js';
import { textOf } from '../workshop/diagram/text.js';
import { machineOf, moduleOf } from '../workshop/diagram/xstate.js';
import { freshSeed, loadChosen, openGame, readJournalFile } from './begin.js';
import { formatOf, isModule, STDOUT } from './diagram-format.js';
import { CommandError, EXIT } from './errors.js';
import { say, warn } from './output.js';

/** `diagram`: the statecharts of a scenario as text or pictures. */

/** Options as they are typed; `games` is a number already. */
export interface DiagramOptions {
  readonly track?: string;
  readonly format?: string;
  readonly journal?: string;
  readonly games?: number;
  readonly seed?: string;
  readonly out?: string;
  readonly ascii?: boolean;
}

const trackOf = (game: Game, id: string | undefined): number | undefined => {
  if (id === undefined) return undefined;
  const ids = game.tracks.map((track) => track.id);
  const index = ids.indexOf(id);
  if (index < 0)
    throw new CommandError(
      EXIT.usage,
      `${game.id} has no track "${id}".${didYouMean(id, ids) || (ids.length === 0 ? ' It has none.' : ` Its tracks are: ${ids.join(', ')}.`)}`,
    );
  return index;
};

/** A saved game is drawn on the chart it was played with, which its journal carries. */
const playedIn = (file: string, named: Loaded): Replayed => {
  const read = openGame(file, readJournalFile(file).read);
  const { id } = named.game;
  if (read.game.id !== id)
    throw new CommandError(
      EXIT.usage,
      `${file} is a game of ${read.game.id}, not of ${id}: name that scenario, or another journal.`,
    );
  if (read.loss !== '') warn(read.loss);
  if (read.header.scenario.hash !== named.hash)
    warn(`${id} is no longer as it was when this game was played; the scenario inside the journal is drawn.`);
  return read;
};

const FAULTS_SHOWN = 3;

const marksOf = (game: Game, played: Replayed | undefined, options: DiagramOptions): Marks | undefined => {
  const { games, seed = freshSeed() } = options;
  if (played) return pathMarks(game, played.events, played.world, `the game with seed ${played.header.seed}`);
  if (games === undefined) return undefined;
  const tally = tallyOf(game, games, seed);
  for (const fault of tally.faults.slice(0, FAULTS_SHOWN)) warn(fault);
  return tallyMarks(game, tally, seed);
};

const written = async (
  game: Game,
  drawn: Diagram,
  track: number | undefined,
  options: DiagramOptions,
): Promise<string> => {
  const format = formatOf(options);
  switch (format) {
    case 'text':
      return `${textOf(drawn, options.ascii === true).join('\n')}\n`;
    case 'mermaid':
      return mermaidOf(drawn);
    case 'dot':
      return dotOf(drawn);
    case 'svg':
      return svgOf(drawn);
    case 'xstate': {
      const machine = machineOf(game, track);
      return isModule(options) ? moduleOf(machine) : `${JSON.stringify(machine, undefined, 2)}\n`;
    }
  }
};

/** Draws a scenario's statecharts and returns the exit code. */
export const diagram = async (scenario: string, options: DiagramOptions): Promise<number> => {
  const loaded = loadChosen(scenario, {});
  const played = options.journal === undefined ? undefined : playedIn(options.journal, loaded);
  const { game } = played ?? loaded;
  const track = trackOf(game, options.track);
  if (game.tracks.length === 0)
    throw new CommandError(EXIT.failed, `${game.id} has no tracks, so there is nothing to draw.`);
  const text = await written(game, diagramOf(game, track, marksOf(game, played, options)), track, options);
  const { out } = options;
  if (out === undefined || out === STDOUT) {
    say(text.trimEnd());
    return EXIT.done;
  }
  replaceFile(out, text);
  warn(`Written to ${out}.`);
  return EXIT.done;
};
