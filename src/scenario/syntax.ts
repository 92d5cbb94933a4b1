import { withPlainSigns } from '../core/language/slips.js';
import { oneLine } from '../core/text.js';

/** What the parser of YAML finds, in the words of a scenario's author: what is wrong, where, and what to type. */

/** A finding of the parser: its code, its sentence, and the characters it points at. */
export interface SyntaxFault {
  readonly code: string;
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** The same, explained. */
export interface Explained {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly hint: string;
}

const QUOTE_ALL = 'Put all of it in quotes, from its first letter to its last.';

const at = (start: number, sign: string, message: string, hint = QUOTE_ALL): Explained => ({
  ...{ start, end: start + sign.length, message, hint },
});

/** What each sign means to YAML, where it stands at the beginning of a text. */
const BEGINS: Readonly<Record<string, string>> = {
  '>': 'a folded text',
  '|': 'a text of several lines',
  '!': 'a tag',
  '&': 'an anchor',
  '*': 'an alias',
  '[': 'a list',
  '{': 'a map',
  '-': 'an item of a list',
};

const beginning = (start: number, sign: string): Explained =>
  at(start, sign, `\`${sign}\` begins ${BEGINS[sign]} in YAML, so this text needs quotes`);

/** Where the line of a character begins, and where it ends. */
const lineStart = (text: string, from: number): number => text.lastIndexOf('\n', from - 1) + 1;
const lineEnd = (text: string, from: number): number => {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
};

/** Position of the last sign before a character that is no blank; -1 without. */
const before = (text: string, from: number): number => text.slice(0, from).trimEnd().length - 1;

/** Signs of a keyboard for another script, where YAML expects one of its own. */
const fullWidth = (text: string, start: number, end: number): Explained | undefined => {
  const found = /[：，［］｛｝＃]/.exec(text.slice(start, end));
  if (!found) return undefined;
  const plain = withPlainSigns(found[0]);
  return at(
    start + found.index,
    found[0],
    `\`${found[0]}\` is a full-width sign, which YAML does not know`,
    `Type \`${plain}\`.`,
  );
};

/** A colon that begins a value where a text goes on: `when: a ? b : c`, `text: The question: who fired?`. */
const colon = (text: string, start: number): Explained | undefined => {
  const rest = text.slice(start, lineEnd(text, start));
  const found = /:(?=\s|$)/.exec(rest);
  if (!found) return undefined;
  const isChoice = /\s\?\s/.test(rest.slice(0, found.index));
  return at(
    start + found.index,
    ':',
    isChoice
      ? '`? :` is read as YAML here, so this expression needs quotes'
      : 'a colon and a space begin a value in YAML, so this text needs quotes',
  );
};

/**
 * A `#` behind a blank, on the lines of the item that ends before a character: what stands behind it was not read,
 * and holds what is missed.
 */
const comment = (text: string, end: number, holding: string): Explained | undefined => {
  for (let from = before(text, end); from >= 0; ) {
    const start = lineStart(text, from);
    const line = text.slice(start, lineEnd(text, from));
    const found = /\s#.*\S/.exec(
      line.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/g, (quoted) => '.'.repeat(quoted.length)),
    );
    if (found?.[0].includes(holding)) {
      const swallowed = oneLine(line.slice(found.index + 1), 40);
      return at(start + found.index + 1, '#', `\`#\` begins a comment, so \`${swallowed}\` is not read`);
    }
    if (/^\s*-\s|^\S/.test(line)) return undefined;
    from = start - 2;
  }
  return undefined;
};

/** The finding where it is, in these words. */
const said = ({ start, end }: SyntaxFault, message: string, hint = ''): Explained => ({ start, end, message, hint });

/** Something behind a text that quotes, or brackets, have ended. */
const behindEnd = (text: string, fault: SyntaxFault): Explained => {
  const last = text[before(text, fault.start)] ?? '';
  const onLine = { ...fault, end: Math.min(fault.end, lineEnd(text, fault.start)) };
  if (last !== '"' && last !== "'") return said(onLine, 'the value ended before this', QUOTE_ALL);
  const doubled = last === '"' ? '`\\"`' : "`''`";
  return said(
    onLine,
    `the text ended at the \`${last}\` before this`,
    `Inside ${last}…${last} type ${doubled} for \`${last}\`, or put all of it in the other quotes.`,
  );
};

