import type { Condition } from '../../language/expression.js';

/** What may follow from an order, as data. */

/** One thing that follows from an order. */
export type Consequence =
  | { readonly is: 'entered'; readonly track: number; readonly from: number; readonly to: number }
  | { readonly is: 'ended'; readonly ending: number }
  | {
      readonly is: 'moved';
      readonly slot: number;
      /** In points of the dial; of a flag +1 or -1. */
      readonly by: number;
      /** The other end of what it can be, where that depends on what the seat does not see. */
      readonly or?: number;
      /** What was asked for, where the bound of the dial cuts it off. */
      readonly asked?: number;
      /** How long it lasts, where it ends by itself. */
      readonly lasts?: Span;
    }
  | { readonly is: 'points'; readonly actor: number; readonly by: number }
  /** A trigger that answers without a die, and of which nothing else is seen. */
  | { readonly is: 'answered'; readonly trigger: number }
  /** A die that would not be thrown without the order, or that has other odds because of it. */
  | {
      readonly is: 'thrown';
      readonly die: number;
      readonly outcome: number;
      /** 0 to 1; undefined where the seat does not see the odds. */
      readonly chance: number | undefined;
      /** Faces of each of its outcomes. */
      readonly odds: readonly number[];
      /** The odds without the order, where the die is thrown in any case. */
      readonly before?: number;
      readonly brings: readonly Consequence[];
    }
  | { readonly is: 'later'; readonly in: Span; readonly brings: readonly Consequence[] }
  /** Something that follows on a condition that does not hold as the seat sees it, or reads what it does not see. */
  | { readonly is: 'perhaps'; readonly when?: Condition; readonly brings: readonly Consequence[] }
  | { readonly is: 'opened'; readonly track: number; readonly to: number }
  | { readonly is: 'may-answer'; readonly trigger: number };

/** So many turns, or so many of the long ones. */
export interface Span {
  readonly count: number;
  readonly inPeriods: boolean;
}

/** One way in which an order can come out. */
export interface Prospect {
  /** Whose keys are turned: those of an order for one seat always are. */
  readonly keys: 'own' | 'all' | 'alone';
  /** Position among the outcomes of its die; -1 without a die. */
  readonly outcome: number;
  /** Estimated by the picture, 0 to 1; 1 without a die, undefined where the picture gives no odds. */
  readonly chance: number | undefined;
  /** Faces of each outcome of its die, as the picture gives them; absent where there are none. */
  readonly odds?: readonly number[];
  readonly brings: readonly Consequence[];
}
/** Whether a consequence depends on something that does not hold as the seat sees it, or that it does not see. */
export const isPossible = ({ is }: Consequence): boolean => is === 'perhaps' || is === 'opened' || is === 'may-answer';
