import { firstOf } from '../core/text.js';
import { endingId } from '../core/turn/node.js';
import { FileFault } from '../files/fault.js';
import { nameOf, readTextFile } from '../files/read.js';
import { type Audit, type AuditFinding, beginAudit, controlFindings } from '../journal/audit.js';
import type { Header } from '../journal/lines.js';
import { type Replayed, readJournal } from '../journal/read.js';
import { playRecord } from '../report/record.js';
import { installedHash } from '../scenario/library.js';
import { scenarioNotice } from './begin.js';
import { EXIT } from './errors.js';
import { say, warn } from './output.js';

/** `verify`: plays saved games again, and says what that proved. */

/** What is known of a file in the end. */
export interface Verdict {
  readonly file: string;
  readonly exit: number;
  readonly findings: readonly AuditFinding[];
  readonly audit: Audit;
  /** Absent when a line could not be taken. */
  readonly read?: Replayed;
  readonly control?: Header['control'];
}

/** Verifies journals, all of them; the exit code is that of the worst. */
export const verify = (files: readonly string[], options: { readonly json?: boolean } = {}): number => {
  let worst: number = EXIT.done;
  for (const file of files) {
    const verdict = verdictOn(file);
    if (options.json === true) say(JSON.stringify(verdictJson(verdict)));
    else tell(verdict);
    worst = Math.max(worst, verdict.exit);
  }
  return worst;
};

/** Reads a journal and holds all that it says against the game. Faults of the file are findings. */
export const verdictOn = (path: string): Verdict => {
  const { audit, watch } = beginAudit();
  const file = nameOf(path);
  try {
    const read = readJournal(file, readTextFile(path), watch);
    const { control } = read.header;
    const findings = [
      ...audit.findings,
      ...controlFindings(read.header, audit),
      ...(control === 'record' ? recordFindings(read) : []),
      ...(read.loss === '' ? [] : [{ line: read.lines.length + 1, sentence: read.loss }]),
    ].sort((a, b) => a.line - b.line);
    return { file, exit: findings.length > 0 ? EXIT.differs : EXIT.done, findings, audit, read, control };
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    const { line, sentence } = error;
    const findings = [...audit.findings, { line, sentence }];
    return { file, exit: line === 0 ? EXIT.failed : EXIT.differs, findings, audit };
  }
};

/** A game that says it plays the record of its scenario does so move by move. */
const recordFindings = ({ loaded: { game }, moves }: Replayed): AuditFinding[] => {
  const recorded = playRecord(game)?.moves ?? [];
  const at = moves.findIndex((move, i) => JSON.stringify(move) !== JSON.stringify(recorded[i]));
  if (at < 0) return [];
  return [
    { line: at + 2, sentence: 'the header says that this is the record of the scenario, which has another move here.' },
  ];
};

const FINDINGS_SHOWN = 20;

const tell = ({ file, findings, audit, read, control }: Verdict): void => {
  for (const { line, sentence } of findings.slice(0, FINDINGS_SHOWN))
    warn(line === 0 ? `${file}: ${sentence}` : `${file}:${line}: ${sentence}`);
  if (findings.length > FINDINGS_SHOWN)
    warn(`${file}: ${findings.length - FINDINGS_SHOWN} more; --json lists them all.`);
  if (!read) return;
  const { header, moves, world } = read;
  const verdict = findings.length > 0 ? 'NOT verified' : 'verified';
  say(`${file}: ${verdict}. ${moves.length} moves, ${world.turn} turns, seed ${header.seed}, ${stateText(read)}.`);
  if (findings.length > 0) return;
  for (const line of [...proofLines(audit, read, control), scenarioLine(read)]) say(`  ${line}`);
};

const stateText = ({ world, fault }: Replayed): string =>
  world.step === 'over' ? 'played to the end' : fault === '' ? 'not over yet' : 'ends in a fault of the scenario';

/** What the replay proved, and what nothing can prove. */
const proofLines = ({ rolled, decided, orders }: Audit, { header }: Replayed, control: Header['control']): string[] => {
  const own = control === 'record' ? 'of the record, as it says' : 'of people, which nothing can recompute';
  const ordersOf = [
    [orders.programs, 'of programs, each as the program gives it again'],
    [orders.script, 'of the script, as it says'],
    [orders.people, own],
  ] as const;
  const diceOf = [
    [rolled, 'rolled, each with the face of the seed'],
    [decided.length, decidedText(decided, control)],
  ] as const;
  return [
    `Rules: every move keeps version ${header.rules} of the rules and leads where its line says (format ${header.format}).`,
    `Dice: ${countsText(diceOf)}.`,
    `Orders: ${countsText(ordersOf)}.`,
  ];
};

const countsText = (counts: readonly (readonly [number, string])[]): string =>
  counts.flatMap(([count, what]) => (count > 0 ? [`${count} ${what}`] : [])).join('; ') || 'none';

const decidedText = (decided: Audit['decided'], control: Header['control']): string => {
  if (control === 'record') return 'decided by the record of the scenario, as it says';
  const names = decided.map(({ die, outcome }) => `${die} = ${outcome}`);
  return `decided ${control === undefined ? 'by nobody who may' : 'by a proof, not rolled'}: ${firstOf(names, FINDINGS_SHOWN)}`;
};

const scenarioLine = (read: Replayed): string =>
  `Header: title, preset, parameters and seats fit the scenario inside. ${scenarioNotice(read) || `The installed scenario ${read.header.scenario.id} is the same.`}`;

/** What `--json` prints of a file: one object on one line, as docs/manual/journals.md describes it. */
const verdictJson = (verdict: Verdict): object => {
  const { file, exit, findings, audit, read, control } = verdict;
  const known = read ? gameJson(read) : {};
  const dice = { rolled: audit.rolled, decided: audit.decided, by: control ?? null };
  return { file, verified: exit === EXIT.done, exit, ...known, dice, orders: audit.orders, findings };
};

const gameJson = ({ header, moves, world, game, fault }: Replayed): object => {
  const { id, title, preset, parameters, hash } = header.scenario;
  return {
    format: header.format,
    rules: header.rules,
    engine: header.engine,
    scenario: { id, title, preset, parameters, hash },
    installed: installedHash(id) === hash,
    seed: header.seed,
    seats: header.seats,
    moves: moves.length,
    turns: world.turn,
    state: world.step === 'over' ? 'over' : fault === '' ? 'unfinished' : 'fault',
    ending: world.step === 'over' ? endingId(game, world.ending) : null,
  };
};
