import { describe, expect, test } from 'vitest';
import {
  changedPresets,
  chosenPresets,
  namedPresets,
  presetGroups,
  presetsInForce,
  presetText,
  rivalPresets,
} from '../../src/core/program/presets.js';
import { gameOf, levelOf, oddsAfter, opened } from './table.js';

/** Presets in groups: one of each group is in force. */

const { presets } = gameOf('preset-groups');
const ids = (list: readonly { readonly id: string }[]): string[] => list.map(({ id }) => id);

describe('a choice', () => {
  test.each<[string, string | undefined, string[], string]>([
    ['nothing takes the first of each group', undefined, ['calm', 'today'], 'calm'],
    ['one id leaves the other groups alone', 'then', ['calm', 'then'], 'calm+then'],
    ['ids of two groups combine', 'long-ago+stormy', ['stormy', 'long-ago'], 'stormy+long-ago'],
    [
      'in the order of groups, whatever the order of the choice',
      'stormy,long-ago',
      ['stormy', 'long-ago'],
      'stormy+long-ago',
    ],
    ['the first of a group may be named', 'today+calm', ['calm', 'today'], 'calm'],
    ['of two of one group the later counts', 'then+long-ago', ['calm', 'long-ago'], 'calm+long-ago'],
    ['an id that nobody has changes nothing', 'nothing', ['calm', 'today'], 'calm'],
  ])('%s', (_, choice, inForce, text) => {
    expect(ids(presetsInForce(presets, choice))).toEqual(inForce);
    expect(presetText(presets, choice)).toBe(text);
    // The written form means the same again.
    expect(ids(presetsInForce(presets, text))).toEqual(inForce);
  });

  test('names what differs from the first of a group', () => {
    expect(ids(namedPresets(presets, 'then'))).toEqual(['calm', 'then']);
    expect(ids(namedPresets(presets, 'today'))).toEqual(['calm']);
  });

  test('is changed group by group', () => {
    expect(changedPresets(presets, 'then', 'stormy')).toBe('stormy+then');
    expect(changedPresets(presets, 'stormy+then', 'today')).toBe('stormy');
    expect(changedPresets(presets, 'then', undefined)).toBe('then');
    expect(changedPresets([], undefined, 'whatever')).toBe('whatever');
  });

  test('may not name two of one group', () => {
    expect(rivalPresets(presets, 'then+stormy+long-ago')).toEqual(['then', 'long-ago']);
    expect(rivalPresets(presets, 'then+stormy+then')).toBeUndefined();
    expect(rivalPresets(presets, 'nothing+nobody')).toBeUndefined();
  });

  test('is written with + or commas', () => {
    expect(chosenPresets(' then , stormy+long-ago')).toEqual(['then', 'stormy', 'long-ago']);
    expect(chosenPresets('')).toEqual([]);
  });
});

test('groups stand in the order of their first preset', () => {
  expect(presetGroups(presets).map(({ group, presets: list }) => [group, ids(list)])).toEqual([
    ['', ['calm', 'stormy']],
    ['Period', ['today', 'then', 'long-ago']],
  ]);
});

test.each<[string | undefined, string, number, number, number]>([
  [undefined, 'calm', 30, 0, 2000],
  ['then', 'calm+then', 70, 1, 2000],
  ['stormy', 'stormy', 30, 0, 6000],
  ['long-ago+stormy', 'stormy+long-ago', 10, 0, 6000],
])('a game with %s', (preset, text, tension, armed, odds) => {
  const position = opened(gameOf('preset-groups', { preset }));
  expect(position.game.preset).toBe(text);
  expect([levelOf(position, 'tension'), levelOf(position, 'armed')]).toEqual([tension, armed]);
  expect(oddsAfter(position, { a: ['shoot'] })[0]).toBe(odds);
});
