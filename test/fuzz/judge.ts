import { seedOf } from '../../src/core/chance/chance.js';
import { RuleFault } from '../../src/core/faults.js';
import type { Game } from '../../src/core/program/game.js';
import { type Diagnostic, diagnosticText, ScenarioError } from '../../src/scenario/diagnostics.js';
import { load } from '../../src/scenario/load.js';
import type { ReadFile } from '../../src/scenario/merge.js';
import { playOut } from '../../src/study/playout.js';

/** Whether a scenario, however spoilt, was treated as it should be. */

/** Longest processor time for one case, in milliseconds: how busy the machine is does not matter. */
const PATIENCE = 2000;

const ERROR_CODE = /^[EW]\d{3}$/;

/** What is wrong with a finding itself; undefined when it has a code, a place in the file and a sentence. */
const misplaced = (found: Diagnostic, texts: ReadonlyMap<string, string>): string | undefined => {
  const { code, position, message, excerpt, excerptColumn } = found;
  const text = texts.get(position.file);
  if (!ERROR_CODE.test(code)) return `the code "${code}"`;
  if (message.trim() === '') return 'no sentence';
  if (text === undefined) return `the unknown file "${position.file}"`;
  const line = text.split('\n')[position.line - 1];
  if (line === undefined) return `line ${position.line}`;
  if (!(position.column >= 1 && position.column <= line.length + 1)) return `column ${position.column}`;
  if (!(position.length >= 1)) return `length ${position.length}`;
  if (excerpt !== '' && !line.startsWith(excerpt, excerptColumn - 1)) return `the excerpt "${excerpt}"`;
  return diagnosticText(found) === '' ? 'no text' : undefined;
};

const refusal = (error: unknown, texts: ReadonlyMap<string, string>): string | undefined => {
  if (!(error instanceof ScenarioError)) return `threw ${error instanceof Error ? error.stack : String(error)}`;
  if (error.diagnostics.length === 0) return 'was refused without a reason';
  for (const found of error.diagnostics) {
    const fault = misplaced(found, texts);
    if (fault !== undefined) return `has an error with ${fault}: ${JSON.stringify(found)}`;
  }
  return undefined;
};

/** A game of random orders must come to its end, or to a fault of the scenario's own arithmetic. */
const played = (game: Game): string | undefined => {
  try {
    const world = playOut(
      game,
      seedOf('fuzz'),
      game.actors.map(() => 'random'),
    );
    return world.step === 'over' ? undefined : 'was not played to its end';
  } catch (error) {
    return error instanceof RuleFault
      ? undefined
      : `threw in play ${error instanceof Error ? error.stack : String(error)}`;
  }
};

export interface Verdict {
  /** What is wrong; undefined when nothing is. */
  readonly fault: string | undefined;
  readonly loaded: boolean;
}

/** Loads a scenario and plays it once. */
export const judge = (entry: string, read: ReadFile): Verdict => {
  const texts = new Map<string, string>();
  const remembering: ReadFile = (path) => {
    const text = read(path);
    texts.set(path, (text ?? '').replace(/^\ufeff/, ''));
    return text;
  };
  const started = process.cpuUsage();
  let game: Game | undefined;
  let fault: string | undefined;
  try {
    ({ game } = load(entry, remembering));
  } catch (error) {
    fault = refusal(error, texts);
  }
  if (game) fault = played(game);
  const { user, system } = process.cpuUsage(started);
  const took = (user + system) / 1000;
  return { fault: fault ?? (took > PATIENCE ? `took ${Math.round(took)} ms` : undefined), loaded: game !== undefined };
};
