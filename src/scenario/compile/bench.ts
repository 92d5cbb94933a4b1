import { purposeOf } from '../../core/chance/chance.js';
import { originText } from '../../core/faults.js';
import { ExpressionError } from '../../core/language/errors.js';
import {
  type Condition,
  constantCondition,
  constantNumber,
  type Expression,
  expressionOf,
  type NumberExpression,
  type Surroundings,
} from '../../core/language/expression.js';
import type { Names, Reference } from '../../core/language/names.js';
import { type Parser, parserOf } from '../../core/language/parse.js';
import type { Reads } from '../../core/language/reads.js';
import type { NumberTree } from '../../core/language/tree.js';
import {
  type Die,
  type Effect,
  EVERYBODY,
  type EventName,
  includesSeat,
  NOBODY,
  onlySeat,
  type Seats,
  type Slot,
  type Trait,
} from '../../core/program/game.js';
import type { Origin, Provenance } from '../../core/vocabulary.js';
import { type Diagnostic, MOST, meant } from '../diagnostics.js';
import type { Formed } from '../form.js';
import type { ScenarioSource } from '../schema.js';
import { fixAt, locate, locateInText, type Path } from '../spans.js';
import { MAX_EXPRESSIONS, refuseSize } from './extent.js';

/**
 * The bench on which a scenario is compiled: what is known so far, and where complaints go. Names are declared first,
 * then everything that refers to them is compiled (two passes, so that order in the file never matters).
 */
export interface Bench {
  readonly source: ScenarioSource;
  readonly formed: Formed;
  readonly root: object;
  readonly problems: Diagnostic[];
  readonly references: Map<string, Reference>;
  readonly events: Map<string, number>;
  readonly actionEvents: Map<string, number>;
  readonly eventNames: EventName[];
  readonly rungs: number[][];
  readonly watches: ({ readonly slot: number } | { readonly track: number })[];
  /** Values of the parameters, by position. */
  readonly parameters: number[];
  /** Gauges by position, each compiled behind those that it reads. */
  readonly gauges: NumberExpression[];
  readonly slots: Slot[];
  readonly traits: Trait[];
  readonly trackSeenBy: Seats[];
  readonly effects: Effect[];
  readonly dice: Die[];
  /** Parsers by the seat that `self` stands for; -1 is nobody. */
  readonly parsers: Map<number, Parser>;
  /** Everything that was compiled, by `expressionKey`. */
  readonly expressions: Map<string, Expression>;
  /** How many expressions were compiled. */
  readonly spent: { expressions: number };
}

export const newBench = (formed: Formed, root: object): Bench => ({
  source: formed.source,
  formed,
  root,
  problems: formed.problems,
  references: new Map(),
  events: new Map(),
  actionEvents: new Map(),
  eventNames: [],
  rungs: [],
  watches: [],
  parameters: [],
  gauges: [],
  slots: [],
  traits: [],
  trackSeenBy: [],
  effects: [],
  dice: [],
  parsers: new Map(),
  expressions: new Map(),
  spent: { expressions: 0 },
});

export const complain = (
  bench: Bench,
  code: string,
  path: Path,
  message: string,
  hint = '',
  unknown?: string,
): void => {
  const problem = { code, severity: 'error', message, hint, ...locate(bench.root, path) } as const;
  bench.problems.push(unknown === undefined ? problem : { ...problem, unknown });
};

/** A key that names something unknown is wrong itself, not its value. */
export const complainOfKey = (bench: Bench, path: Path, kind: string, word: string, among: readonly string[]): void => {
  if (isLeftOut(bench, word)) return;
  const message = `there is no ${kind} \`${word}\``;
  bench.problems.push({
    code: 'E301',
    severity: 'error',
    message,
    hint: hintIn(bench, word, among),
    unknown: word,
    ...locate(bench.root, path, 'key'),
  });
};

