import type { Listener } from '../program/events.js';
import type { Game, Trigger } from '../program/game.js';
import type { MutableWorld, World } from '../program/world.js';
import type { TriggerStep } from '../vocabulary.js';
import { announce, applyEffect, markLater } from './effects.js';
import { closeStage } from './stage.js';

/** What happens by itself: the triggers of a step, those of one priority together. */

/**
 * Tests the triggers of a step from where the cursor stands (less `offset`, what the step did before). Stops at one
 * that needs its die: then the world waits. Triggers of one priority are one stage.
 */
export const runTriggers = (
  game: Game,
  world: MutableWorld,
  at: TriggerStep,
  offset: number,
  tell: Listener | undefined,
): void => {
  const triggers = game.triggersAt[at];
  for (let place = world.cursor - offset; place < triggers.length; place += 1) {
    const index = triggers[place]!;
    const trigger = game.triggers[index]!;
    if (place > 0 && game.triggers[triggers[place - 1]!]!.priority !== trigger.priority) closeStage(game, world, tell);
    if (!canFire(trigger, world)) continue;
    if (trigger.die >= 0) {
      world.cursor = place + offset;
      world.waiting = trigger.die;
      return;
    }
    fire(game, world, index, trigger.effects, tell);
  }
  closeStage(game, world, tell);
  world.cursor = triggers.length + offset;
};

const canFire = (trigger: Trigger, world: World): boolean => {
  if (trigger.when !== undefined && !trigger.when.holds(world)) return false;
  if (trigger.group >= 0 && world.eventTurn[trigger.group] === world.turn) return false;
  if ((!trigger.once && trigger.cooldown === 0) || world.eventCount[trigger.event] === 0) return true;
  return !trigger.once && world.turn - world.eventTurn[trigger.event]! > trigger.cooldown;
};

/** A trigger happens, with these effects. */
export const fire = (
  game: Game,
  world: MutableWorld,
  index: number,
  effects: readonly number[],
  tell: Listener | undefined,
): void => {
  const trigger = game.triggers[index]!;
  markLater(world, trigger.event);
  if (trigger.group >= 0) markLater(world, trigger.group);
  if (tell) announce(world, tell, trigger.seenBy, { is: 'triggered', trigger: index });
  for (let i = 0; i < effects.length; i += 1) applyEffect(game, world, effects[i]!);
};
