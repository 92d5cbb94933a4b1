import { createInterface } from 'node:readline';
import { percentIn } from '../core/chance/shares.js';
import type { Game } from '../core/program/game.js';
import { conceptNames } from '../core/program/teaching.js';
import type { Order } from '../core/program/world.js';
import { prospectLine, prospectWords } from '../core/seat/describe/words.js';
import { chancesBy } from '../core/seat/estimate.js';
import { actionsFor, type Picture } from '../core/seat/observe.js';
import { costOf, excludes, mayReply, whyNot } from '../core/turn/orders.js';
import { wrap } from './output.js';

/** Orders by numbered choices, one line of input at a time. */

/** Lines of standard input, one by one; undefined at its end. */
export type ReadAnswer = () => Promise<string | undefined>;

/** Reads standard input line by line. Close it when the game is over, or the process waits for more. */
export const answersFrom = (
  input: NodeJS.ReadableStream,
): { readonly read: ReadAnswer; readonly close: () => void } => {
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  const iterator = lines[Symbol.asyncIterator]();
  return {
    read: async () => {
      const next = await iterator.next();
      return next.done === true ? undefined : next.value;
    },
    close: () => lines.close(),
  };
};

/** One thing that can be chosen. */
export interface Option {
  readonly action: number;
  /** Position of the event to wait for; -1 for an order without a condition. */
  readonly replyTo: number;
}

/** Everything a seat can order now: orders, then conditional orders, those last whose own condition does not hold yet. */
export const optionsFor = (game: Game, picture: Picture): Option[] => {
  const now = actionsFor(game, picture).map((action) => ({ action, replyTo: -1 }));
  const replies = game.actions.flatMap((action, index) =>
    action.actor === picture.seat &&
    action.round === picture.round &&
    mayReply(game, picture.facts, picture.points, index)
      ? action.replies.map((replyTo) => ({ action: index, replyTo }))
      : [],
  );
  const open = replies.filter((option) => !isForLater(game, picture, option));
  return [...now, ...open, ...replies.filter((option) => isForLater(game, picture, option))];
};

/** Whether an order can be given only in case something happens: now its own condition does not hold. */
const isForLater = (game: Game, { facts }: Picture, { action, replyTo }: Option): boolean => {
  const { when } = game.actions[action]!;
  return replyTo >= 0 && when !== undefined && !when.holds(facts);
};

const chanceWords = (game: Game, picture: Picture, index: number): string => {
  const die = game.dice[game.actions[index]!.die];
  const chances = die?.spread.by === 'probability' ? chancesBy(game, picture.facts, index) : [];
  const all = chances.map(({ probability }) => probability);
  return chances.length === 0 ? '' : `, about ${percentIn(all, 0)}`;
};

/** `Return fire (1 point, about 55%)`. */
const orderWords = (game: Game, picture: Picture, { action: index }: Option): string => {
  const { label, firebreak } = game.actions[index]!;
  const cost = costOf(game, picture.facts, index);
  const fire = firebreak ? ' [firebreak: must be confirmed]' : '';
  return `${label} (${cost} ${cost === 1 ? 'point' : 'points'}${chanceWords(game, picture, index)})${fire}`;
};

const optionLine = (game: Game, picture: Picture, option: Option, number: number): string => {
  const reply = option.replyTo < 0 ? undefined : game.events[option.replyTo]!.label;
  const condition = reply === undefined ? '' : `If this happens this turn: ${reply}: `;
  return `  ${number}. ${condition}${orderWords(game, picture, option)}`;
};

/** Orders that nothing calls for yet, in one paragraph, so that the list stays short. */
const laterLines = (game: Game, picture: Picture, options: readonly Option[]): string[] => {
  const later = options.flatMap((option, i) =>
    isForLater(game, picture, option)
      ? [`${i + 1}. ${orderWords(game, picture, option)} only if ${game.events[option.replyTo]!.label}`]
      : [],
  );
  return later.length === 0
    ? []
    : wrap(`In reserve for this turn: ${later.join('; ')}.`, 98).map((line) => `  ${line}`);
};

/** The menu of a seat. */
export const menuLines = (game: Game, picture: Picture, options: readonly Option[]): string[] => {
  const actor = game.actors[picture.seat]!;
  const round = picture.round < 0 ? 'sealed orders' : game.rounds[picture.round]!.label;
  return [
    '',
    `${actor.short}, ${round}: ${picture.points} action ${picture.points === 1 ? 'point' : 'points'}.`,
    ...options.flatMap((option, i) =>
      isForLater(game, picture, option) ? [] : [optionLine(game, picture, option, i + 1)],
    ),
    ...laterLines(game, picture, options),
    'Type numbers with spaces between, 0 to hold, ? and a number for details, quit to stop and resume later.',
  ];
};

