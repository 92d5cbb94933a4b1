import type { Property } from '../../core/program/game.js';
import { PROPERTY_CLAIMS } from '../../core/vocabulary.js';
import type { Item } from '../schema.js';
import type { Path } from '../spans.js';
import { type Bench, complain, complainUnknown, conditionAt, originAt } from './bench.js';

/** Properties: claims about all games of a scenario. They are compiled here and tried in the workshop. */

export const compileProperties = (bench: Bench): Property[] =>
  bench.source.properties.flatMap((property, i) => compileProperty(bench, property, bench.formed.paths.properties[i]!));

const compileProperty = (bench: Bench, property: Item<'properties'>, path: Path): Property[] => {
  const claims = PROPERTY_CLAIMS.filter((key) => property[key] !== undefined);
  if (claims.length !== 1)
    complain(
      bench,
      'E202',
      path,
      `the property \`${property.id}\` needs exactly one claim`,
      `One of ${PROPERTY_CLAIMS.join(', ')}.`,
    );
  if (property.share !== undefined && property.at_most === undefined)
    complain(bench, 'E202', path, '`share` needs `at_most`');
  return claims.map((claim) => ({
    id: property.id,
    text: property.text ?? '',
    claim,
    ...compileClaim(bench, property[claim]!, [...path, claim]),
    atMost: property.at_most ?? 1,
    origin: originAt(bench, path, {}),
  }));
};

/** `ending == "id"` speaks of how the game ends; everything else is a condition on the facts. */
const compileClaim = (bench: Bench, claim: boolean | string, path: Path): Pick<Property, 'when' | 'ending'> => {
  const ending = typeof claim === 'string' ? /^\s*ending\s*==\s*"([^"]*)"\s*$/.exec(claim)?.[1] : undefined;
  if (ending === undefined) return { when: conditionAt(bench, claim, { path, mayEnd: true }), ending: -1 };
  const known = bench.source.endings.map(({ id }) => id);
  const position = known.indexOf(ending);
  if (position < 0) complainUnknown(bench, path, 'ending', ending, known);
  return { ending: position };
};
