import type { Condition } from '../language/expression.js';
import type { Among } from '../language/tree.js';
import { conditionWords, type Vocabulary } from '../language/words.js';
import { plainText } from '../text.js';
import type { Game } from './game.js';

/** Conditions of a game in the words of its scenario: what screens and plain lines show of them. */

/** Names at these positions, a group of phases by its own name where all of it is meant. */
const namesOf = (game: Game, { kind, index, positions }: Among): string[] => {
  if (kind === 'trait') return positions.map((position) => game.traits[index]!.values[position]?.label ?? '');
  const { phases, groups } = game.tracks[index]!;
  const left = new Set(positions);
  const whole = groups.filter(({ leaves }) => leaves.length > 1 && leaves.every((leaf) => positions.includes(leaf)));
  for (const { leaves } of whole) for (const leaf of leaves) left.delete(leaf);
  return [...whole.map(({ label }) => label), ...[...left].map((leaf) => phases[leaf]!.label)];
};

const vocabularyOf = (game: Game): Vocabulary => ({
  slot: (index) => game.slots[index]!.label,
  parameter: (index) => game.parameters[index]!.value,
  gauge: (index) => game.gauges[index]!.label,
  event: (index) => game.events[index]!.label,
  track: (index) => game.tracks[index]!.label,
  trait: (index) => game.traits[index]!.label,
  names: (among) => namesOf(game, among),
});

/** A condition in words, such as `Tension is 60 or more and Talks: no`. */
export const wordsOf = (game: Game, { tree }: Condition): string => plainText(conditionWords(tree, vocabularyOf(game)));
