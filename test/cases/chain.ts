import type { Game } from '../../src/core/program/game.js';
import { withWorld } from '../../src/core/program/world.js';
import { start } from '../../src/core/turn/play.js';
import { enumerate, oddsThat } from './play.js';

/** Absorbing Markov chains: the arithmetic that the played chains are compared with. */

export type Matrix = readonly (readonly number[])[];

/** The chain that a game's first track walks in one turn, asked of the engine phase by phase. */
export const chainOf = (game: Game): Matrix => {
  const { world } = start(game);
  const opening = enumerate(game, 0, world)[0]!.world;
  return game.tracks[0]!.phases.map((phase, from) => {
    if (phase.final) return game.tracks[0]!.phases.map((_, to) => (to === from ? 1 : 0));
    const after = enumerate(game, 1, withWorld(opening, { phases: [from] }));
    return game.tracks[0]!.phases.map((_, to) => oddsThat(after, ({ phases }) => phases[0] === to));
  });
};

/** Odds of each state after so many steps. */
export const afterSteps = (chain: Matrix, from: number, steps: number): number[] => {
  let odds = chain.map((_, state): number => (state === from ? 1 : 0));
  for (let step = 0; step < steps; step += 1)
    odds = chain.map((_, to) => odds.reduce((sum, here, state) => sum + here * chain[state]![to]!, 0));
  return odds;
};

/** Solves a·x = b by Gauss and Jordan, with pivoting. */
const solve = (a: Matrix, b: readonly number[]): number[] => {
  const rows = a.map((row, i) => [...row, b[i]!]);
  for (let column = 0; column < rows.length; column += 1) {
    const pivot = rows.reduce(
      (best, row, i) => (i >= column && Math.abs(row[column]!) > Math.abs(rows[best]![column]!) ? i : best),
      column,
    );
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const lead = rows[column]!;
    for (const [i, row] of rows.entries()) {
      if (i === column) continue;
      const times = row[column]! / lead[column]!;
      rows[i] = row.map((x, j) => x - times * lead[j]!);
    }
  }
  return rows.map((row, i) => row.at(-1)! / row[i]!);
};

export interface Absorption {
  /** Odds of ending in each state. */
  readonly ends: readonly number[];
  /** Expected visits to each state, the start included. */
  readonly visits: readonly number[];
  readonly visitDeviations: readonly number[];
  readonly meanSteps: number;
  readonly varianceOfSteps: number;
}

/** What an absorbing chain does from a state, exactly (Kemeny and Snell 1960, ch. 3). */
export const absorption = (chain: Matrix, from: number): Absorption => {
  const inner = chain.flatMap((row, state) => (row[state] === 1 ? [] : [state]));
  const minus = (x: number, y: number): number => (x === y ? 1 : 0) - chain[x]![y]!;
  const solveFor = (b: readonly number[]): number[] =>
    solve(
      inner.map((x) => inner.map((y) => minus(x, y))),
      b,
    );
  const visitsTo = inner.map((to) => solveFor(inner.map((state) => (state === to ? 1 : 0))));
  const steps = solveFor(inner.map(() => 1));
  const here = inner.indexOf(from);
  const squares = solveFor(steps.map((mean) => 2 * mean - 1));
  const byState = (f: (position: number) => number): number[] =>
    chain.map((_, state) => (inner.includes(state) ? f(inner.indexOf(state)) : 0));
  return {
    ends: chain.map((_, end) => (inner.includes(end) ? 0 : solveFor(inner.map((state) => chain[state]![end]!))[here]!)),
    visits: byState((to) => visitsTo[to]![here]!),
    visitDeviations: byState((to) => {
      const visits = visitsTo[to]![here]!;
      return Math.sqrt(visits * (2 * visitsTo[to]![to]! - 1) - visits ** 2);
    }),
    meanSteps: steps[here]!,
    varianceOfSteps: squares[here]! - steps[here]! ** 2,
  };
};
