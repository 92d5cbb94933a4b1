import { seedOf } from '../dist/core/chance.js';
import { byHand } from './by-hand.mjs';
import { bulkDriver, interactiveDriver, loadReference, sharedDice } from './engine.mjs';
import { oneMoveAnActor, oneMoveATurn } from './on-boardgame.mjs';
const dice = sharedDice(); const game = loadReference();
const impls = { hand: byHand(dice), bulk: bulkDriver(game), inter: interactiveDriver(game), bgA: oneMoveAnActor(dice), bgT: oneMoveATurn(dice) };
for (let i=0;i<20;i++) { const seed = seedOf(`c/${i}`); const ends = Object.fromEntries(Object.entries(impls).map(([k,f])=>{const e=f(seed); return [k, JSON.stringify([[...e.values],[...e.phases]])]})); for (const k of Object.keys(ends)) if (ends[k]!==ends.hand) { console.log(i,k,'differs'); console.log(ends.hand); console.log(ends[k]); process.exit(1);} if(i<2) console.log(ends.hand); }
for (const [k,f] of Object.entries(impls)) { let n=0; const t=performance.now(); while(performance.now()-t<1500){ f(seedOf(`b/${n++}`)); } console.log(k, (n/(performance.now()-t)*1000).toFixed(0)); }
