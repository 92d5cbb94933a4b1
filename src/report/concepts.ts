import type { Concept, Game } from '../core/program/game.js';
import { lessonsOf } from '../core/program/teaching.js';
import { bundledConcepts, bundledIds, loadScenario } from '../scenario/library.js';
import { table } from './markdown.js';

/** The library of concepts with the scenarios that show each. */

/** Where a scenario shows a concept. */
interface Showing {
  readonly scenario: string;
  readonly title: string;
  /** Labels of its actions and triggers, each once. */
  readonly actions: readonly string[];
  readonly triggers: readonly string[];
  readonly questions: readonly string[];
}

/** A concept with the scenarios that show it. */
export interface Card extends Concept {
  readonly shownBy: readonly Showing[];
}

/** The bundled scenarios, in order of id. */
export const bundledGames = (): Game[] => bundledIds().map((id) => loadScenario(id).game);

const showingOf = (game: Game, concept: string): Showing[] => {
  const lessons = lessonsOf(game).filter((lesson) => lesson.concept === concept);
  if (lessons.length === 0) return [];
  const labels = (is: 'action' | 'trigger' | 'question'): string[] => [
    ...new Set(lessons.filter((lesson) => lesson.is === is).map(({ label }) => label)),
  ];
  const { id: scenario, title } = game;
  return [{ scenario, title, actions: labels('action'), triggers: labels('trigger'), questions: labels('question') }];
};

/** The cards of the library in order, then those that scenarios bring themselves. */
export const cardsOf = (games: readonly Game[], library: readonly Concept[] = bundledConcepts()): Card[] => {
  const known = new Set(library.map(({ id }) => id));
  const own = new Map(
    games.flatMap((game) =>
      game.concepts.flatMap((card) => ('idea' in card && !known.has(card.id) ? [[card.id, card] as const] : [])),
    ),
  );
  return [...library, ...own.values()].map((concept) => ({
    ...concept,
    shownBy: games.flatMap((game) => showingOf(game, concept.id)),
  }));
};

/** `the-tree (orders: Send the display home; happenings: The fighting dies down)`. */
export const showingText = ({ scenario, actions, triggers, questions }: Showing): string => {
  const parts = [
    ...(actions.length > 0 ? [`orders: ${actions.join(', ')}`] : []),
    ...(triggers.length > 0 ? [`happenings: ${triggers.join(', ')}`] : []),
    ...(questions.length > 0 ? ['a question of the debrief'] : []),
  ];
  return `${scenario} (${parts.join('; ')})`;
};

/** A card as labelled paragraphs, for a terminal to wrap. */
export const cardParagraphs = (card: Card): readonly (readonly [label: string, text: string])[] => [
  ['', card.idea],
  ['From', card.origin],
  ['Look for', card.lookFor],
  ['Ask', card.ask],
  ['Shown by', card.shownBy.length === 0 ? 'no bundled scenario' : card.shownBy.map(showingText).join('; ')],
];

/** The page of the manual, as Markdown. */
export const conceptsPage = (games: readonly Game[] = bundledGames()): string => {
  const cards = cardsOf(games);
  const rows = cards.map(({ id, name, shownBy }) => [
    `[${name}](#${id})`,
    `\`${id}\``,
    shownBy.map(({ scenario }) => scenario).join(', ') || '–',
  ]);
  return `${[
    '# Concepts',
    'The ideas that the scenarios teach. Actions, triggers, outcomes and questions of the debrief refer to them by id (`teaches: [tripwire]`); `firebreak concepts ID` shows a card in the terminal. This page is generated.',
    table(['concept', 'id', 'scenarios'], rows),
    ...cards.map(cardSection),
  ].join('\n\n')}\n`;
};

const cardSection = ({ id, name, idea, origin, lookFor, ask, shownBy }: Card): string =>
  [
    `<a id="${id}"></a>`,
    `## ${name}`,
    idea.trim(),
    `*From:* ${origin}`,
    `*Look for:* ${lookFor}`,
    `*Ask:* ${ask}`,
    `*Shown by:* ${shownBy.map(showingText).join('; ') || 'no bundled scenario yet'}`,
  ].join('\n\n');
