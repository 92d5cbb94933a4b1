import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { messageOf } from '../core/faults.js';
import type { Game } from '../core/game.js';
import { seatOf } from '../core/game.js';
import { roundNow } from '../core/orders.js';
import { didYouMean } from '../core/text.js';
import type { Order, World } from '../core/world.js';
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

export type Script = z.infer<typeof scriptSchema>;

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
  return result.data;
};

const checkEntry = (game: Game, entry: Script[number], file: string): void => {
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

/** The orders a script gives a seat now; undefined when it says nothing about this turn. */
export const scripted = (game: Game, script: Script, world: World, seat: number): Order[] | undefined => {
  const id = game.actors[seat]!.id;
  const entry = script.find((candidate) => candidate.turn === world.turn && candidate.orders[id] !== undefined);
  if (!entry) return undefined;
  const round = roundNow(world);
  return entry.orders[id]!.flatMap((order) => {
    const name = typeof order === 'string' ? order : order.action;
    const action = game.actions.find((candidate) => candidate.actor === seat && candidate.id === name);
    if (!action || action.round !== round) return [];
    const replyTo = typeof order === 'string' ? undefined : order.reply_to;
    return [
      { action: name, ...(replyTo === undefined ? {} : { replyTo }), ...(action.firebreak ? { confirmed: true } : {}) },
    ];
  });
};
