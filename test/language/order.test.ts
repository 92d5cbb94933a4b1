import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { diagnosticText, ScenarioError } from '../../src/scenario/diagnostics.js';
import { LIBRARY, readFrom, SCENARIOS } from '../../src/scenario/library.js';
import { load } from '../../src/scenario/load.js';
import { SCENARIOS_UNDER_TEST } from '../games.js';

/** Where an item stands in its list never decides whether others may name it (reference.md). */

const backwards = (text: string): string =>
  stringify(
    Object.fromEntries(
      Object.entries(parse(text) as object).map(([key, value]) => [
        key,
        Array.isArray(value) ? value.toReversed() : value,
      ]),
    ),
  );

const errorsOf = (entry: string, read: (path: string) => string | undefined): string[] => {
  try {
    load(entry, read, {}, LIBRARY);
  } catch (error) {
    if (error instanceof ScenarioError) return error.diagnostics.map(diagnosticText);
    throw error;
  }
  return [];
};

describe('with every list turned around, of the scenario and of its model', () => {
  const read = readFrom(SCENARIOS);
  test.each(SCENARIOS_UNDER_TEST)('%s has no errors', (id) => {
    const turned = (path: string): string | undefined => {
      const text = read(path);
      return text === undefined ? undefined : backwards(text);
    };
    expect(errorsOf(`${id}.yaml`, turned)).toEqual([]);
  });
});

const GAUGES = [
  '{ id: third, label: Third, value: second * 10 + first }',
  '{ id: second, label: Second, value: first + 1 }',
  '{ id: first, label: First, value: heat / 10 }',
];

const withGauges = (gauges: readonly string[]): string => `firebreak: 1
id: order
title: Order
clock: { unit: month, start: 2026-01-01, turns: 2 }
actors: [{ id: a, name: A, short: A }]
dials: [{ id: heat, label: Heat, start: 40 }]
gauges: [${gauges.join(', ')}]
`;

test('gauges in any order have the same values', () => {
  const orders = GAUGES.flatMap((one) => {
    const [two, three] = GAUGES.filter((other) => other !== one);
    return [
      [one, two!, three!],
      [one, three!, two!],
    ];
  });
  const values = orders.map((gauges) => {
    const { game } = load('order.yaml', () => withGauges(gauges));
    const facts = { values: [40] } as unknown as Parameters<(typeof game.gauges)[0]['value']['value']>[0];
    return Object.fromEntries(game.gauges.map(({ id, value }) => [id, value.value(facts)]));
  });
  expect(values).toHaveLength(6);
  for (const one of values) expect(one).toEqual({ first: 4, second: 5, third: 54 });
});
