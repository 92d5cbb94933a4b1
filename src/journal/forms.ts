import { DIE } from '../core/vocabulary.js';
import { chainedForm, hashForm } from '../files/chain.js';
import { z } from '../files/zod.js';
import { PLAYERS } from '../players/policy.js';
import { filesForm, LONGEST, parametersForm } from '../scenario/inside-form.js';
import { FORMAT } from './digest.js';
import { CONTROLS } from './lines.js';

/**
 * What the lines of a journal may hold: every field of the header, of a move and of a fault. What they say together (that a
 * seat exists, that a move is legal) is found by playing them.
 */

const text = z.string().max(LONGEST);
/** A name: of a die, an outcome, a seat, an action. */
const name = text.min(1);
const whole = (least: number, most: number) => z.int().min(least).max(most);
const turn = whole(0, 1_000_000);

const scenario = z.strictObject({
  id: text,
  title: text,
  hash: hashForm(64),
  preset: text,
  parameters: parametersForm,
  files: filesForm,
});

const order = z.strictObject({
  action: name,
  replyTo: name.optional(),
  confirmed: z.boolean().optional(),
  authority: text.optional(),
});

const orders = z.array(order).max(1000);

const scripted = z.strictObject({
  turn: whole(1, 1_000_000),
  seat: name,
  orders: z.array(order.pick({ action: true, replyTo: true })).max(1000),
});

export const headerForm = z.strictObject({
  journal: z.literal('firebreak'),
  format: z.literal(FORMAT),
  engine: text,
  rules: whole(1, 1_000_000),
  scenario,
  seed: text,
  seats: z.record(z.string().max(LONGEST), z.enum(PLAYERS)),
  script: z.array(scripted).max(10_000).optional(),
  control: z.enum(CONTROLS).optional(),
  ...chainedForm,
});

const numbered = { n: whole(1, 1_000_000_000), ...chainedForm };
const led = { world: hashForm(16), ending: text.optional() };

const ordersLine = z.strictObject({ ...numbered, turn, seat: name, orders, ...led });

const chanceLine = z.strictObject({
  ...numbered,
  chance: name,
  odds: z.array(whole(0, DIE)).max(1000),
  outcome: name,
  face: whole(0, DIE - 1).optional(),
  ...led,
});

const faulty = { ...numbered, fault: name };

const faultLines = {
  chance: z.strictObject({ ...faulty, chance: name }),
  policy: z.strictObject({ ...faulty, turn, seat: name, policy: z.literal('doctrine') }),
  orders: z.strictObject({ ...faulty, turn, seat: name, orders }),
};

/** The form that a line behind the header wants to have. */
export const lineForm = (body: object): z.ZodType => {
  if (!('fault' in body)) return 'chance' in body ? chanceLine : ordersLine;
  return 'chance' in body ? faultLines.chance : 'policy' in body ? faultLines.policy : faultLines.orders;
};

/** What a list of games wants to know of a line, whatever it is. */
export const glanceForm = z.object({ turn: turn.optional(), ending: text.optional() });
