import type { Game } from '../core/program/game.js';
import { ORDERS, type World } from '../core/program/world.js';
import type { ChartStep, TriggerStep } from '../core/vocabulary.js';

/**
 * The places of a turn in the order in which it comes to them, so that the proof can say what is read from a place on,
 * and which of two worlds is earlier in its game.
 */

/** Positions in one list for the whole turn. */
export interface Places {
  readonly count: number;
  readonly open: number;
  /** By step, then by position in `triggersAt`: triggers of one priority read the same world, so theirs is one place. */
  readonly triggers: Readonly<Record<TriggerStep, readonly number[]>>;
  readonly picture: number;
  /** Where seats are asked, and where their orders are carried out: by consultation round, the sealed orders last. */
  readonly asked: readonly number[];
  readonly dockets: readonly number[];
  /** Where the chart hears of a step: once, or once a round for consultation. */
  readonly charts: Readonly<Record<ChartStep, readonly number[]>>;
  readonly close: number;
}

/** Numbers the places in the order in which a turn comes to them. */
export const placesOf = (game: Game): Places => {
  let count = 0;
  const next = (): number => {
    count += 1;
    return count - 1;
  };
  const triggersAt = (step: TriggerStep): number[] => {
    let place = -1;
    let last: number | undefined;
    return game.triggersAt[step].map((index) => {
      const { priority } = game.triggers[index]!;
      if (priority !== last) place = next();
      last = priority;
      return place;
    });
  };
  const open = next();
  const situation = { triggers: triggersAt('situation'), chart: next() };
  const picture = next();
  const rounds = game.rounds.map(() => ({ asked: next(), docket: next(), chart: next() }));
  const sealed = { asked: next(), docket: next() };
  const resolution = { triggers: triggersAt('response'), chart: next() };
  const chance = { triggers: triggersAt('chance'), chart: next() };
  const review = { triggers: triggersAt('review'), chart: next() };
  return {
    open,
    picture,
    asked: [...rounds, sealed].map(({ asked }) => asked),
    dockets: [...rounds, sealed].map(({ docket }) => docket),
    triggers: {
      situation: situation.triggers,
      response: resolution.triggers,
      chance: chance.triggers,
      review: review.triggers,
    },
    charts: {
      situation: [situation.chart],
      consultation: rounds.map(({ chart }) => chart),
      resolution: [resolution.chart],
      chance: [chance.chart],
      review: [review.chart],
    },
    close: next(),
    count,
  };
};

/** The place at which a trigger is tested. */
export const triggerPlace = (game: Game, places: Places, trigger: number): number => {
  const { at } = game.triggers[trigger]!;
  return places.triggers[at][game.triggersAt[at].indexOf(trigger)]!;
};

/** Where a round's place stands in `asked` and `dockets`. */
export const roundPlace = (game: Game, round: number): number => (round < 0 ? game.rounds.length : round);

/** The place of the turn at which a world waits. Setup counts as before the turn's beginning. */
export const placeOf = (places: Places, world: World): number => {
  const { step, cursor } = world;
  switch (step) {
    case 'setup':
    case 'over':
      return places.open;
    case 'situation':
      return places.triggers.situation[cursor - 1]!;
    case 'picture':
      return places.picture;
    case 'consultation':
      return (world.waiting === ORDERS ? places.asked : places.dockets)[world.round]!;
    case 'orders':
      return places.asked.at(-1)!;
    case 'resolution':
      return cursor < world.docket.length
        ? places.dockets.at(-1)!
        : places.triggers.response[cursor - world.docket.length]!;
    case 'chance':
      return places.triggers.chance[cursor]!;
    case 'review':
      return places.triggers.review[cursor]!;
  }
};

/** More than the seats, orders and triggers that one place can count off. */
const ROOM = 1 << 16;

/**
 * A number that rises from each waiting point of a game to the next, and is equal in worlds that wait at the same one:
 * turn, place, and how far the place has come. The docket is counted by what is left of it, since what is done does not matter.
 */
export const momentOf = (places: Places, world: World): number => {
  const place = world.step === 'setup' ? world.cursor - ROOM / 2 : placeOf(places, world);
  const left = world.docket.length - world.cursor;
  const progress = world.waiting === ORDERS ? world.sealed.indexOf(false) : left > 0 ? ROOM / 2 - left : world.cursor;
  return (world.turn * ROOM + place) * ROOM + progress;
};
