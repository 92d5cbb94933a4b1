import { statSync } from 'node:fs';

/**
 * Watching files by looking at them again and again: it works for editors that replace a file, for files that come and go,
 * and on network drives, where notifications do not.
 */

/** How often to look. A change is told when it has stood for one look, so that no half-written file is read. */
const LOOK = 100;
/** Looks for which a file may be missing before that is a change: editors take it away before they put the new one. */
const PATIENCE = 4;

const MISSING = 'missing';

/** A stamp that no file has. */
const OUTDATED = 'outdated';

/** What changes when a file is saved or replaced; of a file that was saved after `since` something else. */
const stampOf = (file: string, since = Number.POSITIVE_INFINITY): string => {
  try {
    const found = statSync(file, { bigint: true, throwIfNoEntry: false });
    if (found === undefined) return MISSING;
    return Number(found.mtimeMs) > since ? OUTDATED : `${found.ino} ${found.size} ${found.mtimeNs} ${found.ctimeNs}`;
  } catch {
    return MISSING;
  }
};

type Stamps = ReadonlyMap<string, string>;

const stampsOf = (files: readonly string[]): Stamps => new Map(files.map((file) => [file, stampOf(file)]));

const same = (one: Stamps, other: Stamps): boolean =>
  one.size === other.size && [...one].every(([file, stamp]) => other.get(file) === stamp);

/**
 * Calls `onChange` after each change of the files, within a second. A file that was saved after `since` (in milliseconds of
 * the epoch) counts as changed at once. `files` is asked again after each call, since a file may come to extend another; a
 * file that does not exist is watched until it does. Gives a function that stops watching.
 */
export const watchFiles = (files: () => readonly string[], onChange: () => void, since: number): (() => void) => {
  let known: Stamps = new Map(files().map((file) => [file, stampOf(file, since)]));
  let seen = known;
  let looks = 0;
  const look = (): void => {
    const now = stampsOf([...known.keys()]);
    looks = same(now, seen) ? looks + 1 : 0;
    seen = now;
    if (same(now, known) || looks === 0) return;
    const gone = [...now].some(([file, stamp]) => stamp === MISSING && known.get(file) !== MISSING);
    if (gone && looks < PATIENCE) return;
    const begun = Date.now();
    onChange();
    // Stamps of before the call, so that a save in its midst is a change again.
    known = new Map(files().map((file) => [file, now.get(file) ?? stampOf(file, begun)]));
    seen = known;
    looks = 0;
  };
  const timer = setInterval(look, LOOK);
  return () => clearInterval(timer);
};

/**
 * Watches until the process is interrupted. Files that were saved while it did its first work, which may take long, count as
 * changed. What `onChange` throws ends the watching.
 */
export const watchForEver = (files: () => readonly string[], onChange: () => void): Promise<never> =>
  new Promise((_, reject) => {
    const stop = watchFiles(
      files,
      () => {
        try {
          onChange();
        } catch (error) {
          stop();
          reject(error);
        }
      },
      performance.timeOrigin,
    );
  });
