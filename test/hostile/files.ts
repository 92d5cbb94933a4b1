import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Hostile scenario files, made when they are needed: none of them lies in the repository. A row says what the file is and
 * what the program must do with it.
 */

/** A code of an error at exit 3, `plays` where the file is sound, `usage` where there is no scenario to look at. */
export type Verdict = `E${number}` | 'plays' | 'usage' | 'fault in play';

export interface Hostile {
  readonly name: string;
  readonly verdict: Verdict;
  /** Words of the message. */
  readonly says: RegExp;
  /** Puts the file into a folder and gives what is typed on the command line. */
  readonly put: (folder: string) => string;
  /** Code of an error that may stand beside the first. */
  readonly also?: readonly string[];
}

export const HEAD = `firebreak: 1
id: hostile
title: Hostile
clock: { unit: month, start: 2026-01-01, turns: 3 }
`;
export const SOUND = `${HEAD}actors:
  - { id: north, name: North, short: N }
  - { id: south, name: South, short: S }
dials:
  - { id: tension, label: Tension, start: 40 }
`;

const ENTRY = 'scenario.yaml';

const written = (folder: string, path: string, content: string | Uint8Array): string => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
  return join(folder, path);
};

/** A file with this content. */
const file = (name: string, verdict: Verdict, says: RegExp, content: () => string | Uint8Array): Hostile => ({
  name,
  verdict,
  says,
  put: (folder) => written(folder, ENTRY, content()),
});

/** A sound scenario with something more at its end. */
const more = (name: string, verdict: Verdict, says: RegExp, content: () => string): Hostile =>
  file(name, verdict, says, () => SOUND + content());

/** What needs more than one file, or none. */
const placed = (name: string, verdict: Verdict, says: RegExp, put: Hostile['put']): Hostile => ({
  name,
  verdict,
  says,
  put,
});

const times = (count: number, one: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => one(i)).join('');

const SIGNS = /[[\]{},:\-?&*!|>'"#\n]/g;

/** As much of a list as a file may hold that is not too large (`src/scenario/readable.ts`). */
const filled = (head: string, one: (i: number) => string, share = 0.98): string => {
  const lines: string[] = [head];
  let [size, signs] = [head.length, head.match(SIGNS)?.length ?? 0];
  for (let i = 0; ; i += 1) {
    const line = one(i);
    size += line.length;
    signs += line.match(SIGNS)?.length ?? 0;
    if (size > 1_000_000 * share || signs > 55_000 * share) return lines.join('');
    lines.push(line);
  }
};

const bytes = (seed: number, count: number, allowed: (byte: number) => boolean): Uint8Array => {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  };
  const all: number[] = [];
  while (all.length < count) {
    const byte = next();
    if (allowed(byte)) all.push(byte);
  }
  return Uint8Array.from(all);
};

const utf16 = (text: string, isLittle: boolean): Uint8Array => {
  const buffer = Buffer.from(`\ufeff${text}`, 'utf16le');
  return isLittle ? buffer : buffer.swap16();
};

export const PLACES: readonly Hostile[] = [
  placed('no file', 'usage', /There is no file/, (folder) => join(folder, 'nothing.yaml')),
  placed('no file, with an escape in its name', 'usage', /There is no file/, (folder) =>
    join(folder, '\u001b[31mred.yaml'),
  ),
  placed('a folder', 'usage', /is a folder/, (folder) => {
    mkdirSync(join(folder, 'folder.yaml'));
    return join(folder, 'folder.yaml');
  }),
  placed('a link to itself', 'usage', /There is no file/, (folder) => {
    symlinkSync('loop.yaml', join(folder, 'loop.yaml'));
    return join(folder, 'loop.yaml');
  }),
  placed('a named pipe', 'usage', /no ordinary file/, (folder) => {
    execFileSync('mkfifo', [join(folder, 'pipe.yaml')]);
    return join(folder, 'pipe.yaml');
  }),
  placed('an endless device', 'usage', /no ordinary file/, () => '/dev/zero'),
  placed('a link to an endless device', 'usage', /no ordinary file/, (folder) => {
    symlinkSync('/dev/zero', join(folder, 'zero.yaml'));
    return join(folder, 'zero.yaml');
  }),
  placed('a file of the kernel that is no text', 'E107', /cannot be read/, () => '/proc/self/mem'),
  placed('a file of the kernel that has no size', 'E201', /no key/, () => '/proc/self/status'),
  placed('a hundred megabytes', 'E105', /larger than/, (folder) => {
    const path = written(folder, ENTRY, SOUND);
    writeFileSync(path, `${SOUND}# ${'x'.repeat(100_000_000)}\n`);
    return path;
  }),
  placed('a gigabyte of nothing', 'E105', /larger than/, (folder) => {
    const path = written(folder, ENTRY, SOUND);
    truncateSync(path, 2 ** 30);
    return path;
  }),
];

