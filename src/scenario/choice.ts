import type { Game, Parameter } from '../core/program/game.js';
import { chosenPresets, rivalPresets } from '../core/program/presets.js';
import { noSuchText } from '../core/text.js';
import type { Choice } from './compile/index.js';

/**
 * Checks what a person, a study or a file chooses of a scenario against what the scenario has. Values that the scenario's own
 * presets give to its parameters are not a choice: they stay as they were written, and `check` warns of them.
 */

/** Why a parameter cannot take a value, as a sentence; undefined when it can. A parameter without a range takes any number. */
export const rangeProblem = ({ id, range }: Parameter, value: number): string | undefined => {
  const [low, high] = range ?? [-Number.MAX_VALUE, Number.MAX_VALUE];
  if (value >= low && value <= high) return undefined;
  const numbers = low === high ? `${low} alone` : `a number from ${low} to ${high}`;
  const taken = range === undefined ? 'a finite number' : numbers;
  return `The parameter "${id}" takes ${taken}, not ${value}.`;
};

/** Why values for parameters cannot be had, as a sentence: a name that the scenario lacks, or a value outside its range. */
export const parametersProblem = (
  { parameters }: Pick<Game, 'parameters'>,
  values: Readonly<Record<string, number>>,
): string | undefined => {
  const known = parameters.map(({ id }) => id);
  for (const [id, value] of Object.entries(values)) {
    const parameter = parameters[known.indexOf(id)];
    const problem = parameter ? rangeProblem(parameter, value) : noSuchText('parameter', id, known);
    if (problem !== undefined) return problem;
  }
  return undefined;
};

/** Why a choice of presets cannot be had, as a sentence: a name that the scenario lacks, or two of one group. */
export const presetProblem = ({ presets }: Pick<Game, 'presets'>, preset: string | undefined): string | undefined => {
  const known = presets.map(({ id }) => id);
  const unknown = chosenPresets(preset).find((id) => !known.includes(id));
  if (unknown !== undefined) return noSuchText('preset', unknown, known);
  const rivals = rivalPresets(presets, preset);
  return rivals && `The presets "${rivals[0]}" and "${rivals[1]}" exclude each other: a game takes one of their group.`;
};

/** Why a choice cannot be had, as a sentence; undefined when it can. */
export const choiceProblem = (game: Game, { preset, parameters = {} }: Choice): string | undefined =>
  presetProblem(game, preset) ?? parametersProblem(game, parameters);
