/**
 * What a command says should it be interrupted. It says so beforehand: while it computes it hears no signal, and whoever
 * hears it ends the command at once.
 */
export interface LastWords {
  /** None: nothing need be said. */
  readonly lines: readonly string[];
  /** They are true only when this file stands there; else the command has done nothing yet. */
  readonly file?: string;
}

type Keep = (words: LastWords) => void;

let keep: Keep = () => {};

/** These words hold from now on. */
export const ifInterrupted: Keep = (words) => keep(words);

/** Hands the words to whoever hears signals. */
export const keepLastWords = (keeper: Keep): void => {
  keep = keeper;
};
