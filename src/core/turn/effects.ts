import { originText, RuleFault } from '../faults.js';
import type { Happening, Listener } from '../program/events.js';
import type { Cause, Effect, Game, Seats } from '../program/game.js';
import { EVERYBODY, keysSeats, onlySeat } from '../program/game.js';
import { MARKS, type MutableWorld, type World } from '../program/world.js';
import type { Origin } from '../vocabulary.js';

/**
 * What effects ask for. Within a stage everything reads the world as it stood when the stage began: so effects change
 * nothing themselves, but put down what they ask for, and `stage.ts` carries all of it out together.
 */

/** Announces a happening, if anybody listens. */
export const announce = (world: World, tell: Listener | undefined, seenBy: Seats, happening: Happening): void => {
  tell?.({ ...happening, turn: world.turn, step: world.step, seenBy });
};

/** Throws: a scenario's arithmetic gave no number for a dial, counter or flag. */
export const refuseNumber = (game: Game, slot: number, value: number, origin: Origin): never => {
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
    case 'bound':
      return EVERYBODY;
  }
};

/** Marks an event as having happened now. */
export const mark = (world: MutableWorld, event: number): void => {
  world.eventTurn[event] = world.turn;
  world.eventCount[event]! += 1;
};

/** Marks an event at the end of the stage. */
export const markLater = (world: MutableWorld, event: number): void => {
  world.pending.push({ ref: MARKS, of: event, amount: 0 });
};

/** Asks for an effect: in this stage, or in a later turn. */
export const applyEffect = (game: Game, world: MutableWorld, index: number): void => {
  const effect = game.effects[index]!;
  if (effect.when && !effect.when.holds(world)) return;
  if (effect.after > 0) world.later.push({ turn: world.turn + effect.after, effect: index, slot: -1, by: 0 });
  else ask(game, world, effect, index);
};

/**
 * Asks for an effect now, whatever its condition says and however long it was to wait. Adding 0 makes a minus zero 0, which
 * alone survives JSON: the world can be saved in the middle of a stage.
 */
export const ask = (game: Game, world: MutableWorld, effect: Effect, index: number): void => {
  world.pending.push({ ref: index, of: -1, amount: amountOf(game, world, effect) + 0 });
};

/** How much an effect asks for, by the facts as the stage found them. */
const amountOf = (game: Game, world: World, { change, origin }: Effect): number => {
  switch (change.is) {
    case 'adjust': {
      const by = change.by.constant ?? change.by.value(world);
      return Number.isFinite(by) ? by : refuseNumber(game, change.slot, world.values[change.slot]! + by, origin);
    }
    case 'set': {
      const to = change.to.constant ?? change.to.value(world);
      return Number.isFinite(to) ? to : refuseNumber(game, change.slot, to, origin);
    }
    case 'raise':
      return change.to ? 1 : 0;
    case 'points': {
      const by = change.by.value(world);
      if (!Number.isFinite(by)) throw new RuleFault(`action points would change by ${by}`, originText(origin));
      return by;
    }
    case 'signal':
    case 'tell':
      return 0;
  }
};
