import { type ASTNode, Environment } from '@marcbachmann/cel-js';
import { type Code, functionOf, js } from './code.js';
import { type Context, celType, condition, emptyReads, number, refuse, refuseGroup } from './emit.js';
import {
  type Expression,
  ExpressionError,
  type ExpressionProblem,
  type Holds,
  type Names,
  type NumberOf,
} from './expression.js';
import { FUNCTION_NAMES, NAMED_FUNCTIONS, NUMBER_FUNCTIONS } from './functions.js';
import { slipIn } from './slips.js';
import { counted } from './text.js';

/** From the text of an expression to a checked closure, or to a sentence about what is wrong with it. */

/** The library's environment for these names. Make it once for many expressions: building it costs more than checking. */
export const environmentOf = (names: Names): Environment => {
  const environment = new Environment({
    unlistedVariablesAreDyn: false,
    limits: { maxAstNodes: 4000, maxDepth: 100, maxListElements: 200, maxMapEntries: 1, maxCallArguments: 8 },
  });
  for (const [name, reference] of names.references) {
    if (reference.is !== 'group') environment.registerVariable(name, celType(reference));
    else {
      const schema = Object.fromEntries([...reference.members].map(([member, of]) => [member, celType(of)]));
      environment.registerVariable({ name, schema });
    }
  }
  for (const [name, { arity }] of NUMBER_FUNCTIONS)
    environment.registerFunction(`${name}(${Array(arity).fill('double').join(', ')}): double`, () => 0);
  for (const [name, { answers }] of NAMED_FUNCTIONS)
    environment.registerFunction(`${name}(string): ${answers}`, () => 0);
  return environment;
};

