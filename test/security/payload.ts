import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { foreignIn } from './generated.js';
import type { Genuine } from './genuine.js';
import { CANARY, CANARY_FILE, type Payload, type Place } from './payloads.js';
import type { Ran, WatchedRun } from './running.js';

/** A payload in a field of a file: nothing of it runs, and the file is refused with a place, or the field is free. */

/** Traces of a payload that ran, and what else was done that should not have been. */
export const traces = (
  folder: string,
  { done, generated }: Pick<WatchedRun['watched'], 'done' | 'generated'>,
): string[] => [
  ...done,
  ...generated.flatMap((text) => foreignIn(text) ?? []).map((text) => `generated ${text}`),
  ...(Object.hasOwn(globalThis, CANARY) || CANARY in {} ? ['the payload ran'] : []),
  ...[folder, process.cwd()].flatMap((at) => (existsSync(join(at, CANARY_FILE)) ? [`the payload wrote to ${at}`] : [])),
];

const valueAt = (value: unknown, place: Place): unknown =>
  place.reduce<unknown>((at, key) => (at as Record<string | number, unknown>)[key], value);

/** Whether a file may take this value: a free text, a number for a number, or an empty list or map for another. */
const isFree = ({ free, value }: Genuine, place: Place, { json }: Payload): boolean => {
  const was = valueAt(value, place);
  const isNumber = /^-?[\d.]+$/.test(json);
  const name = place.map((key) => (typeof key === 'number' ? '#' : key)).join('.');
  if (free.includes(name)) return isNumber || json.startsWith('"');
  if (typeof was === 'number') return isNumber;
  return json === (Array.isArray(was) ? '[]' : typeof was === 'object' ? '{}' : undefined);
};

/** What is wrong with how a file with a payload was treated; undefined when nothing is. */
const complaintOf = (kind: Genuine, place: Place, payload: Payload, ran: Ran, genuine: Ran): string | undefined => {
  const { code, out, err } = ran;
  if (code === 0) return isFree(kind, place, payload) || out === genuine.out ? undefined : 'was taken';
  if (code < 0 || code > 4) return `ended with exit code ${code}: ${err.slice(0, 300)}`;
  const named = new RegExp(`${kind.file.replace('.', '\\.')}(?::\\d+|.*"line":\\s*\\d+)`, 's');
  return named.test(`${out}${err}`) ? undefined : `was refused without a place: ${err.slice(0, 300)}`;
};

/** Runs a command line. */
export type RunWatched = (args: readonly string[]) => Promise<WatchedRun>;

/** Tries files with payloads, each with one of its commands, in a folder of the test. */
export const trier = (folder: string, run: RunWatched) => {
  const onFile = async (kind: Genuine, command: readonly string[], text: string): Promise<WatchedRun> => {
    const file = join(folder, kind.file);
    writeFileSync(file, text);
    const ran = await run(command.map((part) => (part === '{}' ? file : part)));
    for (const left of ['scripted.jsonl', 'out', kind.file])
      rmSync(join(folder, left), { recursive: true, force: true });
    return ran;
  };
  const known = new Map<readonly string[], WatchedRun>();
  return {
    /** What is wrong with a file that was not changed. */
    genuine: async (kind: Genuine): Promise<string[]> => {
      const found: string[] = [];
      for (const command of kind.commands) {
        const ran = await onFile(kind, command, kind.text);
        known.set(command, ran);
        if (ran.code !== 0) found.push(`${kind.name}, ${command[0]}: ${ran.err}`);
      }
      return found;
    },
    /** What is wrong with how a payload was treated. */
    payload: async (kind: Genuine, place: Place, payload: Payload, command: readonly string[]): Promise<string[]> => {
      const ran = await onFile(kind, command, kind.with(place, payload));
      const complaint = complaintOf(kind, place, payload, ran, known.get(command)!);
      const found = [...traces(folder, ran.watched), ...(complaint === undefined ? [] : [complaint])];
      return found.map((one) => `${kind.name}, ${payload.name} in ${place.join('.')}, ${command[0]}: ${one}`);
    },
  };
};