export const hintFor = (word: string, among: readonly string[]): string => {
  const close = meant(word, among, 3);
  if (close.length > 0) return `Did you mean ${close.map((name) => `\`${name}\``).join(' or ')}?`;
  return among.length > 0 && among.length <= 12 ? `There are: ${among.join(', ')}.` : '';
};

/** A hint, unless so much is wrong already that nobody reads it. */
const hintIn = (bench: Bench, word: string, among: readonly string[]): string =>
  bench.problems.length > MOST ? '' : hintFor(word, among);

/** Whether a word names, or belongs to, something that was left out for a fault of its own: `leak/big`, `home.rok`. */
export const isLeftOut = (bench: Bench, word: string): boolean =>
  bench.formed.broken.has(word) || word.split(/[./]/).some((part) => bench.formed.broken.has(part));

/** A reference to something unknown, unless it was left out for another error. */
export const complainUnknown = (
  bench: Bench,
  path: Path,
  kind: string,
  word: string,
  among: readonly string[],
): void => {
  if (isLeftOut(bench, word)) return;
  complain(bench, 'E301', path, `there is no ${kind} \`${word}\``, hintIn(bench, word, among), word);
};

/** Names with `self` standing for one actor. */
const namesFor = (bench: Bench, self: number): Names => {
  const references = new Map(bench.references);
  const actor = bench.source.actors[self]?.id;
  if (actor !== undefined)
    for (const [name, reference] of bench.references) {
      const own = reference.is === 'group' ? reference.members.get(actor) : undefined;
      if (reference.is === 'group' && own)
        references.set(name, { is: 'group', members: new Map([...reference.members, ['self', own]]) });
    }
  return { references, events: bench.events, actions: bench.actionEvents };
};

/** A parser with the names that are known so far; `self` is a seat, or -1. */
export const parserFor = (bench: Bench, self: number): Parser => {
  const known = bench.parsers.get(self) ?? parserOf(namesFor(bench, self));
  bench.parsers.set(self, known);
  return known;
};

const surroundingsOf = ({ gauges, parameters, rungs, watches }: Bench): Surroundings => ({
  gauges,
  parameters,
  rungs,
  watch: (of, index) => {
    const known = watches.findIndex((watch) =>
      'slot' in watch ? of === 'slot' && watch.slot === index : of === 'track' && watch.track === index,
    );
    return known >= 0 ? known : watches.push(of === 'slot' ? { slot: index } : { track: index }) - 1;
  },
});

export interface Where {
  readonly path: Path;
  /** The seat that `self` stands for; -1 or absent for none. */
  readonly self?: number;
  /** Endings alone may know that the last turn has come. */
  readonly mayEnd?: boolean;
  /** The condition beside it, without which it is never worked out. */
  readonly given?: boolean | string | undefined;
}

/** What only endings may ask is not suggested to anything else. */
const mayName = ({ mayEnd }: Where, name: string): boolean => mayEnd === true || name !== 'last_turn';

/** What an expression is found by again: its text, and whom `self` stands for in it. */
export const expressionKey = (text: string, self: number): string => (/\bself\b/.test(text) ? `${self}:${text}` : text);

const compileText = (bench: Bench, text: string, where: Where): Expression | undefined => {
  bench.spent.expressions += 1;
  if (bench.spent.expressions > MAX_EXPRESSIONS)
    refuseSize(bench, where.path, `up to here the scenario has more than ${MAX_EXPRESSIONS} expressions`);
  const self = /\bself\b/.test(text) ? (where.self ?? -1) : -1;
  try {
    const given = typeof where.given === 'string' ? where.given : undefined;
    const tree = parserFor(bench, self).parse(text, given);
    const expression = expressionOf(tree, text, surroundingsOf(bench));
    bench.expressions.set(expressionKey(text, self), expression);
    if (!expression.reads.lastTurn || where.mayEnd === true) return expression;
    complain(
      bench,
      'E305',
      where.path,
      '`last_turn` may be read only by endings',
      'The last turn is hidden, so that nobody can play for it.',
    );
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const { message, start, end, unknown, code, fix } = error.problem;
    if (unknown && isLeftOut(bench, unknown.word)) return undefined;
    const hint = unknown
      ? hintIn(
          bench,
          unknown.word,
          unknown.among.filter((name) => mayName(where, name)),
        )
      : (error.problem.hint ?? '');
    bench.problems.push({
      code: unknown ? 'E301' : (code ?? 'E302'),
      severity: 'error',
      message,
      hint,
      ...(unknown ? { unknown: unknown.word } : {}),
      ...(fix ? { fix: fixAt(bench.root, where.path, fix) } : {}),
      ...locateInText(bench.root, where.path, start, end),
    });
  }
  return undefined;
};

