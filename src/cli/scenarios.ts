import type { Game } from '../core/game.js';
import { type Diagnostic, diagnosticText, ScenarioError } from '../scenario/diagnostics.js';
import { bundledIds, loadScenario, NoSuchScenario } from '../scenario/library.js';
import { CommandError, EXIT } from './errors.js';
import { say, warn, wrap } from './output.js';

/** What scenarios there are, and what is wrong with them. */

const turnsText = ({ clock }: Game): string =>
  clock.turns[0] === clock.turns[1] ? `${clock.turns[0]}` : `${clock.turns[0]} to ${clock.turns[1]}`;

export const list = (json: boolean): number => {
  const games = bundledIds().map((id) => loadScenario(id).game);
  if (json) {
    say(
      JSON.stringify(
        games.map((game) => ({
          id: game.id,
          title: game.title,
          summary: game.summary,
          turns: game.clock.turns,
          unit: game.clock.unit,
          seats: game.actors.map((actor) => actor.id),
          presets: game.presets.map((preset) => preset.id),
        })),
        undefined,
        2,
      ),
    );
    return EXIT.done;
  }
  for (const game of games) {
    say(`${game.id}: ${game.title}`);
    for (const line of wrap(game.summary, 96)) say(`  ${line}`);
    say(
      `  ${turnsText(game)} turns (${game.clock.unit}s); seats: ${game.actors.map((actor) => actor.id).join(', ')}${game.presets.length > 0 ? `; presets: ${game.presets.map((preset) => preset.id).join(', ')}` : ''}`,
    );
  }
  return EXIT.done;
};

const diagnosticsOf = (name: string): readonly Diagnostic[] => {
  try {
    return loadScenario(name).warnings;
  } catch (error) {
    if (error instanceof ScenarioError) return error.diagnostics;
    if (error instanceof NoSuchScenario) throw new CommandError(EXIT.usage, error.message);
    throw error;
  }
};

export const check = (names: readonly string[], json: boolean): number => {
  const all = (names.length > 0 ? names : bundledIds()).map((name) => ({
    scenario: name,
    diagnostics: diagnosticsOf(name),
  }));
  if (json) say(JSON.stringify(all, undefined, 2));
  for (const { scenario, diagnostics } of json ? [] : all) {
    for (const diagnostic of diagnostics) warn(`${diagnosticText(diagnostic)}\n`);
    const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length;
    say(errors === 0 ? `${scenario}: no errors.` : `${scenario}: ${errors} ${errors === 1 ? 'error' : 'errors'}.`);
  }
  return all.some(({ diagnostics }) => diagnostics.some((diagnostic) => diagnostic.severity === 'error'))
    ? EXIT.invalid
    : EXIT.done;
};
