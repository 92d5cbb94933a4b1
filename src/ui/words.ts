import type { Game, Origin } from '../core/game.js';
import { plainText } from '../core/text.js';

/** Names and conditions of a scenario in words that a player reads. */

/** What an event is called: by its author, or after the action, trigger or outcome that makes it happen. */
export const eventWords = (game: Game, event: number): string => game.events[event]?.label ?? '';

const eventNamed = (game: Game, id: string): string => {
  const event = game.events.findIndex((candidate) => candidate.id === id);
  return event < 0 ? id : `“${eventWords(game, event)}”`;
};

const phaseNamed = (game: Game, track: string, phase: string): string =>
  game.tracks.find(({ id }) => id === track)?.phases.find(({ id }) => id === phase)?.label ?? phase;

const trackNamed = (game: Game, id: string): string => game.tracks.find((track) => track.id === id)?.label ?? id;

const quotedIn = (list: string): string[] => [...list.matchAll(/["']([^"']+)["']/g)].map(([, word]) => word!);

/** Replacements from the expression language to English, in order: longer forms first. */
const RULES: readonly (readonly [RegExp, (game: Game, ...parts: string[]) => string])[] = [
  [
    /!\(?\s*([\w.]+) in \[([^\]]*)\]\)?/g,
    (game, track, list) =>
      `${trackNamed(game, track!)} not at ${quotedIn(list!)
        .map((phase) => phaseNamed(game, track!, phase))
        .join(' or ')}`,
  ],
  [
    /([\w.]+) in \[([^\]]*)\]/g,
    (game, track, list) =>
      `${trackNamed(game, track!)} at ${quotedIn(list!)
        .map((phase) => phaseNamed(game, track!, phase))
        .join(' or ')}`,
  ],
  [
    /([\w.]+) == "([^"]+)"/g,
    (game, track, phase) => `${trackNamed(game, track!)} at ${phaseNamed(game, track!, phase!)}`,
  ],
  [
    /([\w.]+) != "([^"]+)"/g,
    (game, track, phase) => `${trackNamed(game, track!)} not at ${phaseNamed(game, track!, phase!)}`,
  ],
  [/!happened\("([^"]+)"\)/g, (game, event) => `no ${eventNamed(game, event!)} this turn`],
  [/happened\("([^"]+)"\)/g, (game, event) => `${eventNamed(game, event!)} this turn`],
  [/!ordered\("([^"]+)"\)/g, (game, event) => `no order ${eventNamed(game, event!)}`],
  [/ordered\("([^"]+)"\)/g, (game, event) => `the order ${eventNamed(game, event!)}`],
  [/turns_since\("([^"]+)"\)/g, (game, event) => `turns since ${eventNamed(game, event!)}`],
  [/count\("([^"]+)"\)/g, (game, event) => `number of ${eventNamed(game, event!)}`],
  [/turns_in\("([^"]+)"\)/g, (game, track) => `turns in this phase of ${trackNamed(game, track!)}`],
  [/rung\("([^"]+)"\)/g, (game, track) => `${trackNamed(game, track!)} rung`],
  [/&&/g, () => 'and'],
  [/\|\|/g, () => 'or'],
  [/>=/g, () => '≥'],
  [/<=/g, () => '≤'],
  [/==/g, () => '='],
  [/!=/g, () => '≠'],
  [/!(?=[\w(])/g, () => 'not '],
];

/** Names of dials, counters, flags and parameters that stand alone become their labels. */
const withLabels = (game: Game, text: string): string =>
  text.replaceAll(/\b[a-z_]\w*(?:\.\w+)?\b/g, (word) => {
    const slot = game.slots.find(({ id }) => id === word);
    if (slot) return slot.label;
    const parameter = game.parameters.find(({ id }) => id === word);
    return parameter ? String(parameter.value) : (game.gauges.find(({ id }) => id === word)?.label ?? word);
  });

/** A condition of the expression language in words, as far as words are found for it. */
export const conditionWords = (game: Game, text: string): string => {
  const words = RULES.reduce(
    (sentence, [form, word]) =>
      sentence.replaceAll(form, (_, ...parts: unknown[]) => word(game, ...parts.map((part) => String(part)))),
    text,
  );
  const parts = words.split(/(“[^”]*”)/);
  return plainText(parts.map((part) => (part.startsWith('“') ? part : withLabels(game, part))).join(''));
};

/** Where a number stands and how well it is founded: `design, korean-peninsula.yaml:412`. */
export const originWords = (origin: Origin): string =>
  `${origin.provenance}${origin.source === undefined ? '' : ` ${origin.source}`}, ${origin.file}:${origin.line}`;
