import { type ASTNode, Environment } from '@marcbachmann/cel-js';
import { ExpressionError, explain } from './errors.js';
import { FUNCTION_NAMES, isFunctionName, NAMED_FUNCTIONS, NUMBER_FUNCTIONS } from './functions.js';
import type { Names, Reference } from './names.js';
import { neverSlip } from './never.js';
import { COMPARISONS, type Comparison, type ConditionTree, type NumberTree, type Tree } from './tree.js';

/**
 * From the text of an expression to its tree (decision D5): CEL, parsed and type-checked by the library; names become
 * positions. All numbers are decimals; a track or a trait may only be compared with the names it has.
 */

/** Reads expressions that use the names it was made with. Make one for many expressions: making it costs more than parsing. */
export interface Parser {
  /** The tree of a text that is worked out only if `given` holds. Throws `ExpressionError` with the place in the text. */
  readonly parse: (text: string, given?: string) => Tree;
  /** Names that a text reads, without their parts; none where it cannot be parsed. */
  readonly namesIn: (text: string) => readonly Named[];
}

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

/** The library's type of a name. A group has none of its own: only its parts have. */
const celType = (reference: Reference): 'double' | 'bool' | 'string' => {
  switch (reference.is) {
    case 'number':
    case 'parameter':
    case 'gauge':
      return 'double';
    case 'flag':
      return 'bool';
    case 'fact':
      return reference.fact === 'last_turn' ? 'bool' : 'double';
    case 'track':
    case 'trait':
      return 'string';
    case 'group':
      throw new Error('a group has no type of its own');
  }
};

const environmentOf = (names: Names): Environment => {
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
  for (const [name, { arity }] of Object.entries(NUMBER_FUNCTIONS))
    environment.registerFunction(`${name}(${Array(arity).fill('double').join(', ')}): double`, () => 0);
  for (const [name, { answers }] of NAMED_FUNCTIONS)
    environment.registerFunction(`${name}(string): ${answers}`, () => 0);
  return environment;
};

/** The parts of a text, with plain numbers; undefined where it cannot be parsed, which is told where it stands. */
const astOf = (environment: Environment, text: string): ASTNode | undefined => {
  try {
    const { ast } = environment.parse(text);
    widen(ast);
    return ast;
  } catch {
    return undefined;
  }
};

/** A parser for these names. */
export const parserOf = (names: Names): Parser => {
  const environment = environmentOf(names);
  return {
    namesIn: (text) => {
      try {
        return namedIn(environment.parse(text).ast);
      } catch {
        return [];
      }
    },
    parse: (text, given) => {
      let node: ASTNode;
      let type: string | undefined;
      try {
        const parsed = environment.parse(text);
        node = parsed.ast;
        widen(node);
        refuseGroups(node, names);
        const checked = parsed.check();
        if (checked.error) throw checked.error;
        type = checked.type;
      } catch (error) {
        if (error instanceof ExpressionError) throw error;
        throw new ExpressionError(explain(error as Error, names, text));
      }
      if (type === 'bool' || type === 'double') {
        const tree = type === 'bool' ? conditionOf(node, names) : numberOf(node, names);
        const slip = neverSlip(node, given === undefined ? undefined : astOf(environment, given));
        if (slip) throw new ExpressionError(slip);
        return tree;
      }
      return refuse(
        type === 'string'
          ? 'a word alone is neither a number nor a condition; compare it with =='
          : 'this is neither a number nor a condition',
        node,
      );
    },
  };
};

const refuse = (
  message: string,
  node: { start: number; end: number },
  unknown?: { readonly word: string; readonly among: readonly string[] },
): never => {
  throw new ExpressionError({ message, start: node.start, end: node.end, ...(unknown ? { unknown } : {}) });
};

