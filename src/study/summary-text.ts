import type { Game } from '../core/program/game.js';
import { bar, columns, count, type Pens, percent, spark, tenths } from './charts.js';
import type { Share } from './statistics.js';
import type { Summary, YearRate } from './summary.js';

/** A summary for people: endings, ladder, first incident, dials over time, scores, rates. */

const BAR = 24;

const shareCells = (pens: Pens, share: Share): string[] => [
  count(share.count),
  percent(share.share),
  `${percent(share.low)} to ${percent(share.high)}`,
  bar(pens, share.share, share.high, BAR),
];

const heading = (title: string): string[] => ['', title];
const indent = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

const firstLines = (summary: Summary, game: Game): string[] => {
  const seats = Object.entries(summary.players);
  const who = new Set(seats.map(([, player]) => player));
  const players =
    who.size === 1 ? `all ${seats[0]?.[1]}` : seats.map(([seat, player]) => `${seat} ${player}`).join(', ');
  const changed = Object.entries(summary.parameters).map(([id, value]) => `${id} ${value}`);
  return [
    `${game.title}: ${count(summary.games)} games, seed ${summary.seed} (game 0 has the seed ${summary.seed}/0)`,
    [
      summary.preset === '' ? '' : `preset ${summary.preset}`,
      `players: ${players}`,
      ...(changed.length > 0 ? [`with ${changed.join(', ')}`] : []),
      `${tenths(summary.turns.mean)} turns a game (sd ${tenths(summary.turns.sd)})`,
    ]
      .filter((part) => part !== '')
      .join('; '),
  ];
};

const endingLines = (pens: Pens, summary: Summary): string[] => [
  ...heading('Endings, with 95 % intervals (Wilson)'),
  ...indent(
    columns(
      summary.endings.map((ending) => [ending.label, ...shareCells(pens, ending)]),
      [0, 4],
    ),
  ),
];

const rungLines = (pens: Pens, summary: Summary): string[] =>
  summary.rungs.length === 0
    ? []
    : [
        ...heading('Highest rung of the ladder'),
        ...indent(
          columns(
            summary.rungs.map((rung) => [`${rung.rung} ${rung.label}`, ...shareCells(pens, rung)]),
            [0, 4],
          ),
        ),
        ...incidentLines(pens, summary),
      ];

const incidentLines = (pens: Pens, { firstIncident }: Summary): string[] => {
  const { turn, byTurn, share, low, high } = firstIncident;
  const often = `First incident (rung 3 or higher): in ${percent(share)} of games (${percent(low)} to ${percent(high)})`;
  if (!turn) return ['', `${often}.`];
  return [
    '',
    `${often}; then in turn ${tenths(turn.mean)} on average, half of them by turn ${turn.p50}`,
    `  by turn  ${spark(pens, byTurn, 0, Math.max(...byTurn))}`,
  ];
};

/** Turns that too few games reach are left out of the charts: a mean of three games is noise. */
const FEW = 10;

const dialLines = (pens: Pens, summary: Summary, game: Game): string[] => {
  const shown = summary.overTime.filter((turn) => turn.games >= Math.min(FEW, summary.games));
  return [
    ...heading('Dials over time (mean by turn, on the dial’s whole range), and at the end'),
    ...indent(
      columns(
        [
          ['', '', 'mean', 'sd', '5 %', 'median', '95 %'],
          ...Object.entries(summary.dials).map(([id, end]) => {
            const slot = game.slots.find((candidate) => candidate.id === id)!;
            const means = shown.map((turn) => turn.dials[id]!.mean);
            const owner = slot.actor < 0 ? '' : ` ${game.actors[slot.actor]!.short}`;
            return [
              `${slot.label}${slot.label.includes(owner.trim()) ? '' : owner}`,
              spark(pens, means, slot.min, slot.max),
              ...[end.mean, end.sd, end.p05, end.p50, end.p95].map(tenths),
            ];
          }),
        ],
        [0, 1],
      ),
    ),
  ];
};

const scoreLines = (summary: Summary, game: Game): string[] => [
  ...heading('Scores at the end (each seat by its own goals, 0 to 100)'),
  ...indent(
    columns([
      ['', 'mean', 'sd', '5 %', 'median', '95 %'],
      ...Object.entries(summary.scores).map(([id, score]) => [
        game.actors.find((actor) => actor.id === id)!.short,
        ...[score.mean, score.sd, score.p05, score.p50, score.p95].map(tenths),
      ]),
    ]),
  ),
];

const rateText = (rate: number): string => (rate === 0 ? '0' : rate >= 0.1 ? rate.toFixed(2) : rate.toPrecision(2));

const rateCells = ({ label, count: times, rate, low, high, reference }: YearRate): string[] => [
  label,
  count(times),
  rateText(rate),
  `${rateText(low)} to ${rateText(high)}`,
  reference ? `${rateText(reference.low)} to ${rateText(reference.high)} (${reference.text})` : '',
];

const rateLines = (summary: Summary): string[] => [
  ...heading(`Per year of game time (${count(Math.round(summary.perYear[0]?.years ?? 0))} years played)`),
  ...indent(
    columns(
      [['', 'times', 'a year', '95 %', ''], ...summary.perYear.filter((rate) => rate.count > 0).map(rateCells)],
      [0, 4],
    ),
  ),
  ...neverLine(summary),
];

const neverLine = (summary: Summary): string[] => {
  const never = summary.perYear.filter((rate) => rate.count === 0);
  return never.length === 0
    ? []
    : [`  never: ${never.map((rate) => rate.label).join(', ')} (at most ${rateText(never[0]!.high)} a year)`];
};

export const summaryLines = (pens: Pens, summary: Summary, game: Game): string[] => [
  ...firstLines(summary, game),
  ...endingLines(pens, summary),
  ...rungLines(pens, summary),
  ...dialLines(pens, summary, game),
  ...scoreLines(summary, game),
  ...rateLines(summary),
];
