import { presetGroups } from '../core/program/presets.js';
import type { Player } from '../players/policy.js';
import type { ScenarioCard } from './host.js';
import { type Intent, isTyped, type Key } from './keys.js';
import { graphemes } from './line.js';
import { moveCursor, pageOf, type Screen, type Session, type Setup, say, show } from './session.js';

/** Before a game: what to play, who sits where, which seed; or a saved game to go on with. */

export const MENU = ['new', 'resume', 'learn', 'quit'] as const;

export const moved = (session: Session, cursor: number, count: number, intent: Intent): number =>
  moveCursor(cursor, count, intent, pageOf(session.size));

export const inOpening = (session: Session, screen: Screen & { is: 'opening' }, intent: Intent): Session => {
  if (intent === 'quit') return { ...session, request: { is: 'quit', code: 0 } };
  if (intent !== 'open')
    return show(session, { ...screen, cursor: moved(session, screen.cursor, MENU.length, intent) });
  switch (MENU[screen.cursor]!) {
    case 'new':
      return show(session, { is: 'scenarios', cursor: 0 });
    case 'resume':
      return session.saves.length === 0
        ? say(session, 'There is no saved game yet. A game is saved as it is played.')
        : show(session, { is: 'saves', cursor: 0 });
    case 'learn':
      return { ...show(session, { is: 'learn', cursor: 0, scroll: 0 }), request: { is: 'learn' } };
    case 'quit':
      return { ...session, request: { is: 'quit', code: 0 } };
  }
};

/** A scenario as it is shown now: where it has a disguise and disguises are on, without all that would give it away. */
export const shownCard = ({ disguise }: Pick<Session, 'disguise'>, card: ScenarioCard): ScenarioCard => {
  if (!disguise || card.disguise === undefined) return card;
  const { recordCommand: _, ...rest } = card;
  return { ...rest, ...card.disguise, presets: [] };
};

/** Turns disguises on or off. */
const redressed = (session: Session): Session => {
  const disguise = !session.disguise;
  const text = disguise
    ? 'Titles, dates and presets are hidden until a game is over. u shows them.'
    : 'Titles are shown as they are. u hides them.';
  return say({ ...session, disguise }, text);
};

const firstSeatIsHuman = (card: ScenarioCard): Player[] =>
  card.seats.map((_, seat) => (seat === 0 ? 'human' : 'doctrine'));

export const inScenarios = (session: Session, screen: Screen & { is: 'scenarios' }, intent: Intent): Session => {
  if (intent === 'back') return show(session, { is: 'opening', cursor: 0 });
  if (intent === 'disguise') return redressed(session);
  if (intent !== 'open')
    return show(session, { ...screen, cursor: moved(session, screen.cursor, session.cards.length, intent) });
  const card = session.cards[screen.cursor];
  if (card === undefined) return session;
  if (card.error !== undefined) return say(session, card.error, 'bad');
  return show(session, {
    is: 'setup',
    scenario: screen.cursor,
    row: 0,
    players: firstSeatIsHuman(card),
    presets: presetGroups(card.presets).map(() => 0),
    seed: session.seed,
    before: undefined,
  });
};

/** The rows of the setup screen, from the top. */
export type SetupRow =
  | { readonly is: 'seat'; readonly seat: number }
  /** One for each group of presets. */
  | { readonly is: 'preset'; readonly group: number }
  /** Only where the scenario has one. */
  | { readonly is: 'disguise' }
  | { readonly is: 'seed' }
  | { readonly is: 'begin' };

export const setupRows = (card: ScenarioCard): SetupRow[] => [
  ...card.seats.map((_, seat): SetupRow => ({ is: 'seat', seat })),
  ...presetGroups(card.presets).map((_, group): SetupRow => ({ is: 'preset', group })),
  ...(card.disguise === undefined ? [] : [{ is: 'disguise' } as const]),
  { is: 'seed' },
  { is: 'begin' },
];

/** Who may sit in a seat, in the order in which a seat is turned. */
const SITTERS: readonly Player[] = ['human', 'doctrine', 'random', 'hold'];

const next = <T>(list: readonly T[], from: T, step: number): T =>
  list[(list.indexOf(from) + step + list.length) % list.length]!;

/** Rows come and go with the disguise: the cursor stays on its own, or goes to that of the disguise. */
const onSameRow = (session: Session, row: SetupRow): Session => {
  const { screen } = session;
  if (screen.is !== 'setup') return session;
  const rows = setupRows(shownCard(session, session.cards[screen.scenario]!));
  const sought = row.is === 'preset' ? 'disguise' : row.is;
  const at = rows.findIndex(
    (other) => other.is === sought && (row.is !== 'seat' || other.is !== 'seat' || other.seat === row.seat),
  );
  return { ...session, screen: { ...screen, row: at } };
};

