import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Order } from '../../src/core/program/world.js';
import { nodeAt } from '../../src/core/turn/node.js';
import { apply, start } from '../../src/core/turn/play.js';
import { dialOf, gameOf } from '../cases/play.js';

/** The page "How a turn is carried out": each example is played, and comes out as its last line says. */

const PAGE = readFileSync(fileURLToPath(new URL('../../docs/manual/turn.md', import.meta.url)), 'utf8');

const HEAD = `firebreak: 1
id: example
title: Example
provenance: design
conditional_orders: 9
clock: { unit: day, start: 2026-01-01, turns: 9 }
actors: [{ id: a, name: Alpha, short: A, points: 9 }]
`;

interface Example {
  readonly text: string;
  /** Orders of each turn, and what then stands. */
  readonly turns: readonly { readonly orders: readonly Order[]; readonly values: Readonly<Record<string, number>> }[];
}

const orderOf = (words: string): Order => {
  const [action = '', replyTo] = words.split(' if ');
  return { action, ...(replyTo === undefined ? {} : { replyTo }) };
};

const exampleOf = (block: string): Example => {
  const lines = block.trimEnd().split('\n');
  const turns = lines
    .pop()!
    .slice(2)
    .split('; then ')
    .map((turn) => {
      const [orders = '', values = ''] = turn.split(' → ');
      return {
        orders: orders === 'nothing' ? [] : orders.split(', ').map(orderOf),
        values: Object.fromEntries(values.split(', ').map((pair) => [pair.split(' ')[0]!, Number(pair.split(' ')[1])])),
      };
    });
  return { text: HEAD + lines.join('\n'), turns };
};

const examples: { readonly title: string; readonly block: string }[] = [];
let title = '';
for (const [, bold, heading, block] of PAGE.matchAll(/\*\*([^*]+)\*\*|^## (.+)$|```yaml\n([\s\S]*?)```/gm)) {
  title = (bold ?? heading ?? title).replaceAll('\n', ' ');
  if (block !== undefined) examples.push({ title, block });
}

test.each(examples.map((example) => [example.title, exampleOf(example.block)] as const))('%s', (_, { text, turns }) => {
  const game = gameOf(text);
  let { world } = start(game);
  const goOn = (): void => {
    for (let node = nodeAt(game, world); node.is === 'chance'; node = nodeAt(game, world))
      world = apply(game, world, {
        is: 'chance',
        address: node.address,
        outcome: game.dice[node.die]!.outcomes[0]!.id,
      }).world;
  };
  goOn();
  for (const { orders, values } of turns) {
    const { turn } = world;
    world = apply(game, world, { is: 'orders', seat: 'a', orders }).world;
    goOn();
    expect(world.turn).toBe(turn + 1);
    const after = world;
    expect(Object.fromEntries(Object.keys(values).map((id) => [id, dialOf(game, after, id)]))).toEqual(values);
  }
});

test('the page has an example for each rule', () => {
  expect(examples.length).toBeGreaterThan(18);
});
