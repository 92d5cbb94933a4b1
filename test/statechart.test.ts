import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PhaseNode } from '../src/core/chart/statechart.js';
import type { Facts } from '../src/core/facts.js';
import type { GameEvent } from '../src/core/program/events.js';
import type { Game } from '../src/core/program/game.js';
import { ORDERS, type World } from '../src/core/program/world.js';
import { apply, moveOfFace, start, startInPlace } from '../src/core/turn/play.js';
import { CHART_STEPS, type ChartStep } from '../src/core/vocabulary.js';
import { ScenarioError } from '../src/scenario/diagnostics.js';
import { load } from '../src/scenario/load.js';

/** The scenario's statechart (decision D3): what XState answers, what is remembered, and what the tracks read. */

const gameOf = (rest: string): Game =>
  load(
    'chart.yaml',
    () => `firebreak: 1
id: chart
title: Chart
clock: { unit: day, start: 2026-01-01, turns: 6 }
actors: [{ id: nobody, name: Nobody, short: NO }]
${rest}`,
  ).game;

const MIXED = `
dials:
  - { id: heat, label: Heat, start: 0 }
  - { id: fear, label: Fear, start: 0 }
tracks:
  - id: ladder
    label: Ladder
    initial: peace
    phases:
      - { id: peace, go: [{ to: crisis, when: heat > 40 }, { to: war, when: heat > 80 }] }
      - id: crisis
        initial: probe
        go: [{ to: peace, when: heat < 10 }, { to: war, when: fear > 70 }, { to: crisis, when: talks == "broken", at: chance }]
        phases:
          - { id: standoff, go: [{ to: probe, when: heat > 50, at: resolution }] }
          - { id: probe, go: [{ to: fighting, when: heat > 60 }, { to: standoff, when: fear > 50 }] }
          - id: fighting
            initial: shells
            go: [{ to: standoff, when: talks == "open" }]
            phases:
              - { id: skirmish, go: [{ to: shells, when: heat > 50 }] }
              - { id: shells, go: [{ to: skirmish, when: heat < 50 }, { to: war, when: fear > 90, at: situation }] }
      - { id: war, final: true }
  - id: talks
    label: Talks
    initial: none
    phases:
      - { id: none, go: [{ to: open, when: ladder == "crisis", at: consultation }] }
      - { id: open, go: [{ to: broken, when: ladder == "fighting" || fear > 60 }, { to: none, when: ladder == "peace" }] }
      - { id: broken, go: [{ to: open, when: 'ladder in ["standoff", "peace"]' }] }
  - id: home
    label: Home
    initial: calm
    phases:
      - { id: calm, go: [{ to: rally, when: ladder == "war" || heat > 70 }] }
      - id: rally
        go: [{ to: calm, when: fear > 30 && home == "tired" }]
        phases:
          - { id: loud, go: [{ to: tired, when: fear > 20 }] }
          - id: tired
`;

const game = gameOf(MIXED);

const factsOf = (phases: readonly number[], values: readonly number[] = [0, 0]): Facts => ({
  turn: 3,
  period: 3,
  days: 1,
  lastTurn: 0,
  values,
  phases,
  entered: phases.map(() => 1),
  eventTurn: game.events.map(() => 0),
  eventCount: game.events.map(() => 0),
  traits: [],
  sums: [],
  peaks: [],
});

/** The remembered answer; it says nothing when nothing moved. */
const quick = (of: Game, facts: Facts, at: ChartStep): readonly number[] =>
  of.chart.quickStep(facts, at)?.phases ?? facts.phases;

const leaf = (of: Game, track: string, phase: string): number =>
  of.tracks.find(({ id }) => id === track)!.phases.findIndex(({ id }) => id === phase);

const someFacts = fc
  .tuple(fc.tuple(...game.tracks.map((track) => fc.nat(track.phases.length - 1))), fc.tuple(fc.nat(100), fc.nat(100)))
  .map(([phases, values]) => factsOf(phases, values));
const someStep = fc.constantFrom(...CHART_STEPS);

