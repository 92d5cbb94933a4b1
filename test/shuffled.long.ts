import { checkShuffled } from './shuffled.js';

/** Scenarios whose lists are shuffled are the same games. */

checkShuffled(4, 12);
