import { playBothWays } from './bulk.js';
import { isLarge } from './games.js';

/** A slice of `bulk.long.ts`: every scenario and every cast, and few games of each. */
playBothWays((game) => (isLarge(game) ? 1 : 4));
