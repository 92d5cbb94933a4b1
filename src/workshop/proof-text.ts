import { plainText } from '../core/text.js';
import type { Proof, ProvenGames, ProvenProperty, Reach } from './prove.js';

/** A proof for people: what was followed, the endings, and each property with its verdict. */

/** As lines of any width; what belongs under another line is indented. */
export const proofLines = (proof: Proof): string[] =>
  [
    `Proof by complete enumeration of ${proof.scenario}${proof.preset === '' ? '' : `, preset ${proof.preset}`}`,
    '',
    `Under stated policies: ${playersText(proof)}`,
    ...indented([
      reachText(proof.underPolicies),
      ...faultLines(proof.underPolicies),
      ...endingLines(proof.underPolicies),
    ]),
    '',
    'Whatever anybody orders',
    ...indented([reachText(proof.anybody), ...faultLines(proof.anybody)]),
    ...(proof.properties.length === 0 ? [] : ['', 'Properties', ...proof.properties.flatMap(propertyLines)]),
  ].map(plainText);

const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

const playersText = ({ players }: Proof): string => {
  const policies = new Set(players.map(({ policy }) => policy));
  return policies.size === 1
    ? `all ${players[0]!.policy}`
    : players.map(({ seat, policy }) => `${seat} ${policy}`).join(', ');
};

const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;

const STOPS = {
  worlds: 'the limit of worlds',
  milliseconds: 'the limit of time',
  memory: 'the limit of memory',
} as const;

/** How far an enumeration came, in a sentence; with the share of the games that it saw to their end, where that is known. */
const reachText = (reach: Reach | ProvenGames): string => {
  const worlds = counted(reach.worlds, 'different world', 'different worlds');
  if (reach.complete)
    return `Every game was followed to its end${reach.faults.length > 0 ? ', or to where the rules break' : ''}: ${worlds}.`;
  const finished = 'finished' in reach ? ` games with a probability of ${odds(reach.finished)} had ended by then;` : '';
  const limit = STOPS[reach.stoppedBy ?? 'worlds'];
  return `Too large to follow to the end: stopped in turn ${reach.turn} by ${limit}, after ${worlds};${finished} ${counted(reach.open, 'world was', 'worlds were')} still open.${wideText(reach)}`;
};

const wideText = ({ wideDice }: Reach): string => {
  const [first, ...others] = wideDice;
  if (first === undefined) return '';
  const more = others.length === 0 ? '' : ` and ${counted(others.length, 'other', 'others')}`;
  return ` What is drawn from a range has 10,000 outcomes (${first}${more}): fixed values make the game smaller.`;
};

const faultLines = ({ faults }: Reach): string[] =>
  faults.map(({ message, odds: part, moves }) => {
    const share = part === undefined ? '' : `, in ${odds(part)} of all games`;
    return `The rules break${share}: ${message}; first after ${counted(moves.length, 'move', 'moves')}.`;
  });

/** A probability to nine decimals; a smaller one by its size. */
const odds = (part: number): string =>
  part > 0 && part < 5e-10 ? part.toExponential(2) : part.toFixed(9).replace(/^(0|1)\.000000000$/, '$1');

const endingLines = ({ complete, endings, turns }: ProvenGames): string[] => {
  if (endings.length === 0) return [];
  const width = Math.max(...endings.map(({ label }) => label.length));
  return [
    complete ? 'Endings, exactly' : 'Endings of the games that were followed to their end',
    ...endings.map(({ label, odds: part }) => `  ${label.padEnd(width)}  ${odds(part)}`),
    ...(turns ? [`Turns: mean ${turns.mean.toFixed(6)}, standard deviation ${turns.deviation.toFixed(6)}`] : []),
  ];
};

const VERDICTS = { proved: 'proved', refuted: 'refuted', 'not-decided': 'not decided' } as const;

const propertyLines = (property: ProvenProperty): string[] => {
  const { id, text, claim, atMost, verdict } = property;
  const limit = claim === 'share' ? ` at most ${atMost}` : '';
  return [
    `  ${VERDICTS[verdict].padEnd(11)}  ${id} (${claim}${limit})${text === '' ? '' : `: ${text}`}`,
    `               ${reasonText(property)}`,
  ];
};

/** Why a property stands as it does. */
const reasonText = (property: ProvenProperty): string => {
  const { claim, verdict, underPolicies, share, missed, game } = property;
  if (claim === 'share')
    return `It is so at the end ${shareText(property)}, under the stated policies${gameText(property)}.`;
  const stated = `under the stated policies ${shareText(property)}`;
  if (verdict === 'not-decided') {
    if (underPolicies === 'not-decided')
      return `Neither shown nor ruled out as far as it was followed${share.low === 0 && share.high === 1 ? '' : `; ${stated}`}.`;
    const half = underPolicies === 'proved' ? 'It holds' : 'It does not hold';
    return `${half} under the stated policies; for all other orders it is not decided.`;
  }
  if (game === undefined)
    return verdict === 'proved'
      ? 'It holds in every game, whatever anybody orders.'
      : 'No game comes there, whatever anybody orders.';
  // Whether a game under the policies comes there is known; its share may be too small to tell 1 less it from 1.
  const never = underPolicies === (claim === 'reachable' ? 'refuted' : 'proved');
  const part = partText(claim === 'eventually' ? missed : share);
  const others = never
    ? 'not under the stated policies, but other orders lead there'
    : `under the stated policies in ${part} of the games`;
  return `${whatText(property)}${gameText(property)}; ${others}.`;
};

const whatText = ({ claim }: ProvenProperty): string => {
  switch (claim) {
    case 'never':
    case 'reachable':
    case 'share':
      return 'It comes true';
    case 'always':
      return 'It fails';
    case 'eventually':
      return 'A game ends without it';
  }
};

const gameText = ({ game }: ProvenProperty): string =>
  game ? `, first in turn ${game.turn} after ${counted(game.moves.length, 'move', 'moves')}` : '';

const partText = ({ low, high }: ProvenProperty['share']): string =>
  low === high ? odds(low) : `between ${odds(low)} and ${odds(high)}`;

/** A share of the games under the stated policies, or its bounds; of `eventually`, of those in which it does come true. */
const shareText = ({ claim, share: { low, high } }: ProvenProperty): string => {
  const part = partText({ low, high });
  if (claim === 'share') return `of ${part} of the games`;
  return `${claim === 'eventually' ? 'it comes true ' : ''}in ${part} of the games`;
};
