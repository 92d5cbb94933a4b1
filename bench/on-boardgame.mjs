import boardgame from 'boardgame.io/dist/cjs/client.js';
import { actionTable, climbAbove, fallBelow, PHASES, STARTS, sizes, trackTable, triggerTable } from './reference.mjs';

const { Client } = boardgame;

/** The reference game on boardgame.io, in its two shapes: one move an actor, or one move a turn (its best case). */

const rules = (dice, seed, size) => {
  const table = actionTable(size);
  const triggers = triggerTable(size);
  const add = (sums, i, by) => sums.set(i, (sums.get(i) ?? 0) + Math.round(by * 1e9));
  const happen = (G, sums) => {
    for (const [i, sum] of sums) G.v[i] = Math.min(Math.max(Math.round(G.v[i] * 1e9) + sum, 0), 100e9) / 1e9;
  };
  const allowed = (G, m) => {
    const { above, below, track } = table[m];
    return G.v[above] >= 20 && G.v[below] <= 85 && (track < 0 || G.phase[track] !== 5);
  };
  const resolve = (G, m, sums) => {
    const action = table[m];
    const eta = 0.02 * (G.v[action.helps] - 50) + -0.015 * (G.v[action.hinders] - 50);
    if (dice.action(seed, m, G.turn) < Math.round((1 / (1 + Math.exp(-eta))) * 10000)) {
      add(sums, action.gains, 3);
      add(sums, action.loses, -2);
      add(sums, action.follows, 0.05 * (G.v[action.leader] - 50));
    } else add(sums, action.pays, -1);
  };
  const open = (G) => {
    const sums = new Map();
    for (const [j, trigger] of triggers.entries()) {
      const fires = trigger.random
        ? dice.trigger(seed, j, G.turn) < 1000
        : G.v[trigger.watches] > 55 && G.v[trigger.other] < 60;
      if (fires) add(sums, trigger.moves, trigger.by);
    }
    happen(G, sums);
  };
  const close = (G) => {
    G.phase = G.phase.map((p, t) => {
      const track = trackTable[t];
      if (p < PHASES - 1 && G.v[track.climbs] > climbAbove(p) && (p < 3 || G.phase[track.watches] !== 0)) return p + 1;
      return p > 0 && G.v[track.falls] < fallBelow(p) ? p - 1 : p;
    });
    G.turn += 1;
  };
  const playTurn = (G, picks) => {
    const sums = new Map();
    for (const m of picks.filter((pick) => allowed(G, pick))) resolve(G, m, sums);
    happen(G, sums);
    close(G);
    if (G.turn <= size.turns) open(G);
  };
  const setup = () => {
    const G = { v: [...STARTS], phase: trackTable.map(() => 0), turn: 1, picks: [] };
    open(G);
    return G;
  };
  return { setup, playTurn };
};

const pickOf = (dice, seed, a, turn, { actions }) =>
  a * actions + Math.floor((dice.pick(seed, a, turn) * actions) / 10000);

const over =
  (size) =>
  ({ G }) =>
    G.turn > size.turns ? true : undefined;

/** One move for each actor; the last one resolves the turn. */
export const oneMoveAnActor =
  (dice, size = sizes()) =>
  (seed) => {
    const { setup, playTurn } = rules(dice, seed, size);
    const game = {
      setup,
      turn: { minMoves: 1, maxMoves: 1 },
      moves: {
        choose: ({ G }, m) => {
          G.picks.push(m);
          if (G.picks.length < size.actors) return;
          const { picks } = G;
          G.picks = [];
          playTurn(G, picks);
        },
      },
      endIf: over(size),
    };
    const client = Client({ game, numPlayers: size.actors, debug: false });
    client.start();
    for (let turn = 1; turn <= size.turns; turn += 1)
      for (let a = 0; a < size.actors; a += 1) client.moves.choose(pickOf(dice, seed, a, turn, size));
    const { G } = client.getState();
    client.stop();
    return { values: G.v, phases: G.phase };
  };

/** One move for a whole turn. */
export const oneMoveATurn =
  (dice, size = sizes()) =>
  (seed) => {
    const { setup, playTurn } = rules(dice, seed, size);
    const game = { setup, moves: { play: ({ G }, picks) => playTurn(G, picks) }, endIf: over(size) };
    const client = Client({ game, numPlayers: 1, debug: false });
    client.start();
    for (let turn = 1; turn <= size.turns; turn += 1)
      client.moves.play(Array.from({ length: size.actors }, (_, a) => pickOf(dice, seed, a, turn, size)));
    const { G } = client.getState();
    client.stop();
    return { values: G.v, phases: G.phase };
  };