/** An expression that was made of others; `text` is what the author wrote. */
export const numberOfTree = (bench: Bench, tree: NumberTree, text: string): NumberExpression =>
  expressionOf(tree, text, surroundingsOf(bench)) as NumberExpression;

/** A number or an expression that gives one. A faulty one is reported and becomes 0, so that the rest can be checked. */
export const numberAt = (bench: Bench, value: number | string, where: Where): NumberExpression => {
  if (typeof value === 'number') return constantNumber(value);
  const expression = compileText(bench, value, where);
  if (expression?.type === 'number') return expression;
  if (expression)
    complain(
      bench,
      'E302',
      where.path,
      'a number was expected here, but this is a condition',
      'Write for instance `tension > 60 ? 1 : 0`.',
    );
  return constantNumber(0);
};

/** A condition; a faulty one is reported and becomes false. */
export const conditionAt = (bench: Bench, value: boolean | string, where: Where): Condition => {
  if (typeof value === 'boolean') return constantCondition(value);
  const expression = compileText(bench, value, where);
  if (expression?.type === 'condition') return expression;
  if (expression)
    complain(
      bench,
      'E302',
      where.path,
      'a condition was expected here, but this is a number',
      'Compare it with something, for instance `tension > 60`.',
    );
  return constantCondition(false);
};

export const maybeCondition = (
  bench: Bench,
  value: boolean | string | undefined,
  where: Where,
): { when?: Condition } => (value === undefined ? {} : { when: conditionAt(bench, value, where) });

/** Seats that know everything an expression reads, exactly. */
export const exactFor = (bench: Bench, reads: Reads): Seats => {
  let seats: Seats = reads.lastTurn ? NOBODY : EVERYBODY;
  for (const slot of reads.slots) seats &= bench.slots[slot]!.seenBy;
  for (const track of reads.tracks) seats &= bench.trackSeenBy[track]!;
  for (const event of reads.events) seats &= bench.eventNames[event]!.seenBy;
  for (const trait of reads.traits) seats &= onlySeat(bench.traits[trait]!.actor);
  return seats;
};

/** What of an expression a seat does not know exactly, in words. */
const unknownTo = (bench: Bench, reads: Reads, seat: number, blurIsEnough: boolean): string[] => {
  const sees = (seenBy: Seats): boolean => includesSeat(seenBy, seat);
  return [
    ...[...reads.slots]
      .map((slot) => bench.slots[slot]!)
      .filter((slot) => !sees(slot.seenBy) && !(blurIsEnough && slot.blur && sees(slot.blur.seats)))
      .map((slot) => slot.id),
    // A mean or a peak of what is seen through fog is kept for nobody.
    ...[...reads.watched]
      .map((slot) => bench.slots[slot]!)
      .filter((slot) => blurIsEnough && slot.blur && sees(slot.blur.seats) && !sees(slot.seenBy))
      .map((slot) => `mean or peak of ${slot.id}`),
    ...[...reads.tracks]
      .filter((track) => !sees(bench.trackSeenBy[track]!))
      .map((track) => bench.source.tracks[track]!.id),
    ...[...reads.events]
      .map((event) => bench.eventNames[event]!)
      .filter((event) => !sees(event.seenBy))
      .map((event) => event.id),
    ...[...reads.traits]
      .map((trait) => bench.traits[trait]!)
      .filter((trait) => trait.actor !== seat)
      .map((trait) => `${bench.source.actors[trait.actor]!.id}.${trait.id}`),
  ];
};

