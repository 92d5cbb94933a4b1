import type {
  Action,
  Clock,
  Die,
  GameRecord,
  Joint,
  RecordedOrder,
  RecordedOutcome,
  RecordedTurn,
  Slot,
  Trigger,
} from '../../core/program/game.js';
import { chosenPresets, rivalPresets } from '../../core/program/presets.js';
import { CLOCK_RAN_OUT } from '../../core/program/world.js';
import { DIE } from '../../core/vocabulary.js';
import type { RecordSource } from '../schema.js';
import type { Path } from '../spans.js';
import {
  type Bench,
  complain,
  complainOfKey,
  complainUnknown,
  conditionAt,
  isLeftOut,
  originAt,
  seatAt,
} from './bench.js';
import { grouped, slotStart } from './declare.js';

/** The record: what was decided and what happened. Names become positions; what cannot be played is found when it is played. */

/** What a record speaks of. */
export interface Recordable {
  readonly actions: readonly Action[];
  readonly joints: readonly Joint[];
  readonly triggers: readonly Trigger[];
  readonly setupDice: readonly number[];
  readonly clock: Clock;
}

type TurnSource = RecordSource['turns'][number];
type OutcomesSource = NonNullable<TurnSource['outcomes']>;

const PATH: Path = ['record'];

/** The record of a scenario; undefined without one, or when it has no turns (a scenario that extends another drops its record so). */
export const compileRecord = (bench: Bench, of: Recordable): GameRecord | undefined => {
  const source = bench.source.record;
  if (source === undefined) return undefined;
  checkChoice(bench, source);
  checkSequence(bench, source, of.clock);
  const names = { setup: setupNames(bench, of), turns: turnNames(bench, of) };
  const record: GameRecord = {
    text: source.text ?? '',
    preset: source.preset ?? '',
    parameters: source.parameters ?? {},
    setup: setupAt(bench, source, names.setup),
    turns: source.turns.map((turn, i) => compileTurn(bench, of, names.turns, turn, [...PATH, 'turns', i])),
    ending: endingAt(bench, source.ending),
    origin: originAt(bench, PATH, {}),
  };
  return record.turns.length === 0 ? undefined : record;
};

const checkChoice = (bench: Bench, source: RecordSource): void => {
  const presets = bench.source.presets.map(({ id }) => id);
  for (const id of chosenPresets(source.preset))
    if (!presets.includes(id)) complainUnknown(bench, [...PATH, 'preset'], 'preset', id, presets);
  const rivals = rivalPresets(bench.source.presets.map(grouped), source.preset);
  if (rivals) {
    const message = `the presets \`${rivals[0]}\` and \`${rivals[1]}\` are of one group`;
    complain(bench, 'E306', [...PATH, 'preset'], message, 'Keep one of them.');
  }
  const parameters = bench.source.parameters.map(({ id }) => id);
  for (const id of Object.keys(source.parameters ?? {}))
    if (!parameters.includes(id)) complainOfKey(bench, [...PATH, 'parameters', id], 'parameter', id, parameters);
};

const checkSequence = (bench: Bench, { turns }: RecordSource, clock: Clock): void => {
  for (const [i, { turn }] of turns.entries()) {
    const path = [...PATH, 'turns', i, 'turn'];
    const before = turns[i - 1]?.turn ?? 0;
    if (turn <= before)
      complain(bench, 'E306', path, `turn ${turn} stands behind turn ${before}`, 'Turns stand in order, each once.');
    if (turn > clock.turns[1] && clock.crisis === undefined)
      complain(bench, 'E203', path, `the game has at most ${clock.turns[1]} turns, not ${turn}`);
  }
};

const endingAt = (bench: Bench, id: string): number => {
  if (id === 'clock-ran-out') return CLOCK_RAN_OUT;
  const endings = bench.source.endings.map((ending) => ending.id);
  const position = endings.indexOf(id);
  if (position < 0) complainUnknown(bench, [...PATH, 'ending'], 'ending', id, [...endings, 'clock-ran-out']);
  return position;
};

/** Dice by the names a record gives them; -1 for what has no die. */
type DieNames = ReadonlyMap<string, number>;

