import { presetGroups } from '../../core/program/presets.js';
import { plainText } from '../../core/text.js';
import type { Player } from '../../players/policy.js';
import { bold, cut, dim, type Line, paragraph, sized, span } from '../line.js';
import type { Session, Setup } from '../session.js';
import { seatTone } from '../theme.js';
import { type SetupRow, setupRows, shownCard } from '../update-opening.js';
import { listAndCard, type Place, page } from './opening.js';
import { blocks, inside, listed, type Page, type PanelView, panel } from './page.js';

/** A new game: who sits where, presets, disguise, seed. */

const PLAYER_WORDS: Readonly<Record<Player, readonly [string, string]>> = {
  human: ['a person', 'Played at this keyboard.'],
  doctrine: ['doctrine', 'Played by the scenario’s own rules for this actor.'],
  random: ['random', 'Chooses uniformly at random among its legal orders.'],
  hold: ['hold', 'Never orders anything.'],
};

/** Cells for the name of a row. */
const NAME = 18;

const settingLine = (name: Line, value: string, selected: boolean, width: number): Line => {
  const shown = cut(value, width - NAME - 6);
  return sized(
    [
      span(selected ? '▸ ' : '  ', { bold: true }),
      ...sized(name, NAME),
      span(selected ? '◀ ' : '  ', { dim: true }),
      selected ? bold(shown) : span(shown),
      span(selected ? ' ▶' : '', { dim: true }),
    ],
    width,
  );
};

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
    case 'disguise':
      return settingLine([span('Title')], session.disguise ? 'in disguise' : 'as it is', selected, width);
    case 'seed': {
      const editing = screen.before !== undefined;
      const text = plainText(screen.seed);
      const field = editing ? `${text}_` : text;
      return sized(
        [
          span(selected ? '▸ ' : '  ', { bold: true }),
          ...sized([span('Seed')], NAME + 2),
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
        paragraph(screen.players[row.seat] === 'human' ? '' : 'Enter: sit here yourself.', width, { tone: 'accent' }),
        paragraph(seat.brief, width),
      );
    }
    case 'preset': {
      const { presets } = presetGroups(card.presets)[row.group]!;
      const chosen = presets[screen.presets[row.group]!]!;
      const all = presets.flatMap((preset) => choiceLines(preset.label, preset === chosen, width));
      return blocks([...paragraph(chosen.label, width, { bold: true }), ...paragraph(chosen.text, width)], all);
    }
    case 'disguise':
      return [
        ...paragraph('Title', width, { bold: true }),
        ...paragraph(
          'In disguise a case goes by another name, without dates, so that nobody plays from memory. What it was is told at the end. Presets chosen before stay chosen.',
          width,
        ),
      ];
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

/** One of the choices of a group, the chosen one marked. */
const choiceLines = (label: string, chosen: boolean, width: number): Line[] =>
  paragraph(label, width - 2).map(
    (row, at): Line => [at === 0 && chosen ? bold('● ') : dim(at === 0 ? '○ ' : '  '), ...row],
  );

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
  const card = shownCard(session, session.cards[screen.scenario]!);
  const rows = setupRows(card);
  const list = (place: Place): PanelView => {
    const { lines, note } = listed(rows, screen.row, place.height - 2, (row, at) =>
      rowLine(session, screen, row, at === screen.row, inside(place.width)),
    );
    return panel({ title: plainText(card.title), note, focused: true, ...place, lines });
  };
  const side = (place: Place): PanelView =>
    panel({ title: '', ...place, lines: rowText(session, screen, rows[screen.row]!, inside(place.width)) });
  const standing = screen.before === undefined ? setupHint(rows[screen.row]!) : 'Type the seed; Enter keeps it.';
  return page(session, 'new game: who sits where', listAndCard(session, list, side, NAME + 30), standing);
};

const setupHint = ({ is }: SetupRow): string =>
  is === 'seat'
    ? 'Enter: you sit here. Left and right: who else plays it. b begins.'
    : 'Left and right change the row under the cursor; b begins.';
