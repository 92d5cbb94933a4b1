import { oddsLine, percentile } from '../../core/chance/odds.js';
import { percent, percentIn, percents } from '../../core/chance/shares.js';
import type { Die } from '../../core/program/game.js';
import { counted, plainText } from '../../core/text.js';
import { DIE } from '../../core/vocabulary.js';
import type { Rolled } from '../items.js';
import { bold, flow, type Line, paragraph, type Span, span, type Tone, toned } from '../line.js';
import { gameOf, type Play } from '../play.js';
import { merged } from './signs.js';

/** A die on the table: its odds as a bar, where it fell, and the line that explains the odds. */

const FILLS = ['▇', '░', '▒', '▓'] as const;
const TONES: readonly Tone[] = ['good', 'bad', 'warn', 'cool'];

/** Whether a die judges an order of the one who looks: only then is an outcome good or bad. */
export const isOwn = (play: Play, { use, spread }: Die): boolean =>
  use.is === 'action' && spread.by === 'probability' && gameOf(play).actions[use.action]!.actor === play.view.viewer;

const toneOf = (die: Die, outcome: number, own: boolean): Tone => {
  if (own) return TONES[outcome]!;
  if (die.spread.by === 'probability') return outcome === 0 ? 'warn' : 'cool';
  return (['bad', 'warn', 'cool', 'good'] as const)[outcome % 4]!;
};

/** The cell of a bar in which a face of the die lies. */
const cellOf = (face: number, width: number): number => Math.min(width - 1, Math.floor((face / DIE) * width));

/** A bar of all faces, in the order of the outcomes; every outcome that can happen has at least one cell. */
const oddsBar = (die: Die, odds: readonly number[], width: number, own: boolean): Line => {
  let below = 0;
  const ends = odds.map((part) => {
    below += part;
    return Math.round((below / DIE) * width);
  });
  const spans: Span[] = [];
  for (let cell = 0; cell < width; cell += 1) {
    const first = odds.findIndex((part, at) => part > 0 && cell < Math.max(ends[at]!, (ends[at - 1] ?? 0) + 1));
    const outcome = first < 0 ? odds.length - 1 : first;
    spans.push(toned(toneOf(die, outcome, own), FILLS[outcome % FILLS.length]!));
  }
  return merged(spans);
};

const marker = (roll: Rolled, width: number): Line => {
  if (roll.face === undefined) return [bold('set by control')];
  const at = cellOf(roll.face, width);
  const label = percentile(roll.face, roll.odds);
  const text = at + 2 + label.length <= width ? `${' '.repeat(at)}▲ ${label}` : `${label} ▲`.padStart(at + 1);
  return [bold(text)];
};

/** Each outcome with its fill and its odds. */
export const outcomeLegend = (die: Die, odds: readonly number[], width: number, own: boolean, chosen = -1): Line[] => {
  const shares = percents(odds);
  const parts = die.outcomes.map((outcome, at): Line => {
    const text = ` ${plainText(outcome.label)} ${shares[at]}`;
    return [toned(toneOf(die, at, own), FILLS[at % FILLS.length]!), at === chosen ? bold(text) : span(text)];
  });
  return flow(parts, width, '   ');
};

/** The bar alone, for the orderer's own estimate. */
export const dieBar = (die: Die, odds: readonly number[], width: number): Line =>
  oddsBar(die, odds, width, die.spread.by === 'probability');

/** A die of the same kind thrown again and again: how likely it was that it would have struck by now. */
const soFar = (play: Play, roll: Rolled, width: number): Line[] => {
  const die = gameOf(play).dice[roll.die]!;
  if (die.use.is !== 'trigger' || die.spread.by !== 'probability') return [];
  const thrown = play.view.events.filter(
    (event): event is Rolled => event.is === 'rolled' && event.die === roll.die && event.turn <= roll.turn,
  );
  const spared = thrown.reduce((product, event) => product * (1 - event.odds[0]! / DIE), 1);
  if (thrown.length < 2) return [];
  const times = counted(thrown.length, 'throw');
  return paragraph(`Risk added up over ${times} so far: ${percent(1 - spared)}`, width, { bold: true });
};

/** The exact line of the odds, where it says what is compared with the die. */
const oddsText = (die: Die, roll: Rolled): string => {
  if (roll.explanation === undefined || die.spread.by !== 'probability') return '';
  return oddsLine(roll.explanation);
};

const target = (die: Die, roll: Rolled, width: number): Line[] => {
  if (die.spread.by !== 'probability') return [];
  const limit = percentIn(roll.odds, 0).replace('%', '');
  const first = die.outcomes[0]!;
  const what = first.id === 'happens' ? 'it happens' : `it is “${plainText(first.label)}”`;
  return paragraph(`Target: below ${limit} ${what}`, width, { dim: true });
};

/** The whole card of a throw. */
export const rollCard = (play: Play, roll: Rolled, width: number): Line[] => {
  const die = gameOf(play).dice[roll.die]!;
  const own = isOwn(play, die);
  const verdict = plainText(die.outcomes[roll.outcome]!.label);
  const rolled = roll.face === undefined ? 'set by control' : `rolled ${percentile(roll.face, roll.odds)}`;
  return [
    ...paragraph(oddsText(die, roll), width),
    ...target(die, roll, width),
    [],
    oddsBar(die, roll.odds, width, own),
    marker(roll, width),
    ...outcomeLegend(die, roll.odds, width, own, roll.outcome),
    [],
    ...flow([[span(`${rolled}:`)], [{ ...toned(toneOf(die, roll.outcome, own), verdict), bold: true }]], width, ' '),
    ...paragraph(die.outcomes[roll.outcome]!.text, width),
    ...soFar(play, roll, width),
  ];
};
