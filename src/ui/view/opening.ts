import { presetGroups } from '../../core/presets.js';
import { plainText } from '../../core/text.js';
import type { Player } from '../../players/policy.js';
import type { ScenarioCard } from '../host.js';
import { bold, dim, type Line, pad, paragraph, sized, span, toned } from '../line.js';
import { contextOf, type Screen, type Session, type Setup } from '../session.js';
import { seatTone } from '../theme.js';
import { MENU, type SetupRow, setupRows } from '../update-opening.js';
import { plural } from '../words.js';
import { isCramped } from './board.js';
import {
  blocks,
  bodyHeight,
  inside,
  keyBar,
  listed,
  noticeLine,
  type Page,
  type PanelView,
  panel,
  titleLine,
} from './page.js';

/** Before a game: the opening screen, scenarios, seats and seed, saved games. */

const LABELS: Readonly<Record<(typeof MENU)[number], readonly [string, string]>> = {
  new: ['New game', 'choose a scenario, who sits where, and a seed'],
  resume: ['Resume', 'go on with a saved game'],
  quit: ['Quit', ''],
};

const choice = (label: string, note: string, selected: boolean, width: number): Line =>
  sized(
    [
      span(selected ? ' ▸ ' : '   ', { bold: true, tone: 'accent' }),
      selected ? bold(pad(label, 14)) : span(pad(label, 14)),
      dim(note),
    ],
    width,
  );

const page = (session: Session, subtitle: string, body: Page['body'], standing: string): Page => ({
  header: titleLine('FIREBREAK', subtitle, session.size.columns),
  body,
  foot: [],
  notice: noticeLine(session.notice, [dim(standing)], session.size.columns),
  keys: keyBar(contextOf(session), session.size.columns, session.ascii),
});

/** The sign on the door: a ladder with one thick rung. */
const EMBLEM: readonly Line[] = [
  [dim('   │       │')],
  [dim('   ├───────┤   6  general war')],
  [toned('bad', '   ┣━━━━━━━┫'), dim('   a firebreak: crossed on purpose, or by accident')],
  [dim('   ├───────┤   3  people are killed')],
  [dim('   ├───────┤   2  confrontation')],
  [dim('   ├───────┤   1  provocation')],
  [dim('   │       │')],
];

export const openingPage = (session: Session, screen: Screen & { is: 'opening' }): Page => {
  const { size, saves } = session;
  const width = inside(size.columns);
  const menu = MENU.map((id, at): Line => {
    const [label, note] = LABELS[id];
    const count =
      id === 'resume' ? (saves.length === 0 ? 'no saved game yet' : `${plural(saves.length, 'saved game')}`) : note;
    return choice(label, count, at === screen.cursor, width);
  });
  const text = paragraph(
    'States seal their orders at once, and nobody sees the other side’s fear. Dice with open odds decide what comes of it, and every number can be explained.',
    Math.min(width, 76),
  );
  const emblem = isCramped(size) ? [] : [[], ...EMBLEM];
  const content: Line[] = [...text, ...emblem, [], ...menu];
  const above = Math.max(0, Math.floor((bodyHeight(size) - 2 - content.length) / 3));
  const lines = [...Array.from({ length: above }, (): Line => []), ...content];
  const door = panel({
    title: 'Deterrence at the table',
    focused: true,
    width: size.columns,
    height: bodyHeight(size),
    lines,
  });
  return page(
    session,
    'a deterministic crisis simulation',
    [[door]],
    'The game is saved as it is played; the same seed and orders give the same game.',
  );
};

/** A list beside a card, or above it where the window is narrow. */
const listAndCard = (
  session: Session,
  list: (place: Place) => PanelView,
  card: (place: Place) => PanelView,
): Page['body'] => {
  const { size } = session;
  const height = bodyHeight(size);
  if (isCramped(size)) {
    const upper = Math.max(5, Math.floor(height / 2));
    return [[list({ width: size.columns, height: upper }), card({ width: size.columns, height: height - upper })]];
  }
  const left = Math.floor(size.columns * 0.45);
  return [[list({ width: left, height })], [card({ width: size.columns - left, height })]];
};

