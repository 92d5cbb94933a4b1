import { faultForPlayers, RuleFault } from '../core/faults.js';
import type { GameEvent } from '../core/program/events.js';
import { seatOf } from '../core/program/game.js';
import type { Order, World } from '../core/program/world.js';
import type { Viewer } from '../core/seat/observe.js';
import { nodeAt } from '../core/turn/node.js';
import { checkOrdersBy, IllegalMove } from '../core/turn/orders.js';
import { apply, type Move } from '../core/turn/play.js';
import { entryOf } from '../journal/lines.js';
import { ownMove } from '../players/table.js';
import { type View, viewOf } from '../players/view.js';
import { resumeCommand, type Session, savedWords } from './begin.js';
import type { Given } from './called.js';
import { CommandError, EXIT, wentWrong } from './errors.js';
import { ifInterrupted } from './last-words.js';
import { warn } from './output.js';
import { recordVoice, seatVoice } from './play-json.js';
import { plainVoice } from './play-plain.js';
import { answersFrom, type ReadAnswer } from './prompt.js';
import type { Desk, Kept, Voice } from './voice.js';

/** Playing a game in plain lines or JSON, from any position to its end or to the end of input. */

export interface PlainOptions {
  readonly json: boolean;
  /** Whether the person named the file: then a game that could not be saved there is a failure. */
  readonly namedFile: boolean;
  /** Options with which it goes on when it is interrupted. */
  readonly goOn: Given;
  /** The game begins here (and is not resumed): the opening is printed. */
  readonly fresh: boolean;
  /** Where answers come from. */
  readonly input?: NodeJS.ReadableStream;
}

interface Run {
  readonly session: Session;
  readonly options: PlainOptions;
  readonly voice: Voice;
  readonly answers: { readonly read: ReadAnswer; readonly close: () => void } | undefined;
  world: World;
  readonly moves: Move[];
  readonly events: GameEvent[];
  /** Who is told what happens, and how many events each has been told: the people, or a spectator. */
  readonly told: Map<Viewer, number>;
}

const voiceOf = ({ json }: PlainOptions, people: readonly number[]): Voice =>
  !json ? plainVoice(people) : people.length > 0 ? seatVoice() : recordVoice();

/** Plays to the end. Returns the exit code. */
export const playPlain = async (session: Session, options: PlainOptions): Promise<number> => {
  const { table, position } = session;
  const people = table.players.flatMap((player, seat) => (player === 'human' ? [seat] : []));
  const viewers: readonly Viewer[] = people.length > 0 ? people : ['spectator'];
  const known = options.fresh ? 0 : position.events.length;
  const run: Run = {
    session,
    options,
    voice: voiceOf(options, people),
    answers: people.length > 0 ? answersFrom(options.input ?? process.stdin) : undefined,
    world: position.world,
    moves: [...position.moves],
    events: [...position.events],
    told: new Map(viewers.map((viewer) => [viewer, known])),
  };
  for (const notice of session.notices) warn(notice);
  run.voice.open(
    viewers.map((viewer) => viewNow(run, viewer)),
    options.fresh,
  );
  leaveWords(run);
  try {
    const why = await playOut(run);
    return why === undefined ? finish(run) : stopped(run, why);
  } catch (error) {
    if (!(error instanceof RuleFault) || people.length === 0) throw error;
    throw new CommandError(EXIT.invalid, wentWrong(faultForPlayers(error)));
  } finally {
    run.answers?.close();
    session.writer.flush();
    session.writer.close();
  }
};

/** What is true of the game should it be interrupted now. It is on disk already; say how to go on. */
const leaveWords = ({ session: { writer }, options: { goOn } }: Run): void =>
  ifInterrupted({ lines: writer.safe ? savedWords(writer.file, goOn) : ['Interrupted. The game was not saved.'] });

const viewNow = ({ session, world, moves, events, told }: Run, viewer: Viewer): View =>
  viewOf(session.table, { world, moves, events }, viewer, told.get(viewer));

