import { insertionsIn, strayBraceIn } from '../../core/program/insert.js';
import { oneLine } from '../../core/text.js';
import { type Path, writtenAt } from '../../scenario/spans.js';
import { type Finding, finding } from './finding.js';
import type { Script } from './script.js';

/** Texts that a reader will not see as they were written: cut by a comment, or with braces that insert nothing. */

/** Keys of sentences, and those of names. */
const SENTENCES = new Set(['text', 'summary', 'briefing', 'brief', 'secret', 'happened', 'ask']);
const NAMES = new Set(['label', 'name', 'short', 'title', 'group']);

interface Written {
  readonly path: Path;
  readonly key: string;
  readonly text: string;
  /** Whether it is told in play, with insertions filled in. */
  readonly isTold: boolean;
}

const textsIn = (value: unknown, path: Path): Written[] => {
  if (Array.isArray(value)) return value.flatMap((item, i) => textsIn(item, [...path, i]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, of]) =>
    typeof of === 'string'
      ? [{ path: [...path, key], key, text: of, isTold: key === 'text' && 'do' in value && value.do === 'tell' }]
      : textsIn(of, [...path, key]),
  );
};

/** Of a scenario or a model. */
export const proseFindings = (script: Script): Finding[] => {
  const slots = new Set(script.game.slots.map(({ id }) => id));
  const texts = textsIn(script.loaded.root, []).filter(({ key }) => SENTENCES.has(key) || NAMES.has(key));
  return texts.flatMap((written) => [...cut(script, written), ...braces(written, slots)]);
};

/** What ends a sentence. A comment may stand behind it. */
const ENDED = /[.!?…:;)\]"'”’»]$/;

/** A comment that may follow a text has a blank behind its `#`, or two before it. Behind half a sentence none may. */
const cut = ({ loaded: { root } }: Script, { path, key, text }: Written): Finding[] => {
  const written = writtenAt(root, path);
  const [, blanks = '', comment = ''] = /^(\s+)#(.*)$/.exec(written?.behind ?? '') ?? [];
  if (!written || blanks.length !== 1 || /^["'|>]/.test(written.raw) || /^\s*firebreak:/.test(comment)) return [];
  const isNumbered = /^\w/.test(comment);
  const isHalf = SENTENCES.has(key) && /\s/.test(text) && !ENDED.test(text) && comment !== '';
  if (!isNumbered && !isHalf) return [];
  const message = `\`#\` begins a comment, so this text ends before it: \`${oneLine(`#${comment}`, 40)}\` is not shown`;
  return [
    finding('W208', path, message, 'Put the text in quotes if that belongs to it; else leave two blanks before `#`.'),
  ];
};

const braces = ({ path, text, isTold }: Written, slots: ReadonlySet<string>): Finding[] => {
  if (!text.includes('{') && !text.includes('}')) return [];
  const stray = isTold ? strayBraceIn(text) : undefined;
  if (stray) {
    const name = stray.text.replaceAll(/[{}\s]/g, '');
    const isOpen = stray.text.startsWith('{') && !stray.text.endsWith('}');
    const message = `\`${stray.text}\` inserts nothing${isOpen ? ': its brace is not closed' : ''}`;
    const hint = `Type \`{${slots.has(name.toLowerCase()) ? name.toLowerCase() : 'id'}}\` with the id of a dial or counter, and nothing else in the braces.`;
    return [{ ...finding('W209', path, message, hint), within: [stray.start, stray.start + stray.text.length] }];
  }
  const inserted = isTold ? undefined : insertionsIn(text).find((name) => slots.has(name));
  if (inserted === undefined) return [];
  const start = text.indexOf(`{${inserted}}`);
  const message = `\`{${inserted}}\` is shown as it stands: numbers are inserted only in messages`;
  const hint = 'Take it out, or say it in an effect: `{ do: tell, text: … }`.';
  return [{ ...finding('W209', path, message, hint), within: [start, start + inserted.length + 2] }];
};
