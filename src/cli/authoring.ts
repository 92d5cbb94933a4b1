import { Argument, type Command } from 'commander';
import { PLAYERS } from '../players/policy.js';
import { FLAGSHIP } from '../scenario/library.js';
import { completionScript, SHELLS, type Shell } from './completion.js';
import type { DecisionsOptions } from './decisions.js';
import { EXIT } from './errors.js';
import type { NewOptions } from './new.js';
import { collect, run } from './options.js';

/** The commands for those who write scenarios: new, schema; and completion. */

export const addAuthoring = (program: Command): void => {
  program
    .command('new')
    .description('write a small scenario to start from')
    .argument('<name>', 'its id, which is also the file’s name; or a path')
    .option('--out <file>', 'another file, or a folder')
    .addHelpText('before', 'Example:\n  firebreak new two-straits\n')
    .action(run(async (name: string, options: NewOptions) => (await import('./new.js')).newScenario(name, options)));
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
  program
    .command('schema')
    .description('the JSON Schema of scenario files, for editors')
    .addHelpText('before', 'Example:\n  firebreak schema > scenario.schema.json\n')
    .action(run(async () => (await import('./schema.js')).schema()));
  program
    .command('completion')
    .description('a script that completes commands in a shell')
    .addArgument(new Argument('<shell>', 'bash, zsh or fish').choices(SHELLS))
    .addHelpText('before', 'Examples:\n  source <(firebreak completion bash)\n  firebreak completion fish | source\n')
    .action(
      run(async (shell: Shell) => {
        process.stdout.write(completionScript(program, shell, PLAYERS));
        return EXIT.done;
      }),
    );
};
