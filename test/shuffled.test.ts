import { checkShuffled } from './shuffled.js';

/** A slice of `shuffled.long.ts`. */

checkShuffled(1, 2);
