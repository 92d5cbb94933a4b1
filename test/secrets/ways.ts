import { Readable } from 'node:stream';
import { renderToString } from 'ink';
import { createElement } from 'react';
import { vi } from 'vitest';
import type { Session as GameSession } from '../../src/cli/begin.js';
import { cardOf } from '../../src/cli/host.js';
import { playPlain } from '../../src/cli/play.js';
import { replayGame } from '../../src/cli/review.js';
import { actionsFor, eventsFor, observe } from '../../src/core/seat/observe.js';
import { mayReply } from '../../src/core/turn/orders.js';
import { optionsOf } from '../../src/ui/choices.js';
import { PageView } from '../../src/ui/components.js';
import { itemsOf } from '../../src/ui/items.js';
import { BINDINGS, type Context } from '../../src/ui/keys.js';
import { type Draft, type Running, seatedAs } from '../../src/ui/play.js';
import {
  FIRST_BOARD,
  firstSession,
  PANELS,
  type Popup,
  type Screen,
  type Session,
  type Size,
  type Subject,
} from '../../src/ui/session.js';
import type { Theme } from '../../src/ui/theme.js';
import { frame } from '../../src/ui/view/frame.js';
import { modalOf } from '../../src/ui/view/popups.js';
import type { Spot } from './spots.js';

/**
 * Every way out of the program by which something reaches a seat: the commands, and the screens with what lies on top of
 * them. A new command, screen or popup must be named here, or the test of the twins fails (or does not compile).
 */

/** What a way out gives, as text. */
type Output = Promise<string> | string;

/** Everything that is written while this runs. */
const written = async (run: () => Promise<unknown> | unknown): Promise<string> => {
  const parts: string[] = [];
  const take = (text: unknown): boolean => parts.push(String(text)) > 0;
  const spies = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockImplementation(take));
  try {
    await run();
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return parts.join('');
};

const FILE = '/games/game.jsonl';

/** A game that goes on where the round began: the programs seal their orders, then the seat is asked. */
const sessionAt = ({ table, before }: Spot): GameSession => ({
  table,
  position: before,
  writer: {
    file: FILE,
    safe: true,
    append: () => undefined,
    saveAs: (file) => `${file} cannot be written.`,
    flush: () => {},
    close: () => {},
  },
  notices: [],
});

/** Answers in plain lines that give no orders: every detail, what is closed, mistakes of every kind. */
const plainAnswers = (): string[] => [
  '?',
  ...Array.from({ length: 60 }, (_, at) => `? ${at + 1}`),
  '',
  'what',
  '999',
  Array.from({ length: 12 }, (_, at) => at + 1).join(' '),
  'save elsewhere.jsonl',
  'quit',
];

/** One in five of a list. */
const tried = <T>(list: readonly T[], turn: number): T[] => list.filter((_, index) => (index + turn) % 5 === 0);

/** Answers in JSON lines that give no orders: orders twice, those of others, none that there is. Each turn tries other ones. */
const jsonAnswers = ({ table: { game }, position, seat }: Spot): string[] =>
  [
    ...tried(game.actionsOf[seat]!, position.world.turn).flatMap((index) => {
      const { id, replies } = game.actions[index]!;
      const reply_to = game.events[replies[0] ?? -1]?.id;
      const order = { action: id, confirmed: true, ...(reply_to === undefined ? {} : { reply_to }) };
      return [{ orders: [order, order] }, { orders: [{ ...order, reply_to: 'nothing' }] }];
    }),
    ...tried(game.actions, position.world.turn).flatMap(({ id, actor }) =>
      actor === seat || game.actionsOf[seat]!.some((own) => game.actions[own]!.id === id)
        ? []
        : [{ orders: [{ action: id }] }],
    ),
    { orders: 3 },
    { quit: true },
  ].map((answer) => JSON.stringify(answer));

const playing = (spot: Spot, json: boolean, fresh: boolean): Promise<string> =>
  written(() =>
    playPlain(sessionAt(spot), {
      json,
      fresh,
      namedFile: true,
      goOn: {},
      input: Readable.from([(json ? jsonAnswers(spot) : plainAnswers()).map((line) => `${line}\n`).join('')]),
    }),
  );

