/**
 * Chances in per cent: one figure for one chance, wherever it is printed. The parts of a whole add up to 100, nothing that can
 * happen is 0 and nothing that can fail is 100, and there are as many digits as that needs.
 */

/** Most decimals of a percentage. */
const MOST_DECIMALS = 8;

/** What a whole is divided into: the last of `MOST_DECIMALS` decimals of a percentage, finer than a face of a die. */
const WHOLE = 100 * 10 ** MOST_DECIMALS;

/** Adds what is missing to those of which most was cut off; of equal ones to the odd, so that halves come out even. */
const roundedTo = (total: number, exact: readonly number[]): number[] => {
  const parts = exact.map(Math.floor);
  const missing = total - parts.reduce((sum, part) => sum + part, 0);
  const rest = exact.map((part, i) => part - parts[i]!);
  const order = [...parts.keys()].sort((a, b) => rest[b]! - rest[a]! || (parts[b]! % 2) - (parts[a]! % 2) || a - b);
  for (const i of order.slice(0, missing)) parts[i]! += 1;
  return parts;
};

/** Whole parts of `WHOLE`, of which nothing that can happen has none. */
const partsOf = (odds: readonly number[]): number[] => {
  const sum = odds.reduce((total, part) => total + part, 0);
  const parts = roundedTo(
    WHOLE,
    odds.map((part) => (part / sum) * WHOLE),
  );
  const largest = parts.indexOf(Math.max(...parts));
  for (const [i, part] of parts.entries()) {
    if (part > 0 || odds[i]! <= 0) continue;
    parts[i] = 1;
    parts[largest]! -= 1;
  }
  return parts;
};

/** Decimals that give the smallest part two digits, so that it is not far from itself; none where it has them anyway. */
const decimalsOf = (parts: readonly number[]): number => {
  const smallest = Math.min(...parts.filter((part) => part > 0));
  let decimals = 0;
  while (decimals < MOST_DECIMALS && smallest * 10 ** decimals < WHOLE / 10) decimals += 1;
  return decimals;
};

const unitOf = (decimals: number): number => 10 ** (MOST_DECIMALS - decimals);
const shown = (units: number, decimals: number): string => `${(units / 10 ** decimals).toFixed(decimals)}%`;

const unitsAt = (parts: readonly number[], decimals: number): number[] =>
  roundedTo(
    WHOLE / unitOf(decimals),
    parts.map((part) => part / unitOf(decimals)),
  );

/**
 * The parts of a whole in per cent, adding up to 100: faces of a die or probabilities, 0 or more, one of them above 0. For
 * instance `["62%", "38%"]`, `["0.40%", "99.60%"]`.
 */
export const percents = (odds: readonly number[]): string[] => {
  const parts = partsOf(odds);
  const decimals = decimalsOf(parts);
  return unitsAt(parts, decimals).map((units) => shown(units, decimals));
};

/** The parts of a whole in whole per cent, adding up to 100, for what somebody has chosen and does not have to be exact. */
export const wholePercents = (parts: readonly number[]): string[] =>
  unitsAt(partsOf(parts), 0).map((units) => shown(units, 0));

/** One part of a whole in per cent, as it stands among the others. */
export const percentIn = (odds: readonly number[], outcome: number): string => percents(odds)[outcome] ?? '';

/** Whether a number can be a chance. */
const isChance = (probability: number): boolean => probability >= 0 && probability <= 1;

/** A chance in per cent, as it stands beside the chance that it does not come; any other number in whole per cent. */
export const percent = (probability: number): string =>
  isChance(probability) ? percentIn([probability, 1 - probability], 0) : `${Math.round(probability * 100)}%`;

/** Two chances in per cent, with as many digits as tell them apart if they differ. */
export const percentsApart = (one: number, other: number): readonly [string, string] => {
  const usual = [percent(one), percent(other)] as const;
  if (one === other || usual[0] !== usual[1] || !isChance(one) || !isChance(other)) return usual;
  const both = [one, other].map((probability) => partsOf([probability, 1 - probability]));
  for (let decimals = Math.max(...both.map(decimalsOf)) + 1; decimals <= MOST_DECIMALS; decimals += 1) {
    const [a, b] = both.map((parts) => shown(unitsAt(parts, decimals)[0]!, decimals)) as [string, string];
    if (a !== b) return [a, b];
  }
  return usual;
};

/** A total in per cent and its terms, positive or negative, in units of its last decimal: they add up to it. */
export const termsOf = (
  total: number,
  terms: readonly number[],
): { readonly total: string; readonly terms: readonly number[]; readonly decimals: number } => {
  const parts = partsOf([total, 1 - total]);
  const decimals = decimalsOf(parts);
  const [units] = unitsAt(parts, decimals) as [number];
  const scale = 100 * 10 ** decimals;
  const exact = terms.map((term) => term * scale);
  return { total: shown(units, decimals), terms: roundedTo(units, exact), decimals };
};

/**
 * A share of what was counted, such as games, in per cent with these decimals; with more where it would be told as nothing or as
 * all of them and is not.
 */
export const shareText = (share: number, decimals: number): string => {
  if (share === 0 || share === 1 || !isChance(share)) return `${(share * 100).toFixed(decimals)} %`;
  let digits = decimals;
  while (digits < MOST_DECIMALS && /^(0|100)(\.0*)?$/.test((share * 100).toFixed(digits))) digits += 1;
  return `${(share * 100).toFixed(digits)} %`;
};
