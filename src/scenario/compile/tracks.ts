import { buildChart, type Chart, type PhaseNode, type Transition } from '../../core/chart/statechart.js';
import type { Reference } from '../../core/language/names.js';
import type { Phase, Track } from '../../core/program/game.js';
import type { PhaseSource, TrackSource } from '../schema.js';
import type { Path } from '../spans.js';
import { type Bench, complain, complainUnknown, conditionAt, originAt } from './bench.js';
import { type LocatedPhase, withPaths } from './declare.js';
import { compileEffects } from './effects.js';

/** Tracks: phases, transitions, and the statechart made of them. */

const labelOf = ({ id, label }: PhaseSource): string => label ?? id.replaceAll(/[-_]/g, ' ');

/** Highest rung: studies keep a count for each. */
const MAX_RUNG = 99;

const isLeaf = (phase: PhaseSource): boolean => phase.phases === undefined;

const nodesOf = (phases: readonly PhaseSource[], leaves: readonly PhaseSource[]): PhaseNode[] =>
  phases.map((phase) => ({
    id: phase.id,
    final: phase.final ?? false,
    leaf: isLeaf(phase) ? leaves.indexOf(phase) : -1,
    ...(phase.initial === undefined ? {} : { initial: phase.initial }),
    phases: phase.phases ? nodesOf(phase.phases, leaves) : [],
  }));

const leafPositions = (bench: Bench, track: TrackSource, phase: PhaseSource): readonly number[] => {
  const reference = bench.references.get(track.id) as (Reference & { is: 'track' }) | undefined;
  return reference?.is === 'track' ? (reference.phases.get(phase.id) ?? []) : [];
};

const checkInitial = (
  bench: Bench,
  initial: string | undefined,
  phases: readonly PhaseSource[],
  path: Path,
): string => {
  const ids = phases.map((phase) => phase.id);
  if (initial === undefined || ids.includes(initial)) return initial ?? ids[0]!;
  complainUnknown(bench, [...path, 'initial'], 'phase', initial, ids);
  return ids[0]!;
};

export const compileTracks = (bench: Bench): { tracks: Track[]; chart: Chart | undefined } => {
  const transitions: Transition[] = [];
  let sound = true;
  const tracks = bench.source.tracks.map((source, index) => {
    const path = bench.formed.paths.tracks[index]!;
    const all = withPaths(source.phases, [...path, 'phases']);
    const leaves = all.filter(({ phase }) => isLeaf(phase)).map(({ phase }) => phase);
    checkInitial(bench, source.initial, source.phases, path);
    for (const { phase, path: at } of all) {
      if (phase.phases) checkInitial(bench, phase.initial, phase.phases, at);
      if ((phase.rung ?? 0) > MAX_RUNG)
        complain(bench, 'E203', [...at, 'rung'], `a rung is at most ${MAX_RUNG}`, 'Number the rungs from 0 on.');
      if (phase.final && (phase.go?.length ?? 0) > 0)
        complain(
          bench,
          'E306',
          [...at, 'go'],
          `the phase \`${phase.id}\` is final and has ways out`,
          'Take out `final` or `go`.',
        );
    }
    checkFinals(bench, source.phases, [...path, 'phases'], false);
    const found = compileWays(bench, all, index);
    if (new Set(all.map(({ phase }) => phase.id)).size < all.length) sound = false;
    transitions.push(...found);
    const cause = { is: 'phase', track: index } as const;
    const phases: Phase[] = all
      .filter(({ phase }) => isLeaf(phase))
      .map(({ phase, path: at }, leaf) => ({
        id: phase.id,
        label: labelOf(phase),
        text: phase.text ?? '',
        rung: bench.rungs[index]![leaf]!,
        final: phase.final ?? false,
        enter: compileEffects(bench, phase.enter, { path: [...at, 'enter'] }, cause),
        exit: compileEffects(bench, phase.exit, { path: [...at, 'exit'] }, cause),
        origin: originAt(bench, at, {}),
      }));
    const groups = all
      .filter(({ phase }) => !isLeaf(phase))
      .map(({ phase, path: at }) => ({
        id: phase.id,
        label: labelOf(phase),
        text: phase.text ?? '',
        leaves: leafPositions(bench, source, phase),
        enter: compileEffects(bench, phase.enter, { path: [...at, 'enter'] }, cause),
        exit: compileEffects(bench, phase.exit, { path: [...at, 'exit'] }, cause),
      }));
    return {
      id: source.id,
      label: source.label,
      text: source.text ?? '',
      ladder: source.ladder ?? false,
      seenBy: bench.trackSeenBy[index]!,
      phases,
      nodes: nodesOf(source.phases, leaves),
      groups,
      origin: originAt(bench, path, source),
    };
  });
  const broken = bench.problems.some((problem) => problem.severity === 'error');
  const shapes = tracks.map((track, i) => ({
    id: track.id,
    initial: bench.source.tracks[i]!.initial,
    phases: track.nodes,
  }));
  return { tracks, chart: broken || !sound ? undefined : buildChart(shapes, transitions) };
};

/** A final phase ends its track: nothing around it may lead out, and there is nothing inside it. */
const checkFinals = (bench: Bench, phases: readonly PhaseSource[], path: Path, leaves: boolean): void => {
  for (const [i, phase] of phases.entries()) {
    const at = [...path, i];
    if (phase.final && phase.phases)
      complain(
        bench,
        'E306',
        [...at, 'final'],
        `the phase \`${phase.id}\` is final and has phases inside`,
        'Make one of the phases inside final.',
      );
    else if (phase.final && leaves)
      complain(
        bench,
        'E306',
        [...at, 'final'],
        `the phase \`${phase.id}\` is final, but the phase around it has ways out`,
        'Put it beside that phase, or give the ways out to the phases that are not final.',
      );
    if (phase.phases) checkFinals(bench, phase.phases, [...at, 'phases'], leaves || (phase.go?.length ?? 0) > 0);
  }
};

const compileWays = (bench: Bench, all: readonly LocatedPhase[], track: number): Transition[] => {
  const ids = all.map(({ phase }) => phase.id);
  return all.flatMap(({ phase, path }) =>
    (phase.go ?? []).flatMap((go, i) => {
      const at = [...path, 'go', i];
      const when = conditionAt(bench, go.when, { path: [...at, 'when'] });
      if (!ids.includes(go.to)) {
        complainUnknown(bench, [...at, 'to'], 'phase', go.to, ids);
        return [];
      }
      return [
        {
          track,
          from: phase.id,
          to: go.to,
          when,
          at: go.at ?? 'review',
          firebreak: go.firebreak ?? false,
          label: go.label ?? '',
          effects: compileEffects(bench, go.effects, { path: [...at, 'effects'] }, { is: 'phase', track }),
          origin: originAt(bench, at, {}),
        },
      ];
    }),
  );
};