const childrenOf = (node: ASTNode): readonly ASTNode[] => {
  const isNode = (value: unknown): value is ASTNode => typeof value === 'object' && value !== null && 'op' in value;
  const flat = (value: unknown): ASTNode[] =>
    Array.isArray(value) ? value.flatMap(flat) : isNode(value) ? [value] : [];
  return flat(node.args);
};

/** Turns whole literals into decimals before the check, so that `tension + 1` needs no `1.0` (CEL keeps the two apart). */
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

const refuseGroup = (node: ASTNode, group: Reference & { is: 'group' }): never => {
  const parts = [...group.members.keys()].filter((part) => part !== 'self').map((part) => `${textOf(node)}.${part}`);
  return refuse(
    parts.length === 0
      ? `\`${textOf(node)}\` is neither a number nor a condition`
      : `say which part of \`${textOf(node)}\` is meant: ${parts.join(', ')}`,
    node,
  );
};

const textOf = (node: ASTNode): string => node.input.slice(node.start, node.end);

const wordOf = (node: ASTNode): string | undefined =>
  node.op === 'value' && typeof node.args === 'string' ? node.args : undefined;

const nameArgument = (node: ASTNode): string => wordOf(node) ?? refuse('this function takes one name in quotes', node);

const lookUp = (node: ASTNode, names: Names): Reference => {
  if (node.op === 'id') {
    const found = names.references.get(node.args);
    return (
      found ??
      refuse(`there is nothing called \`${node.args}\``, node, { word: node.args, among: [...names.references.keys()] })
    );
  }
  if (node.op !== '.') return refuse('a name was expected here', node);
  const [owner, member] = node.args;
  const group = lookUp(owner, names);
  if (group.is !== 'group') return refuse(`\`${textOf(owner)}\` has no parts`, node);
  const found = group.members.get(member);
  return (
    found ??
    refuse(`\`${textOf(owner)}\` has no part \`${member}\``, node, { word: member, among: [...group.members.keys()] })
  );
};

/** `ladder in ["exchange", …]`: the active one is among these names. */
const among = (subject: ASTNode, words: readonly ASTNode[], names: Names): ConditionTree => {
  const reference = lookUp(subject, names);
  if (reference.is !== 'track' && reference.is !== 'trait')
    return refuse('only a track or a trait can be compared with a word', subject);
  const positions = [...new Set(words.flatMap((word) => positionsOf(word, subject, reference)))];
  return reference.is === 'track'
    ? { is: 'among', kind: 'track', index: reference.track, positions }
    : { is: 'among', kind: 'trait', index: reference.trait, positions };
};

const positionsOf = (
  word: ASTNode,
  subject: ASTNode,
  reference: Reference & { is: 'track' | 'trait' },
): readonly number[] => {
  const name = wordOf(word) ?? refuse('compare a track or a trait with a name in quotes', word);
  const known = reference.is === 'track' ? [...reference.phases.keys()] : reference.values;
  const positions =
    reference.is === 'track' ? reference.phases.get(name) : known.includes(name) ? [known.indexOf(name)] : undefined;
  const kind = reference.is === 'track' ? 'phase' : 'value';
  return positions ?? refuse(`\`${textOf(subject)}\` has no ${kind} "${name}"`, word, { word: name, among: known });
};

const isWordy = (node: ASTNode, names: Names): boolean => {
  if (wordOf(node) !== undefined) return true;
  if (node.op !== 'id' && node.op !== '.') return false;
  const reference = lookUp(node, names);
  return reference.is === 'track' || reference.is === 'trait';
};

const LOGICAL: readonly string[] = ['!_', '&&', '||', 'in', ...COMPARISONS];

const isTruth = (node: ASTNode, names: Names): boolean => {
  switch (node.op) {
    case 'value':
      return typeof node.args === 'boolean';
    case 'id':
    case '.': {
      const reference = lookUp(node, names);
      return reference.is !== 'group' && celType(reference) === 'bool';
    }
    case '?:':
      return isTruth(node.args[1], names);
    case 'call':
      return NAMED_FUNCTIONS.get(node.args[0])?.answers === 'bool';
    default:
      return LOGICAL.includes(node.op);
  }
};

