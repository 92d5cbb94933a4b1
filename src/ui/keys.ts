import { graphemes } from './line.js';

/** From key presses to intentions: the one normaliser, and the one table of which the key bar and the help are made. */

/** A named key, or the character typed. */
export type Key = string;

/** What Ink says of a press. */
export interface Press {
  readonly upArrow: boolean;
  readonly downArrow: boolean;
  readonly leftArrow: boolean;
  readonly rightArrow: boolean;
  readonly pageUp: boolean;
  readonly pageDown: boolean;
  readonly home: boolean;
  readonly end: boolean;
  readonly return: boolean;
  readonly escape: boolean;
  readonly tab: boolean;
  readonly shift: boolean;
  readonly ctrl: boolean;
  readonly meta: boolean;
  readonly backspace: boolean;
  readonly delete: boolean;
  readonly eventType?: 'press' | 'repeat' | 'release';
}

const NAMED: readonly (readonly [keyof Press, Key])[] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'page-up'],
  ['pageDown', 'page-down'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'escape'],
  ['backspace', 'backspace'],
  ['delete', 'backspace'],
];

const CONTROLS: Readonly<Record<string, Key>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\b': 'backspace',
  '\u007f': 'backspace',
  '\u001b': 'escape',
};

/** A character that arrived as text: some are keys in disguise, because terminals hand over fast typing in one piece. */
const keyOfCharacter = (character: string): Key[] => {
  const named = CONTROLS[character];
  if (named !== undefined) return [named];
  const code = character.charCodeAt(0);
  if (code < 0x20) return [`ctrl+${String.fromCharCode(code + 0x60)}`];
  return [character];
};

/** The keys of one press, in order. Several keys typed at once arrive as one. */
export const keysOf = (input: string, press: Press): Key[] => {
  if (press.eventType === 'release') return [];
  if (press.tab) return [press.shift ? 'backtab' : 'tab'];
  const named = NAMED.find(([name]) => press[name]);
  // Escape and a key in quick succession look like Alt and the key.
  if (named) return press.meta ? ['escape', named[1]] : [named[1]];
  if (press.ctrl && input.length === 1) return [`ctrl+${input}`];
  const typed = graphemes(input).flatMap(keyOfCharacter);
  return press.meta ? ['escape', ...typed] : typed;
};

/** Whether a key types something into a text field. */
export const isTyped = (key: Key): boolean => key === ' ' || graphemes(key).length === 1;

export type Intent =
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'page-up'
  | 'page-down'
  | 'first'
  | 'last'
  | 'open'
  | 'back'
  | 'help'
  | 'quit'
  | 'next-panel'
  | 'previous-panel'
  | 'panel-1'
  | 'panel-2'
  | 'panel-3'
  | 'panel-4'
  | 'panel-5'
  | 'zoom'
  | 'orders'
  | 'remove'
  | 'condition'
  | 'commit'
  | 'explain'
  | 'role'
  | 'reveal'
  | 'all'
  | 'turn'
  | 'begin'
  | 'new-seed'
  | 'disguise'
  | 'save'
  | 'accept';

/** Where the keys go: a screen, or what lies on top of it. */
export type Context =
  | 'opening'
  | 'scenarios'
  | 'setup'
  | 'seed'
  | 'saves'
  | 'learn'
  | 'briefing'
  | 'handover'
  | 'board'
  | 'watching'
  | 'desk'
  | 'reply'
  | 'reveal'
  | 'ending'
  | 'help'
  | 'explain'
  | 'firebreak'
  | 'authority'
  | 'seal'
  | 'elsewhere';

export interface Binding {
  readonly keys: readonly Key[];
  readonly intent: Intent;
  /** For the key bar; empty when the key is only in the help. */
  readonly hint: string;
  readonly help: string;
}

const key = (keys: string, intent: Intent, hint: string, help: string): Binding => ({
  keys: keys.split(' ').map((name) => (name === 'space' ? ' ' : name)),
  intent,
  hint,
  help,
});

