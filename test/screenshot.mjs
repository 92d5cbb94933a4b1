// Pictures of the real program: runs it in a pseudo-terminal, presses keys, and draws what a terminal emulator shows.
//
//   node test/screenshot.mjs OUT.png 100x30 KEY… -- COMMAND ARGUMENT…
//
// A KEY is a name (enter, esc, tab, space, up, down, left, right, pgdn), `~text` to wait until the screen shows a text,
// `size:80x24` to resize the window, `*8:enter` to press a key eight times, or else typed as it stands.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { spawn } from '@lydell/node-pty';
import { Resvg } from '@resvg/resvg-js';
import headless from '@xterm/headless';

const NAMED = {
  enter: '\r',
  esc: '\u001b',
  tab: '\t',
  space: ' ',
  up: '\u001b[A',
  down: '\u001b[B',
  right: '\u001b[C',
  left: '\u001b[D',
  pgdn: '\u001b[6~',
};
const LONGEST_WAIT_MS = 15_000;
const STILL_MS = 120;

const [out, size, ...rest] = process.argv.slice(2);
const dashes = rest.indexOf('--');
if (out === undefined || !/^\d+x\d+$/.test(size ?? '') || dashes < 0) {
  console.error('usage: node test/screenshot.mjs OUT.png COLUMNSxROWS KEY… -- COMMAND ARGUMENT…');
  process.exit(2);
}
const keys = rest.slice(0, dashes);
const [command, ...args] = rest.slice(dashes + 1);
const sizeOf = (text) => text.split('x').map(Number);

const [cols, rows] = sizeOf(size);
const terminal = new headless.Terminal({ cols, rows, allowProposedApi: true });
const { NO_COLOR: _, CI: __, ...environment } = process.env;
const program = spawn(command, args, {
  cols,
  rows,
  name: 'xterm-256color',
  env: { ...environment, ...(process.env.PLAIN ? { NO_COLOR: '1' } : { COLORTERM: 'truecolor' }) },
});
let lastOutput = Date.now();
program.onData((data) => {
  lastOutput = Date.now();
  terminal.write(data);
});
terminal.onData((data) => program.write(data));

const lineAt = (row) => terminal.buffer.active.getLine(terminal.buffer.active.baseY + row);
const screenText = () =>
  Array.from({ length: terminal.rows }, (_row, row) => lineAt(row)?.translateToString(true) ?? '').join('\n');

const until = async (what, holds) => {
  const limit = Date.now() + LONGEST_WAIT_MS;
  while (!holds()) {
    if (Date.now() > limit) throw new Error(`waited too long for ${what}; the screen was:\n${screenText()}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
};
const still = () => until('a still screen', () => Date.now() - lastOutput > STILL_MS && screenText().trim() !== '');

const press = async (key) => {
  if (key.startsWith('~')) return until(key.slice(1), () => screenText().includes(key.slice(1)));
  if (key.startsWith('size:')) {
    const [width, height] = sizeOf(key.slice('size:'.length));
    terminal.resize(width, height);
    program.resize(width, height);
    lastOutput = Date.now();
    return still();
  }
  const many = /^\*(\d+):(.+)$/.exec(key);
  for (let i = 0; i < Number(many?.[1] ?? 1); i += 1) {
    const name = many?.[2] ?? key;
    lastOutput = Date.now();
    program.write(NAMED[name] ?? name);
    await still();
  }
};

// --- drawing -----------------------------------------------------------------------------------------------------

const CELL = { width: 9.03, height: 18 };
const FONT = { size: 15, baseline: 14 };
const MARGIN = 16;
const INK = '#d6d6d6';
const PAPER = '#15171c';
const SYSTEM = ['#1d1f21', '#cc6666', '#7fb87f', '#d8b665', '#6f9fd8', '#b294bb', '#7fc4bd', '#c5c8c6'];
const BRIGHT = ['#7d7d7d', '#e08080', '#9fd49f', '#f0d080', '#8fbfef', '#d0b0dd', '#9fe0da', '#ffffff'];

const paletteColour = (index) => {
  if (index < 8) return SYSTEM[index];
  if (index < 16) return BRIGHT[index - 8];
  const hex = (value) => value.toString(16).padStart(2, '0');
  if (index > 231) return `#${hex(8 + (index - 232) * 10).repeat(3)}`;
  const level = (value) => hex(value === 0 ? 0 : 55 + value * 40);
  const at = index - 16;
  return `#${level(Math.floor(at / 36))}${level(Math.floor(at / 6) % 6)}${level(at % 6)}`;
};
const colour = (isRgb, isPalette, value, otherwise) =>
  isRgb ? `#${value.toString(16).padStart(6, '0')}` : isPalette ? paletteColour(value) : otherwise;
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const cellShapes = (cell, column, row) => {
  const ink = colour(cell.isFgRGB(), cell.isFgPalette(), cell.getFgColor(), INK);
  const paper = colour(cell.isBgRGB(), cell.isBgPalette(), cell.getBgColor(), PAPER);
  const [front, back] = cell.isInverse() ? [paper, ink] : [ink, paper];
  const x = MARGIN + column * CELL.width;
  const y = MARGIN + row * CELL.height;
  const width = (cell.getWidth() || 1) * CELL.width + 0.4;
  const ground =
    back === PAPER
      ? ''
      : `<rect x="${x.toFixed(2)}" y="${y.toFixed(2)}" width="${width.toFixed(2)}" height="${CELL.height}" fill="${back}"/>`;
  const sign = cell.getChars();
  if (sign.trim() === '') return ground;
  const style = `${cell.isBold() ? ' font-weight="bold"' : ''}${cell.isDim() ? ' opacity="0.55"' : ''}`;
  const at = `x="${x.toFixed(2)}" y="${(y + FONT.baseline).toFixed(2)}"`;
  return `${ground}<text ${at} fill="${front}"${style}>${escaped(sign)}</text>`;
};

const picture = () => {
  const shapes = [];
  for (let row = 0; row < terminal.rows; row += 1) {
    const line = lineAt(row);
    for (let column = 0; column < terminal.cols; column += 1) {
      const cell = line?.getCell(column);
      if (cell && cell.getWidth() > 0) shapes.push(cellShapes(cell, column, row));
    }
  }
  const width = Math.ceil(terminal.cols * CELL.width + 2 * MARGIN);
  const height = Math.ceil(terminal.rows * CELL.height + 2 * MARGIN);
  const font = `font-family="DejaVu Sans Mono" font-size="${FONT.size}" xml:space="preserve"`;
  const paper = `<rect width="${width}" height="${height}" rx="8" fill="${PAPER}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ${font}>${paper}${shapes.join('')}</svg>`;
};

const fontFile = (name) => createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}`);
const fontFiles = ['DejaVuSansMono.ttf', 'DejaVuSansMono-Bold.ttf'].map(fontFile);
const asPng = (svg) =>
  new Resvg(svg, {
    fitTo: { mode: 'zoom', value: 1.6 },
    font: { loadSystemFonts: false, fontFiles, defaultFontFamily: 'DejaVu Sans Mono' },
  })
    .render()
    .asPng();

try {
  await still();
  for (const key of keys) await press(key);
  await still();
  if (out.endsWith('.txt')) writeFileSync(out, `${screenText()}\n`);
  else writeFileSync(out, asPng(picture()));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  program.kill();
}
process.exit();
