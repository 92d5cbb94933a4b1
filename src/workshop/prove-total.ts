/** A sum of many small odds, without the drift of plain addition (Neumaier 1974). */
export interface Total {
  sum: number;
  rest: number;
}

/** A sum of no odds. */
export const nothing = (): Total => ({ sum: 0, rest: 0 });

/** The sum itself. */
export const amountOf = ({ sum, rest }: Total): number => sum + rest;

/** Adds to a sum in place. */
export const add = (total: Total, more: number): void => {
  const sum = total.sum + more;
  total.rest += Math.abs(total.sum) >= Math.abs(more) ? total.sum - sum + more : more - sum + total.sum;
  total.sum = sum;
};
