import { tryGroups } from './all.js';

/** All but two thirds of the files that are as large as may be: `hostile.long.ts` has those too. */
tryGroups({ shapes: 3, sizes: 3 });
