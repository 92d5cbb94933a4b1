import type { Die, Game } from '../core/program/game.js';
import type { SealedOrder } from '../core/program/world.js';
import { describe } from '../core/seat/describe/describe.js';
import { prospectIn, prospectLine } from '../core/seat/describe/words.js';
import { dateInWords } from '../core/seat/disguise.js';
import { chancesBy } from '../core/seat/estimate.js';
import { lineOf } from '../core/seat/narrate.js';
import { mayKnow, type SeenCause, type SeenEvent, sightOf, type Viewer } from '../core/seat/observe.js';
import { endingId, endingLabel } from '../core/turn/node.js';
import { conditionalBefore, costOf, whyNot } from '../core/turn/orders.js';
import { DIE } from '../core/vocabulary.js';
import type { View } from '../players/view.js';
import { shownId } from './begin.js';
import { type Option, optionsFor } from './prompt.js';
import {
  type Ask,
  type EndLine,
  type EventLine,
  type Hello,
  type PictureLine,
  PROTOCOL,
  type Role,
} from './protocol.js';
import { VERSION } from './version.js';

/** The lines of the seat protocol, from what a seat may know. */

const idOf = ({ actors }: Game, seat: number): string => actors[seat]!.id;

/** The first line. What it names is what one of the held seats can see at all. */
export const helloOf = ({ game, players }: View, held: readonly number[]): Hello => {
  const isSeenBy = (seats: number): boolean => held.some((seat) => mayKnow(seats, seat));
  return {
    protocol: PROTOCOL,
    program: `firebreak ${VERSION}`,
    scenario: { id: shownId(game), title: game.title, briefing: game.briefing || game.summary },
    preset: game.disguisedFrom === undefined ? game.preset : '',
    clock: { unit: game.clock.unit, turns: [game.clock.turns[0], game.clock.turns[1]] },
    seats: game.actors.map(({ id, name, short }, seat) => ({ id, name, short, player: players[seat]! })),
    held: held.map((seat) => idOf(game, seat)),
    quantities: game.slots.flatMap(({ id, label, kind, min, max, good, actor }, slot) =>
      held.every((seat) => sightOf(game, slot, seat) === 'hidden')
        ? []
        : [{ id, label, kind, min, max, good, ...(actor < 0 ? {} : { seat: idOf(game, actor) }) }],
    ),
    gauges: game.gauges.flatMap(({ id, label, unit, seenBy }) => (isSeenBy(seenBy) ? [{ id, label, unit }] : [])),
    tracks: game.tracks.flatMap(({ id, label, ladder, phases, seenBy }) =>
      isSeenBy(seenBy)
        ? [
            {
              id,
              label,
              ladder,
              phases: phases.map((phase) => ({ id: phase.id, label: phase.label, rung: phase.rung })),
            },
          ]
        : [],
    ),
    rounds: game.rounds.map(({ id, label }) => ({ id, label })),
  };
};

/** The role sheet of the seat that looks. */
export const roleOf = ({ game, picture: { seat } }: View): Role => {
  const { id, brief, secret, goals, redLines } = game.actors[seat]!;
  return {
    seat: id,
    brief,
    secret,
    goals: goals.map((goal) => ({ id: goal.id, label: goal.label, weight: goal.weight })),
    red_lines: [...redLines],
  };
};

/** The situation as the seat sees it. */
export const pictureOf = ({ game, viewer, picture: { facts } }: View): PictureLine => ({
  values: Object.fromEntries(
    game.slots.flatMap(({ id }, slot) => {
      const sight = sightOf(game, slot, viewer);
      return sight === 'hidden' ? [] : [[id, { value: facts.values[slot]!, exact: sight === 'exact' }]];
    }),
  ),
  gauges: Object.fromEntries(
    game.gauges.flatMap(({ id, seenBy, value }) => (mayKnow(seenBy, viewer) ? [[id, value.value(facts)]] : [])),
  ),
  phases: Object.fromEntries(
    game.tracks.flatMap(({ id, seenBy, phases }, track) =>
      mayKnow(seenBy, viewer) ? [[id, { phase: phases[facts.phases[track]!]!.id, since: facts.entered[track]! }]] : [],
    ),
  ),
  traits: Object.fromEntries(
    game.traits.flatMap(({ id, actor, values }, trait) => {
      const value = actor === viewer ? values[facts.traits[trait]!] : undefined;
      return value === undefined ? [] : [[id, value.id]];
    }),
  ),
});

const namedOf = (game: Game, { action, replyTo }: SealedOrder): { action: string; reply_to?: string } => ({
  action: game.actions[action]!.id,
  ...(replyTo >= 0 ? { reply_to: game.events[replyTo]!.id } : {}),
});

const legalOf = ({ game, picture }: View, option: Option): Ask['legal'][number] => {
  const { facts } = picture;
  const { label, text, stage, covert, firebreak, die, teaches } = game.actions[option.action]!;
  const outcomes = game.dice[die]?.outcomes;
  return {
    ...namedOf(game, option),
    ...{ label, text, kind: game.stages[stage]!.id, covert, firebreak },
    cost: costOf(game, facts, option.action),
    odds: chancesBy(game, facts, option.action).map((chance) => ({
      outcome: outcomes![chance.outcome]!.id,
      label: chance.label,
      chance: chance.probability,
    })),
    consequences: describe(game, picture, option.action, option.replyTo).map((prospect) => ({
      outcome: outcomes?.[prospect.outcome]?.id ?? null,
      keys: prospect.keys,
      text: prospectLine(prospectIn(game, option.action, prospect)),
    })),
    teaches: [...teaches],
  };
};

