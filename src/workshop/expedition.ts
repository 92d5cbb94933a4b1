import type { Game } from '../core/program/game.js';
import { presetGroups, presetsInForce } from '../core/program/presets.js';
import type { Choice } from '../scenario/compile/index.js';
import type { Loaded } from '../scenario/load.js';
import type { SourceFile } from '../scenario/source.js';
import { sharesOf } from './claims.js';
import { explore } from './explore.js';
import { type Evidence, type Explored, type Found, findingsOf, tableOf } from './explore-findings.js';
import type { Shown } from './explore-game.js';
import type { Row } from './explore-never.js';
import { withoutSilenced } from './meaning/silence.js';
import { shortestOf, witnessText } from './witness.js';

/** A scenario explored as its author would: as it stands, then a little under each other preset. */

/** What was explored, the table of what happened, and what was found. */
export interface Expedition {
  readonly explored: Explored;
  readonly rows: readonly Row[];
  readonly found: readonly Found[];
}

interface ExpeditionOptions {
  readonly games: number;
  readonly seed: string;
  readonly onProgress?: (games: number) => void;
}

/** Different faults that are told: nobody mends more of them before the next check. */
const MOST_FAULTS = 20;

/** Games under each choice of presets: enough to see whether something is merely switched off. */
const presetGames = (games: number): number => Math.ceil(games / 20);

/** Choices that between them take every preset once that is not in force: the first of each group together, and so on. */
const otherChoices = ({ presets, preset }: Game): string[] => {
  const inForce = presetsInForce(presets, preset);
  const others = presetGroups(presets).map((group) => group.presets.filter((one) => !inForce.includes(one)));
  const most = Math.max(0, ...others.map((group) => group.length));
  return Array.from({ length: most }, (_, at) => others.flatMap((group) => group[at]?.id ?? []).join('+'));
};

/**
 * Without what a comment in the scenario allows, with its reason. A comment that allows nothing is no matter here: what is
 * rare may come about after all.
 */
const unsilenced = (found: readonly Found[], files: readonly SourceFile[]): Found[] => {
  const diagnostics = found.map(({ diagnostic }) => diagnostic);
  const codes = new Set(diagnostics.map(({ code }) => code));
  const { silenced } = withoutSilenced(diagnostics, files, NONE, codes);
  return found.filter(({ diagnostic }) => !silenced.includes(diagnostic));
};

const NONE: ReadonlySet<string> = new Set();

/** Explores a scenario. `chosen` gives it with another preset. */
export const explorePresets = (
  loaded: Loaded,
  chosen: (preset: string) => Game,
  { games, seed, onProgress }: ExpeditionOptions,
): Expedition => {
  const { game, files } = loaded;
  const main = explore(game, { games, seed, maxFindings: MOST_FAULTS, ...(onProgress ? { onProgress } : {}) });
  const presets = otherChoices(game).map((preset) => ({
    preset,
    exploration: explore(chosen(preset), { games: presetGames(games), seed, maxFindings: MOST_FAULTS }),
  }));
  const explored: Explored = { game, files, main, presets, shares: sharesOf(game, games, seed) };
  const rows = tableOf(explored);
  return { explored, rows, found: unsilenced(findingsOf(explored, rows), files) };
};

/** The shortest game found that shows something, and its journal. */
export interface Witness {
  readonly shown: Shown;
  readonly orders: number;
  readonly text: string;
}

/** Makes the games that show a finding shorter, and writes the shortest of them as a journal. */
export const witnessOf = (
  loaded: Loaded,
  chosen: (preset: string) => Game,
  { preset, shown, sought }: Evidence,
  engine: string,
): Witness | undefined => {
  const game = preset === '' ? loaded.game : chosen(preset);
  const shortest = shortestOf(game, shown, sought);
  if (shortest === undefined) return undefined;
  const choice: Choice = preset === '' ? {} : { preset };
  const text = witnessText(game, { loaded, choice, engine }, shortest, 'fault' in sought ? sought.fault : undefined);
  return { shown: shortest, text, orders: shortest.decisions.reduce((sum, { orders }) => sum + orders.length, 0) };
};