const equality = (left: ASTNode, right: ASTNode, names: Names): ConditionTree => {
  if (isWordy(left, names) || isWordy(right, names))
    return wordOf(left) === undefined ? among(left, [right], names) : among(right, [left], names);
  return isTruth(left, names)
    ? { is: 'same', of: [conditionOf(left, names), conditionOf(right, names)] }
    : compare('==', left, right, names);
};

const membership = (subject: ASTNode, list: ASTNode, names: Names): ConditionTree => {
  if (list.op !== 'list') return refuse('`in` takes a list in square brackets', list);
  if (isWordy(subject, names)) return among(subject, list.args, names);
  return { is: 'member', of: numberOf(subject, names), options: list.args.map((option) => numberOf(option, names)) };
};

const eventOf = (node: ASTNode, kind: 'event' | 'action', names: Names): number => {
  const name = nameArgument(node);
  const known = kind === 'event' ? names.events : names.actions;
  return known.get(name) ?? refuse(`there is no ${kind} "${name}"`, node, { word: name, among: [...known.keys()] });
};

const trackOf = (node: ASTNode, names: Names): number => {
  const name = nameArgument(node);
  const reference = names.references.get(name);
  if (reference?.is === 'track') return reference.track;
  const tracks = [...names.references].filter(([, of]) => of.is === 'track').map(([track]) => track);
  return refuse(`there is no track "${name}"`, node, { word: name, among: tracks });
};

const quantityOf = (node: ASTNode, names: Names): { of: 'slot' | 'track'; index: number } => {
  const [head = '', ...rest] = nameArgument(node).split('.');
  const first = names.references.get(head);
  const part = first?.is === 'group' && rest.length === 1 ? first.members.get(rest[0]!) : undefined;
  const reference = rest.length === 0 ? first : part;
  if (reference?.is === 'track') return { of: 'track', index: reference.track };
  if (reference?.is === 'number') return { of: 'slot', index: reference.slot };
  const known = [...names.references].flatMap(([name, of]) => {
    if (of.is !== 'group') return of.is === 'track' || of.is === 'number' ? [name] : [];
    return [...of.members].filter(([, member]) => member.is === 'number').map(([member]) => `${name}.${member}`);
  });
  return refuse(`there is no dial or track "${nameArgument(node)}"`, node, { word: nameArgument(node), among: known });
};

const namedNumber = (name: string, argument: ASTNode, names: Names): NumberTree => {
  switch (name) {
    case 'turns_since':
      return { is: 'atom', atom: { is: 'since', index: eventOf(argument, 'event', names) } };
    case 'count':
      return { is: 'atom', atom: { is: 'count', index: eventOf(argument, 'event', names) } };
    case 'rung':
      return { is: 'atom', atom: { is: 'rung', index: trackOf(argument, names) } };
    case 'turns_in':
      return { is: 'atom', atom: { is: 'turns-in', index: trackOf(argument, names) } };
    default:
      return { is: 'atom', atom: { is: name === 'mean' ? 'mean' : 'peak', ...quantityOf(argument, names) } };
  }
};

const call = (node: ASTNode & { op: 'call' }, names: Names): NumberTree => {
  const [name, args] = node.args;
  if (NAMED_FUNCTIONS.has(name)) return namedNumber(name, args[0]!, names);
  if (!isFunctionName(name))
    return refuse(`there is no function \`${name}\``, node, { word: name, among: FUNCTION_NAMES });
  return { is: 'function', name, of: args.map((argument) => numberOf(argument, names)) };
};

