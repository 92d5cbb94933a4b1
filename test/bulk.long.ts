import { playBothWays } from './bulk.js';
import { isLarge } from './games.js';

playBothWays((game) => (isLarge(game) ? 2 : 15));
