import type { Facts } from '../core/facts.js';
import type { Effect, Game } from '../core/game.js';
import { shown, signed, timeWords } from '../core/narrate.js';
import { mayKnow, sightOf } from '../core/observe.js';
import type { ChartStep } from '../core/vocabulary.js';
import type { Tone } from './line.js';

/**
 * What would follow from an order, in words, by the seat's own picture. The rules are open to everybody; the values they
 * read here are only those that the seat sees.
 */

export interface Consequence {
  readonly text: string;
  readonly tone?: Tone;
}

const toneOf = (game: Game, slot: number, by: number): Tone | undefined => {
  const { good } = game.slots[slot]!;
  if (good === 'neither' || by === 0) return undefined;
  return (good === 'up') === by > 0 ? 'good' : 'bad';
};

const timing = (game: Game, effect: Effect, lasts: number): string =>
  (effect.after > 0 ? ` in ${timeWords(game, effect, effect.after)}` : '') +
  (lasts > 0 ? ` for ${timeWords(game, effect, lasts)}` : '');

const toned = (text: string, tone: Tone | undefined): Consequence => (tone === undefined ? { text } : { text, tone });

const wordsOf = (game: Game, facts: Facts, seat: number, effect: Effect): Consequence | undefined => {
  const { change } = effect;
  switch (change.is) {
    case 'adjust': {
      if (sightOf(game, change.slot, seat) === 'hidden') return undefined;
      const by = change.by.value(facts);
      if (!(Math.abs(by) >= 0.05)) return undefined;
      const text = `${game.slots[change.slot]!.label} ${signed(by)}${timing(game, effect, change.lasts)}`;
      return toned(text, toneOf(game, change.slot, by));
    }
    case 'set': {
      if (sightOf(game, change.slot, seat) === 'hidden') return undefined;
      const slot = game.slots[change.slot]!;
      const to = change.to.value(facts);
      if (to === facts.values[change.slot]) return undefined;
      return toned(`${slot.label} becomes ${shown(slot, to)}${timing(game, effect, 0)}`, undefined);
    }
    case 'raise': {
      if (sightOf(game, change.slot, seat) === 'hidden') return undefined;
      const text = `${game.slots[change.slot]!.label}: ${change.to ? 'yes' : 'no'}${timing(game, effect, change.lasts)}`;
      return toned(text, undefined);
    }
    case 'points': {
      const by = change.by.value(facts);
      return toned(`${game.actors[change.actor]!.short} ${signed(by)} points next turn`, by < 0 ? 'bad' : 'good');
    }
    case 'signal':
    case 'tell':
      return undefined;
  }
};

/** Values and events as they would be when these effects had happened at once. */
const imagined = (game: Game, facts: Facts, effects: readonly Effect[], events: readonly number[]): Facts => {
  const values = [...facts.values];
  const eventTurn = [...facts.eventTurn];
  const eventCount = [...facts.eventCount];
  const happen = (event: number): void => {
    eventTurn[event] = facts.turn;
    eventCount[event] = (eventCount[event] ?? 0) + 1;
  };
  for (const event of events) if (event >= 0) happen(event);
  for (const { change, after } of effects) {
    if (after > 0) continue;
    if (change.is === 'signal') happen(change.event);
    if (change.is !== 'adjust' && change.is !== 'set' && change.is !== 'raise') continue;
    const { min, max } = game.slots[change.slot]!;
    const before = values[change.slot]!;
    const now =
      change.is === 'adjust'
        ? before + change.by.value(facts)
        : change.is === 'set'
          ? change.to.value(facts)
          : Number(change.to);
    values[change.slot] = Math.min(Math.max(now, min), max);
  }
  return { ...facts, values, eventTurn, eventCount };
};

/** Phases after these steps of the turn, if nothing else happened. */
const phasesAfter = (game: Game, facts: Facts, steps: readonly ChartStep[]): readonly number[] => {
  let { phases, entered } = facts;
  for (const step of steps) {
    const before = phases;
    const since = entered;
    phases = game.chart.step({ ...facts, phases, entered }, step).phases;
    entered = phases.map((phase, track) => (phase === before[track] ? since[track]! : facts.turn));
  }
  return phases;
};

/** What happens with these effects, by event position. */
const caused = (effects: readonly Effect[], events: readonly number[]): Set<number> =>
  new Set([...events, ...effects.flatMap(({ change }) => (change.is === 'signal' ? [change.event] : []))]);

/** Ids of the phases whose transitions can be taken from a leaf: itself and those around it. */
const phasesAround = (game: Game, track: number, leaf: number): string[] => {
  const { phases, groups } = game.tracks[track]!;
  return [phases[leaf]!.id, ...groups.flatMap((group) => (group.leaves.includes(leaf) ? [group.id] : []))];
};

