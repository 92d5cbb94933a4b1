import type { Diagnostic } from '../../scenario/diagnostics.js';
import { locate, type Path } from '../../scenario/spans.js';
import type { Script } from './script.js';

/** A warning, as a rule finds it. */
export interface Finding {
  readonly code: string;
  readonly path: Path;
  /** Whether the key itself is meant, or its value. */
  readonly what?: 'key' | 'value';
  readonly message: string;
  readonly hint: string;
}

/** A warning on the value at a path. */
export const finding = (code: string, path: Path, message: string, hint: string): Finding => ({
  ...{ code, path, message, hint },
});

/** The warning with its place in the file. */
export const placed = ({ loaded }: Script, { code, path, what, message, hint }: Finding): Diagnostic => ({
  ...{ code, severity: 'warning', message, hint },
  ...locate(loaded.root, path, what ?? 'value'),
});
