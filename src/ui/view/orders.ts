import { percent, percentIn } from '../../core/chance/shares.js';
import type { Game } from '../../core/program/game.js';
import type { ProspectWords } from '../../core/seat/describe/words.js';
import { isSeat } from '../../core/seat/observe.js';
import { counted, plainText } from '../../core/text.js';
import { costOf } from '../../core/turn/orders.js';
import { chancesOf, headlineOf, optionsOf } from '../choices.js';
import { prospectsOf } from '../forecast.js';
import { bold, dim, ends, flow, joined, type Line, lineWidth, paragraph, sized, span, toned } from '../line.js';
import { awaited, type Draft, gameOf, isOver, type Play, picture, pointsLeft } from '../play.js';
import { eventWords } from '../words.js';
import { listed } from './page.js';
import { changeTone, seatSign } from './signs.js';

/** The orders drafted in this round, or for a spectator the orders given this turn. */

export const costText = (cost: number): string => `${cost} AP`;

/** Action points as pips, which are read faster than a number in a list. */
export const pips = (cost: number): string => (cost > 4 ? String(cost) : '•'.repeat(cost));

/** `~62%` as this seat estimates it; a dash where no die is thrown. */
export const chanceText = (play: Play, action: number): string => {
  const chance = headlineOf(play, action);
  if (chance === undefined) return '–';
  const all = chancesOf(play, action).map(({ probability }) => probability);
  // The chance of several outcomes together stands for itself, that of one among the others.
  const isOne = all[chance.outcome] === chance.probability;
  return `~${isOne ? percentIn(all, chance.outcome) : percent(chance.probability)}`;
};

const conditionOf = (game: Game, draft: Draft): string => {
  const { replyTo } = draft.order;
  if (replyTo === undefined) return '';
  const event = game.events.findIndex(({ id }) => id === replyTo);
  return `if ${eventWords(game, event)}: `;
};

export const draftTitle = (game: Game, draft: Draft): string =>
  plainText(`${conditionOf(game, draft)}${game.actions[draft.action]!.label}`);

const draftLine = (play: Play, draft: Draft, at: number, width: number, selected: boolean): Line => {
  const game = gameOf(play);
  const { facts } = picture(play);
  const cost = pips(costOf(game, facts, draft.action));
  const style = selected ? { bold: true } : {};
  const breaks = game.actions[draft.action]!.firebreak ? [toned('bad', '━ ')] : [];
  return ends(
    [span(selected ? '▸ ' : '  ', { bold: true }), ...breaks, span(`${at + 1} ${draftTitle(game, draft)}`, style)],
    [span(` ${cost.padStart(4)} `, { tone: 'accent' }), span(chanceText(play, draft.action).padStart(5))],
    width,
  );
};

const range = (low: number, high: number): string => {
  const sign = (value: number): string => {
    const rounded = Math.round(value * 10) / 10;
    return rounded < 0 ? `−${-rounded}` : `+${rounded}`;
  };
  return sign(low) === sign(high) ? sign(low) : `${sign(low)}…${sign(high)}`;
};

/** Dials that one way of coming out would move now, each between two bounds. */
const movesOf = (game: Game, { sure }: ProspectWords): Map<number, readonly [number, number]> =>
  new Map(
    sure.flatMap(({ of }) =>
      of.is === 'moved' && game.slots[of.slot]!.kind === 'dial' ? [[of.slot, [of.by, of.or ?? of.by]] as const] : [],
    ),
  );

/** Between what bounds the dials would move, over all outcomes and keys of the drafted orders. */
export const projectionParts = (play: Play): Line[] => {
  const game = gameOf(play);
  const low = new Map<number, number>();
  const high = new Map<number, number>();
  for (const { action, order } of play.drafts) {
    const moves = prospectsOf(play, action, order.replyTo).map((prospect) => movesOf(game, prospect));
    for (const slot of new Set(moves.flatMap((move) => [...move.keys()]))) {
      const bounds = moves.flatMap((move) => move.get(slot) ?? [0, 0]);
      low.set(slot, (low.get(slot) ?? 0) + Math.min(...bounds));
      high.set(slot, (high.get(slot) ?? 0) + Math.max(...bounds));
    }
  }
  return [...low.keys()].map((slot): Line => {
    const { good, label } = game.slots[slot]!;
    const tone = changeTone(good, low.get(slot)! + high.get(slot)!);
    const text = `${label} ${range(low.get(slot)!, high.get(slot)!)}`;
    return [tone === undefined ? span(text) : toned(tone, text)];
  });
};

