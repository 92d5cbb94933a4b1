import { ladderOf } from '../core/program/game.js';
import type { Order } from '../core/program/world.js';
import { isSeat, type Viewer } from '../core/seat/observe.js';
import { endingId } from '../core/turn/node.js';
import { issueText, parseJson } from '../files/checked.js';
import type { View } from '../players/view.js';
import { say, warn } from './output.js';
import { ANSWER_KEYS, answerSchema, type Printed } from './protocol.js';
import { askOf, endOf, eventsOf, helloOf, roleOf } from './protocol-lines.js';
import { INPUT_ENDED, type Kept, type Voice } from './voice.js';

/** A game as JSON lines: the seat protocol where seats are held, else the record of a game that nobody plays. */

const print = (line: Printed): void => say(JSON.stringify(line));

const idOf = ({ game, picture }: View): string => game.actors[picture.seat]!.id;

/** What the seat learned of; nothing where that is nothing. */
const printEvents = (view: View): void => {
  if (view.events.length > 0)
    print({ events: { seat: idOf(view), events: eventsOf(view.game, view.events, view.viewer) } });
};

type Answer =
  | { readonly is: 'orders'; readonly orders: readonly Order[] }
  | { readonly is: 'quit' }
  | { readonly is: 'again'; readonly why: string };

/** What an answer means. It never throws: one that cannot be used says why. */
export const understandJson = (line: string): Answer => {
  const parsed = parseJson(line);
  if ('problem' in parsed) return { is: 'again', why: `The answer cannot be used: ${parsed.problem}` };
  const result = answerSchema.safeParse(parsed.value);
  if (!result.success)
    return {
      is: 'again',
      why: `The answer cannot be used: ${issueText(parsed.value, result.error.issues[0]!, ANSWER_KEYS)}`,
    };
  const { data } = result;
  if ('quit' in data) return { is: 'quit' };
  if ('hold' in data) return { is: 'orders', orders: [] };
  return {
    is: 'orders',
    orders: data.orders.map(({ action, reply_to, confirmed, authority }) => ({
      action,
      ...(reply_to === undefined ? {} : { replyTo: reply_to }),
      ...(confirmed === undefined ? {} : { confirmed }),
      ...(authority === undefined ? {} : { authority }),
    })),
  };
};

const printStopped = (why: string, kept: Kept): void =>
  print({
    stopped: {
      why: why === '' ? 'The game was stopped.' : why,
      file: kept?.file ?? null,
      resume: kept?.resume ?? null,
    },
  });

const seatsOf = (views: readonly View[]): number[] =>
  views.map(({ viewer }: { readonly viewer: Viewer }) => viewer).filter(isSeat);

/** The seat protocol: `docs/manual/seat-protocol.md`. */
export const seatVoice = (): Voice => ({
  open: (views) => {
    const [first] = views;
    if (first === undefined) return;
    print({ hello: helloOf(first, seatsOf(views)) });
    for (const view of views) print({ role: roleOf(view) });
  },
  moved: () => {},
  tell: printEvents,
  ask: async (view, desk) => {
    printEvents(view);
    for (;;) {
      print({ ask: askOf(view) });
      const line = await desk.read();
      if (line === undefined) return INPUT_ENDED;
      const answer = understandJson(line);
      if (answer.is === 'quit') return '';
      const refused = answer.is === 'again' ? answer.why : desk.give(answer.orders);
      if (refused === undefined) {
        printEvents(desk.news());
        return undefined;
      }
      print({ error: { seat: idOf(view), sentence: refused } });
    }
  },
  stopped: printStopped,
  end: (views, kept) => {
    for (const view of views) printEvents(view);
    const end = views[0] && endOf(views[0], kept?.file);
    if (end) print({ end });
  },
});

/** The summary of a finished game that nobody plays, as `--json` prints it last. */
const summaryOf = ({ game, players, seed, end }: View, file: string): object => {
  if (end === undefined) return {};
  const { facts } = end;
  const ladder = ladderOf(game);
  return {
    scenario: game.id,
    preset: game.preset,
    seed,
    seats: Object.fromEntries(game.actors.map((actor, seat) => [actor.id, players[seat]])),
    ending: endingId(game, end.ending),
    turns: end.turns,
    dials: Object.fromEntries(
      game.slots.flatMap(({ id, kind }, slot) => (kind === 'flag' ? [] : [[id, facts.values[slot]]])),
    ),
    phases: Object.fromEntries(game.tracks.map((track, i) => [track.id, track.phases[facts.phases[i]!]!.id])),
    ...(ladder ? { rung: ladder.phases[facts.phases[game.tracks.indexOf(ladder)]!]!.rung } : {}),
    scores: end.scores,
    file,
  };
};

/** Every move as the journal has it, then a summary: the truth, since there is nobody to keep it from. */
export const recordVoice = (): Voice => ({
  open: () => {},
  moved: (entry) => say(JSON.stringify(entry())),
  tell: () => {},
  ask: async () => INPUT_ENDED,
  stopped: (_, kept) =>
    warn(kept ? `The game is saved in ${kept.file}. Go on with:\n  ${kept.resume}` : 'The game was not saved.'),
  end: (views, kept) => {
    if (views[0]) say(JSON.stringify(summaryOf(views[0], kept?.file ?? '')));
  },
});
