import type { Game, Phase, Track } from '../../core/program/game.js';
import { mayKnow } from '../../core/seat/observe.js';
import { bold, dim, type Line, lineWidth, pad, paragraph, sized, span, toned, widthOf } from '../line.js';
import { gameOf, type Play, picture } from '../play.js';
import { listed } from './page.js';

/** The crisis ladder, worst on top, firebreaks thick; and the other tracks as lights. */

export interface Rung {
  readonly rung: number;
  readonly phases: readonly { readonly phase: Phase; readonly index: number }[];
  /** A firebreak lies under this rung: it takes a confirmed order to come up here. */
  readonly firebreak: boolean;
}

/** Rungs to which a firebreak leads. */
const firebreaksOf = (game: Game, track: number): Set<number> => {
  const { phases } = game.tracks[track]!;
  const ways = game.chart.transitions.filter((way) => way.firebreak && way.track === track);
  return new Set(ways.flatMap((way) => phases.find(({ id }) => id === way.to)?.rung ?? []));
};

/** Rungs from the highest down; phases that share a rung share a line. */
const rungsOf = (game: Game, track: number): Rung[] => {
  const { phases } = game.tracks[track]!;
  const thick = firebreaksOf(game, track);
  const rungs = [...new Set(phases.map(({ rung }) => rung))].sort((a, b) => b - a);
  return rungs.map((rung) => ({
    rung,
    phases: phases.flatMap((phase, index) => (phase.rung === rung ? [{ phase, index }] : [])),
    firebreak: thick.has(rung),
  }));
};

/** Position of the ladder among the tracks; -1 if there is none, or the viewer does not see it. */
export const ladderAt = (play: Play): number =>
  gameOf(play).tracks.findIndex((track) => track.ladder && mayKnow(track.seenBy, play.view.viewer));

type LadderRow = { readonly is: 'rung'; readonly rung: Rung } | { readonly is: 'firebreak' };

const rowsOf = (rungs: readonly Rung[], spacious: boolean): LadderRow[] =>
  rungs.flatMap((rung): LadderRow[] =>
    spacious && rung.firebreak ? [{ is: 'rung', rung }, { is: 'firebreak' }] : [{ is: 'rung', rung }],
  );

/** Lines a ladder takes with its firebreaks on lines of their own, and without. */
export const ladderHeights = (play: Play): { readonly spacious: number; readonly compact: number } => {
  const track = ladderAt(play);
  const rungs = track < 0 ? [] : rungsOf(gameOf(play), track);
  return { compact: rungs.length, spacious: rowsOf(rungs, true).length };
};

/** The phase to name on a rung: the active one, else the first. */
const phaseOn = (rung: Rung, now: number): Phase =>
  (rung.phases.find(({ index }) => index === now) ?? rung.phases[0]!).phase;

const rungLine = (rung: Rung, now: number, before: number, width: number, compact: boolean): Line => {
  const active = rung.phases.some(({ index }) => index === now);
  const was = before !== now && rung.phases.some(({ index }) => index === before);
  const { label } = phaseOn(rung, now);
  const text = `${active ? '▶' : ' '}${rung.rung < 0 ? ' ' : rung.rung} ${label}`;
  if (active) return sized([span(pad(text, width), { inverse: true, bold: true })], width);
  const tail: Line = was ? [dim(' ← last turn')] : [];
  const named = width >= widthOf(text) + 14;
  const rule: Line = compact && rung.firebreak ? [toned('bad', named ? '━━ firebreak' : '━━')] : [];
  const shown = [span(text, now >= 0 ? { dim: true } : {}), ...tail];
  return rule.length > 0 ? [...sized(shown, width - lineWidth(rule) - 1), span(' '), ...rule] : sized(shown, width);
};

const FIREBREAK = '━━ firebreak ';
const firebreakLine = (width: number): Line => [
  toned('bad', FIREBREAK.padStart(FIREBREAK.length + 2).padEnd(Math.max(0, width), '━')),
];

export interface LadderView {
  readonly lines: Line[];
  readonly note: string;
}

/** The ladder in this room. When it does not all sized, the part around the current rung. */
export const ladderView = (play: Play, width: number, height: number): LadderView => {
  const game = gameOf(play);
  const track = ladderAt(play);
  if (track < 0) return { lines: paragraph('This scenario has no ladder.', width, { dim: true }), note: '' };
  const rungs = rungsOf(game, track);
  const now = picture(play).facts.phases[track]!;
  const before = phaseBefore(play, track) ?? now;
  const spacious = ladderHeights(play).spacious <= height;
  const rows = rowsOf(rungs, spacious);
  const at = rows.findIndex((row) => row.is === 'rung' && row.rung.phases.some(({ index }) => index === now));
  const { lines } = listed(rows, at, height, (row) =>
    row.is === 'firebreak' ? firebreakLine(width) : rungLine(row.rung, now, before, width, !spacious),
  );
  return { lines, note: ladderNote(game.tracks[track]!, now, before) };
};

/** The phase in which the last turn's decisions began. */
const phaseBefore = (play: Play, track: number): number | undefined => {
  return play.turns[picture(play).facts.turn - 2]?.facts.phases[track];
};

const ladderNote = ({ phases }: Track, now: number, before: number): string => {
  const [rung, old] = [phases[now]!.rung, phases[before]!.rung];
  const top = Math.max(...phases.map((phase) => phase.rung));
  const change = rung === old ? '' : rung > old ? ` ▲${rung - old}` : ` ▼${old - rung}`;
  return `${rung}/${top}${change}`;
};

/** A track as a light: lit where it is not where it started. */
export interface Light {
  readonly track: number;
  readonly label: string;
  readonly phase: Phase;
  readonly lit: boolean;
  readonly isNew: boolean;
  readonly since: number;
}

/** Tracks other than the ladder that the viewer sees; lit ones first where there is no room for all. */
export const lightsOf = (play: Play, room: number): Light[] => {
  const game = gameOf(play);
  const { facts } = picture(play);
  const lights = game.tracks.flatMap((track, index) => {
    if (track.ladder || !mayKnow(track.seenBy, play.view.viewer)) return [];
    const phase = facts.phases[index]!;
    const since = facts.turn - facts.entered[index]!;
    const lit = phase !== game.chart.start[index];
    const isNew = facts.entered[index]! > 0 && since <= 1;
    return [{ track: index, label: track.label, phase: track.phases[phase]!, lit, isNew, since }];
  });
  if (lights.length <= room) return lights;
  const rank = (light: Light): number => (light.isNew ? 0 : light.lit ? 1 : 2);
  return [...lights].sort((a, b) => rank(a) - rank(b));
};

export const lightLine = (light: Light, width: number, selected: boolean): Line => {
  const label = Math.max(8, Math.min(15, width - 3 - 10));
  const lit = span('●', { tone: light.isNew ? 'warn' : 'cool' });
  const sign = selected ? bold('▸') : light.lit ? lit : dim('○');
  const name = selected ? bold(pad(light.label, label)) : span(pad(light.label, label));
  const phase = span(light.phase.label, light.lit ? { bold: light.isNew } : { dim: true });
  return sized([sign, span(' '), name, span(' '), phase], width);
};
