import { oddsLine } from '../../core/chance/odds.js';
import type { Game } from '../../core/program/game.js';
import { conceptNames } from '../../core/program/teaching.js';
import type { ProspectWords } from '../../core/seat/describe/words.js';
import { counted, plainText } from '../../core/text.js';
import { DIE } from '../../core/vocabulary.js';
import { chancesOf, estimateOf, type Option, optionsOf } from '../choices.js';
import { prospectsOf, toneOf } from '../forecast.js';
import { bold, dim, ends, flow, type Line, padLeft, paragraph, type Span, sized, span, toned } from '../line.js';
import { draftOf, gameOf, type Play, picture, pointsLeft } from '../play.js';
import type { Screen, Session } from '../session.js';
import { eventWords, originWords } from '../words.js';
import { headerLine, isCramped } from './board.js';
import { chanceText, costText, ordersTitle, pips, projection } from './orders.js';
import { blocks, bodyHeight, inside, keyBar, listed, noticeLine, type Page, type PanelView, panel } from './page.js';
import { dieBar, outcomeLegend } from './roll.js';

/** Giving orders: the list of what can be ordered, and beside it everything about the one under the cursor. */

/** Cost and odds; or that it can only be ordered on a condition, or not at all. */
const optionEnd = (play: Play, option: Option): Line => {
  if (option.chosen || option.open)
    return [
      span(`${pips(option.cost).padStart(4)} `, { tone: 'accent' }),
      span(padLeft(chanceText(play, option.action), 5)),
    ];
  return option.conditional ? [dim(`${pips(option.cost).padStart(4)}  if… `)] : [dim(' ✘ ')];
};

const optionLine = (play: Play, option: Option, width: number, selected: boolean): Line => {
  const action = gameOf(play).actions[option.action]!;
  const draft = draftOf(play, option.action);
  const mark = option.chosen ? toned('good', '✔ ') : span('  ');
  const style = { bold: selected || option.chosen, dim: !option.chosen && !option.open };
  const breaks: Span[] = action.firebreak ? [toned('bad', '━ ')] : [];
  const label = `${draft?.order.replyTo === undefined ? '' : 'if… '}${plainText(action.label)}`;
  return ends(
    [span(selected ? '▸' : ' ', { bold: true }), mark, ...breaks, span(label, style)],
    optionEnd(play, option),
    width,
  );
};

type Words = ProspectWords['sure'][number];

const consequenceSpan = (game: Game, { text, of }: Words): Line => {
  const tone = toneOf(game, of);
  return [tone === undefined ? span(text) : toned(tone, text)];
};

const headOf = ({ head, chance }: ProspectWords): Line => {
  if (head === '' && chance === '') return [dim('It brings:')];
  return [bold(head === '' ? '' : `${head}${chance === '' ? ':' : ''}`), span(chance === '' ? '' : ` ${chance}:`)];
};

/** `success 55%: Credibility +3, Tension +6` over as many lines as it needs. */
const prospectLines = (game: Game, prospect: ProspectWords, width: number): Line[] => {
  const { sure, possible } = prospect;
  const words: Line[] =
    sure.length === 0
      ? [[dim('nothing that you can see')]]
      : sure.map((one, at) => [...consequenceSpan(game, one), span(at < sure.length - 1 ? ',' : '')]);
  const rows = flow([headOf(prospect), ...words], width, ' ');
  if (possible.length === 0) return rows;
  const maybe = possible.map((one) => consequenceSpan(game, one));
  return [...rows, ...flow([[dim('  can lead to:')], ...maybe], width, ' ')];
};

const outcomesOf = (play: Play, index: number, width: number): Line[] =>
  prospectsOf(play, index, draftOf(play, index)?.order.replyTo).flatMap((prospect) =>
    prospectLines(gameOf(play), prospect, width),
  );

/** The estimate as a bar and as a line that adds up. */
const oddsOf = (play: Play, index: number, width: number): Line[] => {
  const game = gameOf(play);
  const die = game.dice[game.actions[index]!.die];
  const chances = chancesOf(play, index);
  if (die === undefined || chances.length === 0) return [];
  const odds = chances.map(({ probability }) => Math.round(probability * DIE));
  const estimate = die.spread.by === 'probability' ? estimateOf(play, index) : undefined;
  return [
    dieBar(die, odds, width),
    ...outcomeLegend(die, odds, width, die.spread.by === 'probability'),
    ...(estimate ? paragraph(`~${oddsLine(estimate)}`, width, { dim: true }) : []),
  ];
};

