import { isLarge } from './games.js';
import { checkInvariants } from './invariants.js';

/** A slice of `invariants.long.ts`: other games for each scenario, so that all of them together see every policy. */

const SEED = 20260101;

checkInvariants({
  games: (full, game) => Math.ceil(full / (isLarge(game) ? 12 : 4)),
  seed: (at) => SEED + at,
});
