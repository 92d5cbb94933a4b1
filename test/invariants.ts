import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { seedOf } from '../src/core/chance/chance.js';
import type { GameEvent } from '../src/core/program/events.js';
import { type Game, includesSeat, type Slot } from '../src/core/program/game.js';
import { type World, withWorld } from '../src/core/program/world.js';
import { eventsFor, observe, type SeenEvent } from '../src/core/seat/observe.js';
import { nodeAt } from '../src/core/turn/node.js';
import { apply, applyInPlace, type Move, type Played, start, startInPlace } from '../src/core/turn/play.js';
import { CHART_STEPS, DIE } from '../src/core/vocabulary.js';
import { headerOf } from '../src/journal/lines.js';
import { readJournal } from '../src/journal/read.js';
import { journalText } from '../src/journal/write.js';
import type { PolicyName } from '../src/players/policy.js';
import { loadScenario } from '../src/scenario/library.js';
import { gameOf, nextMove, ordersBy, SCENARIOS_UNDER_TEST } from './games.js';
import { expectSame } from './same.js';

/**
 * The ten invariants of the architecture, as properties of every bundled scenario. Each was seen to fail when its rule
 * was broken on purpose; the comment says how. The short tests look at few games of each, the long ones at many.
 */

const POLICY = fc.constantFrom<PolicyName>('random', 'doctrine', 'hold');
const SEED = fc.integer({ min: 0, max: 1_000_000 }).map(String);

/** Games that a property looks at. Few where each takes long: every property plays many steps of each. */
export interface Extent {
  /** Games of a scenario for a property that would have so many in the long tests. */
  readonly games: (full: number, game: Game) => number;
  /** From which policies and seeds are drawn: by scenario. */
  readonly seed: (at: number) => number;
}

interface Step {
  readonly before: World;
  readonly move: Move;
  readonly played: Played;
}

/** A whole game by one policy in every seat. */
const playedBy = (game: Game, policy: PolicyName, seed: string): Step[] => {
  const steps: Step[] = [];
  let { world } = start(game);
  for (let move = nextMove(game, world, policy, seed); move; move = nextMove(game, world, policy, seed)) {
    const played = apply(game, world, move);
    steps.push({ before: world, move, played });
    world = played.world;
  }
  return steps;
};

const endOf = (game: Game, steps: readonly Step[]): World => steps.at(-1)?.played.world ?? start(game).world;

const facesOf = (steps: readonly Step[]): Map<string, number | undefined> =>
  new Map(steps.flatMap(({ move }) => (move.is === 'chance' ? [[move.address, move.face] as const] : [])));

/** Whole games, each played once for all properties that look at its steps. */
const rememberedSteps = (game: Game): ((policy: PolicyName, seed: string) => Step[]) => {
  const known = new Map<string, Step[]>();
  afterAll(() => known.clear());
  return (policy, seed) => {
    const key = `${policy} ${seed}`;
    const steps = known.get(key) ?? playedBy(game, policy, seed);
    known.set(key, steps);
    return steps;
  };
};

export const checkInvariants = (extent: Extent): void => {
  test('there are scenarios to test', () => expect(SCENARIOS_UNDER_TEST).toContain('korean-peninsula'));

  describe.each(SCENARIOS_UNDER_TEST.map((id, at) => [id, at] as const))('%s', (id, at) =>
    invariantsOf(id, at, extent),
  );

  test('seeds are texts: 7 and "7/1" are different games', () =>
    expect(seedOf('7').words).not.toEqual(seedOf('7/1').words));
};

const FULL = 12;

