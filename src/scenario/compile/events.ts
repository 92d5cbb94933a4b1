import { EVERYBODY, NOBODY, onlySeat, type Seats } from '../../core/program/game.js';
import type { ActionSource, EffectSource, PhaseSource, TriggerSource } from '../schema.js';
import type { Path } from '../spans.js';
import { type Bench, complain, seatsAt } from './bench.js';

/** Events: signals, triggers, actions and their outcomes, each with who sees that it happened (decision D7). */

/** An event of several things is seen by those who see each of them, else it would show the hidden one; its first label stands. */
const addEvent = (bench: Bench, id: string, label: string, seenBy: Seats): number => {
  const known = bench.events.get(id);
  if (known !== undefined) {
    const before = bench.eventNames[known]!;
    bench.eventNames[known] = { ...before, seenBy: before.seenBy & seenBy };
    return known;
  }
  const event = bench.eventNames.push({ id, label, seenBy }) - 1;
  bench.events.set(id, event);
  return event;
};

/** An id as a person reads it, where an author gave no label. */
const idInWords = (id: string): string => id.replaceAll(/[-_/]/g, ' ');

/** Events of outcomes, named after what they come of. */
const addOutcomes = (bench: Bench, { id, label, outcomes }: ActionSource | TriggerSource, seenBy: Seats): void => {
  for (const outcome of outcomes ?? [])
    addEvent(bench, `${id}/${outcome.id}`, `${label}: ${outcome.label ?? idInWords(outcome.id)}`, seenBy);
};

const signalsIn = (effects: readonly EffectSource[] | undefined): string[] =>
  (effects ?? []).flatMap((effect) => (effect.do === 'signal' ? [effect.event] : []));

const allOf = (phase: PhaseSource): PhaseSource[] => [phase, ...(phase.phases ?? []).flatMap(allOf)];

const declareSignals = (bench: Bench): void => {
  const { source } = bench;
  for (const [i, { id, label, seen_by }] of source.events.entries()) {
    const seenBy = seatsAt(bench, seen_by, [...bench.formed.paths.events[i]!, 'seen_by']);
    addEvent(bench, id, label ?? idInWords(id), seenBy);
  }
  const used = [
    ...source.tracks.flatMap((track) => track.phases.flatMap(allOf).flatMap((phase) => signalsIn(phase.enter))),
    ...[...source.actions, ...source.triggers].flatMap((item) => [
      ...signalsIn(item.effects),
      ...(item.outcomes ?? []).flatMap((outcome) => signalsIn(outcome.effects)),
    ]),
    ...source.actions.flatMap((action) => signalsIn(action.unmatched)),
  ];
  for (const id of used) addEvent(bench, id, idInWords(id), EVERYBODY);
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
  addEvent(bench, trigger.id, trigger.label, seenBy);
  addOutcomes(bench, trigger, seenBy);
  if (trigger.group !== undefined) addEvent(bench, `group/${trigger.group}`, idInWords(trigger.group), seenBy);
};

const declareAction = (bench: Bench, action: ActionSource, index: number): void => {
  const owners = actorsOf(bench, index);
  const seenBy = action.covert ? knowing(action, owners) : EVERYBODY;
  const labelOf = (seat: number): string => `${bench.source.actors[seat]!.short}: ${action.label}`;
  const label = owners.length === 1 ? labelOf(owners[0]!) : action.label;
  bench.actionEvents.set(action.id, addEvent(bench, action.id, label, seenBy));
  for (const seat of owners.length > 1 ? owners : []) {
    const own = `${bench.source.actors[seat]!.id}/${action.id}`;
    bench.actionEvents.set(own, addEvent(bench, own, labelOf(seat), action.covert ? onlySeat(seat) : EVERYBODY));
  }
  addOutcomes(bench, action, seenBy);
  if (!action.keys) return;
  // One key turned in vain is known to the one who turned it; of a covert order the others may not learn of it.
  const alone = action.covert && owners.length > 1 ? NOBODY : seenBy;
  addEvent(bench, `${action.id}/unmatched`, `${action.label}: the other key was not turned`, alone);
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
