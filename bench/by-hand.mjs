import {
  actionTable,
  climbAbove,
  fallBelow,
  PHASES,
  STARTS,
  sizes,
  TRACKS,
  trackTable,
  triggerTable,
  VARIABLES,
} from './reference.mjs';

/**
 * The reference game as somebody would write it for this one game: flat typed arrays, no scenario, no engine. It uses the
 * engine's addressed dice (they are part of the game) and keeps whole billionths; what happens together is added up first, as
 * the rules say.
 */

const column = (rows, name) => Int32Array.from(rows, (row) => row[name]);

export const byHand = (dice, size = sizes()) => {
  const { actors, actions, turns } = size;
  const table = actionTable(size);
  const above = column(table, 'above');
  const below = column(table, 'below');
  const track = column(table, 'track');
  const helps = column(table, 'helps');
  const hinders = column(table, 'hinders');
  const gains = column(table, 'gains');
  const loses = column(table, 'loses');
  const follows = column(table, 'follows');
  const leader = column(table, 'leader');
  const pays = column(table, 'pays');
  const triggers = triggerTable(size);
  const random = Uint8Array.from(triggers, (trigger) => (trigger.random ? 1 : 0));
  const watches = column(triggers, 'watches');
  const other = column(triggers, 'other');
  const moves = column(triggers, 'moves');
  const by = column(triggers, 'by');
  const climbs = column(trackTable, 'climbs');
  const falls = column(trackTable, 'falls');
  const partner = column(trackTable, 'watches');
  const start = Float64Array.from(STARTS);
  const v = new Float64Array(VARIABLES);
  const phase = new Int32Array(TRACKS);
  const next = new Int32Array(TRACKS);
  const chosen = new Int32Array(actors);

  const sums = new Float64Array(VARIABLES);
  const add = (i, by) => {
    sums[i] += Math.round(by * 1e9);
  };
  const happen = () => {
    for (let i = 0; i < VARIABLES; i += 1) {
      if (sums[i] === 0) continue;
      const value = Math.round(v[i] * 1e9) + sums[i];
      v[i] = (value < 0 ? 0 : value > 100e9 ? 100e9 : value) / 1e9;
      sums[i] = 0;
    }
  };
  const allowed = (m) => v[above[m]] >= 20 && v[below[m]] <= 85 && (track[m] < 0 || phase[track[m]] !== 5);
  const succeeds = (m, face) =>
    face < Math.round((1 / (1 + Math.exp(-(0.02 * (v[helps[m]] - 50) + -0.015 * (v[hinders[m]] - 50))))) * 10000);
  const resolve = (m, face) => {
    if (succeeds(m, face)) {
      add(gains[m], 3);
      add(loses[m], -2);
      add(follows[m], 0.05 * (v[leader[m]] - 50));
    } else add(pays[m], -1);
  };
  const runTriggers = (seed, turn) => {
    for (let j = 0; j < moves.length; j += 1) {
      const fires = random[j] === 1 ? dice.trigger(seed, j, turn) < 1000 : v[watches[j]] > 55 && v[other[j]] < 60;
      if (fires) add(moves[j], by[j]);
    }
    happen();
  };
  const advance = () => {
    for (let t = 0; t < TRACKS; t += 1) {
      const p = phase[t];
      next[t] = p;
      if (p < PHASES - 1 && v[climbs[t]] > climbAbove(p) && (p < 3 || phase[partner[t]] !== 0)) next[t] = p + 1;
      else if (p > 0 && v[falls[t]] < fallBelow(p)) next[t] = p - 1;
    }
    phase.set(next);
  };

  return (seed) => {
    v.set(start);
    phase.fill(0);
    for (let turn = 1; turn <= turns; turn += 1) {
      runTriggers(seed, turn);
      for (let a = 0; a < actors; a += 1) {
        const m = a * actions + Math.floor((dice.pick(seed, a, turn) * actions) / 10000);
        chosen[a] = allowed(m) ? m : -1;
      }
      for (let a = 0; a < actors; a += 1) if (chosen[a] >= 0) resolve(chosen[a], dice.action(seed, chosen[a], turn));
      happen();
      advance();
    }
    return { values: v, phases: phase };
  };
};
