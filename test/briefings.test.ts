import { describe, expect, test } from 'vitest';
import type { Game } from '../src/core/program/game.js';
import { actionsFor, observe } from '../src/core/seat/observe.js';
import { nodeAt } from '../src/core/turn/node.js';
import { apply, start } from '../src/core/turn/play.js';
import { gameOf, nextMove, SCENARIOS_UNDER_TEST } from './games.js';

/** A first-time player acts on turn 1 with the briefing, the role sheet and the list of orders, and nothing else. */

const SEED = '1';

/** Two minutes at 120 words a minute, the pace of somebody who reads to a class. */
const WORDS_IN_TWO_MINUTES = 240;

/** Characters of a label on one row of the screens, and in the list of orders on 80 columns, with and without the firebreak sign. */
const LABEL = 40;
const LABEL_IN_LIST = 22;
const LABEL_BEHIND_SIGN = 20;

interface Limits {
  readonly orders: number;
  readonly questions: number;
  readonly labelsFit: boolean;
}

const SHORT_GAME: Limits = { orders: 14, questions: 5, labelsFit: true };

/** The flagship has a whole year of orders, and a question for each of its teaching cards, from which a teacher chooses. */
const FLAGSHIP: Limits = { orders: 18, questions: 15, labelsFit: false };

const limitsOf = (id: string): Limits => (id === 'korean-peninsula' ? FLAGSHIP : SHORT_GAME);

const words = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length;

/** What each list of orders on turn 1 offers: one list for every round of every seat, when nobody orders anything. */
const firstLists = (game: Game): { readonly seat: string; readonly actions: number[] }[] => {
  const lists = [];
  let world = start(game).world;
  for (;;) {
    const node = nodeAt(game, world);
    if (node.is === 'ending' || world.turn > 1) return lists;
    if (node.is === 'orders') {
      const seat = node.seats[0]!;
      lists.push({ seat: game.actors[seat]!.id, actions: actionsFor(game, observe(game, world, seat)) });
    }
    world = apply(game, world, nextMove(game, world, 'hold', SEED)!).world;
  }
};

const fits = (game: Game, index: number): boolean => {
  const { label, firebreak } = game.actions[index]!;
  return label.length <= (firebreak ? LABEL_BEHIND_SIGN : LABEL_IN_LIST);
};

describe.each(SCENARIOS_UNDER_TEST)('%s', (id) => {
  const game = gameOf(id);
  const limits = limitsOf(id);

  test('its briefings are read aloud in two minutes', () => {
    expect(words(game.briefing)).toBeGreaterThan(0);
    expect(words(game.briefing)).toBeLessThanOrEqual(WORDS_IN_TWO_MINUTES);
    expect(words(game.disguise?.briefing ?? '')).toBeLessThanOrEqual(WORDS_IN_TWO_MINUTES);
  });

  test('what really happened is read aloud in two minutes, and three questions or more follow', () => {
    expect(words(game.debrief?.happened ?? '')).toBeGreaterThan(0);
    expect(words(game.debrief?.happened ?? '')).toBeLessThanOrEqual(WORDS_IN_TWO_MINUTES);
    expect(game.debrief?.questions.length).toBeGreaterThanOrEqual(3);
    expect(game.debrief?.questions.length).toBeLessThanOrEqual(limits.questions);
  });

  test('every actor has a brief', () => {
    expect(game.actors.filter((actor) => actor.brief.trim() === '').map((actor) => actor.id)).toEqual([]);
  });

  test('every order says what it is for, under a label of one row', () => {
    expect(game.actions.filter((action) => action.text.trim() === '').map((action) => action.id)).toEqual([]);
    expect(game.actions.filter((action) => action.label.length > LABEL).map((action) => action.label)).toEqual([]);
  });

  test('a person can read the first list of orders, and choose', () => {
    const lists = firstLists(game);
    expect(new Set(lists.map((list) => list.seat)).size).toBe(game.actors.length);
    for (const { seat, actions } of lists) {
      expect(actions.length, `orders of ${seat} on turn 1`).toBeLessThanOrEqual(limits.orders);
      if (limits.labelsFit)
        expect(actions.filter((index) => !fits(game, index)).map((index) => game.actions[index]!.label)).toEqual([]);
    }
    const offered = new Map<string, number>();
    for (const { seat, actions } of lists) offered.set(seat, (offered.get(seat) ?? 0) + actions.length);
    for (const [seat, count] of offered) expect(count, `choices of ${seat} on turn 1`).toBeGreaterThanOrEqual(2);
  });
});
