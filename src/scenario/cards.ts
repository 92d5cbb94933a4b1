import type { Game } from '../core/game.js';
import { conceptName, lessonsOf } from '../core/teaching.js';
import type { ClockUnit } from '../core/vocabulary.js';
import { bundledIds, loadScenario, readFrom, SCENARIOS } from './library.js';
import { hashOf } from './load.js';

/**
 * What a list of scenarios says of each. To load them all takes seconds, so the cards of the bundled ones are kept in a
 * file beside them, each with the hash of the texts it was made from; a scenario whose text has changed is loaded.
 */

export interface ScenarioCard {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** Texts that hide the case; absent when it has none. */
  readonly disguise?: { readonly title: string; readonly summary: string };
  /** Least and most turns. */
  readonly turns: readonly [number, number];
  readonly unit: ClockUnit;
  readonly seats: readonly {
    readonly id: string;
    readonly name: string;
    readonly short: string;
    readonly mark: string;
    readonly brief: string;
  }[];
  readonly presets: readonly {
    readonly id: string;
    readonly label: string;
    readonly text: string;
    readonly group: string;
  }[];
  /** Names of the concepts it speaks of most, most often first. */
  readonly teaches: readonly string[];
  /** Whether its history can be played. */
  readonly record: boolean;
}

/** How many turns a game has, in words: `12`, `6 to 8`. */
export const turnsText = ([least, most]: ScenarioCard['turns']): string =>
  least === most ? `${least}` : `${least} to ${most}`;

/** Most concepts on a card. */
const CONCEPTS_SHOWN = 6;

const taughtBy = (game: Game): string[] => {
  const counts = new Map<string, number>();
  for (const { concept } of lessonsOf(game)) counts.set(concept, (counts.get(concept) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, CONCEPTS_SHOWN)
    .map(([concept]) => conceptName(game, concept));
};

export const cardOf = (game: Game): ScenarioCard => ({
  id: game.id,
  title: game.title,
  summary: game.summary,
  ...(game.disguise ? { disguise: { title: game.disguise.title, summary: game.disguise.summary } } : {}),
  turns: game.clock.turns,
  unit: game.clock.unit,
  seats: game.actors.map(({ id, name, short, mark, brief }) => ({ id, name, short, mark, brief })),
  presets: game.presets.map(({ id, label, text, group }) => ({ id, label, text, group })),
  teaches: taughtBy(game),
  record: game.record !== undefined,
});

/** Where the cards are kept, in the folder of scenarios. */
export const CARDS = 'library/cards.json';

interface Kept {
  /** Paths of the texts it was made from, from the folder of scenarios. */
  readonly files: readonly string[];
  readonly hash: string;
  readonly card: ScenarioCard;
}

type KeptCards = Readonly<Record<string, Kept>>;

const keptCards = (): KeptCards => {
  const text = readFrom(SCENARIOS)(CARDS);
  // The file comes with the program; one that was spoilt only costs the time to load.
  try {
    return text === undefined ? {} : (JSON.parse(text) as KeptCards);
  } catch {
    return {};
  }
};

const isCurrent = ({ files, hash }: Kept): boolean => {
  const read = readFrom(SCENARIOS);
  const texts = files.map((path) => ({ path, text: read(path) }));
  return texts.every(({ text }) => text !== undefined) && hashOf(texts as { path: string; text: string }[]) === hash;
};

/** The card of a bundled scenario. Throws `ScenarioError` when its text has changed and has errors. */
export const bundledCard = (id: string, kept: KeptCards = keptCards()): ScenarioCard => {
  const known = kept[id];
  return known && isCurrent(known) ? known.card : cardOf(loadScenario(id).game);
};

/** Cards of all bundled scenarios, in order of id. Throws likewise. */
export const bundledCards = (): readonly ScenarioCard[] => {
  const kept = keptCards();
  return bundledIds().map((id) => bundledCard(id, kept));
};

/** The text of the file of cards, made anew from all bundled scenarios. */
export const cardsText = (): string => {
  const entries = bundledIds().map((id) => {
    const { game, files, hash } = loadScenario(id);
    return [id, { files: files.map(({ path }) => path), hash, card: cardOf(game) }] as const;
  });
  return `${JSON.stringify(Object.fromEntries(entries), undefined, 1)}\n`;
};
