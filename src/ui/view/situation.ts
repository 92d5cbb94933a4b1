import type { Facts } from '../../core/facts.js';
import type { Game, Slot } from '../../core/program/game.js';
import { shown, shownGauge } from '../../core/seat/narrate.js';
import { mayKnow, type Sight, sightOf } from '../../core/seat/observe.js';
import { bold, dim, type Line, pad, padLeft, paragraph, sized, span } from '../line.js';
import { type Play, picture } from '../play.js';
import type { Subject } from '../session.js';
import { ALARMS, alarmOf, bar, changeSign, sparkline } from './signs.js';

/** The measured state of the crisis as a viewer sees it: dials, gauges, and in full view counters and flags. */

export interface Measured {
  readonly subject: Subject & { readonly is: 'slot' | 'gauge' };
  readonly label: string;
  readonly text: string;
  readonly slot: Pick<Slot, 'min' | 'max' | 'thresholds' | 'good' | 'kind'>;
  readonly sight: Sight;
  readonly read: (facts: Facts) => number;
  readonly print: (value: number) => string;
}

const ofSlot = (game: Game, index: number, sight: Sight): Measured => {
  const slot = game.slots[index]!;
  return {
    subject: { is: 'slot', slot: index },
    label: slot.label,
    text: slot.text,
    slot,
    sight,
    read: (facts) => facts.values[index]!,
    print: (value) => `${sight === 'blurred' ? '≈' : ''}${shown(slot, value)}`,
  };
};

const ofGauge = (game: Game, index: number): Measured => {
  const gauge = game.gauges[index]!;
  const isPercent = gauge.unit === 'percent';
  return {
    subject: { is: 'gauge', gauge: index },
    label: gauge.label,
    text: gauge.text,
    slot: { min: 0, max: isPercent ? 1 : 100, thresholds: [], good: gauge.good, kind: 'dial' },
    sight: 'exact',
    read: (facts) => gauge.value.value(facts),
    print: (value) => shownGauge(gauge, value),
  };
};

/** Rank of a dial in the list: what all share, one's own, gauges, what one sees of others. */
const RANKS = { common: 0, own: 1, gauge: 2, others: 3, counter: 4 } as const;

/** Everything measured that the viewer sees, dials first. */
export const measuredBy = (play: Play): Measured[] => {
  const { game, viewer } = play.view;
  const slots = game.slots.flatMap((slot, index) => {
    const sight = sightOf(game, index, viewer);
    if (sight === 'hidden') return [];
    const rank =
      slot.kind !== 'dial' ? 'counter' : slot.actor < 0 ? 'common' : slot.actor === viewer ? 'own' : 'others';
    return [{ rank: RANKS[rank], measured: ofSlot(game, index, sight) }];
  });
  const gauges = game.gauges.flatMap((gauge, index) =>
    mayKnow(gauge.seenBy, viewer) ? [{ rank: RANKS.gauge, measured: ofGauge(game, index) }] : [],
  );
  return [...slots, ...gauges].sort((a, b) => a.rank - b.rank).map(({ measured }) => measured);
};

/** The facts of a turn ago, to compare with: as they stood when the last turn's decisions began. */
const factsBefore = (play: Play): Facts => {
  const { facts } = picture(play);
  return (play.turns[facts.turn - 2] ?? play.turns[0])?.facts ?? facts;
};

const scale = (measured: Measured): number => (measured.slot.max - measured.slot.min <= 1 ? 100 : 1);

/** Change since last turn, in whole points or per cent. */
export const changeOf = (play: Play, measured: Measured): number => {
  const factor = scale(measured);
  const [now, before] = [picture(play).facts, factsBefore(play)].map((facts) =>
    Math.round(measured.read(facts) * factor),
  );
  return now! - before!;
};

const courseOf = (play: Play, measured: Measured): number[] => [
  ...play.turns.map(({ facts }) => measured.read(facts)),
  ...(play.turns.at(-1) === picture(play) ? [] : [measured.read(picture(play).facts)]),
];

const SITUATION_LABEL = 12;

/** One line: name, bar with thresholds, value, change, alarm, and the course where there is room. */
export const measuredLine = (play: Play, measured: Measured, width: number, selected: boolean): Line => {
  const { slot } = measured;
  const value = measured.read(picture(play).facts);
  const mark = span(selected ? '▸' : ' ', { bold: true });
  const label = span(pad(measured.label, SITUATION_LABEL), selected ? { bold: true } : {});
  const number = span(padLeft(measured.print(value), 5), { bold: true });
  if (slot.kind !== 'dial') return sized([mark, span(pad(measured.label, width - 8)), number], width);
  const course = width >= 36 ? 6 : 0;
  const alarm = alarmOf(value, slot.good, slot.thresholds);
  const length = width - SITUATION_LABEL - 13 - (course > 0 ? course + 1 : 0);
  const tone = alarm === 2 ? 'bad' : alarm === 1 ? 'warn' : 'cool';
  return [
    mark,
    label,
    span(' '),
    ...bar(value, slot, length, tone),
    number,
    span(' '),
    changeSign(changeOf(play, measured), slot.good, 4),
    span(ALARMS[alarm], { tone, bold: true }),
    ...(course > 0 ? [span(' '), dim(sparkline(courseOf(play, measured), slot.min, slot.max, course))] : []),
  ];
};

/** In full view each line is followed by what the dial means. */
export const measuredLines = (play: Play, measured: Measured, width: number, selected: boolean): Line[] => [
  measuredLine(play, measured, width, selected),
  ...(selected ? paragraph(measured.text, width - 2, { dim: true }).map((row) => [span('  '), ...row]) : []),
];

export const situationHint = (measured: Measured | undefined): Line =>
  measured === undefined ? [] : [bold(measured.label), span(measured.text === '' ? '' : ': '), span(measured.text)];
