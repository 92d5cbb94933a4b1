import { pickFace, type Seed } from '../chance/chance.js';
import { oddsOf, settleOdds } from '../chance/odds.js';
import type { Facts } from '../facts.js';
import { bound, type Code, joined, js } from '../language/code.js';
import type { NumberExpression } from '../language/expression.js';
import { tenThousandths } from '../language/numbers.js';
import type { Effect, Game, Outcome, Trigger } from '../program/game.js';
import type { MutableWorld, World } from '../program/world.js';
import { applyEffect, refuseNumber } from '../turn/effects.js';
import { costOf, type OrderFacts } from '../turn/orders.js';
import { settle } from '../turn/settle.js';
import { TRIGGER_STEPS, type TriggerStep } from '../vocabulary.js';
import { boundsText, conditionText, costText, functionsOf, numberText, rollText, type Writing } from './quick-text.js';

/**
 * A game's triggers and orders as generated functions, for bulk play. They say what `triggers.ts`, `docket.ts`,
 * `settle.ts`, `odds.ts` and `effects.ts` do with a game's data when nobody listens, with the data written in; what they
 * cannot say they leave to those. Invariant 8 compares both on every scenario.
 */
export interface Quick {
  /** Tests the triggers of a step in their order and lets them happen, their dice included. */
  readonly triggersAt: Readonly<Record<TriggerStep, Happen>>;
  /** Carries out an order that waits for no event and no other key, its die included. By action. */
  readonly orders: readonly Happen[];
  /** `mayOrder` of each action, orders of earlier rounds aside. */
  readonly may: readonly ((facts: OrderFacts, points: number) => boolean)[];
}

type Happen = (world: MutableWorld, seed: Seed) => void;

const known = new WeakMap<Game, Quick>();

/** The generated functions of a game, made once. */
export const quickOf = (game: Game): Quick => {
  const quick = known.get(game) ?? generate(game);
  known.set(game, quick);
  return quick;
};

const LIST = js`,
`;

/** The steps of triggers, as they are written in code. */
const STEP_KEYS: Readonly<Record<TriggerStep, Code>> = {
  situation: js`situation`,
  response: js`response`,
  chance: js`chance`,
  review: js`review`,
};

const generate = (game: Game): Quick => {
  const writing: Writing = { game, links: [] };
  const triggers = game.triggers.map(
    (trigger, i) => js`const t${i} = (f, s) => {${triggerText(writing, trigger)}};
`,
  );
  const steps = TRIGGER_STEPS.map((at) => {
    const calls = joined(game.triggersAt[at].map((i) => js`t${i}(f, s); `));
    return js`${STEP_KEYS[at]}: (f, s) => {${calls}}`;
  });
  const orders = game.actions.map((_, action) => js`(f, s) => {${orderText(writing, action)}}`);
  const may = game.actions.map((_, action) => js`(f, points) => ${mayText(writing, action)}`);
  const code = js`const {roll, effect, refuse, fault, settle, whole, cost} = own;
${joined(triggers)}return {
triggersAt: {${joined(steps, LIST)}},
orders: [${joined(orders, LIST)}],
may: [${joined(may, LIST)}]};`;
  return functionsOf(writing, ownFor(game), code);
};

/** What generated functions call for what is not written into them. */
const ownFor = (game: Game) => ({
  roll: pickFace,
  whole: tenThousandths,
  cost: (facts: Facts, action: number): number => costOf(game, facts, action),
  effect: (world: MutableWorld, index: number): void => applyEffect(game, world, index, undefined),
  refuse: (slot: number, value: number, effect: number): never =>
    refuseNumber(game, slot, value, game.effects[effect]!),
  // The odds are asked for in the plain way, which says what is wrong with them.
  fault: (world: World, die: number): number[] => oddsOf(game.dice[die]!.spread, world),
  settle: (world: MutableWorld, die: number, face: number): void => {
    world.waiting = die;
    settle(game, world, settleOdds(game.dice[die]!.spread, world, face), face);
  },
});

const markText = (event: number): Code => js`f.eventTurn[${event}] = f.turn; f.eventCount[${event}] += 1;`;

const effectsText = (writing: Writing, effects: readonly number[]): Code =>
  joined(
    effects.map((effect) => effectText(writing, effect)),
    js` `,
  );

/** Nothing happens. */
const NOTHING = js``;

const effectText = (writing: Writing, index: number): Code => {
  const effect = writing.game.effects[index]!;
  const body = effect.after > 0 ? undefined : changeText(writing, effect, index);
  if (body === undefined) return js`effect(f, ${index});`;
  return effect.when && body !== NOTHING ? js`if (${conditionText(writing, effect.when)}) {${body}}` : body;
};

