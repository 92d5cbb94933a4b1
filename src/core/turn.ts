import { addUnits, DAYS_IN } from './calendar.js';
import { announce, applyDue, applyEffect, applyUpkeep, causeSeenBy, mark, store } from './effects.js';
import type { Listener } from './events.js';
import type { Action, Game, Trigger } from './game.js';
import { EVERYBODY, includesSeat, onlySeat } from './game.js';
import { explain, oddsOf } from './odds.js';
import { mayOrder } from './orders.js';
import { nextStep } from './procedure.js';
import { ACTION_KINDS, type ChartStep, DIE, type TriggerStep } from './vocabulary.js';
import {
  CLOCK_RAN_OUT,
  type DocketEntry,
  type MutableWorld,
  NOTHING,
  ORDERS,
  type SealedOrder,
  type World,
} from './world.js';

/**
 * The rules of a turn, written once as recipes that change a draft (decision D4). The interactive driver hands in an
 * Immer draft, the bulk driver a plain world; the recipe cannot tell them apart. It goes on until it needs a move.
 */

/** How a driver steps the statechart: plainly, or with remembered answers. */
export type ChartDriver = 'step' | 'quickStep';

interface Play {
  readonly game: Game;
  readonly world: MutableWorld;
  readonly chart: ChartDriver;
  readonly tell: Listener | undefined;
}

/** Goes on until somebody owes orders, a die is waited for, or the game is over. */
export const proceed = (game: Game, world: MutableWorld, chart: ChartDriver, tell?: Listener): void => {
  const play: Play = { game, world, chart, tell };
  while (world.waiting === NOTHING && world.step !== 'over') {
    if (!runStep(play)) continue;
    if (world.waiting !== NOTHING) return;
    leaveStep(play);
  }
};

/** Does the next piece of work of the present step. True when the step has no more, or waits. */
const runStep = (play: Play): boolean => {
  const { game, world } = play;
  switch (world.step) {
    case 'setup':
      return waitForNext(world, game.setupDice);
    case 'situation':
      if (world.cursor === 0) {
        openTurn(play);
        world.cursor = 1;
      }
      return runTriggers(play, 'situation', 1);
    case 'picture':
      return waitForNext(world, game.fogDice);
    case 'consultation':
      return runRound(play, world.round);
    case 'orders':
      return openRound(play, -1);
    case 'resolution':
      return runDocket(play, 0) && runTriggers(play, 'response', world.docket.length);
    case 'chance':
      return runTriggers(play, 'chance', 0);
    case 'review':
      return runTriggers(play, 'review', 0);
    case 'over':
      return true;
  }
};

/** Ends the present step: the statechart hears of it, and the procedure says what comes next. */
const leaveStep = (play: Play): void => {
  const { game, world } = play;
  const { step } = world;
  if (
    step === 'situation' ||
    step === 'consultation' ||
    step === 'resolution' ||
    step === 'chance' ||
    step === 'review'
  )
    stepChart(play, step);
  if (step === 'review') closeTurn(play);
  if (step === 'consultation') world.round += 1;
  if (step === 'picture') world.round = 0;
  world.step = nextStep(step, world.round < game.rounds.length, world.ending !== -1);
  world.cursor = 0;
  if (step === 'consultation' || step === 'orders') world.sealed = [];
  if (step === 'resolution' || step === 'consultation') world.docket = [];
};

const waitForNext = (world: MutableWorld, dice: readonly number[]): boolean => {
  const die = dice[world.cursor];
  if (die !== undefined) world.waiting = die;
  return true;
};

// --- situation ---------------------------------------------------------------------------------------------------

const openTurn = (play: Play): void => {
  const { game, world, tell } = play;
  advanceClock(game, world);
  announce(world, tell, EVERYBODY, { is: 'turn-began', day: world.day, days: world.days });
  if (world.turn > 1) applyUpkeep(game, world, tell);
  applyDue(game, world, tell);
  for (let seat = 0; seat < game.actors.length; seat += 1) {
    world.points[seat] = Math.max(0, Math.floor(game.actors[seat]!.points.value(world)) + world.bonus[seat]!);
    world.bonus[seat] = 0;
  }
};

