import { extname } from 'node:path';
import { CommandError, EXIT, noSuch } from './errors.js';

/** In which format a diagram is written: what `--format` says, else the name of `--out`. */

export const FORMATS = ['text', 'mermaid', 'dot', 'svg', 'xstate'] as const;
export type Format = (typeof FORMATS)[number];

/** Formats by the end of a file's name. A module holds the same machine as the JSON. */
const ENDS: Readonly<Record<string, Format>> = {
  '.txt': 'text',
  '.mmd': 'mermaid',
  '.mermaid': 'mermaid',
  '.dot': 'dot',
  '.gv': 'dot',
  '.svg': 'svg',
  '.json': 'xstate',
  '.js': 'xstate',
  '.ts': 'xstate',
};
const MODULES = ['.js', '.ts'];

/** The name of standard output. */
export const STDOUT = '-';

/** What of the options says the format. */
export interface FormatOptions {
  readonly format?: string;
  readonly out?: string;
}

const endOf = (out: string | undefined): string => (out === undefined ? '' : extname(out).toLowerCase());

/** The format that is written. Throws a sentence where no name says one. */
export const formatOf = ({ format, out }: FormatOptions): Format => {
  const named = FORMATS.find((known) => known === format);
  if (format !== undefined && named === undefined) throw noSuch('format', format, FORMATS);
  if (named !== undefined) return named;
  if (out === undefined || out === STDOUT) return 'text';
  const byName = ENDS[endOf(out)];
  if (byName === undefined)
    throw new CommandError(
      EXIT.usage,
      `The name ${out} does not say in which format to write: let it end in ${Object.keys(ENDS).join(', ')}, or add --format.`,
    );
  return byName;
};

/** Whether the name of the file says another format than `--format` does. */
export const namesAnother = (options: FormatOptions): boolean => {
  const byName = ENDS[endOf(options.out)];
  return byName !== undefined && byName !== formatOf(options);
};

/** Whether a machine for XState is written as a module and not as JSON. */
export const isModule = ({ out }: FormatOptions): boolean => MODULES.includes(endOf(out));
