import { oddsOf } from '../core/chance/odds.js';
import type { Chart } from '../core/chart/statechart.js';
import type { Facts } from '../core/facts.js';
import type { Condition } from '../core/language/expression.js';
import type { Game } from '../core/program/game.js';
import { CLOCK_RAN_OUT, type MutableWorld, type SealedOrder, type World } from '../core/program/world.js';
import { mayOrder, mayReply } from '../core/turn/orders.js';

/** What happened in the games of an exploration, and what never did: counts by position in the game's lists. */

/** How often something came about, and in how many games. */
export interface Tally {
  times: number;
  games: number;
  /** The last game it was counted in, so that each game counts once. */
  lastGame: number;
}

/** How often a condition was looked at, and how often it held. */
interface Looks {
  asked: number;
  held: number;
}

/** All counts of an exploration. */
export interface Coverage {
  /** Games begun. */
  games: number;
  /** By track and leaf. */
  readonly phases: readonly (readonly Tally[])[];
  readonly transitions: readonly Tally[];
  /** Of transitions not taken yet: how often they were tried, and how often the guard held but another transition won. */
  readonly guards: readonly Looks[];
  readonly triggers: readonly Tally[];
  readonly triggerGuards: readonly Looks[];
  readonly actions: readonly Tally[];
  /** Of actions not ordered yet: rounds in which they were looked at, in which they were affordable, and open. */
  readonly closed: readonly { asked: number; condition: number; cost: number }[];
  /** By die and outcome. */
  readonly outcomes: readonly (readonly Tally[])[];
  readonly rolls: number[];
  /** Highest odds, in ten-thousandths, that an outcome that has not come yet had at any roll. */
  readonly highest: readonly number[][];
  readonly endings: readonly Tally[];
  readonly endingGuards: readonly Looks[];
  readonly clockRanOut: Tally;
  /** Turns played, by turn; and for each seat the turns on which it had a choice at least once. */
  readonly turns: number[];
  readonly choices: readonly Set<number>[];
  /** Turn ends at the lowest and highest value of each slot. */
  readonly atMin: number[];
  readonly atMax: number[];
  turnEnds: number;
}

const tally = (): Tally => ({ times: 0, games: 0, lastGame: -1 });
const looks = (): Looks => ({ asked: 0, held: 0 });

/** Before the first game. */
export const newCoverage = (game: Game): Coverage => ({
  games: 0,
  phases: game.tracks.map((track) => track.phases.map(tally)),
  transitions: game.chart.transitions.map(tally),
  guards: game.chart.transitions.map(looks),
  triggers: game.triggers.map(tally),
  triggerGuards: game.triggers.map(looks),
  actions: game.actions.map(tally),
  closed: game.actions.map(() => ({ asked: 0, condition: 0, cost: 0 })),
  outcomes: game.dice.map((die) => die.outcomes.map(tally)),
  rolls: game.dice.map(() => 0),
  highest: game.dice.map((die) => die.outcomes.map(() => 0)),
  endings: game.endings.map(tally),
  endingGuards: game.endings.map(looks),
  clockRanOut: tally(),
  turns: [],
  choices: game.actors.map(() => new Set()),
  atMin: game.slots.map(() => 0),
  atMax: game.slots.map(() => 0),
  turnEnds: 0,
});

const add = (coverage: Coverage, one: Tally, times = 1): void => {
  one.times += times;
  if (one.lastGame === coverage.games) return;
  one.lastGame = coverage.games;
  one.games += 1;
};

/** Counts the way a track took; of the ways it did not take, those that are still unseen were looked at in vain. */
const noteWays = (
  coverage: Coverage,
  chart: Chart,
  ways: readonly number[],
  facts: Facts,
  taken: readonly number[],
): void => {
  for (const way of ways) {
    if (taken.includes(way)) add(coverage, coverage.transitions[way]!);
    else if (coverage.transitions[way]!.times === 0) {
      coverage.guards[way]!.asked += 1;
      if (chart.transitions[way]!.when.holds(facts)) coverage.guards[way]!.held += 1;
    }
  }
};

/** The chart with a counter: it answers as the plain one does. */
const countedChart = (game: Game, coverage: Coverage): Chart => {
  const { chart } = game;
  return {
    ...chart,
    quickStep: (facts, at) => {
      const move = chart.quickStep(facts, at);
      for (let track = 0; track < game.tracks.length; track += 1) {
        const open = chart.waysFrom(track, facts.phases[track]!, at);
        if (open.length === 0) continue;
        const taken = move?.taken ?? [];
        noteWays(coverage, chart, open, facts, taken);
        if (open.some((way) => taken.includes(way))) add(coverage, coverage.phases[track]![move!.phases[track]!]!);
      }
      return move;
    },
  };
};

