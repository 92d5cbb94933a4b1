/**
 * Values are whole counts of a decimal grid, so that sums of them are exact whatever the order. The grid is finer than
 * anything that an author writes, and coarse enough that every value within its bounds is an exact whole number of counts.
 */

const FINEST = 1e9;
const EXACT = 2 ** 52;

/** Counts in a point of a number that lies between these bounds. */
export const grainOf = (min: number, max: number): number => {
  const largest = Math.max(Math.abs(min), Math.abs(max));
  let grain = FINEST;
  while (grain > 1 && largest * grain > EXACT) grain /= 10;
  return grain;
};
