import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readScript } from '../src/cli/script.js';
import { loadScenario } from '../src/scenario/library.js';
import { firebreak, folderForTests } from './process/run.js';
import { running } from './study/commands.js';

/** Scripts of orders: every mistake with its place, before the game begins. */

const folder = folderForTests();
const { game } = loadScenario('test/language/replies.yaml');

const reading = (text: string) =>
  running(async () => {
    const file = join(folder, 'orders.yaml');
    writeFileSync(file, text);
    readScript(file, game);
    return 0;
  });

const GOOD =
  '- { turn: 1, orders: { a: [ protest, { action: expose, reply_to: strike } ] } }\n- { turn: 2, orders: { b: [] } }\n';

test('a script is read', () => {
  const file = join(folder, 'good.yaml');
  writeFileSync(file, GOOD);
  expect(readScript(file, game)).toEqual([
    { turn: 1, seat: 'a', orders: [{ action: 'protest' }, { action: 'expose', replyTo: 'strike' }] },
    { turn: 2, seat: 'b', orders: [] },
  ]);
});

test.each([
  ['no list', 'turn: 1\n', '1:1 error E101: a script of orders is a list such as'],
  ['nothing', '', '1:1 error E101: a script of orders is a list such as'],
  ['a text for a turn', GOOD.replace('turn: 2', 'turn: soon'), '2:11 error E203: `[1].turn` takes a number'],
  ['half a turn', GOOD.replace('turn: 2', 'turn: 1.5'), '2:11 error E203: `[1].turn` takes a whole number'],
  ['no turn', GOOD.replace('turn: 2, ', ''), '2:3 error E202: the key `[1].turn` is missing'],
  ['a turn of no game', GOOD.replace('turn: 2', 'turn: 0'), '2:11 error E203: `[1].turn` must be at least 1'],
  [
    'a misspelt key',
    GOOD.replace('reply_to', 'reply-to'),
    '1:56 error E201: there is no key `reply-to` in `[0].orders.a[1]`',
  ],
  ['an unknown key', GOOD.replace('turn: 2', 'turn: 2, when: 3'), '2:14 error E201: there is no key `when` in `[1]`'],
  [
    'a number for an order',
    GOOD.replace('protest', '7'),
    '1:29 error E203: `[0].orders.a[0]` takes the id of an action',
  ],
  ['orders that are no list', GOOD.replace('[]', 'hide'), '2:27 error E203: `[1].orders.b` takes a list'],
  ['an unknown seat', GOOD.replace('b: []', 'c: []'), '2:24 error E301: there is no seat "c"'],
  ['an unknown action', GOOD.replace('protest', 'protests'), '1:29 error E301: A has no action "protests"'],
  ['an action of another', GOOD.replace('protest', 'strike'), '1:29 error E301: A has no action "strike"'],
  ['an event not waited for', GOOD.replace('to: strike', 'to: hide'), '1:66 error E301: Expose cannot wait for "hide"'],
  ['one that waits for nothing', GOOD.replace('action: expose', 'action: protest'), 'Protest cannot wait for an event'],
  [
    'a turn that stands twice',
    `${GOOD}- { turn: 1, orders: { a: [] } }\n`,
    '3:24 error E303: the orders of "a" in turn 1',
  ],
  ['a key of the language', GOOD.replace('b: []', '__proto__: []'), '2:24 error E103: the key `__proto__` is not'],
  ['an alias', '- &x { turn: 1, orders: {} }\n- *x\n', '2:3 error E104: aliases are not part'],
])('%s is refused at its place', async (_, text, sentence) => {
  const ran = await reading(text);
  expect(ran.code).toBe(3);
  expect(ran.err).toContain(join(folder, 'orders.yaml:'));
  expect(ran.err).toContain(sentence);
});

test('a script comes from standard input, where no person answers on it', () => {
  const orders = '- { turn: 1, orders: { a: [ protest ], b: [ strike ] } }\n';
  const scenario = join(import.meta.dirname, 'language', 'replies.yaml');
  const play = (...players: string[]) =>
    firebreak(['play', scenario, '--seed', '1', ...players, '--plain', '--orders', '-'], {
      cwd: folder,
      input: orders,
    });
  expect(play('--all', 'hold')).toMatchObject({ code: 0, err: '', out: expect.stringContaining('Strike') });
  expect(play('--seat', 'a=human')).toMatchObject({ code: 2, err: expect.stringContaining('need a file') });
});
