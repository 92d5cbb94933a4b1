import { presetGroups } from '../../core/program/presets.js';
import { counted, plainText } from '../../core/text.js';
import type { ScenarioCard } from '../host.js';
import { bold, dim, type Line, pad, paragraph, sized, span, toned, widthOf } from '../line.js';
import { contextOf, type Screen, type Session } from '../session.js';
import { seatTone } from '../theme.js';
import { MENU, shownCard } from '../update-opening.js';
import { isCramped } from './board.js';
import {
  blocks,
  bodyHeight,
  inside,
  keyBar,
  listed,
  noticeLine,
  type Page,
  type PanelView,
  panel,
  titleLine,
} from './page.js';

/** Before a game: the opening screen, scenarios, seats and seed, saved games. */

const LABELS: Readonly<Record<(typeof MENU)[number], readonly [string, string]>> = {
  new: ['New game', 'choose a scenario, who sits where, and a seed'],
  resume: ['Resume', 'go on with a saved game'],
  learn: ['Learn', 'the concepts that the scenarios teach, a card each'],
  quit: ['Quit', ''],
};

const choice = (label: string, note: string, selected: boolean, width: number): Line =>
  sized(
    [
      span(selected ? ' ▸ ' : '   ', { bold: true, tone: 'accent' }),
      selected ? bold(pad(label, 14)) : span(pad(label, 14)),
      dim(note),
    ],
    width,
  );

export const page = (session: Session, subtitle: string, body: Page['body'], standing: string): Page => ({
  header: titleLine('FIREBREAK', subtitle, session.size.columns),
  body,
  foot: [],
  notice: noticeLine(session.notice, [dim(standing)], session.size.columns),
  keys: keyBar(contextOf(session), session.size.columns, session.ascii),
});

/** The sign on the door: a ladder with one thick rung. */
const EMBLEM: readonly Line[] = [
  [dim('   │       │')],
  [dim('   ├───────┤   6  general war')],
  [toned('bad', '   ┣━━━━━━━┫'), dim('   a firebreak: crossed on purpose, or by accident')],
  [dim('   ├───────┤   3  people are killed')],
  [dim('   ├───────┤   2  confrontation')],
  [dim('   ├───────┤   1  provocation')],
  [dim('   │       │')],
];

export const openingPage = (session: Session, screen: Screen & { is: 'opening' }): Page => {
  const { size, saves } = session;
  const width = inside(size.columns);
  const menu = MENU.map((id, at): Line => {
    const [label, note] = LABELS[id];
    const count =
      id === 'resume' ? (saves.length === 0 ? 'no saved game yet' : `${counted(saves.length, 'saved game')}`) : note;
    return choice(label, count, at === screen.cursor, width);
  });
  const text = paragraph(
    'States seal their orders at once, and nobody sees the other side’s fear. Dice with open odds decide what comes of it, and every number can be explained.',
    Math.min(width, 76),
  );
  const emblem = isCramped(size) ? [] : [[], ...EMBLEM];
  const content: Line[] = [...text, ...emblem, [], ...menu];
  const above = Math.max(0, Math.floor((bodyHeight(size) - 2 - content.length) / 3));
  const lines = [...Array.from({ length: above }, (): Line => []), ...content];
  const door = panel({
    title: 'Deterrence at the table',
    focused: true,
    width: size.columns,
    height: bodyHeight(size),
    lines,
  });
  return page(
    session,
    'a deterministic crisis simulation',
    [[door]],
    'The game is saved as it is played; the same seed and orders give the same game.',
  );
};

export interface Place {
  readonly width: number;
  readonly height: number;
}

/** Where a list and a card stand: side by side, or one above the other where the window is narrow. */
export const places = ({ size }: Pick<Session, 'size'>, wanted = 0): { readonly list: Place; readonly card: Place } => {
  const { columns: width } = size;
  const height = bodyHeight(size);
  if (isCramped(size)) {
    const upper = Math.max(5, Math.floor(height / 2));
    return { list: { width, height: upper }, card: { width, height: height - upper } };
  }
  const left = Math.max(Math.floor(width * 0.4), Math.min(wanted, Math.floor(width * 0.56)));
  return { list: { width: left, height }, card: { width: width - left, height } };
};

/** A list and the card of what is under its cursor. The list takes what it wants, within limits. */
export const listAndCard = (
  session: Session,
  list: (place: Place) => PanelView,
  card: (place: Place) => PanelView,
  wanted = 0,
): Page['body'] => {
  const place = places(session, wanted);
  const [upper, lower] = [list(place.list), card(place.card)];
  return isCramped(session.size) ? [[upper, lower]] : [[upper], [lower]];
};

/** Width of a panel whose lines have a cursor before them and are at most so long. */
export const widthFor = (texts: readonly string[]): number => Math.max(0, ...texts.map(widthOf)) + 6;

