import { originText, RuleFault } from '../core/faults.js';
import type { GameEvent } from '../core/program/events.js';
import type { Game, GameRecord, RecordedOrder, RecordedOutcome, RecordedTurn } from '../core/program/game.js';
import { presetText } from '../core/program/presets.js';
import { copyInPlay, type MutableWorld, type World } from '../core/program/world.js';
import { endingId, type GameNode, nodeAt } from '../core/turn/node.js';
import { checkOrders, IllegalMove } from '../core/turn/orders.js';
import { applyInPlace, type Move, startInPlace } from '../core/turn/play.js';
import type { Origin } from '../core/vocabulary.js';
import { DIE } from '../core/vocabulary.js';
import { namedOrder } from '../players/policy.js';
import type { Choice } from '../scenario/compile/index.js';
import { readsText } from './reads.js';

/**
 * History as a game: the record of a scenario, played. The seats order what was ordered, and control decides every die:
 * as the record says, and where it says nothing, that nothing happens or what is likeliest.
 */

/** Why a record cannot be played, or does not come out as it says. */
export interface RecordFault {
  readonly turn: number;
  /** A sentence. */
  readonly message: string;
  /** Where the record says so: `file:line:column`. */
  readonly place: string;
}

/** One way in which a die can come out. */
interface Possibility {
  readonly id: string;
  readonly label: string;
  /** 0 to 1, in ten-thousandths. */
  readonly probability: number;
}

/** A die that the record names, with the odds the model gave. */
export interface RecordedRoll {
  readonly turn: number;
  /** As the record names it: `dprk/covert-lethal-act`. */
  readonly name: string;
  readonly label: string;
  readonly address: string;
  readonly outcome: Possibility;
  /** The other outcomes, in their order. */
  readonly others: readonly Possibility[];
}

/** Orders a seat gave by the record, where it was asked for them. */
export interface RecordedChoice {
  /** The world in which it was asked. */
  readonly world: World;
  readonly seat: number;
  readonly orders: readonly RecordedOrder[];
}

/** A record as it was played, with what does not come out as it says. */
export interface PlayedRecord {
  readonly game: Game;
  readonly record: GameRecord;
  /** The world at the end, or where the record could not be played on. */
  readonly world: World;
  /** Worlds as turns ended: `ends[0]` is that of turn 1. */
  readonly ends: readonly World[];
  readonly moves: readonly Move[];
  readonly events: readonly GameEvent[];
  /** Recorded outcomes of the turns' dice, in order. */
  readonly rolls: readonly RecordedRoll[];
  readonly choices: readonly RecordedChoice[];
  /** Empty if the record replays. Play stops at what cannot be played; conditions that fail are all told. */
  readonly faults: readonly RecordFault[];
}

/** With what a scenario is loaded to play its record. */
export const choiceOf = ({ preset, parameters }: GameRecord): Choice => ({
  ...(preset === '' ? {} : { preset }),
  parameters,
});

/** A game as its record wants it; undefined without a record. `load` loads the scenario with a choice. */
export const recordedGame = (load: (choice: Choice) => Game): Game | undefined => {
  const { record } = load({});
  return record && load(choiceOf(record));
};

/**
 * Plays the record of a game that was loaded with its `choiceOf`. Undefined when it has none. The same record gives the
 * same game, always: no seed takes part in it.
 */
export const playRecord = (game: Game): PlayedRecord | undefined => {
  const { record } = game;
  if (record === undefined) return undefined;
  const faults = choiceFaults(game, record);
  if (faults.length > 0) return { ...playThrough(game, record, horizonOf(game, record)), faults };
  if (record.setup.some(({ die }) => game.dice[die]!.use.is === 'horizon'))
    return playThrough(game, record, horizonOf(game, record));
  // The game is as long as the record: its last turn is the last, where the clock allows that.
  const last = record.turns.at(-1)!.turn;
  const [fewest, most] = game.clock.turns;
  const long = playThrough(game, record, most);
  const periods = long.ends[last - 1]?.period ?? most;
  return playThrough(game, record, Math.min(most, Math.max(fewest, periods)));
};

const horizonOf = (game: Game, record: GameRecord): number =>
  game.clock.turns[0] + (record.setup.find(({ die }) => game.dice[die]!.use.is === 'horizon')?.outcome ?? 0);

const faultAt = (turn: number, message: string, origin: Origin): RecordFault => ({
  turn,
  message,
  place: originText(origin),
});

const choiceFaults = (game: Game, record: GameRecord): RecordFault[] => {
  const preset = presetText(game.presets, record.preset === '' ? undefined : record.preset);
  const wrong = Object.entries(record.parameters).some(
    ([id, value]) => game.parameters.find((parameter) => parameter.id === id)?.value !== value,
  );
  return game.preset === preset && !wrong
    ? []
    : [faultAt(0, 'the game was not loaded with the preset and the parameters of its record', record.origin)];
};

