import type { GameEvent } from '../../src/core/program/events.js';
import { type Game, includesSeat, onlySeat } from '../../src/core/program/game.js';
import type { SealedOrder, World } from '../../src/core/program/world.js';
import { knowsAll, sightOf } from '../../src/core/seat/observe.js';
import { causeSeenBy } from '../../src/core/turn/effects.js';
import type { Move } from '../../src/core/turn/play.js';
import { DIE } from '../../src/core/vocabulary.js';
import { type Position, tableOf } from '../../src/players/table.js';
import type { Spot } from './spots.js';

/** Twin worlds: the same spot of a game with everything changed that one seat may not see. */

/** Whole numbers from 0 up to `below`, always the same from one seed. */
export type Pick = (below: number) => number;

export const picker = (seed: number): Pick => {
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

/** Another whole number below `below`, wherever there is one. */
const another = (pick: Pick, below: number, than: number): number =>
  below < 2 ? than : (Math.max(0, than) + 1 + pick(below - 1)) % below;

const ordersOfOther = (game: Game, pick: Pick, seat: number): SealedOrder[] =>
  game.actionsOf[seat]!.filter(() => pick(4) === 0).map((action) => ({
    action,
    replyTo: game.actions[action]!.replies[pick(3)] ?? -1,
  }));

const hiddenValue = (game: Game, pick: Pick, slot: number, value: number): number => {
  const { kind, min, max } = game.slots[slot]!;
  if (kind === 'flag') return 1 - value;
  const low = Math.ceil(Math.max(min, -1000));
  const high = Math.floor(Math.min(max, 1000));
  return low + another(pick, high - low + 1, Math.round(value) - low);
};

/** The world, with all that the seat does not see made another. */
export const twinWorld = (game: Game, world: World, seat: number, pick: Pick): World => {
  const sees = (seats: number): boolean => includesSeat(seats, seat);
  const others = <T>(list: readonly T[], change: (item: T, other: number) => T): T[] =>
    list.map((item, other) => (other === seat ? item : change(item, other)));
  const unseen = <T>(
    list: readonly T[],
    isSeen: (index: number) => boolean,
    change: (item: T, index: number) => T,
  ): T[] => list.map((item, index) => (isSeen(index) ? item : change(item, index)));
  const isSeenWatch = (index: number): boolean => {
    const watch = game.watches[index]!;
    return sees('slot' in watch ? game.slots[watch.slot]!.seenBy : game.tracks[watch.track]!.seenBy);
  };
  const anyTurn = (turn: number): number => another(pick, world.turn + 1, turn);
  return {
    ...world,
    horizon: world.horizon + 1 + pick(5),
    lastTurn: 1 - world.lastTurn,
    nextIsShort: world.nextIsShort === 0 ? 1 : 0,
    bonus: others(world.bonus, (bonus) => bonus + 1 + pick(3)),
    points: others(world.points, (points) => points + 1 + pick(3)),
    fog: others(world.fog, (face) => another(pick, DIE, face)),
    sealed: others(world.sealed, (orders, other) => (orders === false ? orders : ordersOfOther(game, pick, other))),
    // Conditional ones would use up what the rules allow the other seats.
    given: others(world.given, (_, other) =>
      ordersOfOther(game, pick, other).map(({ action }) => ({ action, replyTo: -1 })),
    ),
    docket: world.docket.toReversed(),
    later: world.later.filter(() => pick(2) === 0),
    traits: unseen(
      world.traits,
      (trait) => game.traits[trait]!.actor === seat,
      (value, trait) => another(pick, game.traits[trait]!.values.length, value),
    ),
    values: unseen(
      world.values,
      (slot) => sightOf(game, slot, seat) !== 'hidden',
      (value, slot) => hiddenValue(game, pick, slot, value),
    ),
    phases: unseen(
      world.phases,
      (track) => sees(game.tracks[track]!.seenBy),
      (phase, track) => another(pick, game.tracks[track]!.phases.length, phase),
    ),
    entered: unseen(world.entered, (track) => sees(game.tracks[track]!.seenBy), anyTurn),
    eventTurn: unseen(world.eventTurn, (event) => sees(game.events[event]!.seenBy), anyTurn),
    eventCount: unseen(
      world.eventCount,
      (event) => sees(game.events[event]!.seenBy),
      (count) => count + 1 + pick(3),
    ),
    sums: unseen(world.sums, isSeenWatch, (sum) => sum + 1 + pick(100)),
    peaks: unseen(world.peaks, isSeenWatch, (peak) => peak + 1 + pick(50)),
  };
};

/** Another cause that the seat sees as little as the true one. */
const twinCause = <E extends GameEvent & { readonly is: 'moved' | 'points' }>(
  game: Game,
  event: E,
  seat: number,
  pick: Pick,
): E => {
  if (includesSeat(causeSeenBy(game, event.cause), seat)) return event;
  const hidden = [
    ...game.actions.map((_, action) => ({ is: 'action', action }) as const),
    ...game.triggers.map((_, trigger) => ({ is: 'trigger', trigger }) as const),
    ...game.tracks.map((_, track) => ({ is: 'phase', track }) as const),
  ].filter((cause) => !includesSeat(causeSeenBy(game, cause), seat));
  return { ...event, cause: hidden[pick(hidden.length)] ?? event.cause };
};

/** Another way to the same phase of which the seat knows as little why it was taken. */
const twinWay = (game: Game, event: GameEvent & { readonly is: 'entered' }, seat: number, pick: Pick): GameEvent => {
  const { transitions } = game.chart;
  const taken = transitions[event.transition];
  if (taken === undefined || knowsAll(game, taken.when.reads, seat)) return event;
  const same = transitions.flatMap((way, index) =>
    way.firebreak === taken.firebreak && !knowsAll(game, way.when.reads, seat) ? [index] : [],
  );
  return { ...event, transition: same[pick(same.length)] ?? event.transition };
};

/** What happened: what the seat did not see left out, or something else in its place; what it saw as it saw it. */
const twinEvents = (game: Game, events: readonly GameEvent[], seat: number, pick: Pick): GameEvent[] =>
  events.flatMap((event): GameEvent[] => {
    const { turn, step } = event;
    const seenBy = ~onlySeat(seat);
    const between: GameEvent[] =
      pick(6) === 0 ? [{ is: 'told', text: `Not for this seat: ${pick(1000)}.`, turn, step, seenBy }] : [];
    if (!includesSeat(event.seenBy, seat)) return between;
    const seen = { ...event, seenBy: pick(2) === 0 ? onlySeat(seat) : event.seenBy };
    if (seen.is === 'moved' || seen.is === 'points') return [...between, twinCause(game, seen, seat, pick)];
    return [...between, seen.is === 'entered' ? twinWay(game, seen, seat, pick) : seen];
  });

/** Orders and dice that led here, those of the seat itself left as they are. */
const twinMoves = (game: Game, moves: readonly Move[], seat: number, pick: Pick): Move[] =>
  moves.map((move) => {
    if (move.is === 'chance') return { ...move, outcome: `unseen-${pick(9)}`, face: pick(DIE) };
    return move.seat === game.actors[seat]!.id ? move : { ...move, orders: [] };
  });

/** The twin of a spot: world, past, events, moves and seed, and the texts that are for others or for the end. */
export const twinOf = ({ table, position, before, turns, seat }: Spot, seed: number): Spot => {
  const pick = picker(seed);
  const { game } = table;
  const worlds = new Set([...turns, before.world, position.world]);
  const twins = new Map([...worlds].map((world) => [world, twinWorld(game, world, seat, pick)]));
  const twinPosition = ({ world, events, moves }: Position): Position => ({
    world: twins.get(world)!,
    events: twinEvents(game, events, seat, pick),
    moves: twinMoves(game, moves, seat, pick),
  });
  const other: Game = {
    ...game,
    actors: game.actors.map((actor, index) => (index === seat ? actor : { ...actor, secret: `Hidden ${pick(99)}.` })),
    debrief: { happened: 'Something else.', questions: [] },
  };
  return {
    table: { ...tableOf(other, `another seed ${seed}`, table.players), script: table.script },
    position: twinPosition(position),
    before: twinPosition(before),
    turns: turns.map((world) => twins.get(world)!),
    seat,
  };
};
