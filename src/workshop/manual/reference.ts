import { type JsonSchema, scenarioJsonSchema } from '../../scenario/json-schema.js';
import { LISTS } from '../../scenario/schema.js';
import { expressionsText } from './expressions.js';
import { mapsIn, partName, typeWords } from './types.js';
import { keyText, listText, onOneLine } from './yaml-text.js';

/** The reference of every key, made from the same definition that the loader reads scenarios by. */

/** A cell of a table: one line, without what would end it. */
const cell = (text: string): string => text.replaceAll('\n', ' ').replaceAll('|', '\\|');

const sentence = (text: string): string => (/[.?!]$/.test(text) ? text : `${text}.`);

const exampleWords = ({ examples }: JsonSchema): string =>
  (examples ?? []).length === 0 ? '' : ` E.g. ${examples!.map((example) => `\`${onOneLine(example)}\``).join(' or ')}.`;

/** Description of a key, which may be that of the part it refers to. */
const descriptionOf = (schema: JsonSchema, parts: Parts): string => {
  const part = schema.$ref === undefined ? undefined : parts[partName(schema.$ref)];
  return schema.description ?? part?.description ?? '';
};

type Parts = Readonly<Record<string, JsonSchema>>;

/** Keys that must be there: of an item that can be replaced they stand under `else`. */
const requiredIn = (schema: JsonSchema): readonly string[] => schema.required ?? schema.else?.required ?? [];

const rowsOf = (schema: JsonSchema, parts: Parts): string[] => {
  const required = requiredIn(schema);
  return Object.entries(schema.properties ?? {}).map(([key, of]) => {
    const fallback = of.default === undefined ? '' : `\`${onOneLine(of.default)}\``;
    const name = required.includes(key) ? `**\`${key}\`**` : `\`${key}\``;
    const what = `${sentence(descriptionOf(of, parts))}${exampleWords(of)}`;
    return `| ${name} | ${cell(typeWords(of))} | ${cell(fallback)} | ${cell(what)} |`;
  });
};

const table = (schema: JsonSchema, parts: Parts): string[] => [
  '| key | takes | default | what it does |',
  '| --- | --- | --- | --- |',
  ...rowsOf(schema, parts),
];

const yaml = (text: string): string[] => ['```yaml', text, '```'];

/** Tables of the maps inside the keys of a schema, each under the key’s name. */
const innerTables = (schema: JsonSchema, name: string, parts: Parts): string[] =>
  Object.entries(schema.properties ?? {}).flatMap(([key, of]) =>
    mapsIn(of).flatMap((map) => [
      '',
      `**\`${name}.${key}\`**${map.description === undefined ? '' : `: ${sentence(map.description)}`}`,
      '',
      ...table(map, parts),
      ...innerTables(map, `${name}.${key}`, parts),
    ]),
  );

const listSection = (list: string, schema: JsonSchema, parts: Parts): string[] => {
  const item = typeof schema.items === 'object' ? schema.items : {};
  const example = item.examples?.[0];
  return [
    '',
    `### ${list}`,
    '',
    sentence(item.description ?? schema.description ?? ''),
    '',
    ...(example === undefined ? [] : [...yaml(listText(list, example)), '']),
    ...table(item, parts),
    ...innerTables(item, list, parts),
  ];
};

const partSection = (name: string, schema: JsonSchema, parts: Parts): string[] => {
  const example = schema.examples?.[0];
  const forms = mapsIn(schema);
  const isChoice = schema.oneOf !== undefined;
  return [
    '',
    `### ${name}`,
    '',
    sentence(schema.description ?? ''),
    ...(example === undefined ? [] : ['', ...yaml(onOneLine(example))]),
    ...forms.flatMap((form) => [
      '',
      ...(isChoice ? [...formHead(form), ''] : []),
      ...table(form, parts),
      ...innerTables(form, name, parts),
    ]),
  ];
};

/** The head of one of several forms, such as the effect `adjust`. */
const formHead = (form: JsonSchema): string[] => {
  const example = form.examples?.[0];
  return [
    `#### do: ${String(form.properties?.['do']?.const ?? '')}`,
    '',
    sentence(form.description ?? ''),
    ...(example === undefined ? [] : ['', ...yaml(onOneLine(example))]),
  ];
};

const isList = (key: string): boolean => Object.hasOwn(LISTS, key);

const topSection = (schema: JsonSchema, parts: Parts): string[] => {
  const top = Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([key]) => !isList(key)));
  const clock = top['clock']?.examples?.[0];
  const own: JsonSchema = { ...schema, properties: top, required: ['firebreak', 'id', 'title', 'clock'] };
  return [
    '## The top of a file',
    '',
    'A scenario also needs at least one actor. A model that others extend needs only `firebreak`; the rest comes from the scenario.',
    '',
    ...yaml(['firebreak: 1', 'id: my-crisis', 'title: My crisis', keyText('clock', clock)].join('\n')),
    '',
    ...table(own, parts),
    ...innerTables(own, 'top', parts).map((line) => line.replace('**`top.', '**`')),
  ];
};

const INTRODUCTION = `# Reference of scenario files

A scenario is one YAML file: keys at the top, then lists of items with ids. The order of lists does not matter, the order in
a list is the order on the screen. Keys in **bold** must be there; of the others the default holds when they are left out.
An unknown key is an error.

A file that \`extends\` a model takes over its items. A new id adds an item behind the model's; a known id with
\`replace: true\` changes that item, and only the keys that differ need to be written. Phases of a replaced track are merged by
id in the same way.

In the tables, a *name* is written in small letters, digits and \`_\` and begins with a letter, so that expressions can use it; an
*id* may also have \`-\`; a *text* is anything. A text or an expression with a comma, a colon or a bracket inside may need quotes;
\`firebreak check\` says so.`;

/** The page `reference.md`. */
export const referencePage = (): string => {
  const schema = scenarioJsonSchema();
  const parts = schema.$defs ?? {};
  const lists = Object.entries(schema.properties ?? {}).filter(([key]) => isList(key));
  const names = [...lists.map(([list]) => list), ...Object.keys(parts).sort()];
  return [
    INTRODUCTION,
    '',
    `Sections: ${['the-top-of-a-file', 'expressions', ...names].map((name) => `[${name.replaceAll('-', ' ')}](#${name})`).join(' · ')}`,
    '',
    ...topSection(schema, parts),
    '',
    '## Lists',
    ...lists.flatMap(([list, of]) => listSection(list, of, parts)),
    '',
    '## Shared parts',
    ...Object.entries(parts)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([name, of]) => partSection(name, of, parts)),
    '',
    expressionsText(),
  ].join('\n');
};
