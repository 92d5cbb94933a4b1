import type { Explanation } from '../core/chance/odds.js';
import { explain } from '../core/chance/odds.js';
import { type Chance, chancesBy } from '../core/seat/estimate.js';
import { costOf, mayOrder, mayReply, whyNot } from '../core/turn/orders.js';
import { draftOf, gameOf, type Play, picture, pointsLeft } from './play.js';

/** What the seat at the keyboard may order in this round, what it costs, and how likely it is to work: by its own picture. */

export interface Option {
  readonly action: number;
  readonly cost: number;
  readonly chosen: boolean;
  /** It can be ordered now, beside what is drafted. */
  readonly open: boolean;
  /** It can be ordered on condition of an event. */
  readonly conditional: boolean;
  /** Why it cannot be ordered; empty when it can, or is. */
  readonly reason: string;
}

const optionOf = (play: Play, action: number, left: number): Option => {
  const game = gameOf(play);
  const { facts } = picture(play);
  const chosen = draftOf(play, action) !== undefined;
  const open = !chosen && mayOrder(game, facts, left, action);
  const used = play.drafts.filter(({ order }) => order.replyTo !== undefined).length;
  const conditional = !chosen && used < game.conditionalOrders && mayReply(game, facts, left, action);
  const reason = chosen || open ? '' : (whyNot(game, facts, left, action) ?? '');
  return {
    action,
    cost: costOf(game, facts, action),
    chosen,
    open,
    conditional,
    reason,
  };
};

/** What can be ordered stands first, then what can be ordered on a condition, then the rest. Drafts do not change it. */
const rankOf = (play: Play, index: number): 0 | 1 | 2 => {
  const game = gameOf(play);
  const { facts, points } = picture(play);
  if (mayOrder(game, facts, points, index)) return 0;
  return mayReply(game, facts, points, index) ? 1 : 2;
};

/** Actions of this round, in the order of the file within each rank. */
export const optionsOf = (play: Play): Option[] => {
  const game = gameOf(play);
  const { round, seat } = picture(play);
  const left = pointsLeft(play);
  const own = game.actions.flatMap((action, index) =>
    action.actor === seat && action.round === round ? [{ index, rank: rankOf(play, index) }] : [],
  );
  return own.sort((a, b) => a.rank - b.rank).map(({ index }) => optionOf(play, index, left));
};

/** Estimated odds of each outcome of an action's die; empty when it works by itself. */
export const chancesOf = (play: Play, action: number): Chance[] => chancesBy(gameOf(play), picture(play).facts, action);

/** Where the estimate comes from; undefined for weighted outcomes. */
export const estimateOf = (play: Play, action: number): Explanation | undefined => {
  const game = gameOf(play);
  const spread = game.dice[game.actions[action]!.die]?.spread;
  return spread && 'odds' in spread ? explain(spread.odds, picture(play).facts) : undefined;
};

/**
 * The one number for a list: the chance that it works. With ordered outcomes that is the chance of the one called
 * success or better; with weighted ones, the likeliest outcome.
 */
export const headlineOf = (play: Play, action: number): Chance | undefined => {
  const chances = chancesOf(play, action);
  const game = gameOf(play);
  const die = game.dice[game.actions[action]!.die];
  if (die === undefined || chances.length === 0) return undefined;
  if (die.spread.by === 'probability') return chances[0];
  const success = die.outcomes.findIndex(({ id }) => id === 'success');
  if (die.spread.by === 'bands' && success >= 0) {
    const probability = chances.slice(success).reduce((sum, chance) => sum + chance.probability, 0);
    return { ...chances[success]!, probability };
  }
  return chances.reduce((best, chance) => (chance.probability > best.probability ? chance : best));
};
