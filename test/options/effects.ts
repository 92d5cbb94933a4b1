import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Outcome } from './run.js';

/**
 * What each option of each command does that can be seen from outside. A new option without an entry here fails the walk; an
 * entry must be false of a run without the option, unless it says why it is not.
 */

export interface Effect {
  /** How the option is typed. */
  readonly typed: (folder: string) => readonly string[];
  /** Whether an outcome shows that the option was honoured; `changes`: the outcome differs from that without the option. */
  readonly shows: ((outcome: Outcome) => boolean) | 'changes';
  /** Why a run without the option looks the same. */
  readonly same?: string;
}

export interface Walked {
  /** Arguments, with the options that are given. */
  readonly places: (folder: string, given: ReadonlySet<string>) => readonly string[];
  /** Options that every run has unless the pair says something else. */
  readonly usual: Readonly<Record<string, readonly string[]>>;
  readonly effects: Readonly<Record<string, Effect>>;
}

export const SMALL = fileURLToPath(new URL('./small.yaml', import.meta.url));

const effect = (typed: readonly string[], shows: Effect['shows'], same?: string): Effect => ({
  typed: () => typed,
  shows,
  ...(same === undefined ? {} : { same }),
});

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Each line, or the whole, is JSON. */
const isJson = ({ out }: Outcome): boolean =>
  out.trim() !== '' &&
  (parsed(out) !== undefined ||
    out
      .trimEnd()
      .split('\n')
      .every((line) => parsed(line) !== undefined));

const json = effect(['--json'], isJson);
const plain = effect(
  ['--plain'],
  (outcome) => !isJson(outcome) && !outcome.out.includes('\u001b'),
  'without a terminal the lines are plain anyway',
);
// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII itself
const ascii = effect(['--ascii'], ({ out, err }) => out !== '' && /^[\x00-\x7f]*$/.test(out + err));

const budget = effect(['--budget', '90'], () => true, 'a small scenario is within any budget');

interface Header {
  readonly seed: string;
  readonly seats: Readonly<Record<string, string>>;
  readonly scenario: {
    readonly title: string;
    readonly preset: string;
    readonly parameters: Readonly<Record<string, number>>;
  };
}

/** The header of the one game that was saved. */
const headerIn = ({ files }: Outcome): Header | undefined => {
  const text = Object.values(files).find((one) => one.startsWith('{"journal"'));
  return text === undefined ? undefined : (parsed(text.split('\n')[0]!) as Header);
};

const inHeader =
  (holds: (header: Header) => boolean) =>
  (outcome: Outcome): boolean => {
    const header = headerIn(outcome);
    return header !== undefined && holds(header);
  };

const says =
  (pattern: RegExp) =>
  ({ out, err }: Outcome): boolean =>
    pattern.test(out + err);

const saved = (name: string): Effect => ({
  typed: (folder) => ['--save', join(folder, name)],
  shows: ({ files }) => files[name]?.startsWith('{"journal"') === true,
});

const written = (option: string, name: string, looks: RegExp): Effect => ({
  typed: (folder) => [`--${option}`, join(folder, name)],
  shows: ({ files }) => looks.test(files[name] ?? ''),
});

