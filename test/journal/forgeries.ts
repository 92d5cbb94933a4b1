import { purposeOf, rollDie, seedOf } from '../../src/core/chance/chance.js';
import { RuleFault } from '../../src/core/faults.js';
import type { Game } from '../../src/core/program/game.js';
import type { World } from '../../src/core/program/world.js';
import { IllegalMove } from '../../src/core/turn/orders.js';
import { apply, type Move, moveOfFace, start } from '../../src/core/turn/play.js';
import { DIE, RULES_VERSION } from '../../src/core/vocabulary.js';
import { FORMAT } from '../../src/journal/digest.js';
import { type Entry, entryOf, type Header, headerOf } from '../../src/journal/lines.js';
import type { Player } from '../../src/players/policy.js';
import type { Script } from '../../src/players/script.js';
import { ownMove, playOn, policyOrders, type Table, tableOf, tableOrders } from '../../src/players/table.js';
import { choiceProblem } from '../../src/scenario/choice.js';
import { ScenarioError } from '../../src/scenario/diagnostics.js';
import { LENIENT_LIBRARY } from '../../src/scenario/library.js';
import { hashOf, type Loaded, load } from '../../src/scenario/load.js';
import { type Body, chained } from './forge.js';

/**
 * Forgeries by somebody who knows the program: one thing is changed, the rest of the game is played on honestly from there,
 * and all digests, odds and hashes are computed anew. Where the rules do not go along, the forger writes what was there.
 */

/** An honest game. */
export interface Honest {
  readonly loaded: Loaded;
  readonly header: Header;
  readonly moves: readonly Move[];
}

export interface Forgery {
  readonly name: string;
  readonly text: string;
}

const tableBy = (game: Game, { seed, seats, script }: Header): Table =>
  tableOf(
    game,
    seed,
    game.actors.map(({ id }) => seats[id] ?? 'hold'),
    script,
  );

/** Plays on from some moves by the table's own orders and dice; a person's seat orders what chance would. */
const playedOn = (game: Game, header: Header, before: readonly Move[]): Move[] => {
  const table = tableBy(game, header);
  const asPrograms = { ...table, players: table.players.map((player) => (player === 'human' ? 'random' : player)) };
  const moves = [...before];
  const from = before.reduce((world, move) => apply(game, world, move).world, start(game).world);
  playOn(asPrograms, from, (move) => moves.push(move));
  return moves;
};

/** An honest game of a scenario. */
export const honestGame = (
  loaded: Loaded,
  seed: string,
  players: readonly Player[],
  choice: Parameters<typeof headerOf>[2] = {},
  script: Script = [],
): Honest => {
  const header = headerOf(loaded.game, loaded, choice, seed, players, '0.2.0', { script });
  return { loaded, header, moves: playedOn(loaded.game, header, []) };
};

const bodyOf = (move: Move, n: number, world: World, digest: string): Body =>
  move.is === 'orders'
    ? { n, turn: world.turn, seat: move.seat, orders: move.orders, world: digest }
    : {
        ...{ n, chance: move.address, odds: [], outcome: move.outcome },
        ...(move.face === undefined ? {} : { face: move.face }),
        world: digest,
      };

/** The lines of a game as a forger writes them. */
const bodiesOf = (game: Game, header: Header, moves: readonly Move[]): Body[] => {
  let { world } = start(game);
  let digest = '0'.repeat(16);
  const lines = moves.map((move, i): Body => {
    try {
      const next = apply(game, world, move).world;
      const entry: Entry = entryOf(game, i + 1, world, move, next);
      world = next;
      digest = entry.world;
      return { ...entry };
    } catch (error) {
      if (!(error instanceof IllegalMove || error instanceof RuleFault)) throw error;
      return bodyOf(move, i + 1, world, digest);
    }
  });
  return [{ ...header }, ...lines];
};

/** The scenario that a header carries, under what it chooses; undefined when it cannot be loaded. */
const loadedBy = ({ scenario }: Header, honest: Honest): Loaded | undefined => {
  if (scenario === honest.header.scenario) return honest.loaded;
  const files = new Map(scenario.files.map(({ path, text }) => [path, text]));
  const choice = { preset: scenario.preset || undefined, parameters: scenario.parameters };
  try {
    return load(scenario.files[0]!.path, (path) => files.get(path), choice, LENIENT_LIBRARY);
  } catch (error) {
    if (error instanceof ScenarioError) return undefined;
    throw error;
  }
};

