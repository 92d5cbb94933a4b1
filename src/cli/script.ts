import { type Game, seatOf } from '../core/program/game.js';
import { didYouMean, noSuchText, oneLine } from '../core/text.js';
import { replyProblem } from '../core/turn/orders.js';
import { nameOf, readTextFile } from '../files/read.js';
import { z } from '../files/zod.js';
import type { Script } from '../players/script.js';
import type { Path } from '../scenario/spans.js';
import { errorOf, type Mistake, readYaml } from '../scenario/yaml-file.js';

/** Scripted orders: a file that says what seats order in which turn. Other seats and turns are played as usual. */

const order = z.union(
  [z.string(), z.strictObject({ action: z.string(), reply_to: z.string().optional() })],
  'takes the id of an action, or a map with the keys `action` and `reply_to`',
);

const scriptSchema = z.array(
  z.strictObject({ turn: z.int().min(1).max(10_000), orders: z.record(z.string(), z.array(order)) }),
);

type ScriptFile = z.infer<typeof scriptSchema>;
type OrderSource = z.infer<typeof order>;

const KEYS = ['turn', 'orders', 'action', 'reply_to'];

const KIND = {
  name: 'a script of orders',
  root: 'list',
  form: 'a script of orders is a list such as `- { turn: 1, orders: { rok: [some-action] } }`',
} as const;

const orderOf = (source: OrderSource): Script[number]['orders'][number] => {
  if (typeof source === 'string') return { action: source };
  const { action, reply_to } = source;
  return { action, ...(reply_to === undefined ? {} : { replyTo: reply_to }) };
};

/** What is wrong with an order of a seat. */
const orderMistakes = (game: Game, seat: number, source: OrderSource, path: Path): Mistake[] => {
  const { action, replyTo } = orderOf(source);
  const own = game.actionsOf[seat]!.map((index) => game.actions[index]!.id);
  const index = game.actionsOf[seat]![own.indexOf(action)];
  const parts = typeof source === 'object';
  if (index === undefined) {
    const sentence = `${game.actors[seat]!.short} has no action "${oneLine(action, 60)}".${didYouMean(action, own)}`;
    return [{ code: 'E301', path: parts ? [...path, 'action'] : path, sentence }];
  }
  const sentence = replyTo === undefined ? undefined : replyProblem(game, index, replyTo);
  return sentence === undefined ? [] : [{ code: 'E301', path: [...path, 'reply_to'], sentence }];
};

/** What is wrong with what an entry orders for a seat. */
const seatMistakes = (game: Game, script: ScriptFile, at: number, id: string): Mistake[] => {
  const { turn, orders } = script[at]!;
  const path = [at, 'orders', id];
  const seat = seatOf(game, id);
  const seats = game.actors.map((actor) => actor.id);
  if (seat < 0) return [{ code: 'E301', path, what: 'key', sentence: noSuchText('seat', id, seats) }];
  const isTwice = script.slice(0, at).some((entry) => entry.turn === turn && Object.hasOwn(entry.orders, id));
  return [
    ...(isTwice
      ? [
          {
            code: 'E303',
            path,
            what: 'key',
            sentence: `the orders of "${id}" in turn ${turn} stand here twice.`,
          } as const,
        ]
      : []),
    ...orders[id]!.flatMap((source, i) => orderMistakes(game, seat, source, [...path, i])),
  ];
};

/** Reads a script, and holds it against its game before that begins. Throws `ScenarioError` with every mistake. */
export const readScript = (file: string, game: Game): Script => {
  const read = readYaml(nameOf(file), readTextFile(file), KIND, scriptSchema, KEYS);
  const { value: script } = read;
  const mistakes = script.flatMap(({ orders }, at) =>
    Object.keys(orders).flatMap((id) => seatMistakes(game, script, at, id)),
  );
  if (mistakes.length > 0) throw errorOf(read, mistakes);
  return script.flatMap(({ turn, orders }) =>
    Object.entries(orders).map(([seat, given]) => ({ turn, seat, orders: given.map(orderOf) })),
  );
};
