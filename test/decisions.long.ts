import { thinkingPays } from './decisions.js';

thinkingPays(200, 'beyond luck');