export const ENCODINGS: readonly Hostile[] = [
  file('nothing', 'E101', /map of keys/, () => ''),
  file('a binary', 'E106', /not a text file/, () => bytes(7, 5000, () => true)),
  file('a binary without NUL', 'E106', /not a text file|UTF-8/, () => bytes(8, 5000, (byte) => byte !== 0)),
  file('text in UTF-16', 'E106', /UTF-8/, () => utf16(SOUND, true)),
  file('text in UTF-16, the high byte first', 'E106', /UTF-8/, () => utf16(SOUND, false)),
  file('text in Latin-1', 'E106', /UTF-8/, () => Buffer.from(SOUND.replace('Hostile', 'Stra\u00dfe'), 'latin1')),
  file('half a surrogate pair', 'E106', /UTF-8/, () => Buffer.from([...Buffer.from(HEAD), 0xed, 0xa0, 0x80])),
  file('CRLF', 'plays', /no errors/, () => SOUND.replaceAll('\n', '\r\n')),
  file('a byte-order mark', 'plays', /no errors/, () => `\ufeff${SOUND}`),
  file('a byte-order mark and CRLF', 'plays', /no errors/, () => `\ufeff${SOUND.replaceAll('\n', '\r\n')}`),
  file('only carriage returns', 'E106', /carriage return/, () => SOUND.replaceAll('\n', '\r')),
  file('tabs', 'E101', /tabs/, () => SOUND.replaceAll('  ', '\t')),
  more('a NUL character', 'E106', /not a text file/, () => 'summary: a\u0000b\n'),
  more('an escape in text', 'E106', /U\+001B/, () => 'summary: "\u001b]0;title\u0007 \u001b[2J"\n'),
  more('an escape written out', 'E106', /U\+001B/, () => 'summary: "\\e[2J"\n'),
  more('an escape in a label', 'E106', /U\+001B/, () => 'flags: [ { id: f, label: "\\x1b[31m" } ]\n'),
  more('an escape in a key', 'E106', /U\+001B/, () => '"\\e[2Jsummary": x\n'),
  more('an escape in a tag', 'E101', /tag/, () => 'summary: !\u001b[2J x\n'),
  more('an escape in an id', 'E106', /U\+001B/, () => 'flags: [ { id: "f\\e[2J", label: F } ]\n'),
  more('an escape in an expression', 'E106', /U\+001B/, () => 'gauges: [ { id: g, label: G, value: "1 + \\e[2J" } ]\n'),
  more('an escape in a comment', 'plays', /no errors/, () => '# \u001b[2J\n'),
  more('an escape beside an error', 'E201', /no key/, () => 'sumary: x # \u001b[2J\n'),
  more('text that runs backwards', 'E106', /U\+202E/, () => 'summary: "\\u202e"\n'),
];

const nested = (open: string, close: string, levels: number): string =>
  `debrief: ${open.repeat(levels)}1${close.repeat(levels)}\n`;
const steps = (levels: number, one: string): string =>
  `debrief:\n${times(levels, (i) => `${' '.repeat(i + 1)}${one}\n`)}`;