interface Place {
  readonly width: number;
  readonly height: number;
}

const scenarioCard = (card: ScenarioCard | undefined, place: Place): PanelView => {
  const width = inside(place.width);
  if (card === undefined) return panel({ title: '', ...place, lines: [] });
  const error = card.error === undefined ? [] : paragraph(card.error, width, { tone: 'bad' });
  const seats = card.seats.map(
    (seat, at): Line =>
      sized(
        [span(`${seat.mark}${pad(plainText(seat.short), 6)}`, { tone: seatTone(at) }), span(plainText(seat.name))],
        width,
      ),
  );
  return panel({
    title: plainText(card.id),
    ...place,
    lines: blocks(
      [...paragraph(card.title, width, { bold: true }), ...paragraph(card.summary, width)],
      error,
      seats.length === 0 ? [] : seats,
      paragraph(card.turns, width, { dim: true }),
      presetGroups(card.presets).flatMap(({ group, presets }) =>
        paragraph(`${group || 'Preset'}: ${presets.map(({ label }) => label).join(' · ')}`, width, { dim: true }),
      ),
    ),
  });
};

export const scenariosPage = (session: Session, screen: Screen & { is: 'scenarios' }): Page => {
  const { cards } = session;
  const list = (place: Place): PanelView => {
    const { lines, note } = listed(cards, screen.cursor, place.height - 2, (card, at) => {
      const selected = at === screen.cursor;
      const title = span(
        plainText(card.title),
        selected ? { bold: true } : card.error === undefined ? {} : { dim: true },
      );
      return sized(
        [span(selected ? '▸ ' : '  ', { bold: true }), card.error === undefined ? span('') : toned('bad', '✘ '), title],
        inside(place.width),
      );
    });
    return panel({ title: 'Scenarios', note, focused: true, ...place, lines });
  };
  const body = listAndCard(session, list, (place) => scenarioCard(cards[screen.cursor], place));
  return page(session, 'new game', body, 'Enter chooses the scenario.');
};

export const savesPage = (session: Session, screen: Screen & { is: 'saves' }): Page => {
  const { saves } = session;
  const list = (place: Place): PanelView => {
    const { lines, note } = listed(saves, screen.cursor, place.height - 2, (save, at) => {
      const selected = at === screen.cursor;
      const title = span(plainText(save.title), selected ? { bold: true } : save.over ? { dim: true } : {});
      return sized(
        [span(selected ? '▸ ' : '  ', { bold: true }), span(save.over ? '■ ' : '▶ ', { dim: true }), title],
        inside(place.width),
      );
    });
    return panel({ title: 'Saved games', note, focused: true, ...place, lines });
  };
  const card = (place: Place): PanelView => {
    const save = saves[screen.cursor];
    const width = inside(place.width);
    const lines = save
      ? blocks(
          [...paragraph(save.title, width, { bold: true }), ...paragraph(save.detail, width)],
          [[dim(save.over ? 'This game is over; it opens at its end.' : 'Enter goes on where it stands.')]],
          paragraph(save.file, width, { dim: true }),
        )
      : [];
    return panel({ title: '', ...place, lines });
  };
  return page(session, 'saved games', listAndCard(session, list, card), 'Enter goes on with the game.');
};

const PLAYER_WORDS: Readonly<Record<Player, readonly [string, string]>> = {
  human: ['a person', 'Played at this keyboard.'],
  doctrine: ['doctrine', 'Played by the scenario’s own rules for this actor.'],
  random: ['random', 'Picks among its legal orders by lot.'],
  hold: ['hold', 'Never orders anything.'],
};

