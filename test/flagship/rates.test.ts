import { describe } from 'vitest';
import { effectOfFirmness, ratesOfPeriod } from './rates.js';

/** A slice of `rates.long.ts`: the period that a game begins in unless it is told another, and one that is unlike it. */

describe.each(['mid-2020s', '1976'])('%s', ratesOfPeriod);

describe('firmness at classroom rates', () => effectOfFirmness('classroom', 900));
