import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CARDS } from '../../src/scenario/cards.js';
import { SCENARIOS } from '../../src/scenario/library.js';
import { bodiesOf } from '../journal/forge.js';
import { journalWith, type Payload, type Place, placesIn, withPayload } from './payloads.js';
import type { Ran } from './running.js';

/** Files as the program writes them, or as people do, in which payloads are put. */

export interface Genuine {
  readonly name: string;
  /** The file's name: what stands before the line in a message. */
  readonly file: string;
  /** What it says; of lines, a list. */
  readonly value: unknown;
  readonly text: string;
  readonly places: readonly Place[];
  readonly with: (place: Place, payload: Payload) => string;
  /** Places, as `arms.0.id`, that take any text, or as much as nothing; `#` stands for any position. */
  readonly free: readonly string[];
  /** What is done with the file; `{}` stands for its path. */
  readonly commands: readonly (readonly string[])[];
}

/** Runs the program. */
export type Run = (...args: readonly string[]) => Promise<Ran>;

const STUDY = {
  study: 1,
  title: 'Does calm pay?',
  scenario: 'small.yaml',
  seed: '1',
  games: 10,
  arms: [
    { id: 'base', all: 'doctrine', seats: { a: 'hold' } },
    { id: 'tense', preset: 'tense', parameters: {} },
  ],
  sampling: { method: 'grid', parameters: [{ id: 'risk', from: 0.1, to: 0.2, steps: 2 }] },
  outcomes: [{ ending: 'end' }, { dial: 'tension' }, { event: 'strike' }, { score: 'a' }, { rung: 1 }],
};

const SCRIPT = [
  { turn: 1, orders: { a: ['protest', { action: 'expose', reply_to: 'strike' }], b: ['strike'] } },
  { turn: 2, orders: { b: [] } },
];

const within = (places: readonly Place[], least: number): Place[] => places.filter((place) => place.length >= least);

/** Texts of results that are shown as they stand. */
const SHOWN = ['scenario', 'hash', 'seed', 'endings.#.id'];

/** Makes one file of each kind in a folder, by the program itself where it writes them. */
export const genuineFiles = async (folder: string, run: Run): Promise<readonly Genuine[]> => {
  const at = (name: string): string => join(folder, name);
  const text = (name: string): string => readFileSync(at(name), 'utf8');
  writeFileSync(at('small.yaml'), readFileSync(join(import.meta.dirname, 'small.yaml')));
  writeFileSync(at('script.yaml'), JSON.stringify(SCRIPT, undefined, 1));
  writeFileSync(at('study.yaml'), JSON.stringify(STUDY, undefined, 1));
  const small = [at('small.yaml'), '--seed', '1'];
  const batch = ['simulate', ...small, '--workers', '1'];
  const begun = ['--all', 'doctrine', '--preset', 'tense', '--set', 'risk=0.4', '--orders', at('script.yaml')];
  await run('play', ...small, ...begun, '--plain', '--save', at('game.jsonl'));
  await run('verify', at('game.jsonl'));
  await run('replay', '--plain', '--truth', at('game.jsonl'));
  await run(...batch, '--games', '300', '--resume', at('state'));
  writeFileSync(at('results.json'), (await run(...batch, '--games', '50', '--arm', 'calm:all=hold', '--json')).out);
  await run('study', at('study.yaml'), '--workers', '1', '--out', at('studied'));
  await run('compare', at('results.json'), at('results.json'));
  await run('diagram', at('small.yaml'), '--journal', at('game.jsonl'), '--format', 'mermaid');
  const game = bodiesOf(text('game.jsonl'));
  const state = bodiesOf(text('state'));
  return [
    {
      ...{ name: 'a journal', file: 'wrong.jsonl', value: game, text: text('game.jsonl') },
      ...{ places: within(placesIn(game), 2), free: ['#.engine'] },
      with: (place, payload) => journalWith(game, place, payload),
      commands: [
        ['verify', '{}'],
        ['verify', '--json', '{}'],
        ['replay', '--plain', '--truth', '{}'],
        ['resume', '--plain', '{}'],
        ['compare', '{}', at('game.jsonl')],
        ['diagram', at('small.yaml'), '--journal', '{}', '--format', 'mermaid'],
      ],
    },
    {
      ...{ name: 'a state of a batch', file: 'wrong.state', value: state, text: text('state') },
      ...{ places: within(placesIn(state), 2), free: ['#.request.scenario', '#.request.seed'] },
      with: (place, payload) => journalWith(state, place, payload),
      commands: [['simulate', '--workers', '1', '--resume', '{}']],
    },
    {
      ...yaml('a script of orders', SCRIPT),
      free: [],
      commands: [['play', ...small, '--all', 'hold', '--plain', '--save', at('scripted.jsonl'), '--orders', '{}']],
    },
    {
      ...yaml('a study', STUDY),
      free: ['title', 'seed', 'arms.#.id'],
      commands: [['study', '{}', '--workers', '1', '--out', at('out')]],
    },
    {
      ...json('results of a batch', JSON.parse(text('results.json')) as object),
      free: SHOWN.flatMap((name) => [name, `arms.#.summary.${name}`]).concat('arms.#.name'),
      commands: [['compare', '{}', at('results.json')]],
    },
    {
      ...json('results of a study', JSON.parse(readFileSync(join(at('studied'), 'summary.json'), 'utf8')) as object),
      free: SHOWN.map((name) => `arms.#.summary.${name}`).concat('arms.#.name'),
      commands: [['compare', at('studied'), '{}']],
    },
  ];
};

type Form = Omit<Genuine, 'free' | 'commands'>;

const yaml = (name: string, value: object): Form => ({
  ...{ name, file: 'wrong.yaml', value, text: JSON.stringify(value, undefined, 1), places: placesIn(value) },
  with: (place, payload) => withPayload(value, place, payload, 1),
});

const json = (name: string, value: object): Form => ({
  ...{ name, file: 'wrong.json', value, text: JSON.stringify(value, undefined, 1), places: placesIn(value, 2) },
  with: (place, payload) => withPayload(value, place, payload, 1),
});

/** A kept card of the opening screen. */
export const keptCardOf = (id: string): object =>
  (JSON.parse(readFileSync(join(SCENARIOS, CARDS), 'utf8')) as Record<string, object>)[id]!;
