import type { Game } from '../../core/program/game.js';
import { conceptName, conceptNames, conceptsShown } from '../../core/program/teaching.js';
import { shown } from '../../core/seat/narrate.js';
import { isSeat, sightOf } from '../../core/seat/observe.js';
import { counted, plainText } from '../../core/text.js';
import { endingLabel } from '../../core/turn/node.js';
import type { SeatScore } from '../../core/turn/scores.js';
import type { End, View } from '../../players/view.js';
import { bold, dim, type Line, lineWidth, pad, padLeft, paragraph, sized, span, widthOf } from '../line.js';
import type { Play } from '../play.js';
import type { Screen, Session } from '../session.js';
import { seatTone } from '../theme.js';
import { blocks, bodyHeight, heading, inside, keyBar, noticeLine, type Page, scrolling, titleLine } from './page.js';
import { bar, seatSign } from './signs.js';

/** How it ended, and now the truth: scores, hidden traits and dials, what was covert, and where the game is saved. */

const HUNDRED = { min: 0, max: 100, thresholds: [] };

const outcome = (game: Game, { ending }: End, width: number): Line[] => {
  const text = game.endings[ending]?.text ?? 'No ending of the scenario was reached before the hidden last turn.';
  return [
    heading('How it ended'),
    ...paragraph(endingLabel(game, ending), width, { bold: true, tone: 'accent' }),
    ...paragraph(text, width),
  ];
};

/** Cells for the name of a goal or a seat. */
const nameRoom = (width: number): number => Math.min(38, Math.max(16, width - 34));

const goalLine = (seat: number, label: string, score: number, note: string, width: number, head: boolean): Line => {
  const name = nameRoom(width);
  const text = pad(plainText(label), name);
  return sized(
    [
      head ? span(text, { tone: seatTone(seat), bold: true }) : span(`  ${text.slice(0, -2)}`),
      span(' '),
      ...bar(score, HUNDRED, Math.max(8, Math.min(20, width - name - 14)), head ? seatTone(seat) : 'cool'),
      bold(padLeft(String(Math.round(score)), 5)),
      dim(`  ${note}`),
    ],
    width,
  );
};

/** The seat's name stands alone where it would not fit before its bar. */
const headLines = (seat: number, name: string, total: number, width: number): Line[] =>
  widthOf(name) <= nameRoom(width)
    ? [goalLine(seat, name, total, '', width, true)]
    : [
        ...paragraph(name, width, { tone: seatTone(seat), bold: true }),
        goalLine(seat, '  in all', total, '', width, true),
      ];

const seatScores = (game: Game, score: SeatScore, seat: number, width: number): Line[] => [
  ...headLines(seat, `${game.actors[seat]!.mark} ${plainText(game.actors[seat]!.name)}`, score.total, width),
  ...score.goals.map((goal) => goalLine(seat, goal.label, goal.score, `weight ${goal.weight}`, width, false)),
];

const measureLine = (label: string, value: number, width: number): Line =>
  sized(
    [
      span(`  ${pad(plainText(label), Math.min(44, width - 12))} `),
      bold(padLeft(String(Math.round(value * 100) / 100), 8)),
    ],
    width,
  );

const scores = (game: Game, { scores: { seats, measures, replaced } }: End, width: number): Line[] => {
  const measured = measures.map(({ label, value }) => measureLine(label, value, width));
  if (replaced)
    return blocks(
      [
        heading('No scores'),
        ...paragraph('After this ending nobody has won anything. What remains is how it was done.', width),
      ],
      measured.length > 0 ? [heading('How it was done'), ...measured] : [],
    );
  const bars = seats.flatMap((score, seat) => [...(seat > 0 ? [[]] : []), ...seatScores(game, score, seat, width)]);
  return blocks(
    [heading('Scores, by each seat’s own goals'), ...bars],
    measured.length > 0 ? [heading('How it was done'), ...measured] : [],
  );
};

const traits = (game: Game, { facts }: End, width: number): Line[] =>
  game.traits.flatMap((trait, index) => {
    const value = trait.values[facts.traits[index]!];
    if (value === undefined) return [];
    const text = value.text === '' ? '' : ` ${value.text}`;
    const sign = seatSign(game, trait.actor);
    const indent = lineWidth([sign]);
    const lines = paragraph(`${trait.label}: ${value.label}.${text}`, width - indent - 1);
    return lines.map((row, at): Line => [at === 0 ? sign : span(' '.repeat(indent)), span(' '), ...row]);
  });

/** What the seat at the keyboard took a dial to be. */
const seenAs = ({ game, viewer, picture: { facts } }: View, index: number): string => {
  if (!isSeat(viewer)) return '';
  switch (sightOf(game, index, viewer)) {
    case 'exact':
      return 'you saw it';
    case 'blurred':
      return `you saw ≈${shown(game.slots[index]!, facts.values[index]!)}`;
    case 'hidden':
      return 'hidden from you';
  }
};

