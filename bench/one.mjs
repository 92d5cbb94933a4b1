import { seedOf } from '../dist/core/chance/chance.js';
import { byHand } from './by-hand.mjs';
import { bulkDriver, interactiveDriver, loadReference, sharedDice } from './engine.mjs';
import { sizes } from './reference.mjs';

/**
 * One implementation, in a process of its own (sharing one would let each spoil the other's compiled code). Plays for the
 * given time and prints games per second and a digest of the first games, by which the runner sees that all agree.
 */

const [name, milliseconds, change] = process.argv.slice(2);
const size = sizes(change ? JSON.parse(change) : {});

const implementation = async () => {
  if (name === 'by hand') return byHand(sharedDice(size), size);
  if (name === 'bulk driver') return bulkDriver(loadReference(size));
  if (name === 'interactive driver') return interactiveDriver(loadReference(size));
  const { oneMoveAnActor, oneMoveATurn } = await import('./on-boardgame.mjs');
  return name === 'boardgame.io, one move an actor'
    ? oneMoveAnActor(sharedDice(size), size)
    : oneMoveATurn(sharedDice(size), size);
};

const play = await implementation();
const digest = [0, 1, 2, 3, 4].map((i) => {
  const { values, phases } = play(seedOf(`bench/${i}`));
  return JSON.stringify([[...values], [...phases]]);
});

/** Games played until so much time has passed, and the time it took. */
const playFor = (duration, from) => {
  const begun = performance.now();
  let games = 0;
  while (performance.now() - begun < duration) {
    play(seedOf(`bench/${from + games}`));
    games += 1;
  }
  return { games, seconds: (performance.now() - begun) / 1000 };
};

playFor(Number(milliseconds) / 2, 5);
const { games, seconds } = playFor(Number(milliseconds), 1_000_000);
console.log(JSON.stringify({ name, rate: games / seconds, digest }));