/** The same on one line. */
export const projection = (play: Play): Line => joined(projectionParts(play), ' · ');

const addLine = (play: Play, selected: boolean, width: number): Line => {
  const left = pointsLeft(play);
  const room = `(${counted(left, 'point')} left)`;
  const text = play.drafts.length === 0 ? 'choose orders…' : 'add another…';
  return ends(
    [span(selected ? '▸ ' : '  ', { bold: true }), span(`+ ${text}`, selected ? { bold: true } : { dim: true })],
    [dim(room)],
    width,
  );
};

export interface OrdersView {
  readonly title: string;
  readonly note: string;
  readonly lines: Line[];
}

/** Rows of the orders list: the drafts, and one to add another. */
export const orderRows = (play: Play): number => (isMyTurn(play) ? play.drafts.length + 1 : 0);

export const isMyTurn = (play: Play): boolean =>
  isSeat(play.view.viewer) && !isOver(play) && awaited(play).includes(play.view.viewer);

/** Orders sealed in this turn, by seat, for those who may see all. */
const givenOrders = (play: Play, width: number): Line[] => {
  const game = gameOf(play);
  const { turn } = picture(play).facts;
  const sealed = play.view.events.filter((event) => event.is === 'sealed' && event.turn === turn);
  return sealed.flatMap((event) => {
    if (event.is !== 'sealed') return [];
    const labels = event.orders.map((order) => plainText(game.actions[order.action]!.label));
    const text = labels.length === 0 ? 'holds' : labels.join('; ');
    return [sized([seatSign(game, event.seat), span(` ${text}`, labels.length === 0 ? { dim: true } : {})], width)];
  });
};

/** Orders given, for a spectator. */
const spectatorView = (play: Play, width: number): OrdersView => {
  const lines = givenOrders(play, width);
  const none = paragraph('No orders yet this turn. Enter plays on.', width, { dim: true });
  return { title: 'Orders given', note: `turn ${picture(play).facts.turn}`, lines: lines.length > 0 ? lines : none };
};

/** What the drafts would bring together, in the room that they leave. */
const togetherLines = (play: Play, width: number, room: number): Line[] => {
  const summary = projectionParts(play);
  if (summary.length === 0 || room <= 0) return [];
  const rows = flow([[dim('All together:')], ...summary], width);
  if (rows.length <= room) return room > rows.length ? [[], ...rows] : rows;
  const last = rows[room - 1]!;
  return [...rows.slice(0, room - 1), [...sized(last, Math.min(lineWidth(last), width - 2)), dim(' …')]];
};

/** How many orders there are to choose from, as long as none is chosen. */
const choiceLines = (play: Play, width: number, room: number): Line[] => {
  if (play.drafts.length > 0 || room <= 0) return [];
  const open = optionsOf(play).filter((option) => option.open).length;
  const follow = picture(play).round < 0 || room === 1 ? [] : ['The sealed orders come after this round.'];
  return [`${counted(open, 'order')} can be given.`, ...follow].map((text) => sized([dim(`    ${text}`)], width));
};

/** In a consultation round its name stands in the title: other orders can be given then. */
export const ordersTitle = (play: Play): string => {
  const round = gameOf(play).rounds[picture(play).round];
  return round === undefined ? 'Orders' : plainText(round.label);
};

export const ordersView = (play: Play, width: number, height: number, cursor: number, focused: boolean): OrdersView => {
  if (!isSeat(play.view.viewer)) return spectatorView(play, width);
  const owed = isMyTurn(play);
  if (!owed) return { title: 'Orders', note: '', lines: paragraph('No orders are owed now.', width, { dim: true }) };
  const at = Math.min(cursor, orderRows(play) - 1);
  const { lines } = listed([...play.drafts, undefined], at, Math.max(1, height - 1), (draft, index) => {
    const selected = focused && index === at;
    return draft === undefined ? addLine(play, selected, width) : draftLine(play, draft, index, width, selected);
  });
  const room = height - lines.length;
  return {
    title: ordersTitle(play),
    note: `${pointsLeft(play)} of ${picture(play).points} AP left`,
    lines: [...lines, ...choiceLines(play, width, room), ...togetherLines(play, width, room)],
  };
};

/** A consultation round comes before the sealed orders: sealing nothing there lets only the round pass. */
export const ordersHint = (play: Play): Line => {
  if (play.drafts.length > 0) return [span('Nothing is final until '), bold('c'), span(' seals it.')];
  const passes = picture(play).round < 0 ? 'the turn' : 'this round';
  return [span('Enter opens the list of orders; '), bold('c'), span(` seals none and lets ${passes} pass.`)];
};
