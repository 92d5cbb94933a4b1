import type { Concept, ConceptName } from '../../core/program/game.js';
import { type ConceptLibrary, conceptOf } from '../concepts.js';
import type { Path } from '../spans.js';
import { type Bench, complain, hintFor, isLeftOut } from './bench.js';

/** Concepts that a scenario refers to: each must have a card, in the library or in the scenario itself. */

interface Mention {
  readonly id: string;
  readonly path: Path;
}

const mentionsAt = (ids: readonly string[] | undefined, path: Path): Mention[] =>
  (ids ?? []).map((id, i) => ({ id, path: [...path, i] }));

const mentionsIn = ({ source, formed }: Bench): Mention[] => [
  ...(['actions', 'triggers'] as const).flatMap((list) =>
    source[list].flatMap((item, i) => [
      ...mentionsAt(item.teaches, [...formed.paths[list][i]!, 'teaches']),
      ...(item.outcomes ?? []).flatMap((outcome, j) =>
        mentionsAt(outcome.teaches, [...formed.paths[list][i]!, 'outcomes', j, 'teaches']),
      ),
    ]),
  ),
  ...(source.debrief.questions ?? []).map(({ concept }, i) => ({
    id: concept,
    path: ['debrief', 'questions', i, 'concept'],
  })),
];

/** The concepts that are referred to, with the cards of the scenario itself first. */
export const compileConcepts = (bench: Bench, library: ConceptLibrary): (ConceptName | Concept)[] => {
  const own = bench.source.concepts.map(conceptOf);
  const mentions = mentionsIn(bench);
  if (own.length === 0 && mentions.length === 0) return [];
  const names = library.names();
  if (library.strict) complainOfConcepts(bench, mentions, own, names);
  const wanted = new Set(mentions.map(({ id }) => id));
  return [...own, ...names.filter(({ id }) => wanted.has(id) && !own.some((card) => card.id === id))];
};

const complainOfConcepts = (
  bench: Bench,
  mentions: readonly Mention[],
  own: readonly Concept[],
  names: readonly ConceptName[],
): void => {
  const inLibrary = new Set(names.map(({ id }) => id));
  for (const [i, { id }] of own.entries())
    if (inLibrary.has(id))
      complain(
        bench,
        'E303',
        [...bench.formed.paths.concepts[i]!, 'id'],
        `the library of concepts already has a card \`${id}\``,
        'Take this one out to use it, or choose another id.',
      );
  const known = [...own, ...names].map(({ id }) => id);
  for (const { id, path } of mentions)
    if (!known.includes(id) && !isLeftOut(bench, id))
      complain(
        bench,
        'E307',
        path,
        `there is no concept \`${id}\``,
        hintFor(id, known) || 'The command `concepts` lists them; `concepts:` in the scenario adds cards of its own.',
        id,
      );
};
