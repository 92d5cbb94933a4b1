import { presetGroups } from '../core/program/presets.js';
import { disguiseId } from '../core/seat/disguise.js';
import { bundledCards, type ScenarioCard, turnsText } from '../scenario/cards.js';
import { EXIT } from './errors.js';
import { say, wrapIndented } from './output.js';

/** What scenarios there are. */

/** Options as they are typed. */
export interface ListOptions {
  readonly json?: boolean;
  readonly disguise?: boolean;
}

/** A card as it is listed: under its disguise it is asked for by the name of that, and its presets would give it away. */
const listed = (card: ScenarioCard, isDisguised: boolean): ScenarioCard =>
  isDisguised && card.disguise ? { ...card, ...card.disguise, id: disguiseId(card.disguise.title), presets: [] } : card;

/** Lists the bundled scenarios; the exit code. */
export const list = ({ json, disguise }: ListOptions): number => {
  const cards = bundledCards().map((card) => listed(card, disguise === true));
  if (json === true) say(JSON.stringify(cards.map(entryOf), undefined, 2));
  else for (const card of cards) for (const line of entryLines(card)) say(line);
  return EXIT.done;
};

const entryOf = ({ id, title, summary, teaches, turns, unit, seats, presets, record }: ScenarioCard): object => ({
  ...{ id, title, summary, teaches, turns, unit },
  seats: seats.map((seat) => seat.id),
  presets: presets.map((preset) => preset.id),
  record,
});

const entryLines = ({ id, title, summary, teaches, turns, unit, seats, presets }: ScenarioCard): string[] => [
  `${id}: ${title}`,
  ...indented(summary),
  ...(teaches.length === 0 ? [] : indented(`teaches: ${teaches.join(', ')}`)),
  `  ${turnsText(turns)} turns (${unit}s); seats: ${seats.map((seat) => seat.id).join(', ')}`,
  ...presetGroups(presets).flatMap((group) =>
    indented(`${group.group || 'presets'}: ${group.presets.map((preset) => preset.id).join(', ')}`),
  ),
];

const indented = (text: string): string[] => wrapIndented(text, 98, '  ');
