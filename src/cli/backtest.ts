import { type Backtest, backtest, backtestLines, foreseenText, rareText, total } from '../report/backtest.js';
import { playRecord, type RecordFault, recordedGame } from '../report/record.js';
import { bundledIds } from '../scenario/library.js';
import { loadAsWritten } from './begin.js';
import { CommandError, EXIT } from './errors.js';
import { folded, say, warn } from './output.js';
import { faultText } from './record.js';

/** The model against history, on the command line. */

const WIDTH = 80;

type Tested =
  | { readonly is: 'tested'; readonly test: Backtest }
  | { readonly is: 'faulty'; readonly scenario: string; readonly faults: readonly RecordFault[] }
  | { readonly is: 'without'; readonly scenario: string };

const testOf = (scenario: string): Tested => {
  const game = recordedGame((choice) => loadAsWritten(scenario, choice).game);
  const played = game && playRecord(game);
  if (played === undefined) return { is: 'without', scenario };
  const { faults } = played;
  return faults.length > 0 ? { is: 'faulty', scenario, faults } : { is: 'tested', test: backtest(played) };
};

/** Tests the scenarios that have a record: those named, or all bundled ones. */
export const backtestAll = (names: readonly string[], json: boolean): number => {
  const results = (names.length > 0 ? names : bundledIds()).map(testOf);
  const tests = results.flatMap((result) => (result.is === 'tested' ? [result.test] : []));
  const without = results.flatMap((result) => (result.is === 'without' ? [result.scenario] : []));
  if (names.length > 0 && without.length > 0)
    throw new CommandError(EXIT.failed, `No record of what happened: ${without.join(', ')}.`);
  for (const result of results)
    if (result.is === 'faulty') for (const fault of result.faults) warn(`${result.scenario}: ${faultText(fault)}`);
  if (json) say(JSON.stringify({ scenarios: tests, total: total(tests), without }, undefined, 2));
  else for (const line of folded(linesOf(tests, without), WIDTH)) say(line);
  return results.some((result) => result.is === 'faulty') ? EXIT.invalid : EXIT.done;
};

const linesOf = (tests: readonly Backtest[], without: readonly string[]): string[] => {
  const all = total(tests);
  return [
    ...tests.flatMap((test) => [...backtestLines(test), '']),
    ...(tests.length < 2 ? [] : [`In all, ${all.scenarios} scenarios: ${foreseenText(all)}${rareText(all.rare)}.`]),
    ...(without.length === 0 ? [] : [`Without a record: ${without.join(', ')}.`]),
  ];
};
