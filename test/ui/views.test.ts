import fc from 'fast-check';
import { renderToString } from 'ink';
import { createElement } from 'react';
import { describe, expect, test } from 'vitest';
import { PageView } from '../../src/ui/components.js';
import { cut, dim, ends, flow, type Line, lineWidth, pad, sized, span, widthOf, wrap } from '../../src/ui/line.js';
import type { Session } from '../../src/ui/session.js';
import type { Theme } from '../../src/ui/theme.js';
import { frame } from '../../src/ui/view/frame.js';
import type { Page } from '../../src/ui/view/page.js';
import { bar, sparkline } from '../../src/ui/view/signs.js';
import {
  atTable,
  type Bench,
  benchWith,
  flagship,
  hostWith,
  ladderless,
  oneHuman,
  playAt,
  scatter,
  strait,
  wordy,
} from './fixture.js';

const PLAIN: Theme = { colour: false, ascii: false, faded: false };

const drawn = (session: Session, theme: Theme = PLAIN): string => {
  const { columns, rows } = session.size;
  const page = createElement(PageView, { page: frame(session), columns, rows, theme });
  return renderToString(page, { columns });
};

const sizes = fc.record({ columns: fc.integer({ min: 60, max: 170 }), rows: fc.integer({ min: 16, max: 60 }) });

/** Lines that are too long for so many cells, as text. */
const tooLong = (lines: readonly Line[], width: number): string[] =>
  lines.filter((line) => lineWidth(line) > width).map((line) => line.map(({ text }) => text).join(''));

/** Every line of a page is as wide as its panel or less, and the panels fill the body. */
const expectFits = (page: Page, { columns, rows }: { readonly columns: number; readonly rows: number }): void => {
  expect(tooLong([page.header, page.notice, page.keys, ...page.foot], columns)).toEqual([]);
  const widths = page.body.map((column) => column[0]?.width ?? 0);
  expect(widths.reduce((sum, width) => sum + width, 0)).toBe(columns);
  for (const column of page.body) {
    expect(column.reduce((sum, { height }) => sum + height, 0)).toBe(rows - 3 - page.foot.length);
    for (const { lines, width, height } of column) {
      expect(lines.length).toBeLessThanOrEqual(height - 2);
      expect(tooLong(lines, width - 4)).toEqual([]);
    }
  }
  const { modal } = page;
  if (modal === undefined) return;
  expect(modal.width).toBeLessThanOrEqual(columns);
  expect(modal.height).toBeLessThanOrEqual(rows - 2);
  expect(tooLong(modal.lines, modal.width - 4)).toEqual([]);
};

describe('lines', () => {
  test.each([
    ['Tension', 7],
    ['긴장', 4],
    ['■ROK ▲9 ━━ ≈52', 14],
    ['e\u0301', 1],
    ['✔ ‼ …', 5],
  ])('%s takes %i cells', (text, cells) => {
    expect(widthOf(text)).toBe(cells);
  });

  test.each([
    ['Exchange of fire', 9, 'Exchange…'],
    ['긴장이 높다', 6, '긴장…'],
    ['short', 9, 'short'],
    ['x', 0, ''],
  ])('%s in %i cells is %s', (text, width, shown) => {
    expect(cut(text, width)).toBe(shown);
  });

  test('any text is cut, filled and wrapped to its width', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), text, fc.integer({ min: 2, max: 40 }), (parts, right, width) => {
        const line = parts.map((part) => span(part));
        expect(lineWidth(sized(line, width))).toBe(width);
        expect(widthOf(pad(right, width))).toBe(width);
        expect(lineWidth(ends(line, [span(right)], width))).toBe(width);
        for (const row of flow([line, [span(right)]], width)) expect(lineWidth(row)).toBeLessThanOrEqual(width);
        for (const row of wrap(parts.join(' '), width)) expect(widthOf(row)).toBeLessThanOrEqual(width);
      }),
    );
  });

  test('a part that is longer than a line is broken, and nothing of it is lost', () => {
    const parts = [
      [dim('It brings:')],
      [span('The guards are with the party: yes', { tone: 'good' }), span(',')],
      [span('Home +3')],
    ];
    expect(flow(parts, 20, ' ').map((row) => row.map(({ text }) => text).join(''))).toEqual([
      'It brings:',
      'The guards are with',
      'the party: yes,',
      'Home +3',
    ]);
  });

  test('paragraphs are joined and kept apart', () => {
    expect(wrap('One line\nof text.\n\nAnother.', 40)).toEqual(['One line of text.', '', 'Another.']);
  });
});

