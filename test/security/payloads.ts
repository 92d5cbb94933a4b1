import { createHash } from 'node:crypto';
import { GENESIS } from '../../src/files/chain.js';

/** What somebody might put into a field of a file, and every place where it can be put. */

/** Set by a payload that was run. */
export const CANARY = 'firebreakCanary';

/** The file that a payload which was run would leave in the folder of the process. */
export const CANARY_FILE = 'firebreak-canary';

const ran = `globalThis.${CANARY}=1`;
const wrote = `process.getBuiltinModule('fs').writeFileSync('${CANARY_FILE}','')`;

/** Texts, as JavaScript, YAML, CEL, SQL or a terminal would take them. */
const TEXTS: Readonly<Record<string, string>> = {
  statement: `${ran};${wrote}`,
  expression: `(${ran},${wrote},0)`,
  'a number and more': `0;${ran}`,
  'out of brackets': `0)]});${ran};//`,
  'out of a text': `';${ran};'`,
  'out of a template': `\${${ran}}`,
  'a call': `process.mainModule?.require('child_process').execSync('touch ${CANARY_FILE}')`,
  'a tag of YAML': '!!js/function "function(){}"',
  'an escape of the terminal': '\u001b]0;pwned\u0007\u001b[2J\u202e',
  'a path out': '../../../../etc/passwd',
  'an option': '--out=/etc/passwd',
  prototype: '__proto__',
  constructor: 'constructor',
  'a method': 'toString',
  'a name of a gap': '$&$`$1',
  nul: 'a\u0000b',
  'half a character': '\ud800',
  'very long': 'A'.repeat(200_000),
  empty: '',
};

/** Anything else, as it is written in JSON. */
const VALUES: Readonly<Record<string, string>> = {
  'a number without end': '1e999',
  'a huge number': '1e308',
  'a huge number below': '-1e308',
  'a number beyond whole ones': '9007199254740993',
  'less than nothing': '-1',
  'minus zero': '-0',
  'half a thing': '0.123456789',
  null: 'null',
  true: 'true',
  'an empty list': '[]',
  'an empty map': '{}',
  'a list of code': JSON.stringify([ran]),
  'a map that is a number': JSON.stringify({ valueOf: ran, toString: ran, length: 1 }),
  'a key of the language': `{"__proto__":{"${CANARY}":1}}`,
  'a constructor': `{"constructor":{"prototype":{"${CANARY}":1}}}`,
  'many levels': `${'['.repeat(60)}${']'.repeat(60)}`,
};

export interface Payload {
  readonly name: string;
  /** As it stands in the file. */
  readonly json: string;
}

export const PAYLOADS: readonly Payload[] = [
  ...Object.entries(TEXTS).map(([name, text]) => ({ name, json: JSON.stringify(text) })),
  ...Object.entries(VALUES).map(([name, json]) => ({ name, json })),
];

export type Place = readonly (string | number)[];

/** Every value inside a value, itself aside: maps and lists as well as what they hold. Of long lists the first and the last. */
export const placesIn = (value: unknown, most = 3, path: Place = []): Place[] => {
  if (typeof value !== 'object' || value === null) return [];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  const some = Array.isArray(value) && keys.length > most ? [...keys.slice(0, most - 1), keys.at(-1)!] : keys;
  return some.flatMap((key) => {
    const inner = [...path, key];
    return [inner, ...placesIn((value as Record<string | number, unknown>)[key], most, inner)];
  });
};

const MARK = '@@payload@@';

/** A value with another one at a place. */
const replaced = (value: unknown, [key, ...rest]: Place, by: unknown): unknown => {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((item, i) => (i === key ? replaced(item, rest, by) : item));
  const map = value as Record<string, unknown>;
  return { ...map, [key]: replaced(map[key], rest, by) };
};

/** The JSON text of a value with a payload at a place; `indent` as `JSON.stringify` takes it. */
export const withPayload = (value: unknown, place: Place, { json }: Payload, indent?: number): string =>
  JSON.stringify(replaced(value, place, MARK), undefined, indent).replace(JSON.stringify(MARK), () => json);

/** The same for the lines of a journal, whose hashes are made to fit. The first key of a place is the line. */
export const journalWith = (bodies: readonly object[], place: Place, payload: Payload): string => {
  let before = GENESIS;
  return bodies
    .map((body, line) => {
      const whole = { ...body, before };
      const start = line === place[0] ? withPayload(whole, place.slice(1), payload) : JSON.stringify(whole);
      before = createHash('sha256').update(start).digest('hex').slice(0, 32);
      return `${start.slice(0, -1)},"hash":"${before}"}\n`;
    })
    .join('');
};
