import { existsSync, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where games are kept: the user's data directory (XDG Base Directory Specification). */
const gamesFolder = (environment: NodeJS.ProcessEnv = process.env): string => {
  const data = environment['XDG_DATA_HOME'];
  // The specification has relative paths ignored.
  const base = data?.startsWith('/') ? data : join(homedir(), '.local', 'share');
  return join(base, 'firebreak', 'games');
};

/** Free file names for a new game, from scenario and seed: another process may take the first before it is used. */
export function* freshFiles(scenario: string, seed: string, folder = gamesFolder()): Generator<string, never> {
  const stem = `${scenario}-${seed.replaceAll(/[^A-Za-z0-9.-]+/g, '_').slice(0, 40) || 'game'}`;
  for (let i = 1; ; i += 1) {
    const file = join(folder, `${stem}${i === 1 ? '' : `-${i}`}.jsonl`);
    if (!existsSync(file)) yield file;
  }
}

/** Journals in the games folder, newest first. */
export const savedGames = (folder = gamesFolder()): string[] => {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .map((file) => join(folder, file))
    .map((file) => ({ file, time: statSync(file).mtimeMs }))
    .sort((a, b) => b.time - a.time || a.file.localeCompare(b.file, 'en'))
    .map(({ file }) => file);
};
