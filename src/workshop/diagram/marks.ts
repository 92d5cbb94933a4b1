import type { Chart } from '../../core/chart/statechart.js';
import { RuleFault } from '../../core/faults.js';
import type { GameEvent } from '../../core/program/events.js';
import type { Game } from '../../core/program/game.js';
import type { World } from '../../core/program/world.js';
import type { PolicyName } from '../../players/policy.js';
import { playOut, seedOfGame } from '../../study/playout.js';
import { arrowKey, type Marks, phaseKey } from './model.js';

/**
 * What was played, as marks on a diagram: the path of one game, or the counts of many. An arrow counts when the track
 * came to another phase by it; a way back to the very phase it left changes nothing in the rules, and counts nowhere.
 */

const keyOfWay = (game: Game, way: number): string => {
  const transition = game.chart.transitions[way]!;
  return arrowKey(game.tracks[transition.track]!.id, transition);
};

const keyOfLeaf = (game: Game, track: number, leaf: number): string =>
  phaseKey(game.tracks[track]!.id, game.tracks[track]!.phases[leaf]!.id);

const listTo = <K>(lists: Map<K, number[]>, key: K, value: number): void => {
  const list = lists.get(key) ?? [];
  if (!list.includes(value)) list.push(value);
  lists.set(key, list);
};

const turnList = (turns: readonly number[] | undefined): string =>
  turns === undefined ? '' : `${turns.length === 1 ? 'turn' : 'turns'} ${turns.join(', ')}`;

/** The path of one game: its events in order, and the world it has come to. */
export const pathMarks = (game: Game, events: readonly GameEvent[], world: World, name: string): Marks => {
  const ways = new Map<number, number[]>();
  const arrows = new Map<string, number[]>();
  const phases = new Map<string, number[]>();
  for (const [track, leaf] of game.chart.start.entries()) phases.set(keyOfLeaf(game, track, leaf), []);
  for (const event of events) {
    if (event.is !== 'entered') continue;
    listTo(phases, keyOfLeaf(game, event.track, event.to), event.turn);
    if (event.transition < 0) continue;
    listTo(ways, event.transition, event.turn);
    listTo(arrows, keyOfWay(game, event.transition), event.turn);
  }
  const ends = new Set(world.phases.map((leaf, track) => keyOfLeaf(game, track, leaf)));
  const start = new Set(game.chart.start.map((leaf, track) => keyOfLeaf(game, track, leaf)));
  return {
    shows: 'path',
    caption: `The path of ${name}, to turn ${world.turn}.`,
    way: (way) => ({ note: turnList(ways.get(way)) }),
    arrow: (key) => ({ note: turnList(arrows.get(key)), share: arrows.has(key) ? 1 : 0 }),
    phase: (key) => {
      const entered = phases.get(key);
      const from = start.has(key) ? ['from the start'] : [];
      const later = entered && entered.length > 0 ? [`entered ${turnList(entered)}`] : [];
      return { note: [...from, ...later].join(', '), end: ends.has(key) };
    },
  };
};

/** What a batch did to the chart. */
interface Tally {
  readonly games: number;
  /** Games in which the scenario went wrong: they count in no figure. */
  readonly faults: readonly string[];
  /** How often each transition was taken, by position. */
  readonly times: readonly number[];
  /** In how many games each arrow was taken, by `arrowKey`. */
  readonly arrowGames: ReadonlyMap<string, number>;
  /** In how many games each phase was the phase of its track at some time, by `track/phase`. */
  readonly phaseGames: ReadonlyMap<string, number>;
}

/** A chart that answers as before and notes the transitions that are taken. */
const listening = ({ chart }: Game, note: (way: number, leaf: number) => void): Chart => ({
  ...chart,
  quickStep: (facts, at) => {
    const move = chart.quickStep(facts, at);
    for (const way of move?.taken ?? []) note(way, move!.phases[chart.transitions[way]!.track]!);
    return move;
  },
});

const addOne = (counts: Map<string, number>, key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);

/** Plays games in the bulk way, game `i` with the seed `seed/i`, every seat by its doctrine, and counts transitions. */
export const tallyOf = (game: Game, games: number, seed: string): Tally => {
  const players = game.actors.map((): PolicyName => 'doctrine');
  const times = game.chart.transitions.map(() => 0);
  const [arrowGames, phaseGames] = [new Map<string, number>(), new Map<string, number>()];
  const faults: string[] = [];
  let taken: number[] = [];
  let reached = new Set<string>();
  const chart = listening(game, (way, leaf) => {
    taken.push(way);
    reached.add(keyOfLeaf(game, game.chart.transitions[way]!.track, leaf));
  });
  for (let index = 0; index < games; index += 1) {
    taken = [];
    reached = new Set(game.chart.start.map((leaf, track) => keyOfLeaf(game, track, leaf)));
    try {
      playOut({ ...game, chart }, seedOfGame(seed, index), players);
    } catch (error) {
      if (!(error instanceof RuleFault)) throw error;
      faults.push(`The game with seed ${seed}/${index} went wrong: ${error.message}.`);
      continue;
    }
    for (const way of taken) times[way]! += 1;
    for (const key of new Set(taken.map((way) => keyOfWay(game, way)))) addOne(arrowGames, key);
    for (const key of reached) addOne(phaseGames, key);
  }
  return { games: games - faults.length, faults, times, arrowGames, phaseGames };
};

const number = new Intl.NumberFormat('en');

/** A share in whole percent, so that something rare is not shown as nothing, nor something usual as certain. */
export const wholePercent = (part: number, whole: number): string => {
  if (part === 0 || part === whole) return part === 0 ? '0 %' : '100 %';
  const points = (100 * part) / whole;
  return points < 1 ? '<1 %' : points > 99 ? '>99 %' : `${Math.round(points)} %`;
};

/** The counts of a batch. */
export const tallyMarks = (game: Game, tally: Tally, seed: string): Marks => {
  const { games, times, arrowGames, phaseGames, faults } = tally;
  const timesOfArrow = new Map<string, number>();
  for (const [way, count] of times.entries()) {
    const key = keyOfWay(game, way);
    timesOfArrow.set(key, (timesOfArrow.get(key) ?? 0) + count);
  }
  const wrong = faults.length === 0 ? '' : ` ${number.format(faults.length)} games that went wrong are left out.`;
  return {
    shows: 'games',
    caption: `${number.format(games)} games, seed ${seed}, every seat by its doctrine.${wrong}`,
    way: (way) => ({ note: times[way] === 0 ? '' : `${number.format(times[way]!)}×` }),
    arrow: (key) => {
      const inGames = arrowGames.get(key) ?? 0;
      const count = number.format(timesOfArrow.get(key) ?? 0);
      return {
        note: inGames === 0 ? '' : `${count}×, in ${wholePercent(inGames, games)} of games`,
        share: games === 0 ? 0 : inGames / games,
      };
    },
    phase: (key) => {
      const inGames = phaseGames.get(key) ?? 0;
      return { note: inGames === 0 ? '' : `in ${wholePercent(inGames, games)} of games`, end: false };
    },
  };
};
