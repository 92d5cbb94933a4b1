import type { Game } from '../core/program/game.js';
import type { Choice } from '../scenario/compile/index.js';
import type { Diagnostic } from '../scenario/diagnostics.js';
import type { Loaded } from '../scenario/load.js';
import { diagnosticAt, placeNamed } from '../workshop/place.js';
import { choiceOf, playRecord } from './record.js';

const HINT = '`replay --record` shows the record as far as it can be played. Fix the record, or the rules.';

/** What is wrong with the record of a scenario, found by playing it; `load` loads the scenario with a choice. */
export const recordFindings = ({ game, files }: Loaded, load: (choice: Choice) => Game): Diagnostic[] => {
  const { record } = game;
  if (record === undefined) return [];
  const isOwn = record.preset === '' && Object.keys(record.parameters).length === 0;
  const faults = playRecord(isOwn ? game : load(choiceOf(record)))?.faults ?? [];
  return faults.map(({ turn, message, place }) =>
    diagnosticAt(files, 'E604', placeNamed(place), `the record, turn ${turn}: ${message.replace(/\.$/, '')}`, HINT),
  );
};
