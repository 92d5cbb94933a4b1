import { nextStep } from '../chart/procedure.js';
import { originText, RuleFault } from '../faults.js';
import { addUnits, DAYS_IN } from '../program/calendar.js';
import type { Listener } from '../program/events.js';
import type { Game } from '../program/game.js';
import { EVERYBODY } from '../program/game.js';
import { CLOCK_RAN_OUT, type MutableWorld, NOTHING, type World } from '../program/world.js';
import type { ChartStep } from '../vocabulary.js';
import { openRound, runDocket } from './docket.js';
import { announce, applyDue, applyEffect, applyUpkeep, putOffPeriods } from './effects.js';
import { runTriggers } from './triggers.js';

/**
 * The rules of a turn, written once as recipes that change a draft (decision D4). The interactive driver hands in an
 * Immer draft, the bulk driver a plain world; the recipe cannot tell them apart. It goes on until it needs a move.
 * `docket.ts` has orders and their resolution, `triggers.ts` what happens by itself, `settle.ts` the outcomes of dice.
 */

/** How a driver steps the statechart: plainly, or with remembered answers. */
export type ChartDriver = 'step' | 'quickStep';

/** Goes on until somebody owes orders, a die is waited for, or the game is over. */
export const proceed = (game: Game, world: MutableWorld, chart: ChartDriver, tell?: Listener): void => {
  while (world.waiting === NOTHING && world.step !== 'over') advance(game, world, chart, tell);
};

/** Does what the present step still has to do and, unless that waits for a move, goes to the next step. */
export const advance = (game: Game, world: MutableWorld, chart: ChartDriver, tell?: Listener): void => {
  runStep(game, world, tell);
  if (world.waiting === NOTHING) leaveStep(game, world, chart, tell);
};

/** Does what the present step still has to do, until it is done or waits. */
const runStep = (game: Game, world: MutableWorld, tell: Listener | undefined): void => {
  switch (world.step) {
    case 'setup':
      waitForNext(world, game.setupDice);
      break;
    case 'situation':
      if (world.cursor === 0) {
        openTurn(game, world, tell);
        world.cursor = 1;
      }
      runTriggers(game, world, 'situation', 1, tell);
      break;
    case 'picture':
      waitForNext(world, game.fogDice);
      break;
    case 'consultation':
      openRound(game, world, world.round);
      if (world.waiting === NOTHING) runDocket(game, world, tell);
      break;
    case 'orders':
      openRound(game, world, -1);
      break;
    case 'resolution':
      runDocket(game, world, tell);
      if (world.waiting === NOTHING) runTriggers(game, world, 'response', world.docket.length, tell);
      break;
    case 'chance':
      runTriggers(game, world, 'chance', 0, tell);
      break;
    case 'review':
      runTriggers(game, world, 'review', 0, tell);
      break;
    case 'over':
      break;
  }
};

/** Ends the present step, and the procedure says what comes next. */
const leaveStep = (game: Game, world: MutableWorld, chart: ChartDriver, tell: Listener | undefined): void => {
  closeStep(game, world, chart, tell);
  world.step = nextStep(world.step, world.round < game.rounds.length, world.ending !== -1);
};

/** What belongs to the end of the present step: the statechart hears of it, and what served it is put away. */
export const closeStep = (game: Game, world: MutableWorld, chart: ChartDriver, tell: Listener | undefined): void => {
  const { step } = world;
  world.cursor = 0;
  switch (step) {
    case 'setup':
    case 'over':
      break;
    case 'picture':
      world.round = 0;
      break;
    case 'orders':
      if (world.sealed.length > 0) world.sealed = [];
      break;
    case 'consultation':
      stepChart(game, world, chart, step, tell);
      rememberOrders(world);
      world.round += 1;
      world.sealed = [];
      world.docket = [];
      break;
    case 'resolution':
      stepChart(game, world, chart, step, tell);
      if (world.docket.length > 0) world.docket = [];
      break;
    case 'situation':
    case 'chance':
      stepChart(game, world, chart, step, tell);
      break;
    case 'review':
      stepChart(game, world, chart, step, tell);
      closeTurn(game, world, tell);
      break;
  }
};

/** What was ordered in this round counts in the later ones: of a group one action a turn, so many conditional orders. */
const rememberOrders = (world: MutableWorld): void => {
  for (let seat = 0; seat < world.sealed.length; seat += 1) {
    const orders = world.sealed[seat];
    if (orders && orders.length > 0) world.given[seat] = [...world.given[seat]!, ...orders];
  }
};

const waitForNext = (world: MutableWorld, dice: readonly number[]): void => {
  const die = dice[world.cursor];
  if (die !== undefined) world.waiting = die;
};

