import { Argument, type Command, Option } from 'commander';
import { FLAGSHIP } from '../scenario/flagship.js';
import { BUDGET } from './budget.js';
import type { CheckOptions } from './check.js';
import type { DecisionsOptions } from './decisions.js';
import type { DiagramOptions } from './diagram.js';
import { FORMATS, type Format, formatOf, namesAnother } from './diagram-format.js';
import { EXIT } from './errors.js';
import type { NewOptions } from './new.js';
import { collect, completing, run, SHELLS, type Shell, whole } from './options.js';
import type { ListOptions } from './scenarios.js';
import { excludes, needs, together } from './together.js';

/** The commands for those who choose and write scenarios: list, check; diagram, new, decisions, schema; and completion. */

/** Most games on one diagram. */
const MOST_GAMES = 100_000;

const addList = (program: Command): void => {
  program
    .command('list')
    .description('the bundled scenarios')
    .option('--disguise', 'under titles that do not give the case away')
    .option('--json', 'as JSON')
    .action(run(async (options: ListOptions) => (await import('./scenarios.js')).list(options)));
};

const addCheck = (program: Command): void => {
  together(program.command('check'), [
    needs('seed', ['explore'], 'it is the seed of the games that are explored'),
    needs('budget', ['explore'], 'it is the time for the games that are explored'),
    needs('witness', ['explore', 'prove'], 'witnesses are found by playing'),
    excludes('watch', 'json', 'watching prints for people, again and again'),
    needs('out', ['migrate'], 'it says where the rewritten file goes'),
    ...['explore', 'prove', 'strict', 'watch', 'json'].map((other) =>
      excludes('migrate', other, 'a file is rewritten, and checked afterwards'),
    ),
  ])
    .description('find what is wrong with scenarios')
    .argument('[scenarios...]', 'ids or paths; default: all bundled ones and their models')
    .option('--explore [games]', 'plays seeded games to find what never happens and what breaks; default: 500')
    .option('--prove', 'plays out every possible game of a small scenario')
    .option('--seed <text>', 'the seed of the exploration; default: check', 'check')
    .option(
      '--witness <folder>',
      'where games that show a fault are written; default: firebreak-witnesses',
      'firebreak-witnesses',
    )
    .option(...BUDGET)
    .option('--strict', 'counts warnings as errors')
    .option('--watch', 'checks again whenever a file is saved')
    .option('--migrate', 'rewrites a file of version 0.1 so that it means the same now, and says what it cannot')
    .option('--out <file>', 'where the rewritten file goes, - for standard output; default: in place')
    .option('--json', 'as JSON')
    .addHelpText(
      'before',
      'Examples:\n  firebreak check\n  firebreak check my-scenario.yaml --watch\n  firebreak check korean-peninsula --explore 2000\n',
    )
    .action(run(async (names: string[], options: CheckOptions) => (await import('./check.js')).check(names, options)));
};

/** Scenarios as they are: what there is, and what is wrong with it. */
export const addScenarios = (program: Command): void => {
  addList(program);
  addCheck(program);
};

const is =
  (format: Format) =>
  (options: DiagramOptions): boolean =>
    formatOf(options) === format;

const isNot =
  (format: Format) =>
  (options: DiagramOptions): boolean =>
    formatOf(options) !== format;

