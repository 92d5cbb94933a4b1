/** What names in expressions stand for: everything that a scenario has declared. */

export type Reference =
  | { readonly is: 'number'; readonly slot: number }
  | { readonly is: 'flag'; readonly slot: number }
  | { readonly is: 'parameter'; readonly parameter: number }
  | { readonly is: 'gauge'; readonly gauge: number }
  | { readonly is: 'fact'; readonly fact: 'turn' | 'period' | 'days' | 'last_turn' }
  | { readonly is: 'track'; readonly track: number; readonly phases: ReadonlyMap<string, readonly number[]> }
  | { readonly is: 'trait'; readonly trait: number; readonly values: readonly string[] }
  | { readonly is: 'group'; readonly members: ReadonlyMap<string, Reference> };

/** Everything an expression may name. The compiler of the scenario provides it. */
export interface Names {
  readonly references: ReadonlyMap<string, Reference>;
  /** Events by name: triggers, actions, outcomes, signals. */
  readonly events: ReadonlyMap<string, number>;
  /** Events of actions only, for `ordered`. */
  readonly actions: ReadonlyMap<string, number>;
}
