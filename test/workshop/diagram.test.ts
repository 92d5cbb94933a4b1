import { Resvg } from '@resvg/resvg-js';
import { expect, test } from 'vitest';
import { dotOf } from '../../src/workshop/diagram/dot.js';
import { mermaidOf } from '../../src/workshop/diagram/mermaid.js';
import { diagramOf } from '../../src/workshop/diagram/model.js';
import { svgOf } from '../../src/workshop/diagram/svg.js';
import { textOf } from '../../src/workshop/diagram/text.js';
import { cells, cutAfter, wrapped } from '../../src/workshop/diagram/wrap.js';
import { machineOf } from '../../src/workshop/diagram/xstate.js';
import { gameFrom, LADDER, NASTY, NESTED, nastyTrack } from './diagram-scenarios.js';

/** Small diagrams in every format, and author text that means something to the formats. */

const tiny = gameFrom(LADDER);
const nested = gameFrom(NESTED);
const nasty = gameFrom(nastyTrack(NASTY));

const lines = (text: string): string[] => text.trimEnd().split('\n');

test('one condition at several steps is one line of one arrow; a firebreak is an arrow of its own', () => {
  const [track] = diagramOf(tiny).tracks;
  expect(
    track!.arrows.map(({ from, to, firebreak, guards }) => [
      from.key,
      to.key,
      firebreak,
      guards.map(({ text, label, steps }) => [text, label, steps.map(({ at }) => at)]),
    ]),
  ).toEqual([
    [
      'ladder/calm',
      'ladder/clash',
      false,
      [
        ['heat > 50', '', ['resolution', 'chance']],
        ['heat > 60', '', ['review']],
      ],
    ],
    ['ladder/clash', 'ladder/war', true, [['heat > 90', 'all out', ['resolution']]]],
    ['ladder/clash', 'ladder/calm', false, [['heat < 10', '', ['review']]]],
  ]);
});

test('text', () => {
  expect(textOf(diagramOf(tiny), false)).toEqual([
    'Tiny: a test',
    '',
    'Ladder (track ladder)',
    '  How hot it is.',
    '',
    '  2 [[War]]  final',
    `═══ firebreak ${'═'.repeat(66)}`,
    '  1 [Clash]',
    '     ═══▶ War (firebreak)',
    '          all out:',
    '          heat > 90',
    '            at resolution',
    '     ───▶ Calm',
    '          heat < 10',
    '            at review',
    '  0 [Calm]  start',
    '     ───▶ Clash',
    '          heat > 50',
    '            at resolution, chance',
    '          heat > 60',
    '            at review',
  ]);
});

test('text in ASCII has no other character, whatever the author wrote', () => {
  expect(textOf(diagramOf(tiny), true).slice(5, 9)).toEqual([
    '  2 [[War]]  final',
    `=== firebreak ${'='.repeat(66)}`,
    '  1 [Clash]',
    '     ===> War (firebreak)',
  ]);
  expect(textOf(diagramOf(nasty), true).join('')).toMatch(/^[\x20-\x7f]*$/);
  expect(textOf(diagramOf(nasty), true).join('\n')).toContain('[uni ?? ? ');
});

test('text keeps to 80 cells', () => {
  for (const game of [tiny, nested, nasty])
    for (const line of textOf(diagramOf(game), false)) expect(cells(line), line).toBeLessThanOrEqual(80);
});

test('mermaid', () => {
  expect(lines(mermaidOf(diagramOf(tiny, 0)))).toEqual([
    '---',
    'title: "Ladder · Tiny: a test"',
    '---',
    'stateDiagram-v2',
    '    direction BT',
    '    state "0 · Calm" as p1_calm',
    '    [*] --> p1_calm',
    '    state "1 · Clash" as p2_clash',
    '    state "2 · War" as p3_war',
    '    p3_war --> [*]',
    '    p1_calm --> p2_clash : heat #gt; 50<br/>at resolution, chance<br/>heat #gt; 60<br/>at review',
    '    p2_clash --> p3_war : ▮ FIREBREAK<br/>all out#58;<br/>heat #gt; 90<br/>at resolution',
    '    p2_clash --> p1_calm : heat #lt; 10<br/>at review',
    '    classDef last stroke-width:4px,stroke-dasharray:8 3',
    '    class p3_war last',
    '    classDef firebreak stroke:#b34000,stroke-width:5px',
    '    class p3_war firebreak',
  ]);
});