/** A crisis shortens turns for a while; the calendar goes on from there, and short turns do not use up the horizon. */
const advanceClock = (game: Game, world: MutableWorld): void => {
  const { clock } = game;
  world.turn += 1;
  if (world.turn > 1 && clock.crisis && nextTurnIsShort(game, world)) {
    world.shortTurns += 1;
    world.days = DAYS_IN[clock.crisis.unit];
    world.day = addUnits(world.day, clock.crisis.unit, 1);
    return;
  }
  world.shortTurns = 0;
  world.period += 1;
  world.days = DAYS_IN[clock.unit];
  world.day = addUnits(clock.start, clock.unit, world.period - 1);
};

const nextTurnIsShort = (game: Game, world: World): boolean => {
  const { crisis } = game.clock;
  return crisis !== undefined && world.shortTurns < crisis.turns && crisis.when.holds(world);
};

// --- triggers ----------------------------------------------------------------------------------------------------

const runTriggers = (play: Play, at: TriggerStep, offset: number): boolean => {
  const { game, world } = play;
  const triggers = game.triggersAt[at];
  for (let index = triggers[world.cursor - offset]; index !== undefined; index = triggers[world.cursor - offset]) {
    const trigger = game.triggers[index]!;
    if (canFire(trigger, world)) {
      if (trigger.die >= 0) {
        world.waiting = trigger.die;
        return true;
      }
      fire(play, index, trigger.effects);
    }
    world.cursor += 1;
  }
  return true;
};

const canFire = (trigger: Trigger, world: World): boolean => {
  if (trigger.once && world.eventCount[trigger.event]! > 0) return false;
  if (
    trigger.cooldown > 0 &&
    world.eventCount[trigger.event]! > 0 &&
    world.turn - world.eventTurn[trigger.event]! <= trigger.cooldown
  )
    return false;
  if (trigger.group >= 0 && world.eventTurn[trigger.group] === world.turn) return false;
  return trigger.when === undefined || trigger.when.holds(world);
};

const fire = (play: Play, index: number, effects: readonly number[]): void => {
  const { game, world, tell } = play;
  const trigger = game.triggers[index]!;
  mark(world, trigger.event);
  if (trigger.group >= 0) mark(world, trigger.group);
  announce(world, tell, trigger.seenBy, { is: 'triggered', trigger: index });
  for (const effect of effects) applyEffect(game, world, effect, tell);
};

// --- orders ------------------------------------------------------------------------------------------------------

/** Asks every seat that has something to order in this round. True: the orders are waited for, or nobody owes any. */
const openRound = (play: Play, round: number): boolean => {
  const { game, world } = play;
  if (world.sealed.length > 0) return true;
  world.sealed = game.actors.map((_, seat) => (owesOrders(game, world, seat, round) ? false : []));
  if (world.sealed.includes(false)) world.waiting = ORDERS;
  return true;
};

const owesOrders = (game: Game, world: World, seat: number, round: number): boolean => {
  if (round < 0) return true;
  return (
    includesSeat(game.rounds[round]!.seats, seat) &&
    game.actions.some(
      (action, index) =>
        action.actor === seat && action.round === round && mayOrder(game, world, world.points[seat]!, index),
    )
  );
};

const runRound = (play: Play, round: number): boolean => {
  const { world } = play;
  if (world.sealed.length === 0) {
    openRound(play, round);
    if (world.waiting === ORDERS) return true;
    world.docket = [];
  }
  return runDocket(play, 0);
};

/**
 * Accepts the sealed orders of a seat, which the caller has found legal. When the last seat has sealed, the orders
 * become the docket: in the fixed sequence of kinds, then of the file; conditional orders last.
 */
export const seal = (
  game: Game,
  world: MutableWorld,
  seat: number,
  orders: readonly SealedOrder[],
  tell?: Listener,
): void => {
  const sorted = [...orders].sort((a, b) => a.action - b.action || a.replyTo - b.replyTo);
  world.sealed[seat] = sorted;
  for (const order of sorted) world.points[seat]! -= game.actions[order.action]!.cost.value(world);
  announce(world, tell, onlySeat(seat), { is: 'sealed', seat, orders: sorted });
  if (world.sealed.includes(false)) return;
  world.docket = docketOf(game, world);
  world.waiting = NOTHING;
};

