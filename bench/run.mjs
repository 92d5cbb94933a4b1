import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { TURNS } from './reference.mjs';

/**
 * The benchmark: `npm run bench`. Interleaved rounds, a fresh process for each measurement, medians and their spread;
 * read the ratios, not the absolute figures. `--smoke` plays each implementation for an instant and only checks that
 * they agree.
 */

const smoke = process.argv.includes('--smoke');
const rounds = smoke ? 1 : Number(process.argv.find((arg) => /^\d+$/.test(arg)) ?? 5);
const milliseconds = smoke ? 60 : 1500;

const here = (file) => fileURLToPath(new URL(file, import.meta.url));

const run = (file, ...args) => {
  const result = spawnSync(process.execPath, [here(file), ...args], {
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (result.status !== 0) throw new Error(`${file} ${args.join(' ')} failed:\n${result.stderr}`);
  return JSON.parse(result.stdout.trim().split('\n').at(-1));
};

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const spread = (numbers) => `${Math.min(...numbers).toPrecision(2)}–${Math.max(...numbers).toPrecision(2)}`;
const row = (cells, widths) =>
  cells.map((cell, i) => (i === 0 ? String(cell).padEnd(widths[i]) : String(cell).padStart(widths[i]))).join('  ');

const NAMES = [
  'by hand',
  'bulk driver',
  'interactive driver',
  'boardgame.io, one move an actor',
  'boardgame.io, one move a turn',
];

/** boardgame.io is a dependency of the benchmark alone: `npm ci --prefix bench` installs it. */
const hasBoardgame = existsSync(here('node_modules/boardgame.io'));

const compare = () => {
  const names = NAMES.filter((name) => hasBoardgame || !name.startsWith('boardgame.io'));
  const rates = new Map(names.map((name) => [name, []]));
  let digest;
  for (let round = 0; round < rounds; round += 1)
    for (const name of names) {
      const measured = run('one.mjs', name, String(milliseconds));
      digest ??= measured.digest;
      if (JSON.stringify(measured.digest) !== JSON.stringify(digest))
        throw new Error(`${name} plays another game than ${NAMES[0]}.`);
      rates.get(name).push(measured.rate);
    }
  return rates;
};

const printComparison = (rates) => {
  const ratios = (name, to) => rates.get(name).map((rate, i) => rate / rates.get(to)[i]);
  const widths = [34, 10, 10, 12, 16, 12];
  console.log(row(['reference game', 'games/s', 'turns/s', 'to by hand', 'spread', 'to bg.io'], widths));
  for (const name of NAMES) {
    const rate = median(rates.get(name));
    const hand = ratios(name, 'by hand');
    console.log(
      row(
        [
          name,
          rate.toFixed(0),
          (rate * TURNS).toFixed(0),
          median(hand).toPrecision(3),
          spread(hand),
          median(ratios(name, NAMES[3])).toFixed(1),
        ],
        widths,
      ),
    );
  }
  const [actor, turn] = [NAMES[3], NAMES[4]].map((name) => median(ratios('bulk driver', name)));
  console.log(
    `\nbulk driver: ${actor.toFixed(0)} times boardgame.io with one move an actor (target 200), ${turn.toFixed(0)} times its best case (target 60), ${median(ratios('bulk driver', 'by hand')).toFixed(2)} of the loop by hand (target 0.5, floor 0.2)`,
  );
};

const printGrowth = () => {
  const once = run('one.mjs', 'bulk driver', String(milliseconds)).rate;
  console.log('\ngrowth of the bulk driver (time a game, doubled size to single; 2.0 is linear):');
  for (const change of [{ turns: 24 }, { actors: 10 }, { actions: 16 }, { triggers: 20 }]) {
    const doubled = median(
      [0, 1, 2].map(() => run('one.mjs', 'bulk driver', String(milliseconds), JSON.stringify(change)).rate),
    );
    const single = median([once, ...[0, 1].map(() => run('one.mjs', 'bulk driver', String(milliseconds)).rate)]);
    console.log(row([`  twice the ${Object.keys(change)[0]}`, (single / doubled).toFixed(2)], [24, 8]));
  }
};

/** Rates of two processes that run at the same time. */
const sideBySide = (file, ...args) =>
  Promise.all(
    [0, 1].map(
      () =>
        new Promise((resolve, reject) => {
          const child = spawn(process.execPath, [here(file), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
          let text = '';
          child.stdout.on('data', (part) => {
            text += part;
          });
          child.on('close', (code) =>
            code === 0 ? resolve(JSON.parse(text).rate) : reject(new Error(`${file} failed`)),
          );
        }),
    ),
  );

/** A pool pays on large batches: generated functions are compiled anew in each thread. */
const BATCH = '16000';

const printFlagship = async () => {
  const pairs = [0, 1, 2].map(() => [run('batch.mjs', '1', BATCH).rate, run('batch.mjs', '2', BATCH).rate]);
  const gain = median(pairs.map(([one, two]) => two / one));
  const alone = run('alone.mjs', '3000').rate;
  const both = await sideBySide('alone.mjs', '3000');
  const large = run('batch.mjs', '1', '10000');
  console.log(
    `\nflagship: ${median(pairs.map(([one]) => one)).toFixed(0)} games/s with one worker, ${median(pairs.map(([, two]) => two)).toFixed(0)} with two: ${gain.toFixed(2)} times (target 1.7)`,
  );
  console.log(
    `two separate processes, which share nothing but the machine: ${((both[0] + both[1]) / alone).toFixed(2)} times one`,
  );
  console.log(`flagship, 10,000 games: ${large.peak.toFixed(0)} MB at the most (target below 350)`);
};

if (!smoke && !hasBoardgame) {
  console.error('The comparison needs boardgame.io: run `npm ci --prefix bench` first.');
  process.exit(1);
}
const rates = compare();
if (smoke) console.log(`smoke: ${[...rates.keys()].join(', ')} play the same games`);
else {
  printComparison(rates);
  printGrowth();
  await printFlagship();
}
