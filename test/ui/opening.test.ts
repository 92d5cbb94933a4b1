import { describe, expect, test } from 'vitest';
import type { Concept } from '../../src/core/program/game.js';
import type { Choice, Host, ScenarioCard } from '../../src/ui/host.js';
import type { Line } from '../../src/ui/line.js';
import { firstSession, type Session } from '../../src/ui/session.js';
import { createStore } from '../../src/ui/store.js';
import { frame } from '../../src/ui/view/frame.js';
import { conceptDoc } from '../../src/ui/view/learn.js';
import { scenarioDoc } from '../../src/ui/view/opening.js';
import { type Bench, benchWith, hostWith, strait, wordy } from './fixture.js';

/** Before a game: choosing among scenarios, disguises, seats, and the cards of the concepts. */

const textOf = (lines: readonly Line[]): string[] =>
  lines.map((line) =>
    line
      .map(({ text }) => text)
      .join('')
      .trimEnd(),
  );

/** Titles and lines of all panels of a screen, its notice included. */
const shownOn = (session: Session): string => {
  const { header, body, notice } = frame(session);
  const panels = body.flat().flatMap(({ title, lines }) => [title, ...textOf(lines)]);
  return [...textOf([header]), ...panels, ...textOf([notice])].join('\n');
};

const CARD = {
  teaches: ['Firebreak', 'Face'],
  recordCommand: 'firebreak replay --record strait',
  disguise: { title: 'Case Elder', summary: 'Two neighbours and a narrow water.' },
};

/** A bench whose host notes what was begun. */
const noting = (begun: Choice[], card: object = CARD): Bench =>
  benchWith({
    ...hostWith({ card }),
    begin: (choice) => {
      begun.push(choice);
      throw new Error('The test has seen enough.');
    },
  });

describe('reading the scenarios', () => {
  const counting = (): { readonly host: Host; readonly read: string[] } => {
    const read: string[] = [];
    const host = hostWith();
    const scenario = (id: string): ScenarioCard => {
      read.push(id);
      return host.scenario(id);
    };
    return { read, host: { ...host, scenario } };
  };

  test('is not waited for: the screens are there before, and say how many are to come', () => {
    const { host, read } = counting();
    const store = createStore(host, { ascii: false, size: { columns: 100, rows: 30 }, leave: () => undefined });
    store.dispatch({ is: 'key', key: 'enter' });
    expect(read).toEqual([]);
    expect(shownOn(store.session())).toContain('Reading the scenarios: 2 to go.');
    store.dispatch({ is: 'key', key: 'enter' });
    expect(store.session().screen.is).toBe('scenarios');
    expect(store.readOne()).toBe(true);
    expect(shownOn(store.session())).toContain('Reading the scenarios: 1 to go.');
    expect(store.readOne()).toBe(false);
    expect(shownOn(store.session())).not.toContain('Reading');
    expect(store.session().cards.map(({ id }) => id)).toEqual(['strait', 'broken']);
  });

  test('happens once, whatever is asked for later', () => {
    const { host, read } = counting();
    const bench = benchWith(host);
    bench.press('enter', 'enter', 'n', 'n', 'escape', 'escape', 'enter');
    expect(bench.store.readOne()).toBe(false);
    expect(read).toEqual(['strait', 'broken']);
  });
});

describe('the card of a scenario', () => {
  const game = strait();
  const card = {
    ...hostWith({ card: CARD }).scenario('strait'),
    summary: 'Ships pass a narrow water.',
  };

  test('says who sits there, how long it takes, what it teaches and what really happened', () => {
    const seats = card.seats.map((seat) => ({ ...seat, name: `The republic of ${seat.name}` }));
    const text = textOf(scenarioDoc({ ...card, seats: seats.slice(0, 1) }, 30));
    expect(text).toEqual([
      game.title,
      'Ships pass a narrow water.',
      '',
      '■BLU The republic of Republic',
      '     of Blue',
      card.turns,
      '',
      'Teaches: Firebreak, Face',
      '',
      'Calibration: Calm water ·',
      'Rough water',
      '',
      'What really happened:',
      'firebreak replay --record',
      'strait',
    ]);
  });

  test('counts the presets of several groups instead of naming them', () => {
    const text = textOf(scenarioDoc({ ...card, presets: wordy().presets }, 200)).join('\n');
    expect(text).toContain('To choose from: Weather (2), The number of ships that take part (2), Calibration (2)');
  });
});

