import { randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync, renameSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { parseJson } from './checked.js';
import { FileFault } from './fault.js';
import { markTemporary, removeQuietly, unmarkTemporary } from './leave.js';
import { codeOf } from './reasons.js';
import { cannotWrite, nameFile, whyNotWritten, writablePlace } from './write.js';
import { z } from './zod.js';

/**
 * One owner for each file that is written over time. The owner is named in `FILE.lock`; a lock whose process is gone counts
 * for nothing and is taken over.
 */

/** Who owns a file. A number of a process is given out again, so its start tells two apart. */
const ownerSchema = z.strictObject({
  process: z.int().min(1),
  /** When the process started, as its system counts; empty where that is not known. */
  started: z.string().max(100),
  machine: z.string().max(300),
  /** Unlike that of any other lock. */
  token: z.string().regex(/^[0-9a-f]{16}$/),
});

type Owner = z.infer<typeof ownerSchema>;

/** A file that another process writes. */
export class InUse extends FileFault {}

/** The right to write a file, until it is released. */
export interface Ownership {
  readonly release: () => void;
}

/** Start of a process in ticks of this boot of the machine. Empty where there is no /proc; undefined: no such process. */
const startOf = (id: number | 'self'): string | undefined => {
  try {
    const stat = readFileSync(`/proc/${id}/stat`, 'latin1');
    // The name of the program is in brackets and may hold anything, brackets and spaces too.
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    return `${ticks} ${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()}`;
  } catch {
    return id !== 'self' && startOf('self') !== '' ? undefined : '';
  }
};

/** Containers may share a host name and files, but not their numbers of processes. */
const thisMachine = (): string => {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
};

const isRunning = ({ process: id, started }: Owner): boolean => {
  if (started !== '') return startOf(id) === started;
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
};

const newOwner = (): Owner => ({
  process: process.pid,
  started: startOf('self') ?? '',
  machine: thisMachine(),
  token: randomBytes(8).toString('hex'),
});

/** The owner that a lock names; undefined when there is no lock, `torn` when it names nobody. */
const ownerIn = (lock: string): Owner | 'torn' | undefined => {
  try {
    const parsed = parseJson(readFileSync(lock, 'utf8'));
    return 'value' in parsed ? (ownerSchema.safeParse(parsed.value).data ?? 'torn') : 'torn';
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
};

/** Makes the lock, whole from the first moment; false when there is one. */
const makeLock = (lock: string, owner: Owner): boolean => {
  const aside = `${lock}.${owner.token}.new`;
  try {
    writeFileSync(aside, `${JSON.stringify(owner)}\n`, { flag: 'wx' });
    nameFile(aside, lock);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    removeQuietly(aside);
  }
};

const pause = (milliseconds: number): void =>
  void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

/** Looks at a lock that is being written or taken over, or has just been released, until it is clear whose it is. */
const LOOKS = 50;
const LOOK_MS = 10;

/**
 * Puts a lock of one's own in the place of a stale one. Two that try at once agree by a second lock, named after the stale
 * one: who holds it and still finds the stale lock may replace it. Should its holder die there, it is taken over likewise.
 */
const takeOver = (lock: string, stale: Owner, owner: Owner): boolean => {
  const right = `${lock}.${stale.token}`;
  if (acquire(right, owner) !== undefined) return false;
  try {
    const now = ownerIn(lock);
    if (now === undefined || now === 'torn' || now.token !== stale.token) return false;
    const aside = `${lock}.${owner.token}.new`;
    writeFileSync(aside, `${JSON.stringify(owner)}\n`);
    renameSync(aside, lock);
    return true;
  } finally {
    removeQuietly(right);
  }
};

/** Takes the lock, or gives who has it. */
const acquire = (lock: string, owner: Owner): Owner | 'torn' | undefined => {
  let found: Owner | 'torn' | undefined;
  for (let look = 0; look < LOOKS; look += 1) {
    if (makeLock(lock, owner)) return undefined;
    found = ownerIn(lock);
    if (found !== undefined && found !== 'torn') {
      if (found.machine !== owner.machine || isRunning(found)) return found;
      if (takeOver(lock, found, owner)) return undefined;
    }
    pause(LOOK_MS);
  }
  return found ?? 'torn';
};

const inUse = (path: string, lock: string, has: Owner | 'torn'): InUse => {
  const remove = `If no process writes it any more, remove ${lock}.`;
  if (has === 'torn') return new InUse(path, 0, `it is in use: its lock cannot be read. ${remove}`);
  const { process: id, machine } = has;
  if (machine !== thisMachine())
    return new InUse(path, 0, `it is in use by process ${id} on ${machine.split(' ')[0]}. ${remove}`);
  return id === process.pid
    ? new InUse(path, 0, 'it is in use by this very process.')
    : new InUse(path, 0, `it is in use by process ${id}. Let that one end first, or choose another file.`);
};

/**
 * Makes this process the one that writes a file, which need not exist. Throws `InUse`, which names the process that has it,
 * and `FileFault` when no lock can be written beside it. Released at the latest when the process exits.
 */
export const ownFile = (path: string): Ownership => {
  const lock = `${writablePlace(path)}.lock`;
  const owner = newOwner();
  let has: Owner | 'torn' | undefined;
  try {
    has = acquire(lock, owner);
  } catch (error) {
    throw error instanceof FileFault ? error : cannotWrite(path, whyNotWritten(error));
  }
  if (has !== undefined) throw inUse(path, lock, has);
  markTemporary(lock);
  return {
    release: () => {
      unmarkTemporary(lock);
      const now = ownerIn(lock);
      if (now !== undefined && now !== 'torn' && now.token === owner.token) removeQuietly(lock);
    },
  };
};

/** Files that a command comes to own, one after the other, and gives back together. */
export interface Ownerships {
  /** Owns a file; one that is owned already stays so. Throws like `ownFile`. */
  readonly own: (path: string) => void;
  readonly release: () => void;
}

export const noOwnerships = (): Ownerships => {
  const owned = new Map<string, Ownership>();
  return {
    own: (path) => {
      const place = writablePlace(path);
      if (!owned.has(place)) owned.set(place, ownFile(path));
    },
    release: () => {
      for (const ownership of owned.values()) ownership.release();
      owned.clear();
    },
  };
};
