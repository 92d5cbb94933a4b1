import type { TextEdit } from '../core/language/never.js';
import { counted, firstOf, nearest, plainText } from '../core/text.js';

/** What is wrong with a scenario, where, and what would be right. */

interface Position {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
  /** Length of the offending text on its line. */
  readonly length: number;
}

/** Errors keep a scenario from being played; warnings do not. */
export type Severity = 'error' | 'warning';

/** How grave the findings with a code are. */
export const severityOf = (code: string): Severity => (code.startsWith('E') ? 'error' : 'warning');

/** One finding at its place. */
export interface Diagnostic {
  /** Stable: E… for errors, W… for warnings. */
  readonly code: string;
  readonly severity: Severity;
  readonly position: Position;
  readonly message: string;
  readonly hint: string;
  /** The line of the file it stands on; of a very long line the part around it. */
  readonly excerpt: string;
  /** Column of the excerpt's first character: 1, but for a very long line. */
  readonly excerptColumn: number;
  /** The name that nothing has, where that is what is wrong. */
  readonly unknown?: string;
  /** Where else in the file the same name stands: it is one slip, however often it is made. */
  readonly also?: readonly Position[];
  /** Parts of its file to be replaced, where something says the same as before and is allowed. */
  readonly fix?: readonly TextEdit[];
}

/** Widest excerpt printed; longer lines are cut around the offending text. */
const WIDTH = 100;

const excerptLines = ({ position, excerpt, excerptColumn }: Diagnostic): string[] => {
  const at = position.column - excerptColumn;
  const start = Math.max(0, Math.min(at - 60, excerpt.length - WIDTH));
  const line = excerpt.slice(start, start + WIDTH);
  const indent = at - start;
  const caret = '^'.repeat(Math.max(1, Math.min(position.length, line.length - indent)));
  const number = String(position.line);
  return [
    `  ${number} | ${shown(line)}`,
    `  ${' '.repeat(number.length)} | ${' '.repeat(Math.max(0, indent))}${caret}`,
  ];
};

/** A character that would not be printed leaves its place, so that the caret stands where it belongs. */
const shown = (line: string): string => [...line].map((sign) => plainText(sign) || '\ufffd').join('');

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

/** Most lines that are named beside the first. */
const LINES = 8;

/** Findings in order, those of one name that nothing has in one: a misspelt name is reported where it stands first. */
const withoutSameNames = (diagnostics: readonly Diagnostic[]): Diagnostic[] => {
  const groups = new Map<string, Diagnostic[]>();
  for (const one of diagnostics) {
    const { code, position, unknown } = one;
    const key = unknown === undefined ? placeText(one) + one.message : `${position.file} ${code} ${unknown}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map(([first, ...others]) => {
    if (others.length === 0) return first!;
    const hint = first!.hint || (others.find((other) => other.hint !== '')?.hint ?? '');
    const lines = [...new Set(others.map(({ position }) => position.line))].filter(
      (line) => line !== first!.position.line,
    );
    const also =
      lines.length === 0
        ? ''
        : `Also in ${lines.length === 1 ? 'line' : 'lines'} ${firstOf(lines.map(String), LINES)}.`;
    return {
      ...first!,
      hint: [hint, also].filter((text) => text !== '').join(' '),
      also: others.map(({ position }) => position),
    };
  });
};

/** Most findings that are listed: nobody mends a thousand of them before the next check. */
export const MOST = 100;

/** Longest word, and longest sentence, that a finding quotes from a file. */
const WORD = 60;
const SENTENCE = 600;

const cut = (text: string): string => {
  const words = text.replaceAll(/\S+/g, (word) => (word.length <= 2 * WORD ? word : `${word.slice(0, WORD)}…`));
  return words.length <= SENTENCE ? words : `${words.slice(0, SENTENCE)}…`;
};

/** As they are listed: in order, without repeats, the first ones of very many, and no word longer than a line. */
export const presentable = (diagnostics: readonly Diagnostic[]): Diagnostic[] => {
  const all = withoutSameNames(withoutRepeats(diagnostics));
  const [listed, [next, ...others]] = [all.slice(0, MOST), all.slice(MOST)];
  const left = next === undefined ? [] : [{ ...next, code: 'E105', ...restText(others.length + 1) }];
  return [...listed, ...left].map((one) => ({ ...one, message: cut(one.message), hint: cut(one.hint) }));
};

const restText = (count: number): Pick<Diagnostic, 'message' | 'hint'> => ({
  message: `${counted(count, 'more error')} not shown`,
  hint: 'Fix these first, then check again.',
});

/** Longest word, and most of the known ones, that a word is compared with: a suggestion is not worth seconds. */
const COMPARED = 40;
const CANDIDATES = 1000;

/** Names that an author may have meant, nearest first. Nobody misspells half a page. */
export const meant = (word: string, among: readonly string[], most: number): string[] =>
  word.length > COMPARED
    ? []
    : nearest(
        word,
        among.slice(0, CANDIDATES).filter((name) => name.length <= COMPARED),
        most,
      );

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
    super(`${scenario} has ${counted(diagnostics.length, 'error')}.`);
    this.name = 'ScenarioError';
  }
}