const HELP = key('?', 'help', 'help', 'these keys');
const QUIT = key('q', 'quit', 'quit', 'leave; the game is saved as it is played');
const BACK = key('escape q', 'back', 'back', 'one step back');
const MOVING: readonly Binding[] = [
  key('up k', 'up', '', 'one up'),
  key('down j', 'down', '', 'one down'),
  key('page-up ctrl+u', 'page-up', '', 'a page up'),
  key('page-down ctrl+d', 'page-down', '', 'a page down'),
  key('home g', 'first', '', 'to the first'),
  key('end G', 'last', '', 'to the last'),
];
/** Texts that scroll are read with the space bar. */
const READING: readonly Binding[] = [
  key('space page-down ctrl+d', 'page-down', 'more', 'a page down'),
  ...MOVING.filter(({ intent }) => intent !== 'page-down'),
];
const DISGUISE = key('u', 'disguise', 'disguise', 'other titles, no dates, no presets: nothing gives the case away');
const SAVE = key('s', 'save', '', 'save to another file');
const PANELS: readonly Binding[] = [
  key('tab', 'next-panel', 'panel', 'next panel'),
  key('backtab', 'previous-panel', '', 'previous panel'),
  key('1', 'panel-1', '', 'to Situation'),
  key('2', 'panel-2', '', 'to the ladder'),
  key('3', 'panel-3', '', 'to Orders'),
  key('4', 'panel-4', '', 'to Tracks'),
  key('5', 'panel-5', '', 'to the feed'),
  key('z', 'zoom', 'zoom', 'the panel alone, in full, and back'),
];
const EXPLAIN = key('x', 'explain', 'explain', 'where the number under the cursor, or the last roll, comes from');