test('mermaid: nested phases are composite states, and tracks are regions side by side', () => {
  const text = mermaidOf(diagramOf(nested));
  expect(lines(text).slice(3, 19)).toEqual([
    'stateDiagram-v2',
    '    state "Tiny#58; a test" as chart {',
    '        state "Ladder" as t1_ladder {',
    '            state "0 · peace" as p1_peace',
    '            [*] --> p1_peace',
    '            state "The crisis" as p2_crisis {',
    '                state "1 · standoff" as p3_standoff',
    '                state "2 · probe" as p4_probe',
    '                [*] --> p4_probe',
    '                state "fighting" as p5_fighting {',
    '                    state "3 · skirmish" as p6_skirmish',
    '                    state "4 · shells" as p7_shells',
    '                    [*] --> p7_shells',
    '                }',
    '            }',
    '            state "5 · war" as p8_war',
  ]);
  expect(lines(text)).toContain('        --');
  expect(text.match(/\{$/gm)).toHaveLength(text.match(/^ *\}$/gm)!.length);
});

test('dot: rungs from below, the firebreak thick, the final phase double, ways down written from below', () => {
  const dot = dotOf(diagramOf(tiny, 0));
  const line = (of: string): string => lines(dot).find((text) => text.trim().startsWith(of))!;
  expect(dot).toContain('rankdir=BT');
  expect(line('"ladder/war" [')).toContain('peripheries=2');
  expect(line('"ladder/calm" [')).not.toContain('peripheries');
  expect(line('"ladder/clash" -> "ladder/war"')).toMatch(/penwidth=3,.*tailport=n, headport=s/);
  expect(line('"ladder/clash" -> "ladder/war"')).toContain('<b>FIREBREAK: all out</b>');
  expect(line('"ladder/calm" -> "ladder/clash" [label=<<table border="0" cellborder')).toContain('penwidth=1.1');
  expect(dot).toMatch(/"ladder\/calm" -> "ladder\/clash" \[.*heat &lt; 10.*dir=back/);
  expect(dot).not.toContain('"ladder/clash" -> "ladder/calm"');
});

test('dot: nested phases are clusters, and arrows to them end at their border', () => {
  const dot = dotOf(diagramOf(nested));
  for (const cluster of ['ladder', 'home', 'ladder/crisis', 'ladder/fighting', 'home/rally'])
    expect(dot).toContain(`subgraph "cluster ${cluster}" {`);
  expect(dot).toMatch(/"ladder\/peace" -> "ladder\/probe" \[.*lhead="cluster ladder\/crisis"/);
});

test('a long guard is cut in the picture and whole where one points', () => {
  const guard = Array.from({ length: 40 }, (_, i) => `heat == ${i}`).join(' || ');
  const game = gameFrom(`
tracks:
  - { id: t, label: T, initial: a, phases: [{ id: a, go: [{ to: b, when: ${JSON.stringify(guard)} }] }, { id: b }] }
`);
  const dot = dotOf(diagramOf(game));
  const [, label = '', tooltip = ''] = /label=(<<table.*?<\/table>>), tooltip="([^"]*)"/.exec(dot)!;
  expect(label).toContain(' …');
  expect(label).not.toContain('heat == 39');
  expect(tooltip).toContain(guard);
  expect(mermaidOf(diagramOf(game))).toContain('heat == 39');
});

