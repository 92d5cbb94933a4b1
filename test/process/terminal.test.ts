import { describe, expect, test } from 'vitest';
import { open } from './pty.js';
import { firebreak, folderForTests } from './run.js';
import { playsToTheEnd, toTheBoard } from './whole-game.js';

/** The real program in a real terminal: it plays, resizes, and leaves the terminal as it found it in every way out. */

const folder = folderForTests();
const GAME = ['play', '--seed', '7', '--seat', 'rok=human', '--save'];

const restored = { alternate: false, cursorHidden: false };

describe('ways out', () => {
  test('q leaves with exit code 0, last words and a whole journal', async () => {
    const file = `${folder}/q.jsonl`;
    const run = open([...GAME, file], folder);
    await toTheBoard(run);
    run.pty.write('q');
    expect(await run.ended).toMatchObject({ exitCode: 0 });
    const left = await run.left();
    expect(left).toMatchObject(restored);
    expect(left.text).toContain('launch.js resume');
    expect(firebreak(['verify', file], { cwd: folder }).code).toBe(0);
  });

  test('Ctrl+C twice leaves with 130', async () => {
    const run = open([...GAME, `${folder}/c.jsonl`], folder);
    await toTheBoard(run);
    await run.press('\u0003', /Ctrl\+C/);
    run.pty.write('\u0003');
    expect(await run.ended).toMatchObject({ exitCode: 130 });
    expect(await run.left()).toMatchObject(restored);
  });

  test.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
  ] as const)('%s restores the terminal, keeps the game and says so', async (signal, exitCode) => {
    const file = `${folder}/${signal}.jsonl`;
    const run = open([...GAME, file], folder, 80, 24);
    await toTheBoard(run);
    process.kill(run.pty.pid, signal);
    expect(await run.ended).toMatchObject({ exitCode });
    const left = await run.left();
    expect(left).toMatchObject(restored);
    expect(left.text).toMatch(/The game is saved in [\s\S]*To go on: /);
    expect(firebreak(['verify', file], { cwd: folder }).code).toBe(0);
  });

  test('a crash restores the terminal, says where the game is, and exits 70', async () => {
    const run = open([...GAME, `${folder}/crash.jsonl`], folder, 80, 24, { FIREBREAK_CRASH: '1' });
    await toTheBoard(run);
    run.pty.write('!');
    expect(await run.ended).toMatchObject({ exitCode: 70 });
    const left = await run.left();
    expect(left).toMatchObject(restored);
    expect(left.text).toContain('crash.jsonl');
  });

  test('a game killed half way is resumed where it was', async () => {
    const file = `${folder}/killed.jsonl`;
    const run = open([...GAME, file], folder);
    await toTheBoard(run);
    process.kill(run.pty.pid, 'SIGKILL');
    await run.ended;
    const again = open(['resume', file], folder);
    await again.until(/Turn 1 .*ORDERS/);
    again.pty.write('q');
    expect(await again.ended).toMatchObject({ exitCode: 0 });
  });
});

describe('the window', () => {
  test('resizes without leftovers, and says when it is too small', async () => {
    const run = open([...GAME, `${folder}/size.jsonl`], folder);
    await toTheBoard(run);
    run.resize(80, 24);
    await run.until(/q +quit/);
    run.resize(50, 14);
    await run.until(/needs 60.16/i);
    run.resize(120, 35);
    // The header arrives before the rest of a frame: wait for its last line.
    await run.until(/ORDERS[\s\S]*\bquit[^\n]*$/);
    const lines = run.screen().split('\n');
    expect(lines).toHaveLength(35);
    expect(lines.at(-1)).toMatch(/quit/);
    run.resize(100, 30);
    await run.until(/q +quit/);
    run.pty.write('q');
    await run.ended;
  });
});

test('a whole game, holding every turn, to the end screen', () => playsToTheEnd('rok', folder), 120_000);
