import { describe, expect, test } from 'vitest';
import { situationLines } from '../../src/cli/plain.js';
import { menuLines, optionsFor, understand } from '../../src/cli/prompt.js';
import { eventWords } from '../../src/ui/words.js';
import { gameOf, given, opened, pictureOf } from './table.js';

/**
 * What a person in plain lines reads before ordering. Seen to fail when orders in reserve were listed one a line, when their
 * numbers did not go on from the list, and when an event was called by its id.
 */

const game = gameOf('reserve');
const luck = { 'trigger/scuffle': 'calm' };
const picture = (seat: string): ReturnType<typeof pictureOf> => pictureOf(opened(game, luck), seat);
const menu = (seat: string): string[] => menuLines(game, picture(seat), optionsFor(game, picture(seat))).slice(2, -1);

describe('the menu', () => {
  test('lists what nothing calls for yet in one paragraph, numbered on', () => {
    expect(menu('a')).toEqual([
      '  1. Raise the shield (0 points)',
      '  2. Late (0 points)',
      '  3. If this happens this turn: A heavy blow: Raise the shield (0 points)',
      '  4. If this happens this turn: B: Strike: Late (0 points)',
      '  In reserve for this turn: 5. Answer in kind (0 points) only if A heavy blow; 6. Answer in kind (0',
      '  points) only if B: Strike.',
    ]);
  });

  test('its numbers are the orders', () => {
    const at = picture('a');
    expect(understand(game, at, optionsFor(game, at), '6')).toMatchObject({
      is: 'orders',
      orders: [{ action: 'answer', replyTo: 'strike' }],
    });
  });

  test('names events by their labels, or what they come of', () => {
    const words = (id: string): string =>
      eventWords(
        game,
        game.events.findIndex((event) => event.id === id),
      );
    expect(['heavy-blow', 'strike', 'scuffle', 'scuffle/draw', 'scuffle/calm', 'quiet-word'].map(words)).toEqual([
      'A heavy blow',
      'B: Strike',
      'A scuffle',
      'A scuffle: nobody wins',
      'A scuffle: calm',
      'quiet word',
    ]);
  });
});

describe('the situation', () => {
  test('shows counters that have counted and gauges, as far as the seat sees them', () => {
    const lines = (seat: number): string[] =>
      situationLines({ game, picture: picture(seat === 0 ? 'a' : 'b'), viewer: seat });
    expect(lines(0)).toEqual(['  Heat 50.', '  Dead 3, Risk 25%, Pressure 53.', '  Mood: Calm.']);
    expect(lines(1)[1]).toBe('  Dead 3, Plans 7, Risk 25%, Pressure 53, Secret 14.');
  });

  test('leaves out what there is nothing of', () => {
    const bare = gameOf('endings');
    expect(situationLines({ game: bare, picture: pictureOf(opened(bare), 'a'), viewer: 0 })).toEqual(['  Heat 0.']);
  });
});

test('replies go in rounds: what answers a reply comes in the round after it', () => {
  const position = given(
    opened(game, luck),
    {
      a: [{ action: 'late', replyTo: 'strike' }],
      b: ['strike', { action: 'early', replyTo: 'late' }, { action: 'last', replyTo: 'late' }],
    },
    luck,
  );
  const results = position.events.flatMap((event) =>
    event.is === 'ordered' ? [`${game.actions[event.action]!.id} ${event.result}`] : [],
  );
  expect(results).toEqual(['strike carried-out', 'late carried-out', 'early carried-out', 'last carried-out']);
});
