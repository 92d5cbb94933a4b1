import { readFileSync } from 'node:fs';
import type { Concept, Game } from '../../src/core/program/game.js';
import type { Move } from '../../src/core/turn/play.js';
import type { Player } from '../../src/players/policy.js';
import { opening, type Position, tableOf } from '../../src/players/table.js';
import { loadScenario } from '../../src/scenario/library.js';
import { load } from '../../src/scenario/load.js';
import type { Begun, Host, ScenarioCard, Sink } from '../../src/ui/host.js';
import type { Key } from '../../src/ui/keys.js';
import type { Running } from '../../src/ui/play.js';
import type { Session, Size } from '../../src/ui/session.js';
import { createStore, type Store } from '../../src/ui/store.js';

/** A small game, a host that keeps everything in memory, and a store to press keys at. */

const text = readFileSync(new URL('strait.yaml', import.meta.url), 'utf8');

export const strait = (preset?: string): Game =>
  load('strait.yaml', (path) => (path === 'strait.yaml' ? text : undefined), { preset }).game;

/** The same game with names that are longer than most panels are wide. */
export const wordy = (preset?: string): Game => {
  const game = strait(preset);
  const long = <T extends { readonly label: string }>(item: T): T => ({
    ...item,
    label: `${item.label}, which is called so by everybody who has a say in the strait, and by some who have none`,
  });
  return {
    ...game,
    title: `${game.title}: an account of what was done there by night and by day, and by whom`,
    actors: game.actors.map((actor) => ({
      ...actor,
      name: `The united and undivided provinces of ${actor.name} beyond the seas`,
    })),
    slots: game.slots.map(long),
    gauges: game.gauges.map(long),
    actions: game.actions.map(long),
    triggers: game.triggers.map(long),
    dice: game.dice.map((die) => ({ ...long(die), outcomes: die.outcomes.map(long) })),
    tracks: game.tracks.map((track) => ({ ...long(track), phases: track.phases.map(long) })),
    rounds: game.rounds.map(long),
    endings: game.endings.map(long),
    presets: ['Weather', 'The number of ships that take part', ''].flatMap((group) =>
      game.presets.map((item) => ({ ...long(item), id: `${group}${item.id}`, group })),
    ),
  };
};

/** The same game where nobody fights: no track is a ladder. */
export const ladderless = (preset?: string): Game => {
  const game = strait(preset);
  return { ...game, tracks: game.tracks.map((track) => ({ ...track, ladder: false })) };
};

export const flagship = (): Game => loadScenario('korean-peninsula').game;

/** What a sink was given, and the sentence it answers with. */
export interface Paper {
  readonly moves: Move[];
  readonly files: string[];
  problem: string | undefined;
}

export const blankPaper = (): Paper => ({ moves: [], files: [], problem: undefined });

export const sinkOn = (paper: Paper): Sink => {
  let file = '/games/strait.jsonl';
  return {
    get file() {
      return file;
    },
    close: () => {},
    get resumeCommand() {
      return `firebreak resume ${file}`;
    },
    record: (moves) => {
      paper.moves.push(...moves);
      return paper.problem;
    },
    saveAs: (to) => {
      paper.files.push(to);
      if (paper.problem !== undefined) return paper.problem;
      file = to;
      return undefined;
    },
  };
};

export const begunWith = (
  game: Game,
  players: readonly Player[],
  { seed = '7', paper = blankPaper(), position = opening(game), notices = [] as readonly string[] } = {},
): Begun => ({ table: tableOf(game, seed, players), position: position as Position, sink: sinkOn(paper), notices });

const cardOf = (game: Game): ScenarioCard => ({
  id: game.id,
  title: game.title,
  summary: game.summary,
  turns: `${game.clock.turns.join(' to ')} turns`,
  seats: game.actors.map(({ id, name, short, mark, brief }) => ({ id, name, short, mark, brief })),
  presets: game.presets,
  teaches: [],
});

export interface HostOptions {
  /** The small scenario, or another in its place. */
  readonly game?: (preset?: string) => Game;
  readonly paper?: Paper;
  readonly saved?: () => Begun;
  /** What the card of the small scenario has beside the usual. */
  readonly card?: Partial<ScenarioCard>;
  readonly concepts?: readonly Concept[];
}

const BROKEN: ScenarioCard = {
  id: 'broken',
  title: 'Broken',
  summary: '',
  turns: '',
  seats: [],
  presets: [],
  teaches: [],
  error: 'It has 3 errors.',
};

/** A host with the small scenario, one that is broken, and perhaps a saved game. */
export const hostWith = ({
  game = strait,
  paper = blankPaper(),
  saved,
  card,
  concepts = [],
}: HostOptions = {}): Host => {
  let seeds = 0;
  return {
    scenarioIds: () => ['strait', 'broken'],
    scenario: (id) => (id === 'strait' ? { ...cardOf(game()), ...card } : BROKEN),
    concepts: () => concepts,
    saves: () => (saved ? [{ file: '/games/old.jsonl', title: 'The strait', detail: 'turn 2', over: false }] : []),
    freshSeed: () => {
      seeds += 1;
      return `seed-${seeds}`;
    },
    begin: ({ preset, seed, players }) => begunWith(game(preset === '' ? undefined : preset), players, { seed, paper }),
    resume: (file) => {
      if (!saved) throw new Error(`There is no file ${file}.`);
      return saved();
    },
  };
};

export interface Bench {
  readonly store: Store;
  readonly press: (...keys: readonly Key[]) => Session;
  readonly left: () => number | undefined;
}

export const benchWith = (host: Host, size: Size = { columns: 100, rows: 30 }): Bench => {
  let left: number | undefined;
  const store = createStore(host, {
    ascii: false,
    size,
    leave: (code) => {
      left = code;
    },
  });
  while (store.readOne());
  const press = (...keys: readonly Key[]): Session => {
    for (const key of keys) store.dispatch({ is: 'key', key });
    return store.session();
  };
  return { store, press, left: () => left };
};

/** A bench at which a game has begun. */
export const atTable = (
  game: Game,
  players: readonly Player[],
  options: { readonly seed?: string; readonly paper?: Paper; readonly size?: Size } = {},
): Bench => {
  const bench = benchWith(hostWith(), options.size);
  bench.store.dispatch({ is: 'begun', begun: begunWith(game, players, options) });
  return bench;
};

/** The game under way; fails where there is none. */
export const playAt = ({ store }: Bench): Running => {
  const { play } = store.session();
  if (play === undefined) throw new Error('no game is under way');
  return play;
};

/** Who plays when one seat is a person's. */
export const oneHuman = (game: Game, seat: number): Player[] =>
  game.actors.map((_, at) => (at === seat ? 'human' : 'doctrine'));

/** Numbers in [0, 1) from a whole number, for key presses that look random and are not. */
export const scatter = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
};