const notesOf = (play: Play, option: Option, width: number): Line[] => {
  const game = gameOf(play);
  const action = game.actions[option.action]!;
  const draft = draftOf(play, option.action);
  const partners = action.joint < 0 ? [] : game.joints[action.joint]!.actions.filter((key) => key !== option.action);
  const keys = partners.map((key) => game.actors[game.actions[key]!.actor]!.short).join(' and ');
  const event = game.events.findIndex(({ id }) => id === draft?.order.replyTo);
  return [
    ...(event >= 0 ? paragraph(`Only if this happens: ${eventWords(game, event)}.`, width, { tone: 'accent' }) : []),
    ...(draft?.order.authority
      ? paragraph(`On the authority of ${draft.order.authority}.`, width, { tone: 'accent' })
      : []),
    ...(keys === ''
      ? []
      : paragraph(`Two keys: ${plainText(keys)} must order it in the same round.`, width, { tone: 'accent' })),
    ...(action.covert ? paragraph('Covert: others will not see who did it.', width, { tone: 'accent' }) : []),
    ...(action.firebreak
      ? paragraph('It can cross a firebreak; you will be asked twice.', width, { tone: 'bad' })
      : []),
    ...(action.replies.length > 0 && !option.chosen
      ? paragraph('i: order it only if something happens.', width, { dim: true })
      : []),
  ];
};

/** Everything about one action. */
export const optionCard = (play: Play, option: Option, width: number): Line[] => {
  const action = gameOf(play).actions[option.action]!;
  const facts = [
    costText(option.cost),
    gameOf(play).stages[action.stage]!.label,
    ...(action.once ? ['once a game'] : []),
    ...(action.cooldown > 0 ? [`then ${counted(action.cooldown, 'turn')} of rest`] : []),
  ];
  const teaches = action.teaches.length === 0 ? '' : `Teaches: ${conceptNames(gameOf(play), action.teaches)}.`;
  return blocks(
    [
      ...paragraph(action.label, width, { bold: true }),
      ...paragraph(facts.join(' · '), width, { dim: true }),
      ...paragraph(action.text, width),
    ],
    option.reason === '' ? [] : paragraph(`Not now: ${option.reason}.`, width, { tone: 'warn' }),
    notesOf(play, option, width),
    outcomesOf(play, option.action, width),
    oddsOf(play, option.action, width),
    [
      ...paragraph(teaches, width, { dim: true }),
      ...paragraph(`Numbers: ${originWords(action.origin)}`, width, { dim: true }),
    ],
  );
};

const listPanel = (play: Play, screen: Screen & { is: 'desk' }, width: number, height: number): PanelView => {
  const options = optionsOf(play);
  const { lines, note } = listed(options, screen.cursor, height - 2, (option, at) =>
    optionLine(play, option, inside(width), at === screen.cursor),
  );
  const left = `${pointsLeft(play)} of ${picture(play).points} AP left`;
  return panel({
    title: ordersTitle(play),
    note: note === '' ? left : `${left.replace(' left', '')} · ${note}`,
    focused: true,
    width,
    height,
    lines,
  });
};

/** The lines there is room for; the last one says where the rest is. */
export const shortened = (lines: readonly Line[], room: number): readonly Line[] =>
  lines.length > room ? [...lines.slice(0, room - 1), [dim('… x shows all of it')]] : lines;

const cardPanel = (play: Play, option: Option | undefined, width: number, height: number): PanelView => {
  const nothing: Line[] = [[dim('Nothing can be ordered in this round.')]];
  const lines = option ? optionCard(play, option, inside(width)) : nothing;
  const note = option?.chosen ? 'ordered' : '';
  return panel({ title: 'The order', note, width, height, lines: shortened(lines, height - 2) });
};

const summaryLine = (play: Play, width: number): Line => {
  const summary = projection(play);
  const nothing = play.drafts.length === 0 ? 'no orders yet' : 'no dial that you see would move';
  return sized([dim(' All together: '), ...(summary.length > 0 ? summary : [dim(nothing)])], width);
};

/** List and card side by side, or one above the other where the window is narrow. */
const deskBody = (session: Session, play: Play, screen: Screen & { is: 'desk' }, height: number): Page['body'] => {
  const { columns: width } = session.size;
  const option = optionsOf(play)[screen.cursor];
  if (isCramped(session.size)) {
    const upper = Math.max(5, Math.floor(height * 0.45));
    return [[listPanel(play, screen, width, upper), cardPanel(play, option, width, height - upper)]];
  }
  const left = width >= 110 ? 54 : Math.floor(width * (width < 97 ? 0.55 : 0.5));
  return [[listPanel(play, screen, left, height)], [cardPanel(play, option, width - left, height)]];
};

export const deskPage = (session: Session, play: Play, screen: Screen & { is: 'desk' }): Page => {
  const width = session.size.columns;
  return {
    header: headerLine(play, width),
    body: deskBody(session, play, screen, bodyHeight(session.size, 1)),
    foot: [summaryLine(play, width)],
    notice: noticeLine(session.notice, [dim('Nothing is final until '), bold('c'), dim(' seals it.')], width),
    keys: keyBar('desk', width, session.ascii),
  };
};
