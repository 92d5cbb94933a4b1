import type { Game } from '../../src/core/program/game.js';
import type { Move } from '../../src/core/turn/play.js';
import { start } from '../../src/core/turn/play.js';
import { FileFault } from '../../src/files/fault.js';
import { headerOf } from '../../src/journal/lines.js';
import { readJournal } from '../../src/journal/read.js';
import { journalText } from '../../src/journal/write.js';
import { opening, playOn, tableOf } from '../../src/players/table.js';
import { ScenarioError } from '../../src/scenario/diagnostics.js';
import { readFrom } from '../../src/scenario/library.js';
import { load } from '../../src/scenario/load.js';
import { type Collection, parts, small, textOfCase } from '../fuzz/collections.js';
import { diceOf, pick, SEED } from '../fuzz/dice.js';
import { spoiltLetters } from '../fuzz/letters.js';
import { originOf } from '../fuzz/spoil.js';
import { bodiesOf } from '../journal/forge.js';
import { foreignIn, type Generated, generatedBy } from './generated.js';
import { journalWith, PAYLOADS, placesIn } from './payloads.js';

/** Spoilt scenarios and forged journals are loaded, and every text that becomes a function meanwhile is looked at. */

export interface Looked {
  readonly files: number;
  /** Files of which functions were made to the last. */
  readonly loaded: number;
  /** Texts that became functions. */
  readonly generated: number;
  /** What was foreign in them, with the case. */
  readonly foreign: readonly string[];
  /** What was thrown that is no refusal. */
  readonly faults: readonly string[];
}

interface Case {
  readonly name: string;
  readonly load: () => Game;
}

const lookAt = (cases: Iterable<Case>): Looked => {
  const known = new Set<string>();
  const foreign: string[] = [];
  const faults: string[] = [];
  let [files, loaded, generated] = [0, 0, 0];
  for (const { name, load: loading } of cases) {
    files += 1;
    const look = (text: Generated): void => {
      generated += 1;
      const whole = text.join('\n');
      if (known.has(whole)) return;
      known.add(whole);
      const found = foreignIn(text);
      if (found !== undefined) foreign.push(`${name}: ${found}`);
    };
    try {
      generatedBy(loading, look);
      loaded += 1;
    } catch (error) {
      if (!(error instanceof ScenarioError || error instanceof FileFault))
        faults.push(`${name}: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }
  return { files, loaded, generated, foreign, faults };
};

function* scenariosOf({ read, victims }: Collection, count: number): Generator<Case> {
  const origins = new Map(victims.map(({ file }) => [file, originOf(read(file)!)]));
  for (let i = 0; i < count; i += 1) {
    const { entry, file } = victims[i % victims.length]!;
    const name = `${entry}/${file}/code/${i}`;
    const text = textOfCase(origins, file, name);
    yield { name, load: () => load(entry, (path) => (path === file ? text : read(path))).game };
  }
}

/** A journal of a small scenario, begun with a parameter that was set. */
const genuine = (folder: string, entry: string): string => {
  const loaded = load(entry, readFrom(folder));
  const { game } = loaded;
  const players = game.actors.map(() => 'doctrine' as const);
  const parameters = Object.fromEntries(game.parameters.map(({ id, value }) => [id, value]));
  const header = headerOf(game, loaded, { parameters }, 'seed', players, '0.0.0');
  const moves: Move[] = [];
  playOn(tableOf(game, 'seed', players), opening(game).world, (move) => moves.push(move));
  return journalText(game, header, start(game).world, moves);
};

const JOURNALS = (folder: string): readonly (readonly [string, string])[] => [
  [`${folder}/study`, 'coin.yaml'],
  [`${folder}/language`, 'replies.yaml'],
  [`${folder}/language`, 'presets.yaml'],
];

function* journalsOf(folder: string, count: number): Generator<Case> {
  const origins = JOURNALS(folder).map(([at, entry]) => {
    const text = genuine(at, entry);
    const bodies = bodiesOf(text);
    return { entry, text, bodies, places: placesIn(bodies) };
  });
  for (let i = 0; i < count; i += 1) {
    const { entry, text, bodies, places } = origins[i % origins.length]!;
    const name = `${entry}/journal/${i}`;
    const dice = diceOf(name);
    const forged =
      dice(4) === 0 ? spoiltLetters(text, dice, text) : journalWith(bodies, pick(dice, places), pick(dice, PAYLOADS));
    yield { name, load: () => readJournal(entry, forged).game };
  }
}

/** Looks at so many files: half scenarios, half journals. `folder` is that of the tests. */
export const lookAtMutants = (folder: string, count: number): Looked => {
  const share = (part: number): number => Math.ceil(count * part);
  const collections: readonly (readonly [Collection, number])[] = [
    [small('../language', 0, [{ entry: 'extends.yaml', file: 'models/small.yaml' }]), share(0.25)],
    [small('../cases', 0), share(0.15)],
    [parts(0), share(0.1)],
  ];
  const all = function* (): Generator<Case> {
    for (const [collection, cases] of collections) yield* scenariosOf(collection, cases);
    yield* journalsOf(folder, share(0.5));
  };
  return lookAt(all());
};

export { SEED };