/** The statechart in a few lines, written from the rules: innermost phase first, then the order of the file. */
const byTheRules = (of: Game, facts: Facts, at: ChartStep): number[] =>
  of.tracks.map((track, index) => {
    const now = facts.phases[index]!;
    const chainTo = (nodes: readonly PhaseNode[], above: readonly PhaseNode[]): readonly PhaseNode[] | undefined => {
      for (const node of nodes) {
        const chain = [node, ...above];
        if (node.leaf === now) return chain;
        const found = chainTo(node.phases, chain);
        if (found) return found;
      }
      return undefined;
    };
    const find = (nodes: readonly PhaseNode[], id: string): PhaseNode | undefined => {
      for (const node of nodes) {
        const found = node.id === id ? node : find(node.phases, id);
        if (found) return found;
      }
      return undefined;
    };
    const descend = (node: PhaseNode): number =>
      node.leaf >= 0 ? node.leaf : descend(node.phases.find(({ id }) => id === node.initial) ?? node.phases[0]!);
    const chain = chainTo(track.nodes, [])!;
    if (chain[0]!.final) return now;
    for (const { id } of chain)
      for (const way of of.chart.transitions)
        if (way.track === index && way.from === id && way.at === at && way.when.holds(facts))
          return descend(find(track.nodes, way.to)!);
    return now;
  });

