import { dirname, join, relative, resolve } from 'node:path';
import type { Game } from '../core/program/game.js';
import { mostMoves } from '../core/program/work.js';
import { counted } from '../core/text.js';
import { FileFault } from '../files/fault.js';
import { readTextFile } from '../files/read.js';
import { makeFolder, replaceFile, standingAt } from '../files/write.js';
import { isJournal } from '../journal/reading.js';
import type { Diagnostic } from '../scenario/diagnostics.js';
import { loadScenario } from '../scenario/library.js';
import type { Loaded } from '../scenario/load.js';
import { type Expedition, explorePresets, witnessOf } from '../workshop/expedition.js';
import type { Found } from '../workshop/explore-findings.js';
import { type ProofFound, proofFindings } from '../workshop/proof-findings.js';
import { type Proof, prove } from '../workshop/prove.js';
import { checkBudget } from './budget.js';
import { CommandError, EXIT } from './errors.js';
import { VERSION } from './version.js';

/** The layers of `check` that play: exploration and proof, and the witnesses of what they find. */

/** What the layers that play are asked to do. */
export interface PlayPlan {
  /** Games to explore; 0 for none. */
  readonly games: number;
  readonly seed: string;
  readonly isProved: boolean;
  /** Minutes that the games may take. */
  readonly budget: number | undefined;
  /** Where witnesses are written. */
  readonly folder: string;
}

/** A finding, with the journal that shows it where there is one. */
export type Listed = Diagnostic & { readonly witness?: string };

/** Progress for a person who waits; nothing when stderr is a file or a pipe. */
const progressOf = (
  name: string,
  games: number,
): { readonly tell: (done: number) => void; readonly end: () => void } => {
  const isShown = process.stderr.isTTY === true;
  return {
    tell: (done) => {
      if (isShown) process.stderr.write(`\rExploring ${name}: ${done} of ${games} games`);
    },
    end: () => {
      if (isShown) process.stderr.write('\r\u001b[K');
    },
  };
};

/** What was found by playing, behind what was found by reading. */
export const playedLayers = (
  name: string,
  loaded: Loaded,
  read: readonly Diagnostic[],
  plan: PlayPlan,
): { readonly diagnostics: readonly Listed[]; readonly expedition?: Expedition; readonly proof?: Proof } => {
  const doctrines = loaded.game.actors.map(() => 'doctrine' as const);
  const proof = plan.isProved ? prove(loaded.game, doctrines) : undefined;
  const shown = new Set(proof?.properties.filter(({ verdict }) => verdict === 'proved').map(({ id }) => id));
  const { expedition, diagnostics: explored } =
    plan.games === 0 ? { expedition: undefined, diagnostics: [] } : explorationOf(name, loaded, plan, shown);
  const played = explored.filter((one) => !read.some((other) => explains(other, one)));
  const proved = proof ? proofFindings(loaded, proof, explored, VERSION) : [];
  return {
    diagnostics: [...read, ...played, ...proved.map((found) => keptProof(loaded.game, plan, found))],
    ...(expedition ? { expedition } : {}),
    ...(proof ? { proof } : {}),
  };
};

/** Findings from reading that say why something never happened in play: one fault, one finding. */
const REASONS: Readonly<Record<string, readonly string[]>> = {
  W601: ['W507'],
  W602: ['W401'],
  W603: ['W504'],
  W604: ['W503'],
  W605: ['W501', 'W502'],
  W606: ['W508'],
  W607: ['W404', 'W405'],
};

/** Whether a finding from reading is about the same item as one from play. */
const explains = (read: Diagnostic, played: Diagnostic): boolean => {
  if (REASONS[played.code]?.includes(read.code) !== true || read.position.file !== played.position.file) return false;
  if (read.position.line === played.position.line) return true;
  const [, name = ''] = /`(?:[^`]*[./])?([^`./]+)`/.exec(played.message) ?? [];
  return read.message.includes(`\`${name}\``);
};

const keptProof = (game: Game, plan: PlayPlan, { diagnostic, name, game: shown }: ProofFound): Listed => {
  if (shown === undefined) return diagnostic;
  const file = keep(plan.folder, `${game.id}-${name}-proof`, shown.text);
  return withWitness(diagnostic, `A shortest game, with forced dice (turn ${shown.turn})`, file);
};

/** Explores; what is `reachable` by proof needs no game that shows it. */
const explorationOf = (
  name: string,
  loaded: Loaded,
  { games, seed, folder, budget }: PlayPlan,
  shown: ReadonlySet<string>,
): { readonly expedition: Expedition; readonly diagnostics: readonly Listed[] } => {
  checkBudget(games * mostMoves(loaded.game), 'many', budget);
  const progress = progressOf(name, games);
  const known = new Map<string, Game>();
  const chosen = (preset: string): Game => {
    const game = known.get(preset) ?? loadScenario(name, { preset }).game;
    known.set(preset, game);
    return game;
  };
  const expedition = explorePresets(loaded, chosen, { games, seed, onProgress: progress.tell });
  const isShown = ({ diagnostic: { code, message } }: Found): boolean =>
    code === 'W601' && [...shown].some((id) => message.includes(`\`${id}\``));
  const diagnostics = expedition.found
    .filter((found) => !isShown(found))
    .map((found) => keptWitness(loaded, chosen, folder, found));
  progress.end();
  return { expedition, diagnostics };
};

const keptWitness = (
  loaded: Loaded,
  chosen: (preset: string) => Game,
  folder: string,
  { diagnostic, evidence }: Found,
): Listed => {
  const witness = evidence && witnessOf(loaded, chosen, evidence, VERSION);
  if (!evidence || !witness) return diagnostic;
  const file = keep(folder, `${loaded.game.id}-${evidence.name}`, witness.text);
  const { shown, orders } = witness;
  const count = orders === 0 ? 'no orders' : counted(orders, 'order');
  return withWitness(diagnostic, `Shortest game found (turn ${shown.turn}, ${count}, seed ${shown.seed.text})`, file);
};

/** The finding with the journal that shows it. */
const withWitness = (diagnostic: Diagnostic, what: string, file: string): Listed => ({
  ...diagnostic,
  hint: `${diagnostic.hint} ${what}.`.trim(),
  witness: file,
});

/** Whether a new witness may take the place of what stands at a path: of an earlier one only. */
const mayReplace = (file: string): boolean => {
  if (standingAt(file) === 'nothing') return true;
  try {
    return isJournal(readTextFile(file));
  } catch (error) {
    if (error instanceof FileFault) return false;
    throw error;
  }
};

/** Writes a witness and gives its path as it can be typed here. */
const keep = (folder: string, name: string, text: string): string => {
  const file = join(resolve(folder), `${name.replaceAll(/[^A-Za-z0-9.-]+/g, '_')}.jsonl`);
  const shown = relative(process.cwd(), file);
  if (!mayReplace(file))
    throw new CommandError(
      EXIT.failed,
      `${shown} already exists and is no journal. Choose another folder for --witness.`,
    );
  makeFolder(dirname(file));
  replaceFile(file, text);
  return shown;
};
