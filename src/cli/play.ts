import type { GameEvent } from '../core/events.js';
import { ladderOf } from '../core/game.js';
import { endingId, nodeAt } from '../core/node.js';
import { observe } from '../core/observe.js';
import { IllegalMove } from '../core/orders.js';
import { apply, type Move } from '../core/play.js';
import { scoresOf } from '../core/scores.js';
import type { World } from '../core/world.js';
import { entryOf } from '../journal/lines.js';
import { ownMove, type Table } from '../players/table.js';
import { resumeCommand, type Session } from './begin.js';
import { CommandError, EXIT } from './errors.js';
import { say, warn } from './output.js';
import { endLines, eventLines, openingLines, ownTraitLines, roleLines, situationLines } from './plain.js';
import { answersFrom, closedLines, detailLines, menuLines, optionsFor, type ReadAnswer, understand } from './prompt.js';

/** Playing a game in plain lines or JSON, from any position to its end or to the end of input. */

export interface PlainOptions {
  readonly json: boolean;
  /** Whether the person named the file: then a game that could not be saved there is a failure. */
  readonly namedFile: boolean;
  /** The game begins here (and is not resumed): the opening is printed. */
  readonly fresh: boolean;
}

interface Run {
  readonly session: Session;
  readonly options: PlainOptions;
  readonly answers: { readonly read: ReadAnswer; readonly close: () => void } | undefined;
  world: World;
  n: number;
  /** Events not yet told, by person; one list where nobody is a person. */
  readonly untold: Map<number, GameEvent[]>;
  /** Persons who have been told their own hidden traits. */
  readonly knowsItself: Set<number>;
}

/** Thrown to leave the game when the person stops or input ends. */
class Stopped extends Error {}

/** Plays to the end. Returns the exit code. */
export const playPlain = async (session: Session, options: PlainOptions): Promise<number> => {
  const { table } = session;
  const people = table.players.flatMap((player, seat) => (player === 'human' ? [seat] : []));
  const run: Run = {
    session,
    options,
    answers: people.length > 0 ? answersFrom(process.stdin) : undefined,
    world: session.position.world,
    n: session.position.moves.length,
    knowsItself: new Set(),
    untold: new Map(
      (people.length > 0 ? people : [-1]).map((seat) => [seat, [...(options.fresh ? session.position.events : [])]]),
    ),
  };
  for (const notice of session.notices) warn(notice);
  if (options.fresh && !options.json) for (const line of openingLines(table)) say(line);
  if (!options.json && people.length === 1) for (const line of ['', ...roleLines(table.game, people[0]!)]) say(line);
  const restore = stopOnInterrupt(run);
  try {
    await playOut(run);
    return finish(run);
  } catch (error) {
    if (error instanceof Stopped) return EXIT.done;
    throw error;
  } finally {
    restore();
    run.answers?.close();
    session.writer.flush();
    session.writer.close();
  }
};

