import { oddsOf } from '../../chance/odds.js';
import { RuleFault } from '../../faults.js';
import { amountIn, type Game } from '../../program/game.js';
import type { DocketEntry, MutableWorld } from '../../program/world.js';
import { DIE } from '../../vocabulary.js';
import type { Picture } from '../observe.js';
import { consequencesOf } from './consequences.js';
import { type Consequence, isPossible, type Prospect } from './prospect.js';
import { type Scene, sceneOf } from './scene.js';

/**
 * What an order would do, found by running the rules on what its seat sees: this turn to its end, once with the order and
 * once without, if nobody ordered anything else. The difference is what the order brings. It says the same whatever is
 * hidden from the seat, because it knows nothing but the picture.
 */
/** Every way in which an order can come out. `replyTo` is the event that a conditional order waits for, or -1. */
export const describe = (game: Game, picture: Picture, action: number, replyTo = -1): Prospect[] => {
  const [first, ...others] = guessesOf(game, picture, action).map((guess) => tried(game, guess, action, replyTo));
  return first!.map((prospect, i) => ({
    ...prospect,
    brings: others.reduce((brings, other) => eitherWay(brings, other[i]!.brings), prospect.brings),
  }));
};

const tried = (game: Game, picture: Picture, action: number, replyTo: number): Prospect[] => {
  const { joint } = game.actions[action]!;
  const scene = sceneOf(game, picture, replyTo);
  if (joint < 0) return prospectsOf(scene, { action, replyTo, matched: true, also: [] }, 'own');
  const [first = action] = game.joints[joint]!.actions;
  return [
    ...prospectsOf(scene, { action: first, replyTo, matched: true, also: [] }, 'all'),
    ...prospectsOf(scene, { action, replyTo, matched: false, also: [] }, 'alone'),
  ];
};

/** Most guesses about hidden traits that are tried for one order. */
const MOST_GUESSES = 8;

/** The picture, once for each way in which the hidden traits that the order's effects read can stand. */
const guessesOf = (game: Game, picture: Picture, action: number): Picture[] => {
  const { die, effects, unmatched, joint } = game.actions[action]!;
  const all = joint < 0 ? effects : game.actions[game.joints[joint]!.actions[0]!]!.effects;
  const outcomes = game.dice[die]?.outcomes ?? [];
  const own = [...all, ...unmatched, ...outcomes.flatMap((outcome) => outcome.effects)];
  const traits = new Set(own.flatMap((index) => [...(amountIn(game.effects[index]!.change)?.reads.traits ?? [])]));
  return [...traits]
    .filter((trait) => picture.facts.traits[trait]! < 0)
    .reduce<Picture[]>(
      (guesses, trait) =>
        guesses.length * game.traits[trait]!.values.length > MOST_GUESSES
          ? guesses
          : guesses.flatMap((guess) => game.traits[trait]!.values.map((_, value) => withTrait(guess, trait, value))),
      [picture],
    );
};

const withTrait = (picture: Picture, trait: number, value: number): Picture => ({
  ...picture,
  facts: { ...picture.facts, traits: picture.facts.traits.with(trait, value) },
});

/** What two guesses bring: amounts as a range, and what comes in both; what comes in one alone is possible. */
const eitherWay = (one: readonly Consequence[], other: readonly Consequence[]): Consequence[] => {
  const same = (a: Consequence, b: Consequence): boolean =>
    a.is === 'moved' && b.is === 'moved' ? a.slot === b.slot : JSON.stringify(a) === JSON.stringify(b);
  const both = one.map((a): Consequence => {
    const b = other.find((candidate) => same(a, candidate));
    if (b === undefined) return isPossible(a) ? a : { is: 'perhaps', brings: [a] };
    if (a.is !== 'moved' || b.is !== 'moved') return a;
    const [low, high] = [Math.min(a.by, a.or ?? a.by, b.by), Math.max(a.by, a.or ?? a.by, b.by)];
    return low === high ? a : { is: 'moved', slot: a.slot, by: low, or: high };
  });
  const added = other.filter(
    (b) => !one.some((a) => same(a, b) || (a.is === 'perhaps' && a.brings.some((c) => same(c, b)))),
  );
  return [...both, ...added.map((b): Consequence => (isPossible(b) ? b : { is: 'perhaps', brings: [b] }))];
};
const prospectsOf = (scene: Scene, entry: DocketEntry, keys: Prospect['keys']): Prospect[] => {
  const { game, world } = scene;
  const { die } = game.actions[entry.action]!;
  if (die < 0 || !entry.matched) return [{ keys, outcome: -1, chance: 1, brings: consequencesOf(scene, entry, -1) }];
  const odds = estimatedOdds(game, die, world);
  return game.dice[die]!.outcomes.map((_, outcome) => ({
    keys,
    outcome,
    chance: odds === undefined ? undefined : odds[outcome]! / DIE,
    ...(odds === undefined ? {} : { odds }),
    brings: consequencesOf(scene, entry, outcome),
  }));
};

const estimatedOdds = (game: Game, die: number, world: MutableWorld): readonly number[] | undefined => {
  try {
    return oddsOf(game.dice[die]!.spread, world);
  } catch (error) {
    if (error instanceof RuleFault) return undefined;
    throw error;
  }
};
