import { holdsIn, type Reader, valueIn } from '../../core/language/run.js';
import { type Atom, type ConditionTree, type NumberTree, type Tree, visitReads } from '../../core/language/tree.js';
import { gaugeTrees } from '../../core/program/game.js';
import { listed, numeral } from '../../core/text.js';
import { NEVER } from '../../core/vocabulary.js';
import { NOT_EVER, type Possible } from './reasoning.js';

/**
 * Witnesses: one state of the crisis in which an expression goes wrong. Dials stand at an end of their range, tracks in each
 * of their phases, events have happened now, before, or never.
 */
interface State {
  readonly slots: Map<number, number>;
  readonly phases: Map<number, number>;
  readonly traits: Map<number, number>;
  readonly since: Map<number, number>;
  readonly turnsIn: Map<number, number>;
  turn: number;
  lastTurn: number;
  readonly effort: Effort;
}

interface Dimension {
  readonly size: number;
  readonly choose: (state: State, which: number) => void;
}

/** What is tried: an expression, what must hold besides, and what would be wrong. */
export interface Trial {
  readonly tree: NumberTree;
  readonly guards: readonly ConditionTree[];
  readonly moment: number;
  readonly isWrong: (value: number) => boolean;
}

/** A state in which a number is wrong. */
export interface Witness {
  readonly value: number;
  /** The state in words: `tension is 100 and channel is 0`; empty where the value never changes. */
  readonly text: string;
}

const MOST_STATES = 4096;
/** Steps of arithmetic that may be spent on one witness, and on all of them: behind that, none is found. */
const MOST_STEPS = 200_000;
const MOST_STEPS_IN_ALL = 3_000_000;

/** Where witnesses are sought, and the steps that are left. */
export interface Search {
  readonly possible: Possible;
  readonly effort: Effort;
}

interface Effort {
  left: number;
}

/** Begins a search among all that can be. */
export const searchIn = (possible: Possible): Search => ({ possible, effort: { left: MOST_STEPS_IN_ALL } });

/** Spreads the states that are tried over all there are, where these are too many. */
const STRIDE = 7919;

/** The first state in which it goes wrong; undefined when none was found. */
export const witnessOf = (trial: Trial, { possible, effort }: Search): Witness | undefined => {
  const given = Math.max(0, Math.min(MOST_STEPS, effort.left));
  const own = { left: given };
  const found = soughtIn(trial, possible, own);
  effort.left -= given - Math.max(0, own.left);
  return found;
};

const soughtIn = (trial: Trial, possible: Possible, effort: Effort): Witness | undefined => {
  const dimensions = dimensionsOf([trial.tree, ...trial.guards], possible, trial.moment);
  const total = dimensions.reduce((product, { size }) => product * size, 1);
  for (let index = 0; index < Math.min(total, MOST_STATES) && effort.left > 0; index += 1) {
    const state = stateAt(dimensions, total <= MOST_STATES ? index : index * STRIDE, effort);
    const value = triedIn(trial, readerOf(state, possible));
    if (value !== undefined && trial.isWrong(value)) return { value, text: stateText(trial.tree, state, possible) };
  }
  return undefined;
};

/** The number in a state that passes the guards; undefined in others, and when the steps are used up. */
const triedIn = ({ tree, guards }: Trial, reader: Reader): number | undefined => {
  try {
    return guards.every((guard) => holdsIn(guard, reader)) ? valueIn(tree, reader) : undefined;
  } catch (error) {
    if (error instanceof Spent) return undefined;
    throw error;
  }
};

const stateAt = (dimensions: readonly Dimension[], index: number, effort: Effort): State => {
  const state: State = {
    ...{ slots: new Map(), phases: new Map(), traits: new Map(), since: new Map(), turnsIn: new Map() },
    ...{ turn: 1, lastTurn: 0, effort },
  };
  let rest = index;
  for (const { size, choose } of dimensions) {
    choose(state, rest % size);
    rest = Math.floor(rest / size);
  }
  return state;
};

const oneOf = (values: readonly number[], set: (state: State, value: number) => void): Dimension => {
  const different = [...new Set(values)];
  return { size: different.length, choose: (state, which) => set(state, different[which]!) };
};

const dimensionsOf = (trees: readonly Tree[], possible: Possible, moment: number): Dimension[] => {
  const dimensions = new Map<string, Dimension>();
  const put = (named: NamedDimension | undefined): void => {
    if (named && !dimensions.has(named[0])) dimensions.set(...named);
  };
  for (const tree of trees)
    visitReads(
      tree,
      gaugeTrees(possible.game),
      (atom) => put(dimensionOf(atom, possible, moment)),
      ({ kind, index }) => put(kind === 'track' ? trackDimension(possible, index) : traitDimension(possible, index)),
    );
  return [...dimensions.values()];
};

/** What several atoms read, such as a dial and its mean, is one dimension with one name. */
type NamedDimension = readonly [name: string, dimension: Dimension];

const slotDimension = (possible: Possible, index: number): NamedDimension => [
  `slot/${index}`,
  oneOf(valuesOf(possible, index), (state, value) => state.slots.set(index, value)),
];

