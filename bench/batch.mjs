import { FLAGSHIP } from '../dist/scenario/flagship.js';
import { loadScenario } from '../dist/scenario/library.js';
import { executorFor } from '../dist/study/executor.js';
import { rememberGame } from '../dist/study/plan.js';
import { planOfRun, playRequest } from '../dist/study/request.js';
import { summaryOf } from '../dist/study/summary.js';

/**
 * A batch of the flagship as `simulate` plays it, summary included: `node batch.mjs WORKERS GAMES`. Prints one line with
 * games per second of wall clock and the peak of resident memory in MB. Outside the clock are the start of the pool and the
 * first 4,000 games of each thread, in which it loads the scenario and compiles: they are paid once, however long the
 * batch is.
 */

const [workers, games] = process.argv.slice(2).map(Number);
const { game, files } = loadScenario(FLAGSHIP);
const requestOf = (seed, end) => ({
  scenario: FLAGSHIP,
  files,
  seed,
  events: [],
  runs: [{ arm: 'base', choice: {}, players: game.actors.map(() => 'doctrine'), first: 0, end }],
});
const follower = { onChunk: () => {} };
const first = requestOf('warm', 1);
rememberGame(planOfRun(first, first.runs[0]), game);
const executor = await executorFor(games, workers);
await playRequest(requestOf('warm', 4000 * workers), executor, [], follower);
const begun = performance.now();
const { batches, fault } = await playRequest(requestOf('bench', games), executor, [], follower);
if (fault !== undefined) throw new Error(fault);
summaryOf(batches.get('base'), 'bench');
const seconds = (performance.now() - begun) / 1000;
await executor.close();
console.log(JSON.stringify({ rate: games / seconds, peak: process.resourceUsage().maxRSS / 1024 }));