/** Ways out of the present phases that wait for one of these events, and for something else besides. */
const openings = (
  { game, facts, seat }: Sighted,
  events: ReadonlySet<number>,
  taken: readonly string[],
): Consequence[] => {
  const words = game.chart.transitions.flatMap((way) => {
    const track = game.tracks[way.track]!;
    const waits = [...way.when.reads.events].some((event) => events.has(event));
    const here = phasesAround(game, way.track, facts.phases[way.track]!).includes(way.from);
    if (!waits || !here || !mayKnow(track.seenBy, seat)) return [];
    const to = track.phases.find(({ id }) => id === way.to)?.label ?? way.to;
    return [`${track.label} → ${to}`];
  });
  return [...new Set(words)].filter((text) => !taken.includes(text)).map((text) => ({ text }));
};

/** What a seat looks with: the game and its own facts. */
export interface Sighted {
  readonly game: Game;
  readonly facts: Facts;
  readonly seat: number;
}

/** One thing that may come of an order: effects by position, events that happen with it, the round it resolves in. */
export interface Deed {
  readonly effects: readonly number[];
  readonly events: readonly number[];
  readonly round: number;
}

/** What may come of an action, in the order of its die's outcomes; a single deed where it has no die. */
export const deedsOf = (game: Game, index: number): Deed[] => {
  const { die, effects, event, ownEvent, round } = game.actions[index]!;
  if (die < 0) return [{ effects, events: [event, ownEvent], round }];
  return game.dice[die]!.outcomes.map((outcome) => ({
    effects: outcome.effects,
    events: [event, ownEvent, outcome.event],
    round,
  }));
};

/** What comes of a two-key order when the other key is not turned. */
export const unmatchedDeed = (game: Game, index: number): Deed => {
  const { unmatched, unmatchedEvent, round } = game.actions[index]!;
  return { effects: unmatched, events: [unmatchedEvent], round };
};

interface TrackMove {
  readonly track: number;
  readonly from: number;
  readonly to: number;
}

const holding = (facts: Facts, effects: readonly Effect[]): Effect[] =>
  effects.filter((effect) => effect.when?.holds(facts) ?? true);

const named = (game: Game, effects: readonly number[]): Effect[] => effects.map((index) => game.effects[index]!);

/** Tracks that would move because of a deed, and that the seat sees. */
const movesOf = ({ game, facts, seat }: Sighted, { effects, events, round }: Deed): TrackMove[] => {
  const steps: readonly ChartStep[] = round < 0 ? ['resolution', 'review'] : ['consultation'];
  const anyway = phasesAfter(game, facts, steps);
  const then = phasesAfter(game, imagined(game, facts, holding(facts, named(game, effects)), events), steps);
  return game.tracks.flatMap(({ seenBy }, track) =>
    then[track] === anyway[track] || !mayKnow(seenBy, seat) ? [] : [{ track, from: anyway[track]!, to: then[track]! }],
  );
};

const moveWords = (game: Game, { track, from, to }: TrackMove): Consequence => {
  const { ladder, label, phases } = game.tracks[track]!;
  const text = `${label} → ${phases[to]!.label}`;
  if (!ladder || phases[from]!.rung === phases[to]!.rung) return { text };
  return { text, tone: phases[to]!.rung > phases[from]!.rung ? 'bad' : 'good' };
};

/** Effects of entering the phases that a deed leads to. */
const onEntering = (game: Game, moves: readonly TrackMove[]): number[] =>
  moves.flatMap(({ track, from, to }) => {
    const { groups, phases } = game.tracks[track]!;
    const around = groups.filter(({ leaves }) => leaves.includes(to) && !leaves.includes(from));
    return [...around.flatMap(({ enter }) => enter), ...phases[to]!.enter];
  });

export interface Preview {
  /** Follows if the state is then as the seat sees it now. */
  readonly sure: readonly Consequence[];
  /** Follows only if something else comes to hold that does not hold now. */
  readonly possible: readonly Consequence[];
}

/** What a deed would bring, in words. */
export const previewOf = (sighted: Sighted, deed: Deed): Preview => {
  const { game, facts, seat } = sighted;
  const words = (list: readonly Effect[]): Consequence[] =>
    list.flatMap((effect) => wordsOf(game, facts, seat, effect) ?? []);
  const all = named(game, deed.effects);
  const now = holding(facts, all);
  const moves = movesOf(sighted, deed);
  const moved = moves.map((move) => moveWords(game, move));
  const entering = holding(facts, named(game, onEntering(game, moves)));
  const opened = openings(
    sighted,
    caused(now, deed.events),
    moved.map(({ text }) => text),
  );
  const waiting = all.filter((effect) => !now.includes(effect));
  return { sure: [...moved, ...words([...now, ...entering])], possible: [...opened, ...words(waiting)] };
};

/** Change that a deed would make to each dial the seat sees; effects of later turns are left out. */
export const changesOf = (sighted: Sighted, deed: Deed): Map<number, number> => {
  const { game, facts, seat } = sighted;
  const changes = new Map<number, number>();
  const effects = [...deed.effects, ...onEntering(game, movesOf(sighted, deed))];
  for (const { change, after } of holding(facts, named(game, effects))) {
    if (change.is !== 'adjust' || after > 0) continue;
    if (game.slots[change.slot]!.kind !== 'dial' || sightOf(game, change.slot, seat) === 'hidden') continue;
    changes.set(change.slot, (changes.get(change.slot) ?? 0) + change.by.value(facts));
  }
  return changes;
};
