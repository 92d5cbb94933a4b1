import type { Interval } from '../../core/language/interval.js';
import { listed, numeral } from '../../core/text.js';
import type { ActorSource } from '../../scenario/schema.js';
import type { Path } from '../../scenario/spans.js';

import { type Finding, finding } from './finding.js';
import { numberTree } from './lookup.js';
import { anything } from './possible.js';
import { MOMENT, rangeIn, worldsAt } from './reasoning.js';
import type { Script } from './script.js';

/** Goals whose scores cannot tell one game from another, and weights that are no shares. */

/** Of a scenario or a model: scores by the ranges of the dials alone, whatever may happen. */
export const goalFindings = (script: Script): Finding[] => {
  const { source, paths } = script.loaded.formed;
  const possible = anything(script);
  return source.actors.flatMap((actor, i) => {
    const path = [...paths.actors[i]!, 'goals'];
    const scores = (actor.goals ?? []).flatMap(({ score, weight }, j) => {
      const range = rangeIn(numberTree(script.lookup, score, actor.id), worldsAt(possible, MOMENT.end));
      return weight > 0 ? narrow(range, [...path, j, 'score']) : [];
    });
    return [...scores, ...weights(actor, path)];
  });
};

/** Of 100 points, a score that moves by less than this tells hardly anything. */
const SLIVER = 10;

const narrow = ({ low, high }: Interval, path: Path): Finding[] => {
  const [from, to] = [Math.min(Math.max(low, 0), 100), Math.min(Math.max(high, 0), 100)];
  if (to - from >= SLIVER) return [];
  const said =
    from === to
      ? `this score is ${numeral(from)} of 100 in every game`
      : `this score lies between ${numeral(from)} and ${numeral(to)} of 100 in every game`;
  const worked =
    from === to && low !== high ? `: it works out to ${numeral(low)} to ${numeral(high)}, and is cut there` : '';
  const hint =
    worked === ''
      ? 'A score goes from 0 to 100: stretch it, for instance with `100 *` before a share from 0 to 1.'
      : 'Below 0 and above 100 a score is cut: let it move between them.';
  return [finding('W311', path, `${said}${worked}`, hint)];
};

/** A seat with one goal has it whole. */
const weights = ({ id, goals }: ActorSource, path: Path): Finding[] => {
  const counting = (goals ?? []).map(({ weight }) => weight).filter((weight) => weight > 0);
  const sum = counting.reduce((total, weight) => total + weight, 0);
  if (counting.length < 2 || Math.abs(sum - 100) < 1e-6) return [];
  const message = `the weights of the goals of \`${id}\` add up to ${numeral(sum, 100)}, not to 100`;
  const shares = listed(counting.map((weight) => numeral(Math.round((1000 * weight) / sum) / 10)));
  return [finding('W312', path, message, `Players read them as shares of 100. As they are, they count as ${shares}.`)];
};
