import { describe, expect, test } from 'vitest';
import type { Item } from '../../src/ui/items.js';
import type { Line } from '../../src/ui/line.js';
import type { Running } from '../../src/ui/play.js';
import { headerLine } from '../../src/ui/view/board.js';
import { endingDoc } from '../../src/ui/view/ending.js';
import { revealLine } from '../../src/ui/view/feed.js';
import { frame } from '../../src/ui/view/frame.js';
import { ordersHint, ordersTitle } from '../../src/ui/view/orders.js';
import { itemCard, revealItems } from '../../src/ui/view/reveal.js';
import { atTable, type Bench, flagship, ladderless, oneHuman, playAt, strait, wordy } from './fixture.js';

/** What a person who has never played reads on the screens of a game. */

const textOf = (line: Line): string =>
  line
    .map(({ text }) => text)
    .join('')
    .trimEnd();

describe('the header', () => {
  test('names people one by one and programs together where there is no room for all names', () => {
    const game = flagship();
    const play = playAt(atTable(game, oneHuman(game, 1)));
    expect(textOf(headerLine(play, 80))).toBe(
      ' Korean Peninsula: the long…  Turn 1 · January 2026 · ORDERS  ◆US you ■▲●★◇○ ai',
    );
  });

  test('says of other people whether they have sealed', () => {
    const game = flagship();
    const players = game.actors.map((_, seat) => (seat < 2 ? ('human' as const) : ('doctrine' as const)));
    const { play } = atTable(game, players).press('enter', 'enter');
    expect(play === undefined ? '' : textOf(headerLine(play, 80))).toMatch(/ ■ROK you ◆… ▲●★◇○ ai$/);
  });
});

test('where nobody fights there is no ladder, and what is measured has all the room', () => {
  const game = ladderless();
  const { body } = frame(atTable(game, oneHuman(game, 0), { size: { columns: 80, rows: 24 } }).press('enter'));
  expect(body[0]?.map(({ title, height }) => [title, height])).toEqual([['1 Situation', 19]]);
});

test('help and explanations are read on with the space bar', () => {
  const bench = atTable(strait(), oneHuman(strait(), 0), { size: { columns: 80, rows: 24 } });
  const { popup } = bench.press('enter', '?', ' ');
  expect(popup).toMatchObject({ is: 'help', scroll: 17 });
});

describe('a consultation round', () => {
  const begun = (): Bench => {
    const bench = atTable(strait(), oneHuman(strait(), 0));
    bench.press('enter');
    return bench;
  };

  test('stands in the title of the orders, and sealing nothing passes only the round', () => {
    const play = playAt(begun());
    expect(ordersTitle(play)).toBe('Allies consult');
    expect(textOf(ordersHint(play))).toBe('Enter opens the list of orders; c seals none and lets this round pass.');
  });

  test('says that the sealed orders follow', () => {
    const { body } = frame(begun().store.session());
    const orders = body.flat().find(({ title }) => title.includes('Allies consult'));
    expect(orders?.lines.map(textOf)).toEqual([
      '▸ + choose orders…                   (3 points left)',
      '    1 order can be given.',
      '    The sealed orders come after this round.',
    ]);
  });

  test('is over when its orders are sealed', () => {
    const bench = begun();
    bench.press('c', 'c', 'escape');
    const play = playAt(bench);
    expect(ordersTitle(play)).toBe('Orders');
    expect(textOf(ordersHint(play))).toBe('Enter opens the list of orders; c seals none and lets the turn pass.');
  });
});

describe('what happened', () => {
  const played = (game = strait()): Running => {
    const bench = atTable(game, oneHuman(game, 0), { seed: '3' });
    bench.press('enter', 'c', 'c', 'escape', 'c', 'c', 'escape');
    return playAt(bench);
  };

  const changed = (play: Running, from: number, to: number): Item => {
    const slot = play.course.table.game.slots.findIndex(({ id }) => id === 'tension');
    const change = { is: 'moved', slot, from, to, cause: { is: 'upkeep' } } as unknown as Item['changes'][number];
    return {
      at: 0,
      turn: 2,
      is: 'turn',
      of: -1,
      seat: -1,
      title: 'Turn 2 begins',
      text: '',
      weight: 0,
      changes: [change],
    };
  };

  test.each([
    [46, 45.7, ' 46.0 →  45.7 ▼0.3'],
    [47, 45.6, '   47 →    46 ▼1.4'],
  ])('a change from %d to %d is to be seen in the numbers', (from, to, numbers) => {
    const play = played();
    const text = itemCard(play, changed(play, from, to), 60).map(textOf);
    expect(text.at(-1)).toBe(`  ${'Tension'.padEnd(22)} ${numbers}`);
  });

  test('is listed without its turn, which the card names', () => {
    const play = played();
    const [item] = revealItems(play, 0);
    expect(item).toBeDefined();
    if (item) expect(textOf(revealLine(play, item, 40, true))).not.toMatch(/T\d\d/);
  });

  test('a name that is too long for its line goes on in the next', () => {
    const play = played(wordy());
    const item = { ...changed(play, 1, 2), is: 'order', seat: 1, of: 0 } as const;
    expect(itemCard(play, item, 30).slice(0, 3).map(textOf)).toEqual([
      '▲RED The united and undivided',
      '     provinces of Red Union',
      '     beyond the seas',
    ]);
  });
});

test('a seat with a long name has a line of its own above its score', () => {
  const game = wordy();
  const bench = atTable(game, oneHuman(game, 0), { seed: '3' });
  for (let i = 0; i < 40 && playAt(bench).course.position.world.step !== 'over'; i += 1)
    bench.press('escape', 'c', 'c');
  const text = endingDoc(playAt(bench), { unsaved: undefined }, 72).map(textOf);
  const at = text.indexOf('■ The united and undivided provinces of Republic of Blue beyond the seas');
  expect(at).toBeGreaterThan(0);
  expect(text[at + 1]).toMatch(/^ {2}in all +[▇·]+ +\d+$/);
});