/** What a viewer learned of since it was last told; it counts as told now. */
const news = (run: Run, viewer: Viewer): View => {
  const view = viewNow(run, viewer);
  run.told.set(viewer, run.events.length);
  return view;
};

/** Plays on. Returns why the game stops before its end, where it does. */
const playOut = async (run: Run): Promise<string | undefined> => {
  const { table } = run.session;
  for (;;) {
    if (run.told.has('spectator')) run.voice.tell(news(run, 'spectator'));
    const node = nodeAt(table.game, run.world);
    if (node.is === 'ending') return undefined;
    const move = ownMove(table, run.world, node);
    if (move) makeOwn(run, move);
    else if (node.is === 'orders') {
      const why = await ask(run, node.seats.find((seat) => table.players[seat] === 'human')!);
      if (why !== undefined) return why;
    }
  }
};

/** Makes a move of the table's own. Orders that a script laid down may turn out to be illegal when their turn has come. */
const makeOwn = (run: Run, move: Move): void => {
  const { game, script } = run.session.table;
  if (move.is === 'orders' && script.length > 0) {
    const refused = refusalOf(run, seatOf(game, move.seat), move.orders);
    if (refused !== undefined) throw new CommandError(EXIT.invalid, `Turn ${run.world.turn}: ${refused}`);
  }
  make(run, move);
};

/** Makes a move: the rules, then the disk, then the screen. */
const make = (run: Run, move: Move): void => {
  const { session, voice, moves } = run;
  const { game, players } = session.table;
  const { world, events } = apply(game, run.world, move);
  moves.push(move);
  const wasSafe = session.writer.safe;
  const problem = session.writer.append(run.world, move, world);
  if (session.writer.safe !== wasSafe) leaveWords(run);
  if (problem !== undefined && wasSafe)
    warn(
      `${problem} The game goes on in memory; type \`save FILE\` to keep it elsewhere, or name another file with --save.`,
    );
  const isPerson = ({ id }: { readonly id: string }, seat: number): boolean =>
    move.is === 'orders' && id === move.seat && players[seat] === 'human';
  if (game.actors.some(isPerson)) session.writer.flush();
  // What is told is on disk.
  voice.moved(() => {
    const { world: _, ...entry } = entryOf(game, moves.length, run.world, move, world);
    return entry;
  });
  run.world = world;
  run.events.push(...events);
};

/** Why the rules refuse orders, by what the seat itself can see; undefined when they do not. */
const refusalOf = (run: Run, seat: number, orders: readonly Order[]): string | undefined => {
  const { game, picture } = viewNow(run, seat);
  try {
    checkOrdersBy(game, picture, seat, orders);
    return undefined;
  } catch (error) {
    if (error instanceof IllegalMove) return error.message;
    throw error;
  }
};

const deskOf = (run: Run, seat: number): Desk => {
  const { table, writer } = run.session;
  return {
    read: async () => run.answers?.read(),
    give: (orders) => {
      const refused = refusalOf(run, seat, orders);
      if (refused === undefined) make(run, { is: 'orders', seat: table.game.actors[seat]!.id, orders });
      return refused;
    },
    news: () => news(run, seat),
    saveAs: (file) => {
      const said = writer.saveAs(file) ?? `Saved in ${writer.file}.`;
      leaveWords(run);
      return said;
    },
  };
};

const ask = (run: Run, seat: number): Promise<string | undefined> => run.voice.ask(news(run, seat), deskOf(run, seat));

const keptIn = ({ session: { writer }, options: { goOn } }: Run): Kept =>
  writer.safe ? { file: writer.file, resume: resumeCommand(writer.file, goOn) } : undefined;

const stopped = (run: Run, why: string): number => {
  run.session.writer.flush();
  run.voice.stopped(why, keptIn(run));
  return EXIT.done;
};

/** The end of the game: last events, scores and truth, where it is saved. */
const finish = (run: Run): number => {
  run.voice.end(
    [...run.told.keys()].map((viewer) => news(run, viewer)),
    keptIn(run),
  );
  if (!run.session.writer.safe && run.options.namedFile) return EXIT.failed;
  return EXIT.done;
};
