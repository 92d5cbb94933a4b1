import type { Listener } from '../program/events.js';
import { type Cause, type Game, onlySeat, type Seats, type Slot } from '../program/game.js';
import { filled } from '../program/insert.js';
import {
  DRAWS,
  MARKS,
  type MutableWorld,
  type Pending,
  RUNS_OUT,
  RUNS_OUT_IN_PERIODS,
  type World,
} from '../program/world.js';
import { announce, causeSeenBy, mark, refuseNumber } from './effects.js';

/**
 * The end of a stage: what was asked for in it happens, all of it together, so that nothing depends on the order in which
 * it was asked for. Of one dial a set gives the base and adjustments add to it, in whole counts; a dial shows its lasting
 * part and the passing changes that run, and its bounds cut off once.
 */

/** Carries out what the stage has asked for. Nothing is pending afterwards. */
export const closeStage = (game: Game, world: MutableWorld, tell: Listener | undefined): void => {
  const { pending } = world;
  if (pending.length === 0) return;
  world.pending = [];
  for (let i = 0; i < pending.length; i += 1) {
    const request = pending[i]!;
    const slot = slotOf(game, request);
    if (slot >= 0) {
      if (isFirstOf(game, slot, pending, i)) moveSlot(game, world, slot, ownOf(game, slot, pending, i), tell);
    } else if (request.ref === MARKS) mark(world, request.of);
    else carryOut(game, world, request, tell);
  }
  if (tell) sayAll(game, world, pending, tell);
};

/** The slot that a request moves; -1 for another. */
const slotOf = (game: Game, { ref, of }: Pending): number => {
  if (ref === MARKS) return -1;
  if (ref === DRAWS) {
    const { use } = game.dice[of]!;
    return use.is === 'draw' ? use.slot : -1;
  }
  const { change } = game.effects[ref]!;
  return change.is === 'adjust' || change.is === 'set' || change.is === 'raise' ? change.slot : -1;
};

const isFirstOf = (game: Game, slot: number, pending: readonly Pending[], place: number): boolean => {
  for (let i = 0; i < place; i += 1) if (slotOf(game, pending[i]!) === slot) return false;
  return true;
};

/** The requests that move a slot, of which the first stands at this place. */
const ownOf = (game: Game, slot: number, pending: readonly Pending[], place: number): Pending[] => {
  const own: Pending[] = [];
  for (let i = place; i < pending.length; i += 1) if (slotOf(game, pending[i]!) === slot) own.push(pending[i]!);
  return own;
};

const carryOut = (game: Game, world: MutableWorld, { ref, amount: by }: Pending, tell: Listener | undefined): void => {
  const { change, cause } = game.effects[ref]!;
  if (change.is === 'signal') mark(world, change.event);
  else if (change.is === 'points') {
    const { actor } = change;
    world.bonus[actor] = Math.round((world.bonus[actor]! + by) * POINT_COUNTS) / POINT_COUNTS;
    announce(world, tell, onlySeat(actor), { is: 'points', actor, by, cause });
  }
};

/** Action points add up in whole billionths, as dials do. */
const POINT_COUNTS = 1e9;

/** Messages are told when all has happened: what they insert is what then stands. */
const sayAll = (game: Game, world: World, pending: readonly Pending[], tell: Listener): void => {
  for (const { ref } of pending) {
    const change = game.effects[ref]?.change;
    if (change?.is === 'tell')
      announce(world, tell, change.seats, { is: 'told', text: filled(game, world, change.text) });
  }
};

/** A value in whole counts of its slot. */
const countsOf = ({ grain }: Slot, points: number): number => Math.round(points * grain);

/** Within the bounds of its slot, and on its steps. */
const limited = (slot: Slot, counts: number): number => {
  const { min, max, grain, step } = slot;
  const size = step === undefined ? 1 : countsOf(slot, step);
  const stepped = step === undefined ? counts : Math.round(counts / size) * size;
  return Math.min(Math.max(stepped, min * grain), max * grain);
};

/** Minus zero would not survive JSON: adding 0 makes it 0. */
const pointsOf = ({ grain }: Slot, counts: number): number => counts / grain + 0;

/** A value as the slot can hold it. */
const held = (slot: Slot, points: number): number => pointsOf(slot, limited(slot, countsOf(slot, points)));