const invariantsOf = (id: string, at: number, extent: Extent): void => {
  const game = gameOf(id);
  const stepsOf = rememberedSteps(game);
  const games = (check: (policy: PolicyName, seed: string) => void, full = FULL): void =>
    fc.assert(fc.property(POLICY, SEED, check), { numRuns: extent.games(full, game), seed: extent.seed(at) });

  // Broken by letting the policy's dice read a clock; test/process.test.ts repeats it in other processes and places.
  test('1. the same scenario, seed and decisions give the same journal, byte for byte', () =>
    games((policy, seed) => {
      const files = loadScenario(id);
      const players = game.actors.map(() => policy);
      const once = (fresh: Game): string =>
        journalText(
          fresh,
          headerOf(fresh, files, {}, seed, players, 'test'),
          start(fresh).world,
          playedBy(fresh, policy, seed).map(({ move }) => move),
        );
      const text = once(game);
      expect(once(loadScenario(id).game)).toBe(text);
      expect(readJournal('game.jsonl', text).moves).toHaveLength(text.split('\n').length - 2);
    }, 4));

  // Broken by counting turns in a variable outside the world.
  test('2. re-playing gives the same world, and a move leaves the world it came from as it was', () =>
    games((policy, seed) => {
      for (const { before, move, played } of stepsOf(policy, seed)) {
        const was = JSON.stringify(before);
        expectSame(apply(game, before, move).world, played.world);
        expect(JSON.stringify(before)).toBe(was);
      }
    }, 5));

  // Broken by resolving orders as they were entered instead of in the fixed sequence.
  test('3. shuffling the entry of orders changes nothing', () =>
    games((policy, seed) => {
      let { world } = start(game);
      for (;;) {
        const node = nodeAt(game, world);
        if (node.is === 'ending') break;
        if (node.is === 'chance') {
          world = apply(game, world, nextMove(game, world, policy, seed)!).world;
          continue;
        }
        const moves = node.seats.map(
          (seat): Move => ({
            is: 'orders',
            seat: game.actors[seat]!.id,
            orders: ordersBy(game, world, seat, policy, seed),
          }),
        );
        const enter = (order: readonly Move[]): World =>
          order.reduce((from, move) => apply(game, from, move).world, world);
        const reversed = [...moves]
          .reverse()
          .map((move) => (move.is === 'orders' ? { ...move, orders: [...move.orders].reverse() } : move));
        const entered = enter(moves);
        expectSame(enter(reversed), entered);
        world = entered;
      }
    }));

  // Broken by drawing nature's dice from one stream in order of use.
  test('4. changing one decision changes no die at an address that exists in both games', () =>
    games((policy, seed) => {
      const one = facesOf(stepsOf(policy, seed));
      const other = facesOf(stepsOf(policy === 'hold' ? 'random' : 'hold', seed));
      const shared = [...one.keys()].filter((address) => other.has(address));
      expect(shared.length).toBeGreaterThan(0);
      for (const address of shared) expect(other.get(address)).toBe(one.get(address));
    }));

  // Broken by letting `observe` hand out `world.traits`.
  test('5. no hidden value reaches another seat’s picture or feed', () =>
    games((policy, seed) => {
      for (const { played, before } of stepsOf(policy, seed)) {
        const { world } = played;
        for (let seat = 0; seat < game.actors.length; seat += 1) {
          expectSame(observe(game, withHiddenChanged(game, world, seat), seat), observe(game, world, seat));
          checkFeed(game, played.events, seat);
        }
        expect(before).toBeDefined();
      }
    }, 3));

  // Broken by storing without the range.
  test('6. dials stay in range, odds sum to one, shares sum to the change they explain', () =>
    games((policy, seed) => {
      for (const { before, played } of stepsOf(policy, seed)) {
        const isInside = ({ min, max }: Slot, value: number): boolean => value >= min && value <= max;
        expect(game.slots.filter((slot, i) => !isInside(slot, played.world.values[i]!))).toEqual([]);
        const node = nodeAt(game, before);
        if (node.is !== 'chance') continue;
        if (node.odds.length > 0) expect(node.odds.reduce((sum, part) => sum + part, 0)).toBe(DIE);
        if (!node.explanation) continue;
        const { base, factors, unlimited } = node.explanation;
        expect(factors.reduce((sum, factor) => sum + factor.share, 0)).toBeCloseTo(unlimited - base, 12);
      }
    }));

  // Broken by testing the horizon one turn late.
  test('7. every game ends by its horizon; final phases stay final', () =>
    games((policy, seed) => {
      const steps = stepsOf(policy, seed);
      const world = endOf(game, steps);
      const short = game.clock.crisis?.turns ?? 0;
      expect(world.step).toBe('over');
      expect(world.period).toBeLessThanOrEqual(world.horizon);
      expect(world.turn).toBeLessThanOrEqual(game.clock.turns[1] * (1 + short));
      for (const { before, played } of steps)
        for (const [i, track] of game.tracks.entries())
          if (track.phases[before.phases[i]!]!.final) expect(played.world.phases[i]).toBe(before.phases[i]);
    }));

  // Broken by forgetting which guards hold in the key under which answers of the statechart are remembered.
  test('8. in place or not, remembered or asked each time: every step is the same', () =>
    games((policy, seed) => {
      const quick = startInPlace(game);
      for (const { before, move, played } of stepsOf(policy, seed)) {
        expectSame(quick, before);
        applyInPlace(game, quick, move);
        expectSame(quick, played.world);
        for (const at of CHART_STEPS)
          expectSame(
            game.chart.quickStep(quick, at) ?? { phases: quick.phases, taken: [] },
            game.chart.step(quick, at),
          );
      }
    }));

  // Broken by keeping a Set in the world.
  test('9. a world survives JSON', () =>
    games((policy, seed) => {
      for (const { before, move, played } of stepsOf(policy, seed)) {
        const revived = JSON.parse(JSON.stringify(before)) as World;
        expectSame(revived, before);
        expectSame(apply(game, revived, move).world, played.world);
      }
    }, 5));

  // Broken by leaving the id out of the address of a trigger.
  test('10. every chance address occurs once in a game', () =>
    games((policy, seed) => {
      const addresses = stepsOf(policy, seed).flatMap(({ move }) => (move.is === 'chance' ? [move.address] : []));
      expect(new Set(addresses).size).toBe(addresses.length);
      expect(new Set(game.dice.map((die) => die.purpose.name)).size).toBe(game.dice.length);
    }));

  test('apply leaves its argument untouched and offers a legal move until the end', () =>
    games((policy, seed) => {
      for (const { before, move } of stepsOf(policy, seed)) {
        const copy = structuredClone(before);
        apply(game, before, move);
        expectSame(before, copy);
      }
    }, 3));
};

