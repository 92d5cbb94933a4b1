import type { Explanation } from '../../core/chance/odds.js';
import { percent } from '../../core/chance/shares.js';
import { causeText, shown, signed } from '../../core/seat/narrate.js';
import { mayKnow, sightOf } from '../../core/seat/observe.js';
import { plainText } from '../../core/text.js';
import { estimateOf, optionsOf } from '../choices.js';
import { type Item, itemsOf, type Moved, type Rolled } from '../items.js';
import { bold, dim, type Line, pad, padLeft, paragraph, sized, span } from '../line.js';
import { gameOf, type Play, picture } from '../play.js';
import type { Subject } from '../session.js';
import { originWords } from '../words.js';
import { optionCard } from './desk.js';
import { blocks, heading } from './page.js';
import { itemCard } from './reveal.js';
import { bar } from './signs.js';
import { measuredBy } from './situation.js';

/** Where a number comes from: the factors of a throw, what moved a dial, the place in the scenario's file. */

const decimal = (value: number, digits: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`;

/** A table of the factors: push on the logit scale, share of the percentage, and the share as a bar. */
const factorTable = (explanation: Explanation, width: number): Line[] => {
  const label = Math.max(10, Math.min(24, width - 36));
  const largest = Math.max(...explanation.factors.map(({ share }) => Math.abs(share)), 1e-9);
  const length = Math.max(4, Math.min(16, width - label - 22));
  const row = (name: string, push: string, points: string, rest: Line): Line =>
    sized(
      [span(pad(plainText(name), label)), dim(padLeft(push, 8)), bold(padLeft(points, 9)), span('  '), ...rest],
      width,
    );
  const shareBar = (share: number): Line =>
    bar(Math.abs(share), { min: 0, max: largest, thresholds: [] }, length, share < 0 ? 'bad' : 'good');
  return [
    [dim(`${pad('factor', label)}${padLeft('logit', 8)}${padLeft('points', 9)}`)],
    row('base', '', (explanation.base * 100).toFixed(1), []),
    ...explanation.factors.map(({ label: name, logit, share }) =>
      row(name, decimal(logit, 2), decimal(share * 100, 1), shareBar(share)),
    ),
  ];
};

const rollLines = (play: Play, roll: Rolled, width: number): Line[] => {
  const die = gameOf(play).dice[roll.die]!;
  const faces = roll.face === undefined ? 'control decided' : `face ${roll.face} of 0 to 9999`;
  const { explanation } = roll;
  const { seed } = play.view;
  const table =
    explanation && die.spread.by !== 'weights' && explanation.factors.length > 0
      ? [heading('Factors'), ...factorTable(explanation, width)]
      : [];
  return blocks(table, [
    ...paragraph(`Die ${roll.address}: ${faces}.${seed === undefined ? '' : ` Seed ${seed}.`}`, width, {
      dim: true,
    }),
    ...paragraph('The same seed and the same address always show this face, whatever else is ordered.', width, {
      dim: true,
    }),
  ]);
};

const itemDoc = (play: Play, item: Item, width: number): Line[] =>
  blocks(itemCard(play, item, width), item.roll === undefined ? [] : rollLines(play, item.roll, width));

const recentMoves = (play: Play, slot: number): Moved[] => {
  const { turn } = picture(play).facts;
  return play.view.events.filter(
    (event): event is Moved => event.is === 'moved' && event.slot === slot && event.turn >= turn - 1 && event.turn > 0,
  );
};

const moveLine = (play: Play, event: Moved, width: number): Line => {
  const game = gameOf(play);
  const slot = game.slots[event.slot]!;
  const cause = plainText(causeText(game, event.cause));
  return sized(
    [
      dim(`T${String(event.turn).padStart(2, '0')}  `),
      bold(padLeft(signed(event.to - event.from), 6)),
      span(`  ${cause}`),
      dim(`  (to ${shown(slot, event.to)})`),
    ],
    width,
  );
};

const sightText = (play: Play, slot: number): string =>
  sightOf(gameOf(play), slot, play.view.viewer) === 'blurred'
    ? 'You see it through fog: the number is an estimate, pulled toward what was believed before. What moves it stays unseen.'
    : '';

const slotDoc = (play: Play, slot: number, width: number): Line[] => {
  const game = gameOf(play);
  const { label, text, thresholds, origin, upkeep } = game.slots[slot]!;
  const moves = recentMoves(play, slot);
  const known = upkeep && mayKnow(game.slots[slot]!.seenBy, play.view.viewer);
  return blocks(
    [...paragraph(label, width, { bold: true }), ...paragraph(text, width)],
    paragraph(sightText(play, slot), width, { tone: 'warn' }),
    thresholds.length > 0 ? paragraph(`Thresholds: ${thresholds.join(', ')}`, width, { dim: true }) : [],
    moves.length > 0
      ? [heading('This turn and the last'), ...moves.map((event) => moveLine(play, event, width))]
      : paragraph('Nothing that you see has moved it this turn or the last.', width, { dim: true }),
    known
      ? paragraph(`Without orders it drifts by ${signed(upkeep.value(picture(play).facts))} a turn now.`, width)
      : [],
    paragraph(`Numbers: ${originWords(origin)}`, width, { dim: true }),
  );
};

const gaugeDoc = (play: Play, gauge: number, width: number): Line[] => {
  const { label, text, value, unit, origin } = gameOf(play).gauges[gauge]!;
  const now = value.value(picture(play).facts);
  return blocks(
    [...paragraph(label, width, { bold: true }), ...paragraph(text, width)],
    paragraph(`Now ${unit === 'percent' ? percent(now) : now.toFixed(1)}, computed from other numbers:`, width),
    paragraph(value.text, width, { dim: true }),
    paragraph(`Numbers: ${originWords(origin)}`, width, { dim: true }),
  );
};

const trackDoc = (play: Play, index: number, width: number): Line[] => {
  const track = gameOf(play).tracks[index]!;
  const { phases, entered, turn } = picture(play).facts;
  const active = phases[index]!;
  const rows = track.phases.flatMap((phase, at) => {
    const here = at === active;
    const rows = paragraph(
      `${phase.label}${phase.text === '' ? '' : `: ${phase.text}`}`,
      width - 2,
      here ? { bold: true } : { dim: true },
    );
    return rows.map((row, line): Line => [span(here && line === 0 ? '▶ ' : '  '), ...row]);
  });
  const since = entered[index]! === 0 ? 'since the beginning' : `since turn ${entered[index]} (now ${turn})`;
  return blocks(
    [...paragraph(track.label, width, { bold: true }), ...paragraph(track.text, width)],
    rows,
    [[dim(`In this phase ${since}.`)]],
    paragraph(`Rules: ${originWords(track.origin)}`, width, { dim: true }),
  );
};

const actionDoc = (play: Play, action: number, width: number): Line[] => {
  const option = optionsOf(play).find((candidate) => candidate.action === action);
  const estimate = estimateOf(play, action);
  const table =
    estimate && estimate.factors.length > 0
      ? [heading('Factors, as you see them'), ...factorTable(estimate, width)]
      : [];
  return blocks(
    option ? optionCard(play, option, width) : [],
    table,
    estimate
      ? paragraph('An estimate: what is hidden from you, and what others order this turn, can change it.', width, {
          dim: true,
        })
      : [],
  );
};

/** The explanation of a subject, as lines. */
export const explainDoc = (play: Play, about: Subject, width: number): Line[] => {
  switch (about.is) {
    case 'item': {
      const item = itemsOf(play.view).find(({ at }) => at === about.at);
      return item ? itemDoc(play, item, width) : [];
    }
    case 'slot':
      return slotDoc(play, about.slot, width);
    case 'gauge':
      return gaugeDoc(play, about.gauge, width);
    case 'track':
      return trackDoc(play, about.track, width);
    case 'action':
      return actionDoc(play, about.action, width);
  }
};

/** The subject under the cursor of the situation panel. */
export const measuredSubject = (play: Play, cursor: number): Subject | undefined => measuredBy(play)[cursor]?.subject;
