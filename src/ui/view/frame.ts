import { plainText } from '../../core/text.js';
import { bold, dim, type Line, paragraph, span } from '../line.js';
import { gameOf, type Play } from '../play.js';
import { contextOf, isTooSmall, type Session, SMALLEST } from '../session.js';
import { seatTone } from '../theme.js';
import { boardPage } from './board.js';
import { briefingPage } from './briefing.js';
import { deskPage } from './desk.js';
import { endingPage } from './ending.js';
import { learnPage } from './learn.js';
import { openingPage, savesPage, scenariosPage } from './opening.js';
import { bodyHeight, inside, keyBar, noticeLine, type Page, panel, titleLine } from './page.js';
import { modalOf } from './popups.js';
import { revealPage } from './reveal.js';
import { setupPage } from './setup.js';

/** From the state of the screens to the screen. */

const handoverPage = (session: Session, play: Play, seat: number): Page => {
  const { size } = session;
  const actor = gameOf(play).actors[seat]!;
  const width = inside(size.columns);
  const height = bodyHeight(size);
  const text: Line[] = [
    [span('Pass the keyboard to', { dim: true })],
    [span(`${actor.mark} ${plainText(actor.name)}`, { tone: seatTone(seat), bold: true })],
    [],
    ...paragraph('Everybody else looks away. Enter shows what this seat may see.', width, { dim: true }),
  ];
  const above = Array.from({ length: Math.max(0, Math.floor((height - 2 - text.length) / 2)) }, (): Line => []);
  return {
    header: titleLine(plainText(gameOf(play).title), `turn ${play.view.picture.facts.turn}`, size.columns),
    body: [[panel({ title: 'Next seat', focused: true, width: size.columns, height, lines: [...above, ...text] })]],
    foot: [],
    notice: noticeLine(session.notice, [dim(`Waiting for ${plainText(actor.short)}.`)], size.columns),
    keys: keyBar('handover', size.columns, session.ascii),
  };
};

const screenPage = (session: Session): Page => {
  const { screen, play } = session;
  if (screen.is === 'opening') return openingPage(session, screen);
  if (screen.is === 'scenarios') return scenariosPage(session, screen);
  if (screen.is === 'setup') return setupPage(session, screen);
  if (screen.is === 'saves') return savesPage(session, screen);
  if (screen.is === 'learn') return learnPage(session, screen);
  if (play === undefined) return openingPage(session, { is: 'opening', cursor: 0 });
  switch (screen.is) {
    case 'briefing':
      return briefingPage(session, play, screen);
    case 'handover':
      return handoverPage(session, play, screen.seat);
    case 'board':
      return boardPage(session, play);
    case 'desk':
      return deskPage(session, play, screen);
    case 'reveal':
      return revealPage(session, play, screen);
    case 'ending':
      return endingPage(session, play, screen);
  }
};

/** The page to draw, with what lies on top of it and the keys that work now. */
export const frame = (session: Session): Page => {
  const page = screenPage(session);
  const modal = modalOf(session);
  if (modal === undefined) return page;
  const keys = keyBar(contextOf(session), session.size.columns, session.ascii);
  const notice = noticeLine(session.notice, [], session.size.columns);
  return { ...page, keys, notice, modal };
};

/** What stands on a window that is too small for a screen; undefined when it is not. */
export const tooSmallText = ({ size }: Session): Line | undefined =>
  isTooSmall(size)
    ? [bold(`needs ${SMALLEST.columns}×${SMALLEST.rows}`), span(`, have ${size.columns}×${size.rows}`)]
    : undefined;
