import { type AnyStateMachine, createMachine, initialTransition, transition } from 'xstate';
import type { Facts } from '../facts.js';
import type { Condition, Holds } from '../language/expression.js';
import type { Origin } from '../vocabulary.js';
import { CHART_STEPS, type ChartStep } from '../vocabulary.js';

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
  /** What taking it brings, by effect position. */
  readonly effects: readonly number[];
  /** Where it stands in the scenario's file, when it came from one. */
  readonly origin?: Origin;
}

export interface PhaseNode {
  readonly id: string;
  readonly final: boolean;
  /** Position among the track's leaves; -1 for a phase with phases inside. */
  readonly leaf: number;
  readonly initial?: string;
  readonly phases: readonly PhaseNode[];
}

interface TrackShape {
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
  /** The plain way: asks XState each time. The oracle that the quick way is held to. */
  readonly step: (facts: Facts, at: ChartStep) => ChartMove;
  /**
   * The quick way: XState's answers for each track, remembered by phase, step and truth values of the guards. It answers
   * nothing when no track moved.
   */
  readonly quickStep: (facts: Facts, at: ChartStep) => ChartMove | undefined;
  /**
   * The transitions (by index) that could be taken from a leaf of a track at a step, in the order in which XState tries them:
   * those of the innermost phase first.
   */
  readonly waysFrom: (track: number, leaf: number, at: ChartStep) => readonly number[];
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
  on?: Record<string, WayConfig[]>;
}

interface WayConfig {
  readonly target: string;
  readonly guard: (args: { event: StepEvent }) => boolean;
  /** Says which way was taken: XState hands the actions of a step out by name. */
  readonly actions: { readonly type: typeof WAY; readonly params: { readonly way: number } };
  /** A way from a phase to itself leaves it and enters it again. */
  readonly reenter: boolean;
}

const WAY = 'way';

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
      actions: { type: WAY, params: { way: index } },
      reenter: way.from === way.to,
    }));
  }
  return state;
};

type StateValue = string | { [key: string]: StateValue };

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

  const candidates = tracks.map((_, track) => chains[track]!.map((chain) => candidatesOf(transitions, track, chain)));
  const waysFrom = (track: number, leaf: number, at: ChartStep): readonly number[] =>
    candidates[track]?.[leaf]?.get(at) ?? [];

  const ask = (phases: readonly number[], at: ChartStep, truths: readonly boolean[]): ChartMove => {
    const value = Object.fromEntries(tracks.map((track, index) => [track.id, values[index]![phases[index]!]!]));
    const state = machine.resolveState({ value, context: {} });
    const [next, actions] = transition(machine, state, { type: at, truths } as never);
    const taken = actions.flatMap(({ type, params }: { type: string; params?: unknown }) =>
      type === WAY ? [(params as { way: number }).way] : [],
    );
    return { phases: phasesIn(next.value as StateValue), taken };
  };

  const [initial] = initialTransition(machine);
  const start = phasesIn(initial.value as StateValue);

  const step = (facts: Facts, at: ChartStep): ChartMove => {
    const truths: boolean[] = [];
    for (let track = 0; track < tracks.length; track += 1)
      for (const way of waysFrom(track, facts.phases[track]!, at)) truths[way] = transitions[way]!.when.holds(facts);
    return ask(facts.phases, at, truths);
  };

  /** XState's answer for one track: its transitions look at its own guards only, so the others may stand still. */
  const askOne = (track: number, leaf: number, at: ChartStep, truths: readonly boolean[]): Answer => {
    const move = ask(
      start.map((phase, other) => (other === track ? leaf : phase)),
      at,
      truths,
    );
    return { leaf: move.phases[track]!, way: move.taken[0] ?? NO_WAY };
  };

  const truthsOf = (ways: readonly number[], facts: Facts): boolean[] => {
    const truths: boolean[] = [];
    for (const way of ways) truths[way] = transitions[way]!.when.holds(facts);
    return truths;
  };

  const answers: Readonly<Record<ChartStep, readonly RememberedTrack[]>> = {
    situation: rememberedAnswers(transitions, candidates, 'situation'),
    consultation: rememberedAnswers(transitions, candidates, 'consultation'),
    resolution: rememberedAnswers(transitions, candidates, 'resolution'),
    chance: rememberedAnswers(transitions, candidates, 'chance'),
    review: rememberedAnswers(transitions, candidates, 'review'),
  };
  /** XState's answer for a track with these guards true, asked for once. */
  const remembered = (
    track: number,
    leaf: number,
    at: ChartStep,
    { ways, known }: RememberedLeaf,
    mask: number,
    facts: Facts,
  ): Answer => {
    // Beyond 50 ways out the mask is no longer exact; XState is asked each time.
    const answer = ways.length > MOST_WAYS ? undefined : known.get(mask);
    if (answer !== undefined) return answer;
    const next = askOne(track, leaf, at, truthsOf(ways, facts));
    known.set(mask, next);
    return next;
  };
  const quickStep = (facts: Facts, at: ChartStep): ChartMove | undefined => {
    const all = answers[at];
    let phases: number[] | undefined;
    const taken: number[] = [];
    for (let i = 0; i < all.length; i += 1) {
      const { track, leaves } = all[i]!;
      const leaf = facts.phases[track]!;
      const ways = leaves[leaf]!;
      const { guards } = ways;
      let mask = 0;
      for (let bit = 0; bit < guards.length; bit += 1) if (guards[bit]!(facts)) mask += 2 ** bit;
      if (mask === 0) continue;
      const next = remembered(track, leaf, at, ways, mask, facts);
      if (next.way === NO_WAY) continue;
      phases ??= facts.phases.slice();
      phases[track] = next.leaf;
      taken.push(next.way);
    }
    return phases && { phases, taken };
  };

  return { machine, transitions, start, step, quickStep, waysFrom };
};

const candidatesOf = (
  transitions: readonly Transition[],
  track: number,
  chain: readonly string[],
): ReadonlyMap<ChartStep, readonly number[]> =>
  new Map(
    CHART_STEPS.map((at) => [
      at,
      chain.flatMap((phase) =>
        transitions.flatMap((way, index) =>
          way.track === track && way.from === phase && way.at === at ? [index] : [],
        ),
      ),
    ]),
  );

/** Guards whose truth values fit a number exactly. */
const MOST_WAYS = 50;

/** XState's answer for one track: where it comes to, and by which way. */
interface Answer {
  readonly leaf: number;
  readonly way: number;
}

const NO_WAY = -1;

interface RememberedLeaf {
  /** The transitions that can be taken, and their guards. */
  readonly ways: readonly number[];
  readonly guards: readonly Holds[];
  /** XState's answers by the truth values of the guards. */
  readonly known: Map<number, Answer>;
}

interface RememberedTrack {
  readonly track: number;
  readonly leaves: readonly RememberedLeaf[];
}

/** Tracks that have any transition at a step; the others cost nothing. */
const rememberedAnswers = (
  transitions: readonly Transition[],
  candidates: readonly (readonly ReadonlyMap<ChartStep, readonly number[]>[])[],
  at: ChartStep,
): RememberedTrack[] =>
  candidates
    .map((leaves, track) => ({ track, leaves: leaves.map((leaf) => rememberedLeaf(transitions, leaf.get(at)!)) }))
    .filter(({ leaves }) => leaves.some(({ ways }) => ways.length > 0));

const rememberedLeaf = (transitions: readonly Transition[], ways: readonly number[]): RememberedLeaf => ({
  ways,
  guards: ways.map((way) => transitions[way]!.when.holds),
  known: new Map(),
});
