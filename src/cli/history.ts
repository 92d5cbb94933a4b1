import type { Command } from 'commander';
import { run } from './options.js';

/** The commands that set scenarios against the world: backtest, concepts. */

/** The commands in the order of the help. */
export const addHistory = (program: Command): void => {
  program
    .command('backtest')
    .description('how likely the model found what really happened')
    .argument('[scenarios...]', 'ids or paths; default: all bundled ones that have a record')
    .option('--json', 'as JSON')
    .action(
      run(async (names: string[], options: { readonly json?: boolean }) =>
        (await import('./backtest.js')).backtestAll(names, options.json === true),
      ),
    );
  program
    .command('concepts')
    .description('the ideas that scenarios teach: all of them, or the card of one')
    .argument('[id]', 'id of a concept')
    .option('--json', 'as JSON')
    .action(
      run(async (id: string | undefined, options: { readonly json?: boolean }) =>
        (await import('./concepts.js')).concepts(id, options.json === true),
      ),
    );
};
