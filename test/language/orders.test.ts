import { describe, expect, test } from 'vitest';
import type { Order } from '../../src/core/program/world.js';
import { eventsFor } from '../../src/core/seat/observe.js';
import { IllegalMove } from '../../src/core/turn/orders.js';
import { apply } from '../../src/core/turn/play.js';
import {
  asked,
  countOf,
  gameOf,
  given,
  type Luck,
  levelOf,
  type Orders,
  opened,
  type Position,
  passed,
  phaseOf,
  pictureOf,
  playedBy,
} from './table.js';

const results = (position: Position, action: string): string[] =>
  position.events.flatMap((event) =>
    event.is === 'ordered' && position.game.actions[event.action]!.id === action ? [event.result] : [],
  );

describe('resolution', () => {
  const all: Orders = { a: ['force', 'exercise', 'diplomatic', 'covert'], b: ['economic', 'posture', 'cyber'] };

  test('follows the fixed sequence of kinds', () => {
    expect(levelOf(given(opened(gameOf('orders')), all), 'log')).toBe(1234567);
  });

  test('does not depend on the order of entry', () => {
    const position = opened(gameOf('orders'));
    const shuffled: Orders = { b: ['cyber', 'economic', 'posture'], a: ['covert', 'force', 'diplomatic', 'exercise'] };
    expect(given(position, shuffled).world).toEqual(given(position, all).world);
    // Neither while others still owe theirs.
    const half = [all, shuffled].map(({ a = [] }) => {
      const orders = a.flatMap((order) => (typeof order === 'string' ? [{ action: order }] : [order]));
      return apply(position.game, position.world, { is: 'orders', seat: 'a', orders }).world;
    });
    expect(half[0]).toEqual(half[1]);
  });
});

describe('conditional orders', () => {
  const answer: Order = { action: 'answer', replyTo: 'economic' };
  const toWound: Order = { action: 'answer', replyTo: 'wound' };
  const position = opened(gameOf('orders'));

  test.each<[string, Orders, Luck, number, string]>([
    [
      'fires when the event happens, after everything else',
      { a: [answer, 'force'], b: ['economic'] },
      {},
      678,
      'carried-out',
    ],
    ['lapses when it does not', { a: [answer, 'force'] }, {}, 7, 'lapsed'],
    [
      'waits for what an outcome signals',
      { a: [toWound], b: ['attack'] },
      { 'adjudicate/b/attack': 'hit' },
      8,
      'carried-out',
    ],
    ['lapses after another outcome', { a: [toWound], b: ['attack'] }, { 'adjudicate/b/attack': 'miss' }, 0, 'lapsed'],
    ['lapses when its own condition has failed by then', { a: [answer], b: ['economic', 'unready'] }, {}, 6, 'lapsed'],
  ])('%s', (_, orders, luck, log, result) => {
    const after = given(position, orders, luck);
    expect(levelOf(after, 'log')).toBe(log);
    expect(results(after, 'answer')).toEqual([result]);
    expect(countOf(after, 'answer')).toBe(result === 'carried-out' ? 1 : 0);
  });

  test('an event of an earlier turn does not count', () => {
    const after = given(given(position, { b: ['economic'] }), { a: [answer] });
    expect(results(after, 'answer')).toEqual(['lapsed']);
  });

  test('the order alone, without a condition, is an ordinary one', () => {
    expect(levelOf(given(position, { a: ['answer', 'force'] }), 'log')).toBe(87);
  });

  test('its points are spent, fire or lapse', () => {
    const sealed = apply(position.game, position.world, { is: 'orders', seat: 'a', orders: [answer] });
    expect([position.world.points, sealed.world.points]).toEqual([
      [9, 9],
      [7, 9],
    ]);
  });

  test.each<[string, (Order | string)[], string]>([
    ['more than the scenario allows', [answer, { action: 'second-answer', replyTo: 'economic' }], 'At most 1'],
    [
      'an event it cannot wait for',
      [{ action: 'answer', replyTo: 'cyber' }],
      'cannot wait for "cyber"; it can wait for economic, wound',
    ],
    ['an action that waits for nothing', [{ action: 'force', replyTo: 'economic' }], 'cannot wait for an event'],
    ['the same action twice', [answer, 'answer'], 'was ordered twice'],
  ])('is refused: %s', (_, orders, message) => {
    expect(() => given(position, { a: orders })).toThrow(IllegalMove);
    expect(() => given(position, { a: orders })).toThrow(message);
  });
});

