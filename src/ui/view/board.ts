import { percentile } from '../../core/chance/odds.js';
import { percentIn } from '../../core/chance/shares.js';
import { namedPresets } from '../../core/program/presets.js';
import { isSeat } from '../../core/seat/observe.js';
import { plainText } from '../../core/text.js';
import type { Item } from '../items.js';
import { BLANK, bold, cut, dim, ends, type Line, lineWidth, type Span, sized, span } from '../line.js';
import { awaited, gameOf, isOver, type Play, picture } from '../play.js';
import { type Board, contextOf, PANELS, type PanelId, type Session } from '../session.js';
import { seatTone } from '../theme.js';
import { feedItems, feedView, itemTitle, outcomeSpan } from './feed.js';
import { ladderAt, ladderHeights, ladderView, lightLine, lightsOf } from './ladder.js';
import { isMyTurn, ordersHint, ordersView } from './orders.js';
import { bodyHeight, inside, keyBar, listed, noticeLine, type Page, type PanelView, panel } from './page.js';
import { measuredBy, measuredLine, measuredLines, situationHint } from './situation.js';

/** The main screen: what is true at the left, what one can do and what happened at the right, time at the foot. */

const roundLabel = (play: Play): string => {
  const { game, waits, picture: now } = play.view;
  if (waits === 'ending') return 'OVER';
  if (waits === 'chance') return 'CHANCE';
  return plainText(game.rounds[now.round]?.label ?? 'ORDERS').toUpperCase();
};

/** A seat in the header: its mark, and whether it is you, a program, waited for, or ready. */
const seatStatus = (play: Play, seat: number, wide: boolean): Line => {
  const game = gameOf(play);
  const { mark, short } = game.actors[seat]!;
  const isYou = seat === play.view.viewer;
  const player = play.view.players[seat]!;
  const status = isYou ? ' you' : player !== 'human' ? ' ai' : awaited(play).includes(seat) ? ' …' : ' ✔';
  const name = isYou || wide ? `${mark}${plainText(short)}` : mark;
  return [span(name, { tone: seatTone(seat), bold: isYou }), dim(isYou || wide ? status : status.trim())];
};

/** The seats by their marks: people each with their state, programs together. */
const seatMarks = (play: Play): Line => {
  const all = gameOf(play).actors.map((_, seat) => seat);
  const isProgram = (seat: number): boolean => seat !== play.view.viewer && play.view.players[seat] !== 'human';
  const programs = all.filter(isProgram);
  return [
    ...all.filter((seat) => !isProgram(seat)).flatMap((seat) => [span(' '), ...seatStatus(play, seat, false)]),
    ...(programs.length === 0 ? [] : [span(' ')]),
    ...programs.map((seat) => span(gameOf(play).actors[seat]!.mark, { tone: seatTone(seat) })),
    ...(programs.length === 0 ? [] : [dim(' ai')]),
  ];
};

/** Title, turn, date, round; and the seats at the right. In a narrow window the seats' names go first, then the date. */
export const headerLine = (play: Play, width: number): Line => {
  const game = gameOf(play);
  const { date, facts } = picture(play);
  const title = plainText(game.title);
  const rest = (dated: boolean): Line => [
    span(` Turn ${facts.turn} ·${dated ? ` ${date} ·` : ''} `),
    bold(roundLabel(play)),
    ...(!isSeat(play.view.viewer) ? [dim(' · spectator')] : []),
  ];
  const named: Line = [...game.actors.flatMap((_, seat) => [span(' '), ...seatStatus(play, seat, true)]), span(' ')];
  const marks: Line = [...seatMarks(play), span(' ')];
  const ways = [
    { rest: rest(true), seats: named, least: title.length },
    { rest: rest(true), seats: marks, least: Math.min(title.length, 16) },
    { rest: rest(false), seats: marks, least: Math.min(title.length, 8) },
  ];
  const roomOf = (way: (typeof ways)[number]): number => width - 3 - lineWidth(way.rest) - lineWidth(way.seats);
  const way = ways.find((candidate) => roomOf(candidate) >= candidate.least) ?? ways.at(-1)!;
  const name = cut(title, Math.max(3, roomOf(way)));
  return ends([span(` ${name} `, { inverse: true, bold: true }), ...way.rest], way.seats, width);
};