/** Adds so many counts to what lasts of a slot. */
const addLasting = (world: MutableWorld, index: number, slot: Slot, counts: number): void => {
  world.lasting[index] = pointsOf(slot, limited(slot, countsOf(slot, world.lasting[index]!) + counts));
};

/** The passing changes that run on a slot, in counts. */
const passingOn = (world: World, index: number, slot: Slot): number => {
  let sum = 0;
  for (let i = 0; i < world.later.length; i += 1) {
    const later = world.later[i]!;
    if (later.effect < 0 && later.slot === index) sum += countsOf(slot, later.by);
  }
  return sum;
};

/** Shows what a slot comes to: its lasting part and the passing changes that run. */
const show = (game: Game, world: MutableWorld, index: number): void => {
  const slot = game.slots[index]!;
  const passing = world.later.length === 0 ? 0 : passingOn(world, index, slot);
  const lasting = world.lasting[index]!;
  world.values[index] = passing === 0 ? lasting : pointsOf(slot, limited(slot, countsOf(slot, lasting) + passing));
};

/** Gives a slot a lasting value at once: before the first turn, where nothing else happens. */
export const store = (game: Game, world: MutableWorld, index: number, value: number): void => {
  world.lasting[index] = held(game.slots[index]!, value);
  world.values[index] = world.lasting[index]!;
};

/** What one slot was asked to become. */
interface Asked {
  /** Sum of the lasting adjustments, in counts. */
  sum: number;
  /** The value it is set to, if it is and those who set it agree. */
  to: number | undefined;
  /** It was set to different values, and nothing says which of them wins. */
  contested: boolean;
}

const moveSlot = (
  game: Game,
  world: MutableWorld,
  index: number,
  own: readonly Pending[],
  tell: Listener | undefined,
): void => {
  const slot = game.slots[index]!;
  const before = world.values[index]!;
  const asked: Asked = { sum: 0, to: undefined, contested: false };
  for (const request of own) addAsked(game, slot, request, asked);
  if (asked.contested) asked.to = undefined;
  if (asked.to !== undefined) setTo(game, world, index, asked.to, own);
  if (asked.sum !== 0) addLasting(world, index, slot, asked.sum);
  for (const request of own) putDownEnd(game, world, index, request);
  show(game, world, index);
  if (tell) announceMoves(game, world, index, before, asked, own, tell);
};

const addAsked = (game: Game, slot: Slot, { ref, amount }: Pending, asked: Asked): void => {
  const change = game.effects[ref]?.change;
  if (change?.is === 'adjust') {
    if (change.lasts === 0) asked.sum += countsOf(slot, amount);
    return;
  }
  const to = held(slot, amount);
  if (asked.to === undefined || asked.to === to) asked.to = to;
  else if (slot.contested === undefined) asked.contested = true;
  else asked.to = slot.contested === 'highest' ? Math.max(asked.to, to) : Math.min(asked.to, to);
};

/** A passing adjustment adds to what is shown until its end. */
const putDownEnd = (game: Game, world: MutableWorld, slot: number, { ref, amount }: Pending): void => {
  const effect = game.effects[ref];
  if (effect?.change.is !== 'adjust' || effect.change.lasts === 0 || amount === 0) return;
  world.later.push({ turn: world.turn + effect.change.lasts, effect: endOf(effect.inPeriods), slot, by: amount });
};

const endOf = (inPeriods: boolean): number => (inPeriods ? RUNS_OUT_IN_PERIODS : RUNS_OUT);

/**
 * Sets a slot. For good, it ends the passing changes that run on it: what it is set to is what it is. For a while (flags
 * alone can be), it is a passing change, unless it says what lasts anyway.
 */