const trackDimension = (possible: Possible, index: number): NamedDimension => [
  `track/${index}`,
  oneOf([...possible.phases[index]!], (state, leaf) => state.phases.set(index, leaf)),
];

const traitDimension = (possible: Possible, index: number): NamedDimension => [
  `trait/${index}`,
  oneOf([...possible.traits[index]!], (state, value) => state.traits.set(index, value)),
];

/** The dimension that an atom opens; undefined for what is the same in every state. */
const dimensionOf = (atom: Atom, possible: Possible, moment: number): NamedDimension | undefined => {
  switch (atom.is) {
    case 'parameter':
    case 'days':
      return undefined;
    case 'slot':
      return slotDimension(possible, atom.index);
    case 'rung':
      return trackDimension(possible, atom.index);
    case 'mean':
    case 'peak':
      return (atom.of === 'slot' ? slotDimension : trackDimension)(possible, atom.index);
    case 'since':
    case 'count': {
      const sinces = sincesOf(possible, atom.index, moment);
      return [`event/${atom.index}`, oneOf(sinces, (state, value) => state.since.set(atom.index, value))];
    }
    case 'turns-in': {
      const turns = [0, 1, possible.turns - 1];
      return [`turns-in/${atom.index}`, oneOf(turns, (state, value) => state.turnsIn.set(atom.index, value))];
    }
    case 'turn':
    case 'period':
      return ['turn', oneOf([possible.periods, 1], (state, turn) => Object.assign(state, { turn }))];
    case 'last-turn':
      return ['last-turn', oneOf([0, 1], (state, lastTurn) => Object.assign(state, { lastTurn }))];
  }
};

/** The ends of a dial's range, and 0 between them. A counter that may rise without end is tried at ten. */
const valuesOf = (possible: Possible, slot: number): number[] => {
  const { low, high } = possible.slots[slot]!;
  const most = possible.game.slots[slot]!.kind === 'counter' ? Math.min(high, Math.max(low, 10)) : high;
  return [low, most, ...(low < 0 && most > 0 ? [0] : [])];
};

const sincesOf = (possible: Possible, event: number, moment: number): number[] => {
  const earliest = possible.events[event]!;
  if (earliest === NOT_EVER) return [NEVER];
  return earliest <= moment ? [NEVER, 0, 1] : [NEVER, 1];
};

const atomValue = (atom: Atom, state: State, possible: Possible): number => {
  const { game } = possible;
  const rungOf = (track: number): number => game.tracks[track]!.phases[state.phases.get(track)!]!.rung;
  switch (atom.is) {
    case 'slot':
      return state.slots.get(atom.index)!;
    case 'parameter':
      return game.parameters[atom.index]!.value;
    case 'turn':
    case 'period':
      return state.turn;
    case 'days':
      return 1;
    case 'last-turn':
      return state.lastTurn;
    case 'since':
      return state.since.get(atom.index)!;
    case 'count':
      return state.since.get(atom.index) === NEVER ? 0 : 1;
    case 'turns-in':
      return state.turnsIn.get(atom.index)!;
    case 'rung':
      return rungOf(atom.index);
    case 'mean':
    case 'peak':
      return atom.of === 'slot' ? state.slots.get(atom.index)! : rungOf(atom.index);
  }
};

/** Thrown when the steps of a search are used up in the middle of an expression. */
class Spent extends Error {}

const readerOf = (state: State, possible: Possible): Reader => ({
  gauges: gaugeTrees(possible.game),
  atom: (atom) => atomValue(atom, state, possible),
  active: (kind, index) => (kind === 'track' ? state.phases : state.traits).get(index)!,
  step: () => {
    state.effort.left -= 1;
    if (state.effort.left < 0) throw new Spent();
  },
});

const MOST_PARTS = 5;

const stateText = (tree: NumberTree, state: State, possible: Possible): string => {
  const { game } = possible;
  const words = new Set<string>();
  const phase = (track: number): void => {
    words.add(`\`${game.tracks[track]!.id}\` is "${game.tracks[track]!.phases[state.phases.get(track)!]!.id}"`);
  };
  visitReads(
    tree,
    gaugeTrees(game),
    (atom) => {
      if (atom.is === 'slot')
        words.add(`\`${game.slots[atom.index]!.id}\` is ${numeral(state.slots.get(atom.index)!)}`);
      else if (atom.is === 'rung') phase(atom.index);
      else if (atom.is === 'count' || atom.is === 'since')
        words.add(`\`${game.events[atom.index]!.id}\` ${sinceText(state.since.get(atom.index)!)}`);
      else if (atom.is === 'turn' || atom.is === 'period') words.add(`\`${atom.is}\` is ${state.turn}`);
      else if (atom.is === 'mean' || atom.is === 'peak') {
        if (atom.of === 'slot')
          words.add(`the ${atom.is} of \`${game.slots[atom.index]!.id}\` is ${numeral(state.slots.get(atom.index)!)}`);
      }
    },
    ({ kind, index }) => {
      if (kind === 'track') phase(index);
    },
  );
  return listed([...words].slice(0, MOST_PARTS));
};

const sinceText = (since: number): string =>
  since === NEVER ? 'has not happened' : since === 0 ? 'happens now' : 'happened a turn ago';
