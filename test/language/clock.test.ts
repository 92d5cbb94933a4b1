import { describe, expect, test } from 'vitest';
import { dayText } from '../../src/core/program/calendar.js';
import { eventsFor } from '../../src/core/seat/observe.js';
import { scoresOf } from '../../src/core/turn/scores.js';
import { endingOf, gameOf, given, levelOf, type Orders, opened, type Position, passed, pictureOf } from './table.js';

/** Turn, period, first day and length of each turn, as they began. */
const turns = ({ events }: Position): [number, string, number][] =>
  events.flatMap((event) =>
    event.is === 'turn-began' ? [[event.turn, dayText(event.day), event.days] as [number, string, number]] : [],
  );
const playOut = (position: Position, ...orders: Orders[]): Position => {
  let at = position;
  for (let i = 0; at.world.step !== 'over'; i += 1) at = given(at, orders[i] ?? {});
  return at;
};

describe('turns that change length', () => {
  const a = (action: string): Orders => ({ a: [action] });

  test('without a crisis turns are months; the day of the month is kept where the month has it', () => {
    const over = playOut(opened(gameOf('crisis')));
    expect(turns(over)).toEqual([
      [1, '2026-01-31', 30],
      [2, '2026-02-28', 30],
      [3, '2026-03-31', 30],
    ]);
    expect(endingOf(over)).toBe('clock-ran-out');
  });

  test('a crisis makes them days, three at most, then comes a month', () => {
    const over = playOut(opened(gameOf('crisis')), a('heat'), {}, {}, {}, a('cool'));
    expect(turns(over).map(([, day, days]) => [day, days])).toEqual([
      ['2026-01-31', 30],
      ['2026-02-01', 1],
      ['2026-02-02', 1],
      ['2026-02-03', 1],
      ['2026-02-28', 30],
      ['2026-03-31', 30],
    ]);
  });

  test('a crisis that passes ends the short turns early', () => {
    const over = playOut(opened(gameOf('crisis')), a('heat'), a('cool'));
    expect(turns(over).map(([, , days]) => days)).toEqual([30, 1, 30, 30]);
  });

  test('only long turns use up the horizon, and a crisis that never ends still does', () => {
    const over = playOut(opened(gameOf('crisis')), a('heat'));
    expect(turns(over).map(([, , days]) => days)).toEqual([30, 1, 1, 1, 30, 1, 1, 1, 30, 1, 1, 1]);
    expect([over.world.turn, over.world.period, endingOf(over)]).toEqual([12, 3, 'clock-ran-out']);
  });

  test('expressions tell turns from periods, and know the length of a turn', () => {
    const readings = (position: Position): number[] =>
      position.game.gauges.map(({ value }) => value.value(position.world));
    let position = given(opened(gameOf('crisis')), a('heat'));
    const seen = [readings(position)];
    for (let turn = 3; turn <= 6; turn += 1) {
      position = passed(position);
      seen.push(readings(position));
    }
    // 10000 times the turn, 100 times the period, the days; and the turns spent in the mood that turn 1 ended with.
    expect(seen).toEqual([
      [20101, 1],
      [30101, 2],
      [40101, 3],
      [50230, 4],
      [60201, 5],
    ]);
  });

  test('the date that seats see counts days in a crisis', () => {
    const position = opened(gameOf('crisis'));
    expect(pictureOf(position, 'a').date).toBe('January 2026');
    expect(pictureOf(given(position, a('heat')), 'a').date).toBe('1 February 2026');
  });

  test('an event of the turn that ends can start a crisis', () => {
    const over = playOut(opened(gameOf('crisis-event')), a('shot'));
    expect(turns(over).map(([, , days]) => days)).toEqual([30, 1, 30, 30]);
  });

  test('a crisis on the last turn does not lengthen the horizon', () => {
    const over = playOut(opened(gameOf('crisis-event')), {}, {}, a('shot'));
    expect(over.world.period).toBe(3);
  });

  test('the calendar never goes back', () => {
    const days = turns(playOut(opened(gameOf('crisis-weeks')))).map(([, day]) => day);
    expect(days).toEqual([...days].sort());
  });
});

