import type { Game } from '../program/game.js';
import type { World } from '../program/world.js';

/** How a game went, by each seat's own goals. Never one number for all: seats want different things. */

interface GoalScore {
  readonly id: string;
  readonly label: string;
  readonly weight: number;
  /** 0 to 100. */
  readonly score: number;
}

export interface SeatScore {
  readonly seat: string;
  readonly goals: readonly GoalScore[];
  /** Weighted mean of the goals, 0 to 100. */
  readonly total: number;
}

interface Scores {
  readonly seats: readonly SeatScore[];
  readonly measures: readonly { readonly id: string; readonly label: string; readonly value: number }[];
  /** The ending leaves no scores: only the measures of the process are shown. */
  readonly replaced: boolean;
}

const clamp = (score: number): number => (Number.isFinite(score) ? Math.min(Math.max(score, 0), 100) : 0);

/** Scores of a game that is over, from the truth. */
export const scoresOf = (game: Game, world: World): Scores => ({
  seats: game.actors.map((actor) => {
    const goals = actor.goals.map(({ id, label, weight, score }) => ({
      id,
      label,
      weight,
      score: clamp(score.value(world)),
    }));
    const weights = goals.reduce((sum, goal) => sum + goal.weight, 0);
    const total = weights === 0 ? 0 : goals.reduce((sum, goal) => sum + goal.weight * goal.score, 0) / weights;
    return { seat: actor.id, goals, total };
  }),
  measures: game.measures.map(({ id, label, value }) => ({ id, label, value: value.value(world) })),
  replaced: game.endings[world.ending]?.replacesScores ?? false,
});
