import type { Game } from '../core/program/game.js';
import type { Consequence } from '../core/seat/describe/prospect.js';
import { type ProspectWords, prospectWords } from '../core/seat/describe/words.js';
import type { Picture } from '../core/seat/observe.js';
import type { Tone } from './line.js';
import { gameOf, type Play, picture } from './play.js';

/** What orders would bring by the picture of the seat at the keyboard, worked out once for each picture. */

const known = new WeakMap<Picture, Map<string, readonly ProspectWords[]>>();

/** Every way in which an action can come out. `replyTo` is the id of the event that a conditional order waits for. */
export const prospectsOf = (play: Play, action: number, replyTo?: string): readonly ProspectWords[] => {
  const seen = picture(play);
  const game = gameOf(play);
  const bySeen = known.get(seen) ?? new Map<string, readonly ProspectWords[]>();
  known.set(seen, bySeen);
  const key = `${action} ${replyTo ?? ''}`;
  const event = replyTo === undefined ? -1 : game.events.findIndex(({ id }) => id === replyTo);
  const found = bySeen.get(key) ?? prospectWords(game, seen, action, event);
  bySeen.set(key, found);
  return found;
};

const toneOfChange = (isGood: boolean): Tone => (isGood ? 'good' : 'bad');

/** Whether a consequence is good or bad for the party the scenario is written for, where that is plain. */
export const toneOf = (game: Game, consequence: Consequence): Tone | undefined => {
  switch (consequence.is) {
    case 'moved': {
      const { kind, good } = game.slots[consequence.slot]!;
      return kind === 'dial' && good !== 'neither' ? toneOfChange((good === 'up') === consequence.by > 0) : undefined;
    }
    case 'points':
      return toneOfChange(consequence.by > 0);
    case 'entered': {
      const { ladder, phases } = game.tracks[consequence.track]!;
      const [from, to] = [phases[consequence.from]!.rung, phases[consequence.to]!.rung];
      return ladder && from !== to ? toneOfChange(to < from) : undefined;
    }
    default:
      return undefined;
  }
};
