import type { Order } from '../core/program/world.js';
import { isSeat } from '../core/seat/observe.js';
import { counted } from '../core/text.js';
import { checkOrdersBy, IllegalMove } from '../core/turn/orders.js';
import { type Option, optionsOf } from './choices.js';
import type { Intent, Key } from './keys.js';
import { type Draft, gameOf, type Running, withMove } from './play.js';
import { moveCursor, type Popup, pageOf, type Screen, type Session, say, show, withPlay } from './session.js';
import { typed } from './update-opening.js';
import { turnsTable } from './update-table.js';

/** Giving orders: choosing, conditions, firebreaks, sealing. */

const withDrafts = (session: Session, play: Running, drafts: readonly Draft[]): Session =>
  withPlay({ ...session, popup: undefined }, { ...play, drafts });

const takenBack = (session: Session, play: Running, action: number): Session => {
  const { label } = gameOf(play).actions[action]!;
  const left = play.drafts.filter((draft) => draft.action !== action);
  return say(withDrafts(session, play, left), `Taken back: ${label}.`);
};

const drafted = (session: Session, play: Running, draft: Draft): Session => {
  const { label } = gameOf(play).actions[draft.action]!;
  const added = withDrafts(session, play, [...play.drafts, draft]);
  return say(added, `Ordered: ${label}. Nothing is final until c seals it.`);
};

/** Adds an order, asking first where it can cross a firebreak. */
const choose = (session: Session, play: Running, action: number, replyTo: number): Session => {
  if (gameOf(play).actions[action]!.firebreak) return { ...session, popup: { is: 'firebreak', action, replyTo } };
  return drafted(session, play, { action, order: orderOf(play, action, replyTo) });
};

const orderOf = (play: Running, action: number, replyTo: number): Order => {
  const game = gameOf(play);
  const { id, firebreak } = game.actions[action]!;
  return {
    action: id,
    ...(replyTo >= 0 ? { replyTo: game.events[replyTo]!.id } : {}),
    ...(firebreak ? { confirmed: true } : {}),
  };
};

const toggled = (session: Session, play: Running, option: Option): Session => {
  if (option.chosen) return takenBack(session, play, option.action);
  if (option.open) return choose(session, play, option.action, -1);
  if (option.conditional) return { ...session, popup: { is: 'reply', action: option.action, cursor: 0 } };
  return say(session, `${gameOf(play).actions[option.action]!.label} cannot be ordered now: ${option.reason}.`, 'warn');
};

const conditional = (session: Session, play: Running, option: Option): Session => {
  const action = gameOf(play).actions[option.action]!;
  if (option.chosen) return say(session, 'Take it back first (d), then order it on a condition.');
  if (action.replies.length === 0) return say(session, `${action.label} cannot wait for anything.`);
  if (option.conditional) return { ...session, popup: { is: 'reply', action: option.action, cursor: 0 } };
  const most = gameOf(play).conditionalOrders;
  return say(session, `At most ${counted(most, 'conditional order')} a turn, within your points.`, 'warn');
};

export const inDesk = (session: Session, play: Running, screen: Screen & { is: 'desk' }, intent: Intent): Session => {
  const options = optionsOf(play);
  const option = options[screen.cursor];
  switch (intent) {
    case 'back':
      return show(session, { is: 'board' });
    case 'commit':
      return askSeal(session, play);
    case 'open':
      return option ? toggled(session, play, option) : session;
    case 'condition':
      return option ? conditional(session, play, option) : session;
    case 'remove':
      return option?.chosen ? takenBack(session, play, option.action) : session;
    case 'explain':
      return option
        ? { ...session, popup: { is: 'explain', about: { is: 'action', action: option.action }, scroll: 0 } }
        : session;
    default:
      return show(session, {
        ...screen,
        cursor: moveCursor(screen.cursor, options.length, intent, pageOf(session.size)),
      });
  }
};

/** Takes back the order under the cursor of the board's list. */
export const removeDraft = (session: Session, play: Running, at: number): Session => {
  const draft = play.drafts[at];
  return draft ? takenBack(session, play, draft.action) : session;
};

export const inReply = (session: Session, play: Running, popup: Popup & { is: 'reply' }, intent: Intent): Session => {
  const { replies } = gameOf(play).actions[popup.action]!;
  if (intent === 'back') return { ...session, popup: undefined };
  if (intent === 'open') return choose({ ...session, popup: undefined }, play, popup.action, replies[popup.cursor]!);
  const cursor = moveCursor(popup.cursor, replies.length, intent, pageOf(session.size));
  return { ...session, popup: { ...popup, cursor } };
};

export const inFirebreak = (session: Session, popup: Popup & { is: 'firebreak' }, intent: Intent): Session => {
  if (intent === 'accept') return { ...session, popup: { ...popup, is: 'authority', field: '' } };
  return intent === 'back' ? say({ ...session, popup: undefined }, 'The order was not given.') : session;
};

export const inAuthority = (
  session: Session,
  play: Running,
  popup: Popup & { is: 'authority' },
  intent: Intent | undefined,
  key: Key,
): Session => {
  if (intent === 'back') return say({ ...session, popup: undefined }, 'The order was not given.');
  if (intent !== 'accept') return { ...session, popup: { ...popup, field: typed(popup.field, key) } };
  const authority = popup.field.trim();
  if (authority === '') return say(session, 'Type who answers for it; without a name the order is not given.', 'warn');
  const { action, replyTo } = popup;
  return drafted(session, play, { action, order: { ...orderOf(play, action, replyTo), authority } });
};

export const askSeal = (session: Session, play: Running): Session =>
  !isSeat(play.view.viewer) ? session : { ...session, popup: { is: 'seal' } };

/** Seals the drafted orders and plays on. What the rules refuse, by what the seat sees, comes back as a sentence. */
const sealed = (session: Session, play: Running): Session => {
  const { viewer } = play.view;
  if (!isSeat(viewer)) return session;
  const seat = gameOf(play).actors[viewer]!.id;
  const orders = play.drafts.map(({ order }) => order);
  try {
    checkOrdersBy(gameOf(play), play.view.picture, viewer, orders);
    return turnsTable(session, { ...withMove(play, { is: 'orders', seat, orders }), drafts: [] });
  } catch (error) {
    if (error instanceof IllegalMove) return say({ ...session, popup: undefined }, error.message, 'bad');
    throw error;
  }
};

export const inSeal = (session: Session, play: Running, intent: Intent): Session => {
  if (intent === 'accept') return sealed(session, play);
  return intent === 'back' ? { ...session, popup: undefined } : session;
};

/** Whether an action of this round is drafted, for the cursor that opens the desk on it. */
export const deskOn = (play: Running, at: number): Screen => {
  const draft = play.drafts[at];
  const cursor = draft === undefined ? 0 : optionsOf(play).findIndex(({ action }) => action === draft.action);
  return { is: 'desk', cursor: Math.max(0, cursor) };
};
