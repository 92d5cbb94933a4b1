import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apply } from '../../src/core/turn/play.js';
import { opening } from '../../src/players/table.js';
import { BINDINGS, type Context, intentOf, type Key, keysOf, type Press } from '../../src/ui/keys.js';
import { gameOf, playOf } from '../../src/ui/play.js';
import { contextOf, type Session } from '../../src/ui/session.js';
import { update } from '../../src/ui/update.js';
import { frame } from '../../src/ui/view/frame.js';
import {
  atTable,
  type Bench,
  begunWith,
  benchWith,
  blankPaper,
  flagship,
  hostWith,
  oneHuman,
  playAt,
  strait,
} from './fixture.js';

const NO_PRESS: Press = {
  upArrow: false,
  downArrow: false,
  leftArrow: false,
  rightArrow: false,
  pageUp: false,
  pageDown: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  tab: false,
  shift: false,
  ctrl: false,
  meta: false,
  backspace: false,
  delete: false,
};

describe('keys', () => {
  test.each<readonly [string, Partial<Press>, readonly Key[]]>([
    ['j', {}, ['j']],
    ['', { upArrow: true }, ['up']],
    ['nnn', {}, ['n', 'n', 'n']],
    ['abc\r', {}, ['a', 'b', 'c', 'enter']],
    ['j\t', {}, ['j', 'tab']],
    ['a\u001a', {}, ['a', 'ctrl+z']],
    ['\r\r', {}, ['enter', 'enter']],
    ['\u007f', {}, ['backspace']],
    ['c', { ctrl: true }, ['ctrl+c']],
    ['j', { meta: true }, ['escape', 'j']],
    ['', { meta: true, escape: true }, ['escape', 'escape']],
    ['', { tab: true, shift: true }, ['backtab']],
    ['é한', {}, ['é', '한']],
    ['j', { eventType: 'release' }, []],
  ])('%j %j is %j', (input, press, keys) => {
    expect(keysOf(input, { ...NO_PRESS, ...press })).toEqual(keys);
  });

  test.each(Object.keys(BINDINGS) as Context[])('in %s no key means two things, and there is a way out', (context) => {
    const keys = BINDINGS[context].flatMap((binding) => binding.keys);
    expect(new Set(keys).size).toBe(keys.length);
    const intents = BINDINGS[context].map((binding) => binding.intent);
    expect(intents.some((intent) => ['back', 'quit', 'open', 'accept'].includes(intent))).toBe(true);
  });
});

/** Keys that do something somewhere, and some that do not. */
const anyKey = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('enter', 'c', 'escape', 'y', 'j', 'a', 'n') },
  {
    weight: 4,
    arbitrary: fc.constantFrom(...new Set(Object.values(BINDINGS).flatMap((all) => all.flatMap(({ keys }) => keys)))),
  },
  { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 1 }) },
);

/** Moves replayed from the beginning give the world that is shown, and everything shown has been saved. */
const expectConsistent = (bench: Bench, saved: readonly unknown[]): void => {
  const { play } = bench.store.session();
  if (play === undefined) return;
  const game = gameOf(play);
  const replayed = play.course.position.moves.reduce(
    (world, move) => apply(game, world, move).world,
    opening(game).world,
  );
  expect(replayed).toEqual(play.course.position.world);
  expect(saved).toEqual(play.course.position.moves);
};

describe('whatever is pressed', () => {
  test('the game replays to the state it shows, and nothing throws', () => {
    fc.assert(
      fc.property(fc.array(anyKey, { maxLength: 120 }), fc.integer({ min: 0, max: 3 }), (keys, seat) => {
        const paper = blankPaper();
        const game = strait();
        const players = seat === 3 ? game.actors.map(() => 'human' as const) : oneHuman(game, seat);
        const bench = atTable(game, players, { seed: 'any', paper });
        const before = paper.moves.length;
        bench.press(...keys.filter((key) => key !== 'ctrl+c'));
        if (bench.store.session().screen.is === 'opening') return;
        expect(before).toBeGreaterThan(0);
        expectConsistent(bench, paper.moves);
        frame(bench.store.session());
      }),
      { numRuns: 40 },
    );
  });

  test('from the opening screen on', () => {
    fc.assert(
      fc.property(fc.array(anyKey, { maxLength: 150 }), (keys) => {
        const bench = benchWith(hostWith({ saved: () => begunWith(strait(), oneHuman(strait(), 1)) }));
        for (const key of keys) {
          bench.press(key);
          frame(bench.store.session());
        }
      }),
      { numRuns: 40 },
    );
  });

  test('the window may change at any time', () => {
    const size = fc.record({ columns: fc.integer({ min: 1, max: 200 }), rows: fc.integer({ min: 1, max: 70 }) });
    fc.assert(
      fc.property(fc.array(fc.oneof(anyKey, size), { maxLength: 60 }), (steps) => {
        const bench = atTable(strait(), oneHuman(strait(), 0));
        for (const step of steps) {
          if (typeof step === 'string') bench.press(step);
          else bench.store.dispatch({ is: 'size', size: step });
          frame(bench.store.session());
        }
      }),
      { numRuns: 25 },
    );
  });
});

