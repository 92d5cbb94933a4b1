import { shareText } from '../core/chance/shares.js';
import { type ClaimTally, type ShareFound, shareIn, shareVerdict, unseenBound } from './claims.js';

/** What the games of an exploration say of the claims, for people. */

/** A verdict in one or two words, and the sentence behind it. */
interface Said {
  readonly verdict: string;
  readonly says: string;
}

/** A share from 0 to 1: `100 %`, `43.2 %`, `0.42 %`. */
export const percent = (share: number): string =>
  share === 0 || share === 1 ? `${share * 100} %` : shareText(share, share < 0.1 ? 2 : 1);

const bound = (games: number): string => `${(unseenBound(games) * 100).toPrecision(2)} %`;

/** What the games say of a claim. */
export const claimSaid = ({ games, held, refuting, property }: ClaimTally): Said => {
  if (games === 0) return { verdict: 'untried', says: 'no game came far enough to tell' };
  const unseen = `in ${games} games; 95 % upper bound on its frequency ${bound(games)}`;
  if (property.claim === 'reachable')
    return held > 0
      ? { verdict: 'shown', says: `seen in ${held} of ${games} games` }
      : { verdict: 'not shown', says: `not seen ${unseen}` };
  return refuting > 0
    ? { verdict: 'refuted', says: `refuted in ${refuting} of ${games} games` }
    : { verdict: 'not refuted', says: `not refuted ${unseen}` };
};

/** What the games say of a share. */
export const shareSaid = (found: ShareFound): Said => {
  const { games, low, high, property } = found;
  const share = `${percent(shareIn(found))} of ${games} games by doctrine, 95 % interval ${percent(low)} to ${percent(high)}`;
  return { verdict: shareVerdict(found), says: `${share}; claimed: at most ${percent(property.atMost)}` };
};