const seatLines = ({ seats }: ScenarioCard, width: number): Line[] => {
  const signs = seats.map(({ mark, short }) => `${mark}${plainText(short)}`);
  const indent = Math.max(0, ...signs.map(widthOf)) + 1;
  return seats.flatMap((seat, at) =>
    paragraph(seat.name, width - indent).map(
      (row, line): Line => [span(pad(line === 0 ? signs[at]! : '', indent), { tone: seatTone(at) }), ...row],
    ),
  );
};

/** The presets: those of a single group by name, of several groups how many there are. */
const presetLines = ({ presets }: ScenarioCard, width: number): Line[] => {
  const groups = presetGroups(presets);
  if (groups.length > 1) {
    const names = groups.map(({ group, presets: choices }) => `${group || 'Calibration'} (${choices.length})`);
    return paragraph(`To choose from: ${names.join(', ')}`, width, { dim: true });
  }
  return groups.flatMap(({ group, presets: choices }) =>
    paragraph(`${group || 'Calibration'}: ${choices.map(({ label }) => label).join(' · ')}`, width, { dim: true }),
  );
};

const teachesText = ({ teaches }: ScenarioCard): string =>
  teaches.length === 0 ? '' : `Teaches: ${teaches.join(', ')}`;

/** What a person needs in order to choose: what it is about, who sits there, how long it takes, what it teaches. */
export const scenarioDoc = (card: ScenarioCard, width: number): Line[] =>
  blocks(
    [...paragraph(card.title, width, { bold: true }), ...paragraph(card.summary, width)],
    card.error === undefined ? [] : paragraph(card.error, width, { tone: 'bad' }),
    [...seatLines(card, width), ...paragraph(card.turns, width, { dim: true })],
    paragraph(teachesText(card), width),
    presetLines(card, width),
    card.recordCommand === undefined
      ? []
      : paragraph(`What really happened: ${card.recordCommand}`, width, { dim: true }),
  );

const scenariosHint = ({ unread, disguise }: Session): string => {
  if (unread > 0) return `Reading the scenarios: ${unread} to go.`;
  return `Enter chooses the scenario; u ${disguise ? 'shows' : 'hides'} titles, dates and presets.`;
};

export const scenariosPage = (session: Session, screen: Screen & { is: 'scenarios' }): Page => {
  const cards = session.cards.map((card) => shownCard(session, card));
  const selectedCard = cards[screen.cursor];
  const list = (place: Place): PanelView => {
    const { lines, note } = listed(cards, screen.cursor, place.height - 2, (card, at) => {
      const selected = at === screen.cursor;
      const title = span(
        plainText(card.title),
        selected ? { bold: true } : card.error === undefined ? {} : { dim: true },
      );
      return sized(
        [span(selected ? '▸ ' : '  ', { bold: true }), card.error === undefined ? span('') : toned('bad', '✘ '), title],
        inside(place.width),
      );
    });
    return panel({ title: session.disguise ? 'Cases' : 'Scenarios', note, focused: true, ...place, lines });
  };
  const card = (place: Place): PanelView => {
    const lines = selectedCard === undefined ? [] : scenarioDoc(selectedCard, inside(place.width));
    return panel({ title: cardTitle(session, selectedCard), ...place, lines: cutAt(lines, place.height - 2) });
  };
  const body = listAndCard(session, list, card, widthFor(cards.map(({ title }) => plainText(title))));
  return page(session, 'new game', body, scenariosHint(session));
};

/** The id, which names a scenario on the command line, except where it would give the case away. */
const cardTitle = ({ disguise }: Session, card: ScenarioCard | undefined): string =>
  card === undefined || (disguise && card.disguise !== undefined) ? '' : plainText(card.id);

/** The lines there is room for; a last line says that there is more. */
const cutAt = (lines: readonly Line[], room: number): readonly Line[] =>
  lines.length <= room ? lines : [...lines.slice(0, Math.max(0, room - 1)), [dim('…')]];

export const savesPage = (session: Session, screen: Screen & { is: 'saves' }): Page => {
  const { saves } = session;
  const list = (place: Place): PanelView => {
    const { lines, note } = listed(saves, screen.cursor, place.height - 2, (save, at) => {
      const selected = at === screen.cursor;
      const title = span(plainText(save.title), selected ? { bold: true } : save.over ? { dim: true } : {});
      return sized(
        [span(selected ? '▸ ' : '  ', { bold: true }), span(save.over ? '■ ' : '▶ ', { dim: true }), title],
        inside(place.width),
      );
    });
    return panel({ title: 'Saved games', note, focused: true, ...place, lines });
  };
  const card = (place: Place): PanelView => {
    const save = saves[screen.cursor];
    const width = inside(place.width);
    const lines = save
      ? blocks(
          [...paragraph(save.title, width, { bold: true }), ...paragraph(save.detail, width)],
          [[dim(save.over ? 'This game is over; it opens at its end.' : 'Enter goes on where it stands.')]],
          paragraph(save.file, width, { dim: true }),
        )
      : [];
    return panel({ title: '', ...place, lines });
  };
  const wanted = widthFor(saves.map(({ title }) => `▶ ${plainText(title)}`));
  return page(session, 'saved games', listAndCard(session, list, card, wanted), 'Enter goes on with the game.');
};