describe('a disguise', () => {
  test('hides titles, dates and presets from the list on, and is carried into the game', () => {
    const begun: Choice[] = [];
    const bench = noting(begun);
    const list = shownOn(bench.press('enter', 'u'));
    expect(list).toContain('▸ Case Elder');
    expect(list).toContain('Two neighbours and a narrow water.');
    expect(list).not.toMatch(/strait|Calm water|Rough/i);
    const setup = shownOn(bench.press('enter'));
    expect(setup).toContain('in disguise');
    expect(setup).not.toMatch(/strait|Calm water/i);
    bench.press('b');
    expect(begun).toMatchObject([{ scenario: 'strait', disguise: true }]);
  });

  test('is put on and off beside the other choices, and keeps a preset that was chosen before', () => {
    const begun: Choice[] = [];
    const bench = noting(begun);
    const rows = ['j', 'j', 'j', 'l', 'j', 'l'];
    const session = bench.press('enter', 'enter', ...rows);
    expect(session.disguise).toBe(true);
    expect(shownOn(session)).toContain('▸ Title             ◀ in disguise ▶');
    bench.press('b', 'l', 'b');
    expect(begun).toMatchObject([
      { preset: 'rough', disguise: true },
      { preset: 'rough', disguise: false },
    ]);
  });

  test('of a scenario without one is nothing: its title and presets stay', () => {
    const begun: Choice[] = [];
    const bench = noting(begun, {});
    expect(shownOn(bench.press('enter', 'u'))).toContain(`▸ ${strait().title}`);
    const session = bench.press('enter', 'u');
    expect(session.notice?.text).toBe('This scenario has no disguise.');
    bench.press('b');
    expect(begun).toMatchObject([{ disguise: false }]);
  });

  test('leaves the cursor on its row when presets come and go', () => {
    const rowAfter = (...keys: readonly string[]): unknown => noting([]).press('enter', 'enter', ...keys).screen;
    // Three seats, the presets, the title, the seed.
    expect(rowAfter('j', 'u')).toMatchObject({ row: 1 });
    expect(rowAfter('j', 'j', 'j', 'u')).toMatchObject({ row: 3 });
    expect(rowAfter('j', 'j', 'j', 'j', 'j', 'u')).toMatchObject({ row: 4 });
    expect(rowAfter('j', 'j', 'j', 'j', 'j', 'u', 'u')).toMatchObject({ row: 5 });
  });
});

describe('a seat', () => {
  const players = (...keys: readonly string[]): unknown => {
    const { screen } = benchWith(hostWith()).press('enter', 'enter', ...keys);
    return screen.is === 'setup' ? screen.players : undefined;
  };

  test.each([
    [
      ['j', 'enter'],
      ['doctrine', 'human', 'doctrine'],
    ],
    [['enter'], ['doctrine', 'doctrine', 'doctrine']],
    [
      ['enter', 'j', 'j', 'enter'],
      ['doctrine', 'doctrine', 'human'],
    ],
    [
      ['j', 'h', 'j', 'enter'],
      ['human', 'human', 'human'],
    ],
  ])('after %j is taken: %j', (keys, expected) => {
    expect(players(...keys)).toEqual(expected);
  });

  test('can be taken by several people, and programs are chosen by left and right', () => {
    expect(players('j', 'l', 'l', 'l')).toEqual(['human', 'human', 'doctrine']);
    expect(players('j', 'l')).toEqual(['human', 'random', 'doctrine']);
  });
});

describe('the cards of the concepts', () => {
  const concept = (id: string, name: string): Concept => ({
    ...{ id, name, idea: 'It is so. '.repeat(120) },
    ...{ origin: 'Somebody (1960)', lookFor: 'A sign.', ask: 'Why?' },
  });
  const concepts = [concept('firebreak', 'Firebreak'), concept('off-ramp', 'Off-ramp')];
  const bench = (): Bench => benchWith(hostWith({ card: CARD, concepts }), { columns: 80, rows: 24 });

  test('are on the opening screen, with the scenarios that speak of each', () => {
    const session = bench().press('j', 'j', 'enter');
    expect(session.screen).toEqual({ is: 'learn', cursor: 0, scroll: 0 });
    const text = textOf(conceptDoc(session, 0));
    expect(text[0]).toBe('Firebreak');
    expect(text.slice(-7)).toEqual([
      'From: Somebody (1960)',
      '',
      'Look for: A sign.',
      '',
      'Ask: Why?',
      '',
      `Above all in: ${strait().title}`,
    ]);
    expect(textOf(conceptDoc(session, 1)).at(-1)).toBe('Ask: Why?');
  });

  test('are read on with the right arrow, back with the left, and from the top in the next card', () => {
    const open = bench();
    const top = open.press('j', 'j', 'enter');
    expect(shownOn(top)).not.toContain('Ask: Why?');
    const read = open.press('l', 'l');
    expect(shownOn(read)).toContain('Ask: Why?');
    expect(open.press('h', 'h').screen).toMatchObject({ scroll: 0 });
    expect(open.press('l', 'j').screen).toEqual({ is: 'learn', cursor: 1, scroll: 0 });
    expect(open.press('escape').screen).toEqual({ is: 'opening', cursor: 2 });
  });

  test('do not give away the case behind a disguise', () => {
    const session = bench().press('enter', 'u', 'escape', 'j', 'j', 'enter');
    expect(textOf(conceptDoc(session, 0)).at(-1)).toBe('Above all in: Case Elder');
  });

  test('are asked for when they are opened, and not before', () => {
    expect(firstSession({ unread: 0, saves: [], seed: 's' }).concepts).toEqual([]);
  });
});
