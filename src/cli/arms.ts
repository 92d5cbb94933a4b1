import type { Game } from '../core/program/game.js';
import { changedPresets } from '../core/program/presets.js';
import { didYouMean, listed } from '../core/text.js';
import { type Player, POLICY_NAMES, type PolicyName } from '../players/policy.js';
import type { Choice } from '../scenario/compile/index.js';
import type { Request, Run } from '../study/request.js';
import { parseParameters, parsePlayers } from './begin.js';
import { commandLine } from './called.js';
import { CommandError, EXIT } from './errors.js';

/** Arms: what is played, by whom, from what start; as options say it and as a command repeats it. */

/** What is played, and who plays it. */
export interface Arm {
  readonly name: string;
  readonly choice: Choice;
  readonly players: readonly PolicyName[];
}

/** The arm that the others change. */
export const BASE = 'base';

/** Nobody can be asked in a batch. */
export const onlyPolicies = (players: readonly Player[]): PolicyName[] =>
  players.map((player) => {
    if (player === 'human')
      throw new CommandError(
        EXIT.usage,
        `In a batch nobody can be asked: use ${listed(POLICY_NAMES, 'or')}, not human.`,
      );
    return player;
  });

const KEYS = ['all', 'preset', 'seat.ACTOR', 'set.PARAMETER'];

interface Changes {
  all?: string;
  preset?: string;
  readonly seats: string[];
  readonly sets: string[];
}

const changesOf = (text: string): Changes => {
  const changes: Changes = { seats: [], sets: [] };
  for (const pair of text.split(',').filter((part) => part.trim() !== '')) {
    const [, key = '', value = ''] = /^\s*([^=]+?)\s*=\s*(.*?)\s*$/.exec(pair) ?? [];
    const [kind = '', ...rest] = key.split('.');
    const name = rest.join('.');
    if (key === 'all') changes.all = value;
    else if (key === 'preset') changes.preset = value;
    else if (kind === 'seat' && name !== '') changes.seats.push(`${name}=${value}`);
    else if (kind === 'set' && name !== '') changes.sets.push(`${name}=${value}`);
    else
      throw new CommandError(
        EXIT.usage,
        `--arm does not know "${pair.trim()}".${didYouMean(key, KEYS) || ` It knows ${KEYS.join('=…, ')}=….`}`,
      );
  }
  return changes;
};

/** `NAME:KEY=VALUE[,KEY=VALUE…]`: the base arm with changes. */
export const parseArm = (text: string, base: Arm, game: Game): Arm => {
  const [, name = '', list = ''] = /^([\w-]+):(.+)$/s.exec(text) ?? [];
  if (name === '' || name === BASE)
    throw new CommandError(
      EXIT.usage,
      `--arm takes NAME:KEY=VALUE[,KEY=VALUE…] with a name other than "${BASE}", for instance --arm firm:all=hold; not "${text}".`,
    );
  const changes = changesOf(list);
  const changed = parsePlayers(game, changes.all, changes.seats, 'doctrine', POLICY_NAMES);
  const named = new Set(changes.seats.map((pair) => pair.split('=')[0]));
  const players = base.players.map((player, seat) =>
    changes.all !== undefined || named.has(game.actors[seat]!.id) ? changed[seat]! : player,
  );
  const parameters = { ...base.choice.parameters, ...parseParameters(changes.sets) };
  return {
    name,
    players: onlyPolicies(players),
    choice: {
      preset: changedPresets(game.presets, base.choice.preset, changes.preset),
      ...(Object.keys(parameters).length > 0 ? { parameters } : {}),
    },
  };
};

/** The command that plays one game of a run, with its journal. */
export const playCommand = (request: Request, run: Run, seats: readonly string[], game: number): string => {
  const most = POLICY_NAMES.find((name) => run.players.every((player) => player === name)) ?? 'doctrine';
  return commandLine('play', [request.scenario], {
    seed: `${request.seed}/${game}`,
    all: most,
    seat: run.players.flatMap((player, seat) => (player === most ? [] : [`${seats[seat]}=${player}`])),
    preset: run.choice.preset,
    set: Object.entries(run.choice.parameters ?? {}).map(([id, value]) => `${id}=${value}`),
    plain: true,
  });
};

/** The run that a game of an arm belongs to. */
export const runOfGame = (request: Request, arm: string, game: number): Run =>
  request.runs.find((run) => run.arm === arm && run.first <= game && game < run.end)!;
