import type { ASTNode } from '@marcbachmann/cel-js';
import type { ExpressionProblem } from './errors.js';
import { type Comparison, OPPOSITE, TURNED } from './tree.js';

/**
 * What never happened has no time: `turns_since` gives no number for it, and no comparison with it holds. So that nobody is
 * surprised, an expression that would need such a number, or that "never" would satisfy, is refused with what to type.
 */

/** Part of a text to be replaced. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

type Events = ReadonlySet<string>;
const NONE: Events = new Set();

const isSign = (op: string): op is Comparison => Object.hasOwn(OPPOSITE, op);
const textOf = (node: ASTNode): string => node.input.slice(node.start, node.end);

/** Where a part stands with the brackets around its sides, which are no parts of their own; words hold no brackets. */
const spanOf = (node: ASTNode): { readonly start: number; readonly end: number } => {
  let { start, end } = node;
  let open = 0;
  let missing = 0;
  for (const sign of textOf(node)) {
    if (sign === '(') open += 1;
    else if (sign === ')' && open > 0) open -= 1;
    else if (sign === ')') missing += 1;
  }
  for (; missing > 0; missing -= 1) start = node.input.lastIndexOf('(', start - 1);
  for (; open > 0; open -= 1) end = node.input.indexOf(')', end) + 1;
  return { start, end };
};

const sidesOf = (node: ASTNode): readonly [ASTNode, ASTNode] => node.args as [ASTNode, ASTNode];

/** The event of which a function of one name asks. */
const eventIn = (node: ASTNode, name: string): string | undefined => {
  if (node.op !== 'call' || node.args[0] !== name) return undefined;
  const [argument] = node.args[1];
  return argument?.op === 'value' && typeof argument.args === 'string' ? argument.args : undefined;
};

const partsOf = (node: ASTNode): readonly ASTNode[] => {
  const isNode = (value: unknown): value is ASTNode => typeof value === 'object' && value !== null && 'op' in value;
  const flat = (value: unknown): ASTNode[] =>
    Array.isArray(value) ? value.flatMap(flat) : isNode(value) ? [value] : [];
  return flat(node.args);
};

const readsSince = (node: ASTNode): boolean =>
  eventIn(node, 'turns_since') !== undefined || partsOf(node).some(readsSince);

const union = (one: Events, other: Events): Events => new Set([...one, ...other]);
const common = (one: Events, other: Events): Events => new Set([...one].filter((event) => other.has(event)));

/**
 * Events that have happened at some time if a comparison holds, or if it does not; only bounds that are no times themselves count.
 * A time is bound only as it is written: one that has to be guarded guards nothing, or two of them would guard each other.
 */
const boundBy = (left: ASTNode, written: Comparison, right: ASTNode, holds: boolean): Events => {
  const sign = holds ? written : OPPOSITE[written];
  const since = eventIn(left, 'turns_since');
  if (since !== undefined)
    return holds && (sign === '==' || sign === '<' || sign === '<=') && !readsSince(right) ? new Set([since]) : NONE;
  const counted = eventIn(left, 'count');
  if (counted === undefined || right.op !== 'value' || typeof right.args !== 'number') return NONE;
  const least = right.args;
  const isSome =
    ((sign === '==' || sign === '>=') && least > 0) || (sign === '>' && least >= 0) || (sign === '!=' && least === 0);
  return isSome ? new Set([counted]) : NONE;
};

/** Events that have certainly happened at some time if a condition holds, or if it does not. */
const happenedIf = (node: ASTNode, holds: boolean): Events => {
  if (node.op === '!_') return happenedIf(node.args, !holds);
  if (node.op === '&&' || node.op === '||') {
    const [left, right] = sidesOf(node);
    const both = node.op === '&&' ? union : common;
    const either = node.op === '&&' ? common : union;
    return (holds ? both : either)(happenedIf(left, holds), happenedIf(right, holds));
  }
  if (isSign(node.op)) {
    const [left, right] = sidesOf(node);
    return union(boundBy(left, node.op, right, holds), boundBy(right, TURNED[node.op], left, holds));
  }
  if (!holds) return NONE;
  const event = eventIn(node, 'happened');
  if (event !== undefined) return new Set([event]);
  if (node.op !== 'in') return NONE;
  const [subject, options] = sidesOf(node);
  const since = eventIn(subject, 'turns_since');
  return since !== undefined && !readsSince(options) ? new Set([since]) : NONE;
};