export const SHAPES: readonly Hostile[] = [
  more(
    'aliases that multiply',
    'E104',
    /aliases/,
    () => `record:\n  - &a0 [x]\n${times(30, (i) => `  - &a${i + 1} [${`*a${i}, `.repeat(9)}*a${i}]\n`)}`,
  ),
  more('as many aliases as fit', 'E104', /aliases/, () => filled('record:\n  - &a x\n', () => '  - *a\n')),
  more('an alias of itself', 'E104', /aliases/, () => 'debrief: &a { happened: *a }\n'),
  more('as many anchors as fit', 'E203', /takes/, () => filled('record:\n', (i) => `  - &a${i} x\n`)),
  more('a merge key', 'E104', /aliases/, () => 'flags:\n  - &f { id: f, label: F }\n  - { <<: *f, id: g }\n'),
  more('ten thousand lists in one another', 'E105', /nested/, () => nested('[', ']', 10_000)),
  more('ten thousand maps in one another', 'E105', /nested/, () => nested('{ a: ', ' }', 10_000)),
  more('ten thousand lists that never close', 'E105', /nested/, () => `debrief: ${'['.repeat(10_000)}`),
  more('three hundred thousand lists that never close', 'E105', /larger/, () => `debrief: ${'['.repeat(300_000)}`),
  more('fifty thousand brackets that nothing opened', 'E101', /./, () => `debrief: ${']'.repeat(53_000)}`),
  more('ten thousand dashes', 'E105', /nested/, () => `record:\n  ${'- '.repeat(10_000)}1\n`),
  more('ten thousand question marks', 'E105', /nested/, () => `${'? '.repeat(10_000)}1\n`),
  more('maps on lines of their own', 'E105', /nested/, () => steps(1300, 'a:')),
  more('lists on lines of their own', 'E105', /nested/, () => steps(1300, '-')),
  more(
    'phases in one another',
    'E105',
    /nested/,
    () =>
      `tracks:\n  - id: t\n    label: T\n    initial: p\n    phases: ${'[ { id: p, phases: '.repeat(1000)}[ { id: p } ]${' } ]'.repeat(1000)}\n`,
  ),
  more('two documents', 'E101', /second document/, () => `---\n${SOUND}`),
  more('thousands of documents', 'E101', /second document/, () => '---\n'.repeat(12_000)),
  more('a key twice', 'E102', /duplicate key/, () => 'title: Again\n'),
  more('as many keys as fit', 'E201', /no key/, () => filled('', (i) => `k${i}: 1\n`)),
  more('one key as often as it fits', 'E102', /duplicate key/, () => filled('', () => 'summary: x\n')),
  more('a key of half a megabyte', 'E201', /no key/, () => `? ${'k'.repeat(500_000)}\n: 1\n`),
  more('a word of half a megabyte', 'plays', /no errors/, () => `summary: ${'k'.repeat(500_000)}\n`),
  more('an id of half a megabyte', 'plays', /./, () => `flags: [ { id: ${'k'.repeat(500_000)}, label: F } ]\n`),
  more(
    'a reference of half a megabyte',
    'E301',
    /no dial/,
    () => `triggers: [ { id: t, label: T, effects: [ { do: adjust, dial: ${'k'.repeat(500_000)}, by: 1 } ] } ]\n`,
  ),
  more(
    'a choice of half a megabyte',
    'E203',
    /one of/,
    () => `triggers: [ { id: t, label: T, at: ${'k'.repeat(500_000)} } ]\n`,
  ),
  more(
    'a kind of effect of half a megabyte',
    'E203',
    /no effect/,
    () => `triggers: [ { id: t, label: T, effects: [ { do: ${'k'.repeat(500_000)} } ] } ]\n`,
  ),
  file(
    'a scenario on one line with thousands of faults',
    'E105',
    /more than/,
    () => `{ firebreak: 1, dials: [ ${filled('', () => '{ id: A, x: 1 }, ')} ] }`,
  ),
  more(
    'hundreds of unknown references',
    'E301',
    /no dial/,
    () =>
      `triggers:\n${times(900, (i) => `  - { id: t${i}, label: T, effects: [ { do: adjust, dial: tensin${i}, by: 1 } ] }\n`)}`,
  ),
  more('a comment of nearly a megabyte', 'plays', /no errors/, () => `# ${'x'.repeat(955_000)}\n`),
  more('fifty thousand quotation marks', 'E101', /./, () => `summary: ${'"'.repeat(53_001)}\n`),
  more('fifty thousand colons', 'E105', /nested|larger/, () => `summary: ${'a: '.repeat(53_000)}\n`),
  more('fifty thousand commas', 'E101', /./, () => `record: [${','.repeat(53_000)}]\n`),
  more('as many errors of syntax as fit', 'E101', /./, () => filled('', (i) => `"k${i}" x: "y" z\n`)),
  file('spaces alone', 'E101', /map of keys/, () => ' '.repeat(900_000)),
  file('empty lines alone', 'E101', /map of keys/, () => '\n'.repeat(53_000)),
];

export const TAGS: readonly Hostile[] = [
  more('a function', 'E101', /tag/, () => 'summary: !!js/function "function () { process.exit(9) }"\n'),
  more('an expression of another language', 'E101', /tag/, () => 'summary: !!python/object/apply:os.system ["true"]\n'),
  more('a binary tag', 'E101', /tag/, () => 'summary: !!binary aGVsbG8=\n'),
  more('a timestamp tag', 'E101', /tag/, () => 'summary: !!timestamp 2026-01-01\n'),
  more('a set', 'E101', /tag/, () => 'debrief: !!set { happened, questions }\n'),
  more('an ordered map', 'E101', /tag/, () => 'debrief: !!omap [ happened: x ]\n'),
  more('pairs', 'E101', /tag/, () => 'debrief: !!pairs [ happened: x ]\n'),
  more('a tag of its own', 'E101', /tag/, () => 'summary: !own x\n'),
  file('YAML 1.1', 'E203', /./, () => `%YAML 1.1\n---\n${SOUND}flags: [ { id: f, label: F, start: yes } ]\n`),
];

const WORDS = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'];
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