/** Plays on with the plainest keys until the game is over. */
const playOut = (bench: Bench, choose: readonly Key[] = []): Session => {
  for (let i = 0; i < 400 && playAt(bench).course.position.world.step !== 'over'; i += 1) {
    const { screen } = bench.store.session();
    if (screen.is === 'board') bench.press(...choose, 'c', 'c');
    else bench.press(screen.is === 'reveal' ? 'escape' : 'enter');
  }
  return bench.store.session();
};

describe.each([
  ['the strait', strait, 3],
  ['the flagship', flagship, 5],
] as const)('%s', (_name, load, seats) => {
  test.each(Array.from({ length: seats }, (_, seat) => seat))('is played to an ending as seat %i', (seat) => {
    const game = load();
    const paper = blankPaper();
    const bench = atTable(game, oneHuman(game, seat), { seed: 'ending', paper });
    playOut(bench, ['3', 'enter', 'enter', 'escape', 'escape']);
    expect(playAt(bench).course.position.world.ending).not.toBe(-1);
    expect(paper.moves).toEqual(playAt(bench).course.position.moves);
    expect(bench.press('a', 'enter').screen.is).toBe('ending');
  });
});

describe('a new game', () => {
  test('is put together row by row', () => {
    const bench = benchWith(hostWith());
    bench.press('enter', 'enter', 'l', 'j', 'h', 'j', 'j', 'l');
    const { screen } = bench.store.session();
    expect(screen).toMatchObject({
      is: 'setup',
      players: ['doctrine', 'human', 'doctrine'],
      presets: [1],
      seed: 'seed-1',
    });
  });

  test('has the seed that was typed', () => {
    const bench = benchWith(hostWith());
    bench.press('enter', 'enter', 'j', 'j', 'j', 'j', 'enter', 'ctrl+u', 'q', 'x', '7', 'backspace', 'enter', 'b');
    expect(playAt(bench).course.table.seed.text).toBe('qx');
  });

  test('keeps the old seed when editing is given up', () => {
    const bench = benchWith(hostWith());
    bench.press('enter', 'enter', 'j', 'j', 'j', 'j', 'enter', 'q', 'escape');
    expect(bench.store.session().screen).toMatchObject({ seed: 'seed-1' });
  });

  test('of a broken scenario is refused with its reason', () => {
    const bench = benchWith(hostWith());
    expect(bench.press('enter', 'j', 'enter').notice?.text).toBe('It has 3 errors.');
  });
});

describe('a saved game', () => {
  test('goes on at its board, and what was before counts as seen', () => {
    const first = atTable(strait(), oneHuman(strait(), 0));
    first.press('enter', 'c', 'c', 'escape');
    const { position, table } = playAt(first).course;
    const bench = benchWith(
      hostWith({
        saved: () => ({ ...begunWith(strait(), table.players, { position }), notices: ['One line was lost.'] }),
      }),
    );
    const session = bench.press('j', 'enter', 'enter');
    expect(session.screen.is).toBe('board');
    expect(session.notice?.text).toBe('One line was lost.');
    expect(playAt(bench).turns).toEqual(playAt(first).turns);
  });

  test('that is gone is a sentence', () => {
    const bench = benchWith(hostWith());
    expect(bench.press('j', 'enter').notice?.text).toContain('no saved game');
    const session = update(bench.store.session(), { is: 'refused', sentence: 'There is no file x.' });
    expect(session.notice?.text).toBe('There is no file x.');
  });
});

