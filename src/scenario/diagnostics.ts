import { oneLine } from '../core/text.js';

/** What is wrong with a scenario, where, and what would be right. */

export interface Position {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
  /** Length of the offending text on its line. */
  readonly length: number;
}

export type Severity = 'error' | 'warning';

export interface Diagnostic {
  /** Stable: E… for errors, W… for warnings. */
  readonly code: string;
  readonly severity: Severity;
  readonly position: Position;
  readonly message: string;
  readonly hint: string;
  /** The line of the file it stands on. */
  readonly excerpt: string;
}

/** Widest excerpt printed; longer lines are cut around the offending text. */
const WIDTH = 100;

const excerptLines = ({ position, excerpt }: Diagnostic): string[] => {
  const start = Math.max(0, Math.min(position.column - 1 - 60, excerpt.length - WIDTH));
  const line = excerpt.slice(start, start + WIDTH);
  const indent = position.column - 1 - start;
  const caret = '^'.repeat(Math.max(1, Math.min(position.length, line.length - indent)));
  const number = String(position.line);
  return [
    `  ${number} | ${oneLine(line.replaceAll('\t', ' '), WIDTH + 1) === '' ? '' : line.replaceAll('\t', ' ')}`,
    `  ${' '.repeat(number.length)} | ${' '.repeat(Math.max(0, indent))}${caret}`,
  ];
};

/** A diagnostic as the person reads it: place, sentence, the line with a caret, the hint. */
export const diagnosticText = (diagnostic: Diagnostic): string => {
  const { position, code, severity, message, hint } = diagnostic;
  const lines = [`${position.file}:${position.line}:${position.column} ${severity} ${code}: ${message}`];
  if (diagnostic.excerpt.trim() !== '') lines.push(...excerptLines(diagnostic));
  if (hint !== '') lines.push(`  ${hint}`);
  return lines.join('\n');
};

/** Errors first, then by file and place. */
export const inOrder = (diagnostics: readonly Diagnostic[]): Diagnostic[] =>
  [...diagnostics].sort(
    (a, b) =>
      (a.severity === b.severity ? 0 : a.severity === 'error' ? -1 : 1) ||
      a.position.file.localeCompare(b.position.file, 'en') ||
      a.position.line - b.position.line ||
      a.position.column - b.position.column,
  );

const placeText = ({ position: { file, line, column } }: Diagnostic): string => `${file}:${line}:${column}`;

/** In order and without repeats: a fault in what several actors share is found once for each of them. */
export const withoutRepeats = (diagnostics: readonly Diagnostic[]): Diagnostic[] => {
  const known = new Map(inOrder(diagnostics).map((one) => [`${placeText(one)} ${one.code} ${one.message}`, one]));
  return [...known.values()];
};

/** First findings, and later ones that stand elsewhere: what is found at the same place again follows from the first. */
export const withoutFollowers = (first: readonly Diagnostic[], later: readonly Diagnostic[]): Diagnostic[] => {
  const places = new Set(first.map(placeText));
  return [...first, ...later.filter((one) => !places.has(placeText(one)))];
};

/** A scenario that cannot be played, with everything that is wrong with it. */
export class ScenarioError extends Error {
  constructor(
    readonly scenario: string,
    readonly diagnostics: readonly Diagnostic[],
  ) {
    const count = diagnostics.length;
    super(`${scenario} has ${count} ${count === 1 ? 'error' : 'errors'}.`);
    this.name = 'ScenarioError';
  }
}
