import { checkTwins } from './twin.js';

/** Stages held to a twin that imports none of their rules. */

checkTwins(2000);
