import type { Diagnostic } from '../../scenario/diagnostics.js';
import type { SourceFile } from '../../scenario/source.js';

/**
 * Silencing: a comment at the end of a line, or on lines of its own above it, allows a finding there and says why:
 * `# firebreak: allow W512 because the dial is only for the debrief`.
 */
interface Silence {
  readonly file: string;
  /** The line that the comment stands on, from 1. */
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly excerpt: string;
  readonly excerptColumn: number;
  /** The line whose findings it allows. */
  readonly target: number;
  readonly codes: readonly string[];
  readonly reason: string;
}

const COMMENT = /#\s*firebreak:\s*allow\b(.*)$/;
const isComment = (row: string | undefined): boolean => row !== undefined && /^\s*#/.test(row);
const isBlank = (row: string | undefined): boolean => row !== undefined && row.trim() === '';

/** The silences of a file, by line. */
const silencesIn = ({ path, text }: SourceFile): Silence[] => {
  const rows = text.split('\n').map((row) => row.replace(/\r$/, ''));
  return rows.flatMap((row, i) => {
    const match = COMMENT.exec(row);
    if (!match) return [];
    const [before = '', reason = ''] = (match[1] ?? '').split(/\bbecause\b(.*)/s);
    let target = i;
    if (isComment(row)) while (isComment(rows[target]) || isBlank(rows[target])) target += 1;
    return [
      {
        ...{
          file: path,
          line: i + 1,
          column: match.index + 1,
          length: row.length - match.index,
          ...excerptOf(row, match.index),
        },
        ...{ target: target + 1, codes: before.match(/[A-Z]\d{3}/g) ?? [], reason: reason.trim() },
      },
    ];
  });
};

/** The line, or of a very long one the part from the comment on. */
const LONGEST = 400;
const excerptOf = (row: string, at: number): Pick<Silence, 'excerpt' | 'excerptColumn'> =>
  row.length <= LONGEST
    ? { excerpt: row, excerptColumn: 1 }
    : { excerpt: row.slice(at, at + LONGEST), excerptColumn: at + 1 };

const complaint = (silence: Silence, code: string, message: string, hint: string): Diagnostic => ({
  ...{ code, severity: 'warning', message, hint, excerpt: silence.excerpt, excerptColumn: silence.excerptColumn },
  position: { file: silence.file, line: silence.line, column: silence.column, length: silence.length },
});

interface Allowed {
  /** What is left, with what is wrong with the silences themselves. */
  readonly left: readonly Diagnostic[];
  readonly silenced: readonly Diagnostic[];
}

/**
 * Takes out what is allowed. Only warnings can be, and only with a reason. `judged` are the codes that were looked for: a
 * silence of one of them that allows nothing is reported, one of another code is left for whoever looks for that. `known` are
 * all codes there are.
 */
export const withoutSilenced = (
  found: readonly Diagnostic[],
  files: readonly SourceFile[],
  judged: ReadonlySet<string>,
  known: ReadonlySet<string>,
): Allowed => {
  const silences = files.flatMap(silencesIn);
  const allows = (silence: Silence, { code, severity, position }: Diagnostic): boolean =>
    severity === 'warning' &&
    silence.reason !== '' &&
    silence.codes.includes(code) &&
    silence.file === position.file &&
    silence.target === position.line;
  const isAllowed = (one: Diagnostic): boolean => silences.some((silence) => allows(silence, one));
  const wrong = silences.flatMap((silence) => judgeSilence(silence, found, allows, judged, known));
  return { left: [...found.filter((one) => !isAllowed(one)), ...wrong], silenced: found.filter(isAllowed) };
};

const judgeSilence = (
  silence: Silence,
  found: readonly Diagnostic[],
  allows: (silence: Silence, one: Diagnostic) => boolean,
  judged: ReadonlySet<string>,
  known: ReadonlySet<string>,
): Diagnostic[] => {
  const wrong = (code: string, message: string, hint: string): Diagnostic[] => [
    complaint(silence, code, message, hint),
  ];
  if (silence.reason === '')
    return wrong(
      'W101',
      'this allows nothing: it gives no reason',
      'Write `# firebreak: allow W512 because …`, and say why.',
    );
  const strange = silence.codes.find((code) => !known.has(code) || !code.startsWith('W'));
  const naming = 'Write the code as the check prints it, such as W512; errors cannot be allowed.';
  if (strange !== undefined) return wrong('W103', `${strange} is no warning that could be allowed`, naming);
  if (silence.codes.length === 0) return wrong('W103', 'this says no code to allow', naming);
  const idle = silence.codes.filter(
    (code) => judged.has(code) && !found.some((one) => one.code === code && allows(silence, one)),
  );
  if (idle.length === 0) return [];
  const message = `there is no ${idle.join(' or ')} on line ${silence.target} to allow`;
  return wrong('W102', message, 'Take the comment out, or put it on the line of the finding or directly above it.');
};
