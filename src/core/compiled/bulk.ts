import type { Seed } from '../chance/chance.js';
import { stepsOfTurn } from '../chart/procedure.js';
import { type Game, includesSeat } from '../program/game.js';
import { type MutableWorld, NOTHING, type SealedOrder, type World } from '../program/world.js';
import { docketOf, mayGo, runDocket } from '../turn/docket.js';
import { costOf, excludes, type OrderFacts } from '../turn/orders.js';
import { rollInPlace } from '../turn/settle.js';
import { closeStep, openTurn } from '../turn/turn.js';
import { ACTION_KINDS, type Step } from '../vocabulary.js';
import { type Quick, quickOf } from './quick.js';

/**
 * The turn without a stop: dice are rolled and orders asked for where the recipe would wait for them (decision D4). The
 * sequence of steps, what opens and closes them, and everything out of the ordinary are the recipe's own functions.
 */

/**
 * Orders of one seat in one round, legal ones: puts each on the list as two numbers (the action, and the event it waits
 * for or -1) from a place on, and returns the place behind the last.
 */
export type QuickOrders = (facts: OrderFacts, seed: Seed, points: number, list: Int32Array, from: number) => number;

/** A player of bulk play. */
export interface QuickPlayer {
  /** At 0 the sealed orders, then the consultation rounds. */
  readonly rounds: readonly QuickOrders[];
  /** What the seat sees, where that is not what is. */
  readonly view?: (world: World) => OrderFacts;
}

/** Plays a world, which waits for its first die, to the end. */
type PlayToEnd = (world: MutableWorld, seed: Seed, onTurn: ((world: World) => void) | undefined) => void;

/** Prepares bulk play of a game; `players` are in order of seat. */
export const bulkPlay = (game: Game, players: readonly QuickPlayer[]): PlayToEnd => {
  const desk = deskOf(game, players);
  const turn = stepsOfTurn(game.rounds.length)
    .filter((step) => step !== 'chance' || game.triggersAt.chance.length > 0 || game.chart.movesAt('chance'))
    .map((step) => wholeStep(desk, step));
  return (world, seed, onTurn) => {
    world.waiting = NOTHING;
    rollAll(game, world, seed, game.setupDice);
    while (world.ending === -1) {
      for (let i = 0; i < turn.length; i += 1) turn[i]!(world, seed);
      onTurn?.(world);
    }
    world.step = 'over';
  };
};

/** A step of the turn from its beginning to its end. */
type WholeStep = (world: MutableWorld, seed: Seed) => void;

const wholeStep = (desk: Desk, step: Step): WholeStep => {
  const { game } = desk;
  const carryOut = contentOf(desk, step);
  const nothingCloses = (step === 'situation' || step === 'chance') && !game.chart.movesAt(step);
  return (world, seed) => {
    world.step = step;
    carryOut(world, seed);
    if (nothingCloses) world.cursor = 0;
    else closeStep(game, world, 'quickStep', undefined);
  };
};

/** What a step does before it closes. */
const contentOf = (desk: Desk, step: Step): WholeStep => {
  const { game, quick } = desk;
  const { situation, response, chance, review } = quick.triggersAt;
  switch (step) {
    case 'situation':
      return (world, seed) => {
        openTurn(game, world, undefined);
        situation(world, seed);
      };
    case 'picture':
      return (world, seed) => rollAll(game, world, seed, game.fogDice);
    case 'consultation':
      return (world, seed) => {
        askAll(desk, world, seed, world.round);
        resolveAll(desk, world, seed);
      };
    case 'orders':
      return (world, seed) => askAll(desk, world, seed, -1);
    case 'resolution':
      return (world, seed) => {
        resolveAll(desk, world, seed);
        response(world, seed);
      };
    case 'chance':
      return chance;
    case 'review':
      return review;
    case 'setup':
    case 'over':
      return () => {};
  }
};

const resolveAll = (desk: Desk, world: MutableWorld, seed: Seed): void => {
  const { game, quick, queue, waits, queued, plain } = desk;
  if (!plain) resolveDocket(game, world, seed);
  else
    for (let i = 0; i < queued; i += 1) {
      const action = queue[i]!;
      const replyTo = waits[i]!;
      if (replyTo < 0 || mayGo(game, world, { action, replyTo })) quick.orders[action]!(world, seed);
    }
};

const rollAll = (game: Game, world: MutableWorld, seed: Seed, dice: readonly number[]): void => {
  for (let i = 0; i < dice.length; i += 1) {
    world.waiting = dice[i]!;
    rollInPlace(game, world, seed);
  }
};

/** Resolves a docket that has two-key orders: as the recipe does. */
const resolveDocket = (game: Game, world: MutableWorld, seed: Seed): void => {
  for (;;) {
    runDocket(game, world, undefined);
    if (world.waiting === NOTHING) return;
    rollInPlace(game, world, seed);
  }
};