/** A record being played: the world is written in place, everything else is gathered. */
interface Playing {
  readonly game: Game;
  readonly record: GameRecord;
  readonly horizon: number;
  readonly ends: World[];
  readonly moves: Move[];
  readonly events: GameEvent[];
  readonly rolls: RecordedRoll[];
  readonly choices: RecordedChoice[];
  readonly faults: RecordFault[];
  /** Orders and outcomes of the record that came to pass. */
  readonly used: Set<RecordedOrder | RecordedOutcome>;
}

const playThrough = (game: Game, record: GameRecord, horizon: number): PlayedRecord => {
  const gathered = { ends: [], moves: [], events: [], rolls: [], choices: [], faults: [] };
  const playing: Playing = { game, record, horizon, ...gathered, used: new Set() };
  const world = startInPlace(game, (event) => playing.events.push(event));
  try {
    while (world.step !== 'over') {
      const move = moveAt(playing, world, nodeAt(game, world));
      if (move === undefined || !make(playing, world, move)) break;
    }
  } catch (error) {
    if (!(error instanceof RuleFault)) throw error;
    const message = error.message.replace(` (${error.where})`, '');
    playing.faults.push({ turn: world.turn, message: `the rules break: ${message}.`, place: error.where });
    return { game, record, world, ...gathered };
  }
  if (world.step === 'over') checkEnd(playing, world);
  return { game, record, world, ...gathered };
};

const recordedTurn = ({ record }: Playing, turn: number): RecordedTurn | undefined =>
  record.turns.find((candidate) => candidate.turn === turn);

/** Makes a move, and looks at the turn if one ended by it. False when the record cannot be played on. */
const make = (playing: Playing, world: MutableWorld, move: Move): boolean => {
  const { game, ends, events, moves } = playing;
  const { turn, period, days, day, shortTurns } = world;
  const finished: World[] = [];
  applyInPlace(game, world, move, (event) => {
    events.push(event);
    // The clock has gone on already, nothing else has: this is the world as the turn ended.
    if (event.is === 'turn-began' && turn > 0)
      finished.push({ ...copyInPlay(world), turn, period, days, day, shortTurns });
  });
  moves.push(move);
  const end = finished[0] ?? (world.step === 'over' ? copyInPlay(world) : undefined);
  if (end === undefined) return true;
  ends.push(end);
  const recorded = recordedTurn(playing, turn);
  if (recorded === undefined) return true;
  checkExpectations(playing, recorded, end);
  return allCameToPass(playing, recorded);
};

/** The move that the record makes at a node; undefined, with a fault, when it cannot. */
const moveAt = (playing: Playing, world: World, node: GameNode): Move | undefined => {
  switch (node.is) {
    case 'orders':
      return ordersAt(playing, world, node.seats[0]!, node.round);
    case 'chance':
      return rollAt(playing, world, node);
    case 'ending':
      return undefined;
  }
};

const ordersAt = (playing: Playing, world: World, seat: number, round: number): Move | undefined => {
  const { game } = playing;
  const recorded = (recordedTurn(playing, world.turn)?.orders ?? []).filter(({ action }) => {
    const { actor, round: own } = game.actions[action]!;
    return actor === seat && own === round;
  });
  const orders = recorded.map(({ action, replyTo }) => namedOrder(game, { action, replyTo }));
  for (const [i, order] of recorded.entries()) {
    const refusal = refusalOf(() => checkOrders(game, world, seat, orders.slice(0, i + 1)));
    if (refusal !== undefined) {
      playing.faults.push(faultAt(world.turn, `${game.actors[seat]!.short}: ${refusal}`, order.origin));
      return undefined;
    }
    playing.used.add(order);
  }
  playing.choices.push({ world: copyInPlay(world), seat, orders: recorded });
  return { is: 'orders', seat: game.actors[seat]!.id, orders };
};

const refusalOf = (attempt: () => unknown): string | undefined => {
  try {
    attempt();
    return undefined;
  } catch (error) {
    if (!(error instanceof IllegalMove)) throw error;
    return error.message;
  }
};

type ChanceNode = GameNode & { readonly is: 'chance' };