const turnNames = (bench: Bench, { actions, joints, triggers }: Recordable): DieNames => {
  const names = new Map<string, number>();
  for (const action of actions) {
    // The first key of a two-key order rolls for all of them.
    const keys = joints[action.joint]?.actions;
    const { die } = keys === undefined ? action : actions[keys[0]!]!;
    names.set(`${bench.source.actors[action.actor]!.id}/${action.id}`, die);
    const shared = keys === undefined && actions.some((other) => other.id === action.id && other !== action);
    if (!shared) names.set(action.id, die);
  }
  for (const trigger of triggers) names.set(trigger.id, trigger.die);
  return names;
};

const setupNames = (bench: Bench, { setupDice }: Recordable): DieNames =>
  new Map(setupDice.map((die) => [setupName(bench, bench.dice[die]!), die]));

/** Names of the setup are those of expressions: `dprk.type`, `home.rok`. */
const setupName = (bench: Bench, { use }: Die): string => {
  if (use.is === 'start') return bench.slots[use.slot]!.id;
  if (use.is !== 'trait') return 'horizon';
  const trait = bench.traits[use.trait]!;
  return `${bench.source.actors[trait.actor]!.id}.${trait.id}`;
};

type Start = Slot['start'];

/**
 * How the dice of the setup fell. Presets may fix what otherwise starts in a range: then there is no die, and under the
 * record's own presets the line may only repeat what they say. Under other presets the record is not played.
 */
const setupAt = (bench: Bench, source: RecordSource, names: DieNames): RecordedOutcome[] => {
  const fixed = new Set<string>();
  for (const [name, value] of Object.entries(source.setup ?? {})) {
    const slot = bench.slots.find(({ id }) => id === name);
    const start = slot && slotStart(bench, slot, { preset: source.preset });
    if (start === undefined || (typeof start !== 'number' && names.has(name))) continue;
    fixed.add(name);
    checkStart(bench, name, value, start);
  }
  const setup = Object.fromEntries(Object.entries(source.setup ?? {}).filter(([name]) => !fixed.has(name)));
  return outcomesAt(bench, setup, [...PATH, 'setup'], names);
};

/** A recorded start must be the one its preset fixes, or lie within the range it leaves open. */
const checkStart = (bench: Bench, name: string, value: string | number, start: Start): void => {
  const path = [...PATH, 'setup', name];
  if (typeof start !== 'number') faceAt(bench, start, value, path);
  else if (value !== start) {
    const message = `\`${name}\` starts at ${start} under the preset of the record, not at ${value}`;
    complain(bench, 'E306', path, message, 'Write that number, or take the line out.');
  }
};

const compileTurn = (bench: Bench, of: Recordable, names: DieNames, source: TurnSource, path: Path): RecordedTurn => {
  const orders = Object.entries(source.orders ?? {}).flatMap(([actor, list]) =>
    ordersAt(bench, of.actions, actor, list, [...path, 'orders', actor]),
  );
  const outcomes = outcomesAt(bench, source.outcomes, [...path, 'outcomes'], names);
  for (const outcome of outcomes) checkOrdered(bench, of, orders, outcome, path);
  const conditions = source.expect ?? [];
  const at = [...path, 'expect'];
  return {
    turn: source.turn,
    text: source.text ?? '',
    orders,
    outcomes,
    expect: (Array.isArray(conditions) ? conditions : [conditions]).map((when, i) => {
      const here = Array.isArray(conditions) ? [...at, i] : at;
      return { when: conditionAt(bench, when, { path: here }), origin: originAt(bench, here, {}) };
    }),
    origin: originAt(bench, path, {}),
  };
};

type OrderSource = NonNullable<TurnSource['orders']>[string][number];

const ordersAt = (
  bench: Bench,
  actions: readonly Action[],
  actor: string,
  list: readonly OrderSource[],
  path: Path,
): RecordedOrder[] => {
  const actors = bench.source.actors.map(({ id }) => id);
  if (!actors.includes(actor)) {
    complainOfKey(bench, path, 'actor', actor, actors);
    return [];
  }
  const seat = seatAt(bench, actor, path);
  return list.flatMap((order, i) => orderAt(bench, actions, seat, order, [...path, i]));
};

