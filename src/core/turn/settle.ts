import { pickDie, type Seed } from '../chance/chance.js';
import { explain, oddsOf, settleOdds } from '../chance/odds.js';
import type { Listener } from '../program/events.js';
import { type Die, EVERYBODY, type Game, NOBODY, type Seats } from '../program/game.js';
import { addressAt, momentOf } from '../program/moment.js';
import { DRAWS, type MutableWorld, NOTHING, type World } from '../program/world.js';
import { DIE } from '../vocabulary.js';
import { announce, applyEffect, markLater } from './effects.js';
import { store } from './stage.js';
import { fire } from './triggers.js';

/**
 * Takes the outcome of the die that is waited for; what it brings is seen when its stage ends. `face` (0 to 9999) is what the die showed, undefined when control
 * forced the outcome; dice whose face is the outcome need it in any case.
 */
export const settle = (
  game: Game,
  world: MutableWorld,
  outcome: number,
  face: number | undefined,
  tell?: Listener,
): void => {
  const index = world.waiting;
  const die = game.dice[index]!;
  if (tell) announceRoll(game, world, index, outcome, face, tell);
  world.waiting = NOTHING;
  world.cursor += 1;
  const { use } = die;
  switch (use.is) {
    case 'trigger': {
      const chosen = die.outcomes[outcome]!;
      if (chosen.event < 0) break;
      if (chosen.event !== game.triggers[use.trigger]!.event) markLater(world, chosen.event);
      fire(game, world, use.trigger, chosen.effects, tell);
      break;
    }
    case 'action': {
      const chosen = die.outcomes[outcome]!;
      markLater(world, chosen.event);
      for (let i = 0; i < chosen.effects.length; i += 1) applyEffect(game, world, chosen.effects[i]!);
      break;
    }
    case 'trait':
      world.traits[use.trait] = outcome;
      break;
    case 'horizon':
      world.horizon = game.clock.turns[0] + outcome;
      break;
    case 'start':
      store(game, world, use.slot, along(use.from, use.to, outcome));
      break;
    case 'fog':
      world.fog[use.seat] = outcome;
      break;
    case 'draw':
      world.pending.push({ ref: DRAWS, of: index, amount: along(use.from, use.to, outcome) });
      fire(game, world, use.trigger, game.triggers[use.trigger]!.effects, tell);
      break;
  }
};

/** Rolls the die that is waited for, without a listener, and takes its outcome: which one, as a position. */
export const rollInPlace = (game: Game, world: MutableWorld, seed: Seed): number => {
  const { purpose, spread } = game.dice[world.waiting]!;
  const face = pickDie(seed, purpose, momentOf(world));
  const outcome = settleOdds(spread, world, face);
  settle(game, world, outcome, face);
  return outcome;
};

/** The middle of the face's share of a range. */
const along = (from: number, to: number, face: number): number => from + ((face + 0.5) / DIE) * (to - from);

const announceRoll = (
  game: Game,
  world: World,
  index: number,
  outcome: number,
  face: number | undefined,
  tell: Listener,
): void => {
  const die = game.dice[index]!;
  const { spread } = die;
  const explanation = 'odds' in spread ? explain(spread.odds, world) : undefined;
  announce(world, tell, die.seenBy, {
    is: 'rolled',
    die: index,
    address: addressAt(game, world, die.purpose),
    odds: oddsOf(spread, world),
    ...(face === undefined ? {} : { face }),
    outcome,
    ...(explanation === undefined ? {} : { explanation }),
  });
  const others = die.outcomeSeenBy & ~die.seenBy & mayHear(game, die, outcome);
  if (others !== NOBODY) announce(world, tell, others, { is: 'turned-out', die: index, outcome });
};

/** That nothing came of a trigger would tell that its condition held. */
const mayHear = (game: Game, { use, outcomes }: Die, outcome: number): Seats =>
  use.is === 'trigger' && outcomes[outcome]!.event < 0 ? game.triggers[use.trigger]!.nothingSeenBy : EVERYBODY;
