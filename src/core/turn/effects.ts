import type { Draft } from 'immer';
import { originText, RuleFault } from '../faults.js';
import type { Happening, Listener } from '../program/events.js';
import type { Cause, Change, Effect, Game, Seats } from '../program/game.js';
import { EVERYBODY, keysSeats, onlySeat } from '../program/game.js';
import { filled } from '../program/insert.js';
import { type Later, type MutableWorld, RUNS_OUT, RUNS_OUT_IN_PERIODS, type World } from '../program/world.js';

/** Applying effects to a draft of the world. A new kind of effect touches `change` here and the scenario's schema. */

/** Announces a happening, if anybody listens. */
export const announce = (world: World, tell: Listener | undefined, seenBy: Seats, happening: Happening): void => {
  tell?.({ ...happening, turn: world.turn, step: world.step, seenBy });
};

/**
 * Stores a number: within the slot's range and in whole ten-thousandths, so that last-bit differences of a function
 * such as `exp` between machines cannot grow into another game. Returns the change.
 */
export const store = (
  game: Game,
  world: MutableWorld,
  slot: number,
  value: number,
  where: Pick<Effect, 'origin'>,
): number => {
  const { min, max } = game.slots[slot]!;
  const kept = value < min ? min : value > max ? max : value;
  // Only a number that is finite leaves nothing when it is taken from itself.
  if (value - value !== 0) refuseNumber(game, slot, value, where);
  const before = world.values[slot]!;
  const after = rounded(kept);
  world.values[slot] = after;
  return after - before;
};

export const refuseNumber = (game: Game, slot: number, value: number, { origin }: Pick<Effect, 'origin'>): never => {
  throw new RuleFault(`${game.slots[slot]!.label} would become ${value}`, originText(origin));
};

/** Who sees that something was caused by this. */
export const causeSeenBy = (game: Game, cause: Cause): Seats => {
  switch (cause.is) {
    case 'action': {
      const action = game.actions[cause.action]!;
      return !action.covert ? EVERYBODY : cause.alone ? onlySeat(action.actor) : keysSeats(game, action);
    }
    case 'trigger':
      return game.triggers[cause.trigger]!.seenBy;
    case 'phase':
      return game.tracks[cause.track]!.seenBy;
    case 'upkeep':
    case 'expiry':
      return EVERYBODY;
  }
};

/** Stores a number and announces the change. Returns the change. */
const move = (
  game: Game,
  world: MutableWorld,
  slot: number,
  value: number,
  { origin, cause }: Pick<Effect, 'origin' | 'cause'>,
  tell: Listener | undefined,
): number => {
  const from = world.values[slot]!;
  const by = store(game, world, slot, value, { origin });
  const to = world.values[slot]!;
  if (tell && by !== 0) announce(world, tell, game.slots[slot]!.seenBy, { is: 'moved', slot, from, to, cause });
  return by;
};

const expireLater = (world: MutableWorld, slot: number, by: number, lasts: number, ends: number): void => {
  if (lasts > 0 && by !== 0) world.later.push({ turn: world.turn + lasts, effect: ends, slot, by: -by });
};

/** How the end of an effect's passing change is put down. */
const endOf = ({ inPeriods }: Effect): number => (inPeriods ? RUNS_OUT_IN_PERIODS : RUNS_OUT);

/**
 * A flag has a value it is set to for good and at most one change that ends. Set to the former, whatever had an end is
 * forgotten; set to the other for a while, it goes back at the later of two ends.
 */
const keepFlag = (
  world: MutableWorld,
  { slot, to, lasts }: Change & { readonly is: 'raise' },
  by: number,
  ends: number,
): void => {
  const pending = pendingEnd(world, slot);
  const before = world.values[slot]! - by;
  const lasting = pending < 0 ? before : before + world.later[pending]!.by;
  if (lasts > 0 && lasting !== (to ? 1 : 0)) {
    if (pending < 0) expireLater(world, slot, by, lasts, ends);
    else putOff(world.later[pending]!, world.turn + lasts, ends);
  } else if (pending >= 0) world.later.splice(pending, 1);
};

/** Of two ends of one change the later stands; of two in the same turn, the one that short turns put off. */
const putOff = (later: Draft<Later>, turn: number, ends: number): void => {
  if (turn < later.turn || (turn === later.turn && ends === RUNS_OUT)) return;
  later.turn = turn;
  later.effect = ends;
};

/** Position of the end of a flag's passing change; -1 without. */
const pendingEnd = (world: World, slot: number): number => {
  for (let i = 0; i < world.later.length; i += 1)
    if (world.later[i]!.effect < 0 && world.later[i]!.slot === slot) return i;
  return -1;
};