const fileOf = (folder: string, name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

/** Games that the walk makes once, before it begins. */
export interface Games {
  /** Played to its end. */
  readonly whole: string;
  /** Cut before its end. */
  readonly open: string;
  /** The state of a batch. */
  readonly batch: string;
}

const HOLD = ['--all', 'hold'];

const play: Walked = {
  places: () => [SMALL],
  usual: { seed: ['--seed', '5'], all: HOLD },
  effects: {
    seed: effect(
      ['--seed', '77'],
      inHeader(({ seed }) => seed === '77'),
    ),
    seat: effect(
      ['--seat', 'north=random'],
      inHeader(({ seats }) => seats['north'] === 'random'),
    ),
    all: effect(
      ['--all', 'doctrine'],
      inHeader(({ seats }) => seats['south'] === 'doctrine'),
    ),
    budget,
    preset: effect(
      ['--preset', 'history'],
      inHeader(({ scenario }) => scenario.preset === 'history'),
    ),
    set: effect(
      ['--set', 'bite=0.5'],
      inHeader(({ scenario }) => scenario.parameters['bite'] === 0.5),
    ),
    disguise: effect(
      ['--disguise'],
      inHeader(({ scenario }) => scenario.title === 'Case Alder'),
    ),
    save: saved('game.jsonl'),
    orders: {
      typed: (folder) => ['--orders', fileOf(folder, 'orders.yaml', '- { turn: 1, orders: { south: [search] } }\n')],
      shows: ({ files }) => Object.values(files).some((text) => text.includes('"orders":[{"action":"search"')),
    },
    plain,
    json,
    ascii,
  },
};

const resume = ({ open }: Games): Walked => ({
  places: (folder) => {
    const file = join(folder, 'open.jsonl');
    copyFileSync(open, file);
    return [file];
  },
  usual: {},
  effects: { plain, json, ascii },
});

const replay = ({ whole }: Games): Walked => ({
  places: (_, given) => [given.has('record') ? SMALL : whole],
  usual: {},
  effects: {
    record: effect(['--record'], says(/control decided|"outcome":"(shots|papers|afraid)"|search/)),
    turn: effect(['--turn', '2'], (outcome) =>
      isJson(outcome)
        ? !/"turn":[^2]/.test(outcome.out)
        : outcome.out.includes('Turn 2') && !outcome.out.includes('Turn 1'),
    ),
    seat: effect(['--seat', 'north'], ({ out }) => !/South: type:|setup\/trait/.test(out)),
    truth: effect(['--truth'], () => true, 'it is what is shown'),
    save: saved('record.jsonl'),
    disguise: effect(
      ['--disguise'],
      (outcome) =>
        /Case Alder|year 1/.test(outcome.out) && (headerIn(outcome)?.scenario.title ?? 'Case Alder') === 'Case Alder',
    ),
    plain,
    json,
  },
});

const check: Walked = {
  places: () => [SMALL],
  usual: {},
  effects: {
    explore: effect(['--explore', '6'], says(/Explored 6 games|"games": 6,/)),
    prove: effect(['--prove'], says(/Proof by complete enumeration|"proof": \{/)),
    seed: effect(['--seed', 'zz'], says(/seeds zz\/0|"seed": "zz"/)),
    witness: {
      typed: (folder) => ['--witness', join(folder, 'shown')],
      shows: ({ files }) => Object.keys(files).some((name) => name.startsWith('shown/ferry-quiet')),
    },
    budget,
    strict: effect(
      ['--strict'],
      (outcome) => outcome.code === 3 || (outcome.code === 130 && /--strict\s+counts\s+them/.test(outcome.out)),
    ),
    watch: effect(['--watch'], ({ code, out }) => code === 130 && out.includes('Watching')),
    migrate: effect(['--migrate'], says(/nothing\s+to\s+change/)),
    out: written('out', 'new.yaml', /^firebreak: 1/m),
    json,
  },
};

const simulate: Walked = {
  places: () => [SMALL],
  usual: { games: ['--games', '20'], seed: ['--seed', '5'] },
  effects: {
    games: effect(['--games', '30'], says(/: 30 games|"games": 30/)),
    seed: effect(['--seed', '77'], says(/seed 77|"seed": "77"/)),
    seat: effect(['--seat', 'north=hold'], says(/north hold|"north": "hold"/)),
    all: effect(['--all', 'random'], says(/all random|south random|"south": "random"/)),
    preset: effect(['--preset', 'history'], says(/preset history|"preset": "history"/)),
    set: effect(['--set', 'bite=0.5'], says(/bite 0\.5|"bite": 0\.5/)),
    arm: effect(['--arm', 'x:set.patience=60'], says(/x against base|"name": "x"/)),
    count: effect(['--count', 'bell'], says(/bell {2,}|"bell"/)),
    workers: effect(['--workers', '2'], () => true, 'the figures are the same, whoever works them out'),
    budget,
    out: written('out', 'rows.csv', /^scenario,.*\n/),
    resume: {
      typed: (folder) => ['--resume', join(folder, 'kept.state')],
      shows: ({ files }) => files['kept.state']?.startsWith('{"state"') === true,
    },
    json,
    ascii,
  },
};

const STUDY = `study: 1
scenario: small.yaml
seed: "1"
games: 20
`;

const study: Walked = {
  places: (folder) => {
    copyFileSync(SMALL, join(folder, 'small.yaml'));
    return [fileOf(folder, 'study.yaml', STUDY)];
  },
  usual: {},
  effects: {
    out: {
      typed: (folder) => ['--out', join(folder, 'results')],
      shows: ({ files }) => files['results/summary.json'] !== undefined,
    },
    workers: effect(['--workers', '2'], () => true, 'the figures are the same, whoever works them out'),
    budget,
    json,
    ascii,
  },
};

const diagram = ({ whole }: Games): Walked => ({
  places: () => [SMALL],
  usual: {},
  effects: {
    track: effect(['--track', 'harbour'], 'changes'),
    format: effect(['--format', 'dot'], ({ out, files }) => /^digraph/m.test(out + (files['chart.dot'] ?? ''))),
    journal: effect(['--journal', whole], 'changes'),
    games: effect(['--games', '10'], 'changes'),
    seed: effect(['--seed', 'zz'], 'changes'),
    out: written('out', 'chart.dot', /^digraph/),
    ascii,
  },
});

const decisions: Walked = {
  places: () => [SMALL],
  usual: { games: ['--games', '20'] },
  effects: {
    games: effect(['--games', '30'], 'changes'),
    seed: effect(['--seed', '77'], 'changes'),
    preset: effect(['--preset', 'history'], 'changes'),
    doctrine: effect(['--doctrine', 'bite=0.5'], says(/doctrine, bite=0\.5|"bite=0\.5"/)),
    json,
  },
};

const only = (places: readonly string[], effects: Walked['effects']): Walked => ({
  places: () => places,
  usual: {},
  effects,
});

/** All commands that have options. */
export const walkedCommands = (games: Games): Readonly<Record<string, Walked>> => ({
  play,
  resume: resume(games),
  replay: replay(games),
  verify: only([games.whole], { json }),
  repair: {
    places: () => [games.open],
    usual: {},
    effects: { out: written('out', 'kept.jsonl', /^\{"journal"/) },
  },
  list: only([], { disguise: effect(['--disguise'], says(/Case Hazel/)), json }),
  check,
  simulate,
  study,
  compare: only([games.whole, games.open], { json }),
  backtest: only([SMALL], { json }),
  concepts: only(['tripwire'], { json }),
  schema: only([], { protocol: effect(['--protocol'], 'changes') }),
  diagram: diagram(games),
  new: {
    places: (_, given) => (given.has('out') ? ['tale'] : []),
    usual: {},
    effects: {
      out: {
        typed: (folder) => ['--out', join(folder, 'tale.yaml')],
        shows: ({ files }) => files['tale.yaml']?.includes('id: tale') === true,
      },
    },
  },
  decisions,
});