/** Ctrl+C and polite kills: the game is on disk already; say how to go on. */
const stopOnInterrupt = (run: Run): (() => void) => {
  const stop = (signal: NodeJS.Signals): void => {
    run.session.writer.close();
    tellResume(run);
    process.exit(signal === 'SIGINT' ? EXIT.interrupted : 143);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  return () => {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  };
};

const playOut = async (run: Run): Promise<void> => {
  const { table } = run.session;
  for (;;) {
    tellSpectator(run);
    const node = nodeAt(table.game, run.world);
    if (node.is === 'ending') return;
    const move = ownMove(table, run.world, node);
    if (move) make(run, move);
    else if (node.is === 'orders') await ask(run, node.seats.find((seat) => table.players[seat] === 'human')!);
  }
};

/** Makes a move: the rules, then the disk, then the screen. */
const make = (run: Run, move: Move): void => {
  const { session, options } = run;
  const { game, script } = session.table;
  let played: ReturnType<typeof apply>;
  try {
    played = apply(game, run.world, move);
  } catch (error) {
    if (error instanceof IllegalMove && script.length > 0)
      throw new CommandError(EXIT.invalid, `Turn ${run.world.turn}: ${error.message}`);
    throw error;
  }
  run.n += 1;
  if (options.json) {
    const { world: _, ...entry } = entryOf(game, run.n, run.world, move, played.world);
    say(JSON.stringify(entry));
  }
  const wasSafe = session.writer.safe;
  const problem = session.writer.append(run.world, move, played.world);
  if (problem !== undefined && wasSafe)
    warn(
      `${problem} The game goes on in memory; type \`save FILE\` to keep it elsewhere, or name another file with --save.`,
    );
  if (
    move.is === 'orders' &&
    session.table.players[game.actors.findIndex((actor) => actor.id === move.seat)] === 'human'
  )
    session.writer.flush();
  run.world = played.world;
  for (const list of run.untold.values()) list.push(...played.events);
};

const tellSpectator = (run: Run): void => {
  const events = run.untold.get(-1);
  if (events && !run.options.json)
    for (const line of eventLines(run.session.table.game, withoutSecrets(events), 'truth')) say(line);
  if (events) events.length = 0;
};

/** A spectator learns hidden traits and the horizon at the end, like everybody. */
const withoutSecrets = (events: readonly GameEvent[]): GameEvent[] => events.filter((event) => event.step !== 'setup');

const ask = async (run: Run, seat: number): Promise<void> => {
  const { game } = run.session.table;
  const picture = observe(game, run.world, seat);
  const options = optionsFor(game, picture);
  tellPerson(run, seat);
  // Hidden traits are drawn after the role sheet was printed.
  if (!run.options.json && !run.knowsItself.has(seat))
    for (const line of ownTraitLines(game, picture.facts, seat)) say(line);
  run.knowsItself.add(seat);
  if (!run.options.json)
    for (const line of [...situationLines(game, picture.facts, seat), ...menuLines(game, picture, options)]) say(line);
  for (;;) {
    const line = await run.answers?.read();
    if (line === undefined) return stop(run, 'The input has ended.');
    const answer = understand(game, picture, options, line);
    switch (answer.is) {
      case 'quit':
        return stop(run, '');
      case 'save':
        say(run.session.writer.saveAs(answer.file) ?? `Saved in ${run.session.writer.file}.`);
        break;
      case 'detail':
        for (const detail of detailLines(game, picture, answer.option)) say(detail);
        break;
      case 'again':
        say(answer.why);
        if (line.trim() === '?') for (const closed of closedLines(game, picture)) say(closed);
        break;
      case 'orders': {
        if (answer.firebreaks.length > 0 && !(await confirm(run, answer.firebreaks))) break;
        const refused = tryOrders(run, seat, answer.orders);
        if (refused === undefined) return;
        say(refused);
      }
    }
  }
};

const tryOrders = (run: Run, seat: number, orders: Extract<Move, { is: 'orders' }>['orders']): string | undefined => {
  try {
    make(run, { is: 'orders', seat: run.session.table.game.actors[seat]!.id, orders });
    return undefined;
  } catch (error) {
    if (error instanceof IllegalMove) return error.message;
    throw error;
  }
};

const confirm = async (run: Run, labels: readonly string[]): Promise<boolean> => {
  say(
    `${labels.join(' and ')} can cross a firebreak. On whose authority? Type yes to confirm, anything else to think again.`,
  );
  const line = await run.answers?.read();
  if (line === undefined) stop(run, 'The input has ended.');
  return line?.trim().toLowerCase() === 'yes';
};

const tellPerson = (run: Run, seat: number): void => {
  const { game } = run.session.table;
  const events = run.untold.get(seat) ?? [];
  if (!run.options.json) {
    if (run.untold.size > 1) for (const line of ['', `For ${game.actors[seat]!.short}:`]) say(line);
    for (const line of eventLines(
      game,
      events.filter((event) => (event.seenBy & (1 << seat)) !== 0),
      seat,
    ))
      say(line);
  }
  events.length = 0;
};

const stop = (run: Run, why: string): never => {
  if (why !== '') say(why);
  run.session.writer.flush();
  tellResume(run);
  throw new Stopped();
};

const tellResume = (run: Run): void => {
  const { writer } = run.session;
  if (writer.safe) say(`The game is saved in ${writer.file}. Go on with:\n  ${resumeCommand(writer.file)}`);
  else warn('The game was not saved.');
};

/** The end of the game: last events, scores and truth, where it is saved. */
const finish = (run: Run): number => {
  const { session, options } = run;
  const { game } = session.table;
  if (options.json) say(JSON.stringify(summaryOf(session.table, run.world, session.writer.file)));
  else {
    for (const [seat, events] of run.untold)
      for (const line of eventLines(
        game,
        seat < 0 ? withoutSecrets(events) : events.filter((event) => (event.seenBy & (1 << seat)) !== 0),
        seat < 0 ? 'truth' : seat,
      ))
        say(line);
    for (const line of endLines(game, run.world)) say(line);
    if (session.writer.safe) say(`\nSaved in ${session.writer.file}`);
  }
  if (!session.writer.safe && options.namedFile) return EXIT.failed;
  return EXIT.done;
};

/** The summary of a finished game, as `--json` prints it last. */
export const summaryOf = (table: Table, world: World, file: string): object => {
  const { game } = table;
  const ladder = ladderOf(game);
  return {
    scenario: game.id,
    preset: game.preset,
    seed: table.seed.text,
    seats: Object.fromEntries(game.actors.map((actor, seat) => [actor.id, table.players[seat]])),
    ending: endingId(game, world.ending),
    turns: world.turn,
    dials: Object.fromEntries(
      game.slots
        .filter((slot) => slot.kind !== 'flag')
        .map((slot) => [slot.id, world.values[game.slots.indexOf(slot)]]),
    ),
    phases: Object.fromEntries(game.tracks.map((track, i) => [track.id, track.phases[world.phases[i]!]!.id])),
    ...(ladder ? { rung: ladder.phases[world.phases[game.tracks.indexOf(ladder)]!]!.rung } : {}),
    scores: scoresOf(game, world),
    file,
  };
};
