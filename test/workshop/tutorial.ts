/** The steps of the tutorial, read from its own text, so that what stands there is what is tried. */

/** A fenced block that says what to do with it: `yaml add=dials`. */
export interface Step {
  readonly what: 'add' | 'goals' | 'doctrine' | 'when' | 'wrong';
  /** The list it is added to (empty: the end of the file), or the id of the item that it changes. */
  readonly where: string;
  readonly text: string;
  /** The code of the error that the step is meant to show; empty for none. */
  readonly finds: string;
}

const BLOCK = /^```(?:yaml|text) (add|goals|doctrine|when|wrong)(?:=([\w-]+))?(?: finds=(\w+))?\n([\s\S]*?)^```$/gm;

export const stepsIn = (page: string): Step[] =>
  [...page.matchAll(BLOCK)].map(([, what, where = '', finds = '', text = '']) => ({
    // The pattern names them.
    what: what as Step['what'],
    where,
    text,
    finds,
  }));

const replaceKey = (lines: readonly string[], item: string, key: string, text: string): string[] => {
  const start = lines.findIndex((line) => line.startsWith(`  - id: ${item}`));
  const at = lines.findIndex((line, i) => i > start && line.startsWith(`    ${key}:`));
  if (start < 0 || at < 0) throw new Error(`The tutorial changes ${key} of ${item}, which is not there.`);
  let end = at + 1;
  while (/^ {5,}/.test(lines[end] ?? '')) end += 1;
  return [...lines.slice(0, at), ...text.trimEnd().split('\n'), ...lines.slice(end)];
};

/** The scenario after a step. */
export const applied = (scenario: string, { what, where, text }: Step): string => {
  const lines = scenario.split('\n');
  if (what === 'wrong') return scenario;
  if (what !== 'add') return replaceKey(lines, where, what, text).join('\n');
  if (where === '') return `${scenario}${text}`;
  const list = lines.findIndex((line) => line.startsWith(`${where}:`));
  if (list < 0) throw new Error(`The tutorial adds to ${where}, which is not there.`);
  return [...lines.slice(0, list + 1), ...text.trimEnd().split('\n'), ...lines.slice(list + 1)].join('\n');
};
