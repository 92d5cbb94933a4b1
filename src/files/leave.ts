import { rmSync } from 'node:fs';

/**
 * Files that must not outlive the process: locks and files written aside. They are removed when it exits; whoever ends a
 * process without its exit handlers listens and removes them itself.
 */

const files = new Set<string>();

/** Is told of each file that begins or ceases to be a temporary one. */
export type TemporaryListener = (file: string, isTemporary: boolean) => void;

let listener: TemporaryListener = () => {};

/** Removes a file; one that is gone already is no fault, and one that cannot be removed is found by the next process. */
export const removeQuietly = (file: string): void => {
  try {
    rmSync(file, { force: true });
  } catch {
    // Nothing depends on it.
  }
};

const removeAll = (): void => {
  for (const file of files) removeQuietly(file);
  files.clear();
};

let isWatching = false;

/** Removes the file when the process exits. */
export const markTemporary = (file: string): void => {
  if (!isWatching) process.on('exit', removeAll);
  isWatching = true;
  files.add(file);
  listener(file, true);
};

/** Leaves the file where it is when the process exits. */
export const unmarkTemporary = (file: string): void => {
  if (files.delete(file)) listener(file, false);
};

/** Tells a listener of temporary files from now on, for a thread that may be ended from outside. */
export const listenToTemporary = (hear: TemporaryListener): void => {
  listener = hear;
};
