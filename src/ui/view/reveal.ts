import type { Game, Slot } from '../../core/program/game.js';
import { conceptNames } from '../../core/program/teaching.js';
import { shown } from '../../core/seat/narrate.js';
import { type Item, isNotable, netChanges, teachesOf } from '../items.js';
import { bold, dim, type Line, pad, padLeft, paragraph, sized, span, widthOf } from '../line.js';
import { gameOf, isOver, type Play } from '../play.js';
import type { Screen, Session } from '../session.js';
import { itemsSince } from '../update-table.js';
import { originWords } from '../words.js';
import { headerLine, isCramped } from './board.js';
import { shortened } from './desk.js';
import { revealLine } from './feed.js';
import { blocks, bodyHeight, inside, keyBar, listed, noticeLine, type Page, type PanelView, panel } from './page.js';
import { rollCard } from './roll.js';
import { changeSign, seatSign } from './signs.js';

/** After sealing: what happened, one thing after another, each with its die and what it changed. */

/** The items of a reveal, in order. */
export const revealItems = (play: Play, from: number): readonly Item[] => itemsSince(play, from).filter(isNotable);

/** Before and after; to a tenth where whole numbers would not show the change. */
const valuesOf = (slot: Slot, { from, to }: Item['changes'][number]): readonly [string, string] => {
  const whole = [shown(slot, from), shown(slot, to)] as const;
  return whole[0] === whole[1] ? [from.toFixed(1), to.toFixed(1)] : whole;
};

const changeLine = (play: Play, change: Item['changes'][number], width: number): Line => {
  const slot = gameOf(play).slots[change.slot]!;
  const by = Math.round((change.to - change.from) * 10) / 10;
  const label = Math.min(22, width - 22);
  const [from, to] = valuesOf(slot, change);
  if (slot.kind === 'flag') return sized([span(`  ${slot.label}: `), bold(shown(slot, change.to))], width);
  return sized(
    [
      span(`  ${pad(slot.label, label)} `),
      dim(padLeft(from, 5)),
      dim(' → '),
      bold(padLeft(to, 5)),
      span(' '),
      changeSign(by, slot.good, 5),
    ],
    width,
  );
};

/** Whose doing it is: the sign, and the name beside it. */
const actorLines = (game: Game, seat: number, width: number): Line[] => {
  const sign = seatSign(game, seat);
  const indent = widthOf(sign.text) + 1;
  return paragraph(game.actors[seat]!.name, width - indent, { dim: true }).map(
    (row, at): Line => (at === 0 ? [sign, span(' '), ...row] : [span(' '.repeat(indent)), ...row]),
  );
};

/** The whole of an item: who, what, the die, the changes. */
export const itemCard = (play: Play, item: Item, width: number): Line[] => {
  const game = gameOf(play);
  const head: Line[] = item.seat < 0 ? [] : actorLines(game, item.seat, width);
  const title = paragraph(item.title, width, { bold: true });
  const changes = netChanges(item.changes).map((change) => changeLine(play, change, width));
  const taught = conceptNames(game, teachesOf(game, item));
  const origin = item.origin === undefined ? [] : paragraph(originWords(item.origin), width, { dim: true });
  return blocks(
    [...head, ...title, ...paragraph(item.text, width)],
    item.because === undefined ? [] : paragraph(`Because: ${item.because}.`, width),
    item.roll === undefined ? [] : rollCard(play, item.roll, width),
    changes.length === 0 ? [] : [[dim('What it changed')], ...changes],
    [...paragraph(taught === '' ? '' : `Teaches: ${taught}.`, width, { dim: true }), ...origin],
  );
};

const revealed = (play: Play, screen: Screen & { is: 'reveal' }, width: number, height: number): PanelView => {
  const items = revealItems(play, screen.from);
  const done = screen.all ? items : items.slice(0, screen.cursor + 1);
  const { lines } = listed(done, screen.cursor, height - 2, (item, at) => {
    const of = revealLine(play, item, inside(width), at === screen.cursor);
    return at === screen.cursor ? of.map((part) => ({ ...part, bold: true })) : of;
  });
  return panel({ title: 'What happened', note: `${screen.cursor + 1} of ${items.length}`, width, height, lines });
};

const cardPanel = (play: Play, item: Item | undefined, width: number, height: number): PanelView => {
  if (item === undefined) return panel({ title: '', width, height, lines: [] });
  const lines = shortened(itemCard(play, item, inside(width)), height - 2);
  return panel({ title: cardTitle(item), note: `turn ${item.turn}`, focused: true, width, height, lines });
};

const CARD_TITLES: Readonly<Record<Item['is'], string>> = {
  turn: 'Time passes',
  order: 'An order is carried out',
  trigger: 'Something happens',
  phase: 'A track moves',
  unexplained: 'Unexplained',
  message: 'Message',
  points: 'Action points',
  ending: 'The end',
};

const cardTitle = (item: Item): string =>
  item.is === 'trigger' && item.roll !== undefined ? 'The die on the table' : CARD_TITLES[item.is];

export const revealPage = (session: Session, play: Play, screen: Screen & { is: 'reveal' }): Page => {
  const { size } = session;
  const width = size.columns;
  const height = bodyHeight(size);
  const items = revealItems(play, screen.from);
  const item = items[screen.cursor];
  const left = Math.max(34, Math.floor(width * 0.44));
  const list = isCramped(size) ? Math.max(3, Math.floor(height / 4)) : 0;
  const body =
    list > 0
      ? [[revealed(play, screen, width, list), cardPanel(play, item, width, height - list)]]
      : [[revealed(play, screen, left, height)], [cardPanel(play, item, width - left, height)]];
  const rest = items.length - screen.cursor - 1;
  const next = isOver(play) ? 'how it ended' : 'to the board';
  const standing = rest > 0 ? `Enter: the next of ${rest} more; a shows all.` : `Enter: ${next}.`;
  return {
    header: headerLine(play, width),
    body,
    foot: [],
    notice: noticeLine(session.notice, [dim(standing)], width),
    keys: keyBar('reveal', width, session.ascii),
  };
};