const docketOf = (game: Game, world: World): DocketEntry[] => {
  const chosen = new Set<number>();
  const entries: DocketEntry[] = [];
  for (const orders of world.sealed) if (orders) for (const order of orders) chosen.add(order.action);
  for (const orders of world.sealed) {
    if (!orders) continue;
    for (const order of orders) {
      const { joint } = game.actions[order.action]!;
      const keys = joint < 0 ? undefined : game.joints[joint]!.actions;
      const matched = keys === undefined || keys.every((key) => chosen.has(key));
      // A matched two-key order is one order: its first key stands for all of them.
      if (keys === undefined || !matched || keys[0] === order.action)
        entries.push({ action: order.action, replyTo: order.replyTo, matched });
    }
  }
  const rank = (entry: DocketEntry): number =>
    entry.replyTo >= 0 ? ACTION_KINDS.length : ACTION_KINDS.indexOf(game.actions[entry.action]!.kind);
  return entries.sort((a, b) => rank(a) - rank(b) || a.action - b.action);
};

// --- resolution --------------------------------------------------------------------------------------------------

const runDocket = (play: Play, offset: number): boolean => {
  const { world } = play;
  while (world.cursor - offset < world.docket.length) {
    const entry = world.docket[world.cursor - offset]!;
    if (resolveOrder(play, entry.action, entry.replyTo, entry.matched)) return false;
    world.cursor += 1;
  }
  return true;
};

/** Carries out an order. True when it waits for its die. */
const resolveOrder = (play: Play, index: number, replyTo: number, matched: boolean): boolean => {
  const { game, world, tell } = play;
  const action = game.actions[index]!;
  const lapses =
    replyTo >= 0 &&
    (world.eventTurn[replyTo] !== world.turn || (action.when !== undefined && !action.when.holds(world)));
  if (lapses) {
    announce(world, tell, onlySeat(action.actor), { is: 'ordered', action: index, result: 'lapsed' });
    return false;
  }
  const seenBy = causeSeenBy(game, { is: 'action', action: index });
  if (!matched) {
    mark(world, action.unmatchedEvent);
    announce(world, tell, seenBy, { is: 'ordered', action: index, result: 'unmatched' });
    for (const effect of action.unmatched) applyEffect(game, world, effect, tell);
    return false;
  }
  markOrdered(game, world, action);
  announce(world, tell, seenBy, { is: 'ordered', action: index, result: 'carried-out' });
  if (action.die >= 0) {
    world.waiting = action.die;
    return true;
  }
  for (const effect of action.effects) applyEffect(game, world, effect, tell);
  return false;
};

const markOrdered = (game: Game, world: MutableWorld, action: Action): void => {
  mark(world, action.event);
  if (action.joint < 0) {
    if (action.ownEvent !== action.event) mark(world, action.ownEvent);
    return;
  }
  for (const key of game.joints[action.joint]!.actions)
    if (game.actions[key]!.ownEvent !== action.event) mark(world, game.actions[key]!.ownEvent);
};

// --- chance ------------------------------------------------------------------------------------------------------

/**
 * Takes the outcome of the die that is waited for. `face` (0 to 9999) is what the die showed, undefined when control
 * forced the outcome; dice whose face is the outcome need it in any case.
 */