/** A change that happens now and for good; undefined for the others. */
const changeText = (writing: Writing, { change }: Effect, index: number): Code | undefined => {
  switch (change.is) {
    case 'adjust':
      if (change.lasts > 0) return undefined;
      return storeText(writing, change.slot, change.by, index, js`f.values[${change.slot}] + `);
    case 'set':
      return storeText(writing, change.slot, change.to, index, NOTHING);
    case 'signal':
      return markText(change.event);
    case 'tell':
      return NOTHING;
    case 'raise':
    case 'points':
      return undefined;
  }
};

const storeText = (writing: Writing, slot: number, number: NumberExpression, effect: number, before: Code): Code => {
  const { min, max } = writing.game.slots[slot]!;
  const [low, high] = [bound(min), bound(max)];
  const refusal = Number.isFinite(number.constant) ? NOTHING : js`if (x - x !== 0) refuse(${slot}, x, ${effect});`;
  const kept = js`x < ${low} ? ${low} : x > ${high} ? ${high} : x`;
  return js`{ const x = ${before}${numberText(writing, number)}; ${refusal} f.values[${slot}] = Math.round((${kept}) * 10000) / 10000 + 0; }`;
};

const triggerText = (writing: Writing, trigger: Trigger): Code => {
  const { when, group, once, cooldown, event, die } = trigger;
  const happens = (effects: readonly number[]): Code =>
    js`${markText(event)} ${group >= 0 ? markText(group) : NOTHING} ${effectsText(writing, effects)}`;
  const unless = [
    ...(when ? [js`!${conditionText(writing, when)}`] : []),
    ...(group >= 0 ? [js`f.eventTurn[${group}] === f.turn`] : []),
    ...(once ? [js`f.eventCount[${event}] !== 0`] : []),
    ...(!once && cooldown > 0
      ? [js`f.eventCount[${event}] !== 0 && f.turn - f.eventTurn[${event}] <= ${cooldown}`]
      : []),
  ];
  const test = unless.length > 0 ? js`if (${joined(unless, js` || `)}) return; ` : NOTHING;
  if (die < 0) return js`${test}${happens(trigger.effects)}`;
  const outcome = (chosen: Outcome): Code =>
    chosen.event < 0
      ? NOTHING
      : js`${chosen.event === event ? NOTHING : markText(chosen.event)} ${happens(chosen.effects)}`;
  return js`${test}${dieText(writing, die, outcome)}`;
};

const orderText = (writing: Writing, index: number): Code => {
  const { game } = writing;
  const action = game.actions[index]!;
  const keys = action.joint < 0 ? [index] : game.joints[action.joint]!.actions;
  const own = keys.map((key) => game.actions[key]!.ownEvent).filter((event) => event !== action.event);
  const marks = joined([action.event, ...own].map(markText), js` `);
  if (action.die < 0) return js`${marks} ${effectsText(writing, action.effects)}`;
  const outcome = ({ event, effects }: Outcome): Code => js`${markText(event)} ${effectsText(writing, effects)}`;
  return js`${marks} ${dieText(writing, action.die, outcome)}`;
};

/** Rolls a die and does what its outcome says. */
const dieText = (writing: Writing, index: number, outcome: (outcome: Outcome) => Code): Code => {
  const { purpose, spread, outcomes, use } = writing.game.dice[index]!;
  if (use.is === 'draw') return js`settle(f, ${index}, ${rollText(purpose)});`;
  const { setup, bounds } = boundsText(writing, spread, js`fault(f, ${index});`);
  const cases = outcomes.map((chosen, i) => {
    const test = i < bounds.length ? js`if (face < ${bounds[i]!}) ` : NOTHING;
    return js`${test}{${outcome(chosen)}}`;
  });
  return js`${setup} const face = ${rollText(purpose)}; ${joined(cases, js` else `)}`;
};

/** `mayOrder`, orders of earlier rounds aside. */
const mayText = (writing: Writing, index: number): Code => {
  const { once, cooldown, ownEvent, cost, when } = writing.game.actions[index]!;
  const tests = [
    ...(once ? [js`f.eventCount[${ownEvent}] === 0`] : []),
    ...(!once && cooldown > 0
      ? [js`(f.eventCount[${ownEvent}] === 0 || f.turn - f.eventTurn[${ownEvent}] > ${cooldown})`]
      : []),
    ...(when ? [conditionText(writing, when)] : []),
    js`${costText(cost.constant, js`cost(f, ${index})`)} <= points`,
  ];
  return joined(tests, js` && `);
};
