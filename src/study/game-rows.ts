import { endingId } from '../core/turn/node.js';
import type { Batch } from './batch.js';
import { FAULTED } from './chunk.js';
import type { Run } from './request.js';
import type { Column } from './rows.js';

/**
 * One row for each game of a study, in `games.csv`: `arm`, `seed`, `game`, the parameters that were set, `ending`,
 * `turns`, `days`, `peak` (highest rung), `first_incident` (turn; empty without), `trait.ID`, every dial at the end,
 * `score.SEAT`, `event.ID`.
 */
export const gameColumns = (batch: Batch, run: Run, parameters: readonly string[]): Column[] => {
  const { game, layout, plan } = batch;
  const places = batch.chunks.flatMap((chunk) =>
    Array.from({ length: chunk.games }, (_, i) => ({ chunk, i })).filter(({ i }) => chunk.ending[i] !== FAULTED),
  );
  type Place = (typeof places)[number];
  const column = (
    name: string,
    type: Column['type'],
    value: (place: Place) => string | number | undefined,
  ): Column => ({
    name,
    type,
    values: places.map(value),
  });
  const widths = { traits: layout.traits.length, dials: layout.dials.length, seats: layout.seats.length };
  return [
    column('arm', 'STRING', () => run.arm),
    column('seed', 'STRING', ({ chunk, i }) => `${plan.seed}/${chunk.first + i}`),
    column('game', 'INT32', ({ chunk, i }) => chunk.first + i),
    ...parameters.map((id) => column(id, 'DOUBLE', () => run.choice.parameters?.[id])),
    column('ending', 'STRING', ({ chunk, i }) => endingId(game, chunk.ending[i]!)),
    column('turns', 'INT32', ({ chunk, i }) => chunk.turns[i]!),
    column('days', 'INT32', ({ chunk, i }) => chunk.days[i]!),
    column('peak', 'INT32', ({ chunk, i }) => chunk.peak[i]!),
    column('first_incident', 'INT32', ({ chunk, i }) => chunk.firstIncident[i] || undefined),
    ...game.traits.map((trait, t) =>
      column(`trait.${trait.id}`, 'STRING', ({ chunk, i }) => trait.values[chunk.traits[i * widths.traits + t]!]?.id),
    ),
    ...layout.dials.map((id, d) => column(id, 'DOUBLE', ({ chunk, i }) => chunk.finals[i * widths.dials + d]!)),
    ...layout.seats.map((id, s) =>
      column(`score.${id}`, 'DOUBLE', ({ chunk, i }) => chunk.scores[i * widths.seats + s]!),
    ),
    ...layout.events.map((id, e) =>
      column(`event.${id}`, 'INT32', ({ chunk, i }) => chunk.counts[i * layout.events.length + e]!),
    ),
  ];
};
