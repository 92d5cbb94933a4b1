import { isSeat } from '../core/seat/observe.js';
import { type Intent, intentOf, isTyped, type Key } from './keys.js';
import { isOver, type Running } from './play.js';
import {
  type Board,
  contextOf,
  type Message,
  moveCursor,
  PANELS,
  type PanelId,
  type Popup,
  pageOf,
  type Screen,
  type Session,
  type Subject,
  say,
  show,
} from './session.js';
import { inLearn } from './update-learn.js';
import { inOpening, inSaves, inScenarios, inSeed, inSetup, pasted, typed } from './update-opening.js';
import { askSeal, deskOn, inAuthority, inDesk, inFirebreak, inReply, inSeal, removeDraft } from './update-orders.js';
import { reveals, takesGame, takesSeat, watches } from './update-table.js';
import { lastRoll } from './view/board.js';
import { briefingDoc } from './view/briefing.js';
import { endingDoc } from './view/ending.js';
import { measuredSubject } from './view/explain.js';
import { feedItems } from './view/feed.js';
import { ladderAt, ladderHeights, lightsOf } from './view/ladder.js';
import { isMyTurn, orderRows } from './view/orders.js';
import { inside } from './view/page.js';
import { modalRoom, popupDoc } from './view/popups.js';
import { revealItems } from './view/reveal.js';
import { measuredBy } from './view/situation.js';

/** All behaviour of the screens: the state after a message. Pure; what touches the world is a request to the shell. */
export const update = (session: Session, message: Message): Session => {
  switch (message.is) {
    case 'key':
      return onKey(session, message.key);
    case 'paste':
      return onPaste(session, message.text);
    case 'size':
      return { ...session, size: message.size };
    case 'calm':
      return session.leaving ? { ...session, leaving: false, notice: undefined } : session;
    case 'offer':
      return offered(session, message);
    case 'card':
      return { ...session, cards: [...session.cards, message.card], unread: session.unread - 1 };
    case 'concepts':
      return { ...session, concepts: message.concepts, request: undefined };
    case 'begun':
      return takesGame(session, message.begun);
    case 'refused':
      return say({ ...session, request: undefined }, message.sentence, 'bad');
    case 'unsaved':
      return unsaved(session, message.sentence);
    case 'saved':
      return saved(session, message.file, message.resumeCommand);
    case 'taken':
      return { ...session, request: undefined };
  }
};

const offered = (session: Session, { saves, seed }: Message & { is: 'offer' }): Session => {
  const { screen } = session;
  const refreshed = { ...session, saves, seed, request: undefined };
  return screen.is === 'setup' ? { ...refreshed, screen: { ...screen, seed } } : refreshed;
};

const unsaved = (session: Session, sentence: string): Session => ({
  ...session,
  request: undefined,
  unsaved: sentence,
  popup: { is: 'elsewhere', field: session.play?.file ?? '' },
});

const saved = (session: Session, file: string, resumeCommand: string): Session => {
  const play = session.play && { ...session.play, file, resumeCommand };
  return say({ ...session, play, unsaved: undefined, request: undefined, popup: undefined }, `Saved: ${file}`);
};

// --- keys --------------------------------------------------------------------------------------------------------

const onKey = (session: Session, key: Key): Session => {
  if (key === 'ctrl+c') return interrupted(session);
  const fresh: Session = { ...session, notice: undefined, leaving: false };
  const context = contextOf(session);
  const intent = intentOf(context, key);
  if (context === 'seed' && session.screen.is === 'setup') return inSeed(fresh, session.screen, intent, key);
  if (session.popup) return inPopup(fresh, session.popup, intent, key);
  if (intent === undefined) return fresh;
  if (intent === 'help') return { ...fresh, popup: { is: 'help', of: context, scroll: 0 } };
  if (intent === 'save' && session.play) return { ...fresh, popup: { is: 'elsewhere', field: session.play.file } };
  if (intent === 'quit') return quits(fresh, session.leaving);
  return onScreen(fresh, session.screen, intent);
};

/** Ctrl+C steps out of what is open, and leaves when it is pressed again. */
const interrupted = (session: Session): Session => {
  if (session.leaving) return { ...session, request: { is: 'quit', code: 130 } };
  const { screen } = session;
  const closed = screen.is === 'setup' ? { ...screen, seed: screen.before ?? screen.seed, before: undefined } : screen;
  return say({ ...session, screen: closed, popup: undefined, leaving: true }, 'Ctrl+C again leaves.', 'warn');
};

/** Leaving loses nothing that was sealed and saved; what would be lost is said first. */
const quits = (session: Session, again: boolean): Session => {
  const { play } = session;
  const lost =
    session.unsaved !== undefined
      ? 'The game is not on disk; q again leaves without it, s saves it elsewhere.'
      : play !== undefined && play.drafts.length > 0
        ? 'Orders are drafted and not sealed; q again leaves without them.'
        : undefined;
  if (lost === undefined || again) return { ...session, request: { is: 'quit', code: 0 } };
  return say({ ...session, leaving: true }, lost, 'warn');
};

