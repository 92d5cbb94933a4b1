import { nextStep } from '../chart/procedure.js';
import type { ChartMove } from '../chart/statechart.js';
import { originText, RuleFault } from '../faults.js';
import { addUnits, DAYS_IN } from '../program/calendar.js';
import type { Listener } from '../program/events.js';
import type { Game } from '../program/game.js';
import { EVERYBODY } from '../program/game.js';
import { CLOCK_RAN_OUT, type MutableWorld, NOTHING, type World } from '../program/world.js';
import type { ChartStep } from '../vocabulary.js';
import { openRound, runDocket } from './docket.js';
import { announce, applyEffect } from './effects.js';
import { applyDue, putOffPeriods } from './later.js';
import { applyUpkeep, closeStage, endPassing } from './stage.js';
import { runTriggers } from './triggers.js';

/**
 * The sequence of a turn, for every driver: a game at a table, a replay, a batch and a proof all run it, and it goes on
 * until it needs a move. `docket.ts` has orders, `triggers.ts` what happens by itself, `settle.ts` the outcomes of dice,
 * `stage.ts` how what was asked for together happens together.
 */

/** Goes on until somebody owes orders, a die is waited for, or the game is over. */
export const proceed = (game: Game, world: MutableWorld, tell?: Listener): void => {
  while (world.waiting === NOTHING && world.step !== 'over') advance(game, world, tell);
};

/** Does what the present step still has to do and, unless that waits for a move, goes to the next step. */
export const advance = (game: Game, world: MutableWorld, tell?: Listener): void => {
  runStep(game, world, tell);
  if (world.waiting === NOTHING) leaveStep(game, world, tell);
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
      // Beyond the docket the cursor counts triggers.
      if (world.cursor <= world.docket.length) runDocket(game, world, tell);
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
const leaveStep = (game: Game, world: MutableWorld, tell: Listener | undefined): void => {
  closeStep(game, world, tell);
  world.step = nextStep(world.step, world.round < game.rounds.length, world.ending !== -1);
};

/** What belongs to the end of the present step: the statechart hears of it, and what served it is put away. */
const closeStep = (game: Game, world: MutableWorld, tell: Listener | undefined): void => {
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
      stepChart(game, world, step, tell);
      rememberOrders(world);
      world.round += 1;
      world.sealed = [];
      world.docket = [];
      world.opened = 0;
      break;
    case 'resolution':
      stepChart(game, world, step, tell);
      if (world.docket.length > 0) world.docket = [];
      world.opened = 0;
      break;
    case 'situation':
    case 'chance':
      stepChart(game, world, step, tell);
      break;
    case 'review':
      stepChart(game, world, step, tell);
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
const openTurn = (game: Game, world: MutableWorld, tell: Listener | undefined): void => {
  advanceClock(game, world);
  if (tell) announce(world, tell, EVERYBODY, { is: 'turn-began', day: world.day, days: world.days });
  if (world.turn > 1) applyUpkeep(game, world, tell);
  // Before what is due: action points that come now are those of the next turn, like any others.
  for (let seat = 0; seat < game.actors.length; seat += 1) {
    world.points[seat] = world.bonus[seat]!;
    world.bonus[seat] = 0;
  }
  endPassing(game, world, tell);
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

/**
 * Lets the tracks advance on the facts as they stand. What leaving brings, what the ways bring and what entering brings are
 * three stages, one after another; the phases change between the second and the third.
 */
const stepChart = (game: Game, world: MutableWorld, at: ChartStep, tell: Listener | undefined): void => {
  const move = game.chart.quickStep(world, at);
  if (!move) return;
  const changes = changesOf(game, world, move);
  for (const { left } of changes) for (const effect of left) applyEffect(game, world, effect);
  closeStage(game, world, tell);
  for (const { way } of changes)
    for (const effect of game.chart.transitions[way]!.effects) applyEffect(game, world, effect);
  closeStage(game, world, tell);
  for (const { track, from, to, way } of changes) {
    world.phases[track] = to;
    world.entered[track] = world.turn;
    announce(world, tell, game.tracks[track]!.seenBy, { is: 'entered', track, from, to, transition: way });
  }
  for (const { entered } of changes) for (const effect of entered) applyEffect(game, world, effect);
  closeStage(game, world, tell);
};

/** One track that takes a way. */
interface PhaseChange {
  readonly track: number;
  readonly from: number;
  readonly to: number;
  /** Position of the transition. */
  readonly way: number;
  /** Effects of the phases left and entered, by position. */
  readonly left: readonly number[];
  readonly entered: readonly number[];
}

const changesOf = (game: Game, world: World, { phases, taken }: ChartMove): PhaseChange[] =>
  taken.map((way) => {
    const { track, from: source, to: target } = game.chart.transitions[way]!;
    const { phases: leaves, groups } = game.tracks[track]!;
    const [from, to] = [world.phases[track]!, phases[track]!];
    // A way from a phase to itself leaves it and enters it again, with what lies inside.
    const again = source === target ? source : undefined;
    const around = groups.findIndex(({ id }) => id === again);
    const crossed = (leaf: number, other: number): typeof groups =>
      groups.filter(
        (group, index) =>
          group.leaves.includes(leaf) &&
          (!group.leaves.includes(other) ||
            (around >= 0 && (index === around || group.leaves.every((one) => groups[around]!.leaves.includes(one))))),
      );
    return {
      track,
      from,
      to,
      way,
      left: [...leaves[from]!.exit, ...crossed(from, to).flatMap(({ exit }) => exit)],
      entered: [...crossed(to, from).flatMap(({ enter }) => enter), ...leaves[to]!.enter],
    };
  });

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
