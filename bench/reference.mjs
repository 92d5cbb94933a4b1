/**
 * The reference game of the benchmark: five actors with eight actions each, twelve turns, twenty variables, three tracks
 * of six phases that watch each other, ten triggers, one die an action. The tables below are its only definition; every
 * implementation is made from them.
 */

export const ACTORS = 5;
export const ACTIONS = 8;
export const VARIABLES = 20;
export const TRACKS = 3;
export const PHASES = 6;
export const TURNS = 12;

export const sizes = (change = {}) => ({
  actors: ACTORS,
  actions: ACTIONS,
  triggers: 10,
  turns: TURNS,
  ...change,
});

const variable = (n) => n % VARIABLES;

/** Start of each variable: spread over 30 to 69. */
export const STARTS = Array.from({ length: VARIABLES }, (_, i) => 30 + ((i * 7) % 40));

/** Action `m` (actor × actions + k): guards, factors and effects by variable. */
export const actionTable = ({ actors, actions }) =>
  Array.from({ length: actors * actions }, (_, m) => ({
    above: variable(m),
    below: variable(3 * m + 5),
    track: m % 2 === 0 ? m % TRACKS : -1,
    helps: variable(m + 2),
    hinders: variable(m + 9),
    gains: variable(m + 1),
    loses: variable(2 * m + 3),
    follows: variable(5 * m + 7),
    leader: variable(m + 4),
    pays: variable(7 * m + 1),
  }));

/** Trigger `j`: the first four in ten are random, the others follow a condition. */
export const triggerTable = ({ triggers }) =>
  Array.from({ length: triggers }, (_, j) => ({
    random: j % 10 < 4,
    watches: variable(3 * j + 2),
    other: variable(5 * j + 1),
    moves: variable(7 * j + 4),
    by: j % 2 === 0 ? 2 : -3,
  }));

/** Track `t` climbs on one variable, falls on another, and the last two climbs wait for the next track. */
export const trackTable = Array.from({ length: TRACKS }, (_, t) => ({
  climbs: variable(4 * t + 1),
  falls: variable(6 * t + 3),
  watches: (t + 1) % TRACKS,
}));

export const climbAbove = (phase) => 45 + 2 * phase;
export const fallBelow = (phase) => 35 + phase;

/** The game as a scenario file. */
export const scenarioText = (size = sizes()) => {
  const lines = [
    'firebreak: 1',
    'id: reference',
    'title: Reference game',
    `clock: { unit: month, start: 2026-01-01, turns: ${size.turns} }`,
    'dials:',
    ...STARTS.map((start, i) => `  - { id: v${i}, label: V${i}, start: ${start} }`),
    'actors:',
  ];
  for (let a = 0; a < size.actors; a += 1) {
    const picks = Array.from({ length: size.actions }, (_, k) => `{ order: a${a}k${k} }`).join(', ');
    lines.push(`  - { id: a${a}, name: A${a}, short: A${a}, doctrine: [ { id: choice, pick: [ ${picks} ] } ] }`);
  }
  lines.push('tracks:');
  for (const [t, track] of trackTable.entries()) {
    lines.push(`  - id: t${t}`, `    label: T${t}`, '    initial: p0', '    phases:');
    for (let p = 0; p < PHASES; p += 1) {
      const go = [];
      const wait = p >= 3 ? ` && t${track.watches} != "p0"` : '';
      if (p < PHASES - 1) go.push(`{ to: p${p + 1}, when: 'v${track.climbs} > ${climbAbove(p)}${wait}' }`);
      if (p > 0) go.push(`{ to: p${p - 1}, when: 'v${track.falls} < ${fallBelow(p)}' }`);
      lines.push(`      - { id: p${p}, go: [ ${go.join(', ')} ] }`);
    }
  }
  lines.push('actions:');
  for (const [m, action] of actionTable(size).entries()) {
    const a = Math.floor(m / size.actions);
    const guard = action.track < 0 ? '' : ` && t${action.track} != "p5"`;
    lines.push(
      `  - id: a${a}k${m % size.actions}`,
      `    actor: a${a}`,
      `    label: A${a}K${m % size.actions}`,
      '    kind: diplomatic',
      `    when: v${action.above} >= 20 && v${action.below} <= 85${guard}`,
      '    odds:',
      '      base: 0.5',
      '      limits: [0, 1]',
      '      factors:',
      `        - { label: help, logit: 0.02 * (v${action.helps} - 50) }`,
      `        - { label: hindrance, logit: -0.015 * (v${action.hinders} - 50) }`,
      '    outcomes:',
      `      - { id: success, effects: [ { do: adjust, dial: v${action.gains}, by: 3 }, { do: adjust, dial: v${action.loses}, by: -2 }, { do: adjust, dial: v${action.follows}, by: 0.05 * (v${action.leader} - 50) } ] }`,
      `      - { id: failure, effects: [ { do: adjust, dial: v${action.pays}, by: -1 } ] }`,
    );
  }
  lines.push('triggers:');
  for (const [j, trigger] of triggerTable(size).entries()) {
    const when = trigger.random ? `chance: 0.1` : `when: v${trigger.watches} > 55 && v${trigger.other} < 60`;
    lines.push(
      `  - { id: x${j}, label: X${j}, ${when}, effects: [ { do: adjust, dial: v${trigger.moves}, by: ${trigger.by} } ] }`,
    );
  }
  lines.push('endings:', '  - { id: done, label: Done, when: last_turn }');
  return `${lines.join('\n')}\n`;
};
