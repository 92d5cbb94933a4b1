import type { Game } from '../core/program/game.js';
import { noSuchText } from '../core/text.js';
import { parametersProblem, presetProblem } from '../scenario/choice.js';
import type { Path } from '../scenario/spans.js';
import type { Mistake } from '../scenario/yaml-file.js';
import { outcomeProblem } from './outcomes.js';
import { MOST_POINTS, rangeOf } from './sampling.js';
import type { Sampling, StudyFile } from './study-file.js';

/**
 * A study held against its scenario: names that it lacks, values outside a parameter's range, and what could not be honoured
 * together. All of it is known before the first game.
 */

const mistake = (code: Mistake['code'], path: Path, sentence: string, what: Mistake['what'] = 'value'): Mistake => ({
  ...{ code, path, sentence, what },
});

/** What is wrong with one value of a parameter. */
const valueMistakes = (game: Game, id: string, value: number, path: Path): Mistake[] => {
  const sentence = parametersProblem(game, { [id]: value });
  if (sentence === undefined) return [];
  const isKnown = game.parameters.some((parameter) => parameter.id === id);
  return [mistake(isKnown ? 'E203' : 'E301', path, sentence, isKnown || path.at(-1) !== id ? 'value' : 'key')];
};

const parameterMistakes = (game: Game, values: Readonly<Record<string, number>>, path: Path): Mistake[] =>
  Object.entries(values).flatMap(([id, value]) => valueMistakes(game, id, value, [...path, id]));

/** Ids of parameters that a sampling sets. */
const sampledIds = (sampling: Sampling | undefined): ReadonlySet<string> => {
  if (sampling === undefined) return new Set();
  if (sampling.method === 'list') return new Set(sampling.points.flatMap((point) => Object.keys(point)));
  return new Set(sampling.parameters.map(({ id }) => id));
};

const armMistakes = (game: Game, study: StudyFile, arm: StudyFile['arms'][number], i: number): Mistake[] => {
  const path = ['arms', i];
  const seats = game.actors.map((actor) => actor.id);
  const sampled = sampledIds(study.sampling);
  const preset = presetProblem(game, arm.preset);
  const hasName = study.arms.slice(0, i).some((other) => other.id === arm.id);
  return [
    ...(hasName ? [mistake('E303', [...path, 'id'], `two arms have the id "${arm.id}".`)] : []),
    ...(preset === undefined ? [] : [mistake('E301', [...path, 'preset'], preset)]),
    ...Object.keys(arm.seats)
      .filter((seat) => !seats.includes(seat))
      .map((seat) => mistake('E301', [...path, 'seats', seat], noSuchText('seat', seat, seats), 'key')),
    ...parameterMistakes(game, arm.parameters, [...path, 'parameters']),
    ...Object.keys(arm.parameters)
      .filter((id) => sampled.has(id))
      .map((id) =>
        mistake(
          'E306',
          [...path, 'parameters', id],
          `the sampling sets \`${id}\` too, so that the value of this arm would never be played. Take it out of one of them.`,
          'key',
        ),
      ),
  ];
};

type Varied = Extract<Sampling, { method: 'grid' }>['parameters'][number];

/** What a sampling says of one parameter. */
const variedMistakes = (game: Game, source: Varied, isGrid: boolean, path: Path): Mistake[] => {
  const { id, from, to, values, steps } = source;
  const known = game.parameters.map((parameter) => parameter.id);
  const parameter = game.parameters[known.indexOf(id)];
  if (parameter === undefined) return [mistake('E301', [...path, 'id'], noSuchText('parameter', id, known))];
  const outside = [
    ...(from === undefined ? [] : valueMistakes(game, id, from, [...path, 'from'])),
    ...(to === undefined ? [] : valueMistakes(game, id, to, [...path, 'to'])),
    ...(values ?? []).flatMap((value, i) => valueMistakes(game, id, value, [...path, 'values', i])),
  ];
  const along = [from, to, steps].some((part) => part !== undefined);
  if (values !== undefined && along)
    return [
      ...outside,
      mistake('E306', [...path, 'values'], `\`${id}\` takes either \`values\`, or \`steps\` with \`from\` and \`to\`.`),
    ];
  if (isGrid && values === undefined && steps === undefined)
    return [...outside, mistake('E202', path, `on a grid, \`${id}\` needs \`values\` or \`steps\`.`)];
  const range = rangeOf(parameter, source);
  if (values !== undefined || range.from < range.to || outside.length > 0) return outside;
  const sentence = `the range of \`${id}\` is from ${range.from} to ${range.to}. Give \`from\` and a higher \`to\`.`;
  return [mistake('E203', path, sentence)];
};

const samplingMistakes = (game: Game, sampling: Sampling | undefined): Mistake[] => {
  if (sampling === undefined) return [];
  if (sampling.method === 'list')
    return sampling.points.flatMap((point, i) => parameterMistakes(game, point, ['sampling', 'points', i]));
  const path = ['sampling', 'parameters'];
  const ids = sampling.parameters.map(({ id }) => id);
  const twice = ids.flatMap((id, i) =>
    ids.indexOf(id) < i ? [mistake('E303', [...path, i, 'id'], `the sampling names the parameter "${id}" twice.`)] : [],
  );
  const isGrid = sampling.method === 'grid';
  const points = isGrid
    ? sampling.parameters.reduce((product, { values, steps = 1 }) => product * (values?.length ?? steps), 1)
    : sampling.samples;
  return [
    ...twice,
    ...sampling.parameters.flatMap((source, i) => variedMistakes(game, source, isGrid, [...path, i])),
    ...(points > MOST_POINTS
      ? [mistake('E203', path, `the grid has ${points} points. A sampling has at most ${MOST_POINTS}.`)]
      : []),
  ];
};

/** Everything that is wrong with a study of this game. */
export const studyMistakes = (game: Game, study: StudyFile): Mistake[] => [
  ...study.arms.flatMap((arm, i) => armMistakes(game, study, arm, i)),
  ...samplingMistakes(game, study.sampling),
  ...(study.outcomes ?? []).flatMap((name, i) => {
    const sentence = outcomeProblem(game, name);
    const [key = ''] = Object.keys(name);
    return sentence === undefined ? [] : [mistake('E301', ['outcomes', i, key], sentence)];
  }),
];
