import { tryGroups } from './all.js';

tryGroups({});
