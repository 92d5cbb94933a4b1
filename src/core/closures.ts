import type { ASTNode } from '@marcbachmann/cel-js';
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

/** Closures from a syntax tree that the library has parsed and checked: fifty times quicker than interpreting it. */

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

export interface Collected {
  readonly slots: Set<number>;
  readonly tracks: Set<number>;
  readonly traits: Set<number>;
  readonly events: Set<number>;
  lastTurn: boolean;
}

export interface Context {
  readonly names: Names;
  readonly reads: Collected;
}

const lookUp = (node: ASTNode, { names }: Context): Reference => {
  if (node.op === 'id') {
    const found = names.references.get(node.args);
    return (
      found ??
      refuse(`there is nothing called \`${node.args}\``, node, { word: node.args, among: [...names.references.keys()] })
    );
  }
  if (node.op !== '.') return refuse('a name was expected here', node);
  const [owner, member] = node.args;
  const group = lookUp(owner, { names, reads: emptyReads() });
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
  if (reads.lastTurn) context.reads.lastTurn = true;
};

/** A comparison of a track or a trait with a list of names: true when the active one is among them. */
const among = (subject: ASTNode, words: readonly ASTNode[], context: Context): Holds => {
  const reference = lookUp(subject, context);
  if (reference.is !== 'track' && reference.is !== 'trait')
    return refuse('only a track or a trait can be compared with a word', subject);
  const wanted = new Set<number>();
  for (const word of words) {
    const name = literalText(word) ?? refuse('compare a track or a trait with a name in quotes', word);
    const known = reference.is === 'track' ? [...reference.phases.keys()] : reference.values;
    const indices =
      reference.is === 'track' ? reference.phases.get(name) : known.includes(name) ? [known.indexOf(name)] : undefined;
    if (!indices)
      return refuse(`\`${text(subject)}\` has no ${reference.is === 'track' ? 'phase' : 'value'} "${name}"`, word, {
        word: name,
        among: known,
      });
    for (const index of indices) wanted.add(index);
  }
  if (reference.is === 'track') {
    const { track } = reference;
    context.reads.tracks.add(track);
    if (wanted.size === 1) {
      const [only] = wanted;
      return (facts) => facts.phases[track] === only;
    }
    return (facts) => wanted.has(facts.phases[track]!);
  }
  const { trait } = reference;
  context.reads.traits.add(trait);
  return (facts) => wanted.has(facts.traits[trait]!);
};

const isWordy = (node: ASTNode, context: Context): boolean => {
  if (literalText(node) !== undefined) return true;
  if (node.op !== 'id' && node.op !== '.') return false;
  const reference = lookUp(node, context);
  return reference.is === 'track' || reference.is === 'trait';
};

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
      return NAMED_FUNCTIONS[node.args[0]]?.answers === 'bool';
    default:
      return ['!_', '&&', '||', '==', '!=', '<', '<=', '>', '>=', 'in'].includes(node.op);
  }
};

