import type { Facts } from '../core/facts.js';
import type { Reads } from '../core/language/reads.js';
import type { Game } from '../core/program/game.js';
import { shown } from '../core/seat/narrate.js';

/** What an expression reads, as it stands: `ladder is exchange, Tension is 62`. */
export const readsText = (game: Game, reads: Reads, facts: Facts): string => {
  const parts = [
    ...[...reads.tracks].map((track) => {
      const { id, phases } = game.tracks[track]!;
      return `${id} is ${phases[facts.phases[track]!]!.id}`;
    }),
    ...[...reads.slots].map((slot) => `${game.slots[slot]!.id} is ${shown(game.slots[slot]!, facts.values[slot]!)}`),
    ...[...reads.traits].map((trait) => {
      const { actor, id, values } = game.traits[trait]!;
      return `${game.actors[actor]!.id}.${id} is ${values[facts.traits[trait]!]?.id ?? 'not drawn'}`;
    }),
    ...[...reads.events].map((event) => {
      const last = facts.eventTurn[event]!;
      return last === 0
        ? `${game.events[event]!.id} has not happened`
        : `${game.events[event]!.id} last happened in turn ${last}`;
    }),
  ];
  return parts.length === 0 ? `this is turn ${facts.turn}` : parts.join(', ');
};
