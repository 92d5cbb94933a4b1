import type { ASTNode } from '@marcbachmann/cel-js';
import { type Code, joined, js } from './code.js';
import {
  ExpressionError,
  type ExpressionProblem,
  type Holds,
  type Names,
  type NumberOf,
  type Reference,
} from './expression.js';
import type { Reads } from './facts.js';
import { FUNCTION_NAMES, NAMED_FUNCTIONS, NUMBER_FUNCTIONS } from './functions.js';
import { NEVER } from './vocabulary.js';

/**
 * The code of an expression, generated from the syntax tree that the library has parsed and checked. Names and words of
 * the author become positions; `code.ts` lets nothing but numbers and the program's own words in.
 */

export const refuse = (
  message: string,
  node: { start: number; end: number },
  unknown?: ExpressionProblem['unknown'],
): never => {
  throw new ExpressionError({ message, start: node.start, end: node.end, ...(unknown ? { unknown } : {}) });
};

/** The type that the library knows a name by. A group has none of its own: only its parts have. */
export const celType = (reference: Reference): 'double' | 'bool' | 'string' => {
  switch (reference.is) {
    case 'number':
    case 'constant':
      return 'double';
    case 'flag':
      return 'bool';
    case 'formula':
      return reference.expression.type === 'number' ? 'double' : 'bool';
    case 'fact':
      return reference.fact === 'last_turn' ? 'bool' : 'double';
    case 'track':
    case 'trait':
      return 'string';
    case 'group':
      throw new Error('a group has no type of its own');
  }
};

interface Collected {
  readonly slots: Set<number>;
  readonly tracks: Set<number>;
  readonly traits: Set<number>;
  readonly events: Set<number>;
  readonly watched: Set<number>;
  lastTurn: boolean;
}

export interface Context {
  readonly names: Names;
  readonly reads: Collected;
  /** Functions that the generated text refers to by position: those of gauges. */
  readonly links: (NumberOf | Holds)[];
}

const lookUp = (node: ASTNode, { names }: Pick<Context, 'names'>): Reference => {
  if (node.op === 'id') {
    const found = names.references.get(node.args);
    return (
      found ??
      refuse(`there is nothing called \`${node.args}\``, node, { word: node.args, among: [...names.references.keys()] })
    );
  }
  if (node.op !== '.') return refuse('a name was expected here', node);
  const [owner, member] = node.args;
  const group = lookUp(owner, { names });
  if (group.is !== 'group') return refuse(`\`${text(owner)}\` has no parts`, node);
  const found = group.members.get(member);
  return (
    found ??
    refuse(`\`${text(owner)}\` has no part \`${member}\``, node, { word: member, among: [...group.members.keys()] })
  );
};

export const emptyReads = (): Collected => ({
  slots: new Set(),
  tracks: new Set(),
  traits: new Set(),
  events: new Set(),
  watched: new Set(),
  lastTurn: false,
});

const text = (node: ASTNode): string => node.input.slice(node.start, node.end);

const literalText = (node: ASTNode): string | undefined =>
  node.op === 'value' && typeof node.args === 'string' ? node.args : undefined;

const nameArgument = (node: ASTNode): string =>
  literalText(node) ?? refuse('this function takes one name in quotes', node);

const noteAll = (context: Context, reads: Reads): void => {
  for (const slot of reads.slots) context.reads.slots.add(slot);
  for (const track of reads.tracks) context.reads.tracks.add(track);
  for (const trait of reads.traits) context.reads.traits.add(trait);
  for (const event of reads.events) context.reads.events.add(event);
  for (const slot of reads.watched) context.reads.watched.add(slot);
  if (reads.lastTurn) context.reads.lastTurn = true;
};

/** A call of a gauge's own function. */
const linked = (reference: Reference & { is: 'formula' }, context: Context): Code => {
  noteAll(context, reference.expression.reads);
  const { expression } = reference;
  const link = context.links.push(expression.type === 'number' ? expression.value : expression.holds) - 1;
  return js`links[${link}](f)`;
};

