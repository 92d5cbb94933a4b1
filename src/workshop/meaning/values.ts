import { durationText, longestGame, minutesFor, mostMoves, USUAL_MINUTES } from '../../core/program/work.js';
import { counted, numeral } from '../../core/text.js';
import { withPaths } from '../../scenario/compile/declare.js';
import type { EffectSource } from '../../scenario/schema.js';
import type { Path } from '../../scenario/spans.js';
import { type Finding, finding } from './finding.js';
import type { Script } from './script.js';

/** Constant numbers that say nothing, and lengths of time that no game reaches. */

/** Of a scenario or a model. */
export const valueFindings = (script: Script): Finding[] => [
  ...parameterRanges(script),
  ...thresholds(script),
  ...unsourced(script),
  ...locatedEffects(script).flatMap(({ effect, path }) => emptyEffect(effect, path)),
  ...onceAndCooldown(script),
];

/** Of a scenario, which has a clock. */
export const timeFindings = (script: Script): Finding[] => {
  const longest = longestGame(script.game);
  return [
    ...locatedEffects(script).flatMap(({ effect, path }) => tooLate(effect, path, longest)),
    ...longCooldowns(script, longest),
    ...longGames(script, longest),
  ];
};

const BATCH = 1000;

/** A game that takes longer than one is begun without being asked for. */
const longGames = ({ game }: Script, turns: number): Finding[] => {
  const moves = mostMoves(game);
  const minutes = minutesFor(moves, 'game');
  if (minutes <= USUAL_MINUTES.game) return [];
  const batch = durationText(minutesFor(moves * BATCH, 'many'));
  return [
    finding(
      'W313',
      ['clock', 'turns'],
      `a game may have ${counted(turns, 'turn')} and ${moves} moves: it takes ${durationText(minutes)}, a batch of ${BATCH} games ${batch}`,
      'Fewer turns, or fewer short turns of the crisis clock, make it shorter; --budget plays it as it is.',
    ),
  ];
};

/** One finding for all: a file that says nothing of its numbers at all needs one line. */
export const provenanceFindings = ({ loaded: { formed, root } }: Script): Finding[] => {
  if (Object.hasOwn(root, 'provenance')) return [];
  const silent = (['dials', 'counters', 'gauges', 'tracks', 'actions', 'triggers'] as const).flatMap((list) =>
    formed.source[list].flatMap((item, i) =>
      item.provenance === undefined && holdsNumbers(item) ? [[...formed.paths[list][i]!, 'id']] : [],
    ),
  );
  const [first] = silent;
  if (first === undefined) return [];
  const others = silent.length === 1 ? '' : `, nor do those of ${silent.length - 1} more`;
  return [
    finding(
      'W306',
      first,
      `the numbers of this item do not say where they come from${others}`,
      'Write `provenance: design` (or sourced, computed, illustrative) at the top of the file, or here.',
    ),
  ];
};

const holdsNumbers = (value: unknown): boolean => {
  if (typeof value === 'number') return true;
  if (typeof value === 'string') return false;
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsNumbers);
};

const unsourced = ({ loaded: { formed } }: Script): Finding[] =>
  (
    ['parameters', 'dials', 'counters', 'flags', 'gauges', 'tracks', 'actions', 'triggers', 'references'] as const
  ).flatMap((list) =>
    formed.source[list].flatMap((item, i) =>
      item.provenance === 'sourced' && item.source === undefined
        ? [
            finding(
              'W307',
              [...formed.paths[list][i]!, 'provenance'],
              `\`${item.id}\` is \`sourced\`, and names no source`,
              'Add `source:` with an id from `sources`, or say `design` where it is your own judgement.',
            ),
          ]
        : [],
    ),
  );

const parameterRanges = ({ loaded: { formed } }: Script): Finding[] => {
  const { parameters, presets, record } = formed.source;
  const outside = (value: number, range: readonly [number, number] | undefined): boolean =>
    range !== undefined && (value < range[0] || value > range[1]);
  const found = (path: Path, value: number, [low, high]: readonly [number, number]): Finding =>
    finding(
      'W308',
      path,
      `${numeral(value, low, high)} lies outside the parameter’s own range from ${numeral(low)} to ${numeral(high)}`,
      'Widen the range: studies sweep it, and would never come to this value.',
    );
  const foundIn = (values: Readonly<Record<string, number>> = {}, path: Path): Finding[] =>
    Object.entries(values).flatMap(([id, value]) => {
      const range = parameters.find((parameter) => parameter.id === id)?.range;
      return range && outside(value, range) ? [found([...path, id], value, range)] : [];
    });
  return [
    ...parameters.flatMap(({ value, range }, i) =>
      range && outside(value, range) ? [found([...formed.paths.parameters[i]!, 'value'], value, range)] : [],
    ),
    ...presets.flatMap((preset, i) => foundIn(preset.parameters, [...formed.paths.presets[i]!, 'parameters'])),
    ...foundIn(record?.parameters, ['record', 'parameters']),
  ];
};

