import { wholePercents } from '../../core/chance/shares.js';
import type { Game } from '../../core/program/game.js';
import { namedPresets } from '../../core/program/presets.js';
import { isSeat } from '../../core/seat/observe.js';
import { counted, plainText } from '../../core/text.js';
import type { Player } from '../../players/policy.js';
import { dim, type Line, paragraph, span, widthOf } from '../line.js';
import { gameOf, type Play, people, picture } from '../play.js';
import type { Screen, Session } from '../session.js';
import { blocks, bodyHeight, heading, inside, keyBar, noticeLine, type Page, scrolling, titleLine } from './page.js';
import { seatSign } from './signs.js';

/** What a player reads first: the situation, the role, its secret, its goals and red lines. */

/** Lines of text are easiest to read when they are not too long. */
const readable = (width: number): number => Math.min(width, 92);

const bullets = (texts: readonly string[], width: number): Line[] =>
  texts.flatMap((text) => paragraph(text, width - 2).map((row, at): Line => [span(at === 0 ? '· ' : '  '), ...row]));

const signWidth = (game: Game): number => widthOf(seatSign(game, -1).text) + 1;

/** Lines with the sign of a seat before the first. */
const signed = (game: Game, seat: number, rows: readonly Line[]): Line[] =>
  rows.map(
    (row, at): Line => [at === 0 ? seatSign(game, seat) : span(' '.repeat(signWidth(game) - 1)), span(' '), ...row],
  );

const roleOf = (play: Play, seat: number, width: number): Line[] => {
  const game = gameOf(play);
  const { name, brief, secret, goals, redLines } = game.actors[seat]!;
  const traits = game.traits.flatMap((trait, index) => {
    const value = trait.actor === seat ? trait.values[picture(play).facts.traits[index]!] : undefined;
    return value ? [`${trait.label}: ${value.label}${value.text === '' ? '' : `. ${value.text}`}`] : [];
  });
  const weights = goals.reduce((sum, goal) => sum + goal.weight, 0);
  const shares = weights > 0 ? wholePercents(goals.map(({ weight }) => weight)) : goals.map(() => '0%');
  return blocks(
    [
      heading('Your role'),
      ...signed(game, seat, paragraph(name, width - signWidth(game), { bold: true })),
      ...paragraph(brief, width),
    ],
    secret === '' && traits.length === 0
      ? []
      : [heading('For your eyes only'), ...paragraph(secret, width), ...bullets(traits, width)],
    goals.length === 0
      ? []
      : [
          heading('Goals'),
          ...bullets(
            goals.map(({ label }, i) => `${shares[i]}  ${label}`),
            width,
          ),
        ],
    redLines.length === 0 ? [] : [heading('Red lines'), ...bullets(redLines, width)],
  );
};

const PLAYED_BY: Readonly<Record<Player, string>> = {
  human: 'a person',
  doctrine: 'played by its doctrine',
  random: 'chooses at random',
  hold: 'never orders anything',
};

const tableOf = (play: Play, width: number): Line[] => {
  const game = gameOf(play);
  const sitters = game.actors.flatMap((actor, seat) => {
    const who = seat === play.view.viewer ? 'you' : PLAYED_BY[play.view.players[seat]!];
    return signed(game, seat, paragraph(`${actor.name}: ${who}`, width - signWidth(game)));
  });
  return [heading('At the table'), ...sitters];
};

export const briefingDoc = (play: Play, room: number): Line[] => {
  const width = readable(room);
  const { game, viewer, seed } = play.view;
  const [least, most] = game.clock.turns;
  const each = `of a ${game.clock.unit} each`;
  const length =
    least === most
      ? `${counted(least, 'turn')} ${each}.`
      : `${least} to ${most} turns ${each}; the last one is hidden.`;
  const settings = namedPresets(game.presets, game.preset).flatMap(({ group, label, text }) =>
    paragraph(`${group === '' ? '' : `${group}: `}${label}. ${text}`, width),
  );
  return blocks(
    [...paragraph(game.title, width, { bold: true }), ...paragraph(game.summary, width, { dim: true })],
    isSeat(viewer) ? roleOf(play, viewer, width) : [],
    game.briefing === '' ? [] : [heading('Situation'), ...paragraph(game.briefing, width)],
    settings.length === 0 ? [] : [heading('Calibration'), ...settings],
    tableOf(play, width),
    paragraph(`${length}${seed === undefined ? '' : ` Seed ${seed}.`}`, width, { dim: true }),
  );
};

export const briefingPage = (session: Session, play: Play, screen: Screen & { is: 'briefing' }): Page => {
  const { size } = session;
  const width = size.columns;
  const lines = briefingDoc(play, inside(width));
  const place = { width, height: bodyHeight(size) };
  const { game, viewer, picture } = play.view;
  const who = isSeat(viewer) ? `Briefing for ${game.actors[viewer]!.short}` : 'Briefing';
  const secret = people(play).length > 1 ? 'Others look away. ' : '';
  return {
    header: titleLine(game.title, `turn ${picture.facts.turn}`, width),
    body: [[scrolling(plainText(who), lines, screen.scroll, place)]],
    foot: [],
    notice: noticeLine(
      session.notice,
      [dim(`${secret}Space reads on, Enter goes to the board, r comes back here.`)],
      width,
    ),
    keys: keyBar('briefing', width, session.ascii),
  };
};
