import { spreadExpressions } from '../core/chance/odds.js';
import type { Expression } from '../core/language/expression.js';
import { type Action, amountIn, type Change, type Game, type Trigger } from '../core/program/game.js';

/** What triggers, orders and effects read and write of what others read and write: dials, counters, flags and events. */
export interface Touches {
  readonly slots: ReadonlySet<number>;
  readonly events: ReadonlySet<number>;
}

/** What a change writes at once. */
export const writtenBy = (
  change: Change,
): { readonly slots: readonly number[]; readonly events: readonly number[] } => {
  switch (change.is) {
    case 'adjust':
    case 'set':
    case 'raise':
      return { slots: [change.slot], events: [] };
    case 'signal':
      return { slots: [], events: [change.event] };
    case 'points':
    case 'tell':
      return { slots: [], events: [] };
  }
};

const readBy = (expressions: readonly (Expression | undefined)[], events: readonly number[] = []): Touches => ({
  slots: new Set(expressions.flatMap((one) => [...(one?.reads.slots ?? [])])),
  events: new Set([...events, ...expressions.flatMap((one) => [...(one?.reads.events ?? [])])]),
});

/** What effects read when they are asked for: their conditions, and the amounts of those that come at once. */
export const effectsRead = (game: Game, effects: readonly number[]): Touches =>
  readBy(
    effects.flatMap((index) => {
      const { when, after, change } = game.effects[index]!;
      return [when, after > 0 ? undefined : amountIn(change)];
    }),
  );

/** What effects write at once; those put down for later are a stage of their own. */
export const effectsWrite = (game: Game, effects: readonly number[]): Touches => {
  const written = effects
    .map((index) => game.effects[index]!)
    .flatMap(({ after, change }) => (after > 0 ? [] : [writtenBy(change)]));
  return {
    slots: new Set(written.flatMap(({ slots }) => slots)),
    events: new Set(written.flatMap(({ events }) => events)),
  };
};

/** What both have. */
export const shared = (one: Touches, other: Touches): { readonly slots: number[]; readonly events: number[] } => ({
  slots: [...one.slots].filter((slot) => other.slots.has(slot)),
  events: [...one.events].filter((event) => other.events.has(event)),
});

const joined = (one: Touches, other: Touches): Touches => ({
  slots: new Set([...one.slots, ...other.slots]),
  events: new Set([...one.events, ...other.events]),
});

/** A slot that is set: to which number, where that is written as one. */
export interface Setting {
  readonly slot: number;
  readonly to: number | undefined;
}

/** One rule: what it reads and writes, and of what it writes the slots that it sets and those that it adds to. */
export interface Rule {
  readonly reads: Touches;
  readonly writes: Touches;
  readonly sets: readonly Setting[];
  readonly adjusts: ReadonlySet<number>;
}

const ruleOf = (
  game: Game,
  effects: readonly number[],
  reads: Touches,
  writes: Touches,
  draws: readonly number[] = [],
): Rule => {
  const changes = effects.map((index) => game.effects[index]!).filter(({ after }) => after === 0);
  return {
    reads: joined(reads, effectsRead(game, effects)),
    writes: joined(writes, effectsWrite(game, effects)),
    sets: [
      ...draws.map((slot) => ({ slot, to: undefined })),
      ...changes.flatMap(({ change }): Setting[] => {
        if (change.is === 'set') return [{ slot: change.slot, to: change.to.constant }];
        return change.is === 'raise' ? [{ slot: change.slot, to: Number(change.to) }] : [];
      }),
    ],
    adjusts: new Set(changes.flatMap(({ change }) => (change.is === 'adjust' ? [change.slot] : []))),
  };
};

const outcomesOf = (game: Game, die: number): Game['dice'][number]['outcomes'] => game.dice[die]?.outcomes ?? [];

/** Every effect that a trigger can have. */
export const effectsOfTrigger = (game: Game, { effects, die }: Trigger): number[] => [
  ...new Set([...effects, ...outcomesOf(game, die).flatMap((outcome) => outcome.effects)]),
];

/** A trigger as a rule. Whether it may happen again is read of its own event alone, which no other trigger writes. */
export const ruleOfTrigger = (game: Game, trigger: Trigger): Rule => {
  const die = game.dice[trigger.die];
  const group = trigger.group < 0 ? [] : [trigger.group];
  const draws = die?.use.is === 'draw' ? [die.use.slot] : [];
  const events = outcomesOf(game, trigger.die).flatMap(({ event }) => (event < 0 ? [] : [event]));
  return ruleOf(
    game,
    effectsOfTrigger(game, trigger),
    readBy([trigger.when, ...(die ? spreadExpressions(die.spread) : [])], group),
    { slots: new Set(draws), events: new Set([trigger.event, ...group, ...events]) },
    draws,
  );
};

/** Every effect that an order can have when it is carried out. */
export const effectsOfAction = (game: Game, { effects, unmatched, die }: Action): number[] => [
  ...new Set([...effects, ...unmatched, ...outcomesOf(game, die).flatMap((outcome) => outcome.effects)]),
];

/** An order as a rule, when it is carried out: whether it may be ordered was asked before. */
export const ruleOfAction = (game: Game, action: Action): Rule => {
  const die = game.dice[action.die];
  const events = outcomesOf(game, action.die).flatMap(({ event }) => (event < 0 ? [] : [event]));
  return ruleOf(game, effectsOfAction(game, action), readBy(die ? spreadExpressions(die.spread) : []), {
    slots: new Set(),
    events: new Set(events),
  });
};

/** Slots that two rules set to what may be different values. */
export const contested = (one: Rule, other: Rule): number[] => [
  ...new Set(
    one.sets.flatMap(({ slot, to }) =>
      other.sets.some((rival) => rival.slot === slot && (to === undefined || rival.to !== to)) ? [slot] : [],
    ),
  ),
];
