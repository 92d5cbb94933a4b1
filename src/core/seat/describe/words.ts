import { percentIn, percentsApart } from '../../chance/shares.js';
import type { Game } from '../../program/game.js';
import { wordsOf } from '../../program/words.js';
import { plainText } from '../../text.js';
import { endingLabel } from '../../turn/node.js';
import { signed, timeWords } from '../narrate.js';
import type { Picture } from '../observe.js';
import { describe } from './describe.js';
import { type Consequence, isPossible, type Prospect, type Span } from './prospect.js';

/** What an order would do, in words: one text for screens, plain lines and programs. */

const spanWords = (game: Game, span: Span): string => timeWords(game, span, span.count);

const movedWords = (game: Game, { slot: index, by, or, asked, lasts }: Consequence & { is: 'moved' }): string => {
  const slot = game.slots[index]!;
  const lasting = lasts === undefined ? '' : ` for ${spanWords(game, lasts)}`;
  if (slot.kind === 'flag') return `${slot.label}: ${by > 0 ? 'yes' : 'no'}${lasting}`;
  if (or !== undefined) return `${slot.label} ${signed(by)} to ${signed(or)}${lasting}`;
  return `${slot.label} ${signed(by)}${asked === undefined ? '' : ` (of ${signed(asked)})`}${lasting}`;
};

/** The chance of an outcome as it stands among the others; beside what it would be otherwise, told apart from it. */
const chanceWords = ({ chance, before, odds, outcome }: Consequence & { is: 'thrown' }): readonly string[] => {
  if (chance === undefined) return [];
  return before === undefined ? [percentIn(odds, outcome)] : percentsApart(chance, before);
};

const thrownWords = (game: Game, consequence: Consequence & { is: 'thrown' }): string => {
  const { die: index, outcome, brings } = consequence;
  const die = game.dice[index]!;
  const { id, label } = die.outcomes[outcome]!;
  const name = id === 'happens' ? die.label : `${die.label}: ${label}`;
  const [now, otherwise] = chanceWords(consequence);
  const odds = now ?? 'perhaps';
  const instead = otherwise === undefined ? '' : ` instead of ${otherwise}`;
  const then = brings.length === 0 ? '' : ` (${brings.map((one) => consequenceWords(game, one)).join(', ')})`;
  return `${odds}${instead} “${name}”${then}`;
};

/** One consequence in a few words, such as `Tension +5 for 2 turns` or `35% “Retaliation” (Tension +10)`. */
export const consequenceWords = (game: Game, consequence: Consequence): string => {
  const all = (list: readonly Consequence[]): string => list.map((one) => consequenceWords(game, one)).join(', ');
  switch (consequence.is) {
    case 'entered':
      return `${game.tracks[consequence.track]!.label} → ${game.tracks[consequence.track]!.phases[consequence.to]!.label}`;
    case 'ended':
      return `the game ends: ${endingLabel(game, consequence.ending)}`;
    case 'moved':
      return movedWords(game, consequence);
    case 'points':
      return `${game.actors[consequence.actor]!.short} ${signed(consequence.by)} action points next turn`;
    case 'answered':
      return game.triggers[consequence.trigger]!.label;
    case 'thrown':
      return thrownWords(game, consequence);
    case 'later':
      return `in ${spanWords(game, consequence.in)}: ${all(consequence.brings)}`;
    case 'perhaps':
      return consequence.when === undefined
        ? all(consequence.brings)
        : `if ${wordsOf(game, consequence.when)}: ${all(consequence.brings)}`;
    case 'opened':
      return `${game.tracks[consequence.track]!.label} → ${game.tracks[consequence.track]!.phases[consequence.to]!.label}`;
    case 'may-answer':
      return game.triggers[consequence.trigger]!.label;
  }
};

/** What comes first in the words of a prospect: which keys, which outcome. Empty for an order that just works. */
const headOf = (game: Game, action: number, { keys, outcome }: Prospect): string => {
  const { actor, joint, die } = game.actions[action]!;
  const label = outcome < 0 ? '' : plainText(game.dice[die]!.outcomes[outcome]!.label);
  if (keys === 'own') return label;
  const others = game.joints[joint]!.actions.map((key) => game.actions[key]!.actor).filter((seat) => seat !== actor);
  const names = others.map((seat) => game.actors[seat]!.short).join(' and ');
  if (keys === 'alone') return `if ${names} ${others.length === 1 ? 'does' : 'do'} not give it too`;
  return `if ${names} ${others.length === 1 ? 'gives' : 'give'} it too${label === '' ? '' : `, ${label}`}`;
};

/** A prospect in words, in parts: a screen lays them out, a line joins them. */
export interface ProspectWords {
  readonly head: string;
  /** The estimated odds; empty where there is no die or the picture gives none. */
  readonly chance: string;
  readonly sure: readonly { readonly text: string; readonly of: Consequence }[];
  readonly possible: readonly { readonly text: string; readonly of: Consequence }[];
}

/** One way in which an order can come out, in words. */
export const prospectIn = (game: Game, action: number, prospect: Prospect): ProspectWords => {
  const words = prospect.brings.map((of) => ({ text: plainText(consequenceWords(game, of)), of }));
  return {
    head: headOf(game, action, prospect),
    chance: prospect.odds === undefined ? '' : percentIn(prospect.odds, prospect.outcome),
    sure: words.filter(({ of }) => !isPossible(of)),
    possible: words.filter(({ of }) => isPossible(of)),
  };
};

/** What an order would do by a picture, in words. */
export const prospectWords = (game: Game, picture: Picture, action: number, replyTo = -1): ProspectWords[] =>
  describe(game, picture, action, replyTo).map((prospect) => prospectIn(game, action, prospect));

/** A prospect on one line: `success 55%: Tension +3; can lead to: Ladder → War`. */
export const prospectLine = ({ head, chance, sure, possible }: ProspectWords): string => {
  const before = [head, chance].filter((part) => part !== '').join(' ');
  const brings = sure.length === 0 ? 'nothing that you can see' : sure.map(({ text }) => text).join(', ');
  const maybe = possible.length === 0 ? '' : `; can lead to: ${possible.map(({ text }) => text).join(', ')}`;
  return `${before === '' ? '' : `${before}: `}${brings}${maybe}`;
};