/** Whether a header and moves are simply another honest game, which nobody can call a forgery. */
const isHonest = (header: Header, moves: readonly Move[], honest: Honest): boolean => {
  const loaded = loadedBy(header, honest);
  const { seats, scenario, control } = header;
  if (loaded === undefined || control !== undefined) return false;
  const { game } = loaded;
  const isSo =
    header.rules === RULES_VERSION &&
    header.format === FORMAT &&
    choiceProblem(game, scenario) === undefined &&
    game.id === scenario.id &&
    game.title === scenario.title &&
    game.preset === scenario.preset &&
    loaded.hash === scenario.hash &&
    Object.keys(seats).length === game.actors.length;
  try {
    return isSo && isPlayedSo(tableBy(game, header), moves);
  } catch (error) {
    // Under another text or other numbers the scenario may go wrong where it did not.
    if (error instanceof IllegalMove || error instanceof RuleFault) return false;
    throw error;
  }
};

/** Whether programs, script and seed give these moves; what a person decides is taken from them. */
const isPlayedSo = (table: Table, moves: readonly Move[]): boolean => {
  const { game } = table;
  let { world } = start(game);
  for (const move of moves) {
    const seat = move.is === 'orders' ? game.actors.findIndex(({ id }) => id === move.seat) : -1;
    const given = move.is === 'orders' ? tableOrders(table, world, seat) : ownMove(table, world);
    const made = move.is === 'orders' ? move.orders : move;
    const isPersons = move.is === 'orders' && given === undefined;
    if (!isPersons && JSON.stringify(given) !== JSON.stringify(made)) return false;
    world = apply(game, world, move).world;
  }
  return true;
};

type Change = (honest: Honest, pick: Pick) => { readonly header: Header; readonly moves: readonly Move[] } | undefined;
type Pick = <T>(items: readonly T[]) => T | undefined;

const worlds = new WeakMap<Honest, readonly World[]>();

/** Worlds in which the moves were made. */
const worldsOf = (honest: Honest): readonly World[] => {
  const known = worlds.get(honest);
  if (known) return known;
  const { game } = honest.loaded;
  const made = [start(game).world];
  for (const move of honest.moves) made.push(apply(game, made.at(-1)!, move).world);
  worlds.set(honest, made);
  return made;
};

/** Replaces one move, and plays on from there. */
const another = ({ loaded: { game }, header, moves }: Honest, at: number, move: Move): ReturnType<Change> => {
  const before = [...moves.slice(0, at), move];
  try {
    return { header, moves: playedOn(game, header, before) };
  } catch (error) {
    if (error instanceof IllegalMove || error instanceof RuleFault)
      return { header, moves: [...before, ...moves.slice(at + 1)] };
    throw error;
  }
};

/** What each face of the die that a world waits for comes to. */
const movesOfFaces = (game: Game, world: World): (Move & { is: 'chance' })[] =>
  Array.from({ length: 100 }, (_, i) => moveOfFace(game, world, i * (DIE / 100) + 7));

const dieChange =
  (
    change: (made: Move & { is: 'chance' }, others: (Move & { is: 'chance' })[], pick: Pick) => Move | undefined,
  ): Change =>
  (honest, pick) => {
    const dice = honest.moves.flatMap((move, at) => (move.is === 'chance' ? [[move, at] as const] : []));
    for (let attempt = 0; attempt < 8 && dice.length > 0; attempt += 1) {
      const [made, at] = pick(dice)!;
      const move = change(made, movesOfFaces(honest.loaded.game, worldsOf(honest)[at]!), pick);
      if (move) return another(honest, at, move);
    }
    return undefined;
  };

const withoutFace = ({ face: _, ...move }: Move & { is: 'chance' }): Move => move;

const ordersChange =
  (
    change: (
      orders: (Move & { is: 'orders' })['orders'],
      at: { table: Table; world: World; seat: number },
    ) => (Move & { is: 'orders' })['orders'],
  ): Change =>
  (honest, pick) => {
    const worlds = worldsOf(honest);
    const table = tableBy(honest.loaded.game, honest.header);
    const changed = honest.moves.flatMap((move, at) => {
      if (move.is !== 'orders') return [];
      const seat = table.game.actors.findIndex(({ id }) => id === move.seat);
      if (table.players[seat] === 'human') return [];
      const orders = change(move.orders, { table, world: worlds[at]!, seat });
      return JSON.stringify(orders) === JSON.stringify(move.orders) ? [] : [[at, { ...move, orders }] as const];
    });
    const found = pick(changed);
    return found && another(honest, ...found);
  };

/** Changes the header and keeps the moves. */
const headerChange =
  (change: (header: Header, honest: Honest, pick: Pick) => object | undefined): Change =>
  (honest, pick) => {
    const changed = change(honest.header, honest, pick);
    return changed && { header: { ...honest.header, ...changed } as Header, moves: honest.moves };
  };

const scenarioChange = (
  change: (scenario: Header['scenario'], honest: Honest, pick: Pick) => object | undefined,
): Change =>
  headerChange(({ scenario }, honest, pick) => {
    const changed = change(scenario, honest, pick);
    return changed && { scenario: { ...scenario, ...changed } };
  });

