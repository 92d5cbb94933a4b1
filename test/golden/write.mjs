import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

/**
 * Writes the golden journals that are missing: `node test/golden/write.mjs`, after `npm run build`. One that stands there is
 * never written again: it must verify for ever as it is. Format 1 is written by the packed version 0.1.
 */

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ROOT = join(HERE, '..', '..');
const work = mkdtempSync(join(tmpdir(), 'firebreak-golden-'));

const unpacked = () => {
  execFileSync('tar', ['xzf', join(ROOT, 'bench', 'firebreak-0.1.0.tgz'), '-C', work]);
  symlinkSync(join(ROOT, 'node_modules'), join(work, 'package', 'node_modules'));
  return join(work, 'package');
};

/** By format: the folder of a program that writes it. */
const PROGRAMS = { 1: unpacked(), 2: ROOT };

const WIN = { params: { [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: 400_000 } };

/** A person's orders, then the end of input: a game that is not over. Then a doctrine's seat with orders of a script. */
const SCRIPTS = {
  'person.yaml': `- { turn: 1, orders: { north: [patrol] } }
- { turn: 2, orders: { north: [offer-talks, patrol] } }
- { turn: 3, orders: { north: [] } }
`,
  'script.yaml': `- { turn: 1, orders: { south: [offer-talks] } }
- { turn: 3, orders: { south: [send-boats], north: [] } }
`,
};

/** Options of a game of a bundled scenario: not all the same. */
const optionsFor = (id, at) => {
  if (id === 'korean-peninsula') return ['--preset', '1994', '--preset', 'classroom'];
  const preset = at % 3 === 0 ? ['--preset', 'classroom'] : [];
  const disguise = at % 4 === 1 ? ['--disguise'] : [];
  const players = at % 5 === 2 ? ['--all', 'random'] : ['--all', 'doctrine'];
  return [...players, ...preset, ...disguise];
};

/** Names of golden journals of a format, with the command that writes each to a file. */
const commandsOf = (format) => {
  const ids = readdirSync(join(PROGRAMS[format], 'scenarios'))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => basename(file, '.yaml'));
  const play = (...words) => ['play', ...words, '--plain'];
  return {
    ...Object.fromEntries(ids.map((id, at) => [id, play(id, '--seed', `golden ${id}`, ...optionsFor(id, at))])),
    'record-the-tree': ['replay', '--record', 'the-tree'],
    'small-doctrine': play('small.yaml', '--seed', '1', '--all', 'doctrine', '--set', 'collision=0.5'),
    'small-person': play('small.yaml', '--seed', '2', '--seat', 'north=human', '--orders', 'person.yaml'),
    ...(format === 1
      ? {}
      : { 'small-script': play('small.yaml', '--seed', '3', '--all', 'doctrine', '--orders', 'script.yaml') }),
  };
};

/** Witnesses that `check` leaves: games that end in a fault, and games whose dice a proof has forced. */
const witnessesOf = (format) => {
  const folder = join(work, `witnesses-${format}`);
  const args = ['check', 'planted.yaml', '--explore', '200', '--prove', '--witness', folder];
  run(format, args);
  return existsSync(folder)
    ? readdirSync(folder).map((file) => [`witness-${basename(file, '.jsonl')}`, join(folder, file)])
    : [];
};

const run = (format, args) =>
  spawnSync(process.execPath, [join(PROGRAMS[format], 'dist', 'cli', 'launch.js'), ...args], {
    cwd: work,
    input: '',
    encoding: 'utf8',
  });

const keep = (format, name, file) => {
  const folder = join(HERE, `format-${format}`);
  const place = join(folder, `${name}.jsonl.br`);
  if (existsSync(place)) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(place, brotliCompressSync(readFileSync(file), WIN));
  console.log(`format-${format}/${name}.jsonl.br`);
};

try {
  writeFileSync(join(work, 'planted.yaml'), readFileSync(join(HERE, '..', 'workshop', 'planted.yaml')));
  for (const [name, text] of Object.entries(SCRIPTS)) writeFileSync(join(work, name), text);
  run(2, ['new', 'small']);
  for (const format of [1, 2]) {
    for (const [name, args] of Object.entries(commandsOf(format))) {
      if (existsSync(join(HERE, `format-${format}`, `${name}.jsonl.br`))) continue;
      const file = join(work, `${format}-${name}.jsonl`);
      const { stderr } = run(format, [...args, '--save', file]);
      if (!existsSync(file)) throw new Error(`${name}, format ${format}: ${stderr}`);
      keep(format, name, file);
    }
    for (const [name, file] of witnessesOf(format)) keep(format, name, file);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
