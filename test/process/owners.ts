import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Dice } from '../fuzz/dice.js';
import { SMALL } from '../study/batches.js';
import { type Answers, begin, HOLDING, ordersIn, type Person, playOn, resume, sitDown } from './person.js';
import { changed, nextKey, open } from './pty.js';

/** Games that are killed, and files that two processes want: nothing acknowledged is lost, nothing is mixed. */

/** The same game without a kill. */
export const wholeGame = async (folder: string, name = 'whole.jsonl', answers?: Answers): Promise<string> => {
  await playOn(begin(name), folder, 0, answers);
  return readFileSync(join(folder, name), 'utf8');
};

const leftovers = (folder: string, name: string): string[] =>
  readdirSync(folder).filter((file) => file.startsWith(name) && file !== name);

/** Kills a game with `kill -9` at some moment and goes on with it, as often as the dice say. The faults that were found. */
export const killedGame = async (folder: string, whole: string, dice: Dice): Promise<string[]> => {
  const file = join(folder, 'killed.jsonl');
  rmSync(file, { force: true });
  const faults: string[] = [];
  for (let kills = 1 + dice(2); kills > 0; kills -= 1) {
    const given = ordersIn(file);
    const person = sitDown(existsSync(file) ? resume(file) : begin(file), folder, given);
    person.answer();
    const moment = given + dice(10 - Math.min(9, given));
    while (person.acknowledged() < moment && person.child.exitCode === null) await wait(1);
    await wait(dice(40));
    person.child.kill('SIGKILL');
    await person.ended;
    const [acknowledged, kept] = [person.acknowledged(), ordersIn(file)];
    if (kept < acknowledged) faults.push(`${acknowledged} orders were acknowledged, ${kept} are kept`);
  }
  const code = await playOn(existsSync(file) ? resume(file) : begin(file), folder, ordersIn(file));
  if (code !== 0) faults.push(`the game that goes on ends with ${code}`);
  if (readFileSync(file, 'utf8') !== whole) faults.push('the finished game is another one');
  const left = leftovers(folder, 'killed.jsonl');
  return left.length === 0 ? faults : [...faults, `${left.join(', ')} are left`];
};

/** The turn that the board shows; 0 where there is no board. */
const turnOn = (screen: string): number => Number(/Turn (\d+) · /.exec(screen.split('\n')[0] ?? '')?.[1] ?? 0);

/** Kills a game in the screens, in which every turn is held, and goes on with it in plain lines. The faults. */
export const killedScreen = async (folder: string, whole: string, dice: Dice): Promise<string[]> => {
  const file = join(folder, 'screen.jsonl');
  rmSync(file, { force: true });
  const run = open(
    begin(file).filter((word) => word !== '--plain'),
    folder,
    80,
    24,
  );
  let acknowledged = 0;
  for (let keys = dice(40); keys > 0 && !/how it ended/i.test(run.screen()); keys -= 1) {
    const before = run.screen();
    acknowledged = Math.max(acknowledged, turnOn(before) - 1);
    run.pty.write(nextKey(before));
    await changed(run, before);
  }
  await wait(dice(40));
  acknowledged = Math.max(acknowledged, turnOn(run.screen()) - 1);
  process.kill(run.pty.pid, 'SIGKILL');
  await run.ended;
  const kept = ordersIn(file);
  const code = await playOn(existsSync(file) ? resume(file) : begin(file), folder, kept, HOLDING);
  return [
    ...(kept < acknowledged ? [`${acknowledged} orders were acknowledged, ${kept} are kept`] : []),
    ...(code === 0 ? [] : [`the game that goes on ends with ${code}`]),
    ...(readFileSync(file, 'utf8') === whole ? [] : ['the finished game is another one']),
    ...leftovers(folder, 'screen.jsonl').map((name) => `${name} is left`),
  ];
};

/** A lock whose process was killed. */
const leaveLock = async (file: string, folder: string): Promise<void> => {
  const person = sitDown(resume(file), folder);
  while (person.asked() === 0 && person.child.exitCode === null) await wait(5);
  person.child.kill('SIGKILL');
  await person.ended;
  if (!existsSync(`${file}.lock`)) throw new Error('no lock is left');
};

const refusalBy = (other: Person, file: string): string =>
  `${file}: it is in use by process ${other.child.pid}. Let that one end first, or choose another file.\n`;

/** Two processes go on with one journal. The faults that were found. */
export const twoOnOneGame = async (folder: string, half: string, whole: string, dice: Dice): Promise<string[]> => {
  const file = join(folder, 'shared.jsonl');
  copyFileSync(half, file);
  const given = ordersIn(file);
  if (dice(2) === 0) await leaveLock(file, folder);
  const one = sitDown(resume(file), folder, given);
  await wait(dice(150));
  const other = sitDown(resume(file), folder, given);
  const isRefused = ({ child }: Person): boolean => child.exitCode !== null;
  for (let i = 0; !isRefused(one) && !isRefused(other); i += 1) {
    if (i === 4000) {
      for (const { child } of [one, other]) child.kill('SIGKILL');
      return ['neither is refused'];
    }
    await wait(5);
  }
  const [refused, owner] = isRefused(one) ? [one, other] : [other, one];
  const refusal = await refused.ended;
  owner.answer();
  const code = await owner.ended;
  return [
    ...(refusal === 1 ? [] : [`the second ends with ${refusal}`]),
    ...(refused.err() === refusalBy(owner, file) ? [] : [`the second is told: ${refused.err()}`]),
    ...(code === 0 ? [] : [`the first ends with ${code}: ${owner.err()}`]),
    ...(readFileSync(file, 'utf8') === whole ? [] : ['the finished game is another one']),
    ...leftovers(dirname(file), basename(file)).map((name) => `${name} is left`),
  ];
};

const batch = (seed: string): readonly string[] => [
  ...['simulate', SMALL('coin'), '--games', '60000', '--workers', '1', '--seed', seed, '--out', 'rows.csv'],
];

/** The rows of the batch of each seed, without another beside it. */
export const wholeBatches = async (folder: string): Promise<Readonly<Record<string, string>>> => {
  const rows: Record<string, string> = {};
  for (const seed of ['1', '2']) {
    await sitDown(batch(seed), folder).ended;
    rows[seed] = readFileSync(join(folder, 'rows.csv'), 'utf8');
  }
  return rows;
};

/** Two batches want one file; undefined when the first was over before the second came. */
export const twoOnOneFile = async (
  folder: string,
  rows: Readonly<Record<string, string>>,
  dice: Dice,
): Promise<string[] | undefined> => {
  rmSync(join(folder, 'rows.csv'), { force: true });
  const one = sitDown(batch('1'), folder);
  await wait(dice(150));
  const other = sitDown(batch('2'), folder);
  const codes = await Promise.all([one.ended, other.ended]);
  if (codes[0] === 0 && codes[1] === 0) return undefined;
  const [refused, owner, seed] = codes[0] === 0 ? [other, one, '1'] : [one, other, '2'];
  return [
    ...(codes.toSorted().join() === '0,1' ? [] : [`they end with ${codes.join(' and ')}`]),
    ...(refused.err() === refusalBy(owner, 'rows.csv') ? [] : [`the second is told: ${refused.err()}`]),
    ...(readFileSync(join(folder, 'rows.csv'), 'utf8') === rows[seed] ? [] : ['the rows are mixed']),
    ...leftovers(folder, 'rows.csv').map((name) => `${name} is left`),
  ];
};