/** What an option is, does and teaches. */
export const detailLines = (game: Game, picture: Picture, option: Option): string[] => {
  const action = game.actions[option.action]!;
  const results = prospectWords(game, picture, option.action, option.replyTo).flatMap((prospect) =>
    wrap(prospectLine(prospect), 96).map((line, i) => `${i === 0 ? '  ' : '    '}${line}`),
  );
  const teaches = action.teaches.length === 0 ? [] : [`  Teaches: ${conceptNames(game, action.teaches)}.`];
  const source = `  Numbers: ${action.origin.provenance}${action.origin.source === undefined ? '' : ` [${action.origin.source}]`}, ${action.origin.file}:${action.origin.line}.`;
  return [...wrap(`${action.label}. ${action.text}`, 98).map((line) => `  ${line}`), ...results, ...teaches, source];
};

export type Answer =
  | { readonly is: 'orders'; readonly orders: readonly Order[]; readonly firebreaks: readonly string[] }
  | { readonly is: 'detail'; readonly option: Option }
  | { readonly is: 'quit' }
  | { readonly is: 'save'; readonly file: string }
  | { readonly is: 'again'; readonly why: string };

const again = (why: string): Answer => ({ is: 'again', why });

/** What a line of input means. It never throws: an answer that cannot be used says why. */
export const understand = (game: Game, picture: Picture, options: readonly Option[], line: string): Answer => {
  const text = line.trim();
  if (/^(q|quit)$/i.test(text)) return { is: 'quit' };
  const save = /^save\s+(.+)$/i.exec(text)?.[1];
  if (save !== undefined) return { is: 'save', file: save };
  const asked = /^\?\s*(\d+)$/.exec(text)?.[1];
  if (asked !== undefined) {
    const option = options[Number(asked) - 1];
    return option ? { is: 'detail', option } : again(`There is no choice ${asked}.`);
  }
  if (text === '') return again('Type the numbers of your orders, or 0 to hold.');
  const numbers = text.split(/[\s,]+/);
  if (numbers.some((number) => !/^\d+$/.test(number)))
    return again(`"${text}" is not understood. Type numbers with spaces between, or 0 to hold.`);
  const chosen = [...new Set(numbers.map(Number))].filter((number) => number !== 0);
  const wrong = chosen.find((number) => options[number - 1] === undefined);
  if (wrong !== undefined) return again(`There is no choice ${wrong}; the choices go from 1 to ${options.length}.`);
  return ordersOf(
    game,
    picture,
    chosen.map((number) => options[number - 1]!),
  );
};

const ordersOf = (game: Game, picture: Picture, chosen: readonly Option[]): Answer => {
  const cost = chosen.reduce((sum, option) => sum + costOf(game, picture.facts, option.action), 0);
  if (cost > picture.points) return again(`These orders cost ${cost}, and you have ${picture.points}.`);
  const rivals = chosen.flatMap((option, i) => {
    const other = chosen.find((earlier, j) => j < i && excludes(game, earlier.action, option.action));
    return other ? [[other, option] as const] : [];
  });
  const [pair] = rivals;
  if (pair) {
    const [one, other] = pair.map((option) => game.actions[option.action]!.label);
    return again(
      one === other ? `${one} can be ordered only once a turn.` : `${one} and ${other} cannot both be ordered.`,
    );
  }
  const conditional = chosen.filter((option) => option.replyTo >= 0).length;
  if (conditional > game.conditionalOrders)
    return again(`Only ${game.conditionalOrders} of your orders may be conditional.`);
  const firebreaks = chosen
    .map((option) => game.actions[option.action]!)
    .filter((action) => action.firebreak)
    .map((action) => action.label);
  const orders = chosen.map(({ action, replyTo }): Order => {
    const { id, firebreak } = game.actions[action]!;
    return {
      action: id,
      ...(replyTo >= 0 ? { replyTo: game.events[replyTo]!.id } : {}),
      ...(firebreak ? { confirmed: true } : {}),
    };
  });
  return { is: 'orders', orders, firebreaks };
};

/** Actions of this round that cannot be ordered now, with the reason, for those who ask. */
export const closedLines = (game: Game, picture: Picture): string[] =>
  game.actions.flatMap((action, index) => {
    if (action.actor !== picture.seat || action.round !== picture.round) return [];
    const why = whyNot(game, picture.facts, picture.points, index);
    return why === undefined ? [] : [`  ${action.label}: ${why}`];
  });
