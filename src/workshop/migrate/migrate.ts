import { edited, type TextEdit } from '../../core/language/never.js';
import type { ConceptLibrary } from '../../scenario/concepts.js';
import { ScenarioError } from '../../scenario/diagnostics.js';
import { testOrder } from '../../scenario/form.js';
import { type Loaded, loadOneByOne, type OneByOne } from '../../scenario/load.js';
import type { ReadFile } from '../../scenario/merge.js';
import { type Path, positionOf, type Span, spanAt, spansOf } from '../../scenario/spans.js';
import { type Leftover, leftoversOf } from './leftovers.js';
import { prioritiesFor } from './priorities.js';

/** Rewrites a scenario of the rules of version 1 so that it means the same by those of version 2, keeping its layout. */

/** One line that was changed. */
export interface Change {
  /** Line of the text as it was. */
  readonly line: number;
  readonly sentence: string;
}

export interface Migrated {
  /** The file's text. */
  readonly text: string;
  readonly changes: readonly Change[];
  readonly leftovers: readonly Leftover[];
}

const byPlace = (a: TextEdit, b: TextEdit): number => a.start - b.start || a.end - b.end;

/**
 * Rewrites the file `entry` alone, not what it extends. Throws `ScenarioError` where something else is wrong with it, or
 * where what it extends has to be rewritten first.
 */
export const migrated = (
  entry: string,
  read: ReadFile,
  what: 'scenario' | 'model',
  library: ConceptLibrary,
): Migrated => {
  const changes: Change[] = [];
  let text = read(entry);
  const current: ReadFile = (path) => (path === entry ? text : read(path));
  const reread = (): OneByOne => loadOneByOne(entry, current, what, library);
  let found = reread();
  // Of one expression one slip is found at a time.
  for (let edits = slipsIn(found, entry, changes); edits.length > 0; edits = slipsIn(found, entry, changes)) {
    text = withEdits(text!, edits);
    found = reread();
  }
  const { loaded, problems, priorities } = found;
  if (loaded === undefined) throw new ScenarioError(entry, problems);
  const places = loaded.formed.paths.triggers;
  const old = places.map((path) => priorities[Number(path[1])]!);
  const isFixed = (trigger: number): boolean => ownItem(loaded, places[trigger]!, entry) === undefined;
  const order = testOrder(old.map((priority) => ({ priority })));
  const { changes: wanted, broken } = prioritiesFor(loaded.game, old, order, isFixed);
  const edits = [...wanted].map(([trigger, { priority, why }]) => {
    const item = ownItem(loaded, places[trigger]!, entry)!;
    const { id } = loaded.game.triggers[trigger]!;
    changes.push({ line: positionOf(item.id).position.line, sentence: `\`${id}\` has priority ${priority}: ${why}` });
    return priorityEdit(item, priority);
  });
  const unkept = broken.map(({ before, after, why }): Leftover => {
    const [one, other] = [loaded.game.triggers[before]!, loaded.game.triggers[after]!];
    const elsewhere = [one, other].find((_, i) => isFixed([before, after][i]!)) ?? one;
    const sentence = `\`${one.id}\` needs a priority above \`${other.id}\` (${why}), but stands in ${elsewhere.origin.file}: migrate that file first`;
    return { origin: other.origin, sentence };
  });
  return {
    text: edits.length === 0 ? text! : withEdits(text!, edits),
    changes: [...changes].sort((a, b) => a.line - b.line),
    leftovers: [...unkept, ...leftoversOf(loaded.game).filter(({ origin }) => origin.file === entry)],
  };
};

/** Edits count from behind a mark of byte order, which is not part of what is read. */
const withEdits = (text: string, edits: readonly TextEdit[]): string => {
  const mark = text.charCodeAt(0) === 0xfeff ? text.slice(0, 1) : '';
  return mark + edited(text.slice(mark.length), edits.toSorted(byPlace));
};

/** Edits of the first slip of each expression of the file, which are also written down. */
const slipsIn = ({ problems }: OneByOne, entry: string, changes: Change[]): TextEdit[] => {
  const done = new Set<string>();
  return problems.flatMap(({ fix = [], position, hint }) => {
    const at = fix.map(({ start, end }) => `${start}-${end}`).join();
    if (position.file !== entry || fix.length === 0 || done.has(at)) return [];
    done.add(at);
    const says = /`(.+?)` if it may/.exec(hint)?.[1] ?? '';
    changes.push({
      line: position.line,
      sentence: `\`turns_since\` of what never happened is no number: now \`${says}\``,
    });
    return fix;
  });
};

interface Item {
  readonly whole: Span;
  readonly id: Span;
  readonly priority: Span | undefined;
}

/** Where a trigger stands in the file itself; undefined when it stands in a file that this one extends. */
const ownItem = ({ root }: Loaded, path: Path, entry: string): Item | undefined => {
  const value = path.reduce<unknown>((of, key) => (of as Record<string | number, unknown>)[key], root) as object;
  const spans = spansOf.get(value);
  const id = spanAt(root, [...path, 'id'], 'value');
  if (!spans || !id || spans.whole.place.file !== entry || id.place.file !== entry) return undefined;
  const priority = spans.values.get('priority');
  return { whole: spans.whole, id, priority: priority?.place.file === entry ? priority : undefined };
};

/** A new priority in place of the old one, or behind the id: on its line in braces, below it elsewhere. */
const priorityEdit = ({ whole, id, priority }: Item, value: number): TextEdit => {
  if (priority) return { start: priority.start, end: priority.end, text: String(value) };
  const { text } = whole.place;
  if (text[whole.start] === '{') return { start: id.end, end: id.end, text: `, priority: ${value}` };
  const line = text.lastIndexOf('\n', id.start) + 1;
  const indent = text
    .slice(line, id.start)
    .replace(/\S*\s*$/, '')
    .replaceAll(/[^\s]/g, ' ');
  const end = text.indexOf('\n', id.end);
  const at = end < 0 ? text.length : text[end - 1] === '\r' ? end - 1 : end;
  return { start: at, end: at, text: `${text[end - 1] === '\r' ? '\r\n' : '\n'}${indent}priority: ${value}` };
};
