import { type AnyStateMachine, createMachine, initialTransition, transition } from 'xstate';
import type { Condition } from './expression.js';
import type { Facts } from './facts.js';
import { CHART_STEPS, type ChartStep } from './vocabulary.js';

/**
 * The scenario's tracks as one parallel XState machine (decision D3). XState alone says which phase comes next. Guards
 * read truth values computed from the facts as they stood when the step began; the machine has no context, actions,
 * actors or clocks.
 */

/** A way from one phase to another, as the author wrote it. */
export interface Transition {
  readonly track: number;
  /** Id of the phase it leaves: a leaf or a phase with phases inside. */
  readonly from: string;
  /** Id of the phase it enters. */
  readonly to: string;
  readonly when: Condition;
  readonly at: ChartStep;
  readonly firebreak: boolean;
  readonly label: string;
}

export interface PhaseNode {
  readonly id: string;
  readonly final: boolean;
  /** Position among the track's leaves; -1 for a phase with phases inside. */
  readonly leaf: number;
  readonly initial?: string;
  readonly phases: readonly PhaseNode[];
}

export interface TrackShape {
  readonly id: string;
  readonly initial: string;
  readonly phases: readonly PhaseNode[];
}

/** What one step of the chart did: the new leaf phases, and which transitions were taken (by index). */
export interface ChartMove {
  readonly phases: readonly number[];
  readonly taken: readonly number[];
}

export interface Chart {
  readonly machine: AnyStateMachine;
  readonly start: readonly number[];
  readonly transitions: readonly Transition[];
  /** The plain way: asks XState each time. */
  readonly step: (facts: Facts, at: ChartStep) => ChartMove;
  /** The quick way: XState's answers, remembered by configuration, step and truth values of the guards. */
  readonly quickStep: (facts: Facts, at: ChartStep) => ChartMove;
}

interface StepEvent {
  readonly type: ChartStep;
  /** Truth value of each transition's guard, by transition index; only those of active phases are looked at. */
  readonly truths: readonly boolean[];
}

interface StateConfig {
  id: string;
  initial?: string;
  type?: 'final';
  states?: Record<string, StateConfig>;
  on?: Record<string, { target: string; guard: (args: { event: StepEvent }) => boolean }[]>;
}

/** State ids are prefixed with the track, so that two tracks may use the same phase name. */
const stateId = (track: string, phase: string): string => `${track}/${phase}`;

const stateOf = (
  track: TrackShape,
  phase: PhaseNode,
  transitions: readonly Transition[],
  trackIndex: number,
): StateConfig => {
  const state: StateConfig = { id: stateId(track.id, phase.id) };
  if (phase.phases.length > 0) {
    state.initial = phase.initial ?? phase.phases[0]!.id;
    state.states = Object.fromEntries(
      phase.phases.map((inner) => [inner.id, stateOf(track, inner, transitions, trackIndex)]),
    );
  }
  if (phase.final) return { ...state, type: 'final' };
  for (const at of CHART_STEPS) {
    const ways = transitions.flatMap((way, index) =>
      way.track === trackIndex && way.from === phase.id && way.at === at ? [{ way, index }] : [],
    );
    if (ways.length === 0) continue;
    state.on ??= {};
    state.on[at] = ways.map(({ way, index }) => ({
      target: `#${stateId(track.id, way.to)}`,
      guard: ({ event }) => event.truths[index] === true,
    }));
  }
  return state;
};

type StateValue = string | { [key: string]: StateValue };

const leavesOf = (phase: PhaseNode): PhaseNode[] =>
  phase.phases.length === 0 ? [phase] : phase.phases.flatMap(leavesOf);

/** Paths from a track to each of its leaves, by leaf position: the shape of XState's state value. */
const valuesOf = (track: TrackShape): StateValue[] => {
  const values: StateValue[] = [];
  const walk = (phase: PhaseNode, wrap: (inner: StateValue) => StateValue): void => {
    if (phase.phases.length === 0) values[phase.leaf] = wrap(phase.id);
    for (const inner of phase.phases) walk(inner, (value) => wrap({ [phase.id]: value }));
  };
  for (const phase of track.phases) walk(phase, (value) => value);
  return values;
};

