import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { conceptNames, conceptsShown, lessonsOf } from '../src/core/program/teaching.js';
import { cardsOf, conceptsPage } from '../src/report/concepts.js';
import { NO_LIBRARY, readConcepts, scanConcepts } from '../src/scenario/concepts.js';
import { ScenarioError } from '../src/scenario/diagnostics.js';
import {
  bundledConcepts,
  bundledIds,
  bundledModels,
  CONCEPTS,
  LENIENT_LIBRARY,
  LIBRARY,
  readFrom,
  SCENARIOS,
} from '../src/scenario/library.js';
import { checkModel, load } from '../src/scenario/load.js';
import { gameOf as bundledGame } from './games.js';
import { FERRY, gameOf, playedOf } from './report/records.js';

/** One card at least for each theory of the design, and for each teaching card that ships with the flagship. */
const EXPECTED = [
  ...['commitment', 'tripwire', 'threat-that-leaves-something-to-chance', 'salami-tactics', 'spiral', 'misperception'],
  ...[
    'abandonment',
    'entrapment',
    'stability-instability',
    'audience-costs',
    'tying-hands',
    'sinking-costs',
    'firebreak',
  ],
  ...[
    'brinkmanship',
    'critical-risk',
    'extended-deterrence',
    'assurance',
    'denial',
    'punishment',
    'compellence',
    'off-ramp',
  ],
  ...[
    'first-strike-instability',
    'crisis-bargaining',
    'economic-coercion',
    'grey-zone',
    'reliability',
    'assurance-in-coercion',
  ],
  ...['exercises', 'treaty', 'regret', 'small-numbers'],
];

describe('the library of concepts', () => {
  test('has the cards of the theories the scenarios model', () => {
    const ids = bundledConcepts().map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(EXPECTED));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each(bundledConcepts().map((card) => [card.id, card] as const))('%s has a whole card', (_, card) => {
    expect(card.idea.trim().split(/(?<=[.?!])\s+(?=[A-Z])/)).toHaveLength(3);
    expect(card.origin).toMatch(/\b(1[89]|20)\d\d\b/);
    expect(card.ask).toMatch(/[?.]$/);
    expect(card.lookFor.length).toBeGreaterThan(20);
  });

  test('is found by names without parsing it', () => {
    const text = readFileSync(join(SCENARIOS, CONCEPTS), 'utf8');
    expect(scanConcepts(text)).toEqual(bundledConcepts().map(({ id, name }) => ({ id, name })));
  });

  test('is no scenario, and is sound as a model', () => {
    expect(bundledIds().filter((id) => id.includes('concept'))).toEqual([]);
    expect(checkModel(CONCEPTS, readFrom(SCENARIOS))).toEqual([]);
    for (const model of bundledModels()) expect(checkModel(model, readFrom(SCENARIOS), LIBRARY), model).toEqual([]);
  });

  test('refuses a faulty card with its place', () => {
    const read = (): string =>
      'firebreak: 1\nconcepts:\n  - { id: ice, name: Ice, idea: A., orign: B (1960), look_for: C, ask: D? }\n';
    expect(() => readConcepts('cards.yaml', read)).toThrow(ScenarioError);
    try {
      readConcepts('cards.yaml', read);
    } catch (error) {
      const [first] = (error as ScenarioError).diagnostics;
      expect(first).toMatchObject({ code: 'E201', position: { line: 3, column: 37 }, hint: 'Did you mean `origin`?' });
    }
  });

  test('is not read for a scenario that teaches nothing', () => {
    const names = (): never => {
      throw new Error('the library was read');
    };
    const text =
      'firebreak: 1\nid: a\ntitle: A\nclock: { unit: week, start: 2026-01-05, turns: 4 }\nactors: [ { id: rok, name: R, short: R } ]\n';
    expect(load('a.yaml', () => text, {}, { names, strict: true }).game.concepts).toEqual([]);
    expect(() => load('a.yaml', () => FERRY, {}, { names, strict: true })).toThrow('the library was read');
  });
});

describe('what a scenario teaches', () => {
  test('stands in the game with its cards, in the order of the library', () => {
    expect(gameOf(FERRY).concepts.map(({ id }) => id)).toEqual([
      'brinkmanship',
      'threat-that-leaves-something-to-chance',
      'salami-tactics',
      'off-ramp',
    ]);
  });

  test('may have cards of the scenario’s own', () => {
    const own = 'concepts: [ { id: ice, name: Thin ice, idea: A., origin: B (1960), look_for: C, ask: D? } ]\n';
    const game = gameOf(FERRY.replace('teaches: [ salami-tactics ]', 'teaches: [ ice ]') + own);
    expect(conceptNames(game, ['ice', 'off-ramp'])).toBe('Thin ice, Off-ramp');
    expect(cardsOf([game]).at(-1)).toMatchObject({
      id: 'ice',
      shownBy: [{ scenario: 'ferry', actions: ['Search the ferry'], triggers: [], questions: [] }],
    });
  });

  test('is read from old games even where a card is missing', () => {
    const old = FERRY.replace('teaches: [ salami-tactics ]', 'teaches: [ slice-by-slice ]');
    expect(() => load('a.yaml', () => old, {}, LIBRARY)).toThrow(ScenarioError);
    for (const library of [LENIENT_LIBRARY, NO_LIBRARY]) {
      const { game } = load('a.yaml', () => old, {}, library);
      expect(conceptNames(game, ['slice-by-slice'])).toBe('Slice by slice');
    }
  });

  test('shows itself in a game by orders, outcomes and triggers that came', () => {
    const { game, ends } = playedOf(FERRY);
    expect(ends.map((world) => conceptsShown(game, world))).toEqual([
      ['salami-tactics'],
      ['salami-tactics', 'brinkmanship'],
      ['salami-tactics', 'brinkmanship'],
    ]);
    expect(new Set(lessonsOf(game).map(({ is }) => is))).toEqual(new Set(['action', 'trigger', 'question']));
  });
});

test('the page has every card, and says which scenarios show it', () => {
  const games = bundledIds().map(bundledGame);
  const page = conceptsPage(games);
  for (const { id, name } of bundledConcepts()) {
    expect(page).toContain(`<a id="${id}"></a>\n\n## ${name}\n`);
    expect(page).toContain(`[${name}](#${id})`);
  }
  const shown = games.flatMap((game) => lessonsOf(game).map(({ concept }) => `${game.id} ${concept}`));
  for (const { id, shownBy } of cardsOf(games))
    for (const game of games)
      expect(
        shownBy.some(({ scenario }) => scenario === game.id),
        `${game.id} ${id}`,
      ).toBe(shown.includes(`${game.id} ${id}`));
});
