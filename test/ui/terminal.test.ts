import { afterEach, describe, expect, test } from 'vitest';
import { atTable, type Bench, benchWith, hostWith, oneHuman, playAt, scatter, strait, wordy } from './fixture.js';
import { openWindow, type Window } from './terminal.js';

let open: Window | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

const SIZES = [
  [100, 30],
  [80, 24],
  [60, 16],
  [97, 27],
] as const;

const CONCEPTS = [
  {
    id: 'chance',
    name: 'The threat that leaves something to chance, and what is left of it when chance has spoken',
    idea: 'One threatens what nobody would do on purpose. '.repeat(30),
    origin: 'Thomas C. Schelling, The Strategy of Conflict (1960)',
    lookFor: 'Who loads the die.',
    ask: 'Who was afraid of it?',
  },
];

const windowAt = async (bench: Bench, columns: number, rows: number): Promise<Window> => {
  bench.store.dispatch({ is: 'size', size: { columns, rows } });
  open = await openWindow(bench.store, columns, rows);
  return open;
};

const expectWhole = (window: Window, rows: number): void => {
  const lines = window.lines();
  expect(lines).toHaveLength(rows);
  expect(window.scrolledOff()).toBe(0);
  expect(lines.at(-1)).toMatch(/\S/);
};

describe.each(SIZES)('at %i×%i', (columns, rows) => {
  test('every screen fills the window exactly, its keys on the last line', async () => {
    const bench = benchWith(hostWith());
    const window = await windowAt(bench, columns, rows);
    const steps: readonly (readonly [string, string])[] = [
      ['', '? '],
      ['\r', 'Scenarios'],
      ['\r', 'who sits where'],
      ['b', 'Briefing for BLU'],
      ['\r', 'ALLIES CONSULT'],
      ['\r', 'Agree on a joint patrol'],
      ['\r', 'Ordered'],
      ['c', 'Seal the orders'],
      ['c', 'What happened'],
      ['\u001b', 'ORDERS'],
      ['?', 'KEYS HERE'],
    ];
    for (const [key, shows] of steps) {
      if (key !== '') await window.type(key);
      await expect.poll(() => window.text()).toContain(shows);
      expectWhole(window, rows);
      expect(window.lines().at(-1)).toMatch(/help|close|back/);
    }
  });

  test('names that are longer than any panel are cut or wrapped, never spilt', async () => {
    const card = {
      disguise: { title: 'Case Elder', summary: '' },
      teaches: ['The threat that leaves something to chance'],
    };
    const bench = benchWith(hostWith({ game: wordy, card, concepts: CONCEPTS }));
    const window = await windowAt(bench, columns, rows);
    const steps = ['j', 'j', '\r', 'l', '\u001b', 'k', 'k', '\r', 'u', '\r', 'j', '\r', 'u', 'j', 'j', 'l'];
    const inGame = ['b', ' ', '\r', '1', '4', '5', 'z', 'z', '3', '\r', 'x', '\u001b', '\r', '\u001b', 'c', 'c', 'x'];
    for (const key of [...steps, ...inGame]) {
      await window.type(key);
      expectWhole(window, rows);
    }
    expect(bench.store.session().screen.is).toBe('reveal');
  });

  test('after many keys the picture is that of a full redraw', async () => {
    const bench = atTable(strait(), oneHuman(strait(), 0), { seed: '3' });
    const window = await windowAt(bench, columns, rows);
    const random = scatter(columns * rows);
    const keys = ['\r', 'j', 'k', '\t', 'x', '\u001b', 'z', 'c', 'r', ' ', 'v', 'a', '\u001b[B', 'G', '?'];
    for (let i = 0; i < 40; i += 1) await window.type(keys[Math.floor(random() * keys.length)]!);
    const drawn = window.text();
    expectWhole(window, rows);
    await window.resize(columns + 1, rows);
    await window.resize(columns, rows);
    expect(window.text()).toBe(drawn);
  });
});

test('a key costs few bytes', async () => {
  const bench = atTable(strait(), oneHuman(strait(), 0));
  const window = await windowAt(bench, 100, 30);
  await window.type('\r', '1');
  const before = window.bytes();
  for (let i = 0; i < 6; i += 1) await window.type('j');
  expect((window.bytes() - before) / 6).toBeLessThan(2000);
});

test('a window that is too small says so, and recovers with its selection', async () => {
  const bench = atTable(strait(), oneHuman(strait(), 0));
  const window = await windowAt(bench, 100, 30);
  await window.type('\r', '1', 'j', 'j');
  expect(window.text()).toContain('▸Trade');
  await window.resize(50, 14);
  expect(window.text()).toContain('needs 60×16, have 50×14');
  await window.resize(120, 40);
  expect(window.text()).toContain('▸Trade');
  await window.resize(80, 24);
  expect(window.text()).toContain('▸Trade');
  expectWhole(window, 24);
});

test('keys that arrive in one piece are keys one by one', async () => {
  const bench = atTable(strait(), oneHuman(strait(), 0));
  const window = await windowAt(bench, 80, 24);
  await window.type('\r1jj\rq');
  expect(window.text()).toContain('▸Trade');
  await window.type('3\r\rcc');
  await expect.poll(() => window.text()).toContain('What happened');
});

test('a paste goes to the text field and nowhere else', async () => {
  const bench = benchWith(hostWith());
  const window = await windowAt(bench, 80, 24);
  await window.type('\u001b[200~qqq\u001b[201~', '\r', '\r');
  expect(bench.left()).toBeUndefined();
  await window.type('j', 'j', 'j', 'j', '\r', '\u0015', '\u001b[200~two\nlines\u001b[201~', '\r');
  expect(window.text()).toContain('two lines');
});

test('the terminal has its own screen back after leaving', async () => {
  const bench = atTable(strait(), oneHuman(strait(), 0));
  const window = await windowAt(bench, 80, 24);
  expect(window.isAlternate()).toBe(true);
  await window.close();
  open = undefined;
  expect(window.isAlternate()).toBe(false);
});

test.each([0, 1, 2])('seat %i plays to an ending at 80×24', async (seat) => {
  const game = strait();
  const bench = atTable(game, oneHuman(game, seat), { seed: `seat-${seat}` });
  const window = await windowAt(bench, 80, 24);
  for (let i = 0; i < 60 && playAt(bench).course.position.world.step !== 'over'; i += 1) {
    await window.type('\u001b', '\u001b', '3\rj\rcca');
    expectWhole(window, 24);
  }
  await window.type('\u001b', '\u001b');
  await expect.poll(() => window.text()).toContain('HOW IT ENDED');
});