const addDiagram = (program: Command): void => {
  together(program.command('diagram'), [
    excludes('journal', 'games', 'a diagram shows the path of one game or the counts of many'),
    needs('seed', ['games'], 'it is the seed of the games that are counted'),
    excludes('format', 'out', 'the name of the file says another format', namesAnother),
    ...['format', 'out'].flatMap((says) => [
      excludes('ascii', says, 'only the format text has lines that can be written in ASCII', isNot('text')),
      excludes('journal', says, 'a machine for XState carries no path', is('xstate')),
      excludes('games', says, 'a machine for XState carries no counts', is('xstate')),
    ]),
  ])
    .description('draw the statecharts of a scenario, with a game or a batch on them')
    .argument('<scenario>', 'id of a bundled scenario, or a path')
    .option('--track <id>', 'only this track; default: all of them')
    .addOption(
      completing(
        new Option('--format <format>', 'text, mermaid, dot, svg or xstate; default: what --out ends in, else text'),
        FORMATS,
      ),
    )
    .option('--journal <file>', 'the path that a saved game took')
    .option('--games <n>', 'plays so many games by the doctrines, and counts on the arrows', whole(1, MOST_GAMES))
    .option('--seed <text>', 'with --games: game i has the seed TEXT/i; random and printed if absent')
    .option('--out <file>', 'a file: .txt, .mmd, .dot, .svg, .json, or .js for a module; default: standard output')
    .option('--ascii', 'text without characters beyond ASCII')
    .addHelpText(
      'before',
      [
        'Examples:',
        '  firebreak diagram korean-peninsula --track ladder',
        '  firebreak diagram korean-peninsula --track ladder --out ladder.svg',
        '  firebreak diagram korean-peninsula --track ladder --journal game.jsonl --out path.svg',
        '  firebreak diagram korean-peninsula --games 500 --seed 1 --out counts.svg',
        '  firebreak diagram korean-peninsula --out machine.json     (for Stately’s tools)',
        '',
      ].join('\n'),
    )
    .action(
      run(async (scenario: string, options: DiagramOptions) =>
        (await import('./diagram.js')).diagram(scenario, options),
      ),
    );
};

const addNew = (program: Command): void => {
  program
    .command('new')
    .description('write a small scenario to start from')
    .argument('<name>', 'its id, which is also the file’s name; or a path')
    .option('--out <file>', 'another file, or a folder')
    .addHelpText('before', 'Example:\n  firebreak new two-straits\n')
    .action(run(async (name: string, options: NewOptions) => (await import('./new.js')).newScenario(name, options)));
};

const addDecisions = (program: Command): void => {
  program
    .command('decisions')
    .description('what each seat scores when it thinks, and when it does the same every turn')
    .argument('[scenario]', 'id of a bundled scenario, or a path', FLAGSHIP)
    .option('--games <n>', 'games for each policy', '300')
    .option('--seed <text>', 'game i has the seed TEXT/i', '1')
    .option('--preset <id>', 'a named set of start values')
    .option(
      '--doctrine <parameter=value>',
      'one more thoughtful policy: the doctrine with this value (repeatable)',
      collect,
      [],
    )
    .option('--json', 'as JSON')
    .addHelpText('before', 'Example:\n  firebreak decisions korean-peninsula --doctrine allied_firmness=1\n')
    .action(
      run(async (scenario: string, options: DecisionsOptions) =>
        (await import('./decisions.js')).decisions(scenario, options),
      ),
    );
};

const addSchema = (program: Command): void => {
  program
    .command('schema')
    .description('the JSON Schema of scenario files, for editors')
    .option('--protocol', 'of the lines by which a program holds a seat instead')
    .addHelpText('before', 'Example:\n  firebreak schema > scenario.schema.json\n')
    .action(run(async (options: { readonly protocol?: boolean }) => (await import('./schema.js')).schema(options)));
};

const addCompletion = (program: Command): void => {
  program
    .command('completion')
    .description('a script that completes commands in a shell')
    .addArgument(new Argument('<shell>', 'bash, zsh or fish').choices(SHELLS))
    .addHelpText('before', 'Examples:\n  source <(firebreak completion bash)\n  firebreak completion fish | source\n')
    .action(
      run(async (shell: Shell) => {
        // Completion knows the bundled scenarios, and to find those loads what every start would pay for.
        const [{ completionScript }, { PLAYERS, POLICY_NAMES }] = await Promise.all([
          import('./completion.js'),
          import('../players/policy.js'),
        ]);
        process.stdout.write(completionScript(program, shell, { who: PLAYERS, policy: POLICY_NAMES }));
        return EXIT.done;
      }),
    );
};

/** Scenarios in the making. */
export const addAuthoring = (program: Command): void => {
  addDiagram(program);
  addNew(program);
  addDecisions(program);
  addSchema(program);
  addCompletion(program);
};
