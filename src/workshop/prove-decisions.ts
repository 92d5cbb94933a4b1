import { RuleFault } from '../core/faults.js';
import { type Game, ruleExpressions } from '../core/program/game.js';
import { copyInPlay, type SealedOrder, type World } from '../core/program/world.js';
import { blurredSlots, blurredValue } from '../core/seat/observe.js';
import { conditionalBefore, costOf, excludes, mayOrder, mayReply, roundNow } from '../core/turn/orders.js';
import { DIE } from '../core/vocabulary.js';
import { type KnownFaces, likelyOrders, NOTHING_KNOWN } from '../players/distribution.js';
import type { PolicyName } from '../players/policy.js';
import type { Known } from './prove-key.js';
import { readsOf } from './prove-reads.js';

/** What a seat may order at a world: with exact odds where a policy plays it, or everything that is legal. */

interface Decision {
  readonly orders: readonly SealedOrder[];
  readonly odds: number;
  readonly known: Known;
  /** A face of the seat's fog with which its policy decides so. */
  readonly fog?: number;
}

/**
 * Every legal set of orders of a seat, holding first. Actions that change nothing that matters are left out. An action
 * whose cost the rules refuse comes alone: they break where it is ordered.
 */
export function* legalOrders(
  game: Game,
  world: World,
  seat: number,
  actions: ReadonlySet<number>,
): Generator<readonly SealedOrder[]> {
  const round = roundNow(world);
  const options = game.actionsOf[seat]!.filter((index) => game.actions[index]!.round === round && actions.has(index));
  const sound = options.filter((action) => !breaks(game, world, world.points[seat]!, action));
  yield* chosenFrom(game, world, sound, 0, [], world.points[seat]!);
  for (const action of options) if (!sound.includes(action)) yield [{ action, replyTo: -1 }];
}

const breaks = (game: Game, world: World, points: number, action: number): boolean => {
  try {
    waysToOrder(game, world, [], points, action);
    return false;
  } catch (error) {
    if (error instanceof RuleFault) return true;
    throw error;
  }
};

function* chosenFrom(
  game: Game,
  world: World,
  options: readonly number[],
  place: number,
  orders: readonly SealedOrder[],
  left: number,
): Generator<readonly SealedOrder[]> {
  const action = options[place];
  if (action === undefined) {
    yield orders;
    return;
  }
  yield* chosenFrom(game, world, options, place + 1, orders, left);
  for (const replyTo of waysToOrder(game, world, orders, left, action))
    yield* chosenFrom(
      game,
      world,
      options,
      place + 1,
      [...orders, { action, replyTo }],
      left - costOf(game, world, action),
    );
}

/** Events that an order of the action may wait for, -1 for none of them; empty when it cannot be ordered now. */
const waysToOrder = (
  game: Game,
  world: World,
  orders: readonly SealedOrder[],
  left: number,
  action: number,
): number[] => {
  if (orders.some((order) => excludes(game, order.action, action))) return [];
  const conditional =
    orders.filter((order) => order.replyTo >= 0).length + conditionalBefore(world, game.actions[action]!.actor);
  const plain = mayOrder(game, world, left, action) ? [-1] : [];
  const replies =
    conditional < game.conditionalOrders && mayReply(game, world, left, action) ? game.actions[action]!.replies : [];
  return [...plain, ...replies];
};

/** How policies decide in a game: prepared once, asked at every world. */
type Decide = (world: World, seat: number, known: Known) => readonly Decision[];

/** Prepares the decisions of these policies, in order of seat. */
export const decideBy = (game: Game, players: readonly PolicyName[]): Decide => {
  const views = game.actors.map((_, seat) => foggyRounds(game, players, seat));
  const look = lookerOf(game);
  return (world, seat, known) => {
    const round = roundNow(world);
    const slots = views[seat]!.find((view) => view.round === round)?.slots ?? [];
    const player = players[seat]!;
    const faces = known.faces.get(seat) ?? NOTHING_KNOWN;
    const points = world.points[seat]!;
    if (slots.length === 0)
      return likelyOrders(player, game, { seat, facts: world, round, points }, faces).map(
        ({ orders, odds, faces: shown }) => ({ orders, odds, known: withFaces(known, seat, shown) }),
      );
    const again = views[seat]!.some((view) => round >= 0 && (view.round < 0 || view.round > round));
    const decisions = look(world, seat, slots, known.fog.get(seat)).flatMap(({ values, fog, share }) =>
      likelyOrders(player, game, { seat, facts: { ...world, values }, round, points }, faces).map((one) => ({
        orders: one.orders,
        odds: one.odds * share,
        known: withFog(withFaces(known, seat, one.faces), seat, again ? fog : undefined),
        fog: fog[0]!,
      })),
    );
    return again ? decisions : merged(decisions);
  };
};

