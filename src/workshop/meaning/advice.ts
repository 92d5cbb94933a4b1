import { type Diagnostic, withoutRepeats } from '../../scenario/diagnostics.js';
import { type Loaded, loadModel } from '../../scenario/load.js';
import type { ReadFile } from '../../scenario/merge.js';
import { KNOWN_CODES, MEANING_CODES } from '../rules.js';
import { type Finding, placed } from './finding.js';
import { goalFindings } from './goals.js';
import { neverInModel, neverInScenario } from './never.js';
import { numberFindings, withoutZeroOutcomes } from './numbers.js';
import { anything, withParametersFixed } from './possible.js';
import { proseFindings } from './prose.js';
import { readingsOf } from './readings.js';
import { type Script, scriptOf } from './script.js';
import { secretFindings } from './secrets.js';
import { withoutSilenced } from './silence.js';
import { structureFindings, unreachedPhases } from './structure.js';
import { itemTexts, screenTexts } from './texts.js';
import { missingEvents, useFindings } from './uses.js';
import { provenanceFindings, timeFindings, valueFindings } from './values.js';
import { searchIn } from './witness.js';

/**
 * The meaning of a scenario: warnings, legal but almost certainly unintended. Each rule is cautious: what it cannot
 * show it does not say.
 */

/**
 * Warnings on a scenario, in order, without those that a comment allows. What stands in a model is judged by the model alone:
 * a scenario need not use everything that its model offers.
 */
export const adviceOn = (loaded: Loaded): Diagnostic[] => {
  const [own, ...models] = loaded.files;
  const script = scriptOf(loaded);
  const found = scenarioFindings(script).map((one) => placed(script, one));
  const { left } = withoutSilenced(
    [...found.filter(({ position }) => position.file === own?.path), ...endingsLost(script, found, own?.path ?? '')],
    own ? [own] : [],
    MEANING_CODES,
    KNOWN_CODES,
  );
  const read: ReadFile = (path) => models.find((file) => file.path === path)?.text;
  const [model] = models;
  return withoutRepeats([...left, ...(model ? adviceOnModel(model.path, read) : [])]);
};

/** Warnings on a model, in order, and on the models it extends. A model with errors gets none. */
export const adviceOnModel = (entry: string, read: ReadFile): Diagnostic[] => {
  const { loaded } = loadModel(entry, read);
  if (!loaded) return [];
  const [own, ...models] = loaded.files;
  const script = scriptOf(loaded);
  const found = modelFindings(script)
    .map((one) => placed(script, one))
    .filter(({ position }) => position.file === own?.path);
  const { left } = withoutSilenced(found, own ? [own] : [], MEANING_CODES, KNOWN_CODES);
  const [model] = models;
  return withoutRepeats([...left, ...(model ? adviceOnModel(model.path, read) : [])]);
};

const scenarioFindings = (script: Script): Finding[] => {
  const readings = readingsOf(script);
  const given = { phases: unreachedPhases(script), events: missingEvents(script, readings) };
  const { findings, possible } = neverInScenario(script, given);
  return withoutZeroOutcomes([
    ...findings,
    ...screenTexts(script),
    ...itemTexts(script),
    ...proseFindings(script),
    ...structureFindings(script, readings),
    ...numberFindings(script, searchIn(withParametersFixed(script, possible))),
    ...valueFindings(script),
    ...goalFindings(script),
    ...provenanceFindings(script),
    ...timeFindings(script),
    ...useFindings(script, readings),
    ...secretFindings(script),
  ]);
};

const modelFindings = (script: Script): Finding[] =>
  withoutZeroOutcomes([
    ...neverInModel(script),
    ...itemTexts(script),
    ...proseFindings(script),
    ...structureFindings(script, undefined),
    ...numberFindings(script, searchIn(withParametersFixed(script, anything(script)))),
    ...valueFindings(script),
    ...goalFindings(script),
    ...provenanceFindings(script),
  ]);

/** An ending of the model that cannot come here matters to the scenario: it is said where the model is extended. */
const endingsLost = (script: Script, found: readonly Diagnostic[], own: string): Diagnostic[] =>
  found
    .filter(({ code, position }) => code === 'W504' && position.file !== own)
    .map(({ code, message, hint, position }) =>
      placed(script, {
        ...{ code, path: ['extends'], message: `in this scenario ${message}` },
        hint: `It stands at ${position.file}:${position.line}. ${hint}`,
      }),
    );
