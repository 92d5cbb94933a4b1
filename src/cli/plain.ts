import type { Facts } from '../core/facts.js';
import { DAYS_IN } from '../core/program/calendar.js';
import type { Game } from '../core/program/game.js';
import { includesSeat, ladderOf } from '../core/program/game.js';
import { namedPresets } from '../core/program/presets.js';
import { conceptName, conceptNames, conceptsShown } from '../core/program/teaching.js';
import { dateInWords } from '../core/seat/disguise.js';
import { linesOf, shown, shownGauge } from '../core/seat/narrate.js';
import { mayKnow, type SeenEvent, sightOf, type Viewer } from '../core/seat/observe.js';
import { endingLabel } from '../core/turn/node.js';
import type { SeatScore } from '../core/turn/scores.js';
import type { End, View } from '../players/view.js';
import { wrap } from './output.js';

/** A game in plain lines: for pipes, logs and screen readers. Append-only, no escape codes. */

const WIDTH = 100;

/** The opening lines: what is played, by whom, from which seed. */
export const openingLines = ({ game, seed, players }: Pick<View, 'game' | 'seed' | 'players'>): string[] => {
  const presets = namedPresets(game.presets, game.preset).map(({ label }) => label);
  const settings = [
    ...(seed === undefined ? [] : [`Seed ${seed}`]),
    ...(presets.length > 0 ? [`preset: ${presets.join('; ')}`] : []),
  ].join(', ');
  const seats = game.actors.map((actor, seat) => `${actor.short} (${players[seat]})`).join(', ');
  return [
    `${game.title}`,
    `${settings === '' ? '' : `${settings.replace(/^p/, 'P')}. `}Seats: ${seats}.`,
    '',
    ...wrap(game.briefing || game.summary, WIDTH),
  ];
};

/** Lines for a seat that is played by a person: its role sheet. */
export const roleLines = (game: Game, seat: number): string[] => {
  const actor = game.actors[seat]!;
  return [
    `You play ${actor.name} (${actor.short}).`,
    ...wrap(actor.brief, WIDTH),
    ...(actor.secret === '' ? [] : ['For your eyes only:', ...wrap(actor.secret, WIDTH)]),
    ...(actor.goals.length === 0
      ? []
      : ['Your goals:', ...actor.goals.map((goal) => `  ${goal.label} (weight ${goal.weight})`)]),
    ...(actor.redLines.length === 0 ? [] : [`Your red lines: ${actor.redLines.join('; ')}.`]),
  ];
};

/** What a seat's own hidden traits turned out to be, for this seat alone. */
export const ownTraitLines = ({ game, picture }: Pick<View, 'game' | 'picture'>): string[] =>
  game.traits.flatMap(({ actor, label, values }, trait) => {
    const value = actor === picture.seat ? values[picture.facts.traits[trait]!] : undefined;
    if (!value) return [];
    return wrap(`  Only you know this – ${label}: ${value.label}${value.text === '' ? '' : `. ${value.text}`}`, WIDTH);
  });

/** Counters that have counted something, and gauges. */
const figuresOf = (game: Game, facts: Facts, viewer: Viewer): string[] => [
  ...game.slots.flatMap((slot, index) => {
    const value = facts.values[index]!;
    return slot.kind === 'counter' && value !== 0 && mayKnow(slot.seenBy, viewer)
      ? [`${slot.label} ${shown(slot, value)}`]
      : [];
  }),
  ...game.gauges.flatMap((gauge) =>
    mayKnow(gauge.seenBy, viewer) ? [`${gauge.label} ${shownGauge(gauge, gauge.value.value(facts))}`] : [],
  ),
];

/** Dials, counters and gauges, ladder and tracks in a few lines each, as a viewer knows them. */
export const situationLines = ({ game, picture, viewer }: Pick<View, 'game' | 'picture' | 'viewer'>): string[] => {
  const { facts } = picture;
  const dials = game.slots.flatMap((slot, index) => {
    const sight = sightOf(game, index, viewer);
    if (slot.kind !== 'dial' || sight === 'hidden') return [];
    return [`${slot.label} ${sight === 'blurred' ? 'about ' : ''}${shown(slot, facts.values[index]!)}`];
  });
  const tracks = game.tracks.flatMap((track, index) =>
    mayKnow(track.seenBy, viewer) ? [`${track.label}: ${track.phases[facts.phases[index]!]!.label}`] : [],
  );
  return [dials.join(', '), figuresOf(game, facts, viewer).join(', '), tracks.join('; ')]
    .filter((text) => text !== '')
    .flatMap((text) => wrap(`${text}.`, WIDTH).map((line) => `  ${line}`));
};

