import type { PhaseNode, Transition } from '../../core/chart/statechart.js';
import type { Game } from '../../core/program/game.js';
import { plainText } from '../../core/text.js';
import type { ChartStep } from '../../core/vocabulary.js';

/** What a diagram shows, before any format: the tracks of a game as phases and arrows, and what marks stand on them. */

/** A phase with those inside it. */
export interface DiagramPhase {
  /** `track/phase`: what other parts of the diagram call it. */
  readonly key: string;
  readonly id: string;
  readonly label: string;
  readonly text: string;
  /** -1 where the phase has none, or has phases inside. */
  readonly rung: number;
  readonly final: boolean;
  /** The track, or the phase around, begins here. */
  readonly initial: boolean;
  readonly phases: readonly DiagramPhase[];
  readonly mark?: PhaseMark;
}

/** A condition under which an arrow is taken, and the steps of a turn at whose end it is tested. */
export interface Guard {
  /** As the author wrote it. */
  readonly text: string;
  readonly label: string;
  readonly steps: readonly GuardStep[];
}

interface GuardStep {
  readonly at: ChartStep;
  /** Position among the transitions of the chart. */
  readonly way: number;
  readonly mark?: WayMark;
}

/** All transitions from one phase to another; those across a firebreak are an arrow of their own. */
export interface Arrow {
  readonly from: DiagramPhase;
  readonly to: DiagramPhase;
  readonly firebreak: boolean;
  readonly guards: readonly Guard[];
  readonly mark?: ArrowMark;
}

/** A track with its phases, and its arrows in the order of the file. */
export interface DiagramTrack {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  readonly ladder: boolean;
  readonly phases: readonly DiagramPhase[];
  readonly arrows: readonly Arrow[];
}

/** Everything that a drawing shows, in any format. */
export interface Diagram {
  readonly scenario: string;
  readonly title: string;
  /** What the marks show; empty without marks. */
  readonly caption: string;
  /** Whether arrows carry a path or the counts of a batch. */
  readonly shows: 'chart' | 'path' | 'games';
  readonly tracks: readonly DiagramTrack[];
}

/** What is written beside a transition; empty when it was not taken. */
interface WayMark {
  readonly note: string;
}

interface ArrowMark extends WayMark {
  /** Share of the games in which it was taken, 0 to 1. */
  readonly share: number;
}

interface PhaseMark {
  /** Empty when the game, or no game of the batch, was ever there. */
  readonly note: string;
  /** The game stands here at its end. */
  readonly end: boolean;
}

/** Marks for the drawing of one game or of a batch. Phases and arrows are named by `track/phase` and `arrowKey`. */
export interface Marks {
  readonly shows: 'path' | 'games';
  readonly caption: string;
  readonly way: (way: number) => WayMark;
  readonly arrow: (key: string) => ArrowMark;
  readonly phase: (key: string) => PhaseMark;
}

/** Names a phase within a whole chart. */
export const phaseKey = (track: string, phase: string): string => `${track}/${phase}`;

/** Names the arrow that a transition belongs to. */
export const arrowKey = (track: string, { from, to, firebreak }: Transition): string =>
  `${phaseKey(track, from)} ${to}${firebreak ? ' firebreak' : ''}`;

/** One line of text, safe for a terminal and for XML: no control characters, no halves of characters. */
export const clean = (text: string): string =>
  plainText(text)
    .toWellFormed()
    .replaceAll(/[\ufffe\uffff]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** Whether a leaf phase is this one, or inside it. */
export const holdsLeaf = (node: PhaseNode, leaf: number): boolean =>
  node.leaf === leaf || node.phases.some((inner) => holdsLeaf(inner, leaf));

const phasesOf = (game: Game, track: number, marks: Marks | undefined): DiagramPhase[] => {
  const { id, nodes, phases, groups } = game.tracks[track]!;
  const start = game.chart.start[track]!;
  const drawn = (node: PhaseNode, initial: boolean): DiagramPhase => {
    const named = phases[node.leaf] ?? groups.find((group) => group.id === node.id)!;
    const key = phaseKey(id, node.id);
    return {
      key,
      id: node.id,
      label: clean(named.label) || node.id,
      text: clean(named.text),
      rung: phases[node.leaf]?.rung ?? -1,
      final: node.final,
      initial,
      phases: node.phases.map((inner, i) =>
        drawn(inner, node.initial === undefined ? i === 0 : inner.id === node.initial),
      ),
      ...(marks && node.phases.length === 0 ? { mark: marks.phase(key) } : {}),
    };
  };
  return nodes.map((node) => drawn(node, holdsLeaf(node, start)));
};

/** Phases with those inside them, in the order of the file. */
export const allPhases = (phases: readonly DiagramPhase[]): DiagramPhase[] =>
  phases.flatMap((phase) => [phase, ...allPhases(phase.phases)]);

/** The transitions of one arrow by guard: the same condition at several steps is written once. */
const guardsOf = (
  ways: readonly { readonly way: Transition; readonly index: number }[],
  marks: Marks | undefined,
): Guard[] => {
  const guards = new Map<string, Guard & { steps: GuardStep[] }>();
  for (const { way, index } of ways) {
    const [text, label] = [clean(way.when.text), clean(way.label)];
    const name = JSON.stringify([text, label]);
    const guard = guards.get(name) ?? { text, label, steps: [] };
    guard.steps.push({ at: way.at, way: index, ...(marks ? { mark: marks.way(index) } : {}) });
    guards.set(name, guard);
  }
  return [...guards.values()];
};

const arrowsOf = (game: Game, track: number, phases: readonly DiagramPhase[], marks: Marks | undefined): Arrow[] => {
  const { id } = game.tracks[track]!;
  const byId = new Map(allPhases(phases).map((phase) => [phase.id, phase]));
  const ways = Map.groupBy(
    game.chart.transitions.map((way, index) => ({ way, index })).filter(({ way }) => way.track === track),
    ({ way }) => arrowKey(id, way),
  );
  return [...ways].map(([key, together]) => {
    const { from, to, firebreak } = together[0]!.way;
    return {
      from: byId.get(from)!,
      to: byId.get(to)!,
      firebreak,
      guards: guardsOf(together, marks),
      ...(marks ? { mark: marks.arrow(key) } : {}),
    };
  });
};

/** The whole chart of a game, or one track of it by position, with marks if there are any. */
export const diagramOf = (game: Game, track?: number, marks?: Marks): Diagram => ({
  scenario: game.id,
  title: clean(game.title),
  caption: marks?.caption ?? '',
  shows: marks?.shows ?? 'chart',
  tracks: game.tracks.flatMap(({ id, label, text, ladder }, index) => {
    if (track !== undefined && track !== index) return [];
    const phases = phasesOf(game, index, marks);
    const arrows = arrowsOf(game, index, phases, marks);
    return [{ id, label: clean(label) || id, text: clean(text), ladder, phases, arrows }];
  }),
});