const replaying = (spot: Spot, options: { readonly json?: boolean; readonly turn?: string }): Promise<string> => {
  const { game, players, seed } = spot.table;
  const { world, moves, events } = spot.position;
  const read = { game, players, world, moves, events, loss: '', fault: '', header: { seed: seed.text } };
  return written(() => replayGame(read, { ...options, seat: game.actors[spot.seat]!.id }));
};

/** A replay without a seat is refused while people play. */
const refusing = (spot: Spot): Promise<string> => {
  const { game, players, seed } = spot.table;
  const read = { ...spot.position, game, players, loss: '', fault: '', header: { seed: seed.text } };
  return written(() => {
    try {
      replayGame(read, {});
    } catch (error) {
      process.stderr.write(String(error));
    }
  });
};

const NO_SEAT = 'It shows no game.';
const REFUSED = 'It refuses a game that people still play.';
const NO_PEOPLE = 'Nobody plays in its games.';
const AUDIT = 'It says what a journal proves; whoever holds a seat should not have the journal.';

/** Every command: how what it prints for a seat is made, or why it prints nothing for one. */
export const COMMANDS: Readonly<Record<string, readonly ((spot: Spot) => Output)[] | string>> = {
  play: [(spot) => playing(spot, false, true), (spot) => playing(spot, true, true)],
  resume: [(spot) => playing(spot, false, false), (spot) => playing(spot, true, false)],
  replay: [
    (spot) => replaying(spot, {}),
    (spot) => replaying(spot, { json: true }),
    (spot) => replaying(spot, { turn: String(spot.position.world.turn) }),
    (spot) => replaying(spot, { turn: '1', json: true }),
    refusing,
  ],
  verify: AUDIT,
  repair: AUDIT,
  compare: REFUSED,
  diagram: REFUSED,
  simulate: NO_PEOPLE,
  study: NO_PEOPLE,
  backtest: NO_PEOPLE,
  decisions: NO_PEOPLE,
  list: NO_SEAT,
  concepts: NO_SEAT,
  check: NO_SEAT,
  new: NO_SEAT,
  schema: NO_SEAT,
  completion: NO_SEAT,
  help: NO_SEAT,
};

const ALL = Number.MAX_SAFE_INTEGER;

/** A spot at the screens, with some orders drafted. */
export const runningAt = ({ table, position, turns, seat }: Spot, drafted: boolean): Running => {
  const { game } = table;
  const picture = observe(game, position.world, seat);
  const open = actionsFor(game, picture)[0];
  const waiting = game.actionsOf[seat]!.find(
    (index) =>
      index !== open && mayReply(game, picture.facts, 0, index) && game.actions[index]!.round === picture.round,
  );
  const drafts: Draft[] = [];
  if (drafted && open !== undefined)
    drafts.push({ action: open, order: { action: game.actions[open]!.id, authority: 'the council' } });
  if (drafted && waiting !== undefined)
    drafts.push({
      action: waiting,
      order: { action: game.actions[waiting]!.id, replyTo: game.events[game.actions[waiting]!.replies[0]!]!.id },
    });
  const seen = eventsFor(game, position.events, seat).length;
  const still = {
    ...{ file: FILE, resumeCommand: `firebreak resume ${FILE}`, briefed: [seat], drafts },
    shown: game.actors.map(() => Math.floor(seen / 2)),
  };
  return seatedAs({ course: { table, position, turns }, ...still } as unknown as Running, seat);
};

/** Every screen, with where its cursors stand; none of those that come before a game. */
const SCREENS: { readonly [K in Screen['is']]: (play: Running) => readonly (Screen & { readonly is: K })[] } = {
  opening: () => [],
  scenarios: () => [],
  setup: () => [],
  saves: () => [],
  learn: () => [],
  briefing: () => [0, 40].map((scroll) => ({ is: 'briefing', scroll })),
  handover: ({ view }) => [{ is: 'handover', seat: view.picture.seat }],
  board: () => [{ is: 'board' }],
  desk: (play) => optionsOf(play).map((_, cursor) => ({ is: 'desk', cursor })),
  reveal: ({ view }) =>
    itemsOf(view)
      .slice(-12)
      .flatMap((_, cursor) => [
        { is: 'reveal', from: 0, cursor, all: true } as const,
        { is: 'reveal', from: Math.floor(view.events.length / 2), cursor, all: false } as const,
      ]),
  // It is shown when the game is over, and then everybody learns everything.
  ending: () => [],
};

