import { describe, expect, test } from 'vitest';
import { withWorld } from '../../src/core/program/world.js';
import {
  countOf,
  endingOf,
  gameOf,
  given,
  levelOf,
  type Orders,
  opened,
  type Position,
  passed,
  phaseOf,
} from './table.js';

const phases = (position: Position): string => position.game.tracks.map(({ id }) => phaseOf(position, id)).join();

describe('parallel tracks', () => {
  test('advance from the facts as they stood when the step began, whatever the order of the tracks', () => {
    let position = opened(gameOf('tracks'));
    const seen = [phases(position)];
    for (let turn = 1; turn <= 4; turn += 1) {
      position = passed(position);
      seen.push(phases(position));
    }
    expect(seen).toEqual(['a,x', 'b,y', 'b,y', 'c,y', 'c,z']);
  });

  test('a final phase stays', () => {
    const position = passed(opened(gameOf('tracks')), 8);
    expect(endingOf(position)).toBe('clock-ran-out');
    expect(phaseOf(position, 'left')).toBe('c');
  });
});

test('a transition can be taken at the end of each of the five steps', () => {
  let position = opened(gameOf('steps'));
  // The consultation comes before the orders; its round has nothing to order, so nobody is asked.
  expect(phaseOf(position, 'course')).toBe('two');
  position = given(position, { a: ['act'] });
  expect(levelOf(position, 'log')).toBe(12345);
  expect(position.events.flatMap((event) => (event.is === 'entered' ? [event.step] : []))).toEqual([
    'situation',
    'consultation',
    'resolution',
    'chance',
    'review',
  ]);
});

describe('phases inside phases', () => {
  const reached = (...turns: Orders[]): Position =>
    turns.reduce((at, orders) => given(at, orders), opened(gameOf('nested')));
  const a = (...actions: string[]): Orders => ({ a: actions });

  test.each<[string, Orders[], string, number, number]>([
    ['the outer phase opens at its initial one', [a('attack')], 'limited', 1, 0],
    ['an inner phase can be entered directly, and the outer is entered with it', [a('launch')], 'general', 1, 1],
    ['moving inside does not enter the outer again', [a('attack'), a('widen'), a('narrow')], 'limited', 1, 1],
    ['a way out of the outer phase leaves from any inner', [a('launch'), a('truce')], 'peace', 1, 1],
    ['the inner way comes before the outer', [a('launch'), a('truce', 'narrow')], 'limited', 1, 1],
    ['entering again counts again', [a('attack'), a('truce'), a('attack')], 'limited', 2, 0],
  ])('%s', (_, turns, phase, wars, generalWars) => {
    const position = reached(...turns);
    expect(phaseOf(position, 'ladder')).toBe(phase);
    expect(levelOf(position, 'wars')).toBe(wars);
    expect(levelOf(position, 'general_wars')).toBe(generalWars);
  });

  test('a comparison with the outer phase holds inside it, and only there', () => {
    expect(() => given(opened(gameOf('nested')), a('widen'))).toThrow('cannot be ordered now');
    expect(phaseOf(reached(a('attack'), a('widen')), 'ladder')).toBe('general');
    expect(() => reached(a('attack'), a('attack'))).toThrow('cannot be ordered now');
  });

  test.each([
    ['peace', [a('both')], 0],
    ['an inner phase without a rung takes the outer one', [a('attack'), a('both')], 4],
    ['an inner phase with its own', [a('launch'), a('both')], 6],
  ])('rung: %s', (_, turns, rung) => {
    expect(levelOf(reached(...turns), 'rung_now')).toBe(rung);
  });
});

describe('timers and deadlines', () => {
  const armed = given(opened(gameOf('timers')), { a: ['arm'] });

  test('turns_in counts turns since the phase was entered', () => {
    expect([1, 2, 3].map((turns) => phaseOf(passed(armed, turns), 'bomb'))).toEqual(['armed', 'armed', 'blown']);
  });

  test('leaving and coming back starts the timer anew', () => {
    const again = given(given(passed(armed), { a: ['disarm'] }), { a: ['arm'] });
    expect([2, 3].map((turns) => phaseOf(passed(again, turns), 'bomb'))).toEqual(['armed', 'blown']);
  });

  test.each<[string, Orders[], string]>([
    ['nobody complies', [{}, {}], 'broken'],
    ['in time', [{ b: ['comply'] }, {}], 'kept'],
    ['on the last turn, before the deadline is looked at', [{}, { b: ['comply'] }], 'kept'],
  ])('a deadline two turns away: %s', (_, turns, phase) => {
    let position = given(opened(gameOf('timers')), { a: ['ultimatum'] });
    expect(phaseOf(position, 'talks')).toBe('waiting');
    expect([position, passed(position)].map((at) => countOf(at, 'deadline'))).toEqual([0, 1]);
    for (const orders of turns) position = given(position, orders);
    expect(phaseOf(position, 'talks')).toBe(phase);
  });

  test('turns_since counts from the last time', () => {
    const position = opened(gameOf('timers'));
    expect(levelOf(position, 'since')).toBe(99);
    expect(levelOf(passed(given(position, { a: ['ultimatum'] }), 2), 'since')).toBe(3);
  });

  test('a world can be set up by hand: turns_in follows `entered`', () => {
    const position = { ...armed, world: withWorld(armed.world, { entered: [-5, 0] }) };
    expect(phaseOf(passed(position), 'bomb')).toBe('blown');
  });
});