export const NAMES: readonly Hostile[] = [
  ...WORDS.map((word) =>
    more(
      `the key ${word}`,
      FORBIDDEN.has(word) ? 'E103' : 'E201',
      /not allowed|no key/,
      () => `${word}: { polluted: true }\n`,
    ),
  ),
  ...WORDS.map((word) =>
    more(
      `the key ${word} in a preset`,
      FORBIDDEN.has(word) ? 'E103' : 'E203',
      /not allowed|Invalid key/,
      () => `presets: [ { id: p, label: P, dials: { ${word}: 1 }, parameters: { ${word}: 1 } } ]\n`,
    ),
  ),
  more('ids that every object has', 'E103', /not allowed/, () =>
    [
      'presets: [ { id: constructor, label: P, dials: { tension: 1 }, flags: {}, parameters: {} } ]',
      'parameters: [ { id: constructor, value: 1, text: x, provenance: design } ]',
      'counters: [ { id: valueof, label: C } ]',
      'flags: [ { id: tostring, label: F } ]',
      'gauges: [ { id: hasownproperty, label: G, value: constructor + valueof } ]',
      'actions: [ { id: constructor, actor: north, label: A, kind: force, effects: [ { do: adjust, dial: valueof, by: constructor } ] } ]',
      'triggers: [ { id: prototype, label: T, when: ordered("constructor") } ]',
      '',
    ].join('\n'),
  ),
  file('actors, dials, tracks and phases with such ids', 'E103', /not allowed/, () =>
    `${HEAD}actors: [ { id: constructor, name: C, short: C, dials: { home: 5 }, traits: [ { id: constructor, values: [ { id: constructor, weight: 1 } ] } ] } ]
dials: [ { id: home, label: H, start: 1, each: actor }, { id: prototype, label: D, start: 1 } ]
presets: [ { id: p, label: P, parameters: {}, dials: {}, flags: {} } ]
tracks: [ { id: tostring, label: T, initial: constructor, phases: [ { id: constructor, go: [ { to: __proto__, when: 'constructor.constructor == "constructor" && home.constructor > 4' } ] }, { id: __proto__ } ] } ]
`.replaceAll('__proto__', '0-proto'),
  ),
  file(
    'a dial called constructor whose actor sets dials',
    'E103',
    /not allowed/,
    () =>
      `${HEAD}actors: [ { id: north, name: N, short: N, dials: {} } ]
dials: [ { id: constructor, label: H, start: 7 }, { id: valueof, label: H, start: 1, each: actor } ]
counters: [ { id: tostring, label: H } ]
flags: [ { id: isprototypeof, label: F } ]
presets: [ { id: p, label: P, dials: {}, flags: {}, parameters: {} } ]
`,
  ),
];

const gauge = (expression: string): string =>
  `gauges:\n  - id: g\n    label: G\n    value: ${JSON.stringify(expression)}\n`;
const guard = (expression: string): string =>
  `triggers:\n  - id: t\n    label: T\n    when: ${JSON.stringify(expression)}\n`;

