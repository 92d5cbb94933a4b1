import type { Origin } from '../core/vocabulary.js';
import { type Diagnostic, severityOf } from '../scenario/diagnostics.js';
import type { SourceFile } from '../scenario/source.js';
import type { Located } from '../scenario/spans.js';

/** Findings of play and of proof at their places in the files of a scenario. */

/** Line and column are counted from 1. */
export type Place = Pick<Origin, 'file' | 'line' | 'column'>;

/** The place that a fault of the rules names, `file:line:column`; undefined where it names none. */
export const placeNamed = (where: string): Place | undefined => {
  const [, file = '', line = '1', column = '1'] = /^(.*):(\d+):(\d+)$/.exec(where) ?? [];
  return file === '' ? undefined : { file, line: Number(line), column: Number(column) };
};

/** Characters kept on each side of a place in a long line. */
const AROUND = 200;

/** A place with the words that stand there. */
const located = (files: readonly SourceFile[], { file, line, column }: Place): Located => {
  const text = files.find((source) => source.path === file)?.text ?? '';
  const whole = text.split('\n')[line - 1]?.replace(/\r$/, '') ?? '';
  const from = Math.max(0, column - 1 - AROUND);
  const excerpt = whole.slice(from, column - 1 + AROUND);
  const rest = whole.slice(column - 1, column - 1 + AROUND);
  const words = /^\{\s*[\w-]+:\s*[^,}]+|^[^,#]+/.exec(rest)?.[0].trimEnd() ?? '';
  return { position: { file, line, column, length: Math.max(1, words.length) }, excerpt, excerptColumn: from + 1 };
};

/** A finding at a place; without one at the beginning of the scenario's own file. */
export const diagnosticAt = (
  files: readonly SourceFile[],
  code: string,
  place: Place | undefined,
  message: string,
  hint: string,
): Diagnostic => ({
  ...{ code, severity: severityOf(code), message, hint },
  ...located(files, place ?? { file: files[0]?.path ?? '', line: 1, column: 1 }),
});
