import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { firebreak, folderForTests } from './run.js';

/** What really happened, the backtest, concepts and disguises, as commands. */

const cwd = folderForTests();
copyFileSync(fileURLToPath(new URL('../report/ferry.yaml', import.meta.url)), join(cwd, 'ferry.yaml'));
const broken = readFileSync(join(cwd, 'ferry.yaml'), 'utf8').replace('ladder == "stop"', 'ladder == "calm"');
writeFileSync(join(cwd, 'broken.yaml'), broken);

describe('replay --record', () => {
  test('tells the turns with what really happened, and keeps the game', () => {
    const { code, out, err } = firebreak(['replay', '--record', 'ferry.yaml', '--save', 'game.jsonl'], { cwd });
    expect([code, err]).toEqual([0, 'Saved as game.jsonl.\n']);
    expect(out).toContain('Turn 1, 4 May 1931\n  | The ferry is stopped and searched.\n  North: Consult\n');
    expect(out).toContain('Search the ferry: 40% = 40 base; control decided: papers only');
    expect(out).toContain('Ending: Settled, after 3 turns.');
    expect(out).toContain('What really happened:\n  The boats went home on the same tide.');
    expect(out).toContain('Off-ramp: What could each say at home?');
    expect(firebreak(['verify', 'game.jsonl'], { cwd }).out).toContain('verified. ');
    const again = firebreak(['replay', '--record', 'ferry.yaml', '--save', 'game.jsonl'], { cwd });
    expect([again.code, again.err]).toEqual([1, 'game.jsonl already exists. Choose another name for --save.\n']);
  });

  test('shows one turn, one seat, JSON, or the disguise', () => {
    const turn = firebreak(['replay', '--record', 'ferry.yaml', '--turn', '2'], { cwd });
    expect(turn.out).toMatch(/^\nTurn 2, 11 May 1931\n[\s\S]*rung 2\)\n$/);
    const json = firebreak(['replay', '--record', 'ferry.yaml', '--json'], { cwd }).out.trim().split('\n');
    expect(json.map((line) => JSON.parse(line)).at(-1)).toMatchObject({ outcome: 'accepted', ending: 'settled' });
    const hidden = firebreak(['replay', '--record', 'ferry.yaml', '--disguise'], { cwd }).out;
    expect(hidden).toMatch(/^Case Alder\n/);
    expect(hidden.slice(0, hidden.indexOf('Ending:'))).not.toMatch(/1931|Narrow/);
  });

  test('says where a record fails, and that there is none', () => {
    const { code, out, err } = firebreak(['replay', '--record', 'broken.yaml'], { cwd });
    expect(code).toBe(3);
    expect(out).toContain('Ending: Settled');
    expect(err).toMatch(/^broken\.yaml:\d+:\d+: the record, turn 1: as the turn ends .* ladder is stop\.\n$/);
    writeFileSync(join(cwd, 'bare.yaml'), broken.slice(0, broken.indexOf('\nrecord:')));
    const bare = firebreak(['replay', '--record', 'bare.yaml'], { cwd });
    expect([bare.code, bare.err]).toEqual([1, expect.stringMatching(/^bare\.yaml has no record/)]);
  });
});

describe('backtest', () => {
  test('prints outcome by outcome, and JSON', () => {
    const { code, out } = firebreak(['backtest', 'ferry.yaml'], { cwd });
    expect(code).toBe(0);
    expect(out).toContain('turn  3    1.0%  rumour: happens  ← rarer than 1 in 50\n');
    expect(out).toContain('4 outcomes, log-likelihood −6.32, geometric mean 21%; 1 rarer than 1 in 50\n');
    const json = JSON.parse(firebreak(['backtest', 'ferry.yaml', '--json'], { cwd }).out);
    expect(json).toMatchObject({ scenarios: [{ scenario: 'ferry', count: 4, rare: 1 }], total: { count: 4 } });
  });

  test('goes on behind a record that fails, with exit code 3', () => {
    const { code, out, err } = firebreak(['backtest', 'broken.yaml', 'ferry.yaml'], { cwd });
    expect([code, err]).toEqual([3, expect.stringMatching(/^broken\.yaml: broken\.yaml:\d+:\d+: the record, turn 1/)]);
    expect(out).toContain('4 outcomes');
  });
});

test('concepts lists the cards and shows one', () => {
  expect(firebreak(['concepts'], { cwd }).out).toMatch(/^tripwire +Tripwire$/m);
  const card = firebreak(['concepts', 'tripwire'], { cwd }).out;
  expect(card).toMatch(
    /^Tripwire\n\n[\s\S]*From: [\s\S]*Look for: [\s\S]*Ask: [\s\S]*Shown by:\n[\s\S]*^ {2}korean-peninsula \(orders: /m,
  );
  const wrong = firebreak(['concepts', 'tripwir'], { cwd });
  expect([wrong.code, wrong.err]).toEqual([2, 'There is no concept "tripwir". Did you mean "tripwire"?\n']);
});

test('a game in disguise is resumed in disguise, and unmasked at its end', () => {
  const human = [
    'play',
    'ferry.yaml',
    '--disguise',
    '--plain',
    '--seed',
    '2',
    '--seat',
    'north=human',
    '--save',
    'case.jsonl',
  ];
  const begun = firebreak(human, { cwd, input: 'quit\n' });
  expect(begun.out).toMatch(/Case Alder/);
  expect(begun.out).not.toMatch(/1931|Narrow/);
  const resumed = firebreak(['resume', 'case.jsonl', '--plain'], { cwd, input: '0\n'.repeat(40) });
  expect(resumed.out).toMatch(/year 1/);
  expect(resumed.out.slice(0, resumed.out.indexOf('Ending:'))).not.toMatch(/1931|Narrow/);
  expect(resumed.out).toContain('This was: The ferry at Narrow Point (1931).');
  expect(existsSync(join(cwd, 'case.jsonl'))).toBe(true);
  const none = firebreak(['play', 'korean-peninsula', '--disguise', '--plain', '--all', 'hold'], { cwd });
  expect([none.code, none.err]).toEqual([1, expect.stringMatching(/^korean-peninsula has no disguise/)]);
});
