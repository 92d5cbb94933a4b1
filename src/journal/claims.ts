import type { Game } from '../core/program/game.js';
import { seatOf } from '../core/program/game.js';
import { firstOf, oneLine } from '../core/text.js';
import { RULES_VERSION } from '../core/vocabulary.js';
import type { Player } from '../players/policy.js';
import { choiceProblem } from '../scenario/choice.js';
import type { Loaded } from '../scenario/load.js';
import type { Header } from './lines.js';

/** What a header says of its game, held against the scenario inside it. */

/**
 * Games of other rules would come out differently; they are known by their version, and not played. `header` is what stands
 * in the first line, not yet checked: undefined where it names no other version, so that its form is what is wrong.
 */
export const rulesProblem = ({
  rules,
  engine,
}: {
  readonly rules?: unknown;
  readonly engine?: unknown;
}): string | undefined =>
  typeof rules !== 'number' || !Number.isInteger(rules) || rules === RULES_VERSION
    ? undefined
    : `it was played by version ${rules} of the rules, and this is version ${RULES_VERSION}: ${typeof engine === 'string' ? `Firebreak ${oneLine(engine, 20)}` : 'the release that wrote it'} plays and verifies it.`;

const said = (what: string, header: string, truth: string): string | undefined =>
  header === truth
    ? undefined
    : `the header says that ${what} is "${oneLine(header, 60)}", and the scenario inside says "${oneLine(truth, 60)}".`;

/** The title of a game that was begun in disguise is that of the disguise. */
const titleProblem = ({ title, disguise }: Game, claimed: string): string | undefined =>
  claimed === disguise?.title ? undefined : said('the title', claimed, title);

/** The scenario's own record may set what no person could. */
const isOfRecord = ({ record }: Game, { parameters }: Header['scenario']): boolean =>
  record !== undefined && JSON.stringify(record.parameters) === JSON.stringify(parameters);

const choiceFault = (game: Game, scenario: Header['scenario']): string | undefined => {
  const { preset } = scenario;
  const parameters = isOfRecord(game, scenario) ? {} : scenario.parameters;
  return choiceProblem(game, { preset, parameters }) ?? said('the preset', preset, game.preset);
};

const seatsProblem = (game: Game, seats: Header['seats']): string | undefined => {
  const strangers = Object.keys(seats).filter((id) => seatOf(game, id) < 0);
  if (strangers.length > 0) return `the header seats ${firstOf(strangers, 3)}, whom the scenario does not have.`;
  const missing = game.actors.find(({ id }) => !Object.hasOwn(seats, id));
  return missing && `the header does not say who plays ${missing.short}.`;
};

const scriptProblem = (game: Game, script: Header['script']): string | undefined => {
  for (const { turn, seat, orders } of script ?? []) {
    const actor = seatOf(game, seat);
    const unknown = orders.find(({ action }) => !game.actions.some((one) => one.actor === actor && one.id === action));
    if (actor < 0)
      return `the script of turn ${turn} has orders for ${oneLine(seat, 40)}, whom the scenario does not have.`;
    if (unknown)
      return `the script of turn ${turn} has ${game.actors[actor]!.short} order ${oneLine(unknown.action, 40)}, which it cannot.`;
  }
  return undefined;
};

/** The first claim of a header that the scenario inside it contradicts, as a sentence; undefined where there is none. */
export const claimProblem = (header: Header, { game, hash }: Loaded): string | undefined =>
  said('the hash of the scenario', header.scenario.hash, hash) ??
  said('the scenario', header.scenario.id, game.id) ??
  titleProblem(game, header.scenario.title) ??
  choiceFault(game, header.scenario) ??
  seatsProblem(game, header.seats) ??
  scriptProblem(game, header.script);

/** Who plays each seat, in order of seat. */
export const playersOf = (game: Game, { seats }: Header): Player[] => game.actors.map(({ id }) => seats[id]!);