/** Dials that not every seat saw exactly. */
const hiddenDials = (view: View, { facts: { values } }: End, width: number): Line[] => {
  const { game } = view;
  const everybody = (1 << game.actors.length) - 1;
  return game.slots.flatMap((slot, index): Line[] => {
    if (slot.kind !== 'dial' || (slot.seenBy & everybody) === everybody) return [];
    const value = bold(padLeft(shown(slot, values[index]!), 5));
    const line = [
      span(`  ${pad(slot.label, 20)} `),
      ...bar(values[index]!, slot, 20, 'cool'),
      value,
      dim(`  ${seenAs(view, index)}`),
    ];
    return [sized(line, width)];
  });
};

const covertOrders = (game: Game, { events }: End, width: number): Line[] =>
  events.flatMap((event): Line[] => {
    if (event.is !== 'ordered' || event.result !== 'carried-out' || !game.actions[event.action]!.covert) return [];
    const { actor, label } = game.actions[event.action]!;
    const roll = events.find(
      (other) => other.is === 'rolled' && other.turn === event.turn && other.die === game.actions[event.action]!.die,
    );
    const how = roll?.is === 'rolled' ? `: ${game.dice[roll.die]!.outcomes[roll.outcome]!.label}` : '';
    return [
      sized(
        [dim(`  T${String(event.turn).padStart(2, '0')} `), seatSign(game, actor), span(plainText(` ${label}${how}`))],
        width,
      ),
    ];
  });

const horizonLines = (game: Game, { horizon }: End, width: number): Line[] => {
  const [least, most] = game.clock.turns;
  const range = least === most ? 'as everybody knew' : `drawn from ${least} to ${most} and hidden`;
  return paragraph(`The clock would have run out after turn ${horizon}, ${range}.`, width);
};

const truth = (view: View, end: End, width: number): Line[] => {
  const { game } = view;
  const covert = covertOrders(game, end, width);
  const dials = hiddenDials(view, end, width);
  return blocks(
    [heading('The truth'), ...traits(game, end, width), ...horizonLines(game, end, width)],
    dials.length > 0
      ? [...paragraph('Hidden or blurred dials, as they were at the end', width, { dim: true }), ...dials]
      : [],
    covert.length > 0 ? [[dim('What was done in secret')], ...covert] : [[dim('Nothing was done in secret.')]],
  );
};

const debrief = (game: Game, { facts }: End, width: number): Line[] => {
  const { happened, questions } = game.debrief;
  const taught = conceptNames(game, conceptsShown(game, facts));
  const asked = questions.flatMap(({ concept, ask }) => [
    ...paragraph(ask, width - 2).map((row, at): Line => [span(at === 0 ? '? ' : '  '), ...row]),
    ...paragraph(conceptName(game, concept), width - 2, { dim: true }).map((row): Line => [span('  '), ...row]),
  ]);
  return blocks(
    game.disguisedFrom === undefined ? [] : paragraph(`This was: ${game.disguisedFrom}.`, width, { bold: true }),
    taught === ''
      ? []
      : [
          heading('What it taught'),
          ...paragraph(`${taught}.`, width),
          ...paragraph('Their cards stand under Learn on the opening screen.', width, { dim: true }),
        ],
    happened === '' ? [] : [heading('What happened in the record'), ...paragraph(happened, width)],
    asked.length === 0 ? [] : [heading('To talk about'), ...asked],
  );
};

export const endingDoc = (play: Play, session: Pick<Session, 'unsaved'>, room: number): Line[] => {
  const { view } = play;
  const { game, end, seed = '' } = view;
  if (end === undefined) return [];
  const width = Math.min(room, 92);
  const saved =
    session.unsaved === undefined
      ? [...paragraph(play.file, width), ...paragraph(play.resumeCommand, width, { dim: true })]
      : paragraph(`It is not on disk: ${session.unsaved} s saves it elsewhere.`, width, { tone: 'warn' });
  return blocks(
    outcome(game, end, width),
    scores(game, end, width),
    truth(view, end, width),
    debrief(game, end, width),
    [heading('The game on disk'), ...saved],
    [[dim(`Seed ${plainText(seed)}; ${counted(end.moves, 'move')} in ${counted(end.turns, 'turn')}.`)]],
  );
};

export const endingPage = (session: Session, play: Play, screen: Screen & { is: 'ending' }): Page => {
  const { size } = session;
  const width = size.columns;
  const lines = endingDoc(play, session, inside(width));
  const { game, end, picture } = play.view;
  const title = end === undefined ? '' : endingLabel(game, end.ending);
  return {
    header: titleLine(plainText(game.title), `turn ${picture.facts.turn} · over`, width),
    body: [[scrolling(plainText(title), lines, screen.scroll, { width, height: bodyHeight(size) })]],
    foot: [],
    notice: noticeLine(session.notice, [dim('Space reads on. Enter: a new game. q leaves.')], width),
    keys: keyBar('ending', width, session.ascii),
  };
};