const settingLine = (name: Line, value: string, selected: boolean, width: number): Line =>
  sized(
    [
      span(selected ? '▸ ' : '  ', { bold: true }),
      ...sized(name, 18),
      span(selected ? '◀ ' : '  ', { dim: true }),
      selected ? bold(value) : span(value),
      span(selected ? ' ▶' : '', { dim: true }),
    ],
    width,
  );

const rowLine = (session: Session, screen: Setup, row: SetupRow, selected: boolean, width: number): Line => {
  const card = session.cards[screen.scenario]!;
  switch (row.is) {
    case 'seat': {
      const seat = card.seats[row.seat]!;
      const name = [span(`${seat.mark}${plainText(seat.short)}`, { tone: seatTone(row.seat) })];
      return settingLine(name, PLAYER_WORDS[screen.players[row.seat]!][0], selected, width);
    }
    case 'preset': {
      const { group, presets } = presetGroups(card.presets)[row.group]!;
      const name = plainText(group || 'Calibration');
      return settingLine([span(name)], plainText(presets[screen.presets[row.group]!]!.label), selected, width);
    }
    case 'seed': {
      const editing = screen.before !== undefined;
      const text = plainText(screen.seed);
      const field = editing ? `${text}_` : text;
      return sized(
        [
          span(selected ? '▸ ' : '  ', { bold: true }),
          ...sized([span('Seed')], 20),
          span(field, { bold: selected, inverse: editing }),
        ],
        width,
      );
    }
    case 'begin':
      return sized(
        [span(selected ? '▸ ' : '  ', { bold: true }), span(' Begin ', { inverse: true, bold: selected })],
        width,
      );
  }
};

const rowText = (session: Session, screen: Setup, row: SetupRow, width: number): Line[] => {
  const card = session.cards[screen.scenario]!;
  switch (row.is) {
    case 'seat': {
      const seat = card.seats[row.seat]!;
      const [who, what] = PLAYER_WORDS[screen.players[row.seat]!];
      return blocks(
        [...paragraph(seat.name, width, { bold: true }), ...paragraph(`${who}: ${what}`, width, { dim: true })],
        paragraph(seat.brief, width),
      );
    }
    case 'preset': {
      const preset = presetGroups(card.presets)[row.group]!.presets[screen.presets[row.group]!]!;
      return [...paragraph(preset.label, width, { bold: true }), ...paragraph(preset.text, width)];
    }
    case 'seed':
      return [
        ...paragraph('Seed', width, { bold: true }),
        ...paragraph(
          'Any text. All dice of the game follow from it: the same seed and the same orders give the same game, on any machine. Enter edits it, n gives another.',
          width,
        ),
      ];
    case 'begin':
      return beginText(screen, width);
  }
};

const beginText = (screen: Setup, width: number): Line[] => {
  const people = screen.players.filter((player) => player === 'human').length;
  const text =
    people === 0
      ? 'Nobody plays: you watch, step by step, and see everything.'
      : people === 1
        ? 'You see what your seat sees, and nothing else, until the game is over.'
        : `${people} people share this keyboard. Before each seat’s turn the screen is blank until that person is there.`;
  return [...paragraph('Begin', width, { bold: true }), ...paragraph(text, width)];
};

export const setupPage = (session: Session, screen: Setup): Page => {
  const card = session.cards[screen.scenario]!;
  const rows = setupRows(card);
  const list = (place: Place): PanelView => {
    const { lines, note } = listed(rows, screen.row, place.height - 2, (row, at) =>
      rowLine(session, screen, row, at === screen.row, inside(place.width)),
    );
    return panel({ title: plainText(card.title), note, focused: true, ...place, lines });
  };
  const side = (place: Place): PanelView =>
    panel({ title: '', ...place, lines: rowText(session, screen, rows[screen.row]!, inside(place.width)) });
  const standing =
    screen.before === undefined
      ? 'Left and right change the row under the cursor; b begins.'
      : 'Type the seed; Enter keeps it.';
  return page(session, 'new game: who sits where', listAndCard(session, list, side), standing);
};
