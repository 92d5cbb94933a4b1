import type { Game, Parameter } from '../core/program/game.js';
import type { Origin } from '../core/vocabulary.js';
import { PROVENANCES, type Provenance } from '../core/vocabulary.js';
import { bundledGames } from './concepts.js';
import { table } from './markdown.js';

/** The page of numbers: every parameter of the bundled scenarios, and how well founded the rest is. */

/** What the tags say, in a sentence each. */
const SAYS: Readonly<Record<Provenance, string>> = {
  sourced: 'stands in the source that is named',
  computed: 'was worked out from published data; the source says which',
  illustrative: 'is an illustration: of the right order, from memory or by analogy, and checked by nobody',
  design: 'is a design value: chosen so that the game plays well, and supported by no study',
};

/** One number as the page lists it. */
interface Listed {
  readonly file: string;
  readonly parameter: Parameter;
  /** The text of its source; empty without. */
  readonly source: string;
  /** Ids of the scenarios that have it. */
  readonly scenarios: readonly string[];
}

/** Parameters by the place where they are defined: what several scenarios take from a model is listed once. */
export const parametersOf = (games: readonly Game[]): Listed[] => {
  const byPlace = new Map<string, Listed>();
  for (const game of games)
    for (const parameter of game.parameters) {
      const { file, source } = parameter.origin;
      const place = `${file} ${parameter.id}`;
      const known = byPlace.get(place);
      const text = game.sources.find(({ id }) => id === source)?.text ?? '';
      const scenarios = [...(known?.scenarios ?? []), game.id];
      byPlace.set(place, { file, parameter, source: text, scenarios });
    }
  return [...byPlace.values()];
};

/** Kinds of item that carry numbers, with their origins. */
const KINDS: Readonly<Record<string, (game: Game) => readonly { readonly origin: Origin }[]>> = {
  parameters: (game) => game.parameters,
  'dials, counters and flags': (game) => game.slots,
  gauges: (game) => game.gauges,
  tracks: (game) => game.tracks,
  actions: (game) => game.actions,
  triggers: (game) => game.triggers,
  goals: (game) => game.actors.flatMap(({ goals }) => goals),
  'reference figures': (game) => game.references,
};

/** How many items of each kind carry which tag; an item that several scenarios share through a model counts once. */
export const tagCounts = (games: readonly Game[]): { readonly kind: string; readonly counts: readonly number[] }[] =>
  Object.entries(KINDS).map(([kind, itemsOf]) => {
    const items = new Map(
      games.flatMap((game) =>
        itemsOf(game).map(
          ({ origin }) => [`${origin.file}:${origin.line}:${origin.column}`, origin.provenance] as const,
        ),
      ),
    );
    const tags = [...items.values()];
    return { kind, counts: PROVENANCES.map((tag) => tags.filter((other) => other === tag).length) };
  });

/** The page of the manual, as Markdown. */
export const numbersPage = (games: readonly Game[] = bundledGames()): string => {
  const listed = parametersOf(games);
  const files = [...new Set(listed.map(({ file }) => file))].sort(modelsFirst);
  return `${[
    '# Numbers',
    'Where the numbers of the bundled scenarios come from. Each carries one of four tags, on the screens, in reports and here. This page is generated from the scenario files.',
    PROVENANCES.map((tag) => `* **${tag}** ${SAYS[tag]}.`).join('\n'),
    countText(listed),
    '## Items by tag',
    'Every dial, action, trigger and so on has a tag for its own numbers: start values, effects, odds. An item that several scenarios take from a model counts once.',
    table(
      ['', ...PROVENANCES],
      tagCounts(games).map(({ kind, counts }) => [kind, ...counts.map(String)]),
    ),
    '## Parameters',
    'A study may sweep a parameter over its range. Presets change some of them; the value here is the one of the file.',
    ...files.map((file) =>
      fileSection(
        file,
        listed.filter((one) => one.file === file),
      ),
    ),
  ].join('\n\n')}\n`;
};

const modelsFirst = (a: string, b: string): number =>
  Number(b.includes('/')) - Number(a.includes('/')) || a.localeCompare(b, 'en');

const countText = (listed: readonly Listed[]): string => {
  const parts = PROVENANCES.map((tag) => {
    const count = listed.filter(({ parameter }) => parameter.origin.provenance === tag).length;
    return `${count} ${count === 1 ? 'is' : 'are'} ${tag}`;
  });
  const unfounded = listed.filter(
    ({ parameter: { origin } }) => origin.provenance === 'illustrative' || origin.provenance === 'design',
  );
  const share = listed.length === 0 ? 0 : Math.round((100 * unfounded.length) / listed.length);
  return `Of ${listed.length} parameters ${parts.join(', ')}. So ${share} % of them are nobody's finding: an outcome that hangs on them shows how the game is built and predicts nothing.`;
};

const fileSection = (file: string, listed: readonly Listed[]): string => {
  const scenarios = [...new Set(listed.flatMap((one) => one.scenarios))].join(', ');
  const rows = listed.map(({ parameter: { id, standard, range, text, origin }, source }) => [
    `\`${id}\``,
    String(standard),
    range === undefined || range[0] === range[1] ? '–' : `${range[0]} to ${range[1]}`,
    origin.provenance,
    text,
    source ||
      (origin.provenance === 'illustrative' || origin.provenance === 'design'
        ? `none: ${origin.provenance}`
        : 'not named'),
  ]);
  return [
    `### ${file}`,
    `In ${scenarios}.`,
    table(['parameter', 'value', 'range', 'tag', 'what it means', 'source'], rows),
  ].join('\n\n');
};
