import { didYouMean } from '../core/orders.js';
import { bundledGames, type Card, cardParagraphs, cardsOf } from '../report/concepts.js';
import { bundledConcepts } from '../scenario/library.js';
import { CommandError, EXIT } from './errors.js';
import { say, wrap } from './output.js';

/** The concept cards, on the command line. */

const WIDTH = 96;

/** Lists the cards, or shows one with the scenarios that show it. */
export const concepts = (id: string | undefined, json: boolean): number => {
  if (id === undefined && !json) {
    list();
    return EXIT.done;
  }
  const cards = cardsOf(bundledGames());
  const card = cards.find((candidate) => candidate.id === id);
  if (id !== undefined && card === undefined)
    throw new CommandError(
      EXIT.usage,
      `There is no concept "${id}".${
        didYouMean(
          id,
          cards.map((known) => known.id),
        ) || ' `firebreak concepts` lists them.'
      }`,
    );
  if (json) say(JSON.stringify(card ?? cards, undefined, 2));
  else if (card) for (const line of cardLines(card)) say(line);
  return EXIT.done;
};

/** The list needs no scenario, so it comes at once. */
const list = (): void => {
  const cards = bundledConcepts();
  const width = Math.max(...cards.map(({ id }) => id.length));
  for (const { id, name } of cards) say(`${id.padEnd(width)}  ${name}`);
  say(`\n${cards.length} concepts. \`firebreak concepts ID\` shows a card.`);
};

const cardLines = (card: Card): string[] => [
  card.name,
  ...cardParagraphs(card).flatMap(([label, text]) => ['', ...wrap(label === '' ? text : `${label}: ${text}`, WIDTH)]),
];