/** The latest die that the viewer saw. */
export const lastRoll = (play: Play): Item | undefined => feedItems(play).find(({ roll }) => roll !== undefined);

const lastRollLine = (play: Play, width: number): Line => {
  const item = lastRoll(play);
  if (item?.roll === undefined) return sized([dim(' ╶ No die has been thrown where you could see it.')], width);
  const { roll, seat } = item;
  const actor = gameOf(play).actors[seat];
  const needed = roll.odds[roll.outcome] === undefined ? '' : ` · odds ${percentIn(roll.odds, roll.outcome)}`;
  const rolled = roll.face === undefined ? ' · set by control' : ` · rolled ${percentile(roll.face, roll.odds)}`;
  const who: Span[] = actor ? [span(`${actor.mark}${plainText(actor.short)} `, { tone: seatTone(seat) })] : [];
  return ends(
    [dim(' ╶ '), ...who, ...itemTitle(play, { ...item, weight: 1 }).slice(0, 1), dim(': '), outcomeSpan(play, roll)],
    [dim(`${needed}${rolled} · x explain `)],
    width,
  );
};

/** Turns in which the ladder rose. */
const risesOf = (play: Play): Set<number> => {
  const game = gameOf(play);
  const ladder = ladderAt(play);
  const { phases } = game.tracks[ladder] ?? { phases: [] };
  return new Set(
    play.view.events.flatMap((event) =>
      event.is === 'entered' && event.track === ladder && phases[event.to]!.rung > phases[event.from]!.rung
        ? [event.turn]
        : [],
    ),
  );
};

/** The strip of turns: played, present, and those that may still come; the hidden last turn shows as question marks. */
const timeStrip = (play: Play, width: number): Line => {
  const { clock, preset, presets } = gameOf(play);
  const { turn, period } = picture(play).facts;
  const rises = risesOf(play);
  const before = Array.from({ length: Math.max(0, turn - 1) }, (_, at) => `${at + 1}${rises.has(at + 1) ? '!' : ''}`);
  const left = isOver(play) ? 0 : Math.max(0, clock.turns[1] - period);
  const sure = isOver(play) ? 0 : Math.max(0, clock.turns[0] - period);
  const after = Array.from({ length: left }, (_, at) => `${turn + at + 1}${at >= sure ? '?' : ''}`);
  const now = `[${turn}${rises.has(turn) ? '!' : ''}]`;
  const labels = namedPresets(presets, preset).map(({ label }) => plainText(label));
  const { seed } = play.view;
  const notes = [...(seed === undefined ? [] : [`seed ${plainText(seed)}`]), ...labels];
  const right = notes.length === 0 ? '' : ` ${notes.join(' · ')} `;
  const room = width - 8 - right.length;
  const [shownBefore, shownAfter] = shortened(before, after, room - now.length);
  return ends(
    [dim(' turns '), span(shownBefore), span(now, { inverse: true, bold: true }), dim(shownAfter)],
    room > 20 ? [dim(right)] : [],
    width,
  );
};

/** Both parts of the strip, shortened in the past first. */
const shortened = (before: readonly string[], after: readonly string[], room: number): [string, string] => {
  const head = (count: number): string =>
    count >= before.length
      ? before.map((turn) => `${turn}─`).join('')
      : `…${before
          .slice(before.length - count)
          .map((turn) => `${turn}─`)
          .join('')}`;
  const tail = (count: number): string =>
    after
      .slice(0, count)
      .map((turn) => `─${turn}`)
      .join('') + (count < after.length ? '─…' : '');
  let [past, future] = [before.length, after.length];
  while (head(past).length + tail(future).length > room && (past > 2 || future > 0))
    if (future > 3 || past <= 2) future -= 1;
    else past -= 1;
  return [head(past), tail(future)];
};

