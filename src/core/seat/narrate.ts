import { oddsLine, percentile } from '../chance/odds.js';
import { percent, percents } from '../chance/shares.js';
import type { Die, Game, Gauge, Outcome, Slot } from '../program/game.js';
import { NOBODY } from '../program/game.js';
import { plainText } from '../text.js';
import { endingLabel } from '../turn/node.js';
import { isSeat, type SeenCause, type SeenEvent, type Viewer } from './observe.js';

/** What happened, in words: one line for each event that is worth one. Screens, plain mode and reports share them. */

/** A number of a dial as it is shown: whole, or with one decimal where the dial is small. */
export const shown = (slot: Slot, value: number): string => {
  if (slot.kind === 'flag') return value === 1 ? 'yes' : 'no';
  return slot.max - slot.min >= 20 && slot.kind === 'dial'
    ? String(Math.round(value))
    : String(Math.round(value * 10) / 10);
};

/** How long an effect waits or lasts: `2 turns`, or `2 months` where only long turns count. */
export const timeWords = (game: Game, { inPeriods }: { readonly inPeriods: boolean }, count: number): string =>
  `${count} ${inPeriods ? game.clock.unit : 'turn'}${count === 1 ? '' : 's'}`;

/** A gauge as it is shown: whole points, or per cent. */
export const shownGauge = ({ unit }: Pick<Gauge, 'unit'>, value: number): string =>
  unit === 'percent' ? percent(value) : String(Math.round(value));

/** A change with its sign, never `-0`. */
export const signed = (change: number): string => {
  const rounded = Math.round(change * 10) / 10;
  return rounded === 0 ? '±0' : rounded > 0 ? `+${rounded}` : `−${-rounded}`;
};

/** What caused a change; a covert cause stays unnamed for those who do not see it. */
export const causeText = (game: Game, cause: SeenCause): string => {
  switch (cause.is) {
    case 'hidden':
      return 'unknown cause';
    case 'action': {
      const action = game.actions[cause.action]!;
      return `${game.actors[action.actor]!.short}: ${action.label}`;
    }
    case 'trigger':
      return game.triggers[cause.trigger]!.label;
    case 'phase':
      return game.tracks[cause.track]!.label;
    case 'upkeep':
      return 'upkeep';
    case 'expiry':
      return 'an earlier effect ended';
    case 'bound':
      return 'at its bound';
  }
};

/** How an event matters: 0 routine, 1 worth noting, 2 important, 3 a threshold was crossed. */
export type Weight = 0 | 1 | 2 | 3;

export interface Line {
  readonly text: string;
  readonly weight: Weight;
  /** The seat whose doing it is; -1 for nobody's. */
  readonly seat: number;
}

const chanceLine = (die: Die, event: SeenEvent & { is: 'rolled' }): string => {
  const chosen = die.outcomes[event.outcome]!;
  const roll =
    event.face === undefined
      ? `control decided: ${chosen.label}`
      : `rolled ${percentile(event.face, event.odds)}: ${chosen.label}`;
  if (event.explanation && die.spread.by === 'probability')
    return `${die.label}: ${oddsLine(event.explanation)}; ${roll}`;
  const shares = percents(event.odds);
  const odds = die.outcomes.map((outcome, i) => `${outcome.label} ${shares[i]}`).join(', ');
  return `${die.label}: ${odds}; ${roll}`;
};

const rollLine = (game: Game, event: SeenEvent & { is: 'rolled' }, viewer: Viewer): Line | undefined => {
  const die = game.dice[event.die]!;
  const { use } = die;
  if (use.is === 'action') return { text: chanceLine(die, event), weight: 1, seat: game.actions[use.action]!.actor };
  if (use.is === 'trigger') {
    const trigger = game.triggers[use.trigger]!;
    const happened = die.outcomes[event.outcome]!.event >= 0;
    return trigger.visible || happened
      ? { text: chanceLine(die, event), weight: happened ? 2 : 0, seat: -1 }
      : undefined;
  }
  if (isSeat(viewer) || (use.is !== 'trait' && use.is !== 'horizon')) return undefined;
  return { text: `${die.label}: ${die.outcomes[event.outcome]!.label}`, weight: 0, seat: -1 };
};

/** How a die came out, without its odds; those who see all have the whole line. */
const outcomeLine = (game: Game, event: SeenEvent & { is: 'turned-out' }, viewer: Viewer): Line | undefined => {
  if (!isSeat(viewer)) return undefined;
  const { use, label, outcomes } = game.dice[event.die]!;
  const outcome = outcomes[event.outcome]!;
  const text = outcomeWords(label, outcome);
  if (use.is === 'action') return { text, weight: 1, seat: game.actions[use.action]!.actor };
  return { text, weight: outcome.event >= 0 ? 2 : 0, seat: -1 };
};