const named = (node: ASTNode, names: Names): NumberTree => {
  const reference = lookUp(node, names);
  switch (reference.is) {
    case 'number':
    case 'flag':
      return { is: 'atom', atom: { is: 'slot', index: reference.slot } };
    case 'parameter':
      return { is: 'atom', atom: { is: 'parameter', index: reference.parameter } };
    case 'gauge':
      return { is: 'gauge', index: reference.gauge };
    case 'fact':
      return { is: 'atom', atom: { is: reference.fact === 'last_turn' ? 'last-turn' : reference.fact } };
    case 'track':
    case 'trait':
      return refuse(`compare \`${textOf(node)}\` with a name in quotes, for instance ${textOf(node)} == "…"`, node);
    case 'group':
      return refuseGroup(node, reference);
  }
};

/** The tree of an expression that gives a number. */
const numberOf = (node: ASTNode, names: Names): NumberTree => {
  switch (node.op) {
    case 'value': {
      const value = node.args;
      if (typeof value !== 'number' || !Number.isFinite(value)) return refuse('a number was expected here', node);
      return { is: 'number', value };
    }
    case 'id':
    case '.':
      return named(node, names);
    case '+':
    case '-':
    case '*':
    case '/':
      return { is: 'arithmetic', sign: node.op, of: [numberOf(node.args[0], names), numberOf(node.args[1], names)] };
    case '-_':
      return { is: 'negative', of: numberOf(node.args, names) };
    case '?:':
      return {
        is: 'choice',
        when: conditionOf(node.args[0], names),
        yes: numberOf(node.args[1], names),
        no: numberOf(node.args[2], names),
      };
    case 'call':
      return call(node, names);
    default:
      return refuse('a number was expected here', node);
  }
};

const compare = (sign: Comparison, left: ASTNode, right: ASTNode, names: Names): ConditionTree => ({
  is: 'compare',
  sign,
  of: [numberOf(left, names), numberOf(right, names)],
});

/** One list of a chain of `&&` or `||`. */
const chain = (is: 'all' | 'any', parts: readonly ConditionTree[]): ConditionTree => ({
  is,
  of: parts.flatMap((part) => (part.is === is ? part.of : [part])),
});

const nameAsTruth = (node: ASTNode, names: Names): ConditionTree => {
  const reference = lookUp(node, names);
  if (reference.is === 'flag') return { is: 'flag', index: reference.slot };
  if (reference.is === 'fact' && reference.fact === 'last_turn') return { is: 'last-turn' };
  return refuse('a condition was expected here', node);
};

/** The tree of an expression that is true or false. */
const conditionOf = (node: ASTNode, names: Names): ConditionTree => {
  switch (node.op) {
    case 'value':
      return typeof node.args === 'boolean'
        ? { is: 'truth', value: node.args }
        : refuse('a condition was expected here', node);
    case 'id':
    case '.':
      return nameAsTruth(node, names);
    case '!_':
      return { is: 'not', of: conditionOf(node.args, names) };
    case '&&':
    case '||':
      return chain(node.op === '&&' ? 'all' : 'any', [
        conditionOf(node.args[0], names),
        conditionOf(node.args[1], names),
      ]);
    case '?:':
      return {
        is: 'either',
        when: conditionOf(node.args[0], names),
        yes: conditionOf(node.args[1], names),
        no: conditionOf(node.args[2], names),
      };
    case '==':
      return equality(node.args[0], node.args[1], names);
    case '!=': {
      const same = equality(node.args[0], node.args[1], names);
      return same.is === 'compare' ? { ...same, sign: '!=' } : { is: 'not', of: same };
    }
    case 'in':
      return membership(node.args[0], node.args[1], names);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compare(node.op, node.args[0], node.args[1], names);
    case 'call': {
      const [name, args] = node.args;
      if (NAMED_FUNCTIONS.get(name)?.answers !== 'bool') return refuse('a condition was expected here', node);
      const kind = name === 'ordered' ? 'action' : 'event';
      return { is: 'happened', index: eventOf(args[0]!, kind, names), ordered: name === 'ordered' };
    }
    default:
      return refuse('a condition was expected here', node);
  }
};
