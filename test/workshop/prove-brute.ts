import { oddsOf } from '../../src/core/chance/odds.js';
import type { Facts } from '../../src/core/facts.js';
import { readsOf } from '../../src/core/language/reads.js';
import type { Atom, Comparison, ConditionTree } from '../../src/core/language/tree.js';
import type { Game, Property } from '../../src/core/program/game.js';
import { ORDERS, type Order, type World } from '../../src/core/program/world.js';
import { observe } from '../../src/core/seat/observe.js';
import { checkOrders, IllegalMove, roundNow } from '../../src/core/turn/orders.js';
import { applyInPlace, type Move, moveOfFace, startInPlace } from '../../src/core/turn/play.js';
import { DIE, type PropertyClaim } from '../../src/core/vocabulary.js';
import { likelyOrders } from '../../src/players/distribution.js';
import { namedOrder, type PolicyName } from '../../src/players/policy.js';

/** The same enumeration without any cleverness: worlds are equal when all of them is, and every order is tried. */

export interface End {
  readonly world: World;
  readonly odds: number;
  /** Whether the watched condition held at a node on the way. */
  readonly came: boolean;
}

interface Likely extends End {
  readonly world: World;
}

const after = (game: Game, world: World, move: Move): World => {
  const next = JSON.parse(JSON.stringify(world));
  applyInPlace(game, next, move);
  return next;
};

/** Every list of legal orders: what `apply` does not refuse. */
const allOrders = (game: Game, world: World, seat: number): Move[] => {
  const round = roundNow(world);
  const choices: Order[][] = game.actionsOf[seat]!.filter((index) => game.actions[index]!.round === round).map(
    (index) => {
      const { id, replies } = game.actions[index]!;
      const plain = { action: id, confirmed: true };
      return [plain, ...replies.map((event) => ({ ...plain, replyTo: game.events[event]!.id }))];
    },
  );
  const lists = choices.reduce<Order[][]>(
    (all, ways) => all.flatMap((list) => [list, ...ways.map((way) => [...list, way])]),
    [[]],
  );
  const seated = game.actors[seat]!.id;
  return lists
    .map((orders): Move => ({ is: 'orders', seat: seated, orders }))
    .filter((move) => isLegal(game, world, seat, move));
};

const isLegal = (game: Game, world: World, seat: number, move: Move): boolean => {
  try {
    if (move.is === 'orders') checkOrders(game, world, seat, move.orders);
    return true;
  } catch (error) {
    if (error instanceof IllegalMove) return false;
    throw error;
  }
};

const movesOf = (game: Game, players: readonly PolicyName[] | 'anybody', world: World): [Move, number][] => {
  if (world.waiting !== ORDERS) {
    const { address } = moveOfFace(game, world, 0);
    const { spread, outcomes, use } = game.dice[world.waiting]!;
    if (use.is === 'fog') return [[moveOfFace(game, world, 0), 1]];
    if (spread.by === 'face')
      return Array.from({ length: DIE }, (_, face) => [moveOfFace(game, world, face), 1 / DIE] as [Move, number]);
    return oddsOf(spread, world).flatMap((part, i): [Move, number][] =>
      part === 0 ? [] : [[{ is: 'chance', address, outcome: outcomes[i]!.id }, part / DIE]],
    );
  }
  const seat = world.sealed.indexOf(false);
  if (players === 'anybody') return allOrders(game, world, seat).map((move) => [move, 1]);
  return likelyOrders(players[seat]!, game, observe(game, world, seat)).map(({ orders, odds }) => [
    { is: 'orders', seat: game.actors[seat]!.id, orders: orders.map((order) => namedOrder(game, order)) },
    odds,
  ]);
};

/** All ends of a game, or undefined when there are more than `most` worlds at a time. */
export const endsOf = (
  game: Game,
  players: readonly PolicyName[] | 'anybody',
  watched: (facts: Facts) => boolean,
  most: number,
): End[] | undefined => {
  const ends: End[] = [];
  const first = startInPlace(game);
  let open: Likely[] = [{ world: first, odds: 1, came: watched(first) }];
  while (open.length > 0) {
    const next = new Map<string, Likely>();
    for (const { world, odds, came } of open)
      for (const [move, part] of movesOf(game, players, world)) {
        const reached = after(game, world, move);
        const now = came || watched(reached);
        const name = `${now} ${JSON.stringify(reached)}`;
        next.set(name, { world: reached, came: now, odds: (next.get(name)?.odds ?? 0) + odds * part });
        if (next.size > most) return undefined;
      }
    ends.push(...[...next.values()].filter(({ world }) => world.step === 'over'));
    open = [...next.values()].filter(({ world }) => world.step !== 'over');
  }
  return ends;
};

const property = (
  id: string,
  claim: PropertyClaim,
  tree: ConditionTree,
  holds: (facts: Facts) => boolean,
): Property => {
  const origin = { file: '', line: 1, column: 1, provenance: 'design' } as const;
  const when = { type: 'condition', tree, text: id, reads: readsOf(tree, []), holds } as const;
  return { id, text: '', claim, when, ending: -1, atMost: 1, origin };
};

const compared = (atom: Atom, sign: Comparison, value: number): ConditionTree => ({
  is: 'compare',
  sign,
  of: [
    { is: 'atom', atom },
    { is: 'number', value },
  ],
});

/** Claims about each part of a game, as an author could write them: the tree for the proof, a function by hand for the twin. */
export const claimsAbout = (game: Game, claim: PropertyClaim): Property[] => [
  ...game.events.flatMap(({ id }, event) => [
    property(
      `happened ${id}`,
      claim,
      { is: 'happened', index: event, ordered: false },
      (f) => f.eventTurn[event] === f.turn && f.turn > 0,
    ),
    property(`count ${id}`, claim, compared({ is: 'count', index: event }, '>=', 2), (f) => f.eventCount[event]! >= 2),
    property(
      `since ${id}`,
      claim,
      compared({ is: 'since', index: event }, '==', 1),
      (f) => f.eventTurn[event]! > 0 && f.turn - f.eventTurn[event]! === 1,
    ),
  ]),
  ...game.slots.map(({ id, start }, slot) => {
    const from = typeof start === 'number' ? start : start.from;
    const tree = compared({ is: 'slot', index: slot }, '>', from + 1);
    return property(`moved ${id}`, claim, tree, (f) => f.values[slot]! > from + 1);
  }),
  ...game.tracks.flatMap(({ id, phases }, track) => [
    property(
      `phase ${id}`,
      claim,
      {
        is: 'among',
        kind: 'track',
        index: track,
        positions: [...phases.keys()].filter((leaf) => leaf !== game.chart.start[track]),
      },
      (f) => f.phases[track] !== game.chart.start[track],
    ),
    property(
      `long ${id}`,
      claim,
      compared({ is: 'turns-in', index: track }, '>=', 2),
      (f) => f.turn - f.entered[track]! >= 2,
    ),
  ]),
];