const equality = (left: ASTNode, right: ASTNode, context: Context): Holds => {
  if (isWordy(left, context) || isWordy(right, context))
    return literalText(left) === undefined ? among(left, [right], context) : among(right, [left], context);
  if (isTruth(left, context)) {
    const a = condition(left, context);
    const b = condition(right, context);
    return (facts) => a(facts) === b(facts);
  }
  const a = number(left, context);
  const b = number(right, context);
  return (facts) => a(facts) === b(facts);
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

const namedCondition = (name: string, argument: ASTNode, context: Context): Holds => {
  const event = eventOf(argument, name === 'ordered' ? 'action' : 'event', context);
  return (facts) => facts.eventTurn[event] === facts.turn && facts.turn > 0;
};

const quantityOf = (node: ASTNode, context: Context): { slot: number } | { track: number } => {
  const [head, member] = nameArgument(node).split('.') as [string, string | undefined];
  const first = context.names.references.get(head);
  const reference = member !== undefined && first?.is === 'group' ? first.members.get(member) : first;
  if (reference?.is === 'track') return { track: reference.track };
  if (reference?.is === 'number') return { slot: reference.slot };
  const known = [...context.names.references]
    .filter(([, of]) => of.is === 'track' || of.is === 'number')
    .map(([known]) => known);
  return refuse(`there is no dial or track "${nameArgument(node)}"`, node, { word: nameArgument(node), among: known });
};

const namedNumber = (name: string, argument: ASTNode, context: Context): NumberOf => {
  switch (name) {
    case 'turns_since': {
      const event = eventOf(argument, 'event', context);
      return (facts) => (facts.eventTurn[event] === 0 ? NEVER : facts.turn - facts.eventTurn[event]!);
    }
    case 'count': {
      const event = eventOf(argument, 'event', context);
      return (facts) => facts.eventCount[event]!;
    }
    case 'rung': {
      const track = trackOf(argument, context);
      const rungs = context.names.rungs[track]!;
      return (facts) => rungs[facts.phases[track]!]!;
    }
    case 'turns_in': {
      const track = trackOf(argument, context);
      return (facts) => facts.turn - facts.entered[track]!;
    }
    default: {
      const quantity = quantityOf(argument, context);
      if ('slot' in quantity) context.reads.slots.add(quantity.slot);
      else context.reads.tracks.add(quantity.track);
      const watch = context.names.watch(quantity);
      return name === 'mean' ? (facts) => facts.sums[watch]! / Math.max(facts.turn, 1) : (facts) => facts.peaks[watch]!;
    }
  }
};

const call = (node: ASTNode & { op: 'call' }, context: Context): NumberOf => {
  const [name, args] = node.args;
  if (name in NAMED_FUNCTIONS) return namedNumber(name, args[0]!, context);
  const known =
    NUMBER_FUNCTIONS[name] ?? refuse(`there is no function \`${name}\``, node, { word: name, among: FUNCTION_NAMES });
  const apply = known.apply;
  const [a, b, c] = args.map((argument) => number(argument, context));
  if (known.arity === 1) return (facts) => apply(a!(facts));
  if (known.arity === 2) return (facts) => apply(a!(facts), b!(facts));
  return (facts) => apply(a!(facts), b!(facts), c!(facts));
};

const named = (node: ASTNode, context: Context): NumberOf => {
  const reference = lookUp(node, context);
  switch (reference.is) {
    case 'number':
    case 'flag': {
      const { slot } = reference;
      context.reads.slots.add(slot);
      return (facts) => facts.values[slot]!;
    }
    case 'constant': {
      const { value } = reference;
      return () => value;
    }
    case 'formula':
      noteAll(context, reference.expression.reads);
      return reference.expression.type === 'number'
        ? reference.expression.value
        : refuse('a number was expected here', node);
    case 'fact':
      switch (reference.fact) {
        case 'turn':
          return (facts) => facts.turn;
        case 'period':
          return (facts) => facts.period;
        case 'days':
          return (facts) => facts.days;
        case 'last_turn':
          context.reads.lastTurn = true;
          return (facts) => facts.lastTurn;
      }
      break;
    case 'track':
    case 'trait':
      return refuse(`compare \`${text(node)}\` with a name in quotes, for instance ${text(node)} == "…"`, node);
    case 'group':
      return refuse(
        `say which part of \`${text(node)}\` is meant: ${[...reference.members.keys()].map((part) => `${text(node)}.${part}`).join(', ')}`,
        node,
      );
  }
};

export const number = (node: ASTNode, context: Context): NumberOf => {
  switch (node.op) {
    case 'value': {
      const value = node.args;
      if (typeof value !== 'number' || !Number.isFinite(value)) return refuse('a number was expected here', node);
      return () => value;
    }
    case 'id':
    case '.':
      return named(node, context);
    case '+': {
      const [a, b] = [number(node.args[0], context), number(node.args[1], context)];
      return (facts) => a(facts) + b(facts);
    }
    case '-': {
      const [a, b] = [number(node.args[0], context), number(node.args[1], context)];
      return (facts) => a(facts) - b(facts);
    }
    case '*': {
      const [a, b] = [number(node.args[0], context), number(node.args[1], context)];
      return (facts) => a(facts) * b(facts);
    }
    case '/': {
      const [a, b] = [number(node.args[0], context), number(node.args[1], context)];
      return (facts) => a(facts) / b(facts);
    }
    case '-_': {
      const a = number(node.args, context);
      return (facts) => -a(facts);
    }
    case '?:': {
      const test = condition(node.args[0], context);
      const [a, b] = [number(node.args[1], context), number(node.args[2], context)];
      return (facts) => (test(facts) ? a(facts) : b(facts));
    }
    case 'call':
      return call(node, context);
    default:
      return refuse('a number was expected here', node);
  }
};

export const condition = (node: ASTNode, context: Context): Holds => {
  switch (node.op) {
    case 'value': {
      const value = node.args;
      return typeof value === 'boolean' ? () => value : refuse('a condition was expected here', node);
    }
    case 'id':
    case '.': {
      const reference = lookUp(node, context);
      if (reference.is === 'formula' && reference.expression.type === 'condition') {
        noteAll(context, reference.expression.reads);
        return reference.expression.holds;
      }
      const value = named(node, context);
      return (facts) => value(facts) !== 0;
    }
    case '!_': {
      const a = condition(node.args, context);
      return (facts) => !a(facts);
    }
    case '&&': {
      const [a, b] = [condition(node.args[0], context), condition(node.args[1], context)];
      return (facts) => a(facts) && b(facts);
    }
    case '||': {
      const [a, b] = [condition(node.args[0], context), condition(node.args[1], context)];
      return (facts) => a(facts) || b(facts);
    }
    case '?:': {
      const [test, a, b] = node.args.map((argument) => condition(argument, context)) as [Holds, Holds, Holds];
      return (facts) => (test(facts) ? a(facts) : b(facts));
    }
    case '==':
      return equality(node.args[0], node.args[1], context);
    case '!=': {
      const same = equality(node.args[0], node.args[1], context);
      return (facts) => !same(facts);
    }
    case 'in':
      return membership(node.args[0], node.args[1], context);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return order(node.op, number(node.args[0], context), number(node.args[1], context));
    case 'call': {
      const [name, args] = node.args;
      return NAMED_FUNCTIONS[name]?.answers === 'bool'
        ? namedCondition(name, args[0]!, context)
        : refuse('a condition was expected here', node);
    }
    default:
      return refuse('a condition was expected here', node);
  }
};

const membership = (subject: ASTNode, list: ASTNode, context: Context): Holds => {
  if (list.op !== 'list') return refuse('`in` takes a list in square brackets', list);
  if (isWordy(subject, context)) return among(subject, list.args, context);
  const value = number(subject, context);
  const options = list.args.map((option) => number(option, context));
  return (facts) => options.some((option) => option(facts) === value(facts));
};

const order = (operator: '<' | '<=' | '>' | '>=', a: NumberOf, b: NumberOf): Holds => {
  switch (operator) {
    case '<':
      return (facts) => a(facts) < b(facts);
    case '<=':
      return (facts) => a(facts) <= b(facts);
    case '>':
      return (facts) => a(facts) > b(facts);
    case '>=':
      return (facts) => a(facts) >= b(facts);
  }
};
