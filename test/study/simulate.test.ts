import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import { FLAGSHIP } from '../../src/scenario/flagship.js';
import { SMALL } from './batches.js';
import { simulating } from './commands.js';

const folder = mkdtempSync(join(tmpdir(), 'firebreak-study-'));
const at = (name: string): string => join(folder, name);
const LAUNCH = fileURLToPath(new URL('../../dist/cli/launch.js', import.meta.url));

const rows = async (sql: string): Promise<Record<string, unknown>[]> => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  return (await connection.runAndReadAll(sql)).getRowObjectsJson();
};

describe('rows on disk', () => {
  const columns =
    /^scenario hash engine preset arm seed game turn seat phase rung ending tension .*regime_stress score\.rok .*score\.un$/;

  test('CSV, JSON Lines and Parquet open in DuckDB with the documented columns and the counts of the summary', async () => {
    const files = ['rows.csv', 'rows.jsonl', 'rows.parquet'].map(at);
    const ran = await simulating(FLAGSHIP, { games: 260, seed: '1', out: files, json: true });
    expect([ran.code, ran.err]).toEqual([0, '']);
    const summary = JSON.parse(ran.out);
    const turns = Math.round(summary.turns.mean * 260);
    for (const file of files) {
      const described = await rows(`DESCRIBE SELECT * FROM '${file}'`);
      const names = described.map((row) => row['column_name']).join(' ');
      // JSON leaves empty cells out, so its columns come in order of first appearance.
      if (!file.endsWith('.jsonl')) expect(names).toMatch(columns);
      const counted = await rows(
        `SELECT ending, count(*)::INT AS n FROM '${file}' WHERE ending IS NOT NULL GROUP BY ending ORDER BY ending`,
      );
      const expected = summary.endings
        .filter((ending: { count: number }) => ending.count > 0)
        .map(({ id, count }: { id: string; count: number }) => ({ ending: id, n: count }))
        .sort((a: { ending: string }, b: { ending: string }) => (a.ending < b.ending ? -1 : 1));
      expect(counted).toEqual(expected);
      const [whole] = await rows(
        `SELECT count(*)::INT AS n, count(DISTINCT seed)::INT AS seeds, count(turn)::INT AS turns, count(seat)::INT AS seats,
          count(hash)::INT AS hashes, count(engine)::INT AS engines,
          (avg(tension) FILTER (WHERE ending IS NOT NULL))::DOUBLE AS tension FROM '${file}'`,
      );
      expect(whole).toMatchObject({ n: turns, seeds: 260, turns, seats: turns, hashes: turns, engines: turns });
      expect(whole!['tension']).toBeCloseTo(summary.dials.tension.mean, 5);
    }
  });
});

test('a scenario that faults in game 613 names the seed, keeps the rest and exits 1', async () => {
  const ran = await simulating(SMALL('faulty'), { games: 700, seed: '122', out: [at('faulty.csv')] });
  expect(ran.code).toBe(1);
  expect(ran.err).toContain('The scenario went wrong in the game with seed 122/613');
  expect(ran.err).toContain('faulty.yaml:11:61');
  expect(ran.out).toContain('699 games');
  const lines = readFileSync(at('faulty.csv'), 'utf8').trimEnd().split('\n');
  expect(lines).toHaveLength(1 + 699 * 2);
  expect(lines.some((line) => line.includes(',122/613,'))).toBe(false);
});

