import type { Game } from '../core/program/game.js';
import { DRAWS, MARKS, ORDERS, type SealedOrder, type World } from '../core/program/world.js';
import type { KnownFaces } from '../players/distribution.js';
import { placeOf } from './prove-places.js';
import type { Relevance } from './prove-relevance.js';

/** A text for what of a world can still matter: worlds of one moment with one key have the same future. */

/** What is known of dice that were looked at before they were rolled, or will be asked for again. */
export interface Known {
  /** By seat: what its doctrine's dice have shown in an earlier round of the turn. */
  readonly faces: ReadonlyMap<number, KnownFaces>;
  /** By seat: the faces of the fog that earlier rounds of the turn leave possible. */
  readonly fog: ReadonlyMap<number, readonly number[]>;
}
/** Before a policy has shown anything of its dice. */
export const NOTHING_KNOWN_YET: Known = { faces: new Map(), fog: new Map() };

/** Equal for worlds of one moment whose games go on alike, as far as the proof looks. */
export const keyOf = (game: Game, relevance: Relevance, world: World, known: Known, seen: string): string => {
  const { places, reads } = relevance;
  const place = placeOf(places, world);
  const parts: (number | string)[] = [seen, world.waiting, world.horizon, world.shortTurns];
  if (game.clock.crisis) parts.push(world.period);
  if (reads.days) parts.push(world.days);
  for (const slot of relevance.slots[place]!) {
    parts.push(world.values[slot]!);
    if (relevance.passing.has(slot)) parts.push(world.lasting[slot]!);
  }
  for (const track of reads.tracks) parts.push(world.phases[track]!);
  for (const track of reads.entered) parts.push(world.entered[track]!);
  for (const trait of reads.traits) parts.push(world.traits[trait]!);
  for (const watch of reads.sums) parts.push(world.sums[watch]!);
  for (const watch of reads.peaks) parts.push(world.peaks[watch]!);
  addEvents(relevance, world, place, parts);
  addSeats(game, relevance, world, parts);
  if (world.docket.length > world.cursor + 1)
    parts.push(world.opened - world.cursor, JSON.stringify(world.docket.slice(world.cursor + 1)));
  if (world.pending.length > 0) parts.push(...pendingParts(game, relevance, world, place));
  for (const later of world.later)
    if (later.effect < 0 ? reads.slots.has(later.slot) : relevance.effects.has(later.effect))
      parts.push(`later:${later.turn},${later.effect},${later.slot},${later.by}`);
  if (known.faces.size > 0) parts.push(JSON.stringify([...known.faces].map(([seat, faces]) => [seat, ...faces])));
  for (const [seat, faces] of known.fog) parts.push(`fog:${seat},${faces.join()}`);
  return parts.join(' ');
};

/** What the stage under way will bring, in no order. */
const pendingParts = (
  game: Game,
  { reads, effects, afterDie }: Relevance,
  { pending }: World,
  place: number,
): string[] =>
  pending
    .filter(({ ref, of }) => {
      if (ref === MARKS) return reads.now.has(of) || reads.ever.has(of) || reads.since.has(of) || reads.count.has(of);
      if (ref !== DRAWS) return effects.has(ref);
      const { use } = game.dice[of]!;
      return use.is === 'draw' && afterDie[place]!.has(use.slot);
    })
    .map(({ ref, of, amount }) => `pending:${ref},${of},${amount}`)
    .sort();

const addEvents = ({ reads, now }: Relevance, world: World, place: number, parts: (number | string)[]): void => {
  const { turn, eventTurn, eventCount } = world;
  for (const event of now[place]!) parts.push(eventTurn[event] === turn && turn > 0 ? 1 : 0);
  for (const event of reads.ever) parts.push(eventCount[event] === 0 ? 0 : 1);
  for (const [event, turns] of reads.since)
    parts.push(eventCount[event] === 0 ? -1 : Math.min(turn - eventTurn[event]!, turns + 1));
  for (const event of reads.count) parts.push(eventCount[event]!);
};

/** Points and earlier orders of the turn matter until everybody has sealed; then the next turn sets them anew. */
const addSeats = (game: Game, { active }: Relevance, world: World, parts: (number | string)[]): void => {
  const { step } = world;
  for (let seat = 0; seat < active.length; seat += 1) {
    if (!active[seat]) continue;
    parts.push(world.bonus[seat]!);
    if (step !== 'situation' && step !== 'picture' && step !== 'consultation' && step !== 'orders') continue;
    parts.push(world.points[seat]!);
  }
  if (step !== 'consultation' && step !== 'orders') return;
  if (world.waiting === ORDERS) parts.push(JSON.stringify(world.sealed));
  else parts.push(JSON.stringify(world.sealed.map((orders) => orders && binding(game, orders))));
  parts.push(JSON.stringify(world.given.map((orders) => binding(game, orders))));
};

/** Earlier orders of the turn only rule out others of their group, or use up conditional orders. */
const binding = (game: Game, orders: readonly SealedOrder[]): SealedOrder[] =>
  orders.filter(({ action, replyTo }) => replyTo >= 0 || game.actions[action]!.group !== '');
