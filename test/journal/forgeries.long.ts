import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verdictOn } from '../../src/cli/verify.js';
import { loadScenario } from '../../src/scenario/library.js';
import { SCENARIOS_UNDER_TEST } from '../games.js';
import { firebreak, folderForTests } from '../process/run.js';
import { type Forgery, forgeryOf, type Honest, honestGame, honestText, KINDS } from './forgeries.js';

/** Hundreds of forgeries of games of all bundled scenarios, half of the kinds of each: each is named, and the program has no fault over any. */

const folder = folderForTests();
const SEED = process.env['FIREBREAK_FORGERIES'] ?? 'forgeries';
console.log(`Forgeries from the seed "${SEED}" (FIREBREAK_FORGERIES=…).`);

const games = SCENARIOS_UNDER_TEST.map((id, at): Honest => {
  const loaded = loadScenario(id);
  const seats = loaded.game.actors;
  const script = at % 3 === 1 ? [{ turn: 1, seat: seats[0]!.id, orders: [] }] : [];
  const players = seats.map((_, seat) => (at % 3 === 2 && seat === 0 ? 'human' : at % 5 === 4 ? 'random' : 'doctrine'));
  return honestGame(loaded, `${SEED}/${id}`, players, {}, script);
});

const forgeries: Forgery[] = games.flatMap((honest, at) =>
  KINDS.filter((_, kind) => (kind + at) % 2 === 0).flatMap((kind) => forgeryOf(honest, kind, `${SEED}/${at}`) ?? []),
);

test('the honest games verify', () => {
  for (const [at, honest] of games.entries()) {
    const file = join(folder, `honest-${at}.jsonl`);
    writeFileSync(file, honestText(honest));
    expect(verdictOn(file).findings).toEqual([]);
  }
});

test('every forgery is named by verify', () => {
  expect(forgeries.length).toBeGreaterThan(200);
  const counts = new Map<string, number>();
  const files = forgeries.map(({ name, text }, i) => {
    counts.set(name, (counts.get(name) ?? 0) + 1);
    const file = join(folder, `forged-${i}.jsonl`);
    writeFileSync(file, text);
    return file;
  });
  for (let from = 0; from < files.length; from += 50) {
    const part = files.slice(from, from + 50);
    const ran = firebreak(['verify', '--json', ...part], { cwd: folder });
    expect(ran.code).toBe(4);
    const lines = ran.out.trimEnd().split('\n');
    expect(lines).toHaveLength(part.length);
    for (const [i, line] of lines.entries()) {
      const { name } = forgeries[from + i]!;
      const verdict = JSON.parse(line) as { exit: number; installed?: boolean; findings: { line: number }[] };
      // Played as another text says, it is another game; that its text is not the installed one is said.
      if (name === 'another text with its hash' && verdict.exit === 0) expect(verdict.installed).toBe(false);
      else expect([name, verdict.exit, verdict.findings.length > 0], part[i]).toEqual([name, 4, true]);
      for (const finding of verdict.findings) expect(finding.line).toBeGreaterThan(0);
    }
  }
  console.log(`${forgeries.length} forgeries of ${counts.size} kinds were named.`);
  expect(KINDS.filter((kind) => !counts.has(kind))).toEqual([]);
});