/** Ancestors of each leaf, innermost first, the leaf itself included: whose transitions can be taken from it. */
const chainsOf = (track: TrackShape): string[][] => {
  const chains: string[][] = [];
  const walk = (phase: PhaseNode, above: string[]): void => {
    const chain = [phase.id, ...above];
    if (phase.phases.length === 0) chains[phase.leaf] = chain;
    for (const inner of phase.phases) walk(inner, chain);
  };
  for (const phase of track.phases) walk(phase, []);
  return chains;
};

/** Builds the machine. The scenario is already checked: every target exists and ids are unique within a track. */
export const buildChart = (tracks: readonly TrackShape[], transitions: readonly Transition[]): Chart => {
  const states = Object.fromEntries(
    tracks.map((track, index) => [
      track.id,
      {
        initial: track.initial,
        states: Object.fromEntries(track.phases.map((phase) => [phase.id, stateOf(track, phase, transitions, index)])),
      },
    ]),
  );
  const machine: AnyStateMachine = createMachine({ id: 'scenario', type: 'parallel', states: states as never });
  const values = tracks.map(valuesOf);
  const names = values.map((leaves) => leaves.map((leaf) => JSON.stringify(leaf)));
  const chains = tracks.map(chainsOf);

  const phasesIn = (value: StateValue): number[] =>
    tracks.map((track, index) =>
      names[index]!.indexOf(JSON.stringify((value as Record<string, StateValue>)[track.id])),
    );

  /** Transitions that could be taken from a leaf at a step, the innermost phase's first, as XState tries them. */
  const candidates = tracks.map((_, track) =>
    chains[track]!.map((chain) =>
      Object.fromEntries(
        CHART_STEPS.map((at) => [
          at,
          chain.flatMap((phase) =>
            transitions.flatMap((way, index) =>
              way.track === track && way.from === phase && way.at === at ? [index] : [],
            ),
          ),
        ]),
      ),
    ),
  );
  const candidatesFrom = (track: number, leaf: number, at: ChartStep): readonly number[] =>
    candidates[track]?.[leaf]?.[at] ?? [];

  const truthsOf = (facts: Facts, at: ChartStep): boolean[] => {
    const truths: boolean[] = [];
    for (let track = 0; track < tracks.length; track += 1)
      for (const way of candidatesFrom(track, facts.phases[track]!, at))
        truths[way] = transitions[way]!.when.holds(facts);
    return truths;
  };

  const ask = (phases: readonly number[], at: ChartStep, truths: readonly boolean[]): ChartMove => {
    const value = Object.fromEntries(tracks.map((track, index) => [track.id, values[index]![phases[index]!]!]));
    const [next] = transition(machine, machine.resolveState({ value, context: {} }), { type: at, truths } as never);
    const taken = tracks.flatMap((_, track) => {
      const way = candidatesFrom(track, phases[track]!, at).find((index) => truths[index]);
      return way === undefined ? [] : [way];
    });
    return { phases: phasesIn(next.value as StateValue), taken };
  };

  const remembered = new Map<string, ChartMove>();
  const [initial] = initialTransition(machine);
  return {
    machine,
    transitions,
    start: phasesIn(initial.value as StateValue),
    step: (facts, at) => ask(facts.phases, at, truthsOf(facts, at)),
    quickStep: (facts, at) => {
      let key = `${at}${facts.phases.join()}:`;
      const truths: boolean[] = [];
      for (let track = 0; track < tracks.length; track += 1)
        for (const way of candidatesFrom(track, facts.phases[track]!, at)) {
          const truth = transitions[way]!.when.holds(facts);
          truths[way] = truth;
          key += truth ? '1' : '0';
        }
      const known = remembered.get(key);
      if (known) return known;
      const move = ask(facts.phases, at, truths);
      remembered.set(key, move);
      return move;
    },
  };
};

export { leavesOf };