export const EXPRESSIONS: readonly Hostile[] = [
  more('ten thousand brackets', 'E302', /./, () => gauge(`${'('.repeat(10_000)}1${')'.repeat(10_000)}`)),
  more('ten thousand brackets that never close', 'E302', /./, () => gauge('('.repeat(10_000))),
  more('a thousand lists', 'E302', /./, () => gauge(`${'['.repeat(990)}1${']'.repeat(990)}`)),
  more('fifty thousand signs', 'E302', /./, () => gauge(`${'-'.repeat(50_000)}1`)),
  more('fifty thousand negations', 'E302', /./, () => guard(`${'!'.repeat(50_000)}true`)),
  more('a hundred thousand operators', 'E302', /too large/, () => gauge(`1${' + 1'.repeat(100_000)}`)),
  more('twenty-five thousand alternatives', 'E302', /./, () => gauge(`${'true ? 1 : '.repeat(25_000)}1`)),
  more('ninety brackets', 'plays', /no errors/, () => gauge(`${'('.repeat(90)}1${')'.repeat(90)}`)),
  more('nested calls', 'E302', /./, () => gauge(`${'exp('.repeat(5000)}1${')'.repeat(5000)}`)),
  more('a literal of half a megabyte', 'E302', /./, () => guard(`"${'x'.repeat(500_000)}"`)),
  more('a comparison with half a megabyte', 'E302', /./, () => guard(`tension == "${'x'.repeat(500_000)}"`)),
  more('a name of half a megabyte', 'E301', /nothing called/, () => gauge('x'.repeat(500_000))),
  more('a part of half a megabyte', 'E30', /./, () => gauge(`north.${'x'.repeat(500_000)}`)),
  more('an event of half a megabyte', 'E301', /no event/, () => guard(`happened("${'x'.repeat(500_000)}")`)),
  more('a number of a hundred thousand digits', 'E302', /./, () => gauge('9'.repeat(100_000))),
  more('a number beyond all numbers', 'E302', /./, () => gauge('1e999 + 1')),
  more('a regular expression that takes for ever', 'E302', /./, () => guard(`"${'a'.repeat(40)}!".matches("(a+)+$")`)),
  more('a broken regular expression', 'E302', /./, () => guard('"a".matches("(((")')),
  more('a macro', 'E302', /./, () => guard('[1, 2, 3].all(x, x > 0)')),
  more('macros in one another', 'E302', /./, () => guard(`${'[1,2,3].map(x, '.repeat(40)}1${')'.repeat(40)} == [1]`)),
  more('a thousand macros on large lists', 'E302', /./, () =>
    guard(Array.from({ length: 100 }, () => `[${'1,'.repeat(150)}1].exists(x, x > 1)`).join(' || ')),
  ),
  more('the host', 'E30', /./, () => gauge('process.exit(9)')),
  more('the constructor of a thing', 'E30', /./, () => gauge('tension.constructor.constructor("return 1")()')),
  more('the constructor of a word', 'E30', /./, () => guard('"a".constructor == "b"')),
  more('the prototype of a group', 'E30', /./, () => gauge('north.__proto__')),
  more(
    'a message with thousands of insertions',
    'plays',
    /no errors/,
    () => `triggers: [ { id: t, label: T, effects: [ { do: tell, text: "${'{tension}'.repeat(25_000)}" } ] } ]\n`,
  ),
  more(
    'a message that opens ten thousand brackets',
    'E105',
    /nested/,
    () => `triggers: [ { id: t, label: T, effects: [ { do: tell, text: "${'{'.repeat(10_000)}" } ] } ]\n`,
  ),
  more('thousands of gauges, each made of the one before', 'E105', /./, () =>
    filled(
      'gauges:\n  - { id: g0, label: G, value: 1 }\n',
      (i) => `  - { id: g${i + 1}, label: G, value: g${i} + g${i} }\n`,
    ),
  ),
  more(
    'a hundred gauges, each twice the one before',
    'plays',
    /./,
    () =>
      `gauges:\n  - { id: g0, label: G, value: turn }\n${times(24, (i) => `  - { id: g${i + 1}, label: G, value: g${i} + g${i} }\n`)}`,
  ),
];

const extending = (name: string, says: RegExp, target: string, files: Readonly<Record<string, string>> = {}): Hostile =>
  placed(name, 'E108', says, (folder) => {
    for (const [path, text] of Object.entries(files)) written(folder, path, text);
    return written(folder, `inner/${ENTRY}`, `${SOUND}extends: ${JSON.stringify(target)}\n`);
  });

export const CHAINS: readonly Hostile[] = [
  extending('itself', /circle/, ENTRY),
  extending('itself by a longer way', /circle/, `./x/../${ENTRY}`),
  extending('a circle of three', /circle/, 'one.yaml', {
    'inner/one.yaml': 'firebreak: 1\nextends: two.yaml\n',
    'inner/two.yaml': `firebreak: 1\nextends: ${ENTRY}\n`,
  }),
  extending(
    'a chain of a hundred',
    /more than 8/,
    '0.yaml',
    Object.fromEntries(
      Array.from({ length: 100 }, (_, i) => [`inner/${i}.yaml`, `firebreak: 1\nextends: ${i + 1}.yaml\n`]),
    ),
  ),
  extending('the folder above', /outside/, '../model.yaml', { 'model.yaml': 'firebreak: 1\n' }),
  extending('the folder above by a way through', /outside/, 'models/../../model.yaml', {
    'model.yaml': 'firebreak: 1\n',
  }),
  extending('an absolute path', /outside/, '/etc/passwd'),
  extending('a path of another system', /outside/, 'C:\\windows\\win.ini'),
  extending('a network path', /outside/, '\\\\server\\share\\x.yaml'),
  extending('a path with NUL', /./, 'a\u0000b.yaml'),
  extending('the folder itself', /no file/, '.'),
  extending('a folder', /no file/, 'models', { 'inner/models/x.yaml': 'firebreak: 1\n' }),
  extending('nothing', /no file/, ''),
  extending('what is missing', /no file/, 'missing.yaml'),
  extending('a path of a hundred thousand steps', /no file|outside/, 'a/'.repeat(100_000)),
  extending('a name of a hundred thousand letters', /no file/, `${'a'.repeat(100_000)}.yaml`),
  placed('a link out of the folder', 'E108', /no file/, (folder) => {
    const path = written(folder, `inner/${ENTRY}`, `${SOUND}extends: linked.yaml\n`);
    written(folder, 'outer/model.yaml', 'firebreak: 1\n');
    symlinkSync('../outer/model.yaml', join(folder, 'inner/linked.yaml'));
    return path;
  }),
  placed('a linked folder', 'E108', /no file/, (folder) => {
    const path = written(folder, `inner/${ENTRY}`, `${SOUND}extends: models/model.yaml\n`);
    written(folder, 'outer/model.yaml', 'firebreak: 1\n');
    symlinkSync('../outer', join(folder, 'inner/models'));
    return path;
  }),
  placed('a named pipe', 'E108', /no file/, (folder) => {
    const path = written(folder, ENTRY, `${SOUND}extends: pipe.yaml\n`);
    execFileSync('mkfifo', [join(folder, 'pipe.yaml')]);
    return path;
  }),
  placed('a binary', 'E106', /not a text file|UTF-8/, (folder) => {
    written(
      folder,
      'model.yaml',
      bytes(9, 5000, () => true),
    );
    return written(folder, ENTRY, `${SOUND}extends: model.yaml\n`);
  }),
  placed('eight files that together are too large', 'E105', /larger than/, (folder) => {
    for (let i = 0; i < 7; i += 1)
      written(
        folder,
        `${i}.yaml`,
        `firebreak: 1\n${i < 6 ? `extends: ${i + 1}.yaml\n` : ''}# ${'x'.repeat(900_000)}\n`,
      );
    return written(folder, ENTRY, `${SOUND}extends: 0.yaml\n`);
  }),
  placed('a model of thousands of actions, all replaced', 'E105', /more than/, (folder) => {
    const action = (i: number): string => `  - { id: a${i}, actor: north, label: A, kind: force }\n`;
    written(folder, 'model.yaml', filled('firebreak: 1\nactions:\n', action, 0.48));
    return written(
      folder,
      ENTRY,
      filled(
        `${SOUND}extends: model.yaml\nactions:\n`,
        (i) => `  - { id: a${i}, actor: north, label: A, kind: force, replace: true }\n`,
        0.48,
      ),
    );
  }),
];