const filesChanged = (files: Header['scenario']['files']): object => ({ files, hash: hashOf(files) });

/** Another number in the text of the scenario, somewhere behind a key that is played with. */
const otherText = (text: string, pick: Pick): string | undefined => {
  const places = [...text.matchAll(/\b(by|start|base|cost|value|chance): (-?[0-9.]+)(?=[,\s}])/g)];
  const place = pick(places);
  if (!place) return undefined;
  const [whole, key, number] = place;
  return `${text.slice(0, place.index)}${key}: ${Number(number) + 1}${text.slice(place.index + whole.length)}`;
};

const movesChange =
  (change: (moves: readonly Move[], at: number) => readonly Move[] | undefined): Change =>
  (honest, pick) => {
    const at = pick([...honest.moves.keys()].slice(1, -2));
    const moves = at === undefined ? undefined : change(honest.moves, at);
    return moves && { header: honest.header, moves };
  };

const otherPolicy = (player: Player | undefined): Player => (player === 'hold' ? 'random' : 'hold');

/** Seats that ordered something, with who played them. */
const orderers = ({ header, moves }: Honest): string[] =>
  Object.keys(header.seats).filter((seat) =>
    moves.some((move) => move.is === 'orders' && move.seat === seat && move.orders.length > 0),
  );

const seatChange = (among: (player: Player) => boolean): Change =>
  headerChange(({ seats }, honest, pick) => {
    const seat = pick(orderers(honest).filter((id) => among(seats[id]!)));
    return seat === undefined ? undefined : { seats: { ...seats, [seat]: otherPolicy(seats[seat]) } };
  });

/** What is changed in a game, each kind by its name. */
const CHANGES: Readonly<Record<string, Change>> = {
  'another outcome with a face that fits': dieChange((made, others, pick) =>
    pick(others.filter(({ outcome }) => outcome !== made.outcome)),
  ),
  'another outcome without a face': dieChange((made, others, pick) => {
    const other = pick(others.filter(({ outcome }) => outcome !== made.outcome));
    return other && withoutFace(other);
  }),
  'another outcome with the face as it was': dieChange((made, others, pick) => {
    const other = pick(others.filter(({ outcome }) => outcome !== made.outcome));
    return other && { ...made, outcome: other.outcome };
  }),
  'another face with the outcome as it was': dieChange((made, others, pick) =>
    pick(others.filter(({ outcome, face }) => outcome === made.outcome && face !== made.face)),
  ),
  'no face': dieChange((made) => withoutFace(made)),
  'an outcome that there is not': dieChange((made) => ({ ...made, outcome: 'victory' })),
  'a program that holds': ordersChange(() => []),
  'a program that orders less': ordersChange((orders) => orders.slice(1)),
  'a program that orders something else': ordersChange((_, { table, world, seat }) =>
    policyOrders(table, 'random', world, seat),
  ),
  'a program with an authority': ordersChange((orders) => orders.map((order) => ({ ...order, authority: 'The King' }))),
  'a person’s seat that a program played': seatChange((player) => player === 'human'),
  'another program in a seat': seatChange((player) => player !== 'human'),
  'a seat less': headerChange(({ seats }) => ({ seats: Object.fromEntries(Object.entries(seats).slice(1)) })),
  'a seat more': headerChange(({ seats }) => ({ seats: { ...seats, mars: 'hold' } })),
  'another seed': headerChange(({ seed }) => ({ seed: `${seed}'` })),
  'other rules': headerChange(({ rules }) => ({ rules: rules + 1 })),
  'another format': headerChange(({ format }) => ({ format: format + 1 })),
  'a record that it is not': headerChange(() => ({ control: 'record' })),
  'a record that it is not, with its seed': headerChange(() => ({ control: 'record', seed: 'record' })),
  'a proof that it is not': headerChange(() => ({ control: 'proof' })),
  'a proof that it is not, with its seed': headerChange(() => ({ control: 'proof', seed: 'proof' })),
  'a script that it had not': headerChange((_, { header, moves }) => {
    const first = moves.find((move) => move.is === 'orders' && move.orders.length > 0);
    return first?.is === 'orders' && header.script === undefined
      ? { script: [{ turn: 1, seat: first.seat, orders: [] }] }
      : undefined;
  }),
  'another script': headerChange(
    ({ script }, { loaded: { game } }, pick) =>
      script && {
        script: script.map((turn) => {
          const own = game.actions.filter(({ actor }) => game.actors[actor]!.id === turn.seat);
          return { ...turn, orders: turn.orders.length > 0 ? [] : [{ action: pick(own)!.id }] };
        }),
      },
  ),
  'no script': headerChange(({ script }) => script && { script: undefined }),
  'another title': scenarioChange(() => ({ title: 'Chess' })),
  'another id': scenarioChange(() => ({ id: 'the-other-one' })),
  'another hash': scenarioChange(({ hash }) => ({ hash: [...hash].reverse().join('') })),
  'another preset': scenarioChange(({ preset }, { loaded }, pick) => {
    const other = pick(loaded.game.presets.filter(({ id }) => id !== preset));
    return other && { preset: other.id };
  }),
  'a preset that there is not': scenarioChange(() => ({ preset: 'easy' })),
  'another parameter': scenarioChange((_, { loaded }, pick) => {
    const one = pick(loaded.game.parameters.filter(({ range }) => range !== undefined));
    return one && { parameters: { [one.id]: one.range!.find((bound) => bound !== one.value) } };
  }),
  'a parameter outside its range': scenarioChange((_, { loaded }, pick) => {
    const one = pick(loaded.game.parameters.filter(({ range }) => range !== undefined));
    return one && { parameters: { [one.id]: one.range![1] + 1 } };
  }),
  'a parameter that there is not': scenarioChange(() => ({ parameters: { luck: 1 } })),
  'another text with its hash': scenarioChange(({ files: [first, ...others] }, _, pick) => {
    const text = otherText(first!.text, pick);
    return text === undefined ? undefined : filesChanged([{ ...first!, text }, ...others]);
  }),
  'a file more, with its hash': scenarioChange(({ files }) =>
    filesChanged([...files, { path: 'more.yaml', text: '' }]),
  ),
  'a move less': movesChange((moves, at) => moves.toSpliced(at, 1)),
  'a move twice': movesChange((moves, at) => moves.toSpliced(at, 0, moves[at]!)),
  'two moves exchanged': movesChange((moves, at) => {
    const [one, other] = [moves[at]!, moves[at + 1]!];
    // Who of those asked together seals first says nothing.
    if (one.is === 'orders' && other.is === 'orders') return undefined;
    return moves.toSpliced(at, 2, other, one);
  }),
};

