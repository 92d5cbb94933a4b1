import { plainText } from '../../core/text.js';
import { dim, type Line, paragraph, sized, span } from '../line.js';
import type { Screen, Session } from '../session.js';
import { shownCard } from '../update-opening.js';
import { listAndCard, type Place, page, places, widthFor } from './opening.js';
import { blocks, inside, listed, type Page, type PanelView, panel, scrolling } from './page.js';

/** The concepts that the scenarios teach: a list, and the card of the one under the cursor. */

const namesOf = ({ concepts }: Session): string[] => concepts.map(({ name }) => plainText(name));

/** The longest names are cut: the card needs the room more. */
const wantedBy = (session: Session): number => Math.min(36, widthFor(namesOf(session)));

/** Lines that a card has room for. */
export const conceptRoom = (session: Session): number => places(session, wantedBy(session)).card.height - 2;

/** `From: Thomas C. Schelling …`, the label first. */
const labelled = (label: string, text: string, width: number): Line[] =>
  paragraph(`${label}: ${text}`, width).map(
    (row, at): Line =>
      at > 0 ? row : row.flatMap(({ text: whole }) => [dim(`${label}:`), span(whole.slice(label.length + 1))]),
  );

/** The card of a concept, and the scenarios that speak of it most, as far as they have been read. */
export const conceptDoc = (session: Session, at: number): Line[] => {
  const concept = session.concepts[at];
  if (concept === undefined) return [];
  const width = inside(places(session, wantedBy(session)).card.width);
  const shownBy = session.cards.filter(({ teaches }) => teaches.includes(concept.name));
  const titles = shownBy.map((card) => shownCard(session, card).title).join(' · ');
  return blocks(
    [...paragraph(concept.name, width, { bold: true }), ...paragraph(concept.idea, width)],
    labelled('From', concept.origin, width),
    labelled('Look for', concept.lookFor, width),
    labelled('Ask', concept.ask, width),
    titles === '' ? [] : labelled('Above all in', `${titles}${session.unread > 0 ? ' …' : ''}`, width),
  );
};

export const learnPage = (session: Session, screen: Screen & { is: 'learn' }): Page => {
  const list = (place: Place): PanelView => {
    const { lines, note } = listed(namesOf(session), screen.cursor, place.height - 2, (name, at) => {
      const selected = at === screen.cursor;
      return sized([span(selected ? '▸ ' : '  ', { bold: true }), span(name, { bold: selected })], inside(place.width));
    });
    return panel({ title: 'Concepts', note, focused: true, ...place, lines });
  };
  const card = (place: Place): PanelView =>
    scrolling('', conceptDoc(session, screen.cursor), screen.scroll, place, false);
  const body = listAndCard(session, list, card, wantedBy(session));
  return page(session, 'learn', body, 'Orders and events name the concepts that they show; so does the end of a game.');
};
