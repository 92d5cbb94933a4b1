import type { Game } from '../../src/core/program/game.js';
import { load } from '../../src/scenario/load.js';

/** Small scenarios whose diagrams can be written down whole. */

const HEAD = `firebreak: 1
id: tiny
title: "Tiny: a test"
clock: { unit: day, start: 2026-01-01, turns: 6 }
actors: [{ id: nobody, name: Nobody, short: NO }]
dials: [{ id: heat, label: Heat, start: 0 }]
`;

export const gameFrom = (tracks: string): Game => load('tiny.yaml', () => `${HEAD}${tracks}`).game;

/** A ladder with a firebreak, a final phase, one condition at two steps and one at a third. */
export const LADDER = `
tracks:
  - id: ladder
    label: Ladder
    text: How hot it is.
    ladder: true
    initial: calm
    phases:
      - id: calm
        label: Calm
        rung: 0
        go:
          - { to: clash, when: heat > 50, at: resolution }
          - { to: clash, when: heat > 50, at: chance }
          - { to: clash, when: heat > 60 }
      - id: clash
        label: Clash
        rung: 1
        go:
          - { to: war, when: heat > 90, at: resolution, firebreak: true, label: all out }
          - { to: calm, when: heat < 10 }
      - { id: war, label: War, rung: 2, final: true }
`;

/** Phases inside phases, ways out of and into them, and a second track. */
export const NESTED = `
tracks:
  - id: ladder
    label: Ladder
    ladder: true
    initial: peace
    phases:
      - { id: peace, rung: 0, go: [{ to: crisis, when: heat > 40 }, { to: war, when: heat > 80 }] }
      - id: crisis
        label: The crisis
        initial: probe
        go: [{ to: peace, when: heat < 10 }, { to: war, when: heat > 70 }, { to: crisis, when: heat == 3, at: chance }]
        phases:
          - { id: standoff, rung: 1, go: [{ to: probe, when: heat > 50, at: resolution }] }
          - { id: probe, rung: 2, go: [{ to: fighting, when: heat > 60 }, { to: standoff, when: heat < 50 }] }
          - id: fighting
            initial: shells
            go: [{ to: standoff, when: heat == 1 }]
            phases:
              - { id: skirmish, rung: 3, go: [{ to: shells, when: heat > 50 }] }
              - { id: shells, rung: 4, go: [{ to: skirmish, when: heat < 50 }, { to: war, when: heat > 90, at: situation }] }
      - { id: war, rung: 5, final: true }
  - id: home
    label: Home
    initial: calm
    phases:
      - { id: calm, go: [{ to: rally, when: heat > 70 }] }
      - id: rally
        go: [{ to: calm, when: heat > 30 && home == "tired" }]
        phases:
          - { id: loud, go: [{ to: tired, when: heat > 20 }] }
          - id: tired
`;

/** What an author could write to trip a renderer. */
export const NASTY = [
  'a "quoted" \\ \\N \\l name',
  '<script>alert(1)</script>',
  'x : y :: z; w',
  ']] }} --> [*] -- %%{init: {}}%%',
  '&lt;b&gt; &amp; #quot; #35; &#60;',
  '1) list *bold* __x__ `code` - item',
  'ünï 中文 😀 ‘’',
  'style a:b#c;',
] as const;

/** A track whose phases bear these names; each leads to the next, and its way has the next name as label. */
export const nastyTrack = (names: readonly string[]): string => `
tracks:
  - id: end
    label: ${JSON.stringify(names[0])}
    text: ${JSON.stringify(names.join('\n'))}
    initial: p0
    phases:
${names
  .map(
    (name, i) =>
      `      - { id: p${i}, label: ${JSON.stringify(name)}, text: ${JSON.stringify(name)}, go: [{ to: p${(i + 1) % names.length}, when: ${JSON.stringify(`happened("tick") || heat == ${i}`)}, label: ${JSON.stringify(name)} }] }`,
  )
  .join('\n')}
triggers: [{ id: tick, label: Tick, at: review, effects: [] }]
`;
