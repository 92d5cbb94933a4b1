import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { readFrom, SCENARIOS } from '../../src/scenario/library.js';
import type { ReadFile } from '../../src/scenario/merge.js';
import { diceOf, SEED } from './dice.js';
import { judge } from './judge.js';
import { originOf, spoilt } from './spoil.js';

/** What is spoilt: files of folders, and what of a thousand cases each folder gets. */

interface Victim {
  /** The scenario that is loaded. */
  readonly entry: string;
  /** The file of it that is spoilt: itself, or a model. */
  readonly file: string;
}

export interface Collection {
  readonly read: ReadFile;
  readonly victims: readonly Victim[];
  readonly share: number;
}

const yamlIn = (folder: string): string[] => readdirSync(folder).filter((file) => file.endsWith('.yaml'));

const itself = (file: string): Victim => ({ entry: file, file });

/** The scenarios of a folder beside this one. */
export const small = (path: string, share: number, models: readonly Victim[] = []): Collection => {
  const folder = fileURLToPath(new URL(path, import.meta.url));
  return { read: readFrom(folder), victims: [...yamlIn(folder).map(itself), ...models], share };
};

/** The bundled scenarios, and the models of those that extend one. They take long to load: few cases, all of them. */
export const bundled = (share: number): Collection => {
  const read = readFrom(SCENARIOS);
  const victims = yamlIn(SCENARIOS).flatMap((file) => {
    const model = /^extends: (.+)$/m.exec(read(file)!)?.[1];
    return [itself(file), ...(model === undefined ? [] : [{ entry: file, file: model }])];
  });
  return { read, victims, share };
};

const PARTS = 8;

/** Parts of the bundled scenarios: of each list every eighth item, on top of an empty model. */
export const parts = (share: number): Collection => {
  const texts = new Map<string, string>();
  for (const file of yamlIn(SCENARIOS)) {
    const whole: Record<string, unknown> = parse(readFrom(SCENARIOS)(file)!);
    for (let part = 0; part < PARTS; part += 1) {
      const some = Object.entries(whole)
        .filter(([key]) => key !== 'extends')
        .map(([key, value]) => [key, Array.isArray(value) ? value.filter((_, i) => i % PARTS === part) : value]);
      texts.set(`part${part}-${file}`, JSON.stringify(Object.fromEntries(some)));
    }
  }
  return { read: (path) => texts.get(path), victims: [...texts.keys()].map(itself), share };
};

export interface Tried {
  /** What went wrong, each with the name of its case. */
  readonly faults: readonly string[];
  readonly loaded: number;
  readonly tried: number;
}

/** One case, by its name: made from the seed and nothing else. */
export const textOfCase = (
  origins: ReadonlyMap<string, ReturnType<typeof originOf>>,
  file: string,
  name: string,
): string => spoilt(origins.get(file)!, [...origins.values()], diceOf(name));

/** Spoils files and judges each: so many cases over all collections there are. */
export const tryAll = (collections: readonly Collection[], cases: number): Tried => {
  const tried = collections.map((collection) => tryOne(collection, cases));
  return {
    faults: tried.flatMap(({ faults }) => faults),
    loaded: tried.reduce((sum, one) => sum + one.loaded, 0),
    tried: tried.reduce((sum, one) => sum + one.tried, 0),
  };
};

const tryOne = ({ read, victims, share }: Collection, cases: number): Tried => {
  const origins = new Map(victims.map(({ file }) => [file, originOf(read(file)!)]));
  const wanted = (cases * share) / 1000;
  const each = Math.ceil(wanted / victims.length);
  // Where there are fewer cases than files, they are spread over them.
  const every = Math.ceil(victims.length / wanted);
  const tried = victims.filter((_, i) => i % every === 0);
  const faults: string[] = [];
  let loaded = 0;
  for (const { entry, file } of tried)
    for (let i = 0; i < each; i += 1) {
      const name = `${entry}/${file}/${i}`;
      const text = textOfCase(origins, file, name);
      const verdict = judge(entry, (path) => (path === file ? text : read(path)));
      if (verdict.loaded) loaded += 1;
      if (verdict.fault !== undefined) faults.push(`seed ${SEED}, ${name}: ${verdict.fault}`);
    }
  return { faults, loaded, tried: each * tried.length };
};
