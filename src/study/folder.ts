import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RULES_VERSION } from '../core/vocabulary.js';
import { makeFolder, replaceFile } from '../files/write.js';
import { type ArmComparison, compareArms } from './difference.js';
import { gameColumns } from './game-rows.js';
import { figureOf, type Outcome, partOf } from './outcomes.js';
import { armsOf, type Request, type Results } from './request.js';
import type { Point } from './sampling.js';
import { csvText } from './sinks.js';
import type { StudyFile } from './study-file.js';
import { type Summary, summaryOf } from './summary.js';

/**
 * The folder of a study: data, figures, the study file and its scenario, hashes and versions. It holds no dates, no paths
 * and no name of a machine, so that anybody can repeat it bit for bit.
 */

/** A study file that fits its scenario. */
export interface Design {
  readonly study: StudyFile;
  readonly text: string;
  readonly points: readonly Point[];
  readonly request: Request;
  readonly outcomes: readonly Outcome[];
}

const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

/** What `summary.json` holds. */
export interface StudySummary {
  readonly study: { readonly title: string; readonly hash: string };
  readonly scenario: string;
  readonly hash: string;
  readonly engine: string;
  readonly rules: number;
  readonly seed: string;
  /** For each arm and sample. */
  readonly games: number;
  readonly samples: number;
  readonly arms: readonly {
    readonly name: string;
    readonly summary: Summary;
    readonly comparison?: ArmComparison;
  }[];
}

export const studySummary = (design: Design, results: Results, engine: string): StudySummary => {
  const { study: plan, request, text, points } = design;
  const [first = ''] = armsOf(request);
  const base = results.batches.get(first)!;
  const arms = armsOf(request).map((name) => {
    const batch = results.batches.get(name)!;
    // Parameters that are sampled have no one value.
    const parameters = plan.arms.find((arm) => arm.id === name)?.parameters ?? {};
    const summary = { ...summaryOf(batch, engine), parameters };
    return { name, summary, ...(name === first ? {} : { comparison: compareArms(base, batch) }) };
  });
  const { scenario, hash } = arms[0]!.summary;
  return {
    study: { title: plan.title, hash: sha256(text) },
    scenario,
    hash,
    engine,
    rules: RULES_VERSION,
    seed: plan.seed,
    games: plan.games,
    samples: points.length,
    arms,
  };
};

const gamesCsv = (design: Design, results: Results): string => {
  const ids = [...new Set(design.request.runs.flatMap((run) => Object.keys(run.choice.parameters ?? {})))].sort();
  const parts = design.request.runs.map((run) =>
    gameColumns(partOf(results.batches.get(run.arm)!, run.first, run.end), run, ids),
  );
  return `${parts[0]!.map(({ name }) => name).join(',')}\n${parts.map(csvText).join('')}`;
};

const samplesCsv = (design: Design, results: Results): string => {
  const { points, outcomes, request, study: plan } = design;
  const ids = [...new Set(points.flatMap((point) => Object.keys(point)))];
  const arms = armsOf(request);
  const head = ['sample', ...ids, ...arms.flatMap((arm) => outcomes.map(({ of, id }) => `${arm}.${of}.${id}`))];
  const rows = points.map((point, sample) => [
    sample,
    ...ids.map((id) => point[id] ?? ''),
    ...arms.flatMap((arm) => {
      const part = partOf(results.batches.get(arm)!, sample * plan.games, (sample + 1) * plan.games);
      return outcomes.map((outcome) => figureOf(outcome, part).value);
    }),
  ]);
  return `${[head, ...rows].map((row) => row.join(',')).join('\n')}\n`;
};

/** Writes all but the rows by turn, which are there already. Throws `FileFault`. */
export const writeFolder = (
  folder: string,
  design: Design,
  results: Results,
  summary: StudySummary,
  lines: readonly string[],
): void => {
  const files: Record<string, string> = {
    'study.yaml': design.text,
    'summary.json': `${JSON.stringify(summary, undefined, 2)}\n`,
    'summary.txt': `${lines.join('\n')}\n`,
    'games.csv': gamesCsv(design, results),
    ...(design.points.length > 1 ? { 'samples.csv': samplesCsv(design, results) } : {}),
    ...Object.fromEntries(design.request.files.map(({ path, text }) => [`scenario/${path}`, text])),
  };
  for (const [name, text] of Object.entries(files)) {
    makeFolder(dirname(join(folder, name)));
    replaceFile(join(folder, name), text);
  }
  const hashes = [...Object.keys(files), 'turns.parquet']
    .sort()
    .filter((name) => existsSync(join(folder, name)))
    .map((name) => [name, sha256(readFileSync(join(folder, name)))]);
  const { study: plan, scenario, hash, engine, rules } = summary;
  replaceFile(
    join(folder, 'manifest.json'),
    `${JSON.stringify({ engine, rules, study: plan.hash, scenario, hash, files: Object.fromEntries(hashes) }, undefined, 2)}\n`,
  );
};
