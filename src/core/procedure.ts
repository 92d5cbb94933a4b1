import { createMachine, initialTransition, transition } from 'xstate';
import type { Step } from './vocabulary.js';

/**
 * The turn procedure as a fixed statechart: which step follows which. `more` asks for another round of orders
 * (consultation rounds come before the sealed orders), `over` says that an ending was reached at review.
 */

interface NextEvent {
  readonly type: 'next';
  readonly consultation: boolean;
  readonly over: boolean;
}

export const procedureMachine = createMachine({
  id: 'turn',
  initial: 'setup',
  types: {} as { events: NextEvent },
  states: {
    setup: { on: { next: 'situation' } },
    situation: { on: { next: 'picture' } },
    picture: {
      on: { next: [{ target: 'consultation', guard: ({ event }) => event.consultation }, { target: 'orders' }] },
    },
    consultation: {
      on: { next: [{ target: 'consultation', guard: ({ event }) => event.consultation }, { target: 'orders' }] },
    },
    orders: { on: { next: 'resolution' } },
    resolution: { on: { next: 'chance' } },
    chance: { on: { next: 'review' } },
    review: { on: { next: [{ target: 'over', guard: ({ event }) => event.over }, { target: 'situation' }] } },
    over: { type: 'final' },
  },
});

const ask = (step: Step, consultation: boolean, over: boolean): Step => {
  const snapshot = procedureMachine.resolveState({ value: step, context: {} });
  const [next] = transition(procedureMachine, snapshot, { type: 'next', consultation, over });
  return next.value as Step;
};

const remembered = new Map<string, Step>();

/** The step after this one. XState answers once for each case; the answer is remembered. */
export const nextStep = (step: Step, consultation: boolean, over: boolean): Step => {
  const key = `${step}${consultation ? 1 : 0}${over ? 1 : 0}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const next = ask(step, consultation, over);
  remembered.set(key, next);
  return next;
};

/** The first step of every game. */
export const FIRST_STEP = initialTransition(procedureMachine)[0].value as Step;
