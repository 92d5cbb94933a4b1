import { describe, expect, test } from 'vitest';
import { endingOf, gameOf, given, levelOf, oddsAfter, opened, type Position, passed, phaseOf } from './table.js';

describe('a scenario that extends a model', () => {
  const position = opened(gameOf('extends'));

  test('states only what differs; the rest is the model’s', () => {
    const { game } = position;
    expect(game.title).toBe('Extends a model');
    expect(game.slots.map(({ id, label, good }) => [id, label, good])).toEqual([
      ['tension', 'Tension', 'down'],
      ['trust', 'Trust', 'neither'],
      ['home', 'Home', 'neither'],
    ]);
    expect(game.parameters).toMatchObject([{ id: 'drift', value: 5, range: [0, 5], text: 'points a turn' }]);
    expect(['tension', 'trust', 'home'].map((slot) => levelOf(position, slot))).toEqual([44, 60, 50]);
  });

  test('merges phases inside phases by id', () => {
    const [ladder] = position.game.tracks;
    expect(ladder!.phases.map(({ id, label, rung }) => [id, label, rung])).toEqual([
      ['peace', 'peace', 0],
      ['skirmish', 'Skirmish', 3],
      ['battle', 'battle', 3],
      ['standoff', 'standoff', 3],
    ]);
  });

  test('plays by the merged rules', () => {
    let at: Position = position;
    const seen: string[] = [];
    while (at.world.step !== 'over') {
      at = passed(at);
      seen.push(`${levelOf(at, 'tension')} ${phaseOf(at, 'ladder')}`);
    }
    // A drift of 5 a turn; the skirmish leads to the standoff, not to battle.
    expect(seen).toEqual(['49 peace', '54 peace', '59 skirmish', '64 standoff', '64 battle']);
    expect(endingOf(at)).toBe('war');
  });
});

describe('presets and parameters', () => {
  const slots = ['tension', 'home.a', 'home.b', 'shots', 'armed'];
  test.each([
    ['the first preset when none is named', {}, [30, 50, 45, 0, 0], 2000],
    ['by name', { preset: 'harsh' }, [70, 50, 5, 2, 1], 6000],
    ['a person’s parameter over the file’s', { parameters: { base: 0.35 } }, [30, 50, 45, 0, 0], 3500],
    ['and over the preset’s', { preset: 'harsh', parameters: { base: 0.35 } }, [70, 50, 5, 2, 1], 3500],
  ])('%s', (_, choice, values, odds) => {
    const position = opened(gameOf('presets', choice));
    expect(slots.map((slot) => levelOf(position, slot))).toEqual(values);
    expect(oddsAfter(position, { a: ['shoot'] })).toEqual([odds, 10_000 - odds]);
  });

  test('parameters stand in effects', () => {
    const shot = (push: number): Position =>
      given(opened(gameOf('presets', { parameters: { push } })), { a: ['shoot'] }, { 'adjudicate/a/shoot': 'miss' });
    expect([10, -7.5].map((push) => levelOf(shot(push), 'tension'))).toEqual([40, 22.5]);
  });

  test('the game says which preset and values are in force', () => {
    const game = gameOf('presets', { preset: 'harsh', parameters: { push: 3 } });
    expect(game.preset).toBe('harsh');
    expect(game.parameters.map(({ id, value, standard }) => [id, value, standard])).toEqual([
      ['base', 0.6, 0.2],
      ['push', 3, 10],
    ]);
  });
});
