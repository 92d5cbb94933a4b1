import type { Command } from 'commander';
import { conceptsPage } from '../report/concepts.js';
import { numbersPage } from '../report/numbers.js';
import { ratesPage } from '../report/rates.js';
import { CARDS, cardsText } from '../scenario/cards.js';
import { scenarioSchemaText } from '../scenario/json-schema.js';
import { manualPictures } from '../workshop/diagram/manual.js';
import { indexPage, MANUAL, type Page } from '../workshop/manual/pages.js';
import { rulesPage } from '../workshop/rules.js';
import { programOf } from './main.js';
import { protocolSchemaText } from './protocol.js';

/** What of the manual is made from the program: `npm run manual` writes it into `docs`. */

/** Width of help texts, whatever the terminal's. */
const WIDTH = 100;

/** The help of a command as the program prints it. */
const helpOf = (command: Command): string => {
  let text = '';
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
    getOutHelpWidth: () => WIDTH,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  return text.trim();
};

/** The page `commands.md`. */
const commandsPage = (program: Command = programOf()): string =>
  [
    '# Commands',
    '',
    'What `npx firebreak COMMAND --help` prints. In a checkout, put `npx` before `firebreak`.',
    '',
    '```text',
    helpOf(program),
    '```',
    ...program.commands.flatMap((command) => ['', `## ${command.name()}`, '', '```text', helpOf(command), '```']),
    '',
  ].join('\n');

/** Pages that other rooms write or that are written by hand, behind those of the format itself. */
const OTHERS: readonly Page[] = [
  {
    file: 'journals.md',
    title: 'Journals',
    about: 'what a saved game holds, what `verify` proves, how to repair one',
  },
  {
    file: 'records.md',
    title: 'Records, concepts and disguises',
    about: 'what really happened, what a scenario teaches, and how to hide which case it is',
  },
  {
    file: 'seat-protocol.md',
    title: 'Seat protocol',
    about: 'how a program in any language holds a seat, and who may know what of a game',
  },
  {
    file: 'rules.md',
    title: 'What the checker finds',
    about: 'every rule with its code, an example and how to fix it',
    write: rulesPage,
  },
  {
    file: 'diagrams.md',
    title: 'Diagrams',
    about: 'tracks as pictures, with the path of a game or the counts of many',
  },
  {
    file: 'numbers.md',
    title: 'Numbers',
    about: 'every parameter of the bundled scenarios with its range, and where it comes from',
    write: () => numbersPage(),
  },
  {
    file: 'rates.md',
    title: 'Rates',
    about: 'how often things happen in the Korean Peninsula scenario, beside the public record',
    write: () => ratesPage(),
  },
  {
    file: 'concepts.md',
    title: 'Concepts',
    about: 'the cards of the ideas that scenarios teach',
    write: () => conceptsPage(),
  },
  {
    file: 'mapping.md',
    title: 'From the source text to the rules',
    about: 'where each element of the overview article is in play in the Korean Peninsula scenario',
  },
  {
    file: 'commands.md',
    title: 'Commands',
    about: 'what each command does, with its options',
    write: () => commandsPage(),
  },
];

/** All pages in the order of the index. */
export const PAGES: readonly Page[] = [...MANUAL, ...OTHERS];

/** Files that the program writes: of `docs`, and the cards of scenarios, by their path from `docs`. */
export const manualFiles = async (): Promise<ReadonlyMap<string, string>> => {
  const pages = PAGES.flatMap(({ file, write }) =>
    write ? [Promise.resolve(write()).then((text) => [file, text] as const)] : [],
  );
  const written = await Promise.all(pages);
  return new Map([
    ['scenario.schema.json', scenarioSchemaText()],
    ['seat-protocol.schema.json', protocolSchemaText()],
    [`../scenarios/${CARDS}`, cardsText()],
    ['manual/README.md', indexPage(PAGES)],
    ...written.map(([file, text]) => [`manual/${file}`, text] as const),
    ...(await manualPictures()),
  ]);
};