/** Every key of every context, in the order of the key bar: what matters most stands first. */
export const BINDINGS: Readonly<Record<Context, readonly Binding[]>> = {
  opening: [key('enter space', 'open', 'choose', 'choose'), ...MOVING, HELP, QUIT],
  scenarios: [key('enter space', 'open', 'choose', 'choose this scenario'), DISGUISE, ...MOVING, HELP, BACK],
  setup: [
    key('b', 'begin', 'begin', 'begin the game'),
    key('enter space', 'open', 'change', 'on a seat, sit there yourself; else change the row; on the last row, begin'),
    key('left h', 'left', '', 'the choice before; on a seat, who plays it'),
    key('right l', 'right', '', 'the next choice; on a seat, who plays it'),
    key('n', 'new-seed', 'new seed', 'another seed'),
    DISGUISE,
    ...MOVING,
    HELP,
    BACK,
  ],
  seed: [
    key('enter tab', 'accept', 'done', 'keep the seed as typed'),
    key('ctrl+u', 'first', 'clear', 'empty the field'),
    key('escape', 'back', 'undo', 'the seed as it was'),
  ],
  saves: [key('enter space', 'open', 'resume', 'go on with this game'), ...MOVING, HELP, BACK],
  learn: [
    ...MOVING.slice(0, 2),
    key('enter space right l', 'right', 'more', 'reads on in the card'),
    key('left h', 'left', '', 'back in the card'),
    ...MOVING.slice(2),
    HELP,
    BACK,
  ],
  briefing: [key('enter', 'open', 'go on', 'to the board'), ...READING, HELP, BACK],
  handover: [key('enter space', 'open', 'it is me', 'show this seat’s picture'), HELP, QUIT],
  board: [
    key('enter space a', 'open', 'orders', 'give orders; on a dial, explain it'),
    key('c', 'commit', 'seal', 'seal the orders of this round'),
    EXPLAIN,
    key('d', 'remove', '', 'take back the order under the cursor'),
    key('o', 'orders', '', 'to the list of orders'),
    key('r', 'role', 'role', 'briefing and role sheet'),
    key('v', 'reveal', 'recap', 'what happened last, step by step'),
    ...PANELS,
    ...MOVING,
    SAVE,
    HELP,
    QUIT,
  ],
  watching: [
    key('enter space', 'open', 'step', 'play the next step'),
    key('n', 'turn', 'turn', 'play to the next turn'),
    key('a', 'all', 'to the end', 'play to the end'),
    EXPLAIN,
    key('r', 'role', 'briefing', 'the briefing'),
    ...PANELS,
    ...MOVING,
    SAVE,
    HELP,
    QUIT,
  ],
  desk: [
    key('enter space', 'open', 'order', 'give or take back the order'),
    key('i', 'condition', 'if…', 'make it conditional: if something happens, then …'),
    key('c', 'commit', 'seal', 'seal the orders of this round'),
    key('d', 'remove', '', 'take back the order'),
    EXPLAIN,
    ...MOVING,
    HELP,
    BACK,
  ],
  reply: [key('enter space', 'open', 'wait for this', 'order it on this condition'), ...MOVING, HELP, BACK],
  reveal: [
    key('enter space right l', 'open', 'next', 'the next event'),
    key('left h', 'left', '', 'the event before'),
    key('a', 'all', 'all', 'everything at once'),
    EXPLAIN,
    ...MOVING,
    HELP,
    key('escape q', 'back', 'skip', 'to the board; when the game is over, to how it ended'),
  ],
  ending: [
    ...READING,
    key('v', 'reveal', 'last turn', 'what happened last, step by step'),
    key('enter', 'open', 'new game', 'to the opening screen'),
    SAVE,
    HELP,
    QUIT,
  ],
  help: [key('escape q ? enter', 'back', 'close', 'close'), ...READING],
  explain: [key('escape q x enter', 'back', 'close', 'close'), ...READING],
  firebreak: [
    key('y', 'accept', 'cross it', 'go on to the second question'),
    key('escape q n', 'back', 'step back', 'do not give the order'),
  ],
  authority: [
    key('enter', 'accept', 'sign', 'give the order in this name'),
    key('escape', 'back', 'step back', 'do not give the order'),
  ],
  seal: [
    key('c y enter', 'accept', 'seal', 'seal these orders; nothing can be changed after that'),
    key('escape q n', 'back', 'back', 'go on thinking'),
  ],
  elsewhere: [
    key('enter', 'accept', 'save there', 'save the whole game to this file'),
    key('escape', 'back', 'later', 'go on in memory; s asks again'),
  ],
};

/** What a key means here; undefined when it means nothing. */
export const intentOf = (context: Context, pressed: Key): Intent | undefined =>
  BINDINGS[context].find(({ keys }) => keys.includes(pressed))?.intent;

const NAMES: Readonly<Record<Key, readonly [sign: string, word: string]>> = {
  enter: ['⏎', 'Enter'],
  escape: ['Esc', 'Esc'],
  up: ['↑', 'Up'],
  down: ['↓', 'Down'],
  left: ['←', 'Left'],
  right: ['→', 'Right'],
  tab: ['Tab', 'Tab'],
  backtab: ['Shift+Tab', 'Shift+Tab'],
  backspace: ['Backspace', 'Backspace'],
  delete: ['Del', 'Del'],
  home: ['Home', 'Home'],
  end: ['End', 'End'],
  'page-up': ['PgUp', 'PgUp'],
  'page-down': ['PgDn', 'PgDn'],
  ' ': ['Space', 'Space'],
};

/** A key as it is printed. */
export const keyName = (pressed: Key, ascii: boolean): string => {
  const name = NAMES[pressed];
  if (name) return name[ascii ? 1 : 0];
  return pressed.startsWith('ctrl+') ? `Ctrl+${pressed.slice('ctrl+'.length).toUpperCase()}` : pressed;
};

/** Keys that work everywhere. */
export const EVERYWHERE: readonly (readonly [string, string])[] = [
  ['Ctrl+C', 'step out of what is open; twice, leave'],
  ['Ctrl+Z', 'suspend; `fg` comes back'],
  ['Ctrl+L', 'draw the screen again'],
];
