import { type Game, ladderOf } from '../core/program/game.js';
import { endingId } from '../core/turn/node.js';
import { hashOf } from '../scenario/load.js';
import type { Batch } from './batch.js';
import { type Chunk, FAULTED } from './chunk.js';

/**
 * The rows of a batch on disk: one for each turn of each game, with everything needed to find the game again.
 *
 * | column | type | what it is |
 * |---|---|---|
 * | `scenario` | text | id of the scenario |
 * | `hash` | text | SHA-256 over the scenario's files |
 * | `engine` | text | version of Firebreak |
 * | `preset` | text | start values in force; empty where the scenario has no presets |
 * | `arm` | text | name of the arm; `base` where nothing is compared |
 * | `seed` | text | seed of the game: `firebreak play --seed …` plays it again |
 * | `game` | whole number | position in the batch, from 0 |
 * | `turn` | whole number | turns played, from 1; the row shows the world that the seats find after this turn |
 * | `seat` | text | whose view the row is: always `truth`, what really was |
 * | `phase` | text | phase of the ladder after the turn; empty without a ladder |
 * | `rung` | whole number | its rung; empty without a ladder |
 * | `ending` | text | how the game ended, on its last row; empty before |
 * | one for each dial | number | by the dial's id, for instance `tension` or `home.rok` |
 * | `score.SEAT` | number | score of each seat, 0 to 100, on the last row; empty before |
 *
 * A game that faulted has no rows.
 */
export interface Column {
  readonly name: string;
  readonly type: 'STRING' | 'INT32' | 'DOUBLE';
  readonly values: (string | number | undefined)[];
}

/** Where each row of a chunk comes from. */
interface RowPlaces {
  readonly game: number[];
  readonly turn: number[];
  readonly last: boolean[];
}

const placesOf = (chunk: Chunk): RowPlaces => {
  const places: RowPlaces = { game: [], turn: [], last: [] };
  for (let i = 0; i < chunk.games; i += 1) {
    if (chunk.ending[i] === FAULTED) continue;
    for (let turn = 1; turn <= chunk.turns[i]!; turn += 1) {
      places.game.push(i);
      places.turn.push(turn);
      places.last.push(turn === chunk.turns[i]);
    }
  }
  return places;
};

/** What stands in every row of an arm alike. */
export interface Marks {
  readonly engine: string;
  readonly arm: string;
}

const ladderColumns = (game: Game, chunk: Chunk, rows: number): Column[] => {
  const phases = ladderOf(game)?.phases;
  const at = (row: number) => phases?.[chunk.phaseRows[row]!];
  return [
    { name: 'phase', type: 'STRING', values: Array.from({ length: rows }, (_, row) => at(row)?.id) },
    { name: 'rung', type: 'INT32', values: Array.from({ length: rows }, (_, row) => at(row)?.rung) },
  ];
};

/** The rows of a chunk, by column. Every chunk of a scenario has the same columns. */
export const columnsOf = (batch: Batch, chunk: Chunk, { engine, arm }: Marks): Column[] => {
  const { game, layout, plan } = batch;
  const { game: games, turn, last } = placesOf(chunk);
  const all = (name: string, value: string): Column => ({ name, type: 'STRING', values: games.map(() => value) });
  const dials = layout.dials.length;
  const seats = layout.seats.length;
  return [
    all('scenario', game.id),
    all('hash', hashOf(plan.files)),
    all('engine', engine),
    all('preset', game.preset),
    all('arm', arm),
    { name: 'seed', type: 'STRING', values: games.map((i) => `${plan.seed}/${chunk.first + i}`) },
    { name: 'game', type: 'INT32', values: games.map((i) => chunk.first + i) },
    { name: 'turn', type: 'INT32', values: turn },
    all('seat', 'truth'),
    ...ladderColumns(game, chunk, games.length),
    {
      name: 'ending',
      type: 'STRING',
      values: games.map((i, row) => (last[row] ? endingId(game, chunk.ending[i]!) : undefined)),
    },
    ...layout.dials.map(
      (name, d): Column => ({ name, type: 'DOUBLE', values: games.map((_, row) => chunk.dialRows[row * dials + d]!) }),
    ),
    ...layout.seats.map(
      (id, s): Column => ({
        name: `score.${id}`,
        type: 'DOUBLE',
        values: games.map((i, row) => (last[row] ? chunk.scores[i * seats + s]! : undefined)),
      }),
    ),
  ];
};
