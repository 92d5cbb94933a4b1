import type { Intent } from './keys.js';
import { type Screen, type Session, show } from './session.js';
import { MENU, moved } from './update-opening.js';
import { conceptDoc, conceptRoom } from './view/learn.js';

/** The cards of the concepts: one goes up and down the list, and reads on in a card that is longer than the window. */
export const inLearn = (session: Session, screen: Screen & { is: 'learn' }, intent: Intent): Session => {
  if (intent === 'back') return show(session, { is: 'opening', cursor: MENU.indexOf('learn') });
  if (intent === 'right' || intent === 'left')
    return show(session, { ...screen, scroll: turnedPage(session, screen, intent) });
  const cursor = moved(session, screen.cursor, session.concepts.length, intent);
  return show(session, { ...screen, cursor, scroll: cursor === screen.cursor ? screen.scroll : 0 });
};

const turnedPage = (session: Session, screen: Screen & { is: 'learn' }, intent: 'left' | 'right'): number => {
  const room = conceptRoom(session);
  const most = Math.max(0, conceptDoc(session, screen.cursor).length - room);
  const step = Math.max(1, room - 1) * (intent === 'right' ? 1 : -1);
  return Math.max(0, Math.min(screen.scroll + step, most));
};
