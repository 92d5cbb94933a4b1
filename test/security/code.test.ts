import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bound, type Code, functionOf, joined, js } from '../../src/core/language/code.js';

/** Generated code holds the program's own words and finite numbers, whoever writes it. */

const NONE = { links: [], rungs: [] };
const worthOf = (code: Code): unknown => functionOf(js`return ${code};`, NONE);

const forge = (value: unknown): Code => value as Code;

/** An array that looks like the fixed parts of a template. */
const likeTemplate = (text: string, isFrozen: boolean): TemplateStringsArray => {
  const raw = isFrozen ? Object.freeze([text]) : [text];
  return Object.assign([text], { raw }) as unknown as TemplateStringsArray;
};

describe('code is refused', () => {
  const payloads: readonly (readonly [string, unknown])[] = [
    ['a text', 'process.exit()'],
    ['digits as a text', '7'],
    ['an empty text', ''],
    ['a list', ['1']],
    ['a map', {}],
    ['an object that looks like code', { text: '1', readsFacts: false }],
    ['an object with the prototype of code', Object.create(Object.getPrototypeOf(js``))],
    ['a copy of code', { ...js`1` }],
    ['an object that becomes a number', { valueOf: () => 1, toString: () => '1' }],
    ['a boxed number', Object(1)],
    ['a large whole number', 1n],
    ['nothing', undefined],
    ['null', null],
    ['true', true],
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['no number', Number.NaN],
    ['an endless number', Number.POSITIVE_INFINITY],
    ['an endless number below', Number.NEGATIVE_INFINITY],
  ];

  test.each(payloads)('where %s stands in a gap, in a row, as a separator or as a body', (_, payload) => {
    expect(() => js`return ${forge(payload)};`).toThrow(TypeError);
    expect(() => joined([js`1`, forge(payload)], js`, `)).toThrow(TypeError);
    if (payload !== undefined) expect(() => joined([js`1`, js`2`], forge(payload))).toThrow(TypeError);
    expect(() => functionOf(forge(payload), NONE)).toThrow(TypeError);
  });

  test('where a text is handed over as a template', () => {
    expect(() => js('process.exit()' as unknown as TemplateStringsArray)).toThrow(TypeError);
    expect(() => js(['process.exit()'] as unknown as TemplateStringsArray)).toThrow(TypeError);
    expect(() => js(JSON.parse('["process.exit()"]'))).toThrow(TypeError);
    expect(() => js(likeTemplate('process.exit()', false))).toThrow(TypeError);
    expect(() => js(likeTemplate('process.exit()', true))).toThrow(TypeError);
  });

  test('where a template of the program holds a text or an escape', () => {
    expect(() => js`'process'`).toThrow(TypeError);
    expect(() => js`"process"`).toThrow(TypeError);
    expect(() => js`\u0070rocess`).toThrow(TypeError);
  });

  test('where its maker is called through its own kind', () => {
    const { constructor: Kind } = js`1` as unknown as { constructor: new (...given: unknown[]) => Code };
    expect(() => new Kind(Symbol('code'), 'process.exit()', false)).toThrow(TypeError);
  });

  test('where a number would end a name and is no position', () => {
    for (const value of [-1, 0.5, -0, 1e21, 2 ** 53]) expect(() => js`const w${value} = 1;`).toThrow(TypeError);
    expect(worthOf(js`(() => { const w${3} = 7; return w${3}; })()`)).toBe(7);
  });
});

test('a number in code is that number, to the bit', () => {
  for (const value of [0, -0, 1, -1, 1e21, 1e-7, -1e-7, 5e-324, Number.MAX_VALUE, 2 ** 53, 0.1])
    expect(worthOf(js`${value}`)).toBe(value);
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) =>
      Object.is(worthOf(js`${value}`), value),
    ),
    { seed: 9, numRuns: 2000 },
  );
  expect(worthOf(js`2 - ${-3}`)).toBe(5);
  expect(worthOf(js`2 ** ${-1}`)).toBe(0.5);
});

test('a bound may be endless', () => {
  expect([bound(3), bound(Number.POSITIVE_INFINITY), bound(Number.NEGATIVE_INFINITY)].map(worthOf)).toEqual([
    3,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ]);
  expect(() => bound(Number.NaN)).toThrow(TypeError);
  expect(() => bound('1' as unknown as number)).toThrow(TypeError);
});

test('code knows whether it reads the facts', () => {
  expect([js`1 + 2`, js`half(7)`, js`f.turn`, js`1 + ${js`f.turn`}`].map((code) => code.readsFacts)).toEqual([
    ...[false, false, true, true],
  ]);
  expect([joined([js`1`, js`f.days`]), joined([js`1`])].map((code) => code.readsFacts)).toEqual([true, false]);
});

const SRC = fileURLToPath(new URL('../../src', import.meta.url));

/** What turns text into code, or loads code that is named at run time. */
const MAKERS = /\bFunction\s*\(|\beval\b|node:vm|\bvm\.|import\((?!'[^']+'\))|\b(?:setTimeout|setInterval)\(\s*['"`]/;

test('text becomes code in one place', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
  const found = files.filter((file) => MAKERS.test(readFileSync(join(SRC, file), 'utf8')));
  expect(found).toEqual([join('core', 'language', 'code.ts')]);
  const [makers] = [readFileSync(join(SRC, 'core', 'language', 'code.ts'), 'utf8').match(new RegExp(MAKERS, 'g'))];
  expect(makers).toHaveLength(1);
  for (const text of [
    'new Function(x)',
    'Function (x)',
    'eval(x)',
    'import(file)',
    "from 'node:vm'",
    "setTimeout('x')",
  ])
    expect(text).toMatch(MAKERS);
});
