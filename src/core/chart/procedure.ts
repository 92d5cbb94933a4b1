import { createMachine, initialTransition, transition } from 'xstate';
import { STEPS, type Step } from '../vocabulary.js';

/**
 * The turn procedure as a fixed statechart: which step follows which. `more` asks for another round of orders
 * (consultation rounds come before the sealed orders), `over` says that an ending was reached at review.
 */

interface NextEvent {
  readonly type: 'next';
  readonly consultation: boolean;
  readonly over: boolean;
}

const procedureMachine = createMachine({
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

/** XState's answers, asked once for each step: as it stands, with another consultation round, when it is over. */
const ANSWERS = Object.fromEntries(
  STEPS.map((step) => [
    step,
    { plain: ask(step, false, false), consultation: ask(step, true, false), over: ask(step, false, true) },
  ]),
) as Readonly<Record<Step, { readonly plain: Step; readonly consultation: Step; readonly over: Step }>>;

/** The step after this one. */
export const nextStep = (step: Step, consultation: boolean, over: boolean): Step => {
  const answers = ANSWERS[step];
  return over ? answers.over : consultation ? answers.consultation : answers.plain;
};

/** The first step of every game. */
export const FIRST_STEP = initialTransition(procedureMachine)[0].value as Step;
