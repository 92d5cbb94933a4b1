import { FLAGSHIP } from '../dist/scenario/flagship.js';
import { loadScenario } from '../dist/scenario/library.js';
import { playoutOf, seedOfGame } from '../dist/study/playout.js';

/**
 * The flagship in one process, without a pool and without keeping anything: `node alone.mjs MILLISECONDS`. Two of these side by
 * side show what the machine's cores can give to two workers.
 */

const [milliseconds] = process.argv.slice(2).map(Number);
const { game } = loadScenario(FLAGSHIP);
const play = playoutOf(
  game,
  game.actors.map(() => 'doctrine'),
);
for (let i = 0; i < 4000; i += 1) play(seedOfGame('warm', i));
const begun = performance.now();
let games = 0;
for (; performance.now() - begun < milliseconds; games += 1) play(seedOfGame('bench', games));
console.log(JSON.stringify({ rate: games / ((performance.now() - begun) / 1000) }));
