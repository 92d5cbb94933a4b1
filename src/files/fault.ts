/** A file that cannot be used: which, where in it, and what is wrong, as a sentence. */
export class FileFault extends Error {
  constructor(
    readonly file: string,
    /** From 1; 0 for the file as a whole. */
    readonly line: number,
    /** What is wrong, without the place. */
    readonly sentence: string,
  ) {
    super(line === 0 ? `${file}: ${sentence}` : `${file}:${line}: ${sentence}`);
    this.name = 'FileFault';
  }
}