const withFaces = (known: Known, seat: number, faces: KnownFaces): Known => {
  if (faces.size === 0 && !known.faces.has(seat)) return known;
  const next = new Map(known.faces);
  if (faces.size === 0) next.delete(seat);
  else next.set(seat, faces);
  return { ...known, faces: next };
};

const withFog = (known: Known, seat: number, faces: readonly number[] | undefined): Known => {
  const next = new Map(known.fog);
  if (faces) next.set(seat, faces);
  else next.delete(seat);
  return { ...known, fog: next };
};

const merged = (decisions: readonly Decision[]): Decision[] => {
  const byName = new Map<string, Decision>();
  for (const decision of decisions) {
    const name = JSON.stringify([decision.orders, [...decision.known.faces].map(([seat, faces]) => [seat, ...faces])]);
    const same = byName.get(name);
    byName.set(name, same ? { ...same, odds: same.odds + decision.odds } : decision);
  }
  return [...byName.values()];
};

/** The rounds in which a seat's doctrine reads something blurred, and what. */
const foggyRounds = (
  game: Game,
  players: readonly PolicyName[],
  seat: number,
): readonly { readonly round: number; readonly slots: readonly number[] }[] => {
  if (players[seat] !== 'doctrine') return [];
  const blurred = blurredSlots(game, seat);
  const read = game.actors[seat]!.doctrine.flatMap((rule) => {
    const slots = ruleExpressions(rule).flatMap((expression) => [...readsOf(game, expression).slots]);
    return rule.rounds.map((round) => ({ round, slots }));
  });
  return [...game.rounds.keys(), -1]
    .map((round) => {
      const slots = read.filter((one) => one.round === round).flatMap((one) => one.slots);
      return { round, slots: blurred.filter((slot) => slots.includes(slot)) };
    })
    .filter(({ slots }) => slots.length > 0);
};

/** What a seat may see through the fog: the values, the faces that show them, and their share of the faces. */
interface Look {
  readonly values: readonly number[];
  readonly fog: readonly number[];
  readonly share: number;
}

const EVERY_FACE = Array.from({ length: DIE }, (_, face) => face);

/** Most lists of 10,000 looks that are remembered. */
const MOST_REMEMBERED = 500;

type Looker = (world: World, seat: number, slots: readonly number[], faces?: readonly number[]) => Look[];

/** What a seat sees of a slot, by the face of its fog. The same lists are wanted again and again, so they are remembered. */
const seerOf = (game: Game): ((world: World, seat: number, slot: number) => Int32Array) => {
  const remembered = new Map<string, Int32Array>();
  return (world, seat, slot) => {
    const { deviation, prior, pull } = game.slots[slot]!.blur!;
    const believed = [deviation, prior, pull].map((expression) => expression?.value(world));
    const name = JSON.stringify([slot, world.values[slot], ...believed]);
    const known = remembered.get(name);
    if (known) return known;
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    const scratch = copyInPlay(world);
    const seen = Int32Array.from(EVERY_FACE, (face) => {
      scratch.fog[seat] = face;
      return blurredValue(scratch, seat, slot, game.slots[slot]!);
    });
    remembered.set(name, seen);
    return seen;
  };
};

const lookerOf = (game: Game): Looker => {
  const seenBy = seerOf(game);
  return (world, seat, slots, faces = EVERY_FACE) => {
    const seen = slots.map((slot) => seenBy(world, seat, slot));
    const groups = Map.groupBy(faces, (face) => seen.map((values) => values[face]).join());
    return [...groups.values()].map((fog) => {
      const values = world.values.slice();
      for (const [i, slot] of slots.entries()) values[slot] = seen[i]![fog[0]!]!;
      return { values, fog, share: fog.length / faces.length };
    });
  };
};
