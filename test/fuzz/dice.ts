import seedrandom from 'seedrandom';

/** Dice of one case: made from the seed and the case's name, so that a failure names all that is needed to make it again. */

/** A whole number from 0 to below the limit. */
export type Dice = (below: number) => number;

export const SEED = process.env['FIREBREAK_FUZZ_SEED'] ?? 'firebreak';

export const diceOf = (name: string): Dice => {
  const next = seedrandom.alea(`${SEED}/${name}`);
  return (below) => Math.floor(next() * below);
};

export const pick = <T>(dice: Dice, among: readonly T[]): T => among[dice(among.length)]!;
