import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { completionScript } from '../../src/cli/completion.js';
import { programOf } from '../../src/cli/main.js';
import { SHELLS } from '../../src/cli/options.js';
import { PLAYERS, POLICY_NAMES } from '../../src/players/policy.js';
import { firebreak, folderForTests } from '../process/run.js';

/** Shell completion, tried in a real bash; of zsh and fish only what the scripts name. */

const WHO = { who: PLAYERS, policy: POLICY_NAMES };
const folder = folderForTests();
const script = join(folder, 'completion.bash');
writeFileSync(script, completionScript(programOf(), 'bash', WHO));
writeFileSync(join(folder, 'game.jsonl'), '');

/** What bash offers for the last of these words. */
const offered = (...words: string[]): string[] => {
  const line = ['firebreak', ...words];
  const command = `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=${line.length - 1}; _firebreak; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', command, 'bash', script, ...line], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((word) => word !== '');
};

test('bash can read it', () => {
  const { status, stderr } = spawnSync('bash', ['-n', script], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});

test.each<readonly [string, readonly string[], readonly string[]]>([
  ['a command', ['pl'], ['play']],
  ['a scenario', ['play', 'kor'], ['korean-peninsula']],
  ['an option', ['simulate', '--wor'], ['--workers']],
  ['the value of an option', ['play', '--all', 'do'], ['doctrine']],
  ['nobody whom a batch cannot ask', ['simulate', '--all', 'h'], ['hold']],
  ['a person where one can be asked', ['play', '--all', 'h'], ['human', 'hold']],
  ['a format', ['diagram', '--format', 'm'], ['mermaid']],
  ['a command to be helped with', ['help', 'sim'], ['simulate']],
  ['a file where one is taken', ['verify', 'ga'], ['game.jsonl']],
  ['a shell', ['completion', 'z'], ['zsh']],
  ['nothing where nothing is known', ['play', '--seed', ''], []],
])('%s', (_, words, expected) => {
  expect(offered(...words)).toEqual(expected);
});

test('every command and option is in the script of every shell', () => {
  const program = programOf();
  for (const shell of SHELLS) {
    const text = completionScript(program, shell, WHO);
    const names = program.commands.flatMap((command) => [
      command.name(),
      ...command.options.flatMap(({ long }) => (long ? [shell === 'fish' ? `-l ${long.slice(2)}` : long] : [])),
    ]);
    expect(names.length).toBeGreaterThan(40);
    expect(names.filter((name) => !text.includes(name))).toEqual([]);
  }
});

test('an unknown shell is refused in a sentence', () => {
  const { code, err } = firebreak(['completion', 'tcsh'], { cwd: folder });
  expect(code).toBe(2);
  expect(err).toMatch(/tcsh.*bash, zsh, fish/);
});
