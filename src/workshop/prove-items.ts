import { spreadExpressions } from '../core/chance/odds.js';
import type { Expression } from '../core/language/expression.js';
import { type Action, amountIn, type Effect, type Game, ruleExpressions, type Trigger } from '../core/program/game.js';
import { blurredSlots } from '../core/seat/observe.js';
import { CHART_STEPS } from '../core/vocabulary.js';
import type { PolicyName } from '../players/policy.js';
import { type Places, roundPlace, triggerPlace } from './prove-places.js';
import { addReads, addSince, canFault, noReads, type Reads, readsOf, spreadCanFault } from './prove-reads.js';
import { effectsOfAction, effectsOfTrigger, writtenBy } from './touches.js';

/**
 * The rules of a game as items that read some things and write others: what the proof needs to know to see which parts
 * of a world can still matter.
 */

/** One rule: what it reads, and what it writes. */
export interface Item {
  /** Places of the turn at which it reads. */
  readonly at: readonly number[];
  readonly reads: Reads;
  /** It matters whatever it writes: it decides the game, a claim or an order, or it can break the rules. */
  readonly always: boolean;
  readonly slots: readonly number[];
  readonly events: readonly number[];
  readonly tracks: readonly number[];
  readonly watches: readonly number[];
  /** A slot it overwrites without reading it, whatever happens; -1 without. */
  readonly overwrites: number;
  /** The action it carries out; -1 without. */
  readonly action: number;
  /** The effect it applies; -1 without. */
  readonly effect: number;
}

const ITEM: Omit<Item, 'at' | 'reads'> = {
  always: false,
  slots: [],
  events: [],
  tracks: [],
  watches: [],
  overwrites: -1,
  action: -1,
  effect: -1,
};

/** Who may order what: policies by seat, or anybody anything. */
export type Deciders = readonly PolicyName[] | 'anybody';

/** Whether a seat may order anything. */
export const isActive = (deciders: Deciders, seat: number): boolean =>
  deciders === 'anybody' || deciders[seat] !== 'hold';

const readAll = (game: Game, expressions: readonly (Expression | undefined)[]): Reads => {
  const reads = noReads();
  for (const expression of expressions) if (expression) addReads(reads, readsOf(game, expression));
  return reads;
};

/** Every item of a game. */
export const itemsOf = (game: Game, places: Places, deciders: Deciders): Item[] => [
  ...closingItems(game, places),
  ...upkeepItems(game, places, deciders),
  ...trackItems(game, places, deciders),
  ...game.triggers.flatMap((trigger, index) => triggerItems(game, places, deciders, trigger, index)),
  ...game.actions.flatMap((action, index) =>
    isActive(deciders, action.actor)
      ? actionItems(game, places, deciders, action, index)
      : idleItems(game, places, action),
  ),
  ...policyItems(game, places, deciders),
];

const closingItems = (game: Game, places: Places): Item[] => {
  const at = [places.close];
  const decide = (expression: Expression): Item => ({ ...ITEM, at, reads: readsOf(game, expression), always: true });
  const watches = game.watches.map((watch, index) => {
    const reads = noReads();
    if ('slot' in watch) reads.slots.add(watch.slot);
    else reads.tracks.add(watch.track);
    return { ...ITEM, at, reads, watches: [index] };
  });
  const { crisis } = game.clock;
  return [...game.endings.map(({ when }) => decide(when)), ...(crisis ? [decide(crisis.when)] : []), ...watches];
};

const upkeepItems = (game: Game, places: Places, deciders: Deciders): Item[] => {
  const at = [places.open];
  const upkeep = game.upkeepSlots.map((slot) => {
    const by = game.slots[slot]!.upkeep!;
    return { ...ITEM, at, reads: readsOf(game, by), always: canFault(game, by), slots: [slot] };
  });
  const points = game.actors.map((actor, seat) => ({
    ...ITEM,
    at,
    reads: readsOf(game, actor.points),
    always: isActive(deciders, seat) || canFault(game, actor.points),
  }));
  return [...upkeep, ...points];
};

interface Target {
  readonly always: boolean;
  readonly slots: readonly number[];
  readonly events: readonly number[];
}

/** What an effect writes, and whether it matters in any case. */
const targetOf = (game: Game, deciders: Deciders, { change }: Effect): Target => {
  const amount = amountIn(change);
  const isOfActive = change.is === 'points' && isActive(deciders, change.actor);
  return { ...writtenBy(change), always: isOfActive || (amount !== undefined && canFault(game, amount)) };
};

/** What the size of a change depends on. Whether a flag is moved for a while depends on where it stands. */
const amountReads = (game: Game, effect: Effect): Reads => {
  const reads = readAll(game, [amountIn(effect.change)]);
  const { change } = effect;
  if (change.is === 'raise' && change.lasts > 0) reads.slots.add(change.slot);
  return reads;
};

/** Effects put down for later read their amount when they are due. */
const effectItems = (
  game: Game,
  places: Places,
  deciders: Deciders,
  effects: readonly number[],
  at: readonly number[],
): Item[] =>
  effects.flatMap((index) => {
    const effect = game.effects[index]!;
    const target = targetOf(game, deciders, effect);
    const { after, when } = effect;
    return [
      { ...ITEM, ...target, at, reads: readAll(game, [when]) },
      { ...ITEM, ...target, at: after > 0 ? [places.open] : at, reads: amountReads(game, effect), effect: index },
    ];
  });

