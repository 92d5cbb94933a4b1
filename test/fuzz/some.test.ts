import { tryCases } from './all.js';

/** A slice of `many.long.ts`: the first cases of each file. */
tryCases(3000);
