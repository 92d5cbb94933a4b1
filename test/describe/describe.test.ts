import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { GameEvent } from '../../src/core/program/events.js';
import type { Game } from '../../src/core/program/game.js';
import type { Order, World } from '../../src/core/program/world.js';
import { describe as describeOrder } from '../../src/core/seat/describe/describe.js';
import { prospectLine, prospectWords } from '../../src/core/seat/describe/words.js';
import { actionsFor, observe } from '../../src/core/seat/observe.js';
import { nodeAt } from '../../src/core/turn/node.js';
import { apply, type Move, start } from '../../src/core/turn/play.js';
import { bundledIds, loadScenario } from '../../src/scenario/library.js';
import { load } from '../../src/scenario/load.js';
import { nextMove } from '../games.js';

/** What a card says before an order is what happens after it, because it is the rules that were run. */

const gameOf = (name: string): Game =>
  load(name, () => readFileSync(fileURLToPath(new URL(name, import.meta.url)), 'utf8')).game;

/** The words of an action at the first node of sealed orders. */
const linesOf = (game: Game, id: string, seat = 0): string[] => {
  const world = atOrders(game, '1', 1);
  const action = game.actionsOf[seat]!.find((index) => game.actions[index]!.id === id)!;
  return prospectWords(game, observe(game, world, seat), action).map(prospectLine);
};

/** A game played by random orders to the sealed orders of a turn. */
const atOrders = (game: Game, seed: string, turn: number): World => {
  let { world } = start(game);
  for (;;) {
    const node = nodeAt(game, world);
    if (node.is === 'ending' || (node.is === 'orders' && world.step === 'orders' && world.turn >= turn)) return world;
    world = apply(game, world, nextMove(game, world, 'random', seed)!).world;
  }
};

describe('cases', () => {
  test('effects that depend on one another, phases and points are shown as they will be', () => {
    const game = gameOf('preview.yaml');
    expect(linesOf(game, 'jump')).toEqual(['Tension +50']);
    expect(linesOf(game, 'give')).toEqual(['Mood → Hot, Tension +70, A −2 action points next turn']);
  });

  test('at the edge of a dial the card says what is possible, and what was asked for', () => {
    expect(linesOf(gameOf('edge.yaml'), 'calm')).toEqual([
      'yes 50%: T −2 (of −10), V +2 (of +10)',
      'no 50%: nothing that you can see',
    ]);
  });
});

/** The quiet way through a turn: everybody but one seat holds, and nothing comes of any die that can come to nothing. */
const quietMove = (game: Game, world: World, seat: number, orders: readonly Order[]): Move => {
  const node = nodeAt(game, world);
  if (node.is === 'orders') {
    const owing = node.seats[0]!;
    return { is: 'orders', seat: game.actors[owing]!.id, orders: owing === seat ? orders : [] };
  }
  if (node.is !== 'chance') throw new Error('the game is over');
  const die = game.dice[node.die]!;
  if (die.spread.by === 'face') return { is: 'chance', address: node.address, outcome: '5000', face: 5000 };
  const quiet = die.outcomes.findIndex((outcome, i) => outcome.event < 0 && node.odds[i]! > 0);
  const outcome = quiet >= 0 ? quiet : node.odds.indexOf(Math.max(...node.odds));
  return { is: 'chance', address: node.address, outcome: die.outcomes[outcome]!.id };
};

/** Changes of this turn's dials, counters and flags with these orders of a seat, by playing them. */
const played = (game: Game, from: World, seat: number, orders: readonly Order[]): Map<number, number> => {
  const events: GameEvent[] = [];
  let world = from;
  while (world.turn === from.turn && world.step !== 'over') {
    const next = apply(game, world, quietMove(game, world, seat, orders));
    events.push(...next.events);
    world = next.world;
  }
  const changes = new Map<number, number>();
  for (const event of events)
    if (event.is === 'moved' && event.turn === from.turn)
      changes.set(event.slot, (changes.get(event.slot) ?? 0) + event.to - event.from);
  return changes;
};

/** Slots of which more was said than came, or less: `Tension: said 3, came 5`. */
const disagreements = (
  game: Game,
  said: ReadonlyMap<number, number>,
  after: ReadonlyMap<number, number>,
  idle: ReadonlyMap<number, number>,
): string[] =>
  [...new Set([...said.keys(), ...after.keys(), ...idle.keys()])].flatMap((slot) => {
    const came = (after.get(slot) ?? 0) - (idle.get(slot) ?? 0);
    // Changes of less than a twentieth of a point are left unsaid.
    return Math.abs((said.get(slot) ?? 0) - came) < 0.051
      ? []
      : [`${game.slots[slot]!.label}: said ${said.get(slot) ?? 0}, came ${came}`];
  });

/** With everything seen by everybody, so that nothing of what follows is hidden from the seat. */
const openly = (game: Game, seat: number): Game => ({
  ...game,
  traits: game.traits.map((trait) => ({ ...trait, actor: seat })),
  slots: game.slots.map(({ blur: _, ...slot }) => ({ ...slot, seenBy: -1 })),
  tracks: game.tracks.map((track) => ({ ...track, seenBy: -1 })),
  triggers: game.triggers.map((trigger) => ({ ...trigger, seenBy: -1 })),
  events: game.events.map((event) => ({ ...event, seenBy: -1 })),
  actions: game.actions.map((action) => ({ ...action, covert: false })),
});

describe('what is said of an order without a die is what comes of it', () => {
  test.each(bundledIds())('%s', (id) => {
    const loaded = loadScenario(id).game;
    let compared = 0;
    for (const seed of ['1', '2'])
      for (const turn of [1, 3]) {
        const world = atOrders(loaded, seed, turn);
        const node = nodeAt(loaded, world);
        if (node.is !== 'orders') continue;
        for (const seat of node.seats.slice(0, 2)) {
          const game = openly(loaded, seat);
          const picture = observe(game, world, seat);
          // Changes that run out at the beginning of the next turn are told of as lasting, not as taken back.
          const idle = played(game, world, seat, []);
          for (const action of actionsFor(game, picture).slice(0, 6)) {
            const { id: name, die, joint, firebreak } = game.actions[action]!;
            if (die >= 0 || joint >= 0) continue;
            const order = { action: name, ...(firebreak ? { confirmed: true } : {}) };
            const after = played(game, world, seat, [order]);
            const [prospect] = describeOrder(game, picture, action);
            const said = new Map(
              prospect!.brings.flatMap((one) => (one.is === 'moved' ? [[one.slot, one.by] as const] : [])),
            );
            expect(disagreements(game, said, after, idle), `${seed}/${turn} ${name}`).toEqual([]);
            compared += 1;
          }
        }
      }
    expect(compared).toBeGreaterThan(0);
  });
});