const onPaste = (session: Session, text: string): Session => {
  const { screen, popup } = session;
  if (popup?.is === 'authority' || popup?.is === 'elsewhere')
    return { ...session, popup: { ...popup, field: pasted(popup.field, text) } };
  if (screen.is === 'setup' && screen.before !== undefined && popup === undefined)
    return { ...session, screen: { ...screen, seed: pasted(screen.seed, text) } };
  return session;
};

const onScreen = (session: Session, screen: Screen, intent: Intent): Session => {
  switch (screen.is) {
    case 'opening':
      return inOpening(session, screen, intent);
    case 'scenarios':
      return inScenarios(session, screen, intent);
    case 'setup':
      return inSetup(session, screen, intent);
    case 'saves':
      return inSaves(session, screen, intent);
    case 'learn':
      return inLearn(session, screen, intent);
    default:
      return session.play === undefined ? session : inGame(session, session.play, screen, intent);
  }
};

const inGame = (session: Session, play: Running, screen: Screen, intent: Intent): Session => {
  switch (screen.is) {
    case 'briefing':
      return inBriefing(session, play, screen, intent);
    case 'handover':
      return intent === 'open' ? takesSeat(session, play) : session;
    case 'board':
      return !isSeat(play.view.viewer) ? inWatching(session, play, intent) : inBoard(session, play, intent);
    case 'desk':
      return inDesk(session, play, screen, intent);
    case 'reveal':
      return inReveal(session, play, screen, intent);
    case 'ending':
      return inEnding(session, play, screen, intent);
    default:
      return session;
  }
};

// --- texts that scroll -------------------------------------------------------------------------------------------

const scrolled = (scroll: number, lines: number, height: number, intent: Intent): number =>
  moveCursor(
    Math.min(scroll, Math.max(0, lines - height)),
    Math.max(0, lines - height) + 1,
    intent,
    Math.max(1, height - 1),
  );

const inBriefing = (session: Session, play: Running, screen: Screen & { is: 'briefing' }, intent: Intent): Session => {
  if (intent === 'open' || intent === 'back') return reveals(session, play);
  const lines = briefingDoc(play, inside(session.size.columns)).length;
  return show(session, { ...screen, scroll: scrolled(screen.scroll, lines, session.size.rows - 5, intent) });
};

const inEnding = (session: Session, play: Running, screen: Screen & { is: 'ending' }, intent: Intent): Session => {
  if (intent === 'open')
    return { ...show(session, { is: 'opening', cursor: 0 }), play: undefined, request: { is: 'refresh' } };
  if (intent === 'reveal') return lastTurn(session, play);
  const lines = endingDoc(play, session, inside(session.size.columns)).length;
  return show(session, { ...screen, scroll: scrolled(screen.scroll, lines, session.size.rows - 5, intent) });
};

// --- on top of a screen ------------------------------------------------------------------------------------------

const inPopup = (session: Session, popup: Popup, intent: Intent | undefined, key: Key): Session => {
  if (popup.is === 'elsewhere') return inElsewhere(session, popup, intent, key);
  const { play } = session;
  if (popup.is === 'authority' && play) return inAuthority(session, play, popup, intent, key);
  if (intent === undefined) return session;
  switch (popup.is) {
    case 'help':
    case 'explain': {
      if (intent === 'back') return { ...session, popup: undefined };
      const lines = popupDoc(session, popup).length;
      const scroll = scrolled(popup.scroll, lines, modalRoom(session.size).height - 2, intent);
      return { ...session, popup: { ...popup, scroll } };
    }
    case 'firebreak':
      return inFirebreak(session, popup, intent);
    case 'reply':
      return play ? inReply(session, play, popup, intent) : session;
    case 'seal':
      return play ? inSeal(session, play, intent) : session;
    case 'authority':
      return session;
  }
};

const inElsewhere = (
  session: Session,
  popup: Popup & { is: 'elsewhere' },
  intent: Intent | undefined,
  key: Key,
): Session => {
  if (intent === 'back') return { ...session, popup: undefined };
  if (intent !== 'accept')
    return isTyped(key) || key === 'backspace'
      ? { ...session, popup: { ...popup, field: typed(popup.field, key) } }
      : session;
  const file = popup.field.trim();
  return file === ''
    ? say(session, 'Type the name of a file.', 'warn')
    : { ...session, request: { is: 'save-as', file } };
};

const explaining = (session: Session, about: Subject | undefined): Session =>
  about === undefined
    ? say(session, 'There is nothing to explain yet: no die has been thrown where you could see it.')
    : { ...session, popup: { is: 'explain', about, scroll: 0 } };

// --- the board ---------------------------------------------------------------------------------------------------

/** How long the list of a panel is. */
const countOf = (play: Running, panel: PanelId): number => {
  switch (panel) {
    case 'situation':
      return measuredBy(play).length;
    case 'ladder':
      return ladderHeights(play).compact;
    case 'orders':
      return orderRows(play);
    case 'tracks':
      return lightsOf(play, 99).length;
    case 'feed':
      return feedItems(play).length;
  }
};

