import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { World } from '../../src/core/program/world.js';
import { start } from '../../src/core/turn/play.js';
import { headerOf } from '../../src/journal/lines.js';
import { readJournal } from '../../src/journal/read.js';
import { journalText } from '../../src/journal/write.js';
import { choiceOf, type PlayedRecord, playRecord, recordedGame } from '../../src/report/record.js';
import { recordFindings } from '../../src/report/record-findings.js';
import { bundledIds, LIBRARY, loadScenario } from '../../src/scenario/library.js';
import { load } from '../../src/scenario/load.js';
import { firebreak } from '../process/run.js';
import { FERRY, ferryWith, gameOf, playedOf } from './records.js';

const levelOf = ({ game }: PlayedRecord, world: World, slot: string): number =>
  world.values[game.slots.findIndex(({ id }) => id === slot)]!;

const phaseOf = ({ game }: PlayedRecord, world: World): string => game.tracks[0]!.phases[world.phases[0]!]!.id;

const faultsOf = (text: string): string[] =>
  playedOf(text).faults.map(({ turn, message, place }) => `${place} turn ${turn}: ${message}`);

/** The line of a text on which a word stands, from 1. */
const lineOf = (text: string, word: string): number => text.slice(0, text.indexOf(word)).split('\n').length;

describe('a record', () => {
  const played = playedOf(FERRY);

  test('plays as it says, from its own preset, parameters and setup', () => {
    expect(played.faults).toEqual([]);
    expect(played.game.preset).toBe('history');
    expect(played.game.parameters.find(({ id }) => id === 'bite')?.value).toBe(0.4);
    expect(played.world.traits).toEqual([1]);
    expect(played.world.ending).toBe(0);
  });

  test('keeps the world at the end of each turn, before the next one begins', () => {
    expect(played.ends.map(({ turn }) => turn)).toEqual([1, 2, 3]);
    expect(played.ends.map(({ day }) => day - played.game.clock.start)).toEqual([0, 7, 14]);
    expect(played.ends.map((world) => phaseOf(played, world))).toEqual(['stop', 'shots', 'calm']);
    // Searched: 50 + 4 + 10 for the answer; shots: + 15; rumour and both boats home: + 1 − 20. Fog never happens.
    expect(played.ends.map((world) => levelOf(played, world, 'tension'))).toEqual([64, 79, 60]);
    expect(levelOf(played, played.ends[0]!, 'nerve')).toBeCloseTo(30, 1);
    expect(levelOf(played, played.ends[1]!, 'nerve')).toBeCloseTo(75, 1);
  });

  test('tells the outcomes it names, with the odds the model gave them', () => {
    expect(played.rolls.map(({ turn, name, outcome }) => [turn, name, outcome.id, outcome.probability])).toEqual([
      [1, 'south/search', 'papers', 0.6],
      [2, 'search', 'shots', 0.4],
      [3, 'rumour', 'happens', 0.01],
      [3, 'offer', 'accepted', 0.75],
    ]);
    expect(played.rolls[0]?.others).toEqual([{ id: 'shots', label: 'shots', probability: 0.4 }]);
  });

  test('lets nothing happen that it does not name, where that can be; else what is likeliest', () => {
    const fog = (chance: string): number | undefined =>
      playedOf(ferryWith(['chance: 0.2', chance])).ends.map((world) => levelOf(played, world, 'tension'))[0];
    expect(fog('chance: 0.9')).toBe(64);
    expect(fog('chance: 1')).toBe(66);
    expect(fog('outcomes: [ { id: thick, weight: 3 }, { id: nothing, weight: 1 } ]')).toBe(66);
    const unnamed = playedOf(ferryWith(['outcomes: { south/search: papers }', '']));
    expect(unnamed.rolls.map(({ name }) => name)).toEqual(['search', 'rumour', 'offer']);
    expect(unnamed.ends[0]).toEqual(played.ends[0]);
  });

  test('is the same game every time', () => {
    const { moves, events, ends, rolls } = playedOf(FERRY);
    expect({ moves, events, ends, rolls }).toEqual({
      moves: played.moves,
      events: played.events,
      ends: played.ends,
      rolls: played.rolls,
    });
  });

  test('is as long as its last turn where the clock allows that, or as long as it says', () => {
    expect(played.world.horizon).toBe(4);
    expect(playedOf(ferryWith(['nerve: 30 }', 'nerve: 30, horizon: 6 }'])).world.horizon).toBe(6);
    const later = ferryWith(['turn: 3\n', 'turn: 5\n'], ['expect: ladder == "stop"', 'text: Nothing']);
    expect(playedOf(later.replace('text: Nothing', '')).world.horizon).toBe(5);
  });

  test('is a game that a journal keeps and verifies, whatever the seed', () => {
    const { game, moves, world } = played;
    const loaded = load('scenario.yaml', () => FERRY, choiceOf(played.record), LIBRARY);
    const players = game.actors.map(() => 'human' as const);
    const header = headerOf(game, loaded, choiceOf(played.record), 'record', players, '0');
    const read = readJournal('game.jsonl', journalText(game, header, start(game).world, moves));
    expect(read.world).toEqual(world);
  });

  test('without turns is none, so that a scenario that extends another can drop its record', () => {
    expect(
      recordedGame((choice) =>
        gameOf(FERRY.replace(/ {2}turns:\n[\s\S]*? {2}ending/, '  turns: []\n  ending'), choice),
      ),
    ).toBe(undefined);
  });

  test('is not played with other presets than its own', () => {
    const [fault] = playRecord(gameOf(FERRY))?.faults ?? [];
    expect(fault?.message).toMatch(/preset/);
  });
});