describe('two-key orders', () => {
  const position = opened(gameOf('keys'));
  const good = { 'adjudicate/a/drill': 'good' };

  test.each<[string, Orders, Luck, number[]]>([
    // readiness, trust, drills, drill, a/drill, b/drill, unmatched
    ['both turn the key', { a: ['drill'], b: ['drill'] }, good, [60, 50, 1, 1, 1, 1, 0]],
    ['only the first', { a: ['drill'] }, {}, [50, 45, 0, 0, 0, 0, 1]],
    ['only the second', { b: ['drill'] }, {}, [50, 45, 0, 0, 0, 0, 1]],
    ['nobody', {}, {}, [50, 50, 0, 0, 0, 0, 0]],
  ])('%s', (_, orders, luck, expected) => {
    const after = given(position, orders, luck);
    const events = ['drill', 'a/drill', 'b/drill', 'drill/unmatched'].map((event) => countOf(after, event));
    expect([...['readiness', 'trust', 'drills'].map((slot) => levelOf(after, slot)), ...events]).toEqual(expected);
  });

  test('the order of entry is irrelevant', () => {
    expect(given(position, { b: ['drill'], a: ['drill'] }, good).world).toEqual(
      given(position, { a: ['drill'], b: ['drill'] }, good).world,
    );
  });

  test('the event says whether it was carried out', () => {
    expect(results(given(position, { a: ['drill'] }), 'drill')).toEqual(['unmatched']);
    expect(results(given(position, { a: ['drill'], b: ['drill'] }, good), 'drill')).toEqual(['carried-out']);
  });

  test('an unmatched order uses up no cooldown, a matched one does for both', () => {
    expect(() => given(given(position, { a: ['drill'] }), { a: ['drill'] })).not.toThrow();
    const drilled = given(position, { a: ['drill'], b: ['drill'] }, good);
    for (const seat of ['a', 'b']) expect(() => given(drilled, { [seat]: ['drill'] })).toThrow('1 turns between');
    expect(() => given(passed(drilled), { a: ['drill'] })).not.toThrow();
  });

  const waiting: Order = { action: 'drill', replyTo: 'provoke' };
  test('both may wait for an event', () => {
    const orders: Orders = { a: [waiting], b: [waiting] };
    expect(countOf(given(position, { ...orders, c: ['provoke'] }, good), 'drill')).toBe(1);
    expect(countOf(given(position, orders), 'drill')).toBe(0);
  });

  test('a first key that waits in vain turns nothing', () => {
    expect(countOf(given(position, { a: [waiting], b: ['drill'] }), 'drill')).toBe(0);
  });

  test('a second key that waits in vain turns nothing', () => {
    expect(countOf(given(position, { a: ['drill'], b: [waiting] }), 'drill')).toBe(0);
  });
});

describe('conditional orders', () => {
  const talk = opened(gameOf('shared-covert'));

  test.each([
    ['loud', 1],
    ['hoarse', 0],
  ])('may wait for an outcome: %s', (outcome, times) => {
    const orders: Orders = { b: [{ action: 'answer', replyTo: 'shout/loud' }], c: ['shout'] };
    expect(countOf(given(given(talk), orders, { 'adjudicate/c/shout': outcome }), 'answer')).toBe(times);
  });

  test('are counted over all rounds of a turn', () => {
    const noted = given(talk, { b: [{ action: 'note', replyTo: 'shout/loud' }] });
    const again = (): Position => given(noted, { b: [{ action: 'answer', replyTo: 'shout/loud' }] });
    expect(again).toThrow('At most 1 conditional order(s) a turn; 2 were given.');
    expect(() => given(noted, { b: ['answer'] })).not.toThrow();
  });
});

