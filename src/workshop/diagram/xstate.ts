import type { PhaseNode, Transition } from '../../core/chart/statechart.js';
import type { Game, Track } from '../../core/program/game.js';
import { CHART_STEPS } from '../../core/vocabulary.js';
import { clean, holdsLeaf } from './model.js';

/**
 * The statechart as the JSON that XState 5 takes: the same states, ids, events and targets as the machine that the engine
 * runs. A guard has the author's condition as its name, for XState knows nothing of dials and events.
 */

interface TransitionJson {
  readonly target: string;
  readonly guard: string;
  readonly description?: string;
  readonly meta?: { readonly firebreak: true };
}

interface StateJson {
  readonly id?: string;
  readonly type?: 'final' | 'parallel';
  readonly description?: string;
  readonly meta?: { readonly label: string; readonly rung?: number };
  readonly initial?: string;
  readonly on?: Readonly<Record<string, readonly TransitionJson[]>>;
  readonly states?: Readonly<Record<string, StateJson>>;
}

const described = (text: string): { readonly description?: string } =>
  clean(text) === '' ? {} : { description: clean(text) };

const transitionOf = (track: Track, { to, when, label, firebreak }: Transition): TransitionJson => ({
  target: `#${track.id}/${to}`,
  guard: when.text,
  ...described(firebreak ? `Firebreak${label === '' ? '' : `: ${label}`}` : label),
  ...(firebreak ? { meta: { firebreak } } : {}),
});

const eventsOf = (track: Track, phase: PhaseNode, ways: readonly Transition[]): Pick<StateJson, 'on'> => {
  const out = ways.filter(({ from }) => from === phase.id);
  if (phase.final || out.length === 0) return {};
  const on = CHART_STEPS.flatMap((at) => {
    const here = out.filter((way) => way.at === at);
    return here.length === 0 ? [] : [[at, here.map((way) => transitionOf(track, way))] as const];
  });
  return { on: Object.fromEntries(on) };
};

const stateOf = (track: Track, phase: PhaseNode, ways: readonly Transition[]): StateJson => {
  const leaf = track.phases[phase.leaf];
  const named = leaf ?? track.groups.find(({ id }) => id === phase.id)!;
  const inside = phase.phases.map((inner) => [inner.id, stateOf(track, inner, ways)] as const);
  return {
    id: `${track.id}/${phase.id}`,
    ...(phase.final ? { type: 'final' as const } : {}),
    ...described(named.text),
    meta: { label: clean(named.label), ...(leaf && leaf.rung >= 0 ? { rung: leaf.rung } : {}) },
    ...eventsOf(track, phase, ways),
    ...(inside.length > 0 ? { initial: phase.initial ?? phase.phases[0]!.id, states: Object.fromEntries(inside) } : {}),
  };
};

const regionOf = (game: Game, index: number): StateJson => {
  const track = game.tracks[index]!;
  const ways = game.chart.transitions.filter((way) => way.track === index);
  const start = game.chart.start[index]!;
  return {
    ...described(track.text),
    meta: { label: clean(track.label) },
    initial: track.nodes.find((node) => holdsLeaf(node, start))!.id,
    states: Object.fromEntries(track.nodes.map((node) => [node.id, stateOf(track, node, ways)])),
  };
};

/** The machine of the whole chart, or of one track by position, as an object of plain JSON. */
export const machineOf = (game: Game, track?: number): StateJson =>
  track !== undefined
    ? { id: game.tracks[track]!.id, ...regionOf(game, track) }
    : {
        id: game.id,
        type: 'parallel',
        ...described(game.summary),
        meta: { label: clean(game.title) },
        states: Object.fromEntries(game.tracks.map(({ id }, index) => [id, regionOf(game, index)])),
      };

/** The same as a module: what the import of Stately Studio and its editor extensions look for. */
export const moduleOf = (machine: StateJson): string =>
  `import { createMachine } from "xstate";\n\nexport const machine = createMachine(${JSON.stringify(machine, undefined, 2)});\n`;