const TITLES: Readonly<Record<PanelId, string>> = {
  situation: 'Situation',
  ladder: 'Ladder',
  orders: 'Orders',
  tracks: 'Tracks',
  feed: 'Feed',
};

interface Place {
  readonly width: number;
  readonly height: number;
}

const situationPanel = (play: Play, board: Board, place: Place, focused: boolean): Parts => {
  const all = measuredBy(play);
  const cursor = Math.min(board.cursors.situation, all.length - 1);
  const height = place.height - 2;
  const width = inside(place.width);
  if (board.zoomed) {
    const { lines, note } = listed(all, cursor, height - 2, (measured) => measuredLine(play, measured, width, false));
    const extra = measuredLines(play, all[cursor]!, width, true).slice(1);
    const at = Math.max(0, Math.min(cursor, all.length - 1) - fromOf(note));
    return {
      note,
      lines: [...lines.slice(0, at), measuredLine(play, all[cursor]!, width, true), ...extra, ...lines.slice(at + 1)],
    };
  }
  const { lines, note } = listed(all, cursor, height, (measured, index) =>
    measuredLine(play, measured, width, focused && index === cursor),
  );
  return { lines, note: note === '' || place.width >= 48 ? `Δ last turn${note === '' ? '' : ` · ${note}`}` : note };
};

const fromOf = (note: string): number => (note === '' ? 0 : Number.parseInt(note, 10) - 1);

type Parts = Pick<PanelView, 'lines'> & { readonly note: string; readonly title?: string };

const tracksPanel = (play: Play, board: Board, place: Place, focused: boolean): Parts => {
  const width = inside(place.width);
  const height = place.height - 2;
  const columns = width >= 48 && !board.zoomed ? 2 : 1;
  const lights = lightsOf(play, height * columns);
  const cursor = Math.min(board.cursors.tracks, lights.length - 1);
  if (columns === 1) {
    return listed(lights, cursor, height, (light, index) => lightLine(light, width, focused && index === cursor));
  }
  const half = Math.ceil(lights.length / 2);
  const cell = Math.floor((width - 2) / 2);
  const cellOf = (index: number): Line => {
    const light = lights[index];
    return light ? lightLine(light, cell, focused && index === cursor) : BLANK;
  };
  const lines = Array.from({ length: half }, (_, row): Line => [...cellOf(row), span('  '), ...cellOf(row + half)]);
  return listed(lines, cursor % half, height, (line) => line);
};

const partsOf = (play: Play, board: Board, id: PanelId, place: Place): Parts => {
  const focused = board.focus === id;
  const width = inside(place.width);
  const height = place.height - 2;
  switch (id) {
    case 'situation':
      return situationPanel(play, board, place, focused);
    case 'ladder':
      return ladderView(play, width, height);
    case 'orders':
      return ordersView(play, width, height, board.cursors.orders, focused);
    case 'tracks':
      return tracksPanel(play, board, place, focused);
    case 'feed':
      return feedView(play, width, height, Math.min(board.cursors.feed, feedItems(play).length - 1), focused);
  }
};

const panelOf = (play: Play, board: Board, id: PanelId, place: Place): PanelView => {
  const { title, note, lines } = partsOf(play, board, id, place);
  return panel({
    title: `${PANELS.indexOf(id) + 1} ${title ?? TITLES[id]}`,
    note,
    focused: board.focus === id,
    ...place,
    lines,
  });
};