const thresholds = ({ loaded: { formed } }: Script): Finding[] =>
  formed.source.dials.flatMap((dial, i) =>
    (dial.thresholds ?? []).flatMap((threshold, j) => {
      const [low, high] = [dial.min ?? 0, dial.max ?? 100];
      if (threshold >= low && threshold <= high) return [];
      const message = `the tick at ${numeral(threshold, low, high)} lies outside the dial’s range from ${numeral(low)} to ${numeral(high)}`;
      return [finding('W309', [...formed.paths.dials[i]!, 'thresholds', j], message, 'The gauge cannot show it.')];
    }),
  );

interface LocatedEffect {
  readonly effect: EffectSource;
  readonly path: Path;
}

const locatedEffects = ({ loaded: { formed } }: Script): LocatedEffect[] => {
  const { actions, triggers, tracks } = formed.source;
  const within = (effects: readonly EffectSource[] | undefined, path: Path): LocatedEffect[] =>
    (effects ?? []).map((effect, i) => ({ effect, path: [...path, i] }));
  const items = [
    ...actions.map((item, i) => ({ item, unmatched: item.unmatched, path: formed.paths.actions[i]! })),
    ...triggers.map((item, i) => ({ item, unmatched: undefined, path: formed.paths.triggers[i]! })),
  ];
  return [
    ...items.flatMap(({ item, unmatched, path }) => [
      ...within(item.effects, [...path, 'effects']),
      ...within(unmatched, [...path, 'unmatched']),
      ...(item.outcomes ?? []).flatMap((outcome, j) => within(outcome.effects, [...path, 'outcomes', j, 'effects'])),
    ]),
    ...tracks.flatMap((track, i) =>
      withPaths(track.phases, [...formed.paths.tracks[i]!, 'phases']).flatMap(({ phase, path }) =>
        within(phase.enter, [...path, 'enter']),
      ),
    ),
  ];
};

const emptyEffect = (effect: EffectSource, path: Path): Finding[] => {
  if ((effect.do !== 'adjust' && effect.do !== 'points') || effect.by !== 0) return [];
  return [
    finding(
      'W310',
      [...path, 'by'],
      'this effect changes nothing: it adds 0',
      'Give it another number, or take it out.',
    ),
  ];
};

const tooLate = (effect: EffectSource, path: Path, longest: number): Finding[] => {
  const after = effect.after ?? 0;
  if (after >= longest)
    return [
      finding(
        'W521',
        [...path, 'after'],
        `this effect never comes: it waits ${after} turns, and the longest game has ${longest}`,
        'Shorten `after`, or the effect is only a promise.',
      ),
    ];
  const lasts = 'for' in effect ? (effect.for ?? 0) : 0;
  if (lasts < longest) return [];
  return [
    finding(
      'W522',
      [...path, 'for'],
      `this change is never taken back: it lasts ${lasts} turns, and the longest game has ${longest}`,
      'Leave `for` out if the change is meant to stay.',
    ),
  ];
};

const onceAndCooldown = ({ loaded: { formed } }: Script): Finding[] =>
  (['actions', 'triggers'] as const).flatMap((list) =>
    formed.source[list].flatMap(({ once, cooldown }, i) =>
      once && (cooldown ?? 0) > 0
        ? [
            finding(
              'W523',
              [...formed.paths[list][i]!, 'cooldown'],
              'what happens only once needs no `cooldown`',
              'Keep `once` or `cooldown`, whichever is meant.',
            ),
          ]
        : [],
    ),
  );

const longCooldowns = ({ loaded: { formed } }: Script, longest: number): Finding[] =>
  (['actions', 'triggers'] as const).flatMap((list) =>
    formed.source[list].flatMap(({ once, cooldown }, i) =>
      !once && (cooldown ?? 0) >= longest - 1 && longest > 1
        ? [
            finding(
              'W524',
              [...formed.paths[list][i]!, 'cooldown'],
              `after ${cooldown} turns the game is over: the longest has ${longest}`,
              'Write `once: true` if it may happen only once.',
            ),
          ]
        : [],
    ),
  );