/** A name that an expression reads, with its place in the text. */
export interface Named {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const namedIn = (node: ASTNode): Named[] =>
  node.op === 'id'
    ? [{ name: node.args, start: node.start, end: node.end }]
    : childrenOf(node).flatMap((child) => namedIn(child));

/** Names that an expression reads, without their parts; none where it cannot be parsed. */
export const namesIn = (source: string, environment: Environment): readonly Named[] => {
  try {
    return namedIn(environment.parse(source).ast);
  } catch {
    return [];
  }
};

const childrenOf = (node: ASTNode): readonly ASTNode[] => {
  const isNode = (value: unknown): value is ASTNode => typeof value === 'object' && value !== null && 'op' in value;
  const flat = (value: unknown): ASTNode[] =>
    Array.isArray(value) ? value.flatMap(flat) : isNode(value) ? [value] : [];
  return flat(node.args);
};

/** Whole literals become decimals before the check, so that `tension + 1` needs no `1.0` (CEL keeps the two apart). */
const widen = (node: ASTNode): void => {
  if (node.op === 'value' && typeof node.args === 'bigint') (node as { args: unknown }).args = Number(node.args);
  for (const child of childrenOf(node)) widen(child);
};

/** What a name with parts stands before: a part, or what the check refuses in its own words. */
const OWNERS: readonly string[] = ['.', '[]', 'rcall'];

/** The library speaks of a type where a group stands alone; an author wants to know its parts. */
const refuseGroups = (node: ASTNode, names: Names): void => {
  const reference = node.op === 'id' ? names.references.get(node.args) : undefined;
  if (reference?.is === 'group') refuseGroup(node, reference);
  if (!OWNERS.includes(node.op)) for (const child of childrenOf(node)) refuseGroups(child, names);
};

/**
 * Compiles an expression. `environment` must come from `environmentOf` with the same names.
 * Throws `ExpressionError` with the place in the text when the expression does not parse, names something unknown, or
 * mixes types.
 */
export const compileExpression = (source: string, environment: Environment, names: Names): Expression => {
  let node: ASTNode;
  let type: string | undefined;
  try {
    const parsed = environment.parse(source);
    node = parsed.ast;
    widen(node);
    refuseGroups(node, names);
    const checked = parsed.check();
    if (checked.error) throw checked.error;
    type = checked.type;
  } catch (error) {
    if (error instanceof ExpressionError) throw error;
    throw new ExpressionError(explainCheck(error as Error & { range?: { start: number; end: number } }, names, source));
  }
  const reads = emptyReads();
  const context: Context = { names, reads, links: [] };
  if (type === 'bool') {
    const code = condition(node, context);
    return { type: 'condition', text: source, reads, holds: ofFacts<Holds>(code, context), ...alone(code, context) };
  }
  if (type === 'double') {
    const code = number(node, context);
    const value = ofFacts<NumberOf>(code, context);
    // Code that reads no facts gives the same number whatever the facts are.
    const constant = code.readsFacts ? {} : { constant: (value as () => number)() };
    return { type: 'number', text: source, reads, value, ...constant, ...alone(code, context) };
  }
  return refuse(
    type === 'string'
      ? 'a word alone is neither a number nor a condition; compare it with =='
      : 'this is neither a number nor a condition',
    node,
  );
};

/** The function of an expression's code. */
const ofFacts = <T extends NumberOf | Holds>(code: Code, { links, names }: Context): T =>
  functionOf<T>(js`return (f) => ${code};`, { links, rungs: names.rungs });

/** Code can stand in other functions when it calls no gauge's function by its place among its own links. */
const alone = (code: Code, { links }: Context): { code?: Code } => (links.length === 0 ? { code } : {});

/** The library's finding in the words of a scenario author. */
const explainCheck = (
  error: { message: string; range?: { start: number; end: number } | undefined },
  names: Names,
  source: string,
): ExpressionProblem => {
  const slip = slipIn(source, (name) => names.references.has(name));
  if (slip) return slip;
  const [first = 'it cannot be read'] = error.message.split('\n');
  const { start, end } = error.range ?? { start: 0, end: source.length };
  const variable = /^Unknown variable: (.+)$/.exec(first)?.[1];
  if (variable !== undefined)
    return (
      withoutQuotes(source, start, names) ?? {
        message: `there is nothing called \`${variable}\``,
        start,
        end,
        unknown: { word: variable, among: [...names.references.keys()] },
      }
    );
  const part = /^No such key: (.+)$/.exec(first)?.[1];
  if (part !== undefined) {
    const among = [...names.references.values()].flatMap((of) => (of.is === 'group' ? [...of.members.keys()] : []));
    return {
      message: `there is no part \`${part}\` here`,
      start,
      end,
      unknown: { word: part, among: [...new Set(among)] },
    };
  }
  const called = /^found no matching overload for '([^(]+)\((.*)\)'$/.exec(first);
  if (called) {
    const [, name = '', given = ''] = called;
    if (!FUNCTION_NAMES.includes(name))
      return {
        message: `there is no function \`${name.replace('$', '')}\``,
        start,
        end,
        unknown: { word: name, among: FUNCTION_NAMES },
      };
    const known = NUMBER_FUNCTIONS.get(name);
    const takes = known ? counted(known.arity, 'number') : 'one name in quotes';
    return { message: `\`${name}\` takes ${takes}, not (${inWords(given)})`, start, end };
  }
  const overload = /^no such overload: (.+)$/.exec(first)?.[1];
  if (overload !== undefined && CHAINED.test(overload))
    return { message: 'comparisons stand one by one: write `0 < x && x < 60` for `0 < x < 60`', start, end };
  if (overload !== undefined) return { message: `these do not go together: ${inWords(overload)}`, start, end };
  const isDecimal = source[start] === ',' && /\d$/.test(source.slice(0, start)) && /^\d/.test(source.slice(end));
  if (isDecimal) return { message: '`,` is not expected here: a decimal is written with a point', start, end };
  if (/^Unexpected (?:token|character):? (?!EOF)/.test(first))
    return { message: `\`${source.slice(start, end)}\` is not expected here`, start, end };
  return { message: PLAIN_WORDS.find(([pattern]) => pattern.test(first))?.[1] ?? first, start, end };
};

/** Of the result of one comparison another is asked: `0 < tension < 60`. */
const CHAINED = /^bool (<|<=|>|>=) double$/;

/** A name that stands without the quotes it needs: of an event in a function, of a phase or a trait's value elsewhere. */
const withoutQuotes = (source: string, start: number, names: Names): ExpressionProblem | undefined => {
  const [word = ''] = /^[\w/-]+/.exec(source.slice(start)) ?? [];
  const [, called = ''] = /(\w+)\(\s*$/.exec(source.slice(0, start)) ?? [];
  const isArgument = NAMED_FUNCTIONS.has(called);
  if (source[start + word.length] === '.' || (!isArgument && !isValue(names, word))) return undefined;
  const what = isArgument ? `\`${called}\` takes a name in quotes` : `\`${word}\` is a value of a track or a trait`;
  const instead = isArgument ? `${called}("${word}")` : `"${word}"`;
  return { message: `${what}: type \`${instead}\``, start, end: start + word.length };
};

const isValue = ({ references }: Names, word: string): boolean =>
  [...references.values()]
    .flatMap((reference) => (reference.is === 'group' ? [...reference.members.values()] : [reference]))
    .some((of) => (of.is === 'track' ? of.phases.has(word) : of.is === 'trait' && of.values.includes(word)));

/** Other findings of the library, in an author's words. */
const PLAIN_WORDS: readonly (readonly [RegExp, string])[] = [
  [/^Cannot index type/, 'this has no parts'],
  [/^List elements must have the same type/, 'the values of a list must be of one kind'],
  [/^Logical operator requires/, '`&&` and `||` join conditions, not numbers or words'],
  [/^Ternary condition must be/, 'before `?` stands a condition'],
  [/^Ternary branches must have/, 'both results after `?` must be of one kind'],
  [/^List index must be/, 'a list is only for `in`'],
  [/^Unexpected token: EOF|, got EOF$/, 'the expression ends too early'],
  [/^Unterminated string/, 'a quotation mark is missing'],
  [/^Expected /, 'something else is expected here'],
  [/^Exceeded max/, 'the expression is too large'],
];

const inWords = (types: string): string =>
  types
    .replaceAll('double', 'number')
    .replaceAll('string', 'word')
    .replaceAll('bool', 'condition')
    .replace(/\$(\w+)/g, 'group $1');