const orderAt = (
  bench: Bench,
  actions: readonly Action[],
  seat: number,
  source: OrderSource,
  path: Path,
): RecordedOrder[] => {
  const [id, at] = typeof source === 'string' ? [source, path] : [source.order, [...path, 'order']];
  const index = actions.findIndex((action) => action.actor === seat && action.id === id);
  const own = actions.filter((action) => action.actor === seat).map((action) => action.id);
  if (index < 0) {
    complainUnknown(bench, at, `action of ${bench.source.actors[seat]!.short}`, id, own);
    return [];
  }
  const replyTo = typeof source === 'string' ? -1 : replyAt(bench, actions[index]!, source.reply_to, path);
  return [{ action: index, replyTo, origin: originAt(bench, path, {}) }];
};

const replyAt = (bench: Bench, action: Action, event: string, path: Path): number => {
  const position = bench.events.get(event) ?? -1;
  if (!action.replies.includes(position) && !isLeftOut(bench, event)) {
    const message = `\`${action.id}\` cannot wait for \`${event}\``;
    complain(
      bench,
      'E301',
      [...path, 'reply_to'],
      message,
      'The action’s `reply_to` lists the events it can wait for.',
    );
  }
  return position;
};

const outcomesAt = (bench: Bench, source: OutcomesSource | undefined, path: Path, names: DieNames): RecordedOutcome[] =>
  Object.entries(source ?? {}).flatMap(([name, value]) => {
    const at = [...path, name];
    const die = names.get(name);
    if (die === undefined) {
      complainOfKey(bench, at, 'die', name, [...names.keys()]);
      return [];
    }
    if (die < 0) {
      complain(bench, 'E306', at, `\`${name}\` has no die: it is never left to chance`, 'Take it out.');
      return [];
    }
    const outcome = outcomeAt(bench, bench.dice[die]!, value, at);
    return outcome < 0 ? [] : [{ name, die, outcome, origin: originAt(bench, at, {}) }];
  });

/** Position of an outcome, or the face that gives a number; -1 when there is none. */
const outcomeAt = (bench: Bench, { use, outcomes }: Die, value: string | number, path: Path): number => {
  if (use.is === 'start' || use.is === 'draw') return faceAt(bench, use, value, path);
  const ids = outcomes.map(({ id }) => id);
  const position = ids.indexOf(String(value));
  if (position < 0) complainUnknown(bench, path, 'outcome', String(value), ids);
  return position;
};

/** The face whose share of a range has the number in it. */
const faceAt = (
  bench: Bench,
  { from, to }: { readonly from: number; readonly to: number },
  value: string | number,
  path: Path,
): number => {
  if (typeof value === 'string') {
    complain(bench, 'E203', path, `this takes a number from ${from} to ${to}`);
    return -1;
  }
  if (value < from || value > to) {
    complain(bench, 'E203', path, `${value} lies outside the range from ${from} to ${to}`);
    return -1;
  }
  return to === from ? 0 : Math.min(DIE - 1, Math.floor(((value - from) / (to - from)) * DIE));
};

/** An action comes out somehow only in a turn in which it was ordered. */
const checkOrdered = (
  bench: Bench,
  { actions, joints }: Recordable,
  orders: readonly RecordedOrder[],
  { name, die }: RecordedOutcome,
  path: Path,
): void => {
  const { use } = bench.dice[die]!;
  if (use.is !== 'action' || isLeftOut(bench, name)) return;
  const owner = actions[use.action]!;
  const keys = joints[owner.joint]?.actions ?? [use.action];
  if (keys.every((key) => orders.some((order) => order.action === key))) return;
  const missing = keys.filter((key) => !orders.some((order) => order.action === key));
  const who = missing.map((key) => bench.source.actors[actions[key]!.actor]!.short).join(' and ');
  const message = `${who} did not order \`${owner.id}\` in this turn, so nothing came of it`;
  complain(bench, 'E306', [...path, 'outcomes', name], message, 'Add the order, or take out the outcome.');
};