/** The question to the seat that looks. */
export const askOf = (view: View): Ask => {
  const { game, picture, owing } = view;
  const { seat, facts, round, points, date } = picture;
  const closed = game.actionsOf[seat]!.flatMap((action) => {
    const why = game.actions[action]!.round === round ? whyNot(game, facts, points, action) : undefined;
    return why === undefined ? [] : [{ action: game.actions[action]!.id, why }];
  });
  return {
    seat: idOf(game, seat),
    turn: facts.turn,
    date,
    round: game.rounds[round]?.id ?? null,
    points,
    conditional: game.conditionalOrders - conditionalBefore(facts, seat),
    sealed: game.actors.flatMap(({ id }, other) => (owing.includes(other) ? [] : [id])),
    picture: pictureOf(view),
    legal: optionsFor(game, picture).map((option) => legalOf(view, option)),
    closed,
  };
};

const causeOf = (game: Game, cause: SeenCause): Extract<EventLine, { is: 'moved' }>['cause'] => {
  switch (cause.is) {
    case 'action': {
      const { id, actor } = game.actions[cause.action]!;
      return { is: 'action', seat: idOf(game, actor), action: id };
    }
    case 'trigger':
      return { is: 'trigger', trigger: game.triggers[cause.trigger]!.id };
    case 'phase':
      return { is: 'track', track: game.tracks[cause.track]!.id };
    default:
      return { is: cause.is };
  }
};

const outcomeId = (die: Die, outcome: number): string | null => die.outcomes[outcome]?.id ?? null;

type Bare = EventLine extends infer E ? (E extends EventLine ? Omit<E, 'turn' | 'step' | 'text'> : never) : never;

const bareOf = (game: Game, event: SeenEvent): Bare => {
  switch (event.is) {
    case 'turn-began':
      return {
        is: event.is,
        date: dateInWords(game, event.day, event.days <= 1 ? 'day' : game.clock.unit),
        days: event.days,
      };
    case 'sealed':
      return { is: event.is, seat: idOf(game, event.seat), orders: event.orders.map((order) => namedOf(game, order)) };
    case 'ordered': {
      const { id, actor } = game.actions[event.action]!;
      return { is: event.is, seat: idOf(game, actor), action: id, result: event.result };
    }
    case 'rolled': {
      const die = game.dice[event.die]!;
      const odds = Object.fromEntries(event.odds.map((part, outcome) => [die.outcomes[outcome]!.id, part / DIE]));
      const face = event.face === undefined ? {} : { face: event.face };
      return { is: event.is, die: die.purpose.name, odds, ...face, outcome: outcomeId(die, event.outcome) };
    }
    case 'turned-out': {
      const die = game.dice[event.die]!;
      return { is: event.is, die: die.purpose.name, outcome: outcomeId(die, event.outcome) };
    }
    case 'triggered':
      return { is: event.is, trigger: game.triggers[event.trigger]!.id };
    case 'moved': {
      const { from, to } = event;
      return { is: event.is, what: game.slots[event.slot]!.id, from, to, cause: causeOf(game, event.cause) };
    }
    case 'entered': {
      const { id, phases } = game.tracks[event.track]!;
      const [from, to] = [phases[event.from]!.id, phases[event.to]!.id];
      return { is: event.is, track: id, from, to, firebreak: event.firebreak };
    }
    case 'contested':
      return { is: event.is, what: game.slots[event.slot]!.id };
    case 'told':
      return { is: event.is };
    case 'points':
      return { is: event.is, seat: idOf(game, event.actor), by: event.by, cause: causeOf(game, event.cause) };
    case 'ended':
      return { is: event.is, ending: endingId(game, event.ending) };
  }
};

/** Events as the viewer learned of them, by names and in words. */
export const eventsOf = (game: Game, events: readonly SeenEvent[], viewer: Viewer): EventLine[] =>
  events.map((event) => {
    const words = lineOf(game, event, viewer);
    const { turn, step } = event;
    return { ...bareOf(game, event), turn, step, ...(words === undefined ? {} : { text: words.text }) } as EventLine;
  });

/** How it ended, and the truth; undefined as long as the game goes on. */
export const endOf = ({ game, seed = '', end }: View, file: string | undefined): EndLine | undefined => {
  if (end === undefined) return undefined;
  const { ending, turns, horizon, facts, scores } = end;
  return {
    ending: endingId(game, ending),
    label: endingLabel(game, ending),
    turns,
    seed,
    replaced: scores.replaced,
    scores: scores.seats.map(({ seat, total, goals }) => ({ seat, total, goals: goals.map((goal) => ({ ...goal })) })),
    measures: scores.measures.map((measure) => ({ ...measure })),
    truth: {
      horizon,
      values: Object.fromEntries(game.slots.map(({ id }, slot) => [id, facts.values[slot]!])),
      phases: Object.fromEntries(game.tracks.map(({ id, phases }, track) => [id, phases[facts.phases[track]!]!.id])),
      traits: Object.fromEntries(
        game.traits.flatMap(({ id, actor, values }, trait) => {
          const value = values[facts.traits[trait]!];
          return value === undefined ? [] : [[`${idOf(game, actor)}.${id}`, value.id]];
        }),
      ),
    },
    file: file ?? null,
  };
};
