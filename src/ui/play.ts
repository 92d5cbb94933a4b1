import type { Game } from '../core/program/game.js';
import { ORDERS, type Order, type World } from '../core/program/world.js';
import { eventsFor, observe, type Picture, type Viewer } from '../core/seat/observe.js';
import { costOf } from '../core/turn/orders.js';
import type { Move } from '../core/turn/play.js';
import { after, opening, ownMove, type Position, type Table } from '../players/table.js';
import { type View, viewOf } from '../players/view.js';
import type { Begun } from './host.js';

/** A game as it is played at this keyboard. Pure: playing on is applying moves. */

/** An order that is not sealed yet. */
export interface Draft {
  readonly order: Order;
  /** Position of its action. */
  readonly action: number;
}

/** What the one at the keyboard may look at: everything that draws takes this. */
export interface Play {
  readonly view: View;
  /** What it saw at the first decision of each turn: where each turn began for those who decide. */
  readonly turns: readonly Picture[];
  readonly file: string;
  readonly resumeCommand: string;
  /** How many of the events that it sees each seat has been shown; behind the seats, what a spectator has been shown. */
  readonly shown: readonly number[];
  /** Seats that have read their briefing. */
  readonly briefed: readonly number[];
  readonly drafts: readonly Draft[];
}

/** The game itself, as the table knows it: nothing that draws takes one. */
interface Course {
  readonly table: Table;
  readonly position: Position;
  /** The world at the first decision of each turn. */
  readonly turns: readonly World[];
}

/** Both, as the session keeps them. */
export interface Running extends Play {
  readonly course: Course;
}

export const gameOf = ({ view }: Pick<Play, 'view'>): Game => view.game;

export const people = ({ view }: Pick<Play, 'view'>): number[] =>
  view.players.flatMap((player, seat) => (player === 'human' ? [seat] : []));

export const isOver = ({ view }: Pick<Play, 'view'>): boolean => view.end !== undefined;

/** Seats whose people still owe orders. */
export const awaited = ({ view }: Pick<Play, 'view'>): number[] =>
  view.owing.filter((seat) => view.players[seat] === 'human');

/** A viewer's own picture of the game now. */
export const picture = ({ view }: Pick<Play, 'view'>): Picture => view.picture;

const withTurn = (turns: readonly World[], world: World): readonly World[] =>
  world.waiting === ORDERS && world.turn > turns.length ? [...turns, world] : turns;

/** The course after a move. Throws what `apply` throws. */
const courseAfter = ({ table, position, turns }: Course, move: Move): Course => {
  const { world, moves, events } = after(table.game, position, move);
  return { table, position: { world, moves, events }, turns: withTurn(turns, world) };
};

/** After one move of the table's own; undefined when a person is waited for or the game is over. */
const courseOn = (course: Course): Course | undefined => {
  const move = ownMove(course.table, course.position.world);
  return move && courseAfter(course, move);
};

/** What a viewer sees of a course. */
const seenBy = ({ table, position, turns }: Course, viewer: Viewer): Pick<Play, 'view' | 'turns'> => {
  const view = viewOf(table, position, viewer);
  const at = (world: World): Picture => (world === position.world ? view.picture : observe(table.game, world, viewer));
  return { view, turns: turns.map(at) };
};

const withCourse = (play: Running, course: Course): Running => ({
  ...play,
  course,
  ...seenBy(course, play.view.viewer),
});

/** The same game with another at the keyboard. */
export const seatedAs = (play: Running, viewer: Viewer): Running => ({ ...play, ...seenBy(play.course, viewer) });

/** The play after a move. Throws what `apply` throws. */
export const withMove = (play: Running, move: Move): Running => withCourse(play, courseAfter(play.course, move));

/** One move of the table's own; the same play when a person is waited for or the game is over. */
export const oneMove = (play: Running): Running => {
  const course = courseOn(play.course);
  return course === undefined ? play : withCourse(play, course);
};

/** Plays on until a person is waited for or the game is over. */
export const playOn = (play: Running): Running => {
  let { course } = play;
  for (let next = courseOn(course); next !== undefined; next = courseOn(course)) course = next;
  return course === play.course ? play : withCourse(play, course);
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
export const playOf = ({ table, position, sink }: Begun): Running => {
  const { game, players } = table;
  const resumed = position.moves.some((move) => move.is === 'orders');
  const seats = game.actors.map((_, seat) => seat);
  const seen = (viewer: Viewer): number => (resumed ? eventsFor(game, position.events, viewer).length : 0);
  const alone = players.filter((player) => player === 'human').length === 1;
  const course: Course = { table, position, turns: turnsOf(game, position.moves) };
  return {
    course,
    ...seenBy(course, alone ? players.indexOf('human') : 'spectator'),
    file: sink.file,
    resumeCommand: sink.resumeCommand,
    shown: [...seats, 'spectator' as const].map(seen),
    briefed: resumed ? seats : [],
    drafts: [],
  };
};

const placeOf = ({ view: { game, viewer } }: Play): number =>
  typeof viewer === 'number' ? viewer : game.actors.length;

/** How many events the one at the keyboard has been shown. */
export const shownTo = (play: Play): number => play.shown[placeOf(play)] ?? 0;

/** The same play when the one at the keyboard has been shown everything. */
export const allShown = <P extends Play>(play: P): P => ({
  ...play,
  shown: play.shown.map((count, at) => (at === placeOf(play) ? play.view.events.length : count)),
});

/** Action points left beside the drafts. */
export const pointsLeft = (play: Play): number => {
  const { facts, points } = picture(play);
  return play.drafts.reduce((left, draft) => left - costOf(gameOf(play), facts, draft.action), points);
};

export const draftOf = (play: Play, action: number): Draft | undefined =>
  play.drafts.find((draft) => draft.action === action);