/** Opens a turn: clock, upkeep, what is due, and everybody's action points. */
export const openTurn = (game: Game, world: MutableWorld, tell: Listener | undefined): void => {
  advanceClock(game, world);
  if (tell) announce(world, tell, EVERYBODY, { is: 'turn-began', day: world.day, days: world.days });
  if (world.turn > 1) applyUpkeep(game, world, tell);
  // Before what is due: action points that come now are those of the next turn, like any others.
  for (let seat = 0; seat < game.actors.length; seat += 1) {
    world.points[seat] = world.bonus[seat]!;
    world.bonus[seat] = 0;
  }
  applyDue(game, world, tell);
  for (let seat = 0; seat < game.actors.length; seat += 1) {
    const { points: own } = game.actors[seat]!;
    const points = own.constant ?? own.value(world);
    if (!Number.isFinite(points)) refusePoints(game, seat, points);
    world.points[seat] = Math.max(0, Math.floor(points) + world.points[seat]!);
    if (world.given[seat]!.length > 0) world.given[seat] = [];
  }
};

const refusePoints = (game: Game, seat: number, points: number): never => {
  const { short, origin } = game.actors[seat]!;
  throw new RuleFault(`${short} would have ${points} action points`, originText(origin));
};

/** A crisis shortens turns for a while; the calendar goes on from there, and short turns do not use up the horizon. */
const advanceClock = (game: Game, world: MutableWorld): void => {
  const { clock } = game;
  world.turn += 1;
  if (clock.crisis && world.nextIsShort === 1) {
    world.shortTurns += 1;
    putOffPeriods(game, world);
    world.days = DAYS_IN[clock.crisis.unit];
    world.day = addUnits(world.day, clock.crisis.unit, 1);
    return;
  }
  world.shortTurns = 0;
  world.period += 1;
  world.days = DAYS_IN[clock.unit];
  world.day = clock.periodDays[world.period - 1]!;
};

const nextTurnIsShort = (game: Game, world: World): boolean => {
  const { crisis } = game.clock;
  return crisis !== undefined && world.shortTurns < crisis.turns && crisis.when.holds(world);
};

/** Lets the tracks advance on the facts as they stand, then applies the effects of the phases that were entered. */
const stepChart = (
  game: Game,
  world: MutableWorld,
  chart: ChartDriver,
  at: ChartStep,
  tell: Listener | undefined,
): void => {
  const move = chart === 'step' ? game.chart.step(world, at) : game.chart.quickStep(world, at);
  if (!move) return;
  const { phases, taken } = move;
  const before = world.phases.slice();
  for (let track = 0; track < phases.length; track += 1) {
    if (phases[track] === before[track]) continue;
    world.phases[track] = phases[track]!;
    world.entered[track] = world.turn;
  }
  for (let track = 0; track < phases.length; track += 1)
    if (phases[track] !== before[track]) enterPhase(game, world, track, before[track]!, taken, tell);
};

const enterPhase = (
  game: Game,
  world: MutableWorld,
  track: number,
  from: number,
  taken: readonly number[],
  tell: Listener | undefined,
): void => {
  const { groups, phases, seenBy } = game.tracks[track]!;
  const to = world.phases[track]!;
  if (tell) {
    const transition = taken.find((way) => game.chart.transitions[way]!.track === track) ?? -1;
    announce(world, tell, seenBy, { is: 'entered', track, from, to, transition });
  }
  for (const group of groups)
    if (group.leaves.includes(to) && !group.leaves.includes(from))
      for (const effect of group.enter) applyEffect(game, world, effect, tell);
  for (const effect of phases[to]!.enter) applyEffect(game, world, effect, tell);
};

/** Ends the turn: averages and peaks, then the endings in their order. */
const closeTurn = (game: Game, world: MutableWorld, tell: Listener | undefined): void => {
  for (let watch = 0; watch < game.watches.length; watch += 1) noteWatch(game, world, watch);
  world.nextIsShort = nextTurnIsShort(game, world) ? 1 : 0;
  world.lastTurn = world.period >= world.horizon && world.nextIsShort === 0 ? 1 : 0;
  for (let ending = 0; ending < game.endings.length && world.ending === -1; ending += 1)
    if (game.endings[ending]!.when.holds(world)) world.ending = ending;
  if (world.ending === -1 && world.lastTurn === 1) world.ending = CLOCK_RAN_OUT;
  if (world.ending !== -1) announce(world, tell, EVERYBODY, { is: 'ended', ending: world.ending });
};

const noteWatch = (game: Game, world: MutableWorld, watch: number): void => {
  const quantity = game.watches[watch]!;
  const value =
    'slot' in quantity
      ? world.values[quantity.slot]!
      : game.tracks[quantity.track]!.phases[world.phases[quantity.track]!]!.rung;
  world.sums[watch]! += value;
  world.peaks[watch] = world.turn === 1 ? value : Math.max(world.peaks[watch]!, value);
};
