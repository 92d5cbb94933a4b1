import type { Facts } from '../core/facts.js';
import { type Game, onlySeat, seatOf } from '../core/program/game.js';
import type { World } from '../core/program/world.js';
import { eventsFor, mayKnow, observe, type Picture, type SeenEvent, type Viewer } from '../core/seat/observe.js';
import { nodeAt } from '../core/turn/node.js';
import { scoresOf } from '../core/turn/scores.js';
import type { Player } from './policy.js';
import type { Position, Table } from './table.js';

/**
 * A game as a viewer may know it. Whatever prints, draws or sends something for a seat takes a view and nothing else:
 * `test/secrets` holds the list of files that may hold more.
 */
export interface View {
  /** The rules, which are open to everybody. */
  readonly game: Game;
  readonly viewer: Viewer;
  readonly players: readonly Player[];
  /** Whoever has the seed can work out every die: where people play it is told at the end. */
  readonly seed: string | undefined;
  readonly picture: Picture;
  readonly waits: 'orders' | 'chance' | 'ending';
  /** Seats that still owe orders; everybody sees who is still writing. */
  readonly owing: readonly number[];
  /** What the viewer learned of, from the beginning. */
  readonly events: readonly SeenEvent[];
  /** How it ended, and the truth; undefined until then. */
  readonly end: End | undefined;
}

/** What everybody learns when the game is over. */
export interface End {
  readonly ending: number;
  readonly turns: number;
  readonly moves: number;
  /** The turn that was to be the last. */
  readonly horizon: number;
  readonly facts: Facts;
  readonly scores: ReturnType<typeof scoresOf>;
  readonly events: readonly SeenEvent[];
}

/** Whether people sit at the table: then there is somebody to keep secrets from until the game is over. */
export const hasPeople = (players: readonly Player[]): boolean => players.includes('human');

/** Whether everything of a game may be told to everybody. */
export const isOpen = (players: readonly Player[], world: Pick<World, 'step'>): boolean =>
  world.step === 'over' || !hasPeople(players);

const endOf = (game: Game, { world, events, moves }: Position): End | undefined =>
  world.step !== 'over'
    ? undefined
    : {
        ending: world.ending,
        turns: world.turn,
        moves: moves.length,
        horizon: world.horizon,
        facts: world,
        scores: scoresOf(game, world),
        events: eventsFor(game, events, 'truth'),
      };

/** The view of a viewer on a game at a table. Of what happened, only what came after so many events where `from` is given. */
export const viewOf = ({ game, seed, players }: Table, position: Position, viewer: Viewer, from = 0): View => {
  const node = nodeAt(game, position.world);
  const mayKnowSeed = viewer === 'truth' || isOpen(players, position.world);
  return {
    game,
    viewer,
    players,
    seed: mayKnowSeed ? seed.text : undefined,
    picture: observe(game, position.world, viewer),
    waits: node.is,
    owing: node.is === 'orders' ? node.seats : [],
    events: eventsFor(game, from === 0 ? position.events : position.events.slice(from), viewer),
    end: endOf(game, position),
  };
};

/** Who answered for crossing a firebreak. */
export interface Signature {
  readonly turn: number;
  readonly action: number;
  readonly authority: string;
}

/** Signatures of a game that a viewer may know: those of its own orders. */
export const signaturesFor = (game: Game, { moves, events }: Position, viewer: Viewer): Signature[] => {
  // Each move of orders is told as one event, in the same order.
  const turns = events.flatMap((event) => (event.is === 'sealed' ? [event.turn] : []));
  const given = moves.filter((move) => move.is === 'orders');
  return given.flatMap(({ seat: id, orders }, i) => {
    const seat = seatOf(game, id);
    if (!mayKnow(onlySeat(seat), viewer)) return [];
    return orders.flatMap(({ action: name, authority }) => {
      const action = game.actionsOf[seat]!.find((index) => game.actions[index]!.id === name);
      return authority === undefined || action === undefined ? [] : [{ turn: turns[i]!, action, authority }];
    });
  });
};
