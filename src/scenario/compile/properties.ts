import type { Item } from '../schema.js';
import type { Path } from '../source.js';
import { type Bench, complain, complainUnknown, conditionAt } from './bench.js';

/** Properties: claims about all games of a scenario. They are checked here and tried elsewhere. */

const CLAIMS = ['never', 'always', 'reachable', 'eventually', 'share'] as const;

export const checkProperties = (bench: Bench): void => {
  for (const [i, property] of bench.source.properties.entries())
    checkProperty(bench, property, bench.formed.paths.properties[i]!);
};

const checkProperty = (bench: Bench, property: Item<'properties'>, path: Path): void => {
  const claims = CLAIMS.filter((key) => property[key] !== undefined);
  if (claims.length !== 1)
    complain(
      bench,
      'E202',
      path,
      `the property \`${property.id}\` needs exactly one claim`,
      `One of ${CLAIMS.join(', ')}.`,
    );
  if (property.share !== undefined && property.at_most === undefined)
    complain(bench, 'E202', path, '`share` needs `at_most`');
  for (const key of claims) checkClaim(bench, property[key]!, [...path, key]);
};

/** `ending` stands for the id of the ending. */
const checkClaim = (bench: Bench, claim: boolean | string, path: Path): void => {
  const ending = typeof claim === 'string' ? /^\s*ending\s*==\s*"([^"]*)"\s*$/.exec(claim)?.[1] : undefined;
  const known = bench.source.endings.map(({ id }) => id);
  if (ending === undefined) conditionAt(bench, claim, { path, mayEnd: true });
  else if (!known.includes(ending)) complainUnknown(bench, path, 'ending', ending, known);
};
