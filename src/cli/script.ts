import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { messageOf } from '../core/faults.js';
import type { Game } from '../core/game.js';
import { seatOf } from '../core/game.js';
import { didYouMean } from '../core/text.js';
import type { Script } from '../players/script.js';
import { CommandError, EXIT } from './errors.js';

/** Scripted orders: a file that says what seats order in which turn. Other seats and turns are played as usual. */

const scriptSchema = z.array(
  z.strictObject({
    turn: z.number().int().min(1),
    orders: z.record(
      z.string(),
      z.array(z.union([z.string(), z.strictObject({ action: z.string(), reply_to: z.string().optional() })])),
    ),
  }),
);

type ScriptFile = z.infer<typeof scriptSchema>;

/** Reads a script. Mistakes in it are sentences; unknown seats and actions are found before the game begins. */
export const readScript = (file: string, game: Game): Script => {
  let parsed: unknown;
  try {
    parsed = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CommandError(EXIT.invalid, `${file} cannot be read: ${messageOf(error).split('\n')[0]}.`);
  }
  const result = scriptSchema.safeParse(parsed);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new CommandError(
      EXIT.invalid,
      `${file}: at ${issue?.path.join('.') || 'the top'}: ${issue?.message}. It is a list such as \`- { turn: 1, orders: { rok: [some-action] } }\`.`,
    );
  }
  for (const entry of result.data) checkEntry(game, entry, file);
  return result.data.flatMap(({ turn, orders }) =>
    Object.entries(orders).map(([seat, given]) => ({ turn, seat, orders: given.map(orderOf) })),
  );
};

type OrderSource = ScriptFile[number]['orders'][string][number];

const orderOf = (order: OrderSource): Script[number]['orders'][number] => {
  if (typeof order === 'string') return { action: order };
  const { action, reply_to } = order;
  return { action, ...(reply_to === undefined ? {} : { replyTo: reply_to }) };
};

const checkEntry = (game: Game, entry: ScriptFile[number], file: string): void => {
  for (const [id, orders] of Object.entries(entry.orders)) {
    const seat = seatOf(game, id);
    const seats = game.actors.map((actor) => actor.id);
    if (seat < 0)
      throw new CommandError(
        EXIT.invalid,
        `${file}, turn ${entry.turn}: there is no seat "${id}".${didYouMean(id, seats)}`,
      );
    const own = game.actions.filter((action) => action.actor === seat).map((action) => action.id);
    for (const order of orders) {
      const name = typeof order === 'string' ? order : order.action;
      if (!own.includes(name))
        throw new CommandError(
          EXIT.invalid,
          `${file}, turn ${entry.turn}: ${game.actors[seat]!.short} has no action "${name}".${didYouMean(name, own)}`,
        );
    }
  }
};
