import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import { instance } from '@viz-js/viz';
import { describe, expect, test } from 'vitest';
import { type AnyStateMachine, type AnyStateNode, createMachine, transition } from 'xstate';
import type { Game } from '../../src/core/program/game.js';
import { CHART_STEPS, type ChartStep } from '../../src/core/vocabulary.js';
import { dotOf } from '../../src/workshop/diagram/dot.js';
import { manualPictures } from '../../src/workshop/diagram/manual.js';
import { mermaidOf } from '../../src/workshop/diagram/mermaid.js';
import { diagramOf } from '../../src/workshop/diagram/model.js';
import { svgOf } from '../../src/workshop/diagram/svg.js';
import { textOf } from '../../src/workshop/diagram/text.js';
import { cells } from '../../src/workshop/diagram/wrap.js';
import { machineOf, moduleOf } from '../../src/workshop/diagram/xstate.js';
import { gameOf, SCENARIOS_UNDER_TEST } from '../games.js';
import { gameFrom, NASTY, NESTED, nastyTrack } from './diagram-scenarios.js';

/** Every bundled scenario in every format; the machine for XState against the engine's own; the manual. */

describe.each(SCENARIOS_UNDER_TEST)('%s', (id) => {
  const game = gameOf(id);

  test('every track and the whole chart can be written in every format', () => {
    for (const track of [undefined, ...game.tracks.keys()]) {
      const drawn = diagramOf(game, track);
      expect(dotOf(drawn)).toMatch(/^digraph ".*" \{\n[\s\S]*\n\}\n$/);
      expect(mermaidOf(drawn)).toContain('stateDiagram-v2');
      for (const line of textOf(drawn, true)) expect(cells(line)).toBeLessThanOrEqual(80);
    }
  });

  test('the picture of the whole chart shows every track, and its ids occur once', async () => {
    const svg = await svgOf(diagramOf(game));
    expect(() => new Resvg(svg)).not.toThrow();
    if (game.tracks.length > 1) expect(svg.match(/<svg x=/g)).toHaveLength(game.tracks.length);
    const ids = [...svg.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('each transition is in exactly one arrow', () => {
    const ways = diagramOf(game).tracks.flatMap(({ arrows }) =>
      arrows.flatMap(({ guards }) => guards.flatMap(({ steps }) => steps.map(({ way }) => way))),
    );
    expect(ways.toSorted((a, b) => a - b)).toEqual([...game.chart.transitions.keys()]);
  });
});

test.each([
  ...SCENARIOS_UNDER_TEST.map((id) => [id, gameOf(id)] as const),
  ['nested phases', gameFrom(NESTED)] as const,
  ['nasty names', gameFrom(nastyTrack(NASTY))] as const,
])('Graphviz accepts the DOT of the whole chart: %s', async (_, game) => {
  const { status, errors } = (await instance()).render(dotOf(diagramOf(game)), { format: 'dot' });
  // It knows the width of bold text, and of signs beyond Latin, by guessing only.
  const guesses = /no hard-coded metrics|no value for width/;
  expect([status, errors.filter(({ message }) => !guesses.test(message))]).toEqual(['success', []]);
});

const parsed = (game: Game, track?: number): object => JSON.parse(JSON.stringify(machineOf(game, track)));

interface Truths {
  readonly type: ChartStep;
  readonly truths: readonly boolean[];
}

/** The exported machine with guards by name: a name is the condition's text, and equal texts have equal truth values. */
const exported = (game: Game): AnyStateMachine =>
  createMachine(parsed(game) as never).provide({
    guards: Object.fromEntries(
      game.chart.transitions.map(({ when }, way) => [
        when.text,
        ({ event }: { event: Truths }) => event.truths[way] === true,
      ]),
    ),
  } as never);

/** Truth values in which equal conditions agree: the last transition with a text decides, as in `exported`. */
const agreed = (game: Game, wanted: (text: string) => boolean): boolean[] =>
  game.chart.transitions.map(({ when }) => wanted(when.text));

const statesOf = (state: AnyStateNode): AnyStateNode[] => [state, ...Object.values(state.states).flatMap(statesOf)];

/** Where a machine's transitions lead, by state, event and order. */
const targetsOf = (machine: AnyStateMachine): string[] =>
  statesOf(machine.root)
    .flatMap((state) =>
      [...state.transitions].flatMap(([event, ways]) =>
        ways.map((way, i) => `${state.id} ${event} ${i} ${way.target?.map(({ id }) => id).join() ?? ''}`),
      ),
    )
    .sort();

describe.each([
  ...SCENARIOS_UNDER_TEST.map((id) => [id, gameOf(id)] as const),
  ['nested phases', gameFrom(NESTED)] as const,
])('the machine exported from %s', (_, game) => {
  const machine = exported(game);

  test('has the states and targets of the engine’s own', () => {
    expect(targetsOf(machine)).toEqual(targetsOf(game.chart.machine));
    const finals = (of: AnyStateMachine): string[] =>
      statesOf(of.root)
        .filter(({ type }) => type === 'final')
        .map(({ id }) => id);
    expect(finals(machine).sort()).toEqual(finals(game.chart.machine).sort());
  });

  test('starts and steps as the engine’s own', () => {
    const own = game.chart.machine;
    let [a, b] = [machine.resolveState(initialOf(machine)), own.resolveState(initialOf(own))];
    expect(a.value).toEqual(b.value);
    // A walk on which now these conditions hold, now those.
    for (let turn = 0; turn < 120; turn += 1) {
      const type = CHART_STEPS[turn % CHART_STEPS.length]!;
      const truths = agreed(game, (text) => (text.length * 7 + turn * 13) % 5 < 2);
      [a, b] = [transition(machine, a, { type, truths } as never)[0], transition(own, b, { type, truths } as never)[0]];
      expect(a.value).toEqual(b.value);
    }
  });
});

const initialOf = (machine: AnyStateMachine): { value: never; context: Record<string, never> } => ({
  value: machine.getInitialSnapshot({} as never).value as never,
  context: {},
});

test('the machine of one track is a machine by itself', () => {
  const game = gameFrom(NESTED);
  const machine = createMachine(parsed(game, 0) as never) as AnyStateMachine;
  expect(machine.id).toBe('ladder');
  expect(machine.getInitialSnapshot({} as never).value).toBe('peace');
});

test('the module holds the same machine', () => {
  const text = moduleOf(machineOf(gameFrom(nastyTrack(NASTY))));
  const [, json = ''] = /createMachine\((.*)\);\n$/s.exec(text)!;
  expect(JSON.parse(json)).toEqual(parsed(gameFrom(nastyTrack(NASTY))));
});

const DOCS = fileURLToPath(new URL('../../docs/', import.meta.url));

describe('the manual', () => {
  test('has the pictures that the program draws now; `npm run manual` writes them', async () => {
    for (const [path, content] of await manualPictures())
      expect(existsSync(DOCS + path) && readFileSync(DOCS + path, 'utf8') === content, path).toBe(true);
  });

  const page = readFileSync(`${DOCS}manual/diagrams.md`, 'utf8');
  const block = (of: string): string => new RegExp(`\`\`\`${of}\n(.*?)\`\`\``, 's').exec(page)?.[1] ?? '';

  test('shows what its own example gives, as text and as Mermaid', () => {
    const game = gameFrom(block('yaml'));
    expect(`${textOf(diagramOf(game), false).slice(2).join('\n')}\n`).toBe(block('text'));
    expect(mermaidOf(diagramOf(game, 0)).replace(/^---\n.*?---\n/s, '')).toBe(block('mermaid'));
  });

  test('shows the picture of the ladder', async () => {
    for (const path of (await manualPictures()).keys()) expect(page).toContain(`](${path.replace('manual/', '')})`);
  });
});