const outcomes = (one: string, other: string): string => `triggers:
  - id: t
    label: T
    outcomes: [ { id: one, weight: ${one} }, { id: other, weight: ${other} } ]
`;
const dial = (rest: string): string => `counters: [ { id: c, label: C, ${rest} } ]\n`;
const action = (rest: string): string => `actions: [ { id: a, actor: north, label: A, kind: force, ${rest} } ]\n`;

export const NUMBERS: readonly Hostile[] = [
  more('no number', 'E203', /not a finite/, () => dial('start: .nan')),
  more('infinity', 'E203', /not a finite/, () => dial('start: .inf')),
  more('infinity below', 'E203', /not a finite/, () => dial('min: -.inf')),
  more('a number beyond all numbers', 'E203', /not a finite/, () => dial('max: 1e999')),
  more('nothing below nothing', 'plays', /no errors/, () => dial('start: -0')),
  more('a whole number of a thousand digits', 'E203', /not a finite/, () => dial(`max: ${'9'.repeat(1000)}`)),
  more('a range wider than numbers are', 'E203', /./, () =>
    dial('min: -1e308, max: 1e308, start: { uniform: [ -1e308, 1e308 ] }'),
  ),
  more(
    'a draw wider than numbers are',
    'E203',
    /./,
    () =>
      `${dial('min: -1e308, max: 1e308')}triggers: [ { id: t, label: T, draw: { dial: c, from: -1e308, to: 1e308 } } ]\n`,
  ),
  more('a large dial that grows', 'plays', /no errors/, () => dial('max: 1e12, start: 1e12, upkeep: 1e12')),
  more('weights whose sum is infinite', 'E203', /weight/, () => outcomes('1e308', '1e308')),
  more('weights whose sum is infinite in play', 'fault in play', /weights must be/, () =>
    outcomes('1e308 * turn', '1e308 * turn'),
  ),
  more('a negative weight', 'E203', /a weight is 0 or more/, () => outcomes('-1', '1')),
  more('no weight at all', 'E203', /weight/, () => outcomes('0', '0')),
  more('weights that are no numbers', 'E203', /not a finite/, () => outcomes('.nan', '1')),
  more('a weight that is no number in play', 'fault in play', /weights must be/, () =>
    outcomes('0.0 / (turn - turn)', '1'),
  ),
  more('the smallest of weights', 'plays', /no errors/, () => outcomes('5e-324', '5e-324')),
  more(
    'enormous pushes',
    'plays',
    /no errors/,
    () =>
      `triggers: [ { id: t, label: T, odds: { factors: [ { label: F, logit: 1e12 }, { label: G, logit: 1e12 } ] } } ]\n`,
  ),
  more(
    'enormous pushes either way',
    'plays',
    /no errors/,
    () =>
      `triggers: [ { id: t, label: T, odds: { factors: [ { label: F, logit: 1e12 } ], against: [ { label: G, logit: 1e12 } ] } } ]\n`,
  ),
  more(
    'infinite pushes either way',
    'fault in play',
    /not a number/,
    () =>
      `triggers: [ { id: t, label: T, odds: { factors: [ { label: F, logit: 1e308 * turn * 10 } ], against: [ { label: G, logit: 1e308 * turn * 10 } ] } } ]\n`,
  ),
  more('a negative cost', 'E203', /0 or more action points/, () => action('cost: -5')),
  more('a cost that is negative in play', 'fault in play', /action points/, () => action('cost: 0 - turn')),
  more('a cost beyond all numbers', 'fault in play', /action points/, () => action('cost: 1e308 * turn * 10')),
  more('no cost and no end', 'plays', /no errors/, () => action('cost: 0')),
  more(
    'points without end',
    'plays',
    /./,
    () =>
      `triggers: [ { id: t, label: T, effects: [ { do: points, actor: north, by: 1e12 } ] } ]\n${action('cost: 0')}`,
  ),
  more(
    'points that are no number',
    'fault in play',
    /action points/,
    () => `triggers: [ { id: t, label: T, effects: [ { do: points, actor: north, by: 0.0 / (turn - turn) } ] } ]\n`,
  ),
  file('points that are no number from the start', 'fault in play', /action points/, () =>
    SOUND.replace('short: N ', 'short: N, points: 0.0 / (turn - turn) '),
  ),
  more(
    'a division by nothing',
    'fault in play',
    /would become/,
    () => `triggers: [ { id: t, label: T, effects: [ { do: set, dial: tension, to: 1.0 / (turn - turn) } ] } ]\n`,
  ),
  more(
    'enormous cut points',
    'plays',
    /no errors/,
    () =>
      `triggers: [ { id: t, label: T, odds: { }, cuts: [ -1e12, 1e12 ], outcomes: [ { id: a }, { id: b }, { id: c } ] } ]\n`,
  ),
  more(
    'an enormous rung',
    'E203',
    /rung/,
    () =>
      'tracks: [ { id: t, label: T, ladder: true, initial: p, phases: [ { id: p, rung: 9007199254740991 }, { id: q } ] } ]\n',
  ),
  more(
    'an enormous priority',
    'plays',
    /no errors/,
    () => 'triggers: [ { id: t, label: T, priority: 1e12 }, { id: u, label: U, priority: -1e12 } ]\n',
  ),
  more(
    'an enormous delay',
    'E203',
    /at most 1000/,
    () => 'triggers: [ { id: t, label: T, effects: [ { do: adjust, dial: tension, by: 1, after: 1000000000 } ] } ]\n',
  ),
  file('a billion turns', 'E203', /turns/, () => SOUND.replace('turns: 3', 'turns: 1000000000')),
  file('half a turn', 'E203', /turns/, () => SOUND.replace('turns: 3', 'turns: 0.5')),
  file('no turns', 'E203', /turns/, () => SOUND.replace('turns: 3', 'turns: 0')),
  file('five hundred turns of a year at the end of time', 'E203', /date|year/, () =>
    SOUND.replace('month, start: 2026-01-01, turns: 3', 'year, start: 9999-12-31, turns: 500'),
  ),
];

