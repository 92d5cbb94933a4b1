import { shown, type Weight } from '../../core/seat/narrate.js';
import { plainText } from '../../core/text.js';
import { type Item, itemsOf, netChanges, type Rolled } from '../items.js';
import { dim, joined, type Line, lineWidth, type Span, sized, span, toned } from '../line.js';
import { gameOf, type Play } from '../play.js';
import { listed } from './page.js';
import { isOwn } from './roll.js';
import { changeWords, seatMark, seatSign } from './signs.js';

/** What happened, a line each, the newest on top. */

const WEIGHTS: Readonly<Record<Weight, string>> = { 0: ' ', 1: '·', 2: '!', 3: '‼' };

export const feedItems = (play: Play): readonly Item[] =>
  itemsOf(play.view)
    .filter(({ turn }) => turn > 0)
    .toReversed();

/** Changes of an item in a few words: dials in their tones, flags by name. */
const changeParts = (play: Play, item: Item): Line[] => {
  const game = gameOf(play);
  return netChanges(item.changes).flatMap(({ slot, from, to }): Line[] => {
    const { kind, label } = game.slots[slot]!;
    if (kind === 'flag') return [[span(`${label}: ${shown(game.slots[slot]!, to)}`)]];
    return kind === 'dial' ? [[changeWords(game.slots[slot]!, to - from)]] : [];
  });
};

/** As many of them as there is room for. */
const changesIn = (play: Play, item: Item, room: number): Line => {
  const parts = changeParts(play, item);
  for (let count = parts.length; count > 0; count -= 1) {
    const more = count < parts.length ? ', …' : '';
    const line = [span('  '), ...joined(parts.slice(0, count), ', '), dim(more)];
    if (lineWidth(line) <= room) return line;
  }
  return [];
};

/** How a die fell, in a word. */
export const outcomeSpan = (play: Play, roll: Rolled): Span => {
  const die = gameOf(play).dice[roll.die]!;
  const label = plainText(die.outcomes[roll.outcome]!.label);
  return isOwn(play, die) ? toned(roll.outcome === 0 ? 'good' : 'bad', label) : span(label, { bold: true });
};

/** A yes-or-no die that said yes: the title says it already. */
const isPlain = (play: Play, roll: Rolled): boolean => {
  const die = gameOf(play).dice[roll.die]!;
  return die.use.is === 'trigger' && die.outcomes[roll.outcome]!.id === 'happens';
};

export const itemTitle = (play: Play, item: Item): Line => {
  const title = span(plainText(item.title), item.weight >= 3 ? { bold: true } : item.weight === 0 ? { dim: true } : {});
  return item.roll === undefined || isPlain(play, item.roll)
    ? [title]
    : [title, dim(': '), outcomeSpan(play, item.roll)];
};

const weightSpan = ({ weight }: Item): Span =>
  weight >= 2 ? { ...toned(weight === 3 ? 'bad' : 'accent', WEIGHTS[weight]), bold: true } : dim(WEIGHTS[weight]);

/** Below this width a seat is shown by its mark alone. */
const WIDE = 60;

const itemLine = (play: Play, item: Item, width: number, selected: boolean, turn: string): Line => {
  const game = gameOf(play);
  const seat = width < WIDE ? seatMark(game, item.seat) : seatSign(game, item.seat);
  const head = [
    span(selected ? '▸' : ' ', { bold: true }),
    weightSpan(item),
    dim(turn),
    seat,
    span(' '),
    ...itemTitle(play, item),
  ];
  return sized([...head, ...changesIn(play, item, width - lineWidth(head))], width);
};

export const feedLine = (play: Play, item: Item, width: number, selected: boolean): Line =>
  itemLine(play, item, width, selected, ` T${String(item.turn).padStart(2, '0')} `);

/** The same beside the card of the item, which names its turn. */
export const revealLine = (play: Play, item: Item, width: number, selected: boolean): Line =>
  itemLine(play, item, width, selected, ' ');

export const feedView = (
  play: Play,
  width: number,
  height: number,
  cursor: number,
  focused: boolean,
): { readonly lines: Line[]; readonly note: string } => {
  const items = feedItems(play);
  if (items.length === 0) return { lines: [[dim('Nothing has happened yet.')]], note: '' };
  return listed(items, cursor, height, (item, index) => feedLine(play, item, width, focused && index === cursor));
};
