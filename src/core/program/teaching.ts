import type { Facts } from '../facts.js';
import type { Game } from './game.js';

/** What a game teaches, in the names of its concepts. */

/** The name on a concept's card; of one without a card, its id in plain words. */
export const conceptName = (game: Pick<Game, 'concepts'>, id: string): string =>
  game.concepts.find((card) => card.id === id)?.name ??
  id.replaceAll('-', ' ').replace(/^./, (first) => first.toUpperCase());

/** `Tripwire, Denial`; empty for none. */
export const conceptNames = (game: Pick<Game, 'concepts'>, ids: readonly string[] | undefined): string =>
  (ids ?? []).map((id) => conceptName(game, id)).join(', ');

const happened = (facts: Facts, event: number): boolean => event >= 0 && facts.eventCount[event]! > 0;

/** Ids of the concepts that showed themselves in a game so far: in orders carried out, outcomes, and what happened. */
export const conceptsShown = (game: Game, facts: Facts): string[] => {
  const from = [...game.actions, ...game.triggers].flatMap((item) => [
    ...(happened(facts, item.event) ? item.teaches : []),
    ...(game.dice[item.die]?.outcomes ?? []).flatMap((outcome) =>
      happened(facts, outcome.event) ? (outcome.teaches ?? []) : [],
    ),
  ]);
  return [...new Set(from)];
};

/** Every place of a scenario that teaches something, with the concept. */
interface Lesson {
  readonly concept: string;
  readonly is: 'action' | 'trigger' | 'question';
  readonly label: string;
}

/** What a scenario teaches and where: its actions and triggers (with their outcomes), and the questions of its debrief. */
export const lessonsOf = (game: Pick<Game, 'actions' | 'triggers' | 'dice' | 'debrief'>): Lesson[] => [
  ...(['actions', 'triggers'] as const).flatMap((list) =>
    game[list].flatMap(({ label, teaches, die }) =>
      [...teaches, ...(game.dice[die]?.outcomes ?? []).flatMap((outcome) => outcome.teaches ?? [])].map(
        (concept): Lesson => ({ concept, is: list === 'actions' ? 'action' : 'trigger', label }),
      ),
    ),
  ),
  ...game.debrief.questions.map(({ concept, ask }): Lesson => ({ concept, is: 'question', label: ask })),
];
