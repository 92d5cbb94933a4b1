import { faultForPlayers, RuleFault } from '../core/faults.js';
import { isSeat } from '../core/seat/observe.js';
import type { Begun } from './host.js';
import { type Item, isNotable, itemsOf } from './items.js';
import {
  allShown,
  awaited,
  isOver,
  oneMove,
  type Play,
  people,
  playOf,
  playOn,
  type Running,
  seatedAs,
  shownTo,
} from './play.js';
import { FIRST_BOARD, type Session, say, show, withPlay } from './session.js';

/** The course of a game at the table: who comes next, what they are shown first. */

/** Items the one at the keyboard has not been shown, from this event on. */
export const itemsSince = (play: Play, from: number): readonly Item[] =>
  itemsOf(play.view).filter((item) => item.at >= from);

/** Carries on, unless the scenario's own arithmetic fails: then the game stands where it stands. */
const carryOn = (
  session: Session,
  play: Running,
  on: (play: Running) => Running,
  then: (session: Session, play: Running) => Session,
): Session => {
  try {
    return then(session, on(play));
  } catch (error) {
    if (!(error instanceof RuleFault)) throw error;
    const why = people(play).length > 0 ? faultForPlayers(error) : error.message;
    return say(standing(session, play), `The scenario cannot go on: ${why}`, 'bad');
  }
};

/** The board for the one at the keyboard; for the first person where several share it and nobody sits there yet. */
const standing = (session: Session, play: Running): Session => {
  const [first] = people(play);
  if (first === undefined || isSeat(play.view.viewer)) return show(withPlay(session, play), { is: 'board' });
  return show(withPlay(session, seatedAs(play, first)), { is: 'handover', seat: first });
};

/** After a move of a person: the table plays on to the next one, who is shown what happened. */
export const turnsTable = (session: Session, play: Running): Session => carryOn(session, play, playOn, nextPerson);

const nextPerson = (session: Session, play: Running): Session => {
  const seats = people(play);
  if (isOver(play)) return lastReveal(session, seats.length > 1 ? seatedAs(play, 'spectator') : play);
  const seat = awaited(play)[0];
  if (seat === undefined) return show(withPlay(session, play), { is: 'board' });
  if (seats.length > 1 && seat !== play.view.viewer) {
    const waiting = { ...seatedAs(play, seat), drafts: [] };
    return { ...show(withPlay(session, waiting), { is: 'handover', seat }), notice: undefined, board: FIRST_BOARD };
  }
  return takesSeat(session, play);
};

/** The person in the seat looks at the screen. */
export const takesSeat = (session: Session, play: Running): Session => {
  const { viewer } = play.view;
  if (isSeat(viewer) && !play.briefed.includes(viewer)) {
    const read = { ...play, briefed: [...play.briefed, viewer] };
    return show(withPlay(session, read), { is: 'briefing', scroll: 0 });
  }
  return reveals(session, play);
};

/** Shows what is new, or goes straight to the board. */
export const reveals = (session: Session, play: Running): Session => {
  const from = shownTo(play);
  const seen = withPlay({ ...session, notice: undefined }, allShown(play));
  return itemsSince(play, from).some(isNotable) && from > 0
    ? show(seen, { is: 'reveal', from, cursor: 0, all: false })
    : show(seen, isOver(play) ? { is: 'ending', scroll: 0 } : { is: 'board' });
};

const lastReveal = (session: Session, play: Running): Session => {
  const spectator = people(play).length === 0;
  if (spectator) return show(withPlay(session, allShown(play)), { is: 'ending', scroll: 0 });
  const from = !isSeat(play.view.viewer) ? startOfTurn(play) : shownTo(play);
  return show(withPlay(session, allShown(play)), { is: 'reveal', from, cursor: 0, all: false });
};

/** Position of the event that began the present turn's resolution, for those who share one last look. */
const startOfTurn = ({ view: { events, picture } }: Running): number =>
  Math.max(
    0,
    events.findIndex((event) => event.turn === picture.facts.turn && event.step === 'resolution'),
  );

/** Takes a game that was begun or resumed. */
export const takesGame = (session: Session, begun: Begun): Session => {
  const play = playOf(begun);
  const fresh: Session = { ...session, board: FIRST_BOARD, notice: undefined, unsaved: undefined, request: undefined };
  const [first, ...others] = begun.notices;
  const noticed = first === undefined ? fresh : say(fresh, [first, ...others].join(' '), 'warn');
  if (people(play).length > 0) {
    const next = turnsTable(noticed, play);
    return first === undefined ? next : { ...next, notice: noticed.notice };
  }
  return carryOn(noticed, play, toFirstTurn, (ready, begunPlay) =>
    show(withPlay(ready, allShown(begunPlay)), isOver(begunPlay) ? { is: 'ending', scroll: 0 } : { is: 'board' }),
  );
};

/** A game without people starts where its first turn has begun. */
const toFirstTurn = (play: Running): Running => {
  let at = play;
  while (at.view.picture.facts.turn === 0) {
    const next = oneMove(at);
    if (next === at) break;
    at = next;
  }
  return at;
};

/** How far a spectator plays: to the next thing worth seeing, to the next turn, or to the end. */
export type Stretch = 'step' | 'turn' | 'end';

const hasNews = (from: Running, at: Running): boolean => itemsOf(at.view).length > itemsOf(from.view).length;

const stretched =
  (stretch: Stretch) =>
  (play: Running): Running => {
    for (let at = play; ; ) {
      const next = oneMove(at);
      if (next === at) return at;
      at = next;
      if (stretch === 'step' && hasNews(play, at)) return at;
      if (stretch === 'turn' && at.view.picture.facts.turn > play.view.picture.facts.turn) return at;
    }
  };

export const watches = (session: Session, play: Running, stretch: Stretch): Session => {
  if (isOver(play)) return show(session, { is: 'ending', scroll: 0 });
  return carryOn({ ...session, notice: undefined }, play, stretched(stretch), (ready, next) => {
    const shown = withPlay(ready, allShown(next));
    if (!isOver(next)) return { ...shown, board: { ...shown.board, cursors: { ...shown.board.cursors, feed: 0 } } };
    return stretch === 'end'
      ? show(shown, { is: 'ending', scroll: 0 })
      : say(shown, 'The game is over. Enter shows how it ended.');
  });
};