/** `Axes at the tree: a scuffle`; of what just happens or not, the name says it already. */
export const outcomeWords = (label: string, outcome: Outcome): string =>
  outcome.id === 'happens' ? label : `${label}: ${outcome.label}`;

const orderLine = (game: Game, event: SeenEvent & { is: 'ordered' }): Line => {
  const action = game.actions[event.action]!;
  const joint = action.joint < 0 ? undefined : game.joints[action.joint]!;
  const who =
    joint && event.result === 'carried-out'
      ? joint.actions.map((key) => game.actors[game.actions[key]!.actor]!.short).join(' and ')
      : game.actors[action.actor]!.short;
  const end =
    event.result === 'carried-out'
      ? ''
      : event.result === 'unmatched'
        ? ' (the other key was not turned)'
        : ' (its condition did not come: lapsed)';
  return { text: `${who}: ${action.label}${end}`, weight: action.firebreak ? 3 : 1, seat: action.actor };
};

const moveLine = (game: Game, event: SeenEvent & { is: 'moved' }): Line | undefined => {
  const slot = game.slots[event.slot]!;
  const because = causeText(game, event.cause);
  if (slot.kind === 'flag')
    return { text: `${slot.label}: ${event.to === 1 ? 'yes' : 'no'} (${because})`, weight: 1, seat: -1 };
  if (Math.abs(event.to - event.from) < 0.05) return undefined;
  return {
    text: `${slot.label} ${shown(slot, event.from)} → ${shown(slot, event.to)} (${signed(event.to - event.from)}, ${because})`,
    weight: 0,
    seat: -1,
  };
};

const enterLine = (game: Game, event: SeenEvent & { is: 'entered' }): Line => {
  const track = game.tracks[event.track]!;
  const [from, to] = [track.phases[event.from]!, track.phases[event.to]!];
  const rung = track.ladder && to.rung >= 0 ? ` (rung ${to.rung})` : '';
  return {
    text: `${track.label}: ${from.label} → ${to.label}${rung}${event.firebreak ? ', across a firebreak' : ''}`,
    weight: event.firebreak ? 3 : track.ladder ? 2 : 1,
    seat: -1,
  };
};

/** What a trigger does that nobody sees is bookkeeping of the scenario: not worth a line even where all is told. */
const isBookkeeping = (game: Game, event: SeenEvent): boolean => {
  const trigger = triggerOf(game, event);
  return trigger >= 0 && game.triggers[trigger]!.seenBy === NOBODY;
};

/** The trigger that an event is about; -1 without. */
const triggerOf = (game: Game, event: SeenEvent): number => {
  switch (event.is) {
    case 'triggered':
      return event.trigger;
    case 'moved':
    case 'points':
      return event.cause.is === 'trigger' ? event.cause.trigger : -1;
    case 'rolled':
    case 'turned-out': {
      const { use } = game.dice[event.die]!;
      return use.is === 'trigger' || use.is === 'draw' ? use.trigger : -1;
    }
    default:
      return -1;
  }
};

/** The words for an event as a viewer learned of it, or nothing where it is not worth a line. */
export const lineOf = (game: Game, event: SeenEvent, viewer: Viewer): Line | undefined => {
  if (isBookkeeping(game, event)) return undefined;
  switch (event.is) {
    case 'turn-began':
    case 'sealed':
      return undefined;
    case 'ordered':
      return orderLine(game, event);
    case 'rolled':
      return rollLine(game, event, viewer);
    case 'turned-out':
      return outcomeLine(game, event, viewer);
    case 'triggered': {
      const trigger = game.triggers[event.trigger]!;
      // A die has already said that it happened; one that draws a number says nothing.
      return game.dice[trigger.die]?.use.is === 'trigger' ? undefined : { text: trigger.label, weight: 2, seat: -1 };
    }
    case 'moved':
      return moveLine(game, event);
    case 'entered':
      return enterLine(game, event);
    case 'contested':
      return {
        text: `${game.slots[event.slot]!.label}: set to different values at once, so it stays`,
        weight: 2,
        seat: -1,
      };
    case 'told':
      return { text: plainText(event.text), weight: 2, seat: -1 };
    case 'points':
      return {
        text: `${game.actors[event.actor]!.short}: ${signed(event.by)} action points next turn (${causeText(game, event.cause)})`,
        weight: 1,
        seat: event.actor,
      };
    case 'ended':
      return { text: `The game ends: ${endingLabel(game, event.ending)}`, weight: 3, seat: -1 };
  }
};

/** Lines of the events that a viewer learned of, in order. */
export const linesOf = (game: Game, events: readonly SeenEvent[], viewer: Viewer): Line[] =>
  events.flatMap((event) => lineOf(game, event, viewer) ?? []);
