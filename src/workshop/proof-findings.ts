import { RuleFault } from '../core/faults.js';
import type { Game } from '../core/program/game.js';
import type { World } from '../core/program/world.js';
import { numeral } from '../core/text.js';
import { apply, type Move, start } from '../core/turn/play.js';
import { withFault } from '../journal/fault.js';
import { headerOf } from '../journal/lines.js';
import { journalText } from '../journal/write.js';
import type { Diagnostic } from '../scenario/diagnostics.js';
import type { Loaded } from '../scenario/load.js';
import { diagnosticAt, placeNamed } from './place.js';
import { FINITE } from './play-rules.js';
import type { Proof, ProvenProperty, RulesBreak } from './prove.js';

/** What a proof refutes, as diagnostics, with the shortest games that show it. */

/** A finding of the proof. */
export interface ProofFound {
  readonly diagnostic: Diagnostic;
  /** What its witness is called, fit for a file name. */
  readonly name: string;
  /** A shortest game as a journal; its dice were forced, as control would. */
  readonly game?: { readonly turn: number; readonly text: string };
}

/** What a proof found that is not among the findings `known` from exploration. */
export const proofFindings = (
  loaded: Loaded,
  proof: Proof,
  known: readonly Diagnostic[],
  engine: string,
): ProofFound[] => {
  const isKnown = ({ code, position }: Diagnostic): boolean =>
    known.some(
      (other) => other.code === code && other.position.line === position.line && other.position.file === position.file,
    );
  const found = [
    ...[...proof.underPolicies.faults, ...proof.anybody.faults].map((fault, i) => faultFound(loaded, fault, i, engine)),
    ...proof.properties.filter(({ verdict }) => verdict === 'refuted').map((one) => claimFound(loaded, one, engine)),
  ];
  const places = found.map(({ diagnostic: { code, position } }) => `${code} ${position.file}:${position.line}`);
  return found.filter(({ diagnostic }, i) => !isKnown(diagnostic) && places.indexOf(places[i]!) === i);
};

/** The journal of a game whose dice were forced. Orders that break the rules become its last line. */
const journalOf = (loaded: Loaded, moves: readonly Move[], engine: string): { turn: number; text: string } => {
  const { game } = loaded;
  const players = game.actors.map((actor) =>
    moves.some((move) => move.is === 'orders' && move.seat === actor.id && move.orders.length > 0)
      ? ('human' as const)
      : ('hold' as const),
  );
  const header = headerOf(game, loaded, {}, 'proof', players, engine, { control: 'proof' });
  const first = start(game).world;
  const { worlds, fault } = played(game, first, moves);
  const whole = moves.slice(0, worlds.length - 1);
  const text = journalText(game, header, first, whole);
  const last = moves[whole.length];
  const { turn } = worlds.at(-1)!;
  if (fault === undefined || last?.is !== 'orders') return { turn, text };
  const place = { n: whole.length + 1, turn, seat: last.seat, orders: last.orders };
  return { turn, text: withFault(text, { ...place, fault }) };
};

/** The worlds of a game from its first on, as far as its rules go, and the sentence of the fault that ends it. */
const played = (game: Game, first: World, moves: readonly Move[]): { worlds: World[]; fault?: string } => {
  const worlds = [first];
  for (const move of moves)
    try {
      worlds.push(apply(game, worlds.at(-1)!, move).world);
    } catch (error) {
      if (!(error instanceof RuleFault)) throw error;
      return { worlds, fault: error.message };
    }
  return { worlds };
};

const faultFound = (loaded: Loaded, { message, moves }: RulesBreak, i: number, engine: string): ProofFound => {
  const [, sentence = message, where = ''] = /^(.*) \((.*:\d+:\d+)\)$/.exec(message) ?? [];
  const found = `${sentence}, in a game found by proof`;
  return {
    diagnostic: diagnosticAt(loaded.files, 'E601', placeNamed(where), found, FINITE),
    name: `fault-${i + 1}`,
    game: journalOf(loaded, moves, engine),
  };
};

const claimFound = (
  loaded: Loaded,
  { id, claim, origin, game, share, atMost }: ProvenProperty,
  engine: string,
): ProofFound => {
  const why =
    claim === 'reachable'
      ? 'no game comes there, whatever anybody orders'
      : claim === 'share'
        ? `it is so in ${numeral(share.low * 100, atMost * 100)} % of games by doctrine, at most ${numeral(atMost * 100)} % claimed`
        : 'a game shows it';
  const message = `the claim \`${id}\` is refuted by proof: ${why}`;
  return {
    diagnostic: diagnosticAt(loaded.files, 'E603', origin, message, 'Fix the rules, or the claim.'),
    name: id,
    ...(game && claim !== 'share' ? { game: journalOf(loaded, game.moves, engine) } : {}),
  };
};