describe('an interrupted batch', () => {
  const options = { games: 2000, seed: '7', arm: ['up:set.odds=0.5'] };
  const whole = async (out: string) => {
    const ran = await simulating(SMALL('coin'), { ...options, out: [out], json: true });
    return { ran, rows: readFileSync(out, 'utf8') };
  };
  const withoutSeconds = (text: string): string => text.replace(/"seconds": .*/, '');

  test('Ctrl+C keeps what is finished, and --resume gives the same bytes as an uninterrupted run', async () => {
    const out = at('stopped.jsonl');
    const child = spawn(process.execPath, [
      ...[LAUNCH, 'simulate', FLAGSHIP, '--games', '1000', '--seed', '3', '--workers', '1', '--out', out],
    ]);
    const printed = { err: '' };
    child.stderr.on('data', (text) => {
      printed.err += text;
    });
    const ended = new Promise<number | null>((resolve) =>
      child.on('exit', (code, signal) => resolve(signal === 'SIGINT' ? 130 : code)),
    );
    const part = `${out}.part`;
    for (let i = 0; i < 3000 && !(existsSync(part) && statSync(part).size > 400_000); i += 1) await wait(5);
    const sent = Date.now();
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(printed.err).toMatch(
      /^Interrupted\. The games that were played are kept in \S+stopped\.jsonl\.part\.\nGo on with:\n.* simulate --resume \S+stopped\.jsonl --out \S+stopped\.jsonl --workers 1\n$/,
    );
    expect(Date.now() - sent).toBeLessThan(2000);
    const resumed = await simulating(undefined, { resume: out, json: true });
    expect(resumed.code).toBe(0);
    expect(existsSync(part)).toBe(false);
    const again = at('again.jsonl');
    const uninterrupted = await simulating(FLAGSHIP, { games: 1000, seed: '3', out: [again], json: true });
    expect(withoutSeconds(resumed.out)).toBe(withoutSeconds(uninterrupted.out));
    expect(readFileSync(out, 'utf8')).toBe(readFileSync(again, 'utf8'));
  });

  test('a state that was cut short in its last line loses that chunk only', async () => {
    const reference = await whole(at('reference.csv'));
    const state = at('kept.state');
    await simulating(SMALL('coin'), { ...options, resume: state });
    const text = readFileSync(state, 'utf8');
    writeFileSync(state, text.slice(0, -1000));
    const resumed = await simulating(undefined, { resume: state, out: [at('kept.csv')], json: true });
    expect(resumed.err).toMatch(/3[0-9]{3} games are played/);
    expect(withoutSeconds(resumed.out)).toBe(withoutSeconds(reference.ran.out));
    expect(readFileSync(at('kept.csv'), 'utf8')).toBe(reference.rows);
  });

  test('another seed or a file without a batch is refused', async () => {
    const state = at('other.state');
    await simulating(SMALL('coin'), { ...options, resume: state });
    expect(await simulating(undefined, { resume: state, seed: '8' })).toMatchObject({ code: 2 });
    expect(await simulating(undefined, { resume: at('none.csv') })).toMatchObject({
      code: 1,
      err: expect.stringContaining('There is no interrupted batch'),
    });
  });
});

test.each([
  [{ all: 'human' }, 'In a batch nobody can be asked'],
  [{ arm: ['x:sat.rok=hold'] }, 'It knows all=…'],
  [{ arm: ['base:all=hold'] }, 'with a name other than "base"'],
  [{ arm: ['x:all=hold', 'x:all=random'] }, 'Two arms have the name "x".'],
  [{ arm: ['x:set.nothing=1'] }, 'There is no parameter "nothing"'],
  [{ count: ['nothing'] }, 'There is no event "nothing".'],
  [{ out: ['rows.xls'] }, '.csv, .jsonl, .parquet'],
])('%o is refused with a sentence', async (options, sentence) => {
  const ran = await simulating(SMALL('coin'), { games: 10, seed: '1', ...options });
  expect(ran.code).toBe(2);
  expect(ran.err).toContain(sentence);
});

test('the text has intervals for everything, and a command that plays a game again', async () => {
  const ran = await simulating(SMALL('coin'), {
    games: 1000,
    seed: 'a b',
    arm: ['up:set.odds=0.5'],
    count: ['toss'],
    ascii: true,
  });
  expect(ran.code).toBe(0);
  expect(ran.out).toContain('Endings, with 95 % intervals (Wilson)');
  expect(ran.out).toContain('on the same dice (change = up - base)');
  expect(ran.out).toMatch(/firebreak play \S+coin\.yaml --seed 'a b\/\d+' --all doctrine --set odds=0\.5 --plain/);
  expect(ran.out).toMatch(/toss {2,}\d/);
});
