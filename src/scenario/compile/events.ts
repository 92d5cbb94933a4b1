import { EVERYBODY, NOBODY, onlySeat, type Seats } from '../../core/game.js';
import type { ActionSource, EffectSource, PhaseSource, TriggerSource } from '../schema.js';
import type { Path } from '../source.js';
import { type Bench, complain, seatsAt } from './bench.js';

/** Events: signals, triggers, actions and their outcomes, each with who sees that it happened (decision D7). */

/** An event of several things is seen by those who see each of them: else it would show the hidden one. */
const addEvent = (bench: Bench, id: string, seenBy: Seats): number => {
  const known = bench.events.get(id);
  if (known !== undefined) {
    bench.eventNames[known] = { id, seenBy: bench.eventNames[known]!.seenBy & seenBy };
    return known;
  }
  const event = bench.eventNames.push({ id, seenBy }) - 1;
  bench.events.set(id, event);
  return event;
};

const signalsIn = (effects: readonly EffectSource[] | undefined): string[] =>
  (effects ?? []).flatMap((effect) => (effect.do === 'signal' ? [effect.event] : []));

const allOf = (phase: PhaseSource): PhaseSource[] => [phase, ...(phase.phases ?? []).flatMap(allOf)];

const declareSignals = (bench: Bench): void => {
  const { source } = bench;
  for (const [i, event] of source.events.entries())
    addEvent(bench, event.id, seatsAt(bench, event.seen_by, [...bench.formed.paths.events[i]!, 'seen_by']));
  const used = [
    ...source.tracks.flatMap((track) => track.phases.flatMap(allOf).flatMap((phase) => signalsIn(phase.enter))),
    ...[...source.actions, ...source.triggers].flatMap((item) => [
      ...signalsIn(item.effects),
      ...(item.outcomes ?? []).flatMap((outcome) => signalsIn(outcome.effects)),
    ]),
    ...source.actions.flatMap((action) => signalsIn(action.unmatched)),
  ];
  for (const id of used) addEvent(bench, id, EVERYBODY);
};

const refuseTaken = (bench: Bench, id: string, path: Path, by: string): void =>
  complain(
    bench,
    'E303',
    [...path, 'id'],
    `\`${id}\` is also ${by}`,
    'Triggers, actions and signals need different ids.',
  );

const declareTrigger = (bench: Bench, trigger: TriggerSource, path: Path): void => {
  const seenBy = seatsAt(bench, trigger.seen_by, [...path, 'seen_by']);
  addEvent(bench, trigger.id, seenBy);
  for (const outcome of trigger.outcomes ?? []) addEvent(bench, `${trigger.id}/${outcome.id}`, seenBy);
  if (trigger.group !== undefined) addEvent(bench, `group/${trigger.group}`, seenBy);
};

const declareAction = (bench: Bench, action: ActionSource, index: number): void => {
  const owners = actorsOf(bench, index);
  const seenBy = action.covert ? knowing(action, owners) : EVERYBODY;
  bench.actionEvents.set(action.id, addEvent(bench, action.id, seenBy));
  for (const seat of owners.length > 1 ? owners : []) {
    const own = `${bench.source.actors[seat]!.id}/${action.id}`;
    bench.actionEvents.set(own, addEvent(bench, own, action.covert ? onlySeat(seat) : EVERYBODY));
  }
  for (const outcome of action.outcomes ?? []) addEvent(bench, `${action.id}/${outcome.id}`, seenBy);
  if (!action.keys) return;
  // One key turned in vain is known to the one who turned it; of a covert order the others may not learn of it.
  addEvent(bench, `${action.id}/unmatched`, action.covert && owners.length > 1 ? NOBODY : seenBy);
};

/**
 * Who knows that a covert action happened: the only actor that has it, or all who turned their keys. Where several have it,
 * each knows its own order alone, and what is common to them is known to nobody.
 */
const knowing = (action: ActionSource, owners: readonly number[]): Seats =>
  owners.length === 1 || action.keys ? owners.reduce((seats, seat) => seats | onlySeat(seat), NOBODY) : NOBODY;

/** Seats of the actors that share an action. */
export const actorsOf = (bench: Bench, index: number): readonly number[] => {
  const action = bench.source.actions[index]!;
  if (action.actors === 'all') return bench.source.actors.map((_, seat) => seat);
  const ids = action.actors ?? (action.actor === undefined ? [] : [action.actor]);
  const seats = ids.map((id) => bench.source.actors.findIndex((actor) => actor.id === id));
  return [...new Set(seats.filter((seat) => seat >= 0))];
};

/** Declares all events, in the order of signals, triggers and actions. */
export const declareEvents = (bench: Bench): void => {
  const { source, formed } = bench;
  declareSignals(bench);
  const taken = new Set(bench.events.keys());
  for (const [i, trigger] of source.triggers.entries()) {
    const path = formed.paths.triggers[i]!;
    if (taken.has(trigger.id)) refuseTaken(bench, trigger.id, path, 'a signal');
    declareTrigger(bench, trigger, path);
    taken.add(trigger.id);
  }
  for (const [i, action] of source.actions.entries()) {
    const path = formed.paths.actions[i]!;
    if (taken.has(action.id)) refuseTaken(bench, action.id, path, 'a trigger or a signal');
    declareAction(bench, action, i);
  }
};
