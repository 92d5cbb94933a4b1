import type { Purpose } from './chance.js';
import { HELPERS, literal } from './emit.js';
import type { Condition, NumberExpression } from './expression.js';
import type { Game } from './game.js';
import { tenThousandths } from './numbers.js';
import { clamp, type Odds, type Spread } from './odds.js';
import { DIE } from './vocabulary.js';

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
export const functionsOf = <T>({ game, links }: Writing, own: object, code: string): T => {
  const rungs = game.tracks.map((track) => track.phases.map((phase) => phase.rung));
  return new Function('links', 'rungs', 'helpers', 'own', `'use strict'; ${code}`)(links, rungs, HELPERS, own) as T;
};

export const link = ({ links }: Writing, value: unknown): string => `links[${links.push(value) - 1}]`;

export const numberText = (writing: Writing, { constant, code, value }: NumberExpression): string =>
  constant === undefined ? (code ?? `${link(writing, value)}(f)`) : literal(constant);

export const conditionText = (writing: Writing, { code, holds }: Condition): string =>
  code ?? `${link(writing, holds)}(f)`;

/** The face of a die at this turn. */
export const rollText = ({ words }: Purpose): string => `roll(s, ${words.map(literal).join(', ')}, f.turn)`;

/** How a face finds its outcome: after `setup`, the first whose bound is above the face, or else the last. */
interface Bounds {
  readonly setup: string;
  /** For each outcome but the last. */
  readonly bounds: readonly string[];
}

/**
 * What `outcomeOf(oddsOf(spread, f), face)` does, without making a list; `fault` is a statement for odds that are none.
 * `whole` in the text is `tenThousandths`.
 */
export const boundsText = (writing: Writing, spread: Spread, fault: string): Bounds => {
  switch (spread.by) {
    case 'probability':
      return { setup: thresholdText(writing, spread.odds, fault), bounds: ['t'] };
    case 'bands': {
      const { base, baseLogit } = spread.odds;
      const first = baseLogit === undefined ? `helpers.logit(${numberText(writing, base)})` : literal(baseLogit);
      return {
        setup: `const e = ${[first, ...pushTexts(writing, spread.odds)].join(' + ')}; if (e !== e) ${fault}`,
        bounds: spread.cuts.map((cut) => `whole(helpers.sigmoid(${literal(cut)} - e))`),
      };
    }
    case 'weights':
      return spread.fixed
        ? { setup: '', bounds: sumsOf(spread.fixed).map(String) }
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

const weightsText = (writing: Writing, weights: readonly NumberExpression[], fault: string): Bounds => {
  const parts = weights.map((weight, i) => `const w${i} = ${numberText(writing, weight)};`);
  const sums = weights.map((_, i) => `const s${i} = ${i === 0 ? 'w0' : `s${i - 1} + w${i}`};`);
  const total = `s${weights.length - 1}`;
  const bad = [`!(${total} > 0)`, `${total} - ${total} !== 0`, ...weights.map((_, i) => `w${i} < 0`)].join(' || ');
  return {
    setup: `${parts.join(' ')} ${sums.join(' ')} if (${bad}) ${fault}`,
    bounds: weights.slice(1).map((_, i) => `whole(s${i} / ${total})`),
  };
};

/** `t`: the probability in whole ten-thousandths, as `probabilityOf` and `tenThousandths` give it. */
export const thresholdText = (writing: Writing, odds: Odds, fault: string): string => {
  const { base, baseLogit, factors, limits } = odds;
  if (factors.length === 0 && base.constant !== undefined) {
    const whole = tenThousandths(clamp(clamp(base.constant, [0, 1]), limits));
    return Number.isNaN(whole) ? `${fault} const t = NaN;` : `const t = ${whole};`;
  }
  const rounded = `const w = Math.round(p * ${DIE}); ${fault === '' ? '' : `if (w !== w) ${fault}`} const t = w < 0 ? 0 : w > ${DIE} ? ${DIE} : w;`;
  const pushes = pushTexts(writing, odds);
  if (baseLogit !== undefined && factors.length > 0)
    return `const z = ${[literal(baseLogit), ...pushes].join(' + ')}; ${withinText('1 / (1 + Math.exp(-z))', limits)} ${rounded}`;
  const sum = factors.length === 0 ? 'b' : `1 / (1 + Math.exp(-(${['helpers.logit(b)', ...pushes].join(' + ')})))`;
  return `const b = ${numberText(writing, base)}; ${withinText(`b <= 0 ? 0 : b >= 1 ? 1 : ${sum}`, limits)} ${rounded}`;
};

/** `p`, kept within the limits. */
const withinText = (x: string, [low, high]: Odds['limits']): string =>
  low === 0 && high === 1
    ? `const p = ${x};`
    : `const q = ${x}; const p = q < ${literal(low)} ? ${literal(low)} : q > ${literal(high)} ? ${literal(high)} : q;`;

const pushTexts = (writing: Writing, { factors }: Odds): string[] =>
  factors.map(({ logit, when, sign }) => {
    const push = sign === 1 ? numberText(writing, logit) : `-1 * ${numberText(writing, logit)}`;
    return when ? `(${conditionText(writing, when)} ? ${push} : 0)` : `(${push})`;
  });
