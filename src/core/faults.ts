/** A scenario's arithmetic went wrong while the game was played (a division by zero, say). */
export class RuleFault extends Error {
  constructor(
    message: string,
    readonly where: string,
  ) {
    super(where === '' ? message : `${message} (${where})`);
    this.name = 'RuleFault';
  }
}

/** A place in a scenario's file, as faults name it. */
export const originText = ({ file, line, column }: { file: string; line: number; column: number }): string =>
  `${file}:${line}:${column}`;

/** What an error says of itself, for the end of a sentence. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
