import { type IPty, spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';
import { PROGRAM } from './run.js';

/** The built program in a pseudo-terminal, watched through a terminal emulator. */

export interface PtyRun {
  readonly pty: IPty;
  readonly screen: () => string;
  /** Waits for content, never for time. */
  readonly until: (pattern: RegExp) => Promise<void>;
  readonly press: (keys: string, then: RegExp) => Promise<void>;
  readonly resize: (columns: number, rows: number) => void;
  readonly ended: Promise<{ readonly exitCode: number; readonly signal: number }>;
  /** What the terminal is left with: which screen, whether the cursor shows, and the last words. */
  readonly left: () => Promise<{ readonly alternate: boolean; readonly cursorHidden: boolean; readonly text: string }>;
}

const PATIENCE_MS = 20_000;

export const open = (
  args: readonly string[],
  cwd: string,
  columns = 100,
  rows = 30,
  env: Record<string, string> = {},
): PtyRun => {
  const terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 200 });
  const pty = spawn(process.execPath, [PROGRAM, ...args], {
    cols: columns,
    rows,
    name: 'xterm-256color',
    cwd,
    // CI is set on purpose: Ink must not take it for a reason to stay silent.
    env: { PATH: process.env['PATH'] ?? '', HOME: cwd, XDG_DATA_HOME: `${cwd}/data`, LANG: 'C.UTF-8', CI: '1', ...env },
  });
  let raw = '';
  pty.onData((data) => {
    raw += data;
    terminal.write(data);
  });
  terminal.onData((data) => pty.write(data));
  const ended = new Promise<{ exitCode: number; signal: number }>((resolve) => {
    pty.onExit(({ exitCode, signal }) => resolve({ exitCode, signal: signal ?? 0 }));
  });
  const written = (): Promise<void> => new Promise((resolve) => terminal.write('', resolve));
  const screen = (): string => {
    const { active } = terminal.buffer;
    return Array.from(
      { length: terminal.rows },
      (_, y) => active.getLine(active.baseY + y)?.translateToString(true) ?? '',
    ).join('\n');
  };
  const until = async (pattern: RegExp): Promise<void> => {
    const begun = Date.now();
    while (!pattern.test(screen())) {
      if (Date.now() - begun > PATIENCE_MS) throw new Error(`${pattern} did not come:\n${screen()}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  return {
    pty,
    screen,
    until,
    press: async (keys, then) => {
      pty.write(keys);
      await until(then);
    },
    resize: (toColumns, toRows) => {
      terminal.resize(toColumns, toRows);
      pty.resize(toColumns, toRows);
    },
    ended,
    left: async () => {
      await written();
      const cursorHidden = raw.lastIndexOf('\u001b[?25l') > raw.lastIndexOf('\u001b[?25h');
      return { alternate: terminal.buffer.active.type === 'alternate', cursorHidden, text: screen() };
    },
  };
};

/** The key that a person who only wants to see the end would press next. */
export const nextKey = (screen: string): string => {
  if (/Seal the orders/.test(screen)) return 'c';
  if (/What happened/.test(screen)) return '\u001b';
  return /Turn \d+ · /.test(screen.split('\n')[0] ?? '') ? 'c' : '\r';
};

/** Waits until the screen is another one. */
export const changed = async (run: PtyRun, before: string): Promise<void> => {
  for (let i = 0; i < 200 && run.screen() === before; i += 1) await new Promise((resolve) => setTimeout(resolve, 10));
};
