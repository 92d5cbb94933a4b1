import type { Game } from '../../core/program/game.js';
import { TRIGGER_STEPS } from '../../core/vocabulary.js';
import { contested, type Rule, ruleOfTrigger, shared } from '../touches.js';

/** Priorities that keep the order in which triggers were tested one after another, where that order matters. */

/** The later of two triggers needs to see what the earlier one did, or must not see what the later one does. */
interface Tie {
  readonly before: number;
  readonly after: number;
  /** 1 where the earlier needs a higher priority, 0 where it must have no lower one. */
  readonly least: 0 | 1;
  readonly why: string;
}

export interface Prioritised {
  /** New priorities by the position of the trigger, of those that change, with the reason. */
  readonly changes: ReadonlyMap<number, { readonly priority: number; readonly why: string }>;
  /** Orders that cannot be kept: one of the triggers stands in another file. */
  readonly broken: readonly Tie[];
}

const names = (game: Game, slots: readonly number[], events: readonly number[]): string =>
  [...slots.map((slot) => game.slots[slot]!.id), ...events.map((event) => game.events[event]!.id)]
    .map((id) => `\`${id}\``)
    .slice(0, 3)
    .join(', ');

const tieOf = (game: Game, before: number, after: number, rules: readonly Rule[]): Tie | undefined => {
  const [one, other] = [rules[before]!, rules[after]!];
  const tie = { before, after };
  const later = `\`${game.triggers[after]!.id}\``;
  const seen = shared(one.writes, other.reads);
  if (seen.slots.length + seen.events.length > 0)
    return { ...tie, least: 1, why: `${later} sees what it does to ${names(game, seen.slots, seen.events)}` };
  const set = contested(one, other);
  if (set.length > 0) return { ...tie, least: 1, why: `${later} sets ${names(game, set, [])} after it` };
  const over = other.sets.flatMap(({ slot }) => (one.adjusts.has(slot) ? [slot] : []));
  if (over.length > 0) return { ...tie, least: 1, why: `${later} sets ${names(game, over, [])} after it` };
  const unseen = shared(one.reads, other.writes);
  const added = one.sets.flatMap(({ slot }) => (other.adjusts.has(slot) ? [slot] : []));
  if (unseen.slots.length + unseen.events.length + added.length === 0) return undefined;
  const what = names(game, [...new Set([...unseen.slots, ...added])], unseen.events);
  return { ...tie, least: 0, why: `${later} comes to ${what} after it` };
};

/**
 * The least change of priorities that keeps, for every two triggers of one step of which one touches what the other
 * reads or sets, who comes first. `order` is the order in which they were tested, `isFixed` says which cannot change.
 */
export const prioritiesFor = (
  game: Game,
  old: readonly number[],
  order: readonly number[],
  isFixed: (trigger: number) => boolean,
): Prioritised => {
  const rules = game.triggers.map((trigger) => ruleOfTrigger(game, trigger));
  const ties = TRIGGER_STEPS.flatMap((step) => {
    const tested = order.filter((trigger) => game.triggers[trigger]!.at === step);
    return tested.flatMap((before, i) =>
      tested.slice(i + 1).flatMap((after) => tieOf(game, before, after, rules) ?? []),
    );
  });
  // The highest that each may have below what cannot change, then the lowest that each needs above what comes after it.
  const most = game.triggers.map(() => Number.POSITIVE_INFINITY);
  for (const trigger of order) {
    const above = ties.filter(({ after }) => after === trigger);
    most[trigger] = isFixed(trigger)
      ? old[trigger]!
      : Math.min(...above.map(({ before, least }) => most[before]! - least));
  }
  const now = [...old];
  const why = new Map<number, string>();
  for (const trigger of order.toReversed()) {
    if (isFixed(trigger)) continue;
    const below = ties.filter(({ before }) => before === trigger);
    for (const { after, least, why: reason } of below) {
      if (now[after]! + least <= now[trigger]!) continue;
      now[trigger] = now[after]! + least;
      why.set(trigger, reason);
    }
    if (now[trigger]! <= most[trigger]!) continue;
    now[trigger] = most[trigger]!;
    const by = ties.find(({ before, after, least }) => after === trigger && most[before]! - least === most[trigger]!);
    why.set(trigger, by === undefined ? '' : `it comes after \`${game.triggers[by.before]!.id}\`: ${by.why}`);
  }
  const changes = new Map(
    order.flatMap((trigger) =>
      now[trigger] === old[trigger]
        ? []
        : [[trigger, { priority: now[trigger]!, why: why.get(trigger) ?? '' }] as const],
    ),
  );
  return { changes, broken: ties.filter(({ before, after, least }) => now[before]! < now[after]! + least) };
};
