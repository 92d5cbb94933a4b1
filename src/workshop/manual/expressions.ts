import { type FunctionName, NAMED_FUNCTIONS, NUMBER_FUNCTIONS } from '../../core/language/functions.js';

/** The language of conditions and numbers, from the tables of its functions. */

/** How a function is called, and what it gives. */
type Words = readonly [call: string, what: string];

const NUMBER_WORDS: Readonly<Record<FunctionName, Words>> = {
  min: ['min(a, b)', 'the smaller of two numbers'],
  max: ['max(a, b)', 'the larger of two numbers'],
  clamp: ['clamp(x, low, high)', '`x`, but not below `low` and not above `high`'],
  abs: ['abs(x)', '`x` without its sign'],
  floor: ['floor(x)', 'rounded down to a whole number'],
  ceil: ['ceil(x)', 'rounded up to a whole number'],
  round: ['round(x)', 'rounded to the nearest whole number'],
  exp: ['exp(x)', 'the exponential of `x`'],
  ln: ['ln(x)', 'the natural logarithm of `x`'],
  sqrt: ['sqrt(x)', 'the square root of `x`'],
  pow: ['pow(x, y)', '`x` to the power of `y`'],
  logit: ['logit(p)', 'a probability on the logit scale: `ln(p / (1 - p))`'],
  sigmoid: ['sigmoid(z)', 'the probability that belongs to a logit'],
  scale_odds: ['scale_odds(p, m)', 'the probability whose odds are `m` times those of `p`'],
};

const NAMED_WORDS: Readonly<Record<string, Words>> = {
  happened: ['happened("attack/hit")', 'an event, trigger, action or outcome happened this turn'],
  turns_since: [
    'turns_since("attack")',
    'turns since it last happened: 0 this turn. What never happened has no time: no comparison with it holds, and one that it would satisfy is refused (E309). `!(turns_since("attack") <= 3)`: not in the last turns, or never',
  ],
  count: ['count("attack")', 'how often it has happened so far'],
  ordered: ['ordered("attack")', 'the action was ordered and carried out this turn'],
  rung: ['rung("ladder")', 'the rung of the phase that a track is in; −1 if it has none'],
  turns_in: ['turns_in("ladder")', 'turns since the track entered its phase: 0 in the turn it did'],
  mean: ['mean("tension")', 'mean of a dial, or of a track’s rung, over the turns so far'],
  peak: ['peak("tension")', 'highest value of a dial, or of a track’s rung, at the end of a turn so far'],
};

const row = ([call, what]: Words): string => `| \`${call}\` | ${what} |`;

/** Functions of which the manual says nothing: a test sees that there are none. */
export const wordless = (): string[] => [...NAMED_FUNCTIONS.keys()].filter((name) => NAMED_WORDS[name] === undefined);

/** Calls that the manual shows, of functions that there are. */
export const shownCalls = (): string[] => [...numberTable(), ...namedTable()].map(([call]) => call);

const numberTable = (): Words[] => (Object.keys(NUMBER_FUNCTIONS) as FunctionName[]).map((name) => NUMBER_WORDS[name]);

const namedTable = (): Words[] =>
  [...NAMED_FUNCTIONS.keys()].flatMap((name) => (NAMED_WORDS[name] === undefined ? [] : [NAMED_WORDS[name]]));

/** The section on expressions. */
export const expressionsText = (): string => `## Expressions

Conditions (\`when\`, \`never\` …) and numbers (\`by\`, \`logit\`, \`score\` …) are expressions in CEL, the Common Expression Language.
They read the world and change nothing. A misspelt name, an unknown phase or a number where a condition should stand is an
error when the file is read, with its place.

| write | to say |
| --- | --- |
| \`tension >= 60\` | a dial, counter, gauge or parameter compared with a number: \`<\` \`<=\` \`>\` \`>=\` \`==\` \`!=\` |
| \`ladder == "crisis"\` | the track is in this phase, or in a phase inside it |
| \`ladder in ["crisis", "war"]\` | the track is in one of these |
| \`sanctions\` | the flag is up |
| \`home.rok\` | the dial of one actor, where each actor has one |
| \`home.self\` | in an action, goal or doctrine: the dial of the one whose it is |
| \`dprk.type == "insecure"\` | a hidden trait |
| \`a && b\`, \`a \\|\\| b\`, \`!a\` | and, or, not |
| \`tension > 60 ? 2 : 1\` | 2 if the condition holds, else 1 |
| \`+\` \`-\` \`*\` \`/\` and parentheses | plain arithmetic; whole and decimal numbers mix |
| \`turn\` | the turn, from 1 |
| \`period\` | the same without the short turns of a crisis clock |
| \`days\` | length of this turn in days |
| \`last_turn\` | this is the last turn; only endings and properties may read it |
| \`ending == "settled"\` | the whole of a property: the game ends so |

What happened this turn is what has happened so far in it; [how a turn is carried out](turn.md) says in which order, and what
happens together.

| function of names | gives |
| --- | --- |
${namedTable().map(row).join('\n')}

Events are the ids of triggers and actions, signals, and outcomes as \`attack/hit\`. Of an action that several actors share,
\`rok/attack\` is the order of one of them. \`attack/unmatched\` is a two-key order that failed, \`group/NAME\` any trigger of a group.

| function of numbers | gives |
| --- | --- |
${numberTable().map(row).join('\n')}
`;
