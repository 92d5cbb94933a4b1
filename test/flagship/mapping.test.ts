import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Game } from '../../src/core/program/game.js';
import { flagshipWith } from './batch.js';

/** The mapping page of the manual: every element of the source text is in play, under names that exist. */

const PAGE = readFileSync(new URL('../../docs/manual/mapping.md', import.meta.url), 'utf8');

/** Cells of the table rows whose first cell matches. */
const rows = (first: RegExp): string[][] =>
  PAGE.split('\n').flatMap((line) => {
    const cells = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    return cells.length > 1 && first.test(cells[0]!) ? [cells] : [];
  });

const namesIn = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1]!);

/** Everything the scenario gives a name to, written as the page writes it. */
const namesOf = (game: Game): Set<string> =>
  new Set([
    ...game.actors.map(({ id }) => id),
    ...game.traits.map(({ id, actor }) => `${game.actors[actor]!.id}.${id}`),
    ...game.slots.flatMap(({ id }) => [id, id.split('.')[0]!]),
    ...[...game.gauges, ...game.parameters, ...game.presets, ...game.measures, ...game.endings].map(({ id }) => id),
    ...game.tracks.flatMap(({ id, phases }) => [id, ...phases.map((phase) => `${id}.${phase.id}`)]),
    ...[...game.events, ...game.actions, ...game.triggers, ...game.concepts].map(({ id }) => id),
  ]);

const missing = (text: string, known: ReadonlySet<string>): string[] =>
  namesIn(text).filter((name) => !known.has(name));

describe('the mapping page', () => {
  const known = namesOf(flagshipWith());

  test('has the 57 elements in order', () => {
    expect(rows(/^\d+$/).map(([number]) => Number(number))).toEqual(Array.from({ length: 57 }, (_, i) => i + 1));
  });

  test('has every action by seat', () => {
    const seats = { R: 14, U: 14, N: 14, P: 13, J: 11, X: 6, Q: 6 };
    const wanted = Object.entries(seats).flatMap(([seat, count]) =>
      Array.from({ length: count }, (_, i) => `${seat}${i + 1}`),
    );
    expect(rows(/^[RUNPJXQ]\d+$/).map(([code]) => code)).toEqual(wanted);
  });

  test('has the forty triggers', () => {
    expect(rows(/^T\d\d$/).map(([code]) => Number(code!.slice(1)))).toEqual(
      Array.from({ length: 40 }, (_, i) => i + 1),
    );
  });

  test.each(rows(/^(\d+|[RUNPJXQ]\d+|T\d\d)$/).map((cells): [string, string] => [cells[0]!, cells.at(-1)!]))(
    'row %s names what exists',
    (_, names) => {
      expect(namesIn(names).length).toBeGreaterThan(0);
      expect(missing(names, known)).toEqual([]);
    },
  );

  test('and so do its other lists', () => {
    expect(
      missing(
        PAGE.replaceAll('`korean-peninsula`', '').replaceAll(/`(track\.phase|action\/outcome|actor\.trait)`/g, ''),
        known,
      ),
    ).toEqual([]);
  });

  test('a name that nobody has would be found', () => {
    expect(missing('| 1 | x | `return-fire` `return-fyre` |', known)).toEqual(['return-fyre']);
  });

  test('no action of the scenario is left out', () => {
    const written = new Set(namesIn(PAGE));
    const own = new Set([...flagshipWith().actions, ...flagshipWith().joints].map(({ id }) => id.split('/').at(-1)!));
    expect([...own].filter((id) => !written.has(id))).toEqual([]);
  });
});