/** Two columns: the heights share the body by need. */
const columnsOf = (play: Play, board: Board, size: Place): PanelView[][] => {
  const left = size.width >= 120 ? 50 : size.width >= 97 ? 44 : 36;
  const right = size.width - left;
  const { spacious, compact } = ladderHeights(play);
  const dials = measuredBy(play).length;
  const roomy = size.height - spacious - 2 >= 9;
  const wanted = Math.max(roomy ? spacious + 2 : Math.min(compact + 2, size.height - 8), size.height - dials - 2);
  // Where nobody fights there is no ladder, and what is measured takes its room.
  const ladder = ladderAt(play) < 0 ? 0 : wanted;
  const lights = lightsOf(play, 99).length;
  const lightRows = inside(right) >= 48 ? Math.ceil(lights / 2) : Math.min(lights, size.height >= 24 ? 5 : 3);
  const tracks = lights === 0 ? 0 : lightRows + 2;
  const orders = Math.max(6, Math.min(size.height >= 30 ? 9 : 7, Math.floor((size.height - tracks) / 2)));
  const column = (width: number, parts: readonly (readonly [PanelId, number])[]): PanelView[] =>
    parts.flatMap(([id, height]) => (height >= 3 ? [panelOf(play, board, id, { width, height })] : []));
  return [
    column(left, [
      ['situation', size.height - ladder],
      ['ladder', ladder],
    ]),
    column(right, [
      ['orders', orders],
      ['tracks', tracks],
      ['feed', size.height - orders - tracks],
    ]),
  ];
};

/** A narrow window: the panel with the keys, and below the orders what they are about. */
const stackOf = (play: Play, board: Board, { width, height }: Place): PanelView[] => {
  const alone = board.focus !== 'orders' || height < 10;
  const upper = alone ? height : 6;
  const below: PanelId = 'situation';
  const first = panelOf(play, board, board.focus, { width, height: upper });
  return alone ? [first] : [first, panelOf(play, board, below, { width, height: height - upper })];
};

const tabsLine = (board: Board, width: number): Line =>
  sized(
    PANELS.flatMap((id, at) => {
      const text = ` ${board.focus === id ? '▸' : ''}${at + 1} ${TITLES[id]} `;
      return [board.focus === id ? span(text, { bold: true, inverse: true }) : dim(text)];
    }),
    width,
  );

/** What to do now, when there is nothing else to say. */
const standing = (session: Session, play: Play): Line => {
  const { board } = session;
  if (session.unsaved !== undefined) return [span('The game is not on disk. s saves it elsewhere.', { tone: 'warn' })];
  if (isOver(play)) return [span('The game is over. Enter shows how it ended.')];
  if (!isSeat(play.view.viewer)) return [span('Enter plays the next step, n the turn, a to the end.')];
  if (board.focus === 'situation') return situationHint(measuredBy(play)[board.cursors.situation]);
  if (board.focus === 'ladder' || board.focus === 'tracks') return trackHint(play, board);
  return isMyTurn(play) ? ordersHint(play) : [span('Waiting for the other seats.')];
};

const trackHint = (play: Play, board: Board): Line => {
  const game = gameOf(play);
  const ladder = ladderAt(play);
  const lights = lightsOf(play, 99);
  const track = board.focus === 'ladder' ? ladder : (lights[board.cursors.tracks]?.track ?? -1);
  if (track < 0) return [];
  const phase = game.tracks[track]!.phases[picture(play).facts.phases[track]!]!;
  return [bold(phase.label), span(`: ${plainText(phase.text)}`)];
};

export const isCramped = ({ columns, rows }: Session['size']): boolean => columns < 78 || rows < 22;

export const boardPage = (session: Session, play: Play): Page => {
  const { size, board } = session;
  const width = size.columns;
  const cramped = isCramped(size);
  const foot = cramped ? [tabsLine(board, width)] : [lastRollLine(play, width), timeStrip(play, width)];
  const place = { width, height: bodyHeight(size, foot.length) };
  const columns = cramped ? [stackOf(play, board, place)] : columnsOf(play, board, place);
  const body = board.zoomed ? [[panelOf(play, board, board.focus, place)]] : columns;
  return {
    header: headerLine(play, width),
    body,
    foot,
    notice: noticeLine(session.notice, standing(session, play), width),
    keys: keyBar(contextOf(session), width, session.ascii),
  };
};