/** The sides of a comparison that would satisfy it by never having happened. */
const satisfiedBy = (left: ASTNode, sign: Comparison, right: ASTNode, known: Events): string[] => {
  const [a, b] = [left, right].map((side) => {
    const event = eventIn(side, 'turns_since');
    return event === undefined || known.has(event) ? undefined : event;
  });
  const sides = {
    '<': [b],
    '<=': [b],
    '>': [a],
    '>=': [a],
    '!=': [a, b],
    '==': a !== undefined && b !== undefined ? [a] : [],
  }[sign];
  return sides.flatMap((event) => event ?? []);
};

/** The comparison turned into the opposite of its opposite, which "never" satisfies for everybody to see. */
const turnedRound = (node: ASTNode, sign: Comparison, known: Events): TextEdit[] => {
  const [left, right] = sidesOf(node);
  const { start, end } = spanOf(node);
  const between = node.input.slice(left.end, right.start);
  const at = left.end + between.indexOf(sign);
  const around = node.input.slice(start, left.start) + between.replace(sign, '') + node.input.slice(right.end, end);
  if (/[^\s()]/.test(around)) return [];
  const [a, b] = [left, right].map((side) => eventIn(side, 'turns_since'));
  const other = sign === '<' || sign === '<=' ? a : b;
  const needs = other !== undefined && !known.has(other);
  // Of two events that may both never have happened only the strict comparison can be kept.
  if (needs && sign !== '<' && sign !== '>') return [];
  const guard = needs ? `(count("${other}") > 0 && ` : '';
  return [
    { start, end: start, text: `${guard}!(` },
    { start: at, end: at + sign.length, text: OPPOSITE[sign] },
    { start: end - 1, end, text: `${node.input[end - 1]}${needs ? '))' : ')'}` },
  ];
};

/** A text with parts of it replaced. */
export const edited = (text: string, edits: readonly TextEdit[]): string =>
  [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((all, edit) => all.slice(0, edit.start) + edit.text + all.slice(edit.end), text);

const slipInComparison = (node: ASTNode, sign: Comparison, known: Events): ExpressionProblem | undefined => {
  const [left, right] = sidesOf(node);
  const [event] = satisfiedBy(left, sign, right, known);
  if (event === undefined) {
    const parts = [left, right].filter((side) => eventIn(side, 'turns_since') === undefined);
    return firstIn(parts, () => known);
  }
  const fix = turnedRound(node, sign, known);
  const { start, end } = spanOf(node);
  const text = node.input.slice(start, end);
  const shifted = fix.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
  const guarded = `count("${event}") > 0 && ${text}`;
  return {
    message: `this would hold as well when \`${event}\` has never happened, which has no time`,
    hint:
      fix.length === 0
        ? `Write \`${guarded}\`.`
        : `Write \`${edited(text, shifted)}\` if it may never have happened, or \`${guarded}\` if it must have.`,
    code: 'E309',
    ...{ start, end, fix },
  };
};

const firstIn = (nodes: readonly ASTNode[], knownFor: (node: ASTNode) => Events): ExpressionProblem | undefined => {
  for (const node of nodes) {
    const slip = slipIn(node, knownFor(node));
    if (slip) return slip;
  }
  return undefined;
};

const slipIn = (node: ASTNode, known: Events): ExpressionProblem | undefined => {
  const event = eventIn(node, 'turns_since');
  if (event !== undefined) {
    if (known.has(event)) return undefined;
    return {
      message: `\`${textOf(node)}\` is no number while \`${event}\` has never happened`,
      hint: `Say what counts then: \`count("${event}") > 0 ? … : …\`, or compare it alone: \`${textOf(node)} <= 3\`.`,
      code: 'E309',
      ...{ start: node.start, end: node.end, fix: [] },
    };
  }
  if (isSign(node.op)) return slipInComparison(node, node.op, known);
  if (node.op === '&&' || node.op === '||') {
    const [left, right] = sidesOf(node);
    const holds = node.op === '&&';
    return firstIn([left, right], (side) => union(known, happenedIf(side === left ? right : left, holds)));
  }
  if (node.op === '?:') {
    const [when, yes, no] = node.args;
    return firstIn([when, yes, no], (part) => (part === when ? known : union(known, happenedIf(when, part === yes))));
  }
  if (node.op === 'in') {
    const [subject, options] = sidesOf(node);
    return firstIn(eventIn(subject, 'turns_since') === undefined ? [subject, options] : [options], () => known);
  }
  return firstIn(partsOf(node), () => known);
};

/**
 * The first place of an expression at which something that never happened would count; undefined when there is none. It is
 * worked out only where `given` holds.
 */
export const neverSlip = (node: ASTNode, given?: ASTNode): ExpressionProblem | undefined =>
  slipIn(node, given === undefined ? NONE : happenedIf(given, true));
