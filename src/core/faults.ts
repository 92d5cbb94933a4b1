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

/** The same for people who play on: where it went wrong, and not whose hidden number came to what. */
export const faultForPlayers = ({ where }: RuleFault): string =>
  `its numbers come to nothing${where === '' ? '' : ` (${where})`}`;

/** A place in a scenario's file, as faults name it. */
export const originText = ({ file, line, column }: { file: string; line: number; column: number }): string =>
  `${file}:${line}:${column}`;

/** What an error says of itself, for the end of a sentence. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
