import { expect, test } from 'vitest';
import { ownTraitLines } from '../src/cli/plain.js';
import { seatOf } from '../src/core/program/game.js';
import { observe } from '../src/core/seat/observe.js';
import { opening, playOn, tableOf } from '../src/players/table.js';
import { gameOf } from './games.js';

/** A person in plain lines learns what the dice made of its own seat, and nobody else does. */
test('own traits are told to their own seat alone', () => {
  const game = gameOf('korean-peninsula');
  const people = game.actors.map(() => 'human' as const);
  const world = playOn(tableOf(game, '3', people), opening(game).world);
  const told = (seat: number): string => ownTraitLines({ game, picture: observe(game, world, seat) }).join(' ');
  expect(told(seatOf(game, 'dprk'))).toMatch(/Type: (Opportunist|Insecure)\./);
  expect(told(seatOf(game, 'rok'))).not.toMatch(/Opportunist|Insecure/);
});
