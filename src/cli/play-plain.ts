import type { View } from '../players/view.js';
import { say, warn } from './output.js';
import { endLines, eventLines, openingLines, ownTraitLines, roleLines, situationLines } from './plain.js';
import { closedLines, detailLines, menuLines, optionsFor, understand } from './prompt.js';
import { type Desk, INPUT_ENDED, type Kept, type Voice } from './voice.js';

/** A game in plain lines, with numbered choices for the people in it. */

const sayAll = (lines: readonly string[]): void => {
  for (const line of lines) say(line);
};

const confirmed = async ({ read }: Desk, labels: readonly string[]): Promise<boolean | undefined> => {
  say(
    `${labels.join(' and ')} can cross a firebreak. On whose authority? Type yes to confirm, anything else to think again.`,
  );
  const line = await read();
  return line === undefined ? undefined : line.trim().toLowerCase() === 'yes';
};

/** Asks until orders are given. Returns why the game stops, where it does. */
const answered = async ({ game, picture }: View, desk: Desk): Promise<string | undefined> => {
  const options = optionsFor(game, picture);
  for (;;) {
    const line = await desk.read();
    if (line === undefined) return INPUT_ENDED;
    const answer = understand(game, picture, options, line);
    switch (answer.is) {
      case 'quit':
        return '';
      case 'save':
        say(desk.saveAs(answer.file));
        break;
      case 'detail':
        sayAll(detailLines(game, picture, answer.option));
        break;
      case 'again':
        say(answer.why);
        if (line.trim() === '?') sayAll(closedLines(game, picture));
        break;
      case 'orders': {
        const goes = answer.firebreaks.length === 0 || (await confirmed(desk, answer.firebreaks));
        if (goes === undefined) return INPUT_ENDED;
        const refused = goes ? desk.give(answer.orders) : '';
        if (refused === undefined) return undefined;
        if (refused !== '') say(refused);
      }
    }
  }
};

const keptWords = (kept: Kept): void => {
  if (kept) say(`The game is saved in ${kept.file}. Go on with:\n  ${kept.resume}`);
  else warn('The game was not saved.');
};

/** Plain lines on standard output. Several people are told by name for whom the next lines are. */
export const plainVoice = (people: readonly number[]): Voice => {
  const knowsItself = new Set<number>();
  const tell = (view: View): void => sayAll(eventLines(view));
  return {
    open: ([view], isFresh) => {
      if (view === undefined) return;
      if (isFresh) sayAll(openingLines(view));
      if (people.length === 1) sayAll(['', ...roleLines(view.game, people[0]!)]);
    },
    moved: () => {},
    tell,
    ask: async (view, desk) => {
      const { seat } = view.picture;
      if (people.length > 1) sayAll(['', `For ${view.game.actors[seat]!.short}:`]);
      tell(view);
      // Hidden traits are drawn after the role sheet was printed.
      if (!knowsItself.has(seat)) sayAll(ownTraitLines(view));
      knowsItself.add(seat);
      sayAll([...situationLines(view), ...menuLines(view.game, view.picture, optionsFor(view.game, view.picture))]);
      return answered(view, desk);
    },
    stopped: (why, kept) => {
      if (why !== '') say(why);
      keptWords(kept);
    },
    end: (views, kept) => {
      for (const view of views) tell(view);
      const [view] = views;
      if (view?.end) sayAll(endLines(view.game, view.end));
      if (kept) say(`\nSaved in ${kept.file}`);
    },
  };
};