describe('signs', () => {
  const text = (value: number): string =>
    bar(value, { min: 0, max: 100, thresholds: [50] }, 10, 'cool')
      .map((part) => part.text)
      .join('');

  test.each([
    [0, '·····┊····'],
    [30, '▇▇▇··┊····'],
    [71, '▇▇▇▇▇┊▇···'],
    [100, '▇▇▇▇▇┊▇▇▇▇'],
  ])('a bar of %i', (value, shown) => {
    expect(text(value)).toBe(shown);
  });

  test('a sparkline shows the newest at the right', () => {
    expect(sparkline([0, 50, 100], 0, 100, 5)).toBe('  ▁▄▇');
    expect(sparkline([0, 0, 50, 100], 0, 100, 2)).toBe('▄▇');
  });
});

/** Sessions of many kinds: keys pressed at random in a game. */
const wander = (bench: Bench, seed: number, steps: number, each: (session: Session) => void): void => {
  const random = scatter(seed);
  const keys = ['enter', 'enter', 'c', 'c', 'escape', 'j', 'k', 'x', 'tab', 'z', 'v', 'r', 'a', '?', 'y', 'page-down'];
  for (let i = 0; i < steps; i += 1) each(bench.press(keys[Math.floor(random() * keys.length)]!));
};

describe('pages', () => {
  test.each([
    ['the strait', strait],
    ['a scenario of long names', wordy],
    ['a scenario without a ladder', ladderless],
    ['the flagship', flagship],
  ] as const)('of %s fit any window', (_name, load) => {
    const game = load();
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat({ max: game.actors.length }), (size, seed, seat) => {
        const bench = atTable(game, oneHuman(game, seat), { size });
        wander(bench, seed, 25, (session) => expectFits(frame(session), size));
      }),
      { numRuns: 25 },
    );
  });

  test('before a game fit any window', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const bench = benchWith(hostWith({ saved: () => playBegun }), size);
        for (const key of [
          '',
          'enter',
          'j',
          'k',
          'enter',
          'j',
          'j',
          'j',
          'j',
          '?',
          'escape',
          'escape',
          'escape',
          'j',
          'enter',
        ])
          expectFits(frame(bench.press(key)), size);
      }),
      { numRuns: 30 },
    );
  });

  const playBegun = { table: playAt(atTable(strait(), oneHuman(strait(), 0))).course.table } as never;

  test('are drawn line by line as they are described', () => {
    const bench = atTable(strait(), oneHuman(strait(), 0), { size: { columns: 80, rows: 24 } });
    const lines = drawn(bench.press('enter')).split('\n');
    expect(lines).toHaveLength(24);
    expect(lines[0]).toBe(' The strait  Turn 1 · 2 March 2026 · ALLIES CONSULT    ■BLU you ▲RED ai ◆GRN ai');
    expect(lines[2]).toContain('│  Tension');
    expect(lines[2]).toContain('▸ + choose orders…');
    expect(lines.find((line) => line.includes('▶0'))).toContain('▶0 Quiet water');
    expect(lines.at(-1)).toMatch(/^ ⏎ {2}orders.*\? {2}help/);
  });

  test('need no colour and no Unicode', () => {
    const bench = atTable(flagship(), oneHuman(flagship(), 0), { size: { columns: 100, rows: 30 } });
    wander(bench, 5, 30, (session) => {
      const ascii = drawn({ ...session, ascii: true }, { colour: false, ascii: true, faded: false });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: everything outside of ASCII is what must not occur
      expect(ascii.match(/[^\u0000-\u007f]/g) ?? []).toEqual([]);
      const widths = (picture: string): number[] =>
        picture
          .split('\n')
          .slice(0, -1)
          .map((line) => line.length);
      expect(widths(ascii)).toEqual(widths(drawn(session)));
    });
  });
});

test('no escape sequence of a scenario reaches the terminal', () => {
  const game = strait();
  const nasty = { ...game, title: 'The \u001b[31mstrait\u0007', briefing: 'Read \u001b]0;this\u0007.\u202e' };
  const bench = atTable(nasty, oneHuman(nasty, 0));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not occur
  const others = /[\u0000-\u0009\u000b-\u001a\u001c-\u001f\u007f\u202e]|\u001b[^[]|\u001b\[31m/;
  expect(drawn(bench.store.session())).not.toMatch(others);
  expect(drawn(bench.press('enter'))).not.toMatch(others);
});

describe('what is hidden', () => {
  test('reaches no page of a seat through the events either', () => {
    const game = strait();
    const bench = atTable(game, oneHuman(game, 0), { seed: 'mines' });
    wander(bench, 11, 80, (session) => {
      if (session.play === undefined || session.play.course.position.world.step === 'over') return;
      expect(JSON.stringify(frame(session))).not.toContain('Plot');
    });
  });
});