/** Where orders of a turn are gathered, and what they are looked up in. Used again by each turn of each game. */
interface Desk {
  readonly game: Game;
  readonly quick: Quick;
  readonly players: readonly QuickPlayer[];
  /** By consultation round and seat: what the seat may order in it at all. */
  readonly choices: readonly (readonly (readonly number[])[])[];
  /** Orders of the round under way: actions, and the events they wait for. */
  readonly list: Int32Array;
  /** Where the orders of each seat end on the list. */
  readonly ends: Int32Array;
  /** Actions of the round under way in the fixed sequence, and the events they wait for. */
  readonly queue: Int32Array;
  readonly waits: Int32Array;
  queued: number;
  /** Whether no order needs another key. */
  plain: boolean;
  readonly ranks: Int32Array;
  /** Not a number where the cost changes. */
  readonly costs: Float64Array;
  readonly needsKeys: Uint8Array;
}

const deskOf = (game: Game, players: readonly QuickPlayer[]): Desk => ({
  game,
  quick: quickOf(game),
  players,
  choices: game.rounds.map(({ seats }, round) =>
    game.actionsOf.map((own, seat) =>
      includesSeat(seats, seat) ? own.filter((action) => game.actions[action]!.round === round) : [],
    ),
  ),
  list: new Int32Array(2 * game.actions.length),
  ends: new Int32Array(players.length),
  queue: new Int32Array(game.actions.length),
  waits: new Int32Array(game.actions.length),
  queued: 0,
  plain: true,
  ranks: Int32Array.from(game.actions, (action) => action.rank),
  costs: Float64Array.from(game.actions, (action) => action.cost.constant ?? Number.NaN),
  needsKeys: Uint8Array.from(game.actions, (action) => (action.joint < 0 ? 0 : 1)),
});

/**
 * Asks the seats that owe orders of a round; `round` is -1 for the sealed ones, which all owe. Those of a consultation
 * round are kept: they count in later rounds.
 */
const askAll = (desk: Desk, world: MutableWorld, seed: Seed, round: number): void => {
  const { game, players, ends } = desk;
  desk.queued = 0;
  desk.plain = true;
  let to = 0;
  for (let seat = 0; seat < players.length; seat += 1) {
    if (round < 0 || owes(desk, world, seat, round)) to = ask(desk, world, seed, seat, round + 1, to);
    ends[seat] = to;
  }
  if (to === 0 || (desk.plain && round < 0)) return;
  world.sealed = sealedOrders(desk);
  if (!desk.plain) world.docket = docketOf(game, world);
};

/** Whether a seat can order anything in a consultation round. */
const owes = ({ game, quick, choices }: Desk, world: World, seat: number, round: number): boolean => {
  const points = world.points[seat]!;
  const given = world.given[seat]!;
  const among = choices[round]![seat]!;
  for (let i = 0; i < among.length; i += 1) {
    const action = among[i]!;
    if (quick.may[action]!(world, points) && !given.some((order) => excludes(game, order.action, action))) return true;
  }
  return false;
};

/** Asks a seat, takes the points of its orders and puts these on the queue. Returns where the list ends. */
const ask = (desk: Desk, world: MutableWorld, seed: Seed, seat: number, round: number, from: number): number => {
  const { rounds, view } = desk.players[seat]!;
  const { list, costs, needsKeys } = desk;
  const to = rounds[round]!(view ? view(world) : world, seed, world.points[seat]!, list, from);
  for (let i = from; i < to; i += 2) {
    const action = list[i]!;
    const cost = costs[action]!;
    world.points[seat]! -= Number.isNaN(cost) ? costOf(desk.game, world, action) : cost;
    if (needsKeys[action] !== 0) desk.plain = false;
    enqueue(desk, action, list[i + 1]!);
    desk.queued += 1;
  }
  return to;
};

/** Keeps the queue in order of kind, conditional orders last, then of the file. Queues are short. */
const enqueue = ({ queue, waits, ranks, queued }: Desk, action: number, replyTo: number): void => {
  const rank = rankOf(ranks, action, replyTo);
  let place = queued;
  for (; place > 0; place -= 1) {
    const before = queue[place - 1]!;
    const other = rankOf(ranks, before, waits[place - 1]!);
    if (other < rank || (other === rank && before < action)) break;
    queue[place] = before;
    waits[place] = waits[place - 1]!;
  }
  queue[place] = action;
  waits[place] = replyTo;
};

const rankOf = (ranks: Int32Array, action: number, replyTo: number): number =>
  replyTo >= 0 ? ACTION_KINDS.length : ranks[action]!;

/** The list as the recipe keeps it: of each seat in order of the file. */
const sealedOrders = ({ list, ends }: Desk): SealedOrder[][] =>
  Array.from(ends, (to, seat) => {
    const from = seat === 0 ? 0 : ends[seat - 1]!;
    const orders: SealedOrder[] = [];
    for (let i = from; i < to; i += 2) orders.push({ action: list[i]!, replyTo: list[i + 1]! });
    return orders.sort((a, b) => a.action - b.action || a.replyTo - b.replyTo);
  });
