/** Catches the text of every function that is generated while something runs, and finds in it what is not the program's own. */

/** A text that became a function, with the names of its parameters before it. */
export type Generated = readonly string[];

/** Runs something and gives every text that became a function meanwhile. */
export const generatedBy = <T>(run: () => T, caught: (generated: Generated) => void): T => {
  const genuine = globalThis.Function;
  const seen = (args: unknown[]): void => caught(args.map(String));
  globalThis.Function = new Proxy(genuine, {
    construct: (target, args, newTarget) => {
      seen(args);
      return Reflect.construct(target, args, newTarget) as object;
    },
    apply: (target, self, args) => {
      seen(args);
      return Reflect.apply(target, self, args) as unknown;
    },
  });
  try {
    return run();
  } finally {
    globalThis.Function = genuine;
  }
};

/** Every name and word that generated code may hold, besides names of the forms `t3`, `w3` and `s3`. */
const WORDS: ReadonlySet<string> = new Set([
  ...['return', 'true', 'false', 'NaN', 'Infinity'],
  ...['Math', 'abs', 'ceil', 'floor', 'max', 'min', 'round', 'sqrt', 'includes', 'length'],
  // What a function is given.
  ...['links', 'rungs', 'helpers', 'exp', 'log', 'pow', 'logit', 'sigmoid', 'scaleOdds'],
  // What it makes and reads.
  ...['values', 'phases', 'entered', 'traits', 'sums', 'peaks', 'eventTurn', 'eventCount', 'turn', 'period', 'days'],
  ...['lastTurn', 'f'],
]);

const PARAMETERS = 'links,rungs,helpers';

const TOKEN =
  /\s+|(?<word>[A-Za-z_$][\w$]*)|(?<number>(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(?![\w$])|=>|===|!==|<=|>=|&&|\|\||\+=|-=|\*\*|[-+*/<>=!?:;,.(){}[\]]/y;

/** The first thing in a generated text that is neither a number nor a word or sign of the program; undefined if there is none. */
export const foreignIn = (generated: Generated): string | undefined => {
  const [text = '', ...parameters] = [...generated].reverse();
  if (parameters.reverse().join(',') !== PARAMETERS) return `the parameters ${parameters.join(', ')}`;
  const strict = "'use strict'; ";
  if (!text.startsWith(strict)) return text.slice(0, 40);
  for (let at = strict.length; at < text.length; ) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    const word = found?.groups?.['word'];
    // Two strokes begin a comment, and a division of nothing is none of ours.
    const isForeign = !found || /^\/[/*]/.test(text.slice(at, at + 2));
    if (isForeign || (word !== undefined && !WORDS.has(word) && !/^[tws]\d+$/.test(word)))
      return text.slice(at, at + 40);
    at = TOKEN.lastIndex;
  }
  return undefined;
};