describe('consultation rounds', () => {
  const position = opened(gameOf('rounds'));

  test('come before sealing, and ask only seats that have something to order', () => {
    expect(asked(position)).toEqual(['a']);
    const requested = given(position, { a: ['request'] });
    expect([phaseOf(requested, 'pact'), asked(requested)]).toEqual(['asked', ['b']]);
    const accepted = given(requested, { b: ['accept'] });
    expect([phaseOf(accepted, 'pact'), asked(accepted)]).toEqual(['agreed', ['a', 'b', 'c']]);
    expect(pictureOf(accepted, 'a').round).toBe(-1);
  });

  test('a round in which nobody has anything to order is passed over', () => {
    const silent = given(position);
    expect([phaseOf(silent, 'pact'), asked(silent)]).toEqual(['none', ['a', 'b', 'c']]);
  });

  test('points are shared across the rounds of a turn', () => {
    const requested = given(position, { a: ['request'] });
    const accepted = given(requested, { b: ['accept'] });
    expect(accepted.world.points).toEqual([1, 0, 2]);
    expect(() => given(accepted, { a: ['march'] })).toThrow('it costs 2 and 1 point is left');
    expect(() => given(accepted, { b: ['patrol'] })).toThrow('it costs 1 and 0 points are left');
    expect(() => given(given(position), { a: ['march'] })).not.toThrow();
  });

  test('an action belongs to its round', () => {
    expect(() => given(position, { a: ['march'] })).toThrow('belongs to the sealed orders');
    expect(() => given(given(position), { a: ['request'] })).toThrow('belongs to Ask');
  });

  test('every turn begins with the first round again', () => {
    const next = passed(given(given(position, { a: ['request'] }), { b: ['accept'] }));
    // The pact is agreed: now it is C that has something to say in the second round.
    expect(asked(next)).toEqual(['a']);
    expect(asked(given(next))).toEqual(['c']);
  });

  test('a seat learns that others have sealed, not what', () => {
    const accepted = given(given(position, { a: ['request'] }), { b: ['accept'] });
    const { events } = given(accepted);
    expect(eventsFor(gameOf('rounds'), events, 2).filter((event) => event.is === 'sealed' && event.seat !== 2)).toEqual(
      [],
    );
  });
});

describe('budgets', () => {
  const position = opened(gameOf('budget'));
  const points = (at: Position): number[] => [pictureOf(at, 'a').points, pictureOf(at, 'b').points];

  test('are an expression, cut to whole points', () => {
    expect(points(position)).toEqual([3, 1]);
    expect(points(given(position, { a: ['please'] }))).toEqual([4, 1]);
  });

  test.each<[string, Orders, number[]]>([
    ['more for the one who orders', { a: ['save'] }, [5, 1]],
    ['for both', { a: ['save'], b: ['save'] }, [5, 3]],
    ['less for another, but never below none', { a: ['squeeze'] }, [3, 0]],
  ])('effects change the next turn alone: %s', (_, orders, expected) => {
    expect(points(given(position, orders))).toEqual(expected);
    expect(points(passed(given(position, orders)))).toEqual([3, 1]);
  });

  test('bind: all orders of a turn together', () => {
    expect(() => given(position, { a: ['spend'] })).not.toThrow();
    expect(() => given(position, { a: ['spend', 'little'] })).toThrow('it costs 1 and 0 points are left');
    expect(() => given(position, { a: ['dear'] })).toThrow('it costs 4.25 and 3 points are left');
  });

  test('a promise for the turn after next comes then', () => {
    const promised = given(position, { b: ['promise'] });
    expect([points(promised)[1], points(passed(promised))[1], points(passed(promised, 2))[1]]).toEqual([1, 3, 1]);
  });
});

