import { disguised } from '../core/disguise.js';
import type { Game } from '../core/game.js';
import { presetGroups } from '../core/presets.js';
import { conceptName, lessonsOf } from '../core/teaching.js';
import { bundledIds, loadScenario } from '../scenario/library.js';
import { shownId } from './begin.js';
import { EXIT } from './errors.js';
import { say, wrap } from './output.js';

/** What scenarios there are. */

const turnsText = ({ clock }: Game): string =>
  clock.turns[0] === clock.turns[1] ? `${clock.turns[0]}` : `${clock.turns[0]} to ${clock.turns[1]}`;

export interface ListOptions {
  readonly json?: boolean;
  readonly disguise?: boolean;
}

/** Most of the concepts a scenario is listed with. */
const CONCEPTS_SHOWN = 6;

/** Names of the concepts that a scenario speaks of most. */
const taughtBy = (game: Game): string[] => {
  const counts = new Map<string, number>();
  for (const { concept } of lessonsOf(game)) counts.set(concept, (counts.get(concept) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, CONCEPTS_SHOWN)
    .map(([concept]) => conceptName(game, concept));
};

export const list = ({ json, disguise }: ListOptions): number => {
  const games = bundledIds()
    .map((id) => loadScenario(id).game)
    .map((game) => (disguise === true ? disguised(game) : game));
  if (json === true) say(JSON.stringify(games.map(entryOf), undefined, 2));
  else for (const game of games) for (const line of entryLines(game)) say(line);
  return EXIT.done;
};

const entryOf = (game: Game): object => ({
  id: shownId(game),
  title: game.title,
  summary: game.summary,
  teaches: taughtBy(game),
  turns: game.clock.turns,
  unit: game.clock.unit,
  seats: game.actors.map((actor) => actor.id),
  presets: game.presets.map((preset) => preset.id),
  record: game.record !== undefined,
});

const entryLines = (game: Game): string[] => {
  const teaches = taughtBy(game);
  return [
    `${shownId(game)}: ${game.title}`,
    ...indented(game.summary),
    ...(teaches.length === 0 ? [] : indented(`teaches: ${teaches.join(', ')}`)),
    `  ${turnsText(game)} turns (${game.clock.unit}s); seats: ${game.actors.map((actor) => actor.id).join(', ')}`,
    ...presetGroups(game.presets).flatMap(({ group, presets }) =>
      indented(`${group || 'presets'}: ${presets.map(({ id }) => id).join(', ')}`),
    ),
  ];
};

const indented = (text: string): string[] => wrap(text, 96).map((line) => `  ${line}`);