/** `subject` is one of these positions. */
const oneOf = (subject: Code, positions: readonly number[]): Code =>
  positions.length === 0
    ? js`(false)`
    : js`(${joined(
        positions.map((position) => js`${subject} === ${position}`),
        js` || `,
      )})`;

/** A comparison of a track or a trait with a list of names: true when the active one is among them. */
const among = (subject: ASTNode, words: readonly ASTNode[], context: Context): Code => {
  const reference = lookUp(subject, context);
  if (reference.is !== 'track' && reference.is !== 'trait')
    return refuse('only a track or a trait can be compared with a word', subject);
  const wanted = new Set(words.flatMap((word) => positionsOf(word, subject, reference)));
  if (reference.is === 'track') {
    context.reads.tracks.add(reference.track);
    return oneOf(js`f.phases[${reference.track}]`, [...wanted]);
  }
  context.reads.traits.add(reference.trait);
  return oneOf(js`f.traits[${reference.trait}]`, [...wanted]);
};

const positionsOf = (
  word: ASTNode,
  subject: ASTNode,
  reference: Reference & { is: 'track' | 'trait' },
): readonly number[] => {
  const name = literalText(word) ?? refuse('compare a track or a trait with a name in quotes', word);
  const known = reference.is === 'track' ? [...reference.phases.keys()] : reference.values;
  const positions =
    reference.is === 'track' ? reference.phases.get(name) : known.includes(name) ? [known.indexOf(name)] : undefined;
  const kind = reference.is === 'track' ? 'phase' : 'value';
  return positions ?? refuse(`\`${text(subject)}\` has no ${kind} "${name}"`, word, { word: name, among: known });
};

const isWordy = (node: ASTNode, context: Context): boolean => {
  if (literalText(node) !== undefined) return true;
  if (node.op !== 'id' && node.op !== '.') return false;
  const reference = lookUp(node, context);
  return reference.is === 'track' || reference.is === 'trait';
};

const COMPARISONS: readonly string[] = ['!_', '&&', '||', '==', '!=', '<', '<=', '>', '>=', 'in'];

const isTruth = (node: ASTNode, context: Context): boolean => {
  switch (node.op) {
    case 'value':
      return typeof node.args === 'boolean';
    case 'id':
    case '.': {
      const reference = lookUp(node, context);
      return reference.is !== 'group' && celType(reference) === 'bool';
    }
    case '?:':
      return isTruth(node.args[1], context);
    case 'call':
      return NAMED_FUNCTIONS.get(node.args[0])?.answers === 'bool';
    default:
      return COMPARISONS.includes(node.op);
  }
};

const equality = (left: ASTNode, right: ASTNode, context: Context): Code => {
  if (isWordy(left, context) || isWordy(right, context))
    return literalText(left) === undefined ? among(left, [right], context) : among(right, [left], context);
  if (isTruth(left, context)) return js`(${condition(left, context)} === ${condition(right, context)})`;
  return js`(${number(left, context)} === ${number(right, context)})`;
};

const membership = (subject: ASTNode, list: ASTNode, context: Context): Code => {
  if (list.op !== 'list') return refuse('`in` takes a list in square brackets', list);
  if (isWordy(subject, context)) return among(subject, list.args, context);
  const options = list.args.map((option) => number(option, context));
  return js`[${joined(options, js`, `)}].includes(${number(subject, context)})`;
};

const eventOf = (node: ASTNode, kind: 'event' | 'action', context: Context): number => {
  const name = nameArgument(node);
  const known = kind === 'event' ? context.names.events : context.names.actions;
  const event = known.get(name);
  if (event === undefined)
    return refuse(`there is no ${kind} "${name}"`, node, { word: name, among: [...known.keys()] });
  context.reads.events.add(event);
  return event;
};

