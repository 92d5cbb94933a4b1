import type { Game } from '../core/game.js';
import type { Viewer } from '../core/narrate.js';
import { nodeAt } from '../core/node.js';
import { costOf } from '../core/orders.js';
import type { Move } from '../core/play.js';
import { ORDERS, type Order, type World } from '../core/world.js';
import { after, opening, ownMove, type Position, type Table } from '../players/table.js';
import type { Begun } from './host.js';
import { pictureOf } from './seat.js';

/** A game as it is played at this keyboard. Pure: playing on is applying moves. */

/** An order that is not sealed yet. */
export interface Draft {
  readonly order: Order;
  /** Position of its action. */
  readonly action: number;
}

export interface Play {
  readonly table: Table;
  readonly position: Position;
  readonly file: string;
  readonly resumeCommand: string;
  /** The world at the first decision of each turn: where each turn began for those who decide. */
  readonly turns: readonly World[];
  /** Who sits at the keyboard. */
  readonly viewer: Viewer;
  /** How many events each seat has been shown; behind the seats, what a spectator has been shown. */
  readonly shown: readonly number[];
  /** Seats that have read their briefing. */
  readonly briefed: readonly number[];
  readonly drafts: readonly Draft[];
}

export const gameOf = (play: Play): Game => play.table.game;

export const people = ({ table }: Play): number[] =>
  table.players.flatMap((player, seat) => (player === 'human' ? [seat] : []));

export const isOver = ({ position }: Play): boolean => position.world.step === 'over';

/** Seats whose people still owe orders. */
export const awaited = (play: Play): number[] => {
  const node = nodeAt(gameOf(play), play.position.world);
  return node.is === 'orders' ? node.seats.filter((seat) => play.table.players[seat] === 'human') : [];
};

/** A viewer's own picture of the game now. */
export const picture = (play: Play): ReturnType<typeof pictureOf> =>
  pictureOf(gameOf(play), play.position.world, play.viewer);

const withTurn = (turns: readonly World[], world: World): readonly World[] =>
  world.waiting === ORDERS && world.turn > turns.length ? [...turns, world] : turns;

/** The play after a move. Throws what `apply` throws. */
export const withMove = (play: Play, move: Move): Play => {
  const { world, moves, events } = after(gameOf(play), play.position, move);
  return { ...play, position: { world, moves, events }, turns: withTurn(play.turns, world) };
};

/** One move of the table's own; the same play when a person is waited for or the game is over. */
export const oneMove = (play: Play): Play => {
  const move = ownMove(play.table, play.position.world);
  return move === undefined ? play : withMove(play, move);
};

/** Plays on until a person is waited for or the game is over. */
export const playOn = (play: Play): Play => {
  for (let at = play; ; ) {
    const next = oneMove(at);
    if (next === at) return at;
    at = next;
  }
};

/** The worlds in which each turn's decisions began, of a game that was played before. */
const turnsOf = (game: Game, moves: readonly Move[]): readonly World[] => {
  let position = opening(game);
  let turns = withTurn([], position.world);
  for (const move of moves) {
    position = after(game, position, move);
    turns = withTurn(turns, position.world);
  }
  return turns;
};

/** A game that was just begun or resumed. What happened before it was resumed counts as seen. */
export const playOf = ({ table, position, sink }: Begun): Play => {
  const { game } = table;
  const resumed = position.moves.some((move) => move.is === 'orders');
  const seen = resumed ? position.events.length : 0;
  const seats = game.actors.map((_, seat) => seat);
  const alone = table.players.filter((player) => player === 'human').length === 1;
  const first = table.players.indexOf('human');
  return {
    table,
    position,
    file: sink.file,
    resumeCommand: sink.resumeCommand,
    turns: turnsOf(game, position.moves),
    viewer: alone ? first : 'truth',
    shown: [...seats, seats.length].map(() => seen),
    briefed: resumed ? seats : [],
    drafts: [],
  };
};

const placeOf = (play: Play): number => (play.viewer === 'truth' ? gameOf(play).actors.length : play.viewer);

/** How many events the one at the keyboard has been shown. */
export const shownTo = (play: Play): number => play.shown[placeOf(play)] ?? 0;

/** The same play when the one at the keyboard has been shown everything. */
export const allShown = (play: Play): Play => ({
  ...play,
  shown: play.shown.map((count, at) => (at === placeOf(play) ? play.position.events.length : count)),
});

/** Action points left beside the drafts. */
export const pointsLeft = (play: Play): number => {
  const { facts, points } = picture(play);
  return play.drafts.reduce((left, draft) => left - costOf(gameOf(play), facts, draft.action), points);
};

export const draftOf = (play: Play, action: number): Draft | undefined =>
  play.drafts.find((draft) => draft.action === action);
