import type { Command } from 'commander';
import { BUDGET } from './budget.js';
import { AS_IT_IS, collect, collectPresets, run, whole } from './options.js';
import type { SimulateOptions } from './simulate.js';
import type { StudyOptions } from './study.js';
import { excludes, together } from './together.js';

/** The commands that play many games: simulate, study, compare. */

const WORKERS = 'worker threads; default: one for each core on 2,000 games or more';

const addSimulate = (program: Command): void => {
  together(program.command('simulate'), [excludes('ascii', 'json', AS_IT_IS)])
    .description('play many games and say how sure the figures are')
    .argument('[scenario]', 'id of a bundled scenario, or a path')
    .option('--games <n>', 'how many games (default: 1000)', whole(1, 10_000_000))
    .option('--seed <text>', 'the seed; game i has the seed TEXT/i; random and printed if absent')
    .option('--seat <actor=policy>', 'who plays a seat: hold, random or doctrine (repeatable)', collect, [])
    .option('--all <policy>', 'who plays every seat that --seat does not name (default: doctrine)')
    .option('--preset <id>', 'a named set of start values; one of each group (repeatable)', collectPresets)
    .option('--set <parameter=value>', 'changes a parameter (repeatable)', collect, [])
    .option(
      '--arm <name:changes>',
      'another arm on the same dice (repeatable): all=WHO, seat.ACTOR=WHO, preset=ID, set.PARAMETER=NUMBER; it goes before --all, --seat, --preset and --set',
      collect,
      [],
    )
    .option('--count <event>', 'counts an event in each game (repeatable)', collect, [])
    .option('--workers <n>', WORKERS, whole(1, 256))
    .option(...BUDGET)
    .option('--out <file>', 'rows as .csv, .jsonl or .parquet (repeatable)', collect, [])
    .option(
      '--resume <file>',
      'goes on with an interrupted batch, as it was begun: its --out file, or a file to keep its state in',
    )
    .option('--json', 'as JSON')
    .option('--ascii', 'no characters beyond ASCII')
    .addHelpText(
      'before',
      [
        'Examples:',
        '  firebreak simulate korean-peninsula --games 2000 --seed 1',
        "  firebreak simulate korean-peninsula --seed 1 --arm 'firm:set.allied_firmness=1'",
        '  firebreak simulate korean-peninsula --games 10000 --seed 1 --out games.parquet',
        '  firebreak play korean-peninsula --seed 1/17 --all doctrine     (game 17 of it)',
        '',
      ].join('\n'),
    )
    .action(
      run(async (scenario: string | undefined, options: SimulateOptions) =>
        (await import('./simulate.js')).simulate(scenario, options),
      ),
    );
};

const addStudy = (program: Command): void => {
  together(program.command('study'), [excludes('ascii', 'json', AS_IT_IS)])
    .description('a study described in a file: arms, ranges, sampling, outcomes')
    .argument('<file>', 'the study file (YAML)')
    .option('--out <folder>', 'where the results go; default: beside the file, under its name')
    .option('--workers <n>', WORKERS, whole(1, 256))
    .option(...BUDGET)
    .option('--json', 'the summary as JSON')
    .option('--ascii', 'no characters beyond ASCII')
    .addHelpText('before', 'Example:\n  firebreak study firmness.yaml\n')
    .action(run(async (file: string, options: StudyOptions) => (await import('./study.js')).study(file, options)));
};

const addCompare = (program: Command): void => {
  program
    .command('compare')
    .description('two games or two study results side by side')
    .argument('<a>', 'a journal, the folder of a study, or what `simulate --json` printed')
    .argument('<b>', 'another of the same kind')
    .option('--json', 'as JSON')
    .addHelpText('before', 'Examples:\n  firebreak compare game.jsonl branch.jsonl\n  firebreak compare first second\n')
    .action(
      run(async (a: string, b: string, options: { readonly json?: boolean }) =>
        (await import('./compare.js')).compare(a, b, options),
      ),
    );
};

/** The commands in the order of the help. */
export const addStudies = (program: Command): void => {
  addSimulate(program);
  addStudy(program);
  addCompare(program);
};
