import { expect } from 'vitest';
import { gameOf, SCENARIOS_UNDER_TEST } from '../games.js';
import { type Spot, spotsOf } from './spots.js';
import { picker, twinOf } from './twin.js';
import { COMMANDS, drawnOf, framesOf, savedCard, sessionsAt } from './ways.js';

/** The walk over spots of games, at each of which a seat must not be able to tell its world from the twin. */

export interface Walk {
  readonly seed: number;
  /** Spots in all, shared out among the scenarios. */
  readonly spots: number;
  /** Of the states of the screens, every so manieth is drawn at a spot: the others at later ones. */
  readonly every: number;
}

/** At one spot of so many a screen is drawn to the last byte: that takes long, and a page says how it is drawn. */
const DRAWN = 6;

/** Compares what a seat gets at a spot with what it gets at the twin. */
const compare = async (spot: Spot, at: number, { seed, every }: Walk): Promise<void> => {
  const twin = twinOf(spot, seed + at);
  const where = `${spot.table.game.id}, ${spot.table.game.actors[spot.seat]!.id}, turn ${spot.position.world.turn}, seed ${spot.table.seed.text}`;
  const ways = Object.entries(COMMANDS).flatMap(([name, outputs]) =>
    typeof outputs === 'string' ? [] : outputs.map((output, way) => ({ name: `${name} ${way + 1}`, output, way })),
  );
  for (const { name, output } of ways) expect(await output(twin), `${name} at ${where}`).toBe(await output(spot));
  expect(savedCard(twin), `the saved games at ${where}`).toBe(savedCard(spot));
  const [screens, twins] = [sessionsAt(spot), sessionsAt(twin)];
  expect(twins.length, `the screens at ${where}`).toBe(screens.length);
  for (let i = at % every; i < screens.length; i += every)
    expect(framesOf(twins[i]!), `screen ${i} at ${where}: ${JSON.stringify(screens[i]!.screen)}`).toBe(
      framesOf(screens[i]!),
    );
  const drawn = at % screens.length;
  if (at % DRAWN !== 0) return;
  expect(drawnOf(twins[drawn]!), `screen ${drawn} as drawn at ${where}`).toBe(drawnOf(screens[drawn]!));
};

/** Walks over spots of all scenarios and seats. Returns how many there were. */
export const walk = async (of: Walk): Promise<number> => {
  const pick = picker(of.seed);
  const each = Math.ceil(of.spots / SCENARIOS_UNDER_TEST.length);
  let walked = 0;
  for (const scenario of SCENARIOS_UNDER_TEST) {
    const seats = gameOf(scenario).actors.length;
    let found: Spot[] = [];
    for (let game = 0; found.length < each; game += 1)
      found = [...found, ...spotsOf(scenario, (game + pick(seats)) % seats, `${of.seed}/${game}`)];
    // Those of one game lie close together: take some from each.
    const step = found.length / each;
    for (let i = 0; i < each; i += 1) {
      await compare(found[Math.floor(i * step)]!, walked, of);
      walked += 1;
    }
  }
  return walked;
};