describe('one step', () => {
  test('the plain and the remembered answer are the same, at any facts, again and again', () => {
    let moved = 0;
    fc.assert(
      fc.property(someFacts, someStep, (facts, at) => {
        const plain = game.chart.step(facts, at);
        expect(quick(game, facts, at)).toEqual(plain.phases);
        expect(quick(game, facts, at)).toEqual(plain.phases);
        if (plain.taken.length > 0) moved += 1;
      }),
      { seed: 1, numRuns: 2000 },
    );
    expect(moved).toBeGreaterThan(500);
  });

  test('XState answers as the rules say: innermost first, then the order of the file', () => {
    fc.assert(
      fc.property(someFacts, someStep, (facts, at) => {
        expect(game.chart.step(facts, at).phases).toEqual(byTheRules(game, facts, at));
      }),
      { seed: 2, numRuns: 2000 },
    );
  });

  test('the transitions it says were taken lead from the old phases to the new', () => {
    fc.assert(
      fc.property(someFacts, someStep, (facts, at) => {
        const { phases, taken } = game.chart.step(facts, at);
        for (const index of taken) {
          const way = game.chart.transitions[index]!;
          expect(way.at).toBe(at);
          expect(way.when.holds(facts)).toBe(true);
        }
        const tracks = taken.map((index) => game.chart.transitions[index]!.track);
        expect(new Set(tracks).size).toBe(tracks.length);
        for (const [track, phase] of phases.entries())
          if (phase !== facts.phases[track]) expect(tracks).toContain(track);
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  test('a phase may have more ways out than a word has bits', () => {
    const many = Array.from({ length: 40 }, (_, i) => i);
    const hub = gameOf(`
dials: [{ id: heat, label: Heat, start: 0 }]
tracks:
  - id: hub
    label: Hub
    initial: centre
    phases:
      - { id: centre, go: [${many.map((i) => `{ to: p${i}, when: heat == ${i} }`).join(', ')}] }
${many.map((i) => `      - { id: p${i} }`).join('\n')}
`);
    for (const heat of [...many, ...many.toReversed()]) {
      const facts = factsOf([0], [heat]);
      expect(hub.chart.step(facts, 'review').phases).toEqual([heat + 1]);
      expect(quick(hub, facts, 'review')).toEqual([heat + 1]);
    }
  });

  test('facts are read, not changed', () => {
    const facts = Object.freeze(factsOf([1, 0, 0], [90, 90]));
    Object.freeze(facts.phases);
    Object.freeze(facts.values);
    for (const at of CHART_STEPS) {
      game.chart.step(facts, at);
      game.chart.quickStep(facts, at);
    }
  });
});

describe('nested phases', () => {
  const at = (phase: string, values: readonly number[], step: ChartStep = 'review', talks = 'none'): string => {
    const phases = [leaf(game, 'ladder', phase), leaf(game, 'talks', talks), 0];
    return game.tracks[0]!.phases[game.chart.step(factsOf(phases, values), step).phases[0]!]!.id;
  };

  test('leaves are counted in the order of the file', () => {
    expect(game.tracks[0]!.phases.map(({ id }) => id)).toEqual([
      'peace',
      'standoff',
      'probe',
      'skirmish',
      'shells',
      'war',
    ]);
    expect(game.chart.start).toEqual([0, 0, 0]);
  });

  test.each<[why: string, from: string, values: [heat: number, fear: number], to: string]>([
    ['entering a phase with phases inside enters its initial one', 'peace', [45, 0], 'probe'],
    ['the first way out whose guard holds is taken', 'peace', [90, 0], 'probe'],
    ['a way out of the phase around is open from every phase inside', 'standoff', [0, 0], 'peace'],
    ['also from two levels down', 'shells', [60, 80], 'war'],
    ['the innermost way goes first', 'shells', [5, 0], 'skirmish'],
    ['the innermost way goes first, though the one around holds too', 'probe', [65, 90], 'shells'],
    ['without a guard that holds it stays', 'skirmish', [30, 0], 'skirmish'],
  ])('%s', (_, from, values, to) => {
    expect(at(from, values)).toBe(to);
  });

  test('a way to the phase around starts it anew', () => {
    expect(at('standoff', [20, 0], 'chance', 'broken')).toBe('probe');
    expect(at('skirmish', [20, 0], 'chance', 'broken')).toBe('probe');
  });

  test('a name of a phase with phases inside holds for each of them', () => {
    const none = leaf(game, 'talks', 'none');
    const opens = (phase: string): boolean =>
      game.chart.step(factsOf([leaf(game, 'ladder', phase), none, 0]), 'consultation').phases[1] !== none;
    expect(['peace', 'standoff', 'probe', 'skirmish', 'shells', 'war'].filter(opens)).toEqual([
      'standoff',
      'probe',
      'skirmish',
      'shells',
    ]);
  });
});

describe('final phases', () => {
  test('nothing leads out of one, whatever the facts', () => {
    const war = leaf(game, 'ladder', 'war');
    fc.assert(
      fc.property(someFacts, someStep, (facts, at) => {
        const there = { ...facts, phases: [war, ...facts.phases.slice(1)] };
        expect(game.chart.step(there, at).phases[0]).toBe(war);
        expect(quick(game, there, at)[0]).toBe(war);
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  test('one final track does not stop the others, and all final tracks stay', () => {
    const some = gameOf(`
tracks:
  - { id: one, label: One, initial: a, phases: [{ id: a, go: [{ to: z, when: 'true' }] }, { id: z, final: true }] }
  - { id: two, label: Two, initial: a, phases: [{ id: a, go: [{ to: b, when: 'true' }] }, { id: b, go: [{ to: z, when: 'true' }] }, { id: z, final: true }] }
`);
    let phases = some.chart.start;
    const seen = [phases];
    for (let i = 0; i < 4; i += 1) {
      phases = some.chart.step(factsOf(phases), 'review').phases;
      seen.push(phases);
    }
    expect(seen).toEqual([
      [0, 0],
      [1, 1],
      [1, 2],
      [1, 2],
      [1, 2],
    ]);
  });

  /** A scenario that is refused with a diagnostic makes no promise that could be broken. */
  const unlessRefused = (rest: string): Game | undefined => {
    try {
      return gameOf(rest);
    } catch (error) {
      if (error instanceof ScenarioError) return undefined;
      throw error;
    }
  };

  test('a final phase inside another stays, though the phase around has ways out', () => {
    const inside = unlessRefused(`
tracks:
  - id: one
    label: One
    initial: group
    phases:
      - id: group
        go: [{ to: away, when: 'true' }]
        phases: [{ id: a }, { id: end, final: true }]
      - id: away
`);
    if (!inside) return;
    const end = leaf(inside, 'one', 'end');
    expect(inside.chart.step(factsOf([end]), 'review').phases).toEqual([end]);
    expect(quick(inside, factsOf([end]), 'review')).toEqual([end]);
    // The way stays open from the phases that are not final.
    expect(inside.chart.step(factsOf([leaf(inside, 'one', 'a')]), 'review').phases).toEqual([
      leaf(inside, 'one', 'away'),
    ]);
  });

  test('a final phase with phases inside is refused, or entered like any other', () => {
    const group = unlessRefused(`
tracks:
  - id: one
    label: One
    initial: a
    phases:
      - { id: a, go: [{ to: end, when: 'true' }] }
      - { id: end, final: true, phases: [{ id: b }, { id: c }] }
`);
    if (!group) return;
    expect(group.chart.step(factsOf([0]), 'review').phases).toEqual([leaf(group, 'one', 'b')]);
  });
});

describe('tracks that read each other', () => {
  test('every guard of a step reads the facts as they stood when it began, whatever the order of the tracks', () => {
    const tracks = [
      "  - { id: one, label: One, initial: a, phases: [{ id: a, go: [{ to: b, when: two == 'a' }] }, { id: b, go: [{ to: a, when: two == 'b' }] }] }",
      "  - { id: two, label: Two, initial: a, phases: [{ id: a, go: [{ to: b, when: three == 'a' }] }, { id: b, go: [{ to: a, when: three == 'b' }] }] }",
      "  - { id: three, label: Three, initial: a, phases: [{ id: a, go: [{ to: b, when: one == 'a' }] }, { id: b, go: [{ to: a, when: one == 'b' }] }] }",
    ];
    const historyOf = (order: readonly number[]): string[] => {
      const some = gameOf(`tracks:\n${order.map((i) => tracks[i]).join('\n')}\n`);
      let phases: readonly number[] = [0, 0, 0];
      return Array.from({ length: 5 }, () => {
        phases = some.chart.step(factsOf(phases), 'review').phases;
        return some.tracks
          .map(({ id }, i) => `${id} ${phases[i]}`)
          .toSorted()
          .join();
      });
    };
    const history = historyOf([0, 1, 2]);
    expect(history.slice(0, 2)).toEqual(['one 1,three 1,two 1', 'one 0,three 0,two 0']);
    for (const order of [
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ])
      expect(historyOf(order)).toEqual(history);
  });

  test('a track that reads its own phase reads the old one', () => {
    const rally = game.tracks[2]!.phases.findIndex(({ id }) => id === 'loud');
    const tired = game.tracks[2]!.phases.findIndex(({ id }) => id === 'tired');
    const next = (from: number): number => game.chart.step(factsOf([0, 0, from], [0, 40]), 'review').phases[2]!;
    expect(next(rally)).toBe(tired);
    expect(next(tired)).toBe(0);
  });
});

describe('steps of the turn', () => {
  const relay = gameOf(`
tracks:
  - id: relay
    label: Relay
    initial: p0
    phases:
      - { id: p0, go: [{ to: p1, when: 'true', at: situation }] }
      - { id: p1, go: [{ to: p2, when: 'true', at: consultation }] }
      - { id: p2, go: [{ to: p3, when: 'true', at: resolution }] }
      - { id: p3, go: [{ to: p4, when: 'true', at: chance }] }
      - { id: p4, go: [{ to: p5, when: 'true' }] }
      - { id: p5 }
rounds: [{ id: talk, label: Talk, seats: all }]
actions: [{ id: speak, actor: nobody, label: Speak, kind: diplomatic, round: talk }]
`);

  test.each(CHART_STEPS.map((step, i) => [step, i] as const))(
    'a way at `%s` is taken then and at no other step',
    (step, from) => {
      for (const other of CHART_STEPS)
        expect(relay.chart.step(factsOf([from]), other).phases, other).toEqual([other === step ? from + 1 : from]);
    },
  );

  /** Plays with empty orders and forced first faces; collects what was announced. */
  const announcedBy = (of: Game, turns: number): GameEvent[] => {
    const events: GameEvent[] = [];
    let world: World = startInPlace(of, (event) => events.push(event));
    while (world.step !== 'over' && world.turn <= turns) {
      const move =
        world.waiting === ORDERS
          ? { is: 'orders' as const, seat: of.actors[world.sealed.indexOf(false)]!.id, orders: [] }
          : moveOfFace(of, world, 0);
      const played = apply(of, world, move);
      events.push(...played.events);
      world = played.world;
    }
    return events;
  };

  test('played: each step hears of its own end, in the order of the turn, and `review` is the default', () => {
    const entered = announcedBy(relay, 1).flatMap((event) =>
      event.is === 'entered' ? [[event.turn, event.step, event.to]] : [],
    );
    expect(entered).toEqual([
      [1, 'situation', 1],
      [1, 'consultation', 2],
      [1, 'resolution', 3],
      [1, 'chance', 4],
      [1, 'review', 5],
    ]);
  });

  test('played: effects of entering apply once, all of them together, and the turn of entering is kept', () => {
    const nested = gameOf(`
counters:
  - { id: outer, label: Outer }
  - { id: inner, label: Inner }
  - { id: trail, label: Trail }
tracks:
  - id: one
    label: One
    initial: out
    phases:
      - { id: out, go: [{ to: group, when: turn == 2 }] }
      - id: group
        enter: [{ do: adjust, dial: outer, by: 1 }, { do: adjust, dial: trail, by: 100 }]
        phases:
          - id: a
            enter: [{ do: adjust, dial: inner, by: 1 }, { do: adjust, dial: trail, by: trail + 10 }]
            go: [{ to: b, when: turn == 4 }]
          - { id: b, enter: [{ do: adjust, dial: trail, by: 1 }] }
`);
    let { world } = start(nested);
    const after: [turn: number, outer: number, inner: number, trail: number, entered: number][] = [];
    while (world.step !== 'over') {
      const { turn } = world;
      world = apply(
        nested,
        world,
        world.waiting === ORDERS ? { is: 'orders', seat: 'nobody', orders: [] } : moveOfFace(nested, world, 0),
      ).world;
      if (world.turn > turn && turn > 0)
        after.push([turn, ...(world.values as [number, number, number]), world.entered[0]!]);
    }
    expect(after).toEqual([
      [1, 0, 0, 0, 0],
      [2, 1, 1, 110, 2],
      [3, 1, 1, 110, 2],
      [4, 1, 1, 111, 4],
      [5, 1, 1, 111, 4],
    ]);
  });
});

test('phases and tracks may bear names that every JavaScript object has, or numbers', () => {
  const odd = gameOf(`
tracks:
  - id: valueof
    label: Value of
    initial: '10'
    phases:
      - { id: '10', go: [{ to: tostring, when: valueof == "10" }] }
      - { id: '2', go: [{ to: hasownproperty, when: 'true' }] }
      - { id: tostring, go: [{ to: '2', when: valueof == "tostring" }] }
      - { id: hasownproperty, go: [{ to: isprototypeof, when: 'true' }] }
      - { id: isprototypeof, final: true }
  - { id: initial, label: Initial, initial: states, phases: [{ id: states, go: [{ to: 'on', when: 'true' }] }, { id: 'on' }] }
`);
  let phases = odd.chart.start;
  const seen = [phases];
  for (let i = 0; i < 5; i += 1) {
    phases = quick(odd, factsOf(phases), 'review');
    seen.push(phases);
  }
  expect(seen.map(([first]) => odd.tracks[0]!.phases[first!]!.id)).toEqual([
    '10',
    'tostring',
    '2',
    'hasownproperty',
    'isprototypeof',
    'isprototypeof',
  ]);
  expect(seen.map(([, second]) => second)).toEqual([0, 1, 1, 1, 1, 1]);
});
