import { createHash } from 'node:crypto';
import type { Game } from '../core/program/game.js';
import { conceptName, lessonsOf } from '../core/program/teaching.js';
import { controlCharacter } from '../core/text.js';
import { CLOCK_UNITS } from '../core/vocabulary.js';
import { parseJson } from '../files/checked.js';
import { z } from '../files/zod.js';
import { bundledIds, loadScenario, readFrom, SCENARIOS } from './library.js';
import { hashOf } from './load.js';

/**
 * What a list of scenarios says of each. To load them all takes seconds, so the cards of the bundled ones are kept in a
 * file beside them, each with the hash of the texts it was made from; a scenario whose text has changed is loaded.
 */

/** Text as scenarios hold it: nothing in it could steer a terminal. */
const text = z.string().refine((value) => controlCharacter(value) === undefined);

const cardSchema = z
  .strictObject({
    id: text,
    title: text,
    summary: text,
    /** Texts that hide the case; absent when it has none. */
    disguise: z.exactOptional(z.strictObject({ title: text, summary: text }).readonly()),
    /** Least and most turns. */
    turns: z.tuple([z.int().min(1), z.int().min(1)]).readonly(),
    unit: z.enum(CLOCK_UNITS),
    seats: z
      .array(z.strictObject({ id: text, name: text, short: text, mark: text, brief: text }).readonly())
      .readonly(),
    presets: z.array(z.strictObject({ id: text, label: text, text, group: text }).readonly()).readonly(),
    /** Its most frequent concepts, most frequent first. */
    teaches: z.array(text).readonly(),
    /** Whether its history can be played. */
    record: z.boolean(),
  })
  .readonly();

export type ScenarioCard = z.output<typeof cardSchema>;

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

const keptSchema = z
  .strictObject({
    /** Paths of the texts it was made from, from the folder of scenarios. */
    files: z.array(z.string()).readonly(),
    hash: z.string(),
    card: cardSchema,
    /** Digest of all the rest: a card that was altered is none. */
    digest: z.string(),
  })
  .readonly();

type Kept = z.output<typeof keptSchema>;

/** Cards by id, as they were found. They come with the program; whatever is wrong with one only costs the time to load. */
type KeptCards = Readonly<Record<string, unknown>>;

const digestOf = ({ files, hash, card }: Omit<Kept, 'digest'>): string =>
  createHash('sha256')
    .update(JSON.stringify([files, hash, card]))
    .digest('hex')
    .slice(0, 32);

/** A card as it is kept. */
export const keptCard = (parts: Omit<Kept, 'digest'>): Kept => ({ ...parts, digest: digestOf(parts) });

const keptCards = (): KeptCards => {
  const parsed = parseJson(readFrom(SCENARIOS)(CARDS) ?? '{}');
  return 'value' in parsed && typeof parsed.value === 'object' && parsed.value !== null ? { ...parsed.value } : {};
};

/** The kept card of a scenario whose text is still the one it was made from. */
const currentCard = (id: string, kept: unknown): ScenarioCard | undefined => {
  const checked = keptSchema.safeParse(kept);
  if (!checked.success) return undefined;
  const { files, hash, card, digest } = checked.data;
  if (card.id !== id || digest !== digestOf(checked.data)) return undefined;
  const read = readFrom(SCENARIOS);
  const texts = files.flatMap((path) => {
    const found = read(path);
    return found === undefined ? [] : [{ path, text: found }];
  });
  return texts.length === files.length && hashOf(texts) === hash ? card : undefined;
};

/** The card of a bundled scenario. Throws `ScenarioError` when its text has changed and has errors. */
export const bundledCard = (id: string, kept: KeptCards = keptCards()): ScenarioCard =>
  currentCard(id, Object.hasOwn(kept, id) ? kept[id] : undefined) ?? cardOf(loadScenario(id).game);

/** Cards of all bundled scenarios, in order of id. Throws likewise. */
export const bundledCards = (): readonly ScenarioCard[] => {
  const kept = keptCards();
  return bundledIds().map((id) => bundledCard(id, kept));
};

/** The text of the file of cards, made anew from all bundled scenarios. */
export const cardsText = (): string => {
  const entries = bundledIds().map((id) => {
    const { game, files, hash } = loadScenario(id);
    return [id, keptCard({ files: files.map(({ path }) => path), hash, card: cardOf(game) })] as const;
  });
  return `${JSON.stringify(Object.fromEntries(entries), undefined, 1)}\n`;
};
