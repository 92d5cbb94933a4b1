/** Sums of many small odds, without the drift of plain addition (Neumaier 1974). The total is `sum + rest`. */
export interface Total {
  sum: number;
  rest: number;
}

export const nothing = (): Total => ({ sum: 0, rest: 0 });

export const add = (total: Total, more: number): void => {
  const sum = total.sum + more;
  total.rest += Math.abs(total.sum) >= Math.abs(more) ? total.sum - sum + more : more - sum + total.sum;
  total.sum = sum;
};
