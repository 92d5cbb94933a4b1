import { counted, plainText } from '../../core/text.js';
import { prospectsOf, toneOf } from '../forecast.js';
import { BINDINGS, type Context, EVERYWHERE, keyName } from '../keys.js';
import { bold, dim, flow, type Line, pad, paragraph, sized, span, toned } from '../line.js';
import { gameOf, type Play, pointsLeft } from '../play.js';
import type { Popup, Session } from '../session.js';
import { eventWords } from '../words.js';
import { explainDoc } from './explain.js';
import { draftTitle, projectionParts } from './orders.js';
import { blocks, heading, inside, listed, type PanelView, panel, scrolling } from './page.js';

/** What lies on top of a screen: help, explanations, questions before something final. */

const MARKS: readonly (readonly [string, string])[] = [
  ['▇▇┊··', 'a dial; ┊ is a threshold, ! beyond one, ‼ beyond all'],
  ['▲ ▼ ·', 'change since last turn'],
  ['≈52', 'seen through fog: an estimate'],
  ['▶ ━━', 'current rung; a firebreak, crossed only by a confirmed order or by accident'],
  ['● ○', 'a track that has moved from where it started; one that has not'],
  ['~62%  –', 'odds by your own picture (the true ones are shown with the die); no die is thrown'],
  ['if…  ✘', 'can only be ordered on a condition (i); cannot be ordered now (the card says why)'],
  ['•• AP', 'action points: what an order costs, of what a seat has each turn'],
  ['✔ … ai', 'orders sealed; still owed; played by a program'],
];

const helpDoc = (of: Context, width: number, ascii: boolean): Line[] => {
  const row = (name: string, text: string): Line[] =>
    paragraph(text, width - 18).map((part, at): Line => [span(pad(at === 0 ? name : '', 17)), span(' '), ...part]);
  const bindings = BINDINGS[of].flatMap(({ keys, help }) =>
    row(keys.map((key) => keyName(key, ascii)).join(' '), help),
  );
  return blocks(
    [heading('Keys here'), ...bindings],
    [heading('Everywhere'), ...EVERYWHERE.flatMap(([name, text]) => row(name, text))],
    [heading('Signs'), ...MARKS.flatMap(([name, text]) => row(name, text))],
  );
};

/** Width of what lies on top, and the lines there is room for. */
export const modalRoom = ({ columns, rows }: Session['size']): { readonly width: number; readonly height: number } => ({
  width: Math.min(columns - 4, 88),
  height: rows - 4,
});

/** Lines of a popup that scrolls; empty for the others. */
export const popupDoc = (session: Session, popup: Popup): Line[] => {
  const width = inside(modalRoom(session.size).width);
  if (popup.is === 'help') return helpDoc(popup.of, width, session.ascii);
  return popup.is === 'explain' && session.play ? explainDoc(session.play, popup.about, width) : [];
};

const reader = (session: Session, title: string, popup: Popup & { readonly scroll: number }): PanelView => {
  const { width, height } = modalRoom(session.size);
  const lines = popupDoc(session, popup);
  return scrolling(title, lines, popup.scroll, { width, height: Math.min(height, lines.length + 2) });
};

const box = (session: Session, title: string, lines: readonly Line[]): PanelView => {
  const { width, height } = modalRoom(session.size);
  return panel({ title, focused: true, width, height: Math.min(height, lines.length + 2), lines });
};

const fieldLine = (field: string, width: number): Line => {
  const text = `${plainText(field)}_`;
  return [span(pad(text.slice(-width), width), { inverse: true })];
};

/** Keys that answer a question, each on a line of its own. */
const answers = (...keys: readonly (readonly [string, string])[]): Line[] =>
  keys.map(([name, does]): Line => [bold(pad(name, 5)), span(does)]);

/** What crossing would do, by this seat's picture. */
const crossing = (play: Play, action: number): Line[] => {
  const sure = prospectsOf(play, action).flatMap((prospect) => prospect.sure);
  const words = sure.filter(({ text }, at) => sure.findIndex((other) => other.text === text) === at);
  return words.map(({ text, of }): Line => {
    const tone = toneOf(gameOf(play), of);
    return [span('  '), tone === undefined ? span(text) : toned(tone, text)];
  });
};

