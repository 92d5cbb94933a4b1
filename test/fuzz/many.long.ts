import { tryCases } from './all.js';

tryCases(20_000);