test('lines break before && and ||, else between words, else anywhere', () => {
  expect(wrapped('aaa > 1 && bbb < 2 || ccc', 10)).toEqual(['aaa > 1', '&& bbb < 2', '|| ccc']);
  expect(wrapped('one two three', 8)).toEqual(['one two', 'three']);
  expect(wrapped('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
  expect(wrapped('中文中文', 4)).toEqual(['中文', '中文']);
  expect(cutAfter(['a', 'b', 'c'], 2)).toEqual(['a', 'b …']);
});

const decoded = (text: string): string =>
  text
    .replaceAll(/&#(\d+);/g, (_, number) => String.fromCodePoint(Number(number)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

test('svg: author text is text, whatever it contains', async () => {
  for (const diagram of [
    diagramOf(nasty, 0),
    { ...diagramOf(nasty), tracks: [...diagramOf(nasty).tracks, ...diagramOf(nested).tracks] },
  ]) {
    const svg = await svgOf(diagram);
    expect(svg).not.toMatch(/<script|<b>|<foreignObject|javascript:|onload/i);
    expect(new Resvg(svg).width).toBeGreaterThan(100);
    const titles = [...svg.matchAll(/xlink:title="([^"]*)"/g)].map((match) =>
      decoded(match[1]!).replaceAll('\u200b', ''),
    );
    for (const name of NASTY) expect(titles, name).toContain(name);
  }
});

/** What a label may consist of: nothing that ends a statement, opens a tag or begins a directive. */
const LABEL = String.raw`(?:[\p{L}\p{N}\p{M} ,()=|/·×▮]|(?<=[A-Za-z0-9])[-_.](?=[A-Za-z0-9])|#[a-z0-9]+;|<br/>)*`;
const STATEMENTS = [
  `state "${LABEL}" as \\w+( \\{)?`,
  `\\w+ --> \\w+ : ${LABEL}`,
  String.raw`\[\*\] --> \w+`,
  String.raw`\w+ --> \[\*\]`,
  String.raw`\}`,
  '--',
  'direction (BT|TB)',
  String.raw`classDef \w+ [\w:#,. -]+`,
  String.raw`class \w+(,\w+)* \w+`,
];
const STATEMENT = new RegExp(`^ *(${STATEMENTS.map((one) => `(?:${one})`).join('|')})$`, 'u');

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
const withoutCodes = (text: string): string =>
  text
    .replaceAll('<br/>', ' ')
    .replaceAll(/#([a-z0-9]+);/g, (_, name) => NAMED[name] ?? String.fromCodePoint(Number(name)));

test('mermaid: author text neither ends a statement nor is read as anything else', () => {
  for (const diagram of [diagramOf(nasty, 0), diagramOf(nested), diagramOf(tiny)]) {
    const statements = lines(mermaidOf(diagram)).slice(4);
    for (const statement of statements) expect(statement).toMatch(STATEMENT);
  }
  const text = mermaidOf(diagramOf(nasty, 0));
  const shown = [...text.matchAll(/state "(.*)" as/g)].map((match) => withoutCodes(match[1]!));
  expect(shown).toEqual(NASTY.map((name) => wrapped(name, 40).join(' ')));
  expect('state "a: b" as x').not.toMatch(STATEMENT);
});

test('dot: author text stays inside its attribute', () => {
  const dot = dotOf(diagramOf(nasty, 0));
  // Every quote of an attribute is closed on its line: what is left outside of quotes has no author text.
  for (const line of lines(dot)) {
    const outside = line.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""').replaceAll(/<<table.*?<\/table>>/g, '<>');
    expect(outside).not.toMatch(/script|quoted|list|ünï|init/);
  }
});

test('the machine for XState: names, targets, events and guards as the author wrote them', () => {
  expect(machineOf(tiny)).toEqual({
    id: 'tiny',
    type: 'parallel',
    meta: { label: 'Tiny: a test' },
    states: {
      ladder: {
        description: 'How hot it is.',
        meta: { label: 'Ladder' },
        initial: 'calm',
        states: {
          calm: {
            id: 'ladder/calm',
            meta: { label: 'Calm', rung: 0 },
            on: {
              resolution: [{ target: '#ladder/clash', guard: 'heat > 50' }],
              chance: [{ target: '#ladder/clash', guard: 'heat > 50' }],
              review: [{ target: '#ladder/clash', guard: 'heat > 60' }],
            },
          },
          clash: {
            id: 'ladder/clash',
            meta: { label: 'Clash', rung: 1 },
            on: {
              resolution: [
                {
                  target: '#ladder/war',
                  guard: 'heat > 90',
                  description: 'Firebreak: all out',
                  meta: { firebreak: true },
                },
              ],
              review: [{ target: '#ladder/calm', guard: 'heat < 10' }],
            },
          },
          war: { id: 'ladder/war', type: 'final', meta: { label: 'War', rung: 2 } },
        },
      },
    },
  });
});