const firebreakBox = (session: Session, play: Play, popup: Popup & { is: 'firebreak' }): PanelView => {
  const width = inside(modalRoom(session.size).width);
  const action = gameOf(play).actions[popup.action]!;
  const follows = crossing(play, popup.action);
  const lines = blocks(
    [
      [toned('bad', '━'.repeat(width))],
      ...paragraph(action.label, width, { bold: true }),
      ...paragraph(action.text, width),
    ],
    [
      ...paragraph(
        'This order can cross a firebreak: a line that both sides act as if they shared. Beyond it the old limits do not hold.',
        width,
      ),
    ],
    follows.length === 0 ? [] : [[dim('As you see it now, it would bring')], ...follows],
    [...answers(['y', 'goes on to the second question'], ['Esc', 'steps back']), [toned('bad', '━'.repeat(width))]],
  );
  return box(session, 'A firebreak', lines);
};

const authorityBox = (session: Session, play: Play, popup: Popup & { is: 'authority' }): PanelView => {
  const width = inside(modalRoom(session.size).width);
  const { label } = gameOf(play).actions[popup.action]!;
  return box(session, 'A firebreak', [
    [toned('bad', '━'.repeat(width))],
    ...paragraph('On whose authority?', width, { bold: true }),
    ...paragraph(`Type the name or office that answers for “${label}”, and press Enter. Esc steps back.`, width),
    [],
    fieldLine(popup.field, width),
    [],
    [toned('bad', '━'.repeat(width))],
  ]);
};

const sealBox = (session: Session, play: Play): PanelView => {
  const width = inside(modalRoom(session.size).width);
  const game = gameOf(play);
  const left = pointsLeft(play);
  const drafts = play.drafts.map(
    (draft, at): Line =>
      sized(
        [
          span(`  ${at + 1}  `),
          bold(draftTitle(game, draft)),
          dim(draft.order.authority ? `  on the authority of ${plainText(draft.order.authority)}` : ''),
        ],
        width,
      ),
  );
  const summary = projectionParts(play);
  const lines = blocks(
    drafts.length === 0
      ? [...paragraph('Seal no orders, and let events take their course?', width, { bold: true })]
      : [[dim(`Seal ${counted(drafts.length, 'order')}?`)], ...drafts],
    summary.length === 0 ? [] : flow([[dim('All together:')], ...summary], width),
    left > 0 ? [[dim(`${counted(left, 'action point')} would be left unused.`)]] : [],
    answers(['c', 'seals, and nothing can be changed after that'], ['Esc', 'goes back']),
  );
  return box(session, 'Seal the orders', lines);
};

const replyBox = (session: Session, play: Play, popup: Popup & { is: 'reply' }): PanelView => {
  const width = inside(modalRoom(session.size).width);
  const game = gameOf(play);
  const action = game.actions[popup.action]!;
  const { lines } = listed(action.replies, popup.cursor, modalRoom(session.size).height - 7, (event, at) => {
    const selected = at === popup.cursor;
    return sized(
      [
        span(selected ? '▸ ' : '  ', { bold: true }),
        span(`if ${plainText(eventWords(game, event))}`, { bold: selected }),
      ],
      width,
    );
  });
  return box(session, 'A conditional order', [
    ...paragraph(`${action.label}, but only if this happens this turn:`, width),
    [],
    ...lines,
    [],
    ...paragraph('It is carried out last, among the replies. If the event does not come, it lapses.', width, {
      dim: true,
    }),
  ]);
};

const elsewhereBox = (session: Session, popup: Popup & { is: 'elsewhere' }): PanelView => {
  const width = inside(modalRoom(session.size).width);
  const problem = session.unsaved ?? 'The whole game so far is written to a new file, and goes on there.';
  return box(
    session,
    session.unsaved === undefined ? 'Save to another file' : 'The game could not be saved',
    blocks(
      paragraph(problem, width, session.unsaved === undefined ? {} : { tone: 'warn' }),
      [fieldLine(popup.field, width)],
      paragraph('Enter saves there. Esc goes on; the game stays in memory.', width, { dim: true }),
    ),
  );
};

/** What lies on top of the screen now. */
export const modalOf = (session: Session): PanelView | undefined => {
  const { popup, play } = session;
  if (popup === undefined) return undefined;
  if (popup.is === 'help') return reader(session, 'Help', popup);
  if (popup.is === 'elsewhere') return elsewhereBox(session, popup);
  if (play === undefined) return undefined;
  switch (popup.is) {
    case 'explain':
      return reader(session, 'Explained', popup);
    case 'reply':
      return replyBox(session, play, popup);
    case 'firebreak':
      return firebreakBox(session, play, popup);
    case 'authority':
      return authorityBox(session, play, popup);
    case 'seal':
      return sealBox(session, play);
  }
};