const setTo = (game: Game, world: MutableWorld, index: number, to: number, own: readonly Pending[]): void => {
  const slot = game.slots[index]!;
  let turn = -1;
  let ends = RUNS_OUT;
  for (const { ref, amount } of own) {
    const effect = game.effects[ref];
    if (effect?.change.is === 'adjust' || held(slot, amount) !== to) continue;
    const lasts = effect?.change.is === 'raise' ? effect.change.lasts : 0;
    if (lasts === 0) turn = Number.POSITIVE_INFINITY;
    else if (world.turn + lasts >= turn) {
      // Of two ends of one turn, the one that short turns put off stands.
      if (world.turn + lasts > turn || effect!.inPeriods) ends = endOf(effect!.inPeriods);
      turn = world.turn + lasts;
    }
  }
  const lasting = world.lasting[index]!;
  if (turn === Number.POSITIVE_INFINITY || to === lasting) {
    world.lasting[index] = to;
    if (world.later.length > 0) world.later = world.later.filter((later) => later.effect >= 0 || later.slot !== index);
  } else world.later.push({ turn, effect: ends, slot: index, by: to - lasting });
};

/** Tells that a slot moved by a cause, if it did. */
const announceMove = (
  game: Game,
  world: World,
  slot: number,
  from: number,
  to: number,
  cause: Cause,
  tell: Listener | undefined,
): void => {
  if (tell && from !== to) announce(world, tell, game.slots[slot]!.seenBy, { is: 'moved', slot, from, to, cause });
};

/** Tells who moved it, one after another, and then what its bounds and steps cut off. */
const announceMoves = (
  game: Game,
  world: World,
  index: number,
  before: number,
  { to, contested }: Asked,
  own: readonly Pending[],
  tell: Listener,
): void => {
  const slot = game.slots[index]!;
  let from = before;
  const moved = (next: number, cause: Cause): void => {
    announceMove(game, world, index, from, next, cause, tell);
    from = next;
  };
  const isAdjust = ({ ref }: Pending): boolean => game.effects[ref]?.change.is === 'adjust';
  const sets = own.filter((request) => !isAdjust(request));
  if (contested) {
    const seenBy = sets.reduce<Seats>(
      (seats, request) => seats & causeSeenBy(game, causeOf(game, request)),
      slot.seenBy,
    );
    announce(world, tell, seenBy, { is: 'contested', slot: index });
  }
  const winner = sets.find(({ amount }) => held(slot, amount) === to);
  if (to !== undefined && winner) moved(to, causeOf(game, winner));
  for (const request of own.filter(isAdjust))
    moved(pointsOf(slot, countsOf(slot, from) + countsOf(slot, request.amount)), causeOf(game, request));
  moved(world.values[index]!, { is: 'bound' });
};

const causeOf = (game: Game, { ref, of }: Pending): Cause => {
  if (ref !== DRAWS) return game.effects[ref]!.cause;
  const { use } = game.dice[of]!;
  return use.is === 'draw' ? { is: 'trigger', trigger: use.trigger } : { is: 'upkeep' };
};

/** The changes of upkeep: a stage of its own. */
export const applyUpkeep = (game: Game, world: MutableWorld, tell: Listener | undefined): void => {
  const { upkeepSlots } = game;
  if (upkeepSlots.length === 0) return;
  const changes = upkeepSlots.map((index) => {
    const { upkeep, origin } = game.slots[index]!;
    const by = upkeep!.value(world);
    return Number.isFinite(by) ? by : refuseNumber(game, index, world.values[index]! + by, origin);
  });
  for (let i = 0; i < changes.length; i += 1) {
    const index = upkeepSlots[i]!;
    const slot = game.slots[index]!;
    const by = countsOf(slot, changes[i]!);
    if (by === 0) continue;
    const before = world.values[index]!;
    addLasting(world, index, slot, by);
    show(game, world, index);
    if (tell === undefined) continue;
    const asked = pointsOf(slot, countsOf(slot, before) + by);
    announceMove(game, world, index, before, asked, { is: 'upkeep' }, tell);
    announceMove(game, world, index, asked, world.values[index]!, { is: 'bound' }, tell);
  }
};

/** Ends the passing changes whose time is over: a stage of its own. */
export const endPassing = (game: Game, world: MutableWorld, tell: Listener | undefined): void => {
  const isOver = ({ turn, effect }: World['later'][number]): boolean => effect < 0 && turn <= world.turn;
  if (!world.later.some(isOver)) return;
  const slots = new Set(world.later.filter(isOver).map(({ slot }) => slot));
  world.later = world.later.filter((later) => !isOver(later));
  for (const slot of slots) {
    const from = world.values[slot]!;
    show(game, world, slot);
    announceMove(game, world, slot, from, world.values[slot]!, { is: 'expiry' }, tell);
  }
};