/** What is changed in the lines themselves. */
const LINE_CHANGES: Readonly<Record<string, (bodies: readonly Body[], at: number) => Body | undefined>> = {
  'another ending': (bodies, at) => (at === bodies.length - 1 ? { ...bodies[at], ending: 'victory' } : undefined),
  'an ending too early': (bodies, at) => (at < bodies.length - 1 ? { ...bodies[at], ending: 'victory' } : undefined),
  'another world': (bodies, at) => ({ ...bodies[at], world: 'f'.repeat(16) }),
  'other odds': (bodies, at) => ('odds' in bodies[at]! ? { ...bodies[at], odds: [DIE] } : undefined),
  'another number': (bodies, at) => ({ ...bodies[at], n: at + 1 }),
  'another turn': (bodies, at) => ('turn' in bodies[at]! ? { ...bodies[at], turn: 99 } : undefined),
  'a key more': (bodies, at) => ({ ...bodies[at], note: 'true' }),
  'a fault of the scenario': (bodies, at) =>
    at === bodies.length - 1 ? { n: at, chance: '2026-01-01/x', fault: 'it went wrong' } : undefined,
};

/** The kinds of forgery. */
export const KINDS: readonly string[] = [...Object.keys(CHANGES), ...Object.keys(LINE_CHANGES)];

/** One forgery of a kind, by number; undefined where the game has nothing to change so, or where nothing false comes of it. */
export const forgeryOf = (honest: Honest, kind: string, seed: string): Forgery | undefined => {
  let picks = 0;
  const pick: Pick = (items) => {
    picks += 1;
    return items[Math.floor((rollDie(seedOf(seed), purposeOf(`${kind}/${picks}`), 0) / DIE) * items.length)];
  };
  const inLines = LINE_CHANGES[kind];
  if (inLines) {
    const bodies = bodiesOf(honest.loaded.game, honest.header, honest.moves);
    const places = [...bodies.keys()].slice(1).filter((at) => inLines(bodies, at) !== undefined);
    const at = pick(places);
    return at === undefined ? undefined : { name: kind, text: chained(bodies.with(at, inLines(bodies, at)!)) };
  }
  const changed = CHANGES[kind]!(honest, pick);
  if (!changed || isHonest(changed.header, changed.moves, honest)) return undefined;
  const { game } = loadedBy(changed.header, honest) ?? honest.loaded;
  return { name: kind, text: chained(bodiesOf(game, changed.header, changed.moves)) };
};

/** Whether the honest game is what it says: the forgers’ own tools are honest. */
export const honestText = ({ loaded: { game }, header, moves }: Honest): string =>
  chained(bodiesOf(game, header, moves));
