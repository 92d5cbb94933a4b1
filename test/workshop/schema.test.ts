import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { ScenarioError } from '../../src/scenario/diagnostics.js';
import { type JsonSchema, scenarioJsonSchema } from '../../src/scenario/json-schema.js';
import { bundledIds, bundledModels, readFrom, SCENARIOS } from '../../src/scenario/library.js';
import { load } from '../../src/scenario/load.js';
import { LISTS } from '../../src/scenario/schema.js';
import { faults } from './json-schema.js';

/** The JSON Schema of scenario files: complete for a person, and of one mind with the loader. */

const TEST = fileURLToPath(new URL('..', import.meta.url));
const schema = scenarioJsonSchema();

const yamlIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => join(folder, file));

const GOOD = [
  ...yamlIn(SCENARIOS),
  ...yamlIn(join(SCENARIOS, 'models')),
  ...['cases', 'language', 'language/models', 'ui'].flatMap((folder) => yamlIn(join(TEST, folder))),
];

test.each(GOOD.map((file) => [basename(file), file]))('%s is right by the JSON Schema', (_, file) => {
  expect(faults(parse(readFileSync(file, 'utf8')), schema, schema)).toEqual([]);
});

/** Codes of the errors the loader finds. */
const codesOf = (file: string): string[] => {
  try {
    load(basename(file), readFrom(join(file, '..')));
    return [];
  } catch (error) {
    if (error instanceof ScenarioError) return error.diagnostics.map((diagnostic) => diagnostic.code);
    throw error;
  }
};

/** Broken scenarios that YAML itself can read. */
const BROKEN = yamlIn(join(TEST, 'errors')).flatMap((file) => {
  try {
    return [{ file, value: parse(readFileSync(file, 'utf8'), { logLevel: 'silent' }) as unknown }];
  } catch {
    return [];
  }
});

test('what the JSON Schema refuses, the loader refuses', () => {
  const refused = BROKEN.filter(({ value }) => faults(value, schema, schema).length > 0);
  expect(refused.length).toBeGreaterThan(30);
  expect(refused.filter(({ file }) => codesOf(file).length === 0)).toEqual([]);
});

test('an unknown key is unknown to both', () => {
  const unknown = BROKEN.filter(({ file }) => codesOf(file).includes('E201'));
  expect(unknown.length).toBeGreaterThan(5);
  expect(unknown.filter(({ value }) => faults(value, schema, schema).length === 0)).toEqual([]);
});

/** Every schema inside, with the path of keys that leads to it. */
const within = (of: JsonSchema, path: string): (readonly [string, JsonSchema])[] => {
  const named = Object.entries({ ...of.properties, ...of.$defs });
  const listed = [
    of.items,
    of.additionalProperties,
    ...(of.anyOf ?? []),
    ...(of.oneOf ?? []),
    ...(of.prefixItems ?? []),
  ];
  return [
    [path, of],
    ...named.flatMap(([key, inner]) => within(inner, `${path}/${key}`)),
    ...listed.flatMap((inner) => (typeof inner === 'object' ? within(inner, path) : [])),
  ];
};

const ALL = within(schema, '');

test('every key has a description of its own', () => {
  const bare = ALL.flatMap(([path, of]) =>
    Object.entries(of.properties ?? {})
      .filter(([, inner]) => (inner.description ?? '').length < 10)
      .map(([key]) => `${path}/${key}`),
  );
  expect(bare).toEqual([]);
  expect(Object.keys(schema.properties ?? {}).length).toBeGreaterThan(Object.keys(LISTS).length);
});

test('every item of a list has a description and an example, and every example is right', () => {
  const lacking = Object.keys(LISTS).filter((list) => {
    const items = schema.properties?.[list]?.items;
    return typeof items !== 'object' || items.description === undefined;
  });
  expect(lacking).toEqual([]);
  const examples = ALL.flatMap(([path, of]) => (of.examples ?? []).map((example) => ({ path, of, example })));
  expect(examples.length).toBeGreaterThan(80);
  const wrong = examples.flatMap(({ path, of, example }) =>
    faults(example, of, schema).map((fault) => `${path}: ${JSON.stringify(example)} ${fault}`),
  );
  expect(wrong).toEqual([]);
});

test('a default is what the key may take', () => {
  const defaults = ALL.filter(([, of]) => of.default !== undefined);
  expect(defaults.length).toBeGreaterThan(25);
  expect(defaults.filter(([, of]) => faults(of.default, of, schema).length > 0)).toEqual([]);
});

test('an item that replaces another needs only its id', () => {
  const file = (dial: object): object => ({ firebreak: 1, dials: [dial] });
  expect(faults(file({ id: 'tension', replace: true, start: 60 }), schema, schema)).toEqual([]);
  expect(faults(file({ id: 'tension', start: 60 }), schema, schema)).toEqual(['/dials/0: no label']);
  expect(faults(file({ replace: true }), schema, schema)).toEqual(['/dials/0: no id']);
});

test('bundled scenarios and models name the schema for editors', () => {
  const files = [...bundledIds().map((id) => `${id}.yaml`), ...bundledModels()];
  for (const file of files) {
    const [first = ''] = readFileSync(join(SCENARIOS, file), 'utf8').split('\n');
    const path = /^# yaml-language-server: \$schema=(\S+)$/.exec(first)?.[1] ?? '';
    expect([file, JSON.parse(readFileSync(join(SCENARIOS, file, '..', path), 'utf8'))]).toEqual([file, schema]);
  }
});