describe('a record that cannot be played says where and why', () => {
  const at = (text: string, word: string): string => `scenario.yaml:${lineOf(text, word)}:`;

  test('an order of a round in which its actor is not asked', () => {
    const text = ferryWith(['dials: { tension: 50 }', 'dials: { tension: 44 }']);
    const faults = faultsOf(text);
    expect(faults.at(-1)).toMatch(/turn 1: North was not asked for Consult: in the round Talks/);
    expect(faults.at(-1)).toContain(at(text, '[ consult'));
  });

  test('an order that the rules refuse', () => {
    const text = ferryWith([
      '{ id: south, name: The South, short: South,',
      '{ id: south, name: The South, short: South, points: 0,',
    ]);
    const [first, ...others] = faultsOf(text);
    expect(first).toMatch(/turn 1: South: Search the ferry cannot be ordered now: it costs 1 and 0 points are left/);
    expect(first).toContain(at(text, 'south: [ search ] }'));
    expect(others).toEqual([]);
  });

  test('an outcome without odds', () => {
    const text = ferryWith(['chance: 0.01', 'chance: 0']);
    expect(faultsOf(text)).toEqual([
      expect.stringMatching(/turn 3: `rumour` cannot come out as `happens`.*Possible: nothing/),
    ]);
  });

  test('a die that is not rolled', () => {
    const text = ferryWith(['search: shots, crowd: 75', 'search: shots, crowd: 75, rumour: nothing']);
    expect(faultsOf(text).at(-1)).toMatch(/turn 2: the die of `rumour` was not rolled: it needs `turn >= 3`/);
  });

  test('a condition that fails, with what was found; play goes on', () => {
    const text = ferryWith(['expect: ladder == "stop"', 'expect: ladder == "shots" && tension > 70']);
    expect(faultsOf(text)).toEqual([
      expect.stringMatching(
        /turn 1: as the turn ends `ladder == "shots" && tension > 70` does not hold: ladder is stop, tension is 64/,
      ),
    ]);
    expect(playedOf(text).world.step).toBe('over');
  });

  test('another ending', () => {
    const text = ferryWith(['ending: settled', 'ending: clock-ran-out']);
    expect(faultsOf(text)).toEqual([
      expect.stringMatching(/turn 3: the record ends with clock-ran-out, but the game with settled/),
    ]);
  });

  test('an end that comes too early', () => {
    const text = ferryWith(['  ending: settled', '    - turn: 4\n  ending: settled']);
    expect(faultsOf(text)).toEqual([
      expect.stringMatching(/turn 3: the game ends \(settled\), but the record goes on with turn 4/),
    ]);
  });
});

test('numbers that go wrong while a record is played are a fault with their place', () => {
  const text = ferryWith([
    'chance: 0.01, effects: [ { do: adjust, dial: tension, by: 1 }',
    'chance: 0.01, effects: [ { do: adjust, dial: tension, by: 1 / (turn - 3) }',
  ]);
  expect(faultsOf(text)).toEqual([expect.stringMatching(/^scenario\.yaml:70:\d+ turn 3: the rules break: /)]);
});

describe('`check` plays the record', () => {
  const found = (text: string): string[] =>
    recordFindings(
      load('scenario.yaml', () => text, {}, LIBRARY),
      (choice) => gameOf(text, choice),
    ).map(
      ({ code, severity, position: { line, column }, message }) => `${code} ${severity} ${line}:${column} ${message}`,
    );

  test('and finds nothing in one that stands', () => {
    expect(found(FERRY)).toEqual([]);
  });

  test('and finds what cannot be played, on its line', () => {
    const text = ferryWith(['chance: 0.01', 'chance: 0']);
    expect(found(text)).toEqual([
      `E604 error ${lineOf(text, 'rumour: happens')}:${1 + text.split('\n')[lineOf(text, 'rumour: happens') - 1]!.indexOf('happens')} the record, turn 3: \`rumour\` cannot come out as \`happens\` here: the model gives it no odds. Possible: nothing`,
    ]);
  });

  test('and finds every condition that fails', () => {
    const text = ferryWith(['expect: ladder == "stop"', 'expect: [ ladder == "shots", tension > 90 ]']);
    expect(found(text).map((one) => one.slice(0, 10))).toEqual(['E604 error', 'E604 error']);
  });

  test('as a command: exit 3, and the line', () => {
    const folder = mkdtempSync(join(tmpdir(), 'firebreak-record-'));
    writeFileSync(join(folder, 'ferry.yaml'), ferryWith(['ending: settled', 'ending: clock-ran-out']));
    const { code, out } = firebreak(['check', 'ferry.yaml'], { cwd: folder });
    rmSync(folder, { recursive: true });
    expect(code).toBe(3);
    expect(out).toMatch(/^ferry\.yaml:\d+:\d+ error E604: the record, turn 3: the record ends with/m);
  });
});

test('the example of the manual plays', () => {
  const page = readFileSync(fileURLToPath(new URL('../../docs/manual/records.md', import.meta.url)), 'utf8');
  const [, example = ''] = /```yaml\n(firebreak: 1\n[\s\S]*?)```/.exec(page) ?? [];
  expect(example).toContain('id: two-boats');
  expect(playedOf(example).faults).toEqual([]);
});

test('every record of the bundled scenarios plays and reaches its ending', () => {
  const recorded = bundledIds().flatMap((id) => {
    const game = recordedGame((choice) => loadScenario(id, choice).game);
    return game === undefined ? [] : [{ id, faults: playRecord(game)?.faults }];
  });
  expect(recorded).toEqual(recorded.map(({ id }) => ({ id, faults: [] })));
});