const actors = (count: number): string =>
  `actors:\n${times(count, (i) => `  - { id: s${i}, name: S${i}, short: S${i} }\n`)}`;
const dials = 'dials:\n  - { id: tension, label: Tension, start: 40 }\n';
const wholeTrack = (phases: string): string =>
  `tracks:\n  - id: t\n    label: T\n    initial: p0\n    phases:\n${phases}`;

export const SIZES: readonly Hostile[] = [
  more(
    'a million actions',
    'E105',
    /larger than/,
    () => `actions:\n${times(1_000_000, (i) => `  - { id: a${i}, actor: north, label: A, kind: force }\n`)}`,
  ),
  more('as many actions as fit', 'E105', /more than/, () =>
    filled('actions:\n', (i) => `  - { id: a${i}, actor: north, label: A, kind: force }\n`),
  ),
  more('as many triggers as fit', 'E105', /more than/, () =>
    filled('triggers:\n', (i) => `  - { id: t${i}, label: T }\n`),
  ),
  more('as many dials as fit', 'E105', /more than/, () =>
    filled('counters:\n', (i) => `  - { id: d${i}, label: D }\n`),
  ),
  more('as many flags as fit', 'E105', /more than/, () => filled('flags:\n', (i) => `  - { id: f${i}, label: F }\n`)),
  more('as many parameters as fit', 'E105', /more than/, () =>
    filled('parameters:\n', (i) => `  - { id: p${i}, value: 1, text: x, provenance: design }\n`),
  ),
  more('as many presets as fit', 'E105', /more than/, () =>
    filled('presets:\n', (i) => `  - { id: p${i}, label: P }\n`),
  ),
  more('as many sources as fit', 'E105', /more than/, () =>
    filled('sources:\n', (i) => `  - { id: s${i}, text: x }\n`),
  ),
  more('ten thousand phases', 'E105', /more than/, () =>
    wholeTrack(times(10_000, (i) => `      - { id: p${i}, go: [ { to: p${(i + 1) % 10_000}, when: true } ] }\n`)),
  ),
  more('thousands of phases in one, and thousands of guards on it', 'E105', /more than/, () =>
    filled(
      wholeTrack(`      - id: p0\n        phases:\n${times(4000, (i) => `          - { id: q${i} }\n`)}`) +
        'triggers:\n',
      (i) => `  - { id: t${i}, label: T, when: t == "p0" }\n`,
    ),
  ),
  more('thousands of ways out of one phase', 'E105', /more than/, () =>
    filled(
      wholeTrack('      - { id: p1 }\n      - id: p0\n        go:\n'),
      () => '          - { to: p1, when: tension > 5 }\n',
    ),
  ),
  more('thousands of effects', 'plays', /no errors/, () =>
    filled(
      'triggers:\n  - id: t\n    label: T\n    effects:\n',
      () => '      - { do: adjust, dial: tension, by: 1 }\n',
    ),
  ),
  more('thousands of effects that tell', 'plays', /no errors/, () =>
    filled('triggers:\n  - id: t\n    label: T\n    effects:\n', () => '      - { do: tell, text: "{tension}" }\n'),
  ),
  more('thousands of factors', 'E105', /more than/, () =>
    filled(
      'triggers:\n  - id: t\n    label: T\n    odds:\n      factors:\n',
      (i) => `        - { label: F, logit: tension * ${i} }\n`,
    ),
  ),
  file('thousands of values of a trait', 'E105', /more than/, () =>
    filled(
      `${HEAD}${dials}actors:\n  - id: north\n    name: N\n    short: N\n    traits:\n      - id: mood\n        values:\n`,
      (i) => `          - { id: v${i}, weight: 1 }\n`,
    ),
  ),
  file('thousands of rules of a doctrine', 'E105', /more than/, () =>
    filled(
      `${HEAD}${dials}actions: [ { id: a, actor: north, label: A, kind: force } ]\nactors:\n  - id: north\n    name: N\n    short: N\n    doctrine:\n`,
      () => '      - { order: a, when: tension > 5 }\n',
    ),
  ),
  file('thirty actors', 'plays', /no errors/, () => `${HEAD}${actors(30)}${dials}`),
  file('thirty-one actors', 'E203', /at most 30/, () => `${HEAD}${actors(31)}${dials}`),
  file('thousands of actors', 'E105', /more than/, () =>
    filled(`${HEAD}${dials}actors:\n`, (i) => `  - { id: s${i}, name: S, short: S }\n`),
  ),
  file('thirty actors that share thousands of actions', 'E105', /more than/, () =>
    filled(
      `${HEAD}${actors(30)}${dials}actions:\n`,
      (i) =>
        `  - { id: a${i}, actors: all, label: A, kind: force, effects: [ { do: adjust, dial: tension, by: tension * self.x } ] }\n`,
    ),
  ),
  file('thirty actors that share thousands of effects', 'E105', /more than/, () =>
    filled(
      `${HEAD}${actors(30)}${dials}actions:\n  - id: a\n    actors: all\n    label: A\n    kind: force\n    effects:\n`,
      (i) => `      - { do: adjust, dial: tension, by: tension * ${i} }\n`,
    ),
  ),
  file('thirty actors with thousands of dials each', 'E105', /more than/, () =>
    filled(
      `${HEAD}${actors(30)}dials:\n`,
      (i) => `  - { id: d${i}, label: D, start: 1, each: actor, upkeep: d${i}.self }\n`,
    ),
  ),
  file('thirty actors who look through the same fog', 'E105', /more than/, () =>
    filled(
      `${HEAD}${actors(30)}dials:\n`,
      (i) => `  - { id: d${i}, label: D, start: 1, each: actor, blur: { for: others, deviation: tension } }\n`,
      0.4,
    ),
  ),
  more('as many expressions as fit', 'E105', /more than/, () =>
    filled('measures:\n', (i) => `  - { id: m${i}, label: M, value: tension + ${i} }\n`),
  ),
  more('a few expressions, each as large as may be', 'E105', /./, () =>
    filled('measures:\n', (i) => `  - { id: m${i}, label: M, value: "0${' + tension'.repeat(80)}" }\n`),
  ),
  more('as many messages as fit, shown each turn', 'E105', /more than/, () =>
    filled('events:\n', (i) => `  - { id: e${i} }\n`),
  ),
  more('as many orders on record as fit', 'E203', /takes a map/, () =>
    filled('record:\n', (i) => `  - { turn: ${i + 1}, orders: { north: [ a ] } }\n`),
  ),
];