const trackOf = (node: ASTNode, context: Context): number => {
  const name = nameArgument(node);
  const reference = context.names.references.get(name);
  if (reference?.is !== 'track') {
    const tracks = [...context.names.references].filter(([, of]) => of.is === 'track').map(([track]) => track);
    return refuse(`there is no track "${name}"`, node, { word: name, among: tracks });
  }
  context.reads.tracks.add(reference.track);
  return reference.track;
};

const quantityOf = (node: ASTNode, context: Context): { slot: number } | { track: number } => {
  const [head = '', ...rest] = nameArgument(node).split('.');
  const first = context.names.references.get(head);
  const part = first?.is === 'group' && rest.length === 1 ? first.members.get(rest[0]!) : undefined;
  const reference = rest.length === 0 ? first : part;
  if (reference?.is === 'track') return { track: reference.track };
  if (reference?.is === 'number') return { slot: reference.slot };
  const known = [...context.names.references].flatMap(([name, of]) => {
    if (of.is !== 'group') return of.is === 'track' || of.is === 'number' ? [name] : [];
    return [...of.members].filter(([, member]) => member.is === 'number').map(([member]) => `${name}.${member}`);
  });
  return refuse(`there is no dial or track "${nameArgument(node)}"`, node, { word: nameArgument(node), among: known });
};

const namedCondition = (name: string, argument: ASTNode, context: Context): Code => {
  const event = eventOf(argument, name === 'ordered' ? 'action' : 'event', context);
  return js`(f.eventTurn[${event}] === f.turn && f.turn > 0)`;
};

const namedNumber = (name: string, argument: ASTNode, context: Context): Code => {
  switch (name) {
    case 'turns_since': {
      const event = eventOf(argument, 'event', context);
      return js`(f.eventTurn[${event}] === 0 ? ${NEVER} : f.turn - f.eventTurn[${event}])`;
    }
    case 'count':
      return js`f.eventCount[${eventOf(argument, 'event', context)}]`;
    case 'rung': {
      const track = trackOf(argument, context);
      return js`rungs[${track}][f.phases[${track}]]`;
    }
    case 'turns_in':
      return js`(f.turn - f.entered[${trackOf(argument, context)}])`;
    default:
      return watched(name, argument, context);
  }
};

const watched = (name: string, argument: ASTNode, context: Context): Code => {
  const quantity = quantityOf(argument, context);
  if ('slot' in quantity) {
    context.reads.slots.add(quantity.slot);
    context.reads.watched.add(quantity.slot);
  } else context.reads.tracks.add(quantity.track);
  const watch = context.names.watch(quantity);
  return name === 'mean' ? js`(f.sums[${watch}] / Math.max(f.turn, 1))` : js`f.peaks[${watch}]`;
};

const call = (node: ASTNode & { op: 'call' }, context: Context): Code => {
  const [name, args] = node.args;
  if (NAMED_FUNCTIONS.has(name)) return namedNumber(name, args[0]!, context);
  const known =
    NUMBER_FUNCTIONS.get(name) ??
    refuse(`there is no function \`${name}\``, node, { word: name, among: FUNCTION_NAMES });
  return known.emit(...args.map((argument) => number(argument, context)));
};

const named = (node: ASTNode, context: Context): Code => {
  const reference = lookUp(node, context);
  switch (reference.is) {
    case 'number':
    case 'flag':
      context.reads.slots.add(reference.slot);
      return js`f.values[${reference.slot}]`;
    case 'constant':
      return js`${reference.value}`;
    case 'formula':
      return reference.expression.type === 'number'
        ? linked(reference, context)
        : refuse('a number was expected here', node);
    case 'fact':
      return factOf(reference.fact, context);
    case 'track':
    case 'trait':
      return refuse(`compare \`${text(node)}\` with a name in quotes, for instance ${text(node)} == "…"`, node);
    case 'group':
      return refuseGroup(node, reference);
  }
};