describe('orders', () => {
  const atSealed = (seat = 0, seed = '7'): Bench => {
    const bench = atTable(strait(), oneHuman(strait(), seat), { seed });
    bench.press('enter');
    while (playAt(bench).course.position.world.step === 'consultation') bench.press('c', 'c', 'escape');
    return bench;
  };

  /** A game in which Red has boarded the tanker and owes orders, so that it may open fire. */
  const atIncident = (): Bench => {
    for (let seed = 1; ; seed += 1) {
      const bench = atSealed(1, String(seed));
      while (playAt(bench).course.position.world.step !== 'over') {
        if (playAt(bench).course.position.world.phases[0] === 1) return bench;
        bench.press('enter', 'enter', 'escape', 'c', 'c', 'escape');
      }
    }
  };

  test('are chosen, taken back and sealed with a key of their own', () => {
    const bench = atSealed();
    bench.press('enter', 'enter');
    expect(playAt(bench).drafts.map(({ order }) => order)).toEqual([{ action: 'escort' }]);
    bench.press('enter');
    expect(playAt(bench).drafts).toEqual([]);
    bench.press('enter', 'c');
    expect(contextOf(bench.store.session())).toBe('seal');
    const moves = playAt(bench).course.position.moves.length;
    bench.press('escape');
    expect(playAt(bench).course.position.moves).toHaveLength(moves);
    bench.press('c', 'c');
    expect(playAt(bench).course.position.moves[moves]).toEqual({
      is: 'orders',
      seat: 'blue',
      orders: [{ action: 'escort' }],
    });
  });

  test('that cannot be given say why in words', () => {
    const bench = atSealed();
    const session = bench.press('enter', 'end', 'enter');
    expect(session.notice?.text).toBe(
      'Sink the fleet cannot be ordered now: it needs: Crisis ladder is “Shots fired”.',
    );
  });

  test('can wait for what somebody else does', () => {
    const bench = atSealed();
    bench.press('enter', 'j', 'j', 'j', 'i', 'j', 'enter');
    expect(playAt(bench).drafts[0]?.order).toEqual({ action: 'answer-boarding', replyTo: 'lay-mines' });
  });

  test('across a firebreak are asked for twice, with a name', () => {
    const bench = atIncident();
    bench.press('escape', 'enter', 'enter');
    expect(contextOf(bench.store.session())).toBe('firebreak');
    bench.press('y', 'enter');
    expect(playAt(bench).drafts).toEqual([]);
    bench.press('A', 'd', 'm', '.', 'enter');
    expect(playAt(bench).drafts).toEqual([
      { action: expect.any(Number), order: { action: 'open-fire', confirmed: true, authority: 'Adm.' } },
    ]);
    bench.press('c', 'c');
    expect(bench.store.session().screen.is).toBe('reveal');
    expect(JSON.stringify(frame(bench.press('a')))).toContain('Ladder 1 → 2: Shots fired');
  });
});

describe('several people', () => {
  test('hand the keyboard over before each looks', () => {
    const game = strait();
    const bench = atTable(game, ['human', 'doctrine', 'human']);
    expect(bench.store.session().screen).toEqual({ is: 'handover', seat: 0 });
    bench.press('enter', 'enter', 'enter', 'enter', 'escape', 'c', 'c');
    const handed = bench.store.session();
    expect(handed.screen).toEqual({ is: 'handover', seat: 2 });
    expect(handed.play?.drafts).toEqual([]);
    expect(JSON.stringify(frame(handed))).not.toContain('joint patrol');
    bench.press('enter');
    expect(bench.store.session().screen.is).toBe('briefing');
  });
});

describe('nobody', () => {
  test('plays: a spectator steps through to the end', () => {
    const game = strait();
    const bench = atTable(game, ['doctrine', 'random', 'hold']);
    expect(contextOf(bench.store.session())).toBe('watching');
    const before = playAt(bench).course.position.moves.length;
    bench.press('enter');
    expect(playAt(bench).course.position.moves.length).toBeGreaterThan(before);
    bench.press('n');
    expect(playAt(bench).course.position.world.turn).toBe(2);
    expect(bench.press('a').screen.is).toBe('ending');
  });
});

describe('a disk that is full', () => {
  test('is said at once, another file is offered, and the game goes on', () => {
    const paper = blankPaper();
    paper.problem = 'The disk is full.';
    const bench = atTable(strait(), oneHuman(strait(), 0), { paper });
    expect(contextOf(bench.store.session())).toBe('elsewhere');
    bench.press('enter');
    expect(paper.files).toEqual(['/games/strait.jsonl']);
    expect(bench.store.session().unsaved).toBe('The disk is full.');
    paper.problem = undefined;
    bench.press('backspace', 'enter');
    expect(bench.store.session().unsaved).toBeUndefined();
    expect(playAt(bench).file).toBe('/games/strait.json');
  });
});

describe('leaving', () => {
  test('q leaves at once when nothing would be lost, and asks when orders would', () => {
    const bench = atTable(strait(), oneHuman(strait(), 0));
    bench.press('enter', 'enter', 'enter', 'escape', 'q');
    expect(bench.left()).toBeUndefined();
    bench.press('q');
    expect(bench.left()).toBe(0);
  });

  test('Ctrl+C steps out first, then leaves with 130', () => {
    const bench = atTable(strait(), oneHuman(strait(), 0));
    bench.press('?', 'ctrl+c');
    expect(bench.store.session().popup).toBeUndefined();
    bench.store.dispatch({ is: 'calm' });
    bench.press('ctrl+c');
    expect(bench.left()).toBeUndefined();
    bench.press('ctrl+c');
    expect(bench.left()).toBe(130);
  });
});

test('a key that means nothing changes nothing', () => {
  const { store } = atTable(strait(), oneHuman(strait(), 0));
  const before = store.session();
  store.dispatch({ is: 'key', key: 'ß' });
  expect(intentOf('briefing', 'ß')).toBeUndefined();
  expect(store.session()).toEqual(before);
});

test('a game that was just begun has seen nothing; one that was resumed has seen all', () => {
  const begun = begunWith(strait(), oneHuman(strait(), 0));
  expect(playOf(begun).shown.every((count) => count === 0)).toBe(true);
});
