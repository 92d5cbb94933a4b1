import type { Arrow, Diagram, DiagramPhase, Guard } from './model.js';

/** The words that stand on phases and arrows, alike in every format. */

/** The steps at which a guard is tested; in a diagram with marks, how often it was taken at each. */
export const stepsText = ({ steps }: Guard): string =>
  `at ${steps.map(({ at, mark }) => (mark && mark.note !== '' ? `${at} (${mark.note})` : at)).join(', ')}`;

/** A guard and its steps on one line, whole. */
const guardText = (guard: Guard): string =>
  `${guard.label === '' ? '' : `${guard.label}: `}${guard.text} · ${stepsText(guard)}`;

/** What was played along an arrow; nothing in a diagram without marks. */
export const arrowNote = ({ shows }: Pick<Diagram, 'shows'>, { mark }: Arrow): string => {
  if (mark === undefined) return '';
  return mark.note === '' && shows === 'games' ? 'never' : mark.note;
};

/** Whether an arrow is part of what was played; in a diagram without marks every arrow counts. */
export const isTaken = ({ mark }: Arrow): boolean => mark === undefined || mark.note !== '';

/** An arrow in one sentence, whole: what a reader gets who points at it. */
export const arrowText = (diagram: Diagram, arrow: Arrow): string => {
  const note = arrowNote(diagram, arrow);
  return [
    `${arrow.from.label} to ${arrow.to.label}${arrow.firebreak ? ', across a firebreak' : ''}${note === '' ? '' : ` (${note})`}`,
    ...arrow.guards.map(guardText),
  ].join('\n');
};

/** The highest rung of a phase, or of those inside it. */
export const rungOf = (phase: DiagramPhase): number => Math.max(phase.rung, ...phase.phases.map(rungOf));
