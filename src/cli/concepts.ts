import { bundledGames, type Card, cardParagraphs, cardsOf, showingText } from '../report/concepts.js';
import { bundledConcepts } from '../scenario/library.js';
import { commandLine } from './called.js';
import { EXIT, noSuch } from './errors.js';
import { folded, say, wrap, wrapIndented } from './output.js';

/** The concept cards, on the command line. */

const WIDTH = 96;

const SHOWN_BY = 'Shown by';

/** Lists the cards, or shows one with the scenarios that show it. */
export const concepts = (id: string | undefined, json: boolean): number => {
  if (id === undefined && !json) {
    list();
    return EXIT.done;
  }
  const cards = cardsOf(bundledGames());
  const known = cards.map((candidate) => candidate.id);
  const card = cards.find((candidate) => candidate.id === id);
  if (id !== undefined && card === undefined)
    throw noSuch('concept', id, known, ` \`${commandLine('concepts')}\` lists them.`);
  if (json) say(JSON.stringify(card ?? cards, undefined, 2));
  else if (card) for (const line of cardLines(card)) say(line);
  return EXIT.done;
};

/** The list needs no scenario, so it comes at once. */
const list = (): void => {
  const cards = bundledConcepts();
  const width = Math.max(...cards.map(({ id }) => id.length));
  for (const line of folded(
    cards.map(({ id, name }) => `${id.padEnd(width)}  ${name}`),
    WIDTH,
  ))
    say(line);
  say(`\n${cards.length} concepts. \`${commandLine('concepts')} ID\` shows a card.`);
};

/** The paragraphs of a card; the scenarios that show it stand in a list, because they are many. */
const cardLines = (card: Card): string[] => [
  card.name,
  ...cardParagraphs(card)
    .filter(([label]) => label !== SHOWN_BY || card.shownBy.length === 0)
    .flatMap(([label, text]) => ['', ...wrap(label === '' ? text : `${label}: ${text}`, WIDTH)]),
  ...(card.shownBy.length === 0 ? [] : ['', `${SHOWN_BY}:`]),
  ...card.shownBy.flatMap((showing) => wrapIndented(showingText(showing), WIDTH, '    ', '  ')),
];