describe('actions that actors share', () => {
  const position = opened(gameOf('self'));

  test('`self` is the one who orders: effects, cost and condition', () => {
    const after = given(position, { a: ['mobilise'], b: ['mobilise'] });
    // Upkeep of the next turn has passed: -1 above 50, +1 below.
    expect(['home.a', 'home.b', 'home.c'].map((slot) => levelOf(after, slot))).toEqual([59, 21, 31]);
    expect(
      after.game.actions.filter(({ id }) => id === 'mobilise').map((action) => action.cost.value(position.world)),
    ).toEqual([1, 2, 2]);
    const begged = given(position, { b: ['beg'], c: ['beg'] });
    expect(levelOf(begged, 'home.a')).toBe(70 + 3 + 3 - 1);
    const poor = given(given(position, { b: ['mobilise'] }), { c: ['mobilise'] });
    expect(() => given(position, { c: ['mobilise', 'beg'] })).not.toThrow();
    expect(levelOf(poor, 'home.c')).toBe(31 - 10 + 1);
  });

  test('each has an event of its own besides the common one', () => {
    const after = given(position, { a: ['mobilise'], c: ['mobilise'] });
    expect(['mobilise', 'a/mobilise', 'b/mobilise', 'c/mobilise'].map((event) => countOf(after, event))).toEqual([
      2, 1, 0, 1,
    ]);
    expect(phaseOf(after, 'mood')).toBe('calm');
    expect(phaseOf(given(position, { b: ['mobilise'] }), 'mood')).toBe('tense');
  });

  test('`once` counts for each actor by itself', () => {
    const after = given(position, { a: ['mobilise'] });
    expect(() => given(after, { a: ['mobilise'] })).toThrow('only once');
    expect(() => given(after, { b: ['mobilise'] })).not.toThrow();
  });

  test('`self` follows each dial of its actor', () => {
    expect(['home.a', 'home.b'].map((slot) => levelOf(passed(position, 3), slot))).toEqual([67, 33]);
  });
});

describe('actions that exclude one another', () => {
  const talk = opened(gameOf('groups'));
  const position = given(talk);

  test('cannot both be ordered by one seat', () => {
    expect(() => given(position, { a: ['drill', 'pause'] })).toThrow('Pause and Drill cannot both be ordered.');
    expect(() => given(position, { a: ['drill', 'patrol'] })).not.toThrow();
    expect(() => given(position, { a: ['pause'], b: ['drill'] })).not.toThrow();
  });

  test('in another round of the turn neither', () => {
    expect(() => given(given(talk, { b: ['offer'] }), { b: ['drill'] })).toThrow('cannot');
  });

  test('policies obey', () => {
    const { world } = playedBy(gameOf('groups'), '1', ['doctrine', 'random']);
    expect(['a/drill', 'pause', 'patrol'].map((event) => countOf({ ...position, world }, event))).toEqual([3, 0, 3]);
  });
});

describe('firebreaks', () => {
  const position = opened(gameOf('firebreak'));

  test('need a confirmed order', () => {
    expect(() => given(position, { a: ['widen'] })).toThrow('Widen can cross a firebreak and must be confirmed.');
    expect(() => given(position, { a: ['advance'] })).toThrow('Advance can cross a firebreak and must be confirmed.');
    expect(() => given(position, { a: [{ action: 'widen', confirmed: false }] })).toThrow('must be confirmed');
    expect(phaseOf(given(position, { a: [{ action: 'widen', confirmed: true }] }), 'ladder')).toBe('limited-war');
  });

  test('other orders need none', () => {
    expect(phaseOf(given(position, { a: ['talk'] }), 'ladder')).toBe('talks');
  });

  test('are known by the outcome of an order too', () => {
    expect(() => given(position, { a: ['launch'] }, { 'adjudicate/a/launch': 'success' })).toThrow('must be confirmed');
  });
});
