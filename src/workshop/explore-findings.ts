import { type Game, ladderOf, type Property } from '../core/program/game.js';
import { counted, firstOf, listed } from '../core/text.js';
import type { Diagnostic } from '../scenario/diagnostics.js';
import type { SourceFile } from '../scenario/source.js';
import { type ShareFound, shareIn, shareVerdict, watchClaim } from './claims.js';
import { percent } from './claims-text.js';
import type { Exploration } from './explore.js';
import type { Fault, Shown } from './explore-game.js';
import { beginnings, happenedIn, type Kind, type Never, nameOf, type Row, rowsOf } from './explore-never.js';
import { diagnosticAt, type Place, placeNamed } from './place.js';
import { FINITE } from './play-rules.js';
import type { Sought } from './witness.js';

/** What an exploration found, as diagnostics: each with a stable code, its place in the file, a sentence and a hint. */

const CODE_OF: Readonly<Record<Kind, string>> = {
  phase: 'W602',
  ending: 'W603',
  trigger: 'W604',
  action: 'W605',
  outcome: 'W606',
  transition: 'W607',
};

const VERB: Readonly<Record<Kind, string>> = {
  phase: 'was never entered',
  ending: 'never came',
  trigger: 'never fired',
  action: 'was never ordered',
  outcome: 'never came',
  transition: 'was never taken',
};

/** A dial that stands at one of its bounds in more than this share of turns is pinned there. */
const PINNED = 0.5;
/** One ending in more than this share of games is hardly a choice. */
const DOMINANT = 0.8;
/** With fewer games than this nothing is said of shares of games. */
const FEW = 20;

/** What was explored: the game as it stands first, then the same under each other preset. */
export interface Explored {
  readonly game: Game;
  readonly files: readonly SourceFile[];
  readonly main: Exploration;
  readonly presets: readonly { readonly preset: string; readonly exploration: Exploration }[];
  readonly shares: readonly ShareFound[];
}

/** Games that show a finding, for its witness. */
export interface Evidence {
  /** What the witness is called, fit for a file name. */
  readonly name: string;
  /** The preset of these games; empty when the scenario was played as it stands. */
  readonly preset: string;
  readonly shown: readonly Shown[];
  readonly sought: Sought;
}

/** A finding of the Play layer. */
export interface Found {
  readonly diagnostic: Diagnostic;
  readonly evidence?: Evidence;
}

interface Reporter {
  readonly explored: Explored;
  readonly say: (code: string, place: Place | undefined, message: string, hint: string, evidence?: Evidence) => Found;
}

const reporterOf = (explored: Explored): Reporter => ({
  explored,
  say: (code, place, message, hint, evidence) => ({
    diagnostic: diagnosticAt(explored.files, code, place, message, hint),
    ...(evidence ? { evidence } : {}),
  }),
});

/** The sentence of a fault without its place, which the diagnostic has. */
const faultSentence = ({ message, where }: Fault): string => message.replace(` (${where})`, '');

/** `in 3 of 500 games`. */
const inGames = (count: number, of: number): string => `in ${count} of ${counted(of, 'game')}`;

/** All explorations, that of the game as it stands first; its preset is empty. */
const allOf = ({ main, presets }: Explored): Explored['presets'] => [{ preset: '', exploration: main }, ...presets];

const underPreset = (preset: string): string => (preset === '' ? '' : ` with the preset ${preset}`);

const faultFindings = ({ explored, say }: Reporter): Found[] => {
  const seen = new Set<string>();
  return allOf(explored).flatMap(({ preset, exploration }) =>
    exploration.faults.flatMap(({ fault, games, shown }) => {
      const key = `${fault.where} ${faultSentence(fault).replaceAll(/[\d.]+/g, '#')}`;
      if (seen.has(key)) return [];
      seen.add(key);
      const message = `${faultSentence(fault)}, ${inGames(games, exploration.games)}${underPreset(preset)}`;
      const hint = fault.ofScenario ? FINITE : 'This is a fault of Firebreak, not of the scenario.';
      const evidence = { name: `fault-${seen.size}`, preset, shown, sought: { fault } };
      return [say(fault.ofScenario ? 'E601' : 'E602', placeNamed(fault.where), message, hint, evidence)];
    }),
  );
};

/** `never: …` refuted, as a sentence. */
const REFUTED: Readonly<Record<Property['claim'], string>> = {
  never: 'what should never be so was so',
  always: 'what should always be so was not so',
  eventually: 'what should come in every game did not come',
  reachable: '',
  share: '',
};