export const settle = (
  game: Game,
  world: MutableWorld,
  outcome: number,
  face: number | undefined,
  tell?: Listener,
  chart: ChartDriver = 'step',
): void => {
  const index = world.waiting;
  const die = game.dice[index]!;
  if (tell) announceRoll(game, world, index, outcome, face, tell);
  world.waiting = NOTHING;
  const play: Play = { game, world, chart, tell };
  const { use } = die;
  switch (use.is) {
    case 'trait':
      world.traits[use.trait] = outcome;
      break;
    case 'horizon':
      world.horizon = game.clock.turns[0] + outcome;
      break;
    case 'start':
      store(game, world, use.slot, along(use.from, use.to, outcome), () => die.purpose.name);
      break;
    case 'fog':
      world.fog[use.seat] = outcome;
      break;
    case 'draw':
      store(game, world, use.slot, along(use.from, use.to, outcome), () => die.purpose.name);
      fire(play, use.trigger, game.triggers[use.trigger]!.effects);
      break;
    case 'trigger':
      settleTrigger(play, use.trigger, outcome);
      break;
    case 'action':
      settleOutcome(play, index, outcome);
      break;
  }
  world.cursor += 1;
};

/** The middle of the face's share of a range. */
const along = (from: number, to: number, face: number): number => from + ((face + 0.5) / DIE) * (to - from);

const settleTrigger = (play: Play, index: number, outcome: number): void => {
  const trigger = play.game.triggers[index]!;
  const chosen = play.game.dice[trigger.die]!.outcomes[outcome]!;
  if (chosen.event < 0) return;
  if (chosen.event !== trigger.event) mark(play.world, chosen.event);
  fire(play, index, chosen.effects);
};

const settleOutcome = (play: Play, die: number, outcome: number): void => {
  const chosen = play.game.dice[die]!.outcomes[outcome]!;
  mark(play.world, chosen.event);
  for (const effect of chosen.effects) applyEffect(play.game, play.world, effect, play.tell);
};

const announceRoll = (
  game: Game,
  world: World,
  index: number,
  outcome: number,
  face: number | undefined,
  tell: Listener,
): void => {
  const die = game.dice[index]!;
  const { spread } = die;
  const explanation = 'odds' in spread ? explain(spread.odds, world) : undefined;
  announce(world, tell, die.seenBy, {
    is: 'rolled',
    die: index,
    odds: oddsOf(spread, world),
    ...(face === undefined ? {} : { face }),
    outcome,
    ...(explanation === undefined ? {} : { explanation }),
  });
};

// --- review ------------------------------------------------------------------------------------------------------

const stepChart = ({ game, world, chart, tell }: Play, at: ChartStep): void => {
  const { phases, taken } = game.chart[chart](world, at);
  const before = [...world.phases];
  for (let track = 0; track < phases.length; track += 1) {
    if (phases[track] === before[track]) continue;
    world.phases[track] = phases[track]!;
    world.entered[track] = world.turn;
  }
  for (let track = 0; track < phases.length; track += 1) {
    if (phases[track] === before[track]) continue;
    const { groups, phases: leaves, seenBy } = game.tracks[track]!;
    const transition = tell ? (taken.find((way) => game.chart.transitions[way]!.track === track) ?? -1) : -1;
    announce(world, tell, seenBy, { is: 'entered', track, from: before[track]!, to: phases[track]!, transition });
    for (const group of groups)
      if (group.leaves.includes(phases[track]!) && !group.leaves.includes(before[track]!))
        for (const effect of group.enter) applyEffect(game, world, effect, tell);
    for (const effect of leaves[phases[track]!]!.enter) applyEffect(game, world, effect, tell);
  }
};

/** Ends the turn: averages and peaks, then the endings in the order of the file. */
const closeTurn = ({ game, world, tell }: Play): void => {
  for (let watch = 0; watch < game.watches.length; watch += 1) {
    const quantity = game.watches[watch]!;
    const value =
      'slot' in quantity
        ? world.values[quantity.slot]!
        : game.tracks[quantity.track]!.phases[world.phases[quantity.track]!]!.rung;
    world.sums[watch]! += value;
    world.peaks[watch] = world.turn === 1 ? value : Math.max(world.peaks[watch]!, value);
  }
  world.lastTurn = world.period >= world.horizon && !nextTurnIsShort(game, world) ? 1 : 0;
  const ending = game.endings.findIndex((candidate) => candidate.when.holds(world));
  if (ending >= 0) world.ending = ending;
  else if (world.lastTurn === 1) world.ending = CLOCK_RAN_OUT;
  if (world.ending !== -1) announce(world, tell, EVERYBODY, { is: 'ended', ending: world.ending });
};
