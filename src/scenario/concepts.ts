import type { Concept, ConceptName } from '../core/program/game.js';
import { ScenarioError } from './diagnostics.js';
import { checkForm } from './form.js';
import { type ReadFile, readMerged } from './merge.js';
import type { ScenarioSource } from './schema.js';

/**
 * Concepts: what actions, triggers, outcomes and questions teach. The cards are a model file that defines nothing else, so
 * that they are read and checked like everything; a scenario may define cards of its own.
 */

/** The concepts a scenario may refer to. They are asked for only when it refers to some. */
export interface ConceptLibrary {
  readonly names: () => readonly ConceptName[];
  /** Whether a concept without a card is an error. Old games are read all the same. */
  readonly strict: boolean;
}

/** No cards, and none are missed: concepts are known by their ids. */
export const NO_LIBRARY: ConceptLibrary = { names: () => [], strict: false };

type ConceptSource = ScenarioSource['concepts'][number];

/** A card as games know it, from its form in the file. */
export const conceptOf = ({ id, name, idea, origin, look_for, ask }: ConceptSource): Concept => ({
  id,
  name,
  idea,
  origin,
  lookFor: look_for,
  ask,
});

/** Reads the cards of a file. Throws `ScenarioError` with all that is wrong with it. */
export const readConcepts = (entry: string, read: ReadFile): readonly Concept[] => {
  const { root, problems } = readMerged(entry, read);
  const formed = root && problems.length === 0 ? checkForm(root, 'model') : undefined;
  const found = [...problems, ...(formed?.problems ?? [])];
  if (formed === undefined || found.length > 0) throw new ScenarioError(entry, found);
  return formed.source.concepts.map(conceptOf);
};

/**
 * Ids and names of the cards, found line by line: loading a scenario needs no more, and to parse the whole file takes as
 * long as to load a small scenario. The file must be written as ours is, `id` and `name` on the first lines of each card.
 */
export const scanConcepts = (text: string): readonly ConceptName[] =>
  [...text.matchAll(/^ {2}- id: (\S+)\n {4}name: (.+)$/gm)].map(([, id = '', name = '']) => ({ id, name }));
