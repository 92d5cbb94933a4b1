import { describe } from 'vitest';
import { effectOfFirmness, FIRMNESS, PERIODS, ratesOfPeriod } from './rates.js';

describe.each(PERIODS)('%s', ratesOfPeriod);

describe.each(FIRMNESS)('firmness at %s rates', effectOfFirmness);
