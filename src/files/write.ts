import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { FileFault } from './fault.js';
import { markTemporary, removeQuietly, unmarkTemporary } from './leave.js';
import { codeOf, reasonOf } from './reasons.js';

/** Writes whole files: aside first, then moved into place, so that nobody ever reads half of one. */

/** Why something cannot be written: what is missing then is the folder. */
export const whyNotWritten = (error: unknown): string =>
  codeOf(error) === 'ENOENT' ? 'there is no such folder' : reasonOf(error);

/** A file or folder that cannot be written, with the reason. */
export const cannotWrite = (path: string, reason: string): FileFault =>
  new FileFault(path, 0, `it cannot be written: ${reason}.`);

/**
 * Makes the missing folders one by one: Node's own recursion never returns on file systems such as /proc. Throws `FileFault`.
 */
export const makeFolder = (folder: string): void => {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have made it meanwhile.
    if (codeOf(error) !== 'EEXIST') throw cannotWrite(folder, whyNotWritten(error));
  }
};

/** Writes all bytes to an open file; a disk takes them in as many parts as it likes. */
export const writeAll = (descriptor: number, content: string | Uint8Array): void => {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
};

/** Asks the disk to keep what was written. Some file systems cannot; the bytes are written all the same. */
export const syncToDisk = (descriptor: number): void => {
  try {
    fsyncSync(descriptor);
  } catch {
    // Nothing more can be done for it.
  }
};

/** Keeps the name of a file that was moved into place also through a loss of power. */
const syncFolder = (folder: string): void => {
  try {
    const descriptor = openSync(folder, 'r');
    syncToDisk(descriptor);
    closeSync(descriptor);
  } catch {
    // Not every system opens folders.
  }
};

/** What stands at a path: nothing, an ordinary file, a folder, or a device, pipe or socket. */
export type Standing = 'nothing' | 'file' | 'folder' | 'special';

/** What stands at a path, links followed. What cannot be looked at counts as nothing: opening it says why. */
export const standingAt = (path: string): Standing => {
  try {
    const found = statSync(path);
    return found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'special';
  } catch {
    return 'nothing';
  }
};

/** Files of these folders are windows on the system: moving a file into their place does not write what they stand for. */
const OF_THE_SYSTEM = /^\/(dev|proc|sys)\//;

/**
 * Where the bytes of a file go: the path itself or, of a link, what it points to. Throws `FileFault` for what no file can be
 * moved to: a folder, a device, a pipe.
 */
export const writablePlace = (path: string): string => {
  const standing = standingAt(path);
  if (standing === 'folder') throw cannotWrite(path, 'it is a folder');
  if (standing === 'special' || (standing === 'file' && OF_THE_SYSTEM.test(resolve(path))))
    throw cannotWrite(path, 'it is no ordinary file');
  if (path.endsWith('/')) throw cannotWrite(path, 'there is no such folder');
  return standing === 'file' ? realpathSync(path) : resolve(path);
};

/** A file that is written aside: `place` is where it goes in the end, `descriptor` is open for writing. */
export interface Aside {
  readonly place: string;
  readonly file: string;
  readonly descriptor: number;
}

/** Opens a file beside the one that it will replace; `name` is its own name, by default one that nobody else uses. */
export const openAside = (path: string, name?: string): Aside => {
  const place = writablePlace(path);
  const file = name ?? join(dirname(place), `.firebreak-${randomBytes(6).toString('hex')}.new`);
  markTemporary(file);
  try {
    return { place, file, descriptor: openSync(file, name === undefined ? 'wx' : 'w') };
  } catch (error) {
    unmarkTemporary(file);
    throw cannotWrite(path, whyNotWritten(error));
  }
};

/** Gives up a file that was written aside. */
export const dropAside = ({ file, descriptor }: Aside): void => {
  closeSync(descriptor);
  removeQuietly(file);
  unmarkTemporary(file);
};

/** Moves a file that was written aside into its place; permissions of the one that stood there stay. */
export const moveIntoPlace = ({ place, file, descriptor }: Aside): void => {
  syncToDisk(descriptor);
  if (existsSync(place)) chmodSync(file, statSync(place).mode & 0o7777);
  renameSync(file, place);
  unmarkTemporary(file);
  closeSync(descriptor);
  syncFolder(dirname(place));
};

/**
 * Writes a file as a whole, in place of one that may stand there. Whoever reads it finds the old content or the new one.
 * Throws `FileFault` when it cannot be written; then nothing has changed.
 */
export const replaceFile = (path: string, content: string | Uint8Array): void => {
  const aside = openAside(path);
  try {
    writeAll(aside.descriptor, content);
    moveIntoPlace(aside);
  } catch (error) {
    dropAside(aside);
    throw cannotWrite(path, whyNotWritten(error));
  }
};

/** How file systems say that they have no second names for a file. */
const NO_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL']);

/** Gives a file a name that must be free. Throws what the system says, `EEXIST` for one that is taken. */
export const nameFile = (file: string, name: string): void => {
  try {
    linkSync(file, name);
  } catch (error) {
    if (!NO_LINKS.has(codeOf(error))) throw error;
    copyFileSync(file, name, constants.COPYFILE_EXCL);
  }
};

/** Writes a file that must not exist yet. Throws `FileFault` when it does or cannot be written. */
export const createFile = (path: string, content: string | Uint8Array): void => {
  if (standingAt(path) !== 'nothing') throw cannotWrite(path, 'it already exists');
  const aside = openAside(path);
  try {
    writeAll(aside.descriptor, content);
    syncToDisk(aside.descriptor);
    nameFile(aside.file, aside.place);
  } catch (error) {
    throw cannotWrite(path, whyNotWritten(error));
  } finally {
    dropAside(aside);
  }
};
