import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';

/** As `toEqual`, many times as fast where nothing differs: what is stricter says yes first, and a difference is told by `toEqual`. */
export const expectSame = (actual: unknown, wanted: unknown): void => {
  if (!isDeepStrictEqual(actual, wanted)) expect(actual).toEqual(wanted);
};