const counted = (condition: Condition, kept: Looks): Condition => ({
  ...condition,
  holds: (facts) => {
    kept.asked += 1;
    const holds = condition.holds(facts);
    if (holds) kept.held += 1;
    return holds;
  },
});

/** The game with counters in its guards. It plays exactly as the plain one does. */
export const countedGame = (game: Game, coverage: Coverage): Game => ({
  ...game,
  chart: countedChart(game, coverage),
  triggers: game.triggers.map((trigger, index) =>
    trigger.when ? { ...trigger, when: counted(trigger.when, coverage.triggerGuards[index]!) } : trigger,
  ),
  endings: game.endings.map((ending, index) => ({
    ...ending,
    when: counted(ending.when, coverage.endingGuards[index]!),
  })),
});

/** A game begins: the phases it starts in count as entered. */
export const noteStart = (coverage: Coverage, world: World): void => {
  coverage.games += 1;
  for (const [track, leaf] of world.phases.entries()) add(coverage, coverage.phases[track]![leaf]!);
};

/** Before a round is decided: which seats have a choice, and why actions that nobody has ordered yet are closed. */
export const noteRound = (game: Game, coverage: Coverage, world: World, round: number): void => {
  for (let seat = 0; seat < game.actors.length; seat += 1) {
    if (world.sealed[seat] !== false) continue;
    const points = world.points[seat]!;
    const knownChoice = coverage.choices[seat]!.has(world.turn);
    for (const index of game.actionsOf[seat]!) {
      if (game.actions[index]!.round !== round) continue;
      const isNew = coverage.actions[index]!.times === 0;
      if (!isNew && (knownChoice || coverage.choices[seat]!.has(world.turn))) continue;
      const open = mayOrder(game, world, points, index) || mayReply(game, world, points, index);
      if (open) coverage.choices[seat]!.add(world.turn);
      if (isNew) noteClosed(game, coverage, world, points, index);
    }
  }
};

const noteClosed = (game: Game, coverage: Coverage, world: World, points: number, index: number): void => {
  const { when, cost } = game.actions[index]!;
  const kept = coverage.closed[index]!;
  kept.asked += 1;
  if (when !== undefined && !when.holds(world)) kept.condition += 1;
  else if (cost.value(world) > points) kept.cost += 1;
};

/** Orders of one seat, sealed. */
export const noteOrders = (coverage: Coverage, orders: readonly SealedOrder[]): void => {
  for (const { action } of orders) add(coverage, coverage.actions[action]!);
};

/** Before a roll: the odds of outcomes that have never come. */
export const noteOdds = (game: Game, coverage: Coverage, world: World, die: number): void => {
  coverage.rolls[die]! += 1;
  const { outcomes, spread } = game.dice[die]!;
  if (outcomes.length === 0 || !coverage.outcomes[die]!.some((outcome) => outcome.times === 0)) return;
  const highest = coverage.highest[die]!;
  for (const [outcome, odds] of oddsOf(spread, world).entries()) if (odds > highest[outcome]!) highest[outcome] = odds;
};

/** A die was rolled. Dice that draw a number have no outcomes to count. */
export const noteOutcome = (game: Game, coverage: Coverage, die: number, outcome: number): void => {
  if (game.dice[die]!.outcomes.length > 0) add(coverage, coverage.outcomes[die]![outcome]!);
};

/** A turn has ended. */
export const noteTurn = (game: Game, coverage: Coverage, world: World, turn: number): void => {
  coverage.turns[turn] = (coverage.turns[turn] ?? 0) + 1;
  coverage.turnEnds += 1;
  for (let slot = 0; slot < game.slots.length; slot += 1) {
    const value = world.values[slot]!;
    if (value === game.slots[slot]!.min) coverage.atMin[slot]! += 1;
    if (value === game.slots[slot]!.max) coverage.atMax[slot]! += 1;
  }
};

/** A game is over, or went wrong: what fired in it, and how it ended. */
export const noteEnd = (game: Game, coverage: Coverage, world: World | MutableWorld): void => {
  for (const [index, trigger] of game.triggers.entries()) {
    const times = world.eventCount[trigger.event]!;
    if (times > 0) add(coverage, coverage.triggers[index]!, times);
  }
  if (world.step !== 'over') return;
  if (world.ending === CLOCK_RAN_OUT) add(coverage, coverage.clockRanOut);
  else if (world.ending >= 0) add(coverage, coverage.endings[world.ending]!);
};