const focused = (session: Session, focus: PanelId): Session => ({ ...session, board: { ...session.board, focus } });

const neighbour = ({ focus }: Board, step: number): PanelId =>
  PANELS[(PANELS.indexOf(focus) + step + PANELS.length) % PANELS.length]!;

/** What the cursor of the board points at, for an explanation. */
const subjectOf = (session: Session, play: Running): Subject | undefined => {
  const { focus, cursors } = session.board;
  if (focus === 'situation') return measuredSubject(play, cursors.situation);
  if (focus === 'ladder') return ladderAt(play) < 0 ? undefined : { is: 'track', track: ladderAt(play) };
  if (focus === 'tracks') {
    const light = lightsOf(play, 99)[cursors.tracks];
    return light && { is: 'track', track: light.track };
  }
  const item = focus === 'feed' ? feedItems(play)[cursors.feed] : lastRoll(play);
  const draft = focus === 'orders' ? play.drafts[cursors.orders] : undefined;
  if (draft) return { is: 'action', action: draft.action };
  return item && { is: 'item', at: item.at };
};

/** Moving about on the board: the same for players and spectators. */
const moving = (session: Session, play: Running, intent: Intent): Session => {
  const { board } = session;
  switch (intent) {
    case 'next-panel':
      return focused(session, neighbour(board, 1));
    case 'previous-panel':
      return focused(session, neighbour(board, -1));
    case 'panel-1':
    case 'panel-2':
    case 'panel-3':
    case 'panel-4':
    case 'panel-5':
      return focused(session, PANELS[Number(intent.at(-1)) - 1]!);
    case 'zoom':
      return { ...session, board: { ...board, zoomed: !board.zoomed } };
    case 'explain':
      return explaining(session, subjectOf(session, play));
    case 'role':
      return show(session, { is: 'briefing', scroll: 0 });
    default: {
      const count = countOf(play, board.focus);
      const cursor = moveCursor(Math.min(board.cursors[board.focus], count), count, intent, 5);
      return { ...session, board: { ...board, cursors: { ...board.cursors, [board.focus]: cursor } } };
    }
  }
};

const inBoard = (session: Session, play: Running, intent: Intent): Session => {
  const { focus, cursors } = session.board;
  switch (intent) {
    case 'open':
      if (isOver(play)) return show(session, { is: 'ending', scroll: 0 });
      if (focus !== 'orders') return explaining(session, subjectOf(session, play));
      return isMyTurn(play) ? show(session, deskOn(play, cursors.orders)) : session;
    case 'orders':
      return isMyTurn(play) ? show(session, deskOn(play, cursors.orders)) : session;
    case 'commit':
      return isMyTurn(play) ? askSeal(session, play) : session;
    case 'remove':
      return focus === 'orders' ? removeDraft(session, play, cursors.orders) : session;
    case 'reveal':
      return lastTurn(session, play);
    default:
      return moving(session, play, intent);
  }
};

const inWatching = (session: Session, play: Running, intent: Intent): Session => {
  if (intent === 'open') return watches(session, play, 'step');
  if (intent === 'turn') return watches(session, play, 'turn');
  if (intent === 'all') return watches(session, play, 'end');
  return moving(session, play, intent);
};

// --- what happened -----------------------------------------------------------------------------------------------

/** Steps once more through what followed the last sealed orders that the viewer saw. */
const lastTurn = (session: Session, play: Running): Session => {
  const { events, picture } = play.view;
  const turn = isOver(play) ? picture.facts.turn : picture.facts.turn - 1;
  const from = events.findIndex((event) => event.turn >= turn && event.is !== 'turn-began' && event.is !== 'moved');
  if (turn < 1 || from < 0 || revealItems(play, from).length === 0) return say(session, 'Nothing has happened yet.');
  return show(session, { is: 'reveal', from, cursor: 0, all: false });
};

const inReveal = (session: Session, play: Running, screen: Screen & { is: 'reveal' }, intent: Intent): Session => {
  const items = revealItems(play, screen.from);
  const last = screen.cursor >= items.length - 1;
  const leave: Screen = isOver(play) ? { is: 'ending', scroll: 0 } : { is: 'board' };
  switch (intent) {
    case 'open':
    case 'right':
      return last ? show(session, leave) : show(session, { ...screen, cursor: screen.cursor + 1 });
    case 'left':
      return show(session, { ...screen, cursor: Math.max(0, screen.cursor - 1) });
    case 'all':
      return show(session, { ...screen, all: true, cursor: Math.max(0, items.length - 1) });
    case 'back':
      return show(session, leave);
    case 'explain': {
      const item = items[screen.cursor];
      return explaining(session, item && { is: 'item', at: item.at });
    }
    default:
      return show(session, {
        ...screen,
        cursor: moveCursor(screen.cursor, items.length, intent, pageOf(session.size)),
      });
  }
};