/** The world with everything changed that a seat must not see. */
const withHiddenChanged = (game: Game, world: World, seat: number): World =>
  withWorld(world, {
    horizon: world.horizon + 3,
    bonus: world.bonus.map((bonus, other) => (other === seat ? bonus : bonus + 1)),
    points: world.points.map((points, other) => (other === seat ? points : points + 1)),
    traits: world.traits.map((value, i) =>
      game.traits[i]!.actor === seat ? value : (value + 1) % game.traits[i]!.values.length,
    ),
    values: world.values.map((value, i) => {
      const slot = game.slots[i]!;
      const known = includesSeat(slot.seenBy, seat) || (slot.blur !== undefined && includesSeat(slot.blur.seats, seat));
      return known ? value : slot.max - (value - slot.min);
    }),
    phases: world.phases.map((phase, i) => (includesSeat(game.tracks[i]!.seenBy, seat) ? phase : 0)),
    eventTurn: world.eventTurn.map((turn, i) => (includesSeat(game.events[i]!.seenBy, seat) ? turn : turn + 1)),
    eventCount: world.eventCount.map((count, i) => (includesSeat(game.events[i]!.seenBy, seat) ? count : count + 1)),
    sealed: world.sealed.map((orders, other) => (other === seat || orders === false ? orders : [])),
    fog: world.fog.map((face, other) => (other === seat ? face : (face + 1) % DIE)),
  });

/** Nothing that a seat is told names a dial, track or factor that is hidden from it. */
const checkFeed = (game: Game, events: readonly GameEvent[], seat: number): void => {
  for (const event of eventsFor(game, events, seat)) {
    if (event.is === 'moved') expect(includesSeat(game.slots[event.slot]!.seenBy, seat)).toBe(true);
    if (event.is === 'entered') expect(includesSeat(game.tracks[event.track]!.seenBy, seat)).toBe(true);
    if (event.is === 'sealed') expect(event.seat).toBe(seat);
    if (event.is === 'rolled') expect(includesSeat(game.dice[event.die]!.seenBy, seat)).toBe(true);
    if (event.is === 'rolled' || event.is === 'turned-out') expect(mayKnowOutcome(game, event, seat)).toBe(true);
  }
};

type Fallen = SeenEvent & { readonly is: 'rolled' | 'turned-out' };

/** Who sees the event of an outcome, or gave the order, may know it; that nothing came of a trigger, who sees the trigger. */
const mayKnowOutcome = (game: Game, { die, outcome }: Fallen, seat: number): boolean => {
  const { use, outcomes } = game.dice[die]!;
  const event = outcomes[outcome]?.event ?? -1;
  if (use.is === 'action' && game.actions[use.action]!.actor === seat) return true;
  if (event >= 0) return includesSeat(game.events[event]!.seenBy, seat);
  return use.is !== 'trigger' || includesSeat(game.triggers[use.trigger]!.seenBy, seat);
};