/** Something with parts stands alone where one of its parts is meant. */
export const refuseGroup = (node: ASTNode, group: Reference & { is: 'group' }): never => {
  const parts = [...group.members.keys()].filter((part) => part !== 'self').map((part) => `${text(node)}.${part}`);
  return refuse(
    parts.length === 0
      ? `\`${text(node)}\` is neither a number nor a condition`
      : `say which part of \`${text(node)}\` is meant: ${parts.join(', ')}`,
    node,
  );
};

const factOf = (fact: (Reference & { is: 'fact' })['fact'], context: Context): Code => {
  switch (fact) {
    case 'turn':
      return js`f.turn`;
    case 'period':
      return js`f.period`;
    case 'days':
      return js`f.days`;
    case 'last_turn':
      context.reads.lastTurn = true;
      return js`f.lastTurn`;
  }
};

const joinedBy = (operator: '+' | '-' | '*' | '/' | '<' | '<=' | '>' | '>=' | '&&' | '||', a: Code, b: Code): Code => {
  switch (operator) {
    case '+':
      return js`(${a} + ${b})`;
    case '-':
      return js`(${a} - ${b})`;
    case '*':
      return js`(${a} * ${b})`;
    case '/':
      return js`(${a} / ${b})`;
    case '<':
      return js`(${a} < ${b})`;
    case '<=':
      return js`(${a} <= ${b})`;
    case '>':
      return js`(${a} > ${b})`;
    case '>=':
      return js`(${a} >= ${b})`;
    case '&&':
      return js`(${a} && ${b})`;
    case '||':
      return js`(${a} || ${b})`;
  }
};

/** Code of an expression that gives a number. */
export const number = (node: ASTNode, context: Context): Code => {
  switch (node.op) {
    case 'value': {
      const value = node.args;
      if (typeof value !== 'number' || !Number.isFinite(value)) return refuse('a number was expected here', node);
      return js`${value}`;
    }
    case 'id':
    case '.':
      return named(node, context);
    case '+':
    case '-':
    case '*':
    case '/':
      return joinedBy(node.op, number(node.args[0], context), number(node.args[1], context));
    case '-_':
      return js`(-${number(node.args, context)})`;
    case '?:':
      return js`(${condition(node.args[0], context)} ? ${number(node.args[1], context)} : ${number(node.args[2], context)})`;
    case 'call':
      return call(node, context);
    default:
      return refuse('a number was expected here', node);
  }
};

/** Code of an expression that is true or false. */
export const condition = (node: ASTNode, context: Context): Code => {
  switch (node.op) {
    case 'value':
      return typeof node.args === 'boolean'
        ? node.args
          ? js`true`
          : js`false`
        : refuse('a condition was expected here', node);
    case 'id':
    case '.': {
      const reference = lookUp(node, context);
      if (reference.is === 'formula' && reference.expression.type === 'condition') return linked(reference, context);
      return js`(${named(node, context)} !== 0)`;
    }
    case '!_':
      return js`(!${condition(node.args, context)})`;
    case '&&':
    case '||':
      return joinedBy(node.op, condition(node.args[0], context), condition(node.args[1], context));
    case '?:':
      return js`(${condition(node.args[0], context)} ? ${condition(node.args[1], context)} : ${condition(node.args[2], context)})`;
    case '==':
      return equality(node.args[0], node.args[1], context);
    case '!=':
      return js`(!${equality(node.args[0], node.args[1], context)})`;
    case 'in':
      return membership(node.args[0], node.args[1], context);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return joinedBy(node.op, number(node.args[0], context), number(node.args[1], context));
    case 'call': {
      const [name, args] = node.args;
      return NAMED_FUNCTIONS.get(name)?.answers === 'bool'
        ? namedCondition(name, args[0]!, context)
        : refuse('a condition was expected here', node);
    }
    default:
      return refuse('a condition was expected here', node);
  }
};
