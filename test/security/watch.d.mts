/** What a process did while it was watched. */
export interface Watched {
  readonly done: readonly string[];
  readonly generated: readonly (readonly string[])[];
  readonly stop: () => void;
}

export const watch: (mayWrite: readonly string[]) => Watched;
