import { referencePage } from './reference.js';

/** The pages of the manual: what each is called, what it is for, and what writes it. */

/** A page in `docs/manual`, or a file beside it. */
export interface Page {
  /** Its file, from the folder of the manual. */
  readonly file: string;
  readonly title: string;
  /** What it is for, in a sentence without its full stop. */
  readonly about: string;
  /** Writes it; absent for a page that is written by hand. */
  readonly write?: () => string | Promise<string>;
}

/** Pages in the order of the index. The page of commands comes from the command line itself. */
export const MANUAL: readonly Page[] = [
  {
    file: 'first-scenario.md',
    title: 'Write your first scenario in twenty minutes',
    about: 'from an empty folder to a scenario that plays, step by step',
  },
  {
    file: 'turn.md',
    title: 'How a turn is carried out',
    about: 'what happens when, what happens together, and what a number then is: every rule with an example',
  },
  {
    file: 'reference.md',
    title: 'Reference of scenario files',
    about: 'every key with what it takes, its default and an example; effects, odds, expressions',
    write: referencePage,
  },
];

/** The index of the manual. */
export const indexPage = (pages: readonly Page[]): string =>
  [
    '# Manual for authors of scenarios',
    '',
    'A scenario is one YAML file. You need no programming: the program finds mistakes, says where they are and how to fix',
    'them, and plays the scenario until something breaks.',
    '',
    ...pages.map(({ file, title, about }) => `- [${title}](${file}): ${about}.`),
    '',
    'Editors that know JSON Schema complete keys and explain them: a first line',
    '`# yaml-language-server: $schema=scenario.schema.json` points to what `npx firebreak schema > scenario.schema.json` wrote',
    '(in a checkout it stands in `docs/scenario.schema.json`). In Visual Studio Code this takes the extension YAML by Red Hat.',
    '',
  ].join('\n');
