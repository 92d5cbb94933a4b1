import { type Span, type Tone, widthOf } from './line.js';

/** How meanings look: Okabe and Ito's palette, which the colour-blind can tell apart, and a way to do without. */

export interface Theme {
  readonly colour: boolean;
  readonly ascii: boolean;
  /** Drawn behind a question: everything is grey. */
  readonly faded: boolean;
}

const SEATS = ['#56B4E9', '#E69F00', '#D55E00', '#009E73', '#CC79A7', '#F0E442', '#0072B2'];

const COLOURS: Readonly<Record<string, string>> = {
  accent: '#F0E442',
  good: '#009E73',
  bad: '#D55E00',
  warn: '#E69F00',
  cool: '#56B4E9',
};

const colourOf = (tone: Tone): string =>
  COLOURS[tone] ?? SEATS[Number(tone.slice('seat'.length)) % SEATS.length] ?? 'white';

export const seatTone = (seat: number): Tone => (seat < 0 ? 'cool' : `seat${seat % SEATS.length}`);

export interface TextLook {
  readonly color?: string;
  readonly bold?: boolean;
  readonly dimColor?: boolean;
  readonly inverse?: boolean;
}

/** The properties of Ink's Text for a span. */
export const lookOf = (span: Span, theme: Theme): TextLook => {
  if (theme.faded) return { dimColor: true };
  return {
    ...(theme.colour && span.tone !== undefined ? { color: colourOf(span.tone) } : {}),
    ...(span.bold || (!theme.colour && span.tone === 'accent') ? { bold: true } : {}),
    ...(span.dim ? { dimColor: true } : {}),
    ...(span.inverse ? { inverse: true } : {}),
  };
};

/** One ASCII character for each sign the screens use. Signs next to each other on a screen stay different. */
const ASCII: Readonly<Record<string, string>> = {
  ...spread('╭╮╰╯┏┓┗┛├┤┣┫└┌', '+'),
  ...spread('─╌╶┄', '-'),
  ...spread('━═', '='),
  ...spread('│┃┊', '|'),
  ...spread('▇█', '#'),
  ...spread('▓▒', '%'),
  ...spread('░', ':'),
  ...spread('·', '.'),
  ...spread('•', 'o'),
  ...spread('–—−', '-'),
  ...spread('‘’', "'"),
  ...spread('“”', '"'),
  ...spread('▶▸→', '>'),
  ...spread('◀←', '<'),
  ...spread('↑', '^'),
  ...spread('↓', 'v'),
  ...spread('▲△', '^'),
  ...spread('▼▽', 'v'),
  ...spread('■□', '#'),
  ...spread('◆◇', '*'),
  ...spread('●', '@'),
  ...spread('○', 'o'),
  ...spread('★☆', '+'),
  ...spread('✔', 'y'),
  ...spread('✘×', 'x'),
  ...spread('…', '~'),
  ...spread('‼', '!'),
  ...spread('≈', '~'),
  ...spread('≥', '>'),
  ...spread('≤', '<'),
  ...spread('±', '+'),
  ...spread('▁', '_'),
  ...spread('▂', '.'),
  ...spread('▃', '-'),
  ...spread('▄', '='),
  ...spread('▅', '+'),
  ...spread('▆', '*'),
};

function spread(signs: string, ascii: string): Record<string, string> {
  return Object.fromEntries([...signs].map((sign) => [sign, ascii]));
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is what ASCII is
const BEYOND = /[^\u0000-\u007f]/gu;

/** A text as a terminal without Unicode can show it, in as many cells. */
export const asciiOf = (text: string): string => text.replace(BEYOND, (sign) => ASCII[sign] ?? unaccented(sign));

const unaccented = (sign: string): string => {
  const bare = sign.normalize('NFD').replace(/\p{Mn}/gu, '');
  return /^[ -~]$/.test(bare) ? bare : '?'.repeat(widthOf(sign));
};
