import type { Purpose } from '../chance/chance.js';
import { clamp, type Odds, type Spread } from '../chance/odds.js';
import { type Code, functionOf, joined, js } from '../language/code.js';
import type { Condition, NumberExpression } from '../language/expression.js';
import { tenThousandths } from '../language/numbers.js';
import type { Game } from '../program/game.js';
import { DIE } from '../vocabulary.js';

/**
 * Text of generated functions of a game (`quick.ts`, and the doctrines of players). In it `f` is the world or a seat's
 * picture of it, `s` the seed, `links` what it refers to by position, and `roll` is `pickFace`.
 */

/** What is needed to write the text of a game: the game, and the functions that the text calls by position. */
export interface Writing {
  readonly game: Game;
  readonly links: unknown[];
}

/**
 * Makes the functions of a text, which is the body of a function that returns them. `own` is what the text calls by name
 * for what is not written into it.
 */
export const functionsOf = <T>({ game, links }: Writing, own: object, body: Code): T =>
  functionOf<T>(body, { links, rungs: game.tracks.map((track) => track.phases.map((phase) => phase.rung)), own });

export const link = ({ links }: Writing, value: unknown): Code => js`links[${links.push(value) - 1}]`;

export const numberText = (writing: Writing, { constant, code, value }: NumberExpression): Code =>
  constant !== undefined && Number.isFinite(constant) ? js`${constant}` : (code ?? js`${link(writing, value)}(f)`);

export const conditionText = (writing: Writing, { code, holds }: Condition): Code =>
  code ?? js`${link(writing, holds)}(f)`;

/** A cost that never changes, or else what asks for it. */
export const costText = (cost: number | undefined, asked: Code): Code =>
  cost !== undefined && Number.isFinite(cost) ? js`${cost}` : asked;

/** The face of a die at this turn. */
export const rollText = ({ words: [a, b, c, d] }: Purpose): Code => js`roll(s, ${a}, ${b}, ${c}, ${d}, f.turn)`;

/** How a face finds its outcome: after `setup`, the first whose bound is above the face, or else the last. */
interface Bounds {
  readonly setup: Code;
  /** For each outcome but the last. */
  readonly bounds: readonly Code[];
}

/**
 * What `outcomeOf(oddsOf(spread, f), face)` does, without making a list; `fault` is a statement for odds that are none.
 * `whole` in the text is `tenThousandths`.
 */
export const boundsText = (writing: Writing, spread: Spread, fault: Code): Bounds => {
  switch (spread.by) {
    case 'probability':
      return { setup: thresholdText(writing, spread.odds, fault), bounds: [js`t`] };
    case 'bands': {
      const { base, baseLogit } = spread.odds;
      const first = baseLogit === undefined ? js`helpers.logit(${numberText(writing, base)})` : js`${baseLogit}`;
      return {
        setup: js`const e = ${sumText([first, ...pushTexts(writing, spread.odds)])}; if (e !== e) ${fault}`,
        bounds: spread.cuts.map((cut) => js`whole(helpers.sigmoid(${cut} - e))`),
      };
    }
    case 'weights':
      return spread.fixed
        ? { setup: js``, bounds: sumsOf(spread.fixed).map((sum) => js`${sum}`) }
        : weightsText(writing, spread.weights, fault);
    case 'face':
      throw new Error('a die whose face is the outcome has no bounds');
  }
};

/** Sums of all but the last. */
const sumsOf = (odds: readonly number[]): number[] => {
  let sum = 0;
  return odds.slice(0, -1).map((part) => {
    sum += part;
    return sum;
  });
};

const weightsText = (writing: Writing, weights: readonly NumberExpression[], fault: Code): Bounds => {
  const parts = weights.map((weight, i) => js`const w${i} = ${numberText(writing, weight)};`);
  const sums = weights.map((_, i) => js`const s${i} = ${i === 0 ? js`w0` : js`s${i - 1} + w${i}`};`);
  const total = js`s${weights.length - 1}`;
  const bad = [js`!(${total} > 0)`, js`${total} - ${total} !== 0`, ...weights.map((_, i) => js`w${i} < 0`)];
  return {
    setup: js`${joined([...parts, ...sums], js` `)} if (${joined(bad, js` || `)}) ${fault}`,
    bounds: weights.slice(1).map((_, i) => js`whole(s${i} / ${total})`),
  };
};

/** Codes added up. */
const sumText = (codes: readonly Code[]): Code => joined(codes, js` + `);

/** `t`: the probability in whole ten-thousandths, as `probabilityOf` and `tenThousandths` give it; without `fault` NaN. */
export const thresholdText = (writing: Writing, odds: Odds, fault?: Code): Code => {
  const { base, baseLogit, factors, limits } = odds;
  const orFault = fault ?? js``;
  if (factors.length === 0 && base.constant !== undefined) {
    const whole = tenThousandths(clamp(clamp(base.constant, [0, 1]), limits));
    return Number.isNaN(whole) ? js`${orFault} const t = NaN;` : js`const t = ${whole};`;
  }
  const tested = fault ? js`if (w !== w) ${fault}` : js``;
  const rounded = js`const w = Math.round(p * ${DIE}); ${tested} const t = w < 0 ? 0 : w > ${DIE} ? ${DIE} : w;`;
  const pushes = pushTexts(writing, odds);
  if (baseLogit !== undefined && factors.length > 0) {
    const sum = sumText([js`${baseLogit}`, ...pushes]);
    return js`const z = ${sum}; ${withinText(js`1 / (1 + Math.exp(-z))`, limits)} ${rounded}`;
  }
  const p = factors.length === 0 ? js`b` : js`1 / (1 + Math.exp(-(${sumText([js`helpers.logit(b)`, ...pushes])})))`;
  return js`const b = ${numberText(writing, base)}; ${withinText(js`b <= 0 ? 0 : b >= 1 ? 1 : ${p}`, limits)} ${rounded}`;
};

/** `p`, kept within the limits. */
const withinText = (x: Code, [low, high]: Odds['limits']): Code =>
  low === 0 && high === 1
    ? js`const p = ${x};`
    : js`const q = ${x}; const p = q < ${low} ? ${low} : q > ${high} ? ${high} : q;`;

const pushTexts = (writing: Writing, { factors }: Odds): Code[] =>
  factors.map(({ logit, when, sign }) => {
    const push = numberText(writing, logit);
    const signed = sign === 1 ? push : js`-1 * ${push}`;
    return when ? js`(${conditionText(writing, when)} ? ${signed} : 0)` : js`(${signed})`;
  });
