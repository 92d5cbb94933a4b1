import { ERROR_RULES } from './meaning/error-rules.js';
import { WARNING_RULES } from './meaning/warning-rules.js';
import { PLAY_RULES } from './play-rules.js';

/** Every rule of `check`: the one table that the page of rules and the tests read. */

export interface Rule {
  /** Stable: E… for errors, W… for warnings. */
  readonly code: string;
  readonly title: string;
  /** What is wrong. */
  readonly wrong: string;
  /** Why it matters. */
  readonly why: string;
  /** Lines that show it, and the same lines fixed. */
  readonly broken: string;
  readonly mended: string;
}

/** Rules of form and meaning, errors first. Those of play are `PLAY_RULES`. */
export const RULES: readonly Rule[] = [...ERROR_RULES, ...WARNING_RULES];

/** Codes that are looked for without playing. */
export const MEANING_CODES: ReadonlySet<string> = new Set(WARNING_RULES.map(({ code }) => code));

/** All codes there are. */
export const KNOWN_CODES: ReadonlySet<string> = new Set([...RULES, ...PLAY_RULES].map(({ code }) => code));

const fenced = (text: string): string[] => ['', '```yaml', ...text.split('\n'), '```'];

const ruleLines = (rule: Rule): string[] => [
  '',
  `### ${rule.code}: ${rule.title}`,
  '',
  `${rule.wrong} ${rule.why}`,
  ...fenced(rule.broken),
  '',
  'Fixed:',
  ...fenced(rule.mended),
];

/** Sections of the page, by the first two signs of their codes. */
const SECTIONS: readonly (readonly [string, string])[] = [
  ['E1', 'The file'],
  ['E2', 'Keys and values'],
  ['E3', 'Names and expressions'],
  ['W1', 'Comments that allow a warning'],
  ['W2', 'Texts'],
  ['W3', 'Numbers'],
  ['W4', 'Tracks'],
  ['W5', 'What never happens, and what is never used'],
  ['W7', 'Secrets'],
];

const INTRODUCTION = `# Rules of \`firebreak check\`

Every finding has a code. Those that begin with E are errors: the scenario cannot be played, and \`check\` ends with exit code
3\\. Those that begin with W are warnings: the scenario can be played, and probably does not do what it says. With \`--strict\`
they count as errors.

A warning says only what can be shown from the file: where something depends on how a game goes, nothing is said. One fault
gives one finding; what follows from it is not reported as well. What stands in a model is judged by the model alone, since a
scenario need not use all that its model offers.

A comment allows a warning, for one line and with a reason. It stands at the end of the line, or on a line of its own above it:

\`\`\`yaml
# firebreak: allow W512 because the dial is only for the debrief
- { id: prestige, label: Prestige, start: 50, upkeep: -1 }
\`\`\`
`;

const PLAY = `
## Play

\`check --explore\` plays the scenario and reports what went wrong or never happened. Where a game shows it, a journal is
written that \`replay\` opens at that very turn. The record of what happened (\`record:\`) is played by every \`check\`.

| code | rule | for example |
|---|---|---|
`;

/** The page of all rules, in Markdown: \`docs/manual/rules.md\`. */
export const rulesPage = (): string => {
  const sections = SECTIONS.flatMap(([prefix, title]) => [
    '',
    `## ${title}`,
    ...RULES.filter(({ code }) => code.startsWith(prefix)).flatMap(ruleLines),
  ]);
  const play = PLAY_RULES.map(
    ({ code, title, example }) => `| ${code} | ${title} | ${example.replaceAll('|', '\\|')} |`,
  );
  return `${INTRODUCTION}${sections.join('\n')}\n${PLAY}${play.join('\n')}\n`;
};
