import { describe, expect, test } from 'vitest';
import type { GameEvent } from '../../src/core/program/events.js';
import { applyInPlace, moveOfFace, startInPlace } from '../../src/core/turn/play.js';
import { ScenarioError } from '../../src/scenario/diagnostics.js';
import { load } from '../../src/scenario/load.js';

/** Reference figures, and dials inserted in messages. */

const scenario = (rest: string): string => `firebreak: 1
id: told
title: Told
clock: { unit: month, start: 2026-01-01, turns: 2 }
dials:
  - { id: heat, label: Heat, start: 41.25 }
  - { id: nerve, label: Nerve, start: 20, each: actor, seen_by: owner }
actors: [{ id: a, name: A, short: A }, { id: b, name: B, short: B }]
endings: [{ id: done, label: Done, when: last_turn }]
${rest}`;

const loaded = (rest: string) => load('told.yaml', () => scenario(rest)).game;

const problemOf = (rest: string): { code: string; message: string; hint: string } => {
  try {
    loaded(rest);
  } catch (error) {
    if (error instanceof ScenarioError) return error.diagnostics[0]!;
    throw error;
  }
  throw new Error('nothing was refused');
};

const tells = (text: string, to: string): string =>
  `triggers: [{ id: news, label: News, effects: [{ do: tell, text: "${text}", to: ${to} }] }]`;

describe('insertions', () => {
  test('stand for the dials as they are when the message is sent', () => {
    const game = loaded(tells('Heat is {heat}, nerve {nerve.a}.', '[a]'));
    const events: GameEvent[] = [];
    const world = startInPlace(game);
    applyInPlace(game, world, moveOfFace(game, world, 0), (event) => events.push(event));
    expect(events).toContainEqual(expect.objectContaining({ is: 'told', text: 'Heat is 41.3, nerve 20.', seenBy: 1 }));
  });

  test.each([
    ['an unknown dial', 'It is {heta}.', 'all', 'E301', 'heat'],
    ['a number that a seat does not see', 'Nerve {nerve.a}.', 'all', 'E304', 'B'],
  ])('%s is refused', (_, text, to, code, named) => {
    const problem = problemOf(tells(text, to));
    expect(problem.code).toBe(code);
    expect(`${problem.message} ${problem.hint}`).toContain(named);
  });
});

describe('reference figures', () => {
  const reference = (of: string, low = 0.1): string =>
    `references: [{ id: r, of: ${of}, low: ${low}, high: 0.4, provenance: computed, text: counted }]`;

  test('name a rung, an ending or an event', () => {
    expect(loaded(reference('done')).references).toMatchObject([{ of: 'done', low: 0.1, high: 0.4 }]);
    expect(problemOf(reference('dnoe'))).toMatchObject({ code: 'E301', hint: expect.stringContaining('done') });
    expect(problemOf(reference('done', 0.5)).code).toBe('E203');
  });
});