describe('the hidden horizon', () => {
  const game = gameOf('horizon');
  const upTo = (last: string): Position => opened(game, { 'setup/horizon': last });

  test.each([
    [0, 3],
    [2499, 3],
    [2500, 4],
    [5000, 5],
    [7499, 5],
    [7500, 6],
    [9999, 6],
  ])('face %i: the game ends after turn %i', (face, last) => {
    const over = playOut(opened(game, { 'setup/horizon': face }));
    expect([over.world.turn, endingOf(over)]).toEqual([last, 'clock-ran-out']);
  });

  test('shows in nobody’s picture and events before the last turn is over', () => {
    for (const turn of [0, 1, 2]) {
      const [short, long] = [passed(upTo('3'), turn), passed(upTo('6'), turn)];
      expect(pictureOf(short, 'a')).toEqual(pictureOf(long, 'a'));
      expect(eventsFor(short.game, short.events, 0)).toEqual(eventsFor(long.game, long.events, 0));
    }
  });
});

describe('endings', () => {
  const start = opened(gameOf('horizon'), { 'setup/horizon': '4' });
  const win = { a: ['win'] };

  test.each<[string, Orders[], string, number]>([
    ['the first in the file that holds', [win, { a: ['win', 'stop'] }], 'triumph', 2],
    ['another when the first does not', [{ a: ['stop'] }], 'stopped', 1],
    ['the earlier of two that both hold', [{}, { a: ['stop'] }], 'stopped', 2],
    ['one that knows the last turn, on it', [win], 'late-win', 4],
    ['none: the clock runs out', [], 'clock-ran-out', 4],
  ])('%s', (_, orders, ending, turn) => {
    const over = playOut(start, ...orders);
    expect([endingOf(over), over.world.turn]).toEqual([ending, turn]);
  });

  test('the game is over for good', () => {
    const over = playOut(start);
    expect(() => given(over, { a: [] })).toThrow('owes no orders');
  });
});

describe('scores', () => {
  const start = opened(gameOf('scores'));
  /** Tension at the end of each turn: 80, 20, 20, 80. */
  const over = playOut(start, { a: ['heat'] }, { a: ['cool'] }, {}, { a: ['heat'] });

  test('goals are kept within 0 to 100 and weighted', () => {
    const { seats, replaced } = scoresOf(over.game, over.world);
    expect(seats.map(({ seat, goals, total }) => [seat, goals.map(({ score }) => score), total])).toEqual([
      ['a', [50, 0], 37.5],
      ['b', [100], 100],
      ['c', [], 0],
    ]);
    expect(replaced).toBe(false);
  });

  test('measures read means and peaks over the turns played', () => {
    const { measures } = scoresOf(over.game, over.world);
    expect(measures.map(({ id, value }) => [id, value])).toEqual([
      ['mean-tension', 50],
      ['peak-tension', 80],
      // Rungs at the end of each turn: 2, 0, 0, 2.
      ['mean-rung', 1],
      ['peak-rung', 2],
      ['mean-worry', 10],
      // Below 0 all along.
      ['peak-balance', -20],
    ]);
  });

  test('an ending can leave no scores, only measures', () => {
    const war = playOut(start, { a: ['heat'] }, { b: ['launch'] });
    expect(endingOf(war)).toBe('war');
    expect(scoresOf(war.game, war.world).replaced).toBe(true);
    expect(scoresOf(war.game, war.world).measures[0]).toMatchObject({ value: 80 });
  });

  test('a peak below the start value is the highest value at the end of a turn', () => {
    const calm = playOut(start, { a: ['cool'] });
    expect(
      scoresOf(calm.game, calm.world)
        .measures.map(({ value }) => value)
        .slice(0, 2),
    ).toEqual([20, 20]);
    expect(levelOf(calm, 'tension')).toBe(20);
  });
});