const SUBJECTS: { readonly [K in Subject['is']]: (play: Running) => readonly (Subject & { readonly is: K })[] } = {
  item: ({ view }) =>
    itemsOf(view)
      .slice(-20)
      .map(({ at }) => ({ is: 'item', at })),
  slot: ({ view }) => view.game.slots.map((_, slot) => ({ is: 'slot', slot })),
  gauge: ({ view }) => view.game.gauges.map((_, gauge) => ({ is: 'gauge', gauge })),
  track: ({ view }) => view.game.tracks.map((_, track) => ({ is: 'track', track })),
  action: ({ view }) => view.game.actionsOf[view.picture.seat]!.map((action) => ({ is: 'action', action })),
};

const contexts = Object.keys(BINDINGS) as Context[];

const POPUPS: { readonly [K in Popup['is']]: (play: Running) => readonly (Popup & { readonly is: K })[] } = {
  help: () => contexts.map((of) => ({ is: 'help', of, scroll: 0 })),
  explain: (play) =>
    Object.values(SUBJECTS)
      .flatMap((subjects) => subjects(play) as readonly Subject[])
      .flatMap((about) => [0, ALL].map((scroll) => ({ is: 'explain', about, scroll }))),
  reply: ({ view }) =>
    view.game.actionsOf[view.picture.seat]!.flatMap((action) =>
      view.game.actions[action]!.replies.map((_, cursor) => ({ is: 'reply', action, cursor }) as const),
    ),
  firebreak: ({ view }) =>
    view.game.actionsOf[view.picture.seat]!.map((action) => ({ is: 'firebreak', action, replyTo: -1 })),
  authority: ({ view }) =>
    view.game.actionsOf[view.picture.seat]!.slice(0, 1).map((action) => ({
      ...{ is: 'authority', action, replyTo: -1, field: 'me' },
      is: 'authority',
    })),
  seal: () => [{ is: 'seal' }],
  elsewhere: () => [{ is: 'elsewhere', field: FILE }],
};

const SIZES: readonly Size[] = [
  { columns: 80, rows: 24 },
  { columns: 100, rows: 30 },
];

/** Every state that the screens can be in at a spot: screens, panels of the board alone and together, popups. */
export const sessionsAt = (spot: Spot): Session[] => {
  const base = firstSession({ unread: 0, saves: [], seed: 'of the next game' });
  const bare = runningAt(spot, false);
  const play = runningAt(spot, true);
  const at = (of: Running, change: Partial<Session>): Session => ({
    ...base,
    screen: { is: 'board' },
    play: of,
    ...change,
  });
  const screens = Object.values(SCREENS).flatMap((list) => list(play) as readonly Screen[]);
  const popups = Object.values(POPUPS).flatMap((list) => list(play) as readonly Popup[]);
  const boards = PANELS.flatMap((focus) =>
    [0, 5, 15].flatMap((cursor) =>
      [false, true].map((zoomed) => {
        const cursors = { ...FIRST_BOARD.cursors, [focus]: cursor };
        return at(cursor === 0 ? bare : play, { board: { focus, zoomed, cursors } });
      }),
    ),
  );
  return [
    ...screens.map((screen) => at(play, { screen })),
    ...boards,
    ...popups.map((popup) => at(play, { popup })),
    at(bare, { popup: { is: 'seal' } }),
  ];
};

/** A state of the screens at both sizes. What lies on top is looked at alone: the screen below is a state of its own. */
export const framesOf = (session: Session): string =>
  JSON.stringify(
    SIZES.map((size) => {
      const sized = { ...session, size };
      return session.popup === undefined ? frame(sized) : modalOf(sized);
    }),
  );

const THEME: Theme = { colour: true, ascii: false, faded: false };

/** The same as the terminal gets it. */
export const drawnOf = (session: Session): string =>
  SIZES.map((size) => {
    const page = frame({ ...session, size });
    return renderToString(createElement(PageView, { page, ...size, theme: THEME }), { columns: size.columns });
  }).join('\n');

/** What the list of saved games says of a game that is not over. */
export const savedCard = ({ table, position }: Spot): string =>
  JSON.stringify(
    cardOf({
      title: table.game.title,
      seed: table.seed.text,
      seats: Object.fromEntries(table.game.actors.map(({ id }, seat) => [id, table.players[seat]!])),
      turn: position.world.turn,
      over: false,
    }),
  );
