import type { Diagnostic } from '../../scenario/diagnostics.js';
import { locate, locateInText, type Path } from '../../scenario/spans.js';
import type { Script } from './script.js';

/** A warning, as a rule finds it. */
export interface Finding {
  readonly code: string;
  readonly path: Path;
  /** Whether the key itself is meant, or its value. */
  readonly what?: 'key' | 'value';
  /** The part of a text that is meant, by its characters; the whole without. */
  readonly within?: readonly [start: number, end: number];
  readonly message: string;
  readonly hint: string;
}

/** A warning on the value at a path. */
export const finding = (code: string, path: Path, message: string, hint: string): Finding => ({
  ...{ code, path, message, hint },
});

/** The warning with its place in the file. */
export const placed = ({ loaded }: Script, { code, path, what, within, message, hint }: Finding): Diagnostic => ({
  ...{ code, severity: 'warning', message, hint },
  ...(within ? locateInText(loaded.root, path, ...within) : locate(loaded.root, path, what ?? 'value')),
});