/** Marks an event as having happened now. */
export const mark = (world: MutableWorld, event: number): void => {
  world.eventTurn[event] = world.turn;
  world.eventCount[event]! += 1;
};

const change = (game: Game, world: MutableWorld, effect: Effect, tell: Listener | undefined): void => {
  const { change: what } = effect;
  switch (what.is) {
    case 'adjust': {
      const { slot, lasts } = what;
      const value = world.values[slot]! + (what.by.constant ?? what.by.value(world));
      if (tell === undefined && lasts === 0) store(game, world, slot, value, effect);
      else expireLater(world, slot, move(game, world, slot, value, effect, tell), lasts, endOf(effect));
      break;
    }
    case 'set':
      move(game, world, what.slot, what.to.value(world), effect, tell);
      break;
    case 'raise':
      keepFlag(world, what, move(game, world, what.slot, what.to ? 1 : 0, effect, tell), endOf(effect));
      break;
    case 'signal':
      mark(world, what.event);
      break;
    case 'points': {
      const by = what.by.value(world);
      if (!Number.isFinite(by)) throw new RuleFault(`action points would change by ${by}`, originText(effect.origin));
      world.bonus[what.actor]! += by;
      announce(world, tell, onlySeat(what.actor), { is: 'points', actor: what.actor, by, cause: effect.cause });
      break;
    }
    case 'tell':
      if (tell) announce(world, tell, what.seats, { is: 'told', text: filled(game, world, what.text) });
      break;
  }
};

/** Applies an effect now, or puts it down for a later turn. */
export const applyEffect = (game: Game, world: MutableWorld, index: number, tell: Listener | undefined): void => {
  const effect = game.effects[index]!;
  if (effect.when && !effect.when.holds(world)) return;
  if (effect.after > 0) world.later.push({ turn: world.turn + effect.after, effect: index, slot: -1, by: 0 });
  else change(game, world, effect, tell);
};

/** A short turn does not bring nearer what is counted in long ones. */
export const putOffPeriods = (game: Game, world: MutableWorld): void => {
  for (const later of world.later)
    if (later.effect === RUNS_OUT_IN_PERIODS || game.effects[later.effect]?.inPeriods) later.turn += 1;
};

/** What is due this turn: effects put down earlier, and changes that run out. In the order in which they were put down. */
export const applyDue = (game: Game, world: MutableWorld, tell: Listener | undefined): void => {
  if (world.later.length === 0) return;
  const due = world.later.filter((later) => later.turn <= world.turn).map((later) => ({ ...later }));
  if (due.length === 0) return;
  world.later = world.later.filter((later) => later.turn > world.turn);
  for (let i = 0; i < due.length; i += 1) {
    const later = due[i]!;
    if (later.effect >= 0) change(game, world, game.effects[later.effect]!, tell);
    else {
      const rest = expire(game, world, later.slot, later.by, tell);
      if (rest !== 0) carry(later.slot, carry(later.slot, rest, due.slice(i + 1)), world.later);
    }
  }
};

/**
 * What could not be taken back because the dial stood at its bound is left out where a change the other way is taken
 * back later: so all together leave nothing behind. Returns what is still to be left out.
 */
const carry = (slot: number, rest: number, among: Draft<Later>[]): number => {
  let left = rest;
  for (const later of among) {
    if (later.effect >= 0 || later.slot !== slot || later.by * left >= 0) continue;
    const sum = rounded(later.by + left);
    later.by = sum * left > 0 ? 0 : sum;
    left = sum * left > 0 ? sum : 0;
  }
  return left;
};

/** Whole ten-thousandths. Minus zero would not survive JSON: adding 0 makes it 0. */
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000 + 0;

/** Takes a change back, and returns what of it could not be taken back. */
const expire = (game: Game, world: MutableWorld, slot: number, by: number, tell: Listener | undefined): number => {
  const { origin } = game.slots[slot]!;
  const moved = move(game, world, slot, world.values[slot]! + by, { origin, cause: { is: 'expiry' } }, tell);
  return rounded(by - moved);
};

/** The changes of upkeep all read the dials as they stood when the turn began, so their order does not matter. */
export const applyUpkeep = (game: Game, world: MutableWorld, tell: Listener | undefined): void => {
  const { upkeepSlots } = game;
  if (upkeepSlots.length === 0) return;
  const changes = upkeepSlots.map((slot) => game.slots[slot]!.upkeep!.value(world));
  for (let i = 0; i < changes.length; i += 1) {
    const slot = upkeepSlots[i]!;
    const { origin } = game.slots[slot]!;
    move(game, world, slot, world.values[slot]! + changes[i]!, { origin, cause: { is: 'upkeep' } }, tell);
  }
};
