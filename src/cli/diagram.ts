import { extname } from 'node:path';
import type { Game } from '../core/game.js';
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
import { freshSeed, loadChosen, readJournalFile } from './begin.js';
import { CommandError, EXIT, noSuch } from './errors.js';
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

const FORMATS = ['text', 'mermaid', 'dot', 'svg', 'xstate'] as const;
type Format = (typeof FORMATS)[number];

/** Formats by the end of a file's name. A module holds the same machine as the JSON. */
const ENDS: Readonly<Record<string, Format>> = {
  '.txt': 'text',
  '.mmd': 'mermaid',
  '.mermaid': 'mermaid',
  '.dot': 'dot',
  '.gv': 'dot',
  '.svg': 'svg',
  '.json': 'xstate',
  '.js': 'xstate',
  '.ts': 'xstate',
};
const MODULES = ['.js', '.ts'];

const STDOUT = '-';

const formatOf = ({ format, out }: DiagramOptions): Format => {
  const named = FORMATS.find((known) => known === format);
  if (format !== undefined && named === undefined) throw noSuch('format', format, FORMATS);
  if (named !== undefined) return named;
  if (out === undefined || out === STDOUT) return 'text';
  const byName = ENDS[extname(out).toLowerCase()];
  if (byName === undefined)
    throw new CommandError(
      EXIT.usage,
      `The name ${out} does not say in which format to write: let it end in ${Object.keys(ENDS).join(', ')}, or add --format.`,
    );
  return byName;
};

const checkTogether = ({ journal, games, seed, ascii }: DiagramOptions, format: Format): void => {
  const refuse = (message: string): never => {
    throw new CommandError(EXIT.usage, message);
  };
  if (journal !== undefined && games !== undefined)
    refuse('A diagram shows one game (--journal) or the counts of many (--games), not both.');
  if (seed !== undefined && games === undefined)
    refuse('--seed is the seed of the games that --games plays: say how many.');
  if (format === 'xstate' && (journal !== undefined || games !== undefined))
    refuse('The machine for XState carries no path and no counts: leave out --journal and --games.');
  if (ascii === true && format !== 'text') refuse('--ascii is for the format text.');
};

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
  const { read } = readJournalFile(file);
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
      const asModule = MODULES.includes(extname(options.out ?? '').toLowerCase());
      return asModule ? moduleOf(machine) : `${JSON.stringify(machine, undefined, 2)}\n`;
    }
  }
};

/** Draws a scenario's statecharts and returns the exit code. */
export const diagram = async (scenario: string, options: DiagramOptions): Promise<number> => {
  checkTogether(options, formatOf(options));
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