/** What a list of effects writes together. */
const targetsOf = (game: Game, deciders: Deciders, effects: readonly number[]): Target => {
  const targets = effects.map((index) => targetOf(game, deciders, game.effects[index]!));
  return {
    always: targets.some((target) => target.always),
    slots: targets.flatMap((target) => target.slots),
    events: targets.flatMap((target) => target.events),
  };
};

const trackItems = (game: Game, places: Places, deciders: Deciders): Item[] =>
  game.tracks.flatMap((track, index) => {
    const ways = game.chart.transitions.filter((way) => way.track === index);
    const at = CHART_STEPS.filter((step) => ways.some((way) => way.at === step)).flatMap((step) => places.charts[step]);
    const effects = [
      ...[...track.phases, ...track.groups].flatMap(({ enter, exit }) => [...enter, ...exit]),
      ...ways.flatMap((way) => way.effects),
    ];
    const phase = noReads();
    phase.tracks.add(index);
    return [
      ...ways.map((way) => ({ ...ITEM, at: places.charts[way.at], reads: readsOf(game, way.when), tracks: [index] })),
      { ...ITEM, ...targetsOf(game, deciders, effects), at, reads: phase },
      ...effectItems(game, places, deciders, effects, at),
    ];
  });

const triggerItems = (game: Game, places: Places, deciders: Deciders, trigger: Trigger, index: number): Item[] => {
  const at = [triggerPlace(game, places, index)];
  const die = game.dice[trigger.die];
  const effects = effectsOfTrigger(game, trigger);
  const reads = readAll(game, [trigger.when, ...(die ? spreadExpressions(die.spread) : [])]);
  if (trigger.once) reads.ever.add(trigger.event);
  else if (trigger.cooldown > 0) addSince(reads, trigger.event, trigger.cooldown);
  if (trigger.group >= 0) reads.now.add(trigger.group);
  const targets = targetsOf(game, deciders, effects);
  const outcomes = die?.outcomes.map((outcome) => outcome.event).filter((event) => event >= 0) ?? [];
  const group = trigger.group < 0 ? [] : [trigger.group];
  const draw = die?.use.is === 'draw' ? [die.use.slot] : [];
  return [
    {
      ...ITEM,
      at,
      reads,
      always: targets.always || (die !== undefined && spreadCanFault(game, die.spread)),
      slots: [...targets.slots, ...draw],
      // That a trigger without more to it has happened is written only for those who ask.
      events: [...targets.events, ...outcomes, ...group, trigger.event],
      overwrites: isUnconditional(trigger) ? (draw[0] ?? -1) : -1,
    },
    ...effectItems(game, places, deciders, effects, at),
  ];
};

const isUnconditional = ({ when, once, cooldown, group }: Trigger): boolean =>
  when === undefined && !once && cooldown === 0 && group < 0;

const actionItems = (game: Game, places: Places, deciders: Deciders, action: Action, index: number): Item[] => {
  const docket = [places.dockets[roundPlace(game, action.round)]!];
  const die = game.dice[action.die];
  const outcomes = die?.outcomes ?? [];
  const effects = effectsOfAction(game, action);
  const targets = targetsOf(game, deciders, effects);
  const events = [action.event, action.ownEvent, action.unmatchedEvent, ...outcomes.map((outcome) => outcome.event)];
  const target = {
    always:
      deciders !== 'anybody' ||
      targets.always ||
      costCanFault(action) ||
      (die !== undefined && spreadCanFault(game, die.spread)),
    slots: targets.slots,
    events: [...targets.events, ...events.filter((event) => event >= 0)],
  };
  const carriedOut = readAll(game, [action.when, ...(die ? spreadExpressions(die.spread) : [])]);
  for (const event of action.replies) carriedOut.now.add(event);
  return [
    { ...ITEM, ...target, at: [places.asked[roundPlace(game, action.round)]!], reads: legalityReads(game, action) },
    { ...ITEM, ...target, at: docket, reads: carriedOut, action: index },
    ...effectItems(game, places, deciders, effects, docket),
  ];
};

/** The rules refuse a cost that is negative or endless, and only one that is worked out can be. */
const costCanFault = ({ cost }: Action): boolean => cost.constant === undefined;

/** Whether a seat owes orders in a consultation round is asked of one that holds, too; there a cost can break the rules. */
const idleItems = (game: Game, places: Places, action: Action): Item[] =>
  action.round >= 0 && costCanFault(action)
    ? [{ ...ITEM, always: true, at: [places.asked[action.round]!], reads: legalityReads(game, action) }]
    : [];

const legalityReads = (game: Game, action: Action): Reads => {
  const reads = readAll(game, [action.when, action.cost]);
  if (action.once) reads.ever.add(action.ownEvent);
  else if (action.cooldown > 0) addSince(reads, action.ownEvent, action.cooldown);
  return reads;
};

/** What doctrines read, and what blurs it. */
const policyItems = (game: Game, places: Places, deciders: Deciders): Item[] => {
  if (deciders === 'anybody') return [];
  return game.actors.flatMap((actor, seat) => {
    if (deciders[seat] !== 'doctrine') return [];
    const blurred = blurredSlots(game, seat);
    return actor.doctrine.flatMap((rule) => {
      const reads = readAll(game, ruleExpressions(rule));
      for (const slot of blurred) {
        if (!reads.slots.has(slot)) continue;
        const { deviation, prior, pull } = game.slots[slot]!.blur!;
        addReads(reads, readAll(game, [deviation, prior, pull]));
      }
      const at = rule.rounds.map((round) => places.asked[roundPlace(game, round)]!);
      return [{ ...ITEM, at, reads, always: true }];
    });
  });
};
