import { draw, purposeOf, seedOf } from '../../src/core/chance/chance.js';

/** Small scenarios at random, with something of everything that a proof must not lose. */

export const randomScenario = (seedText: string): string => {
  const seed = seedOf(seedText);
  let asked = 0;
  const below = (count: number): number => {
    asked += 1;
    return Math.floor(draw(seed, purposeOf(`scenario/${asked}`), 0) * count);
  };
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;
  const times = (count: number, make: (i: number) => string): string =>
    Array.from({ length: count }, (_, i) => make(i)).join('\n');

  const event = (): string => pick(['t0', 't1', 't2', 't3', 'a0', 'a1', 'b0', 'noise', 't1/up', 'a1/good']);
  const simple = (): string =>
    pick([
      () => `heat > ${below(4)}`,
      () => `cold < ${below(4)}`,
      () => `happened("${event()}")`,
      () => `count("${event()}") >= ${1 + below(2)}`,
      () => `turns_since("${event()}") <= ${1 + below(2)}`,
      () => `ordered("${pick(['a0', 'a1', 'b0'])}")`,
      () => `ladder == "p${below(3)}"`,
      () => `turns_in("ladder") >= 1`,
      () => 'lit',
      () => `turn == ${1 + below(3)}`,
      () => `mean("heat") > ${below(3)}`,
      () => `peak("cold") > ${below(3)}`,
      () => 'one.kind == "firm"',
    ])();
  const condition = (): string =>
    pick([
      simple,
      simple,
      () => `!(${simple()})`,
      () => `${simple()} && ${simple()}`,
      () => `${simple()} || ${simple()}`,
    ])();
  const timing = (): string =>
    pick(['', '', ', after: 1', ", when: 'CONDITION'"].map((one) => one.replace('CONDITION', condition())));
  const effect = (): string =>
    pick([
      () =>
        `{ do: adjust, dial: ${pick(['heat', 'cold'])}, by: ${pick(['1', '-1', '2', 'cold - heat'])}${pick(['', ', for: 1', ', for: 2'])}${timing()} }`,
      () => `{ do: set, dial: ${pick(['heat', 'cold'])}, to: ${pick(['0', '3', 'heat', 'cold'])}${timing()} }`,
      () => `{ do: flag, flag: lit${pick(['', ', to: false'])}${pick(['', ', for: 1', ', for: 2'])}${timing()} }`,
      () => `{ do: signal, event: noise${timing()} }`,
      () => `{ do: points, actor: ${pick(['one', 'two'])}, by: ${pick(['1', '-1'])}${timing()} }`,
    ])();
  const effects = (most: number): string => `[${Array.from({ length: below(most + 1) }, effect).join(', ')}]`;
  const pace = (): string => pick(['', '', ', once: true', ', cooldown: 1', ', group: g']);
  const chance = (): string => pick(['', ', chance: 0.3', `, chance: 'lit ? 0.2 : 0.6'`]);

  return `firebreak: 1
id: random
title: A scenario at random
provenance: design
clock: { unit: day, start: 2026-01-01, turns: ${2 + below(2)} }
dials:
  - { id: heat, label: Heat, start: ${below(4)}, max: 4${pick(['', ', upkeep: 1', ", upkeep: 'cold > 2 ? 1 : -1'"])} }
  - { id: cold, label: Cold, start: ${below(4)}, max: 4 }
flags: [{ id: lit, label: Lit }]
events: [{ id: noise, label: Noise }]
${pick(['', 'rounds: [{ id: talk, label: Talk, seats: [one] }]\n'])}actors:
  - { id: one, name: One, short: ONE, points: ${below(3) === 0 ? 2 : 1}, traits: [{ id: kind, values: [{ id: firm, weight: 1 }, { id: soft, weight: 2 }] }] }
  - { id: two, name: Two, short: TWO, points: 1 }
tracks:
  - id: ladder
    label: Ladder
    initial: p0
    phases:
${times(3, (i) => `      - { id: p${i}, rung: ${i}, enter: ${effects(1)}, go: [${Array.from({ length: below(3) }, () => `{ to: p${below(3)}, when: '${condition()}', at: ${pick(['situation', 'resolution', 'chance', 'review'])} }`).join(', ')}] }`)}
actions:
  - { id: a0, actor: one, label: A0, kind: ${pick(['diplomatic', 'force'])}${pick(['', ', once: true', ', cooldown: 1'])}, effects: ${effects(2)} }
  - id: a1
    actor: one
    label: A1
    kind: force
    group: x
    when: '${condition()}'
    odds: { base: 0.5 }
    outcomes: [{ id: good, effects: ${effects(1)} }, { id: bad, effects: ${effects(1)} }]
  - { id: b0, actor: two, label: B0, kind: covert, reply_to: [a0], effects: ${effects(2)} }
triggers:
${times(4, (i) =>
  i === 1
    ? `  - { id: t1, label: T1, at: ${pick(['situation', 'response', 'review'])}, when: '${condition()}', outcomes: [{ id: up, weight: 1, effects: ${effects(1)} }, { id: down, weight: 'heat + 1' }] }`
    : `  - { id: t${i}, label: T${i}, at: ${pick(['situation', 'response', 'chance', 'review'])}${pick(['', `, when: '${condition()}'`])}${pace()}${chance()}, effects: ${effects(2)} }`,
)}
endings:
  - { id: e0, label: E0, when: '${condition()} && turn > 1' }
properties:
  - { id: never, never: '${condition()}' }
  - { id: always, always: '${condition()}' }
  - { id: sometime, eventually: '${condition()}' }
  - { id: reach, reachable: '${condition()}' }
  - { id: share, share: '${condition()}', at_most: 1 }
`;
};