/** What a seat decides by may read only what the seat sees. */
export const mustBeSeen = (
  bench: Bench,
  expression: Expression | undefined,
  seat: number,
  path: Path,
  blurIsEnough = false,
): void => {
  if (!expression || seat < 0) return;
  const hidden = unknownTo(bench, expression.reads, seat, blurIsEnough);
  if (hidden.length === 0) return;
  const short = bench.source.actors[seat]?.short ?? '';
  complain(
    bench,
    'E304',
    path,
    `${short} does not see ${hidden.map((id) => `\`${id}\``).join(', ')}${blurIsEnough ? '' : ' exactly'}, so this may not depend on it`,
    'Use something this seat sees, or change who sees it.',
  );
};

/** A place in the file, as faults in play name it. */
export const placeAt = (bench: Bench, path: Path): string => originText(locate(bench.root, path).position);

export const originAt = (
  bench: Bench,
  path: Path,
  item: { provenance?: Provenance | undefined; source?: string | undefined },
): Origin => {
  const { position } = locate(bench.root, path);
  if (item.source !== undefined && !bench.source.sources.some((source) => source.id === item.source))
    complainUnknown(
      bench,
      [...path, 'source'],
      'source',
      item.source,
      bench.source.sources.map((source) => source.id),
    );
  return {
    file: position.file,
    line: position.line,
    column: position.column,
    provenance: item.provenance ?? bench.source.provenance,
    ...(item.source === undefined ? {} : { source: item.source }),
  };
};

/** A set of seats from a list of actor ids; `self` stands for a seat where there is one. */
export const seatsAt = (
  bench: Bench,
  value: 'all' | 'none' | readonly string[] | undefined,
  path: Path,
  self = -1,
): Seats => {
  if (value === undefined || value === 'all') return EVERYBODY;
  if (value === 'none') return NOBODY;
  return value.reduce((seats, id, i) => {
    const seat = id === 'self' && self >= 0 ? self : seatAt(bench, id, [...path, i]);
    return seat < 0 ? seats : seats | onlySeat(seat);
  }, NOBODY);
};

export const seatAt = (bench: Bench, id: string, path: Path): number => {
  const seat = bench.source.actors.findIndex((actor) => actor.id === id);
  if (seat < 0)
    complainUnknown(
      bench,
      path,
      'actor',
      id,
      bench.source.actors.map((actor) => actor.id),
    );
  return seat;
};

/** The slot that a name in an effect or a draw stands for: `tension`, or `home.rok` of a dial that each actor has. */
export const referenceOf = (bench: Bench, name: string): Reference | undefined => {
  const [head = '', ...rest] = name.split('.');
  const first = bench.references.get(head);
  if (rest.length === 0) return first;
  return first?.is === 'group' && rest.length === 1 ? first.members.get(rest[0]!) : undefined;
};

/** Reports what stands twice in a list, at the second. */
export const refuseTwice = (bench: Bench, ids: readonly string[], pathOf: (i: number) => Path, what: string): void => {
  for (const [i, id] of ids.entries())
    if (ids.indexOf(id) < i) complain(bench, 'E303', pathOf(i), `duplicate ${what} \`${id}\``, 'Keep one of them.');
};

type NewDie = Omit<Die, 'purpose' | 'outcomeSeenBy'> & Partial<Pick<Die, 'outcomeSeenBy'>>;

/** Puts a die on the list and gives its position. Its outcome is known to those who see its odds, if nobody else is named. */
export const addDie = (bench: Bench, purpose: string, die: NewDie): number =>
  bench.dice.push({ purpose: purposeOf(purpose), outcomeSeenBy: die.seenBy, ...die }) - 1;