const claimFindings = ({ explored, say }: Reporter): Found[] =>
  explored.main.claims.flatMap(({ property, games, held }, i) => {
    const { id, origin, claim } = property;
    const refuted = allOf(explored).find(({ exploration }) => exploration.claims[i]!.refuting > 0);
    if (refuted) {
      const { preset, exploration } = refuted;
      const { refuting, games: of, shown } = exploration.claims[i]!;
      const message = `the claim \`${id}\` is refuted: ${REFUTED[claim]} ${inGames(refuting, of)}${underPreset(preset)}`;
      const sought = { judge: () => watchClaim(property).shows };
      const evidence = { name: id, preset, shown, sought };
      return [say('E603', origin, message, 'Fix the rules that allow it, or the claim.', evidence)];
    }
    const isShown = held > 0 || explored.presets.some(({ exploration }) => exploration.claims[i]!.held > 0);
    if (claim !== 'reachable' || isShown || games === 0) return [];
    const message = `the claim \`${id}\` was not shown: what should be reachable came ${inGames(0, games)}`;
    return [say('W601', origin, message, 'More games may find it; `--prove` can tell for a small game.')];
  });

const shareFindings = ({ explored, say }: Reporter): Found[] =>
  explored.shares.flatMap((share) => {
    const { games, low, high } = share;
    const { id, atMost, origin } = share.property;
    const verdict = shareVerdict(share);
    const found = `${percent(shareIn(share))} of ${games} games by doctrine (95 % interval ${percent(low)} to ${percent(high)}), at most ${percent(atMost)} claimed`;
    if (verdict === 'refuted')
      return [say('E603', origin, `the claim \`${id}\` is refuted: ${found}`, 'Fix the odds, or the claim.')];
    return verdict === 'undecided'
      ? [say('W611', origin, `the claim \`${id}\` cannot be decided: ${found}`, 'Play more games.')]
      : [];
  });

/** Things that never happened, named in one sentence. */
const ROWS_NAMED = 4;

const rowNames = (rows: readonly Row[]): string =>
  firstOf(
    rows.map((row) => `${row.kind} ${nameOf(row)}`),
    ROWS_NAMED,
  );

const neverFindings = (reporter: Reporter, rows: readonly Row[]): Found[] => {
  const { explored } = reporter;
  const never = beginnings(rows)
    .filter(({ row }) => row.reason !== undefined && !isUnusedWay(explored, row, rows))
    .filter(({ row }, _, all) => !isSharedAction(row, all))
    .sort((a, b) => CODE_OF[a.row.kind].localeCompare(CODE_OF[b.row.kind]) || b.followers.length - a.followers.length);
  const isInherited = ({ row }: Never): boolean =>
    row.origin !== undefined && row.origin.file !== explored.files[0]?.path;
  return [
    ...never.filter((one) => !isInherited(one)).map((one) => neverFinding(reporter, one)),
    ...inheritedFinding(reporter, never.filter(isInherited)),
  ];
};

const neverFinding = ({ explored, say }: Reporter, { row, followers }: Never): Found => {
  const follows = followers.length === 0 ? '' : ` With it never came: ${rowNames(followers)}.`;
  const message = `the ${row.kind} \`${nameOf(row)}\` ${VERB[row.kind]} in ${explored.main.games} games`;
  return say(CODE_OF[row.kind], row.origin, message, `${row.reason ?? ''}${follows}`.trim());
};

/** A model has parts for all that extend it: what one scenario leaves unused is one finding, where it extends the model. */
const inheritedFinding = ({ explored, say }: Reporter, never: readonly Never[]): Found[] => {
  if (never.length === 0) return [];
  const [own] = explored.files;
  const line = (own?.text.split('\n').findIndex((row) => row.startsWith('extends:')) ?? -1) + 1;
  const place = { file: own?.path ?? '', line: Math.max(1, line), column: 1 };
  const rows = never.flatMap(({ row, followers }) => [row, ...followers]);
  const message = `parts of the model never came about here in ${explored.main.games} games: ${rowNames(rows)}`;
  const hint =
    'A scenario need not use all of a model. Say why above `extends:`, with `# firebreak: allow W612 because …`.';
  return [say('W612', place, message, hint)];
};

/**
 * A way between two phases that this scenario merely does not use: a model has ways for all that extend it, and a way that is
 * taken at one step of the turn is often written for the others as well.
 */
const isUnusedWay = ({ files }: Explored, row: Row, rows: readonly Row[]): boolean =>
  row.kind === 'transition' &&
  (row.origin?.file !== files[0]?.path ||
    rows.some((other) => other.kind === 'transition' && other.times > 0 && sameWay(row) === sameWay(other)));

