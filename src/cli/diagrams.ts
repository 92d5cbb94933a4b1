import type { Command } from 'commander';
import type { DiagramOptions } from './diagram.js';
import { run, whole } from './options.js';

/** The command that draws statecharts. */

const MOST_GAMES = 100_000;

export const addDiagram = (program: Command): void => {
  program
    .command('diagram')
    .description('draw the statecharts of a scenario, with a game or a batch on them')
    .argument('<scenario>', 'id of a bundled scenario, or a path')
    .option('--track <id>', 'only this track; default: all of them')
    .option('--format <format>', 'text, mermaid, dot, svg or xstate; default: what --out ends in, else text')
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
