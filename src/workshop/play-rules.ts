import { type Severity, severityOf } from '../scenario/diagnostics.js';

/** The rules of play: what exploration and proof report. */

/** A rule of the Play layer, for the page of rules. */
interface PlayRule {
  readonly code: string;
  readonly severity: Severity;
  readonly title: string;
  readonly example: string;
}

const rule = (code: string, title: string, example: string): PlayRule => ({
  code,
  severity: severityOf(code),
  title,
  example,
});

/** The rules of exploration, the most serious first within errors and warnings. */
export const PLAY_RULES: readonly PlayRule[] = [
  rule('E601', 'The scenario’s numbers go wrong in play', '`by: 10 / calm_turns` while `calm_turns` is 0'),
  rule('E602', 'The program itself fails while it plays the scenario', 'a fault of Firebreak: please report it'),
  rule('E603', 'A game refutes a claim of the scenario', '`never: ladder == "general-war"`, and a game reaches it'),
  rule(
    'E604',
    'The record of the scenario cannot be played, or does not come out as it says',
    'an order of `record` that its seat could not give',
  ),
  rule('W601', 'A claim that something is `reachable` was never shown', '`reachable: tension >= 101`'),
  rule('W602', 'A phase was never entered', 'its only way in waits for an event that nothing makes happen'),
  rule('W603', 'An ending never came', '`when: tension < 0`'),
  rule('W604', 'A trigger never fired', '`when: tension > 90 && tension < 80`'),
  rule('W605', 'An action was never ordered', 'it costs 5 points, and its seat has 3'),
  rule('W606', 'An outcome never came, with odds of 0 at every roll', '`weight: 0`'),
  rule('W607', 'A transition was never taken', 'an earlier way out of the phase has the wider condition'),
  rule('W608', 'A seat has no choice on some turn, in no game', 'all its actions wait for `turn > 2`'),
  rule('W609', 'A dial stands at its lowest or highest value most of the time', '`upkeep: 15` on a dial from 0 to 100'),
  rule('W610', 'Nearly all games end in one way', '`endings: [ { id: war, when: turn > 1 } ]`'),
  rule('W611', 'A `share` cannot be decided by so few games', '`at_most: 0.02` after 50 games'),
  rule(
    'W612',
    'Parts of an extended model never came about in this scenario',
    'a scenario without drills keeps the track of drills',
  ),
];

/** How to fix numbers that go wrong (E601). */
export const FINITE = 'Keep the numbers finite: `min`, `max` and conditions keep a divisor away from 0.';