const unexpected = (text: string, fault: SyntaxFault): Explained => {
  const sign = text[fault.start] ?? '';
  const last = before(text, fault.start);
  if (/flow-(map|seq)-start/.test(fault.message)) return beginning(fault.start, sign);
  if (/block-seq-ind/.test(fault.message)) return beginning(fault.start, '-');
  if (/Not a YAML token/.test(fault.message) && /[>|]/.test(text[last] ?? '')) return beginning(last, text[last]!);
  return behindEnd(text, fault);
};

/** A line that is part of nothing: it stands in the wrong column, or goes on with a text that a comment has ended. */
const indentation = (text: string, fault: SyntaxFault): Explained => {
  const start = lineStart(text, fault.start);
  const isKey = /^\s*(?:- |[\w-]+:(?:\s|$))/.test(text.slice(start, lineEnd(text, fault.start)));
  const swallowed = isKey ? undefined : comment(text, start, '');
  return (
    swallowed ??
    said(
      fault,
      'this line does not begin where its neighbours do',
      'Keys of one map begin in the same column; what belongs to a key stands further in.',
    )
  );
};

/** A bracket that nothing closes, for which a comment behind it may be the reason. */
const unclosed = (text: string, fault: SyntaxFault, closing: string): Explained =>
  comment(text, fault.start, closing) ??
  said(
    fault,
    `a \`${closing}\` is missing before this`,
    `A \`${closing === ']' ? '[' : '{'}\` above has no \`${closing}\` of its own.`,
  );

const missing = (text: string, fault: SyntaxFault): Explained => {
  const { message, start } = fault;
  const closing = /end with a ([\]}])$/.exec(message)?.[1];
  if (closing !== undefined) return unclosed(text, fault, closing);
  const quote = /closing (["'])quote/.exec(message)?.[1];
  if (quote !== undefined)
    return said(fault, `a closing \`${quote}\` is missing before this`, 'The text in quotes has no end.');
  if (/space after :/.test(message)) return at(start, ':', 'a colon needs a space behind it', 'Type a space there.');
  if (/Sequence item|same column/.test(message)) return indentation(text, fault);
  return /followed by map values/.test(message)
    ? said(fault, 'this is a key without a value', 'Type a colon and a space behind it, and then its value.')
    : said(fault, plainly(message));
};

const key = (text: string, fault: SyntaxFault): Explained => {
  const { start, end } = fault;
  const [close] = /^[\w-]+:(?=\S)/.exec(text.slice(start, end)) ?? [];
  const next = lineEnd(text, start) + 1;
  if (close === undefined) return indentation(text, { ...fault, start: next, end: next + 1 });
  const word = oneLine(text.slice(start, lineEnd(text, start)), 40);
  return at(start + close.length - 1, ':', 'a colon needs a space behind it', `Type \`${word.replace(':', ': ')}\`.`);
};

/** The finding of the parser, as an author understands it. */
export const explainSyntax = (text: string, fault: SyntaxFault): Explained => {
  const { code, start, end, message } = fault;
  const sign = text[start] ?? '';
  const next = lineEnd(text, start) + 1;
  switch (code) {
    case 'BLOCK_IN_FLOW':
      return fullWidth(text, start, end) ?? colon(text, start) ?? said(fault, plainly(message));
    case 'BLOCK_AS_IMPLICIT_KEY':
      return colon(text, start) ?? indentation(text, { ...fault, start: next, end: next + 1 });
    case 'MULTILINE_IMPLICIT_KEY':
      return fullWidth(text, start, end) ?? key(text, fault);
    case 'BAD_SCALAR_START':
      return at(start, sign, `a text that begins with \`${sign}\` needs quotes`);
    case 'TAG_RESOLVE_FAILED':
      return text.startsWith('!!', start)
        ? said(fault, 'tags are not part of the scenario language', 'Take it out.')
        : beginning(start, '!');
    case 'BAD_ALIAS':
      return beginning(start, sign);
    case 'UNEXPECTED_TOKEN':
      return unexpected(text, fault);
    case 'BAD_INDENT':
    case 'MISSING_CHAR':
      return missing(text, fault);
    default:
      return said(fault, plainly(message));
  }
};

/** The parser's sentence, for what is not explained. */
const plainly = (message: string): string => {
  const [first = message] = message.split('\n');
  return first.charAt(0).toLowerCase() + first.slice(1);
};
