import { purposeOf, rollDie, seedOf } from '../../src/core/chance/chance.js';
import { DIE } from '../../src/core/vocabulary.js';
import { type Body, bodiesOf, chained } from './forge.js';

/** Journals that no program writes: bytes changed, lines moved about, and any value in any field, with hashes that fit. */

/** Values that have no place where they are put. Code in them must never run. */
const PAYLOADS: readonly unknown[] = [
  'globalThis.ran = true',
  ['`$', '{globalThis.ran = true}`'].join(''),
  '"; globalThis.ran = true; "',
  '',
  'constructor',
  '__proto__',
  '../../../etc/passwd',
  '/dev/zero',
  '\u0000\u001b[2J',
  'x'.repeat(100_000),
  0,
  -1,
  0.5,
  1e300,
  -1e300,
  Number.MAX_SAFE_INTEGER,
  true,
  null,
  [],
  {},
  [[[[]]]],
  { toString: 'x', valueOf: 1 },
  { length: -1 },
  ['constructor', 'prototype'],
  { action: 'x', orders: [{}] },
];

/** Lines that are put between others. */
const LINES: readonly string[] = ['null', '[]', '5', '"text"', '{}', '{"n":1}', '{', '\u0000', ' ', '['.repeat(5000)];

type Pick = <T>(items: readonly T[]) => T;
type Path = readonly (string | number)[];

const pathsIn = (value: unknown, path: Path = []): Path[] =>
  typeof value === 'object' && value !== null
    ? [
        ...(path.length > 0 ? [path] : []),
        ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...path, key])),
      ]
    : [path];

/** A value with something else at a path: `undefined` takes the key away. */
const withAt = (value: unknown, [key, ...rest]: Path, put: unknown): unknown => {
  if (key === undefined) return put;
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  const inner = (value as Record<string | number, unknown>)[key];
  Object.assign(copy, { [key]: withAt(inner, rest, put) });
  return copy;
};

const lines = (text: string): string[] => text.trimEnd().split('\n');

const inBytes =
  (change: (bytes: Buffer, at: number, pick: Pick) => Buffer) =>
  (text: string, pick: Pick): Buffer => {
    const bytes = Buffer.from(text);
    return change(bytes, Math.floor((pick(FACES) / DIE) * bytes.length), pick);
  };

const FACES = Array.from({ length: DIE }, (_, face) => face);

const inLines =
  (change: (all: string[], at: number, pick: Pick) => string[]) =>
  (text: string, pick: Pick): Buffer => {
    const all = lines(text);
    return Buffer.from(`${change(all, pick([...all.keys()]), pick).join('\n')}\n`);
  };

const inFields =
  (change: (body: Body, path: Path, pick: Pick) => unknown) =>
  (text: string, pick: Pick): Buffer => {
    const bodies = bodiesOf(text);
    const at = pick([0, pick([...bodies.keys()])]);
    const body = bodies[at]!;
    return Buffer.from(chained(bodies.with(at, change(body, pick(pathsIn(body)), pick) as Body)));
  };

const MUTATIONS: readonly ((text: string, pick: Pick) => Buffer)[] = [
  inBytes((bytes, at, pick) =>
    Buffer.concat([bytes.subarray(0, at), Buffer.from([pick(FACES) % 256]), bytes.subarray(at + 1)]),
  ),
  inBytes((bytes, at) => bytes.subarray(0, at)),
  inBytes((bytes, at, pick) =>
    Buffer.concat([bytes.subarray(0, at), Buffer.from(JSON.stringify(pick(PAYLOADS))), bytes.subarray(at)]),
  ),
  inBytes((bytes, at, pick) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + (pick(FACES) % 500))])),
  inLines((all, at) => all.toSpliced(at, 1)),
  inLines((all, at, pick) => all.toSpliced(at, 0, all[pick([...all.keys()])]!)),
  inLines((all, at, pick) => all.toSpliced(at, pick([0, 1]), pick(LINES))),
  inFields((body, path, pick) => withAt(body, path, pick(PAYLOADS))),
  inFields((body, path, pick) => withAt(body, path, pick(PAYLOADS))),
  inFields((body, path, pick) => withAt(body, path, pick(PAYLOADS))),
  inFields((body, path) => withAt(body, path, undefined)),
  inFields((body, path, pick) =>
    withAt(body, [...path.slice(0, -1), pick(['note', 'fault', 'constructor', 'chance', 'seat'])], pick(PAYLOADS)),
  ),
];

/** A malformed journal made of a whole one, by number. It may happen to say the same as before. */
export const malformed = (text: string, seed: string, number: number): Buffer => {
  let picks = 0;
  const pick: Pick = (items) => {
    picks += 1;
    const face = rollDie(seedOf(`${seed}/${number}`), purposeOf(`malformed/${picks}`), 0);
    return items[Math.floor((face / DIE) * items.length)]!;
  };
  return MUTATIONS[number % MUTATIONS.length]!(text, pick);
};
