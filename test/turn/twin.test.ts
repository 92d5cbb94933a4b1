import { checkTwins } from './twin.js';

/** A slice of `twin.long.ts`. */

checkTwins(40);