const turned = (session: Session, screen: Setup, row: SetupRow, step: number): Session => {
  const card = session.cards[screen.scenario]!;
  switch (row.is) {
    case 'seat': {
      const players = screen.players.map((player, seat) => (seat === row.seat ? next(SITTERS, player, step) : player));
      return show(session, { ...screen, players });
    }
    case 'preset': {
      const { length } = presetGroups(card.presets)[row.group]!.presets;
      const presets = screen.presets.map((at, group) => (group === row.group ? (at + step + length) % length : at));
      return show(session, { ...screen, presets });
    }
    case 'disguise':
      return onSameRow(redressed(session), row);
    case 'seed':
    case 'begin':
      return session;
  }
};

/** The person takes this seat: the only one at the table leaves another seat for it. In the own seat, the person gets up. */
const seated = (session: Session, screen: Setup, seat: number): Session => {
  const people = screen.players.filter((player) => player === 'human').length;
  const players = screen.players.map((player, at): Player => {
    if (at === seat) return player === 'human' ? 'doctrine' : 'human';
    return people === 1 && player === 'human' ? 'doctrine' : player;
  });
  return show(session, { ...screen, players });
};

/** Enter on a row. */
const opened = (session: Session, screen: Setup, row: SetupRow): Session => {
  switch (row.is) {
    case 'seat':
      return seated(session, screen, row.seat);
    case 'preset':
    case 'disguise':
      return turned(session, screen, row, 1);
    case 'seed':
      return show(session, { ...screen, before: screen.seed });
    case 'begin':
      return beginning(session, screen);
  }
};

/** What was chosen of each group. Where a disguise hides the presets, those chosen before stay chosen. */
const presetsOf = (card: ScenarioCard, screen: Setup): string =>
  presetGroups(card.presets)
    .map(({ presets }, group) => presets[screen.presets[group]!]!.id)
    .join('+');

const beginning = (session: Session, screen: Setup): Session => {
  const card = session.cards[screen.scenario]!;
  if (screen.seed.trim() === '') return say(session, 'A seed can be any text, but not empty: n gives one.', 'warn');
  const choice = {
    scenario: card.id,
    preset: presetsOf(card, screen),
    seed: screen.seed.trim(),
    players: screen.players,
    disguise: session.disguise && card.disguise !== undefined,
  };
  return { ...session, request: { is: 'begin', choice } };
};

export const inSetup = (session: Session, screen: Setup, intent: Intent): Session => {
  const rows = setupRows(shownCard(session, session.cards[screen.scenario]!));
  const row = rows[screen.row]!;
  switch (intent) {
    case 'back':
      return show(session, { is: 'scenarios', cursor: screen.scenario });
    case 'begin':
      return beginning(session, screen);
    case 'new-seed':
      return { ...session, request: { is: 'refresh' } };
    case 'left':
      return turned(session, screen, row, -1);
    case 'right':
      return turned(session, screen, row, 1);
    case 'open':
      return opened(session, screen, row);
    case 'disguise':
      return session.cards[screen.scenario]!.disguise === undefined
        ? say(session, 'This scenario has no disguise.')
        : onSameRow(redressed(session), row);
    default:
      return show(session, { ...screen, row: moved(session, screen.row, rows.length, intent) });
  }
};

const MOST_TYPED = 120;

/** A text field after a key. */
export const typed = (field: string, key: Key): string => {
  if (key === 'backspace') return graphemes(field).slice(0, -1).join('');
  return isTyped(key) && field.length < MOST_TYPED ? field + key : field;
};

/** A text field after a paste: one line of it. */
export const pasted = (field: string, text: string): string =>
  (field + text.replaceAll(/\s+/g, ' ')).slice(0, MOST_TYPED);

export const inSeed = (session: Session, screen: Setup, intent: Intent | undefined, key: Key): Session => {
  if (intent === 'accept') return show(session, { ...screen, before: undefined });
  if (intent === 'first') return show(session, { ...screen, seed: '' });
  if (intent === 'back') return show(session, { ...screen, seed: screen.before ?? screen.seed, before: undefined });
  return show(session, { ...screen, seed: typed(screen.seed, key) });
};

export const inSaves = (session: Session, screen: Screen & { is: 'saves' }, intent: Intent): Session => {
  if (intent === 'back') return show(session, { is: 'opening', cursor: 1 });
  if (intent !== 'open')
    return show(session, { ...screen, cursor: moved(session, screen.cursor, session.saves.length, intent) });
  const save = session.saves[screen.cursor];
  return save === undefined ? session : { ...session, request: { is: 'resume', file: save.file } };
};