/** `Turn 3, March 2026`. The total is hidden: the horizon is. */
export const turnHeading = (game: Game, event: SeenEvent & { is: 'turn-began' }): string => {
  const short = event.days < DAYS_IN[game.clock.unit];
  return `Turn ${event.turn}, ${dateInWords(game, event.day, short ? 'day' : game.clock.unit)}${short ? ' (crisis: a short turn)' : ''}`;
};

/** Lines for events, with a heading where a turn begins. Upkeep is summed up: it happens every turn. */
export const eventLines = ({ game, events, viewer }: Pick<View, 'game' | 'events' | 'viewer'>): string[] =>
  events.flatMap((event) => {
    if (event.is === 'turn-began') return ['', turnHeading(game, event)];
    if (event.is === 'moved' && event.cause.is === 'upkeep') return [];
    return linesOf(game, [event], viewer).flatMap((line) =>
      wrap(line.text, WIDTH).map((text, i) => `${i === 0 ? '  ' : '    '}${text}`),
    );
  });

/** The end: ending, scores or measures, and the truth. */
export const endLines = (game: Game, { ending, turns, horizon, facts, scores }: End): string[] => {
  const hidden = game.traits.map(
    (trait, i) =>
      `${game.actors[trait.actor]!.short} ${trait.label}: ${trait.values[facts.traits[i]!]?.label ?? 'not drawn'}`,
  );
  const secret = game.slots.flatMap((slot, i) =>
    slot.kind === 'dial' && game.actors.some((_, seat) => !includesSeat(slot.seenBy, seat))
      ? [`${slot.label} ${shown(slot, facts.values[i]!)}`]
      : [],
  );
  const ladder = ladderOf(game);
  return [
    '',
    `Ending: ${endingLabel(game, ending)}, after ${turns} turns.`,
    ...wrap(game.endings[ending]?.text ?? '', WIDTH),
    ...(scores.replaced
      ? ['No scores: after this ending there is no winner.']
      : scores.seats.filter((seat) => seat.goals.length > 0).flatMap((seat) => scoreLines(game, seat))),
    ...scores.measures.map((measure) => `  ${measure.label}: ${Math.round(measure.value * 10) / 10}`),
    'The truth:',
    `  The last turn was to be ${horizon}.`,
    ...hidden.map((line) => `  ${line}`),
    ...(secret.length === 0 ? [] : wrap(`${secret.join(', ')}.`, WIDTH).map((line) => `  ${line}`)),
    ...(ladder
      ? [`  ${ladder.label} ended at ${ladder.phases[facts.phases[game.tracks.indexOf(ladder)]!]!.label}.`]
      : []),
    ...debriefLines(game, facts),
  ];
};

/** What to talk about: the concepts that showed themselves, what really happened, the questions. */
const debriefLines = (game: Game, facts: Facts): string[] => {
  const { happened, questions } = game.debrief;
  const shownHere = conceptsShown(game, facts);
  const asked = questions.flatMap(({ concept, ask }) => paragraph(`${conceptName(game, concept)}: ${ask}`));
  return [
    ...(game.disguisedFrom === undefined ? [] : [`This was: ${game.disguisedFrom}.`]),
    ...(shownHere.length === 0 ? [] : ['It taught:', ...paragraph(`${conceptNames(game, shownHere)}.`)]),
    ...(happened === '' ? [] : ['What really happened:', ...paragraph(happened)]),
    ...(asked.length === 0 ? [] : ['To talk about:', ...asked]),
  ];
};

const paragraph = (text: string): string[] => wrap(text, WIDTH - 2).map((line) => (line === '' ? '' : `  ${line}`));

const scoreLines = (game: Game, seat: SeatScore): string[] => {
  const short = game.actors.find((actor) => actor.id === seat.seat)?.short ?? seat.seat;
  return [
    `  ${short} ${Math.round(seat.total)} of 100: ${seat.goals.map((goal) => `${goal.label} ${Math.round(goal.score)}`).join(', ')}`,
  ];
};