const rollAt = (playing: Playing, world: World, node: ChanceNode): Move | undefined => {
  const { game, record } = playing;
  const { outcomes, spread } = game.dice[node.die]!;
  const of = world.turn === 0 ? record.setup : (recordedTurn(playing, world.turn)?.outcomes ?? []);
  const recorded = of.find(({ die }) => die === node.die);
  const outcome = recorded?.outcome ?? unnamedOutcome(playing, node);
  const move = (id: string): Move => ({ is: 'chance', address: node.address, outcome: id });
  if (recorded) playing.used.add(recorded);
  if (spread.by === 'face') return move(String(outcome));
  if (node.odds[outcome] === 0) {
    const name = recorded?.name ?? node.address;
    const possible = possibilities(game, node).filter(({ probability }) => probability > 0);
    const message = `\`${name}\` cannot come out as \`${outcomes[outcome]!.id}\` here: the model gives it no odds. Possible: ${possible.map(({ id }) => id).join(', ')}.`;
    playing.faults.push(faultAt(world.turn, message, recorded?.origin ?? record.origin));
    return undefined;
  }
  if (recorded && world.turn > 0) playing.rolls.push(rollOf(game, world.turn, node, recorded));
  return move(outcomes[outcome]!.id);
};

const possibilities = (game: Game, node: ChanceNode): Possibility[] =>
  game.dice[node.die]!.outcomes.map(({ id, label }, i) => ({ id, label, probability: node.odds[i]! / DIE }));

const rollOf = (game: Game, turn: number, node: ChanceNode, { name, outcome }: RecordedOutcome): RecordedRoll => {
  const all = possibilities(game, node);
  return {
    turn,
    name,
    label: game.dice[node.die]!.label,
    address: node.address,
    outcome: all[outcome]!,
    others: all.filter((_, i) => i !== outcome),
  };
};

/** The middle face, for dice whose face is the outcome: the middle of a range. */
const MIDDLE = DIE / 2;

/** Of a die that the record does not name: nothing happens, where that can be; else what is likeliest, the first on ties. */
const unnamedOutcome = ({ game, horizon }: Playing, { die, odds }: ChanceNode): number => {
  const { use, outcomes, spread } = game.dice[die]!;
  if (use.is === 'horizon') return horizon - game.clock.turns[0];
  if (spread.by === 'face') return MIDDLE;
  const nothing = use.is === 'trigger' ? outcomes.findIndex(({ event, id }) => event < 0 || id === 'nothing') : -1;
  return nothing >= 0 && odds[nothing]! > 0 ? nothing : odds.indexOf(Math.max(...odds));
};

const checkExpectations = ({ game, faults }: Playing, { turn, expect }: RecordedTurn, end: World): void => {
  for (const { when, origin } of expect)
    if (!when.holds(end)) {
      const found = readsText(game, when.reads, end);
      faults.push(faultAt(turn, `as the turn ends \`${when.text}\` does not hold: ${found}.`, origin));
    }
};

/** Whether all that the record says of a turn came to pass in it. */
const allCameToPass = (playing: Playing, { turn, orders, outcomes }: RecordedTurn): boolean => {
  const { game, faults, used } = playing;
  const before = faults.length;
  for (const order of orders)
    if (!used.has(order)) {
      const { actor, label, round } = game.actions[order.action]!;
      const message = `${game.actors[actor]!.short} was not asked for ${label}: in the round ${game.rounds[round]?.label ?? ''} it had nothing that it may order.`;
      faults.push(faultAt(turn, message, order.origin));
    }
  for (const outcome of outcomes)
    if (!used.has(outcome)) faults.push(faultAt(turn, notRolled(game, outcome), outcome.origin));
  return faults.length === before;
};

const notRolled = (game: Game, { name, die }: RecordedOutcome): string => {
  const { use } = game.dice[die]!;
  const start = `the die of \`${name}\` was not rolled`;
  if (use.is !== 'trigger' && use.is !== 'draw') return `${start}: the order was not carried out.`;
  const { when, once, cooldown, group } = game.triggers[use.trigger]!;
  const reasons = [
    ...(when ? [`it needs \`${when.text}\``] : []),
    ...(once ? ['it happens once'] : []),
    ...(cooldown > 0 ? [`it rests for ${cooldown} turns`] : []),
    ...(group >= 0 ? ['of its group one trigger fires a turn'] : []),
  ];
  return `${start}: ${reasons.join(', ') || 'the game had ended'}.`;
};

const checkEnd = ({ game, record, faults }: Playing, world: World): void => {
  const { turn } = world;
  const next = record.turns.find((recorded) => recorded.turn > turn);
  const ending = endingId(game, world.ending);
  if (next)
    faults.push(
      faultAt(turn, `the game ends (${ending}), but the record goes on with turn ${next.turn}.`, next.origin),
    );
  else if (world.ending !== record.ending)
    faults.push(
      faultAt(
        turn,
        `the record ends with ${endingId(game, record.ending)}, but the game with ${ending}.`,
        record.origin,
      ),
    );
};