const sameWay = ({ id }: Row): string => id.replace(/ \(.*$/, '');

/** An action that several actors share stands in one place: one finding is enough. */
const isSharedAction = (row: Row, all: readonly Never[]): boolean =>
  row.kind === 'action' &&
  all.find(
    ({ row: other }) =>
      other.kind === 'action' && other.origin?.line === row.origin?.line && other.origin?.file === row.origin?.file,
  )?.row !== row;

/** `1, 2 and 5 to 8`. */
const turnList = (turns: readonly number[]): string => {
  const runs: [number, number][] = [];
  for (const turn of turns) {
    const last = runs.at(-1);
    if (last && last[1] === turn - 1) last[1] = turn;
    else runs.push([turn, turn]);
  }
  return listed(runs.map(([from, to]) => (from === to ? String(from) : `${from} to ${to}`)));
};

/** Turns that enough games reached, and on which a seat never had anything to order. */
const choiceFindings = ({ explored, say }: Reporter): Found[] => {
  const { game, main } = explored;
  const { turns, choices, games } = main.coverage;
  const reached = turns.flatMap((count, turn) => (count >= Math.min(FEW, games) ? [turn] : []));
  return game.actors.flatMap(({ short, origin }, seat) => {
    const without = reached.filter((turn) => !choices[seat]!.has(turn));
    // An actor without actions was never meant to choose.
    if (without.length === 0 || game.actionsOf[seat]!.length === 0) return [];
    const always = without.length === reached.length;
    const message = always
      ? `${short} never has a choice: in ${games} games it could only hold`
      : `${short} has no choice on ${without.length === 1 ? 'turn' : 'turns'} ${turnList(without)}: in ${games} games it could only hold there`;
    return [say('W608', origin, message, 'Give it an action it can afford, or a condition that comes true earlier.')];
  });
};

const pinnedFindings = ({ explored: { game, main }, say }: Reporter): Found[] =>
  game.slots.flatMap(({ id, kind, min, max, start, origin }, slot) => {
    const { atMin, atMax, turnEnds } = main.coverage;
    if (kind !== 'dial' || turnEnds < FEW) return [];
    const bounds = [
      { value: min, share: atMin[slot]! / turnEnds, name: 'lowest' },
      { value: max, share: atMax[slot]! / turnEnds, name: 'highest' },
    ];
    // A dial that rests where it starts is quiet, not pinned.
    const pinned = bounds.find(({ value, share }) => value !== start && share > PINNED);
    if (!pinned) return [];
    const message = `the dial \`${id}\` stands at its ${pinned.name} value ${pinned.value} at the end of ${percent(pinned.share)} of turns`;
    return [say('W609', origin, message, 'Weaken what pushes it there, or give it something that pushes back.')];
  });

const endingFindings = ({ explored: { game, main }, say }: Reporter): Found[] => {
  const { coverage } = main;
  const ends = [
    ...game.endings.map(({ id, origin }, i) => ({
      name: `the ending \`${id}\``,
      origin,
      games: coverage.endings[i]!.games,
    })),
    { name: 'no ending before the clock ran out', origin: ladderOf(game)?.origin, games: coverage.clockRanOut.games },
  ];
  const finished = ends.reduce((sum, end) => sum + end.games, 0);
  if (game.endings.length === 0 || finished < FEW) return [];
  return ends
    .filter((end) => end.games / finished > DOMINANT)
    .map((end) =>
      say(
        'W610',
        end.origin,
        `${percent(end.games / finished)} of ${finished} games have ${end.name}`,
        'Little that the seats order changes how it ends.',
      ),
    );
};

/** The preset under which each thing happened that did not happen without one. */
const elsewhereOf = ({ game, main, presets }: Explored): Map<string, string> => {
  const known = happenedIn(game, main.coverage);
  const elsewhere = new Map<string, string>();
  for (const { preset, exploration } of presets)
    for (const key of happenedIn(game, exploration.coverage))
      if (!known.has(key) && !elsewhere.has(key)) elsewhere.set(key, preset);
  return elsewhere;
};

/** The table of what happened, and never did. */
export const tableOf = (explored: Explored): Row[] => {
  const others = explored.presets.map(({ exploration }) => exploration.coverage);
  return rowsOf(explored.game, explored.main.coverage, elsewhereOf(explored), others);
};

/** Games that went wrong, of all. */
const brokenGames = ({ main }: Explored): number => main.faults.reduce((sum, fault) => sum + fault.games, 0);

/**
 * Everything an exploration found, the most serious first. Where most games went wrong, what never happened follows from
 * that, and is not reported.
 */
export const findingsOf = (explored: Explored, rows: readonly Row[]): Found[] => {
  const reporter = reporterOf(explored);
  const certain = [...faultFindings(reporter), ...claimFindings(reporter), ...shareFindings(reporter)].sort((a, b) =>
    a.diagnostic.code.localeCompare(b.diagnostic.code),
  );
  if (brokenGames(explored) * 2 > explored.main.games) return certain;
  return [
    ...certain,
    ...neverFindings(reporter, rows),
    ...choiceFindings(reporter),
    ...pinnedFindings(reporter),
    ...endingFindings(reporter),
  ];
};
