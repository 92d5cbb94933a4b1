import { PassThrough, Writable } from 'node:stream';
import headless from '@xterm/headless';
import { render } from 'ink';
import { createElement, type ReactNode } from 'react';
import { Root } from '../../src/ui/root.js';
import type { Store } from '../../src/ui/store.js';
import type { Theme } from '../../src/ui/theme.js';

/** Ink's real bytes through a real terminal emulator, without a process or a pseudo-terminal. */

const PLAIN: Theme = { colour: true, ascii: false, faded: false };

/** A window that Ink writes to: its bytes go to the emulator as a terminal driver would pass them on. */
class Screen extends Writable {
  readonly isTTY = true;
  bytes = 0;
  constructor(
    readonly terminal: InstanceType<typeof headless.Terminal>,
    public columns: number,
    public rows: number,
  ) {
    super({ decodeStrings: true });
  }
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.bytes += chunk.length;
    this.terminal.write(chunk.toString('utf8').replaceAll(/\r?\n/g, '\r\n'), done);
  }
}

/** A keyboard that Ink reads from. */
class Keyboard extends PassThrough {
  readonly isTTY = true;
  setRawMode(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}

export interface Window {
  readonly lines: () => string[];
  readonly text: () => string;
  readonly type: (...keys: readonly string[]) => Promise<void>;
  readonly resize: (columns: number, rows: number) => Promise<void>;
  readonly scrolledOff: () => number;
  readonly isAlternate: () => boolean;
  readonly bytes: () => number;
  readonly close: () => Promise<void>;
}

export const openWindow = async (
  store: Store,
  columns: number,
  rows: number,
  theme: Theme = PLAIN,
): Promise<Window> => {
  const terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 200 });
  const screen = new Screen(terminal, columns, rows);
  const keyboard = new Keyboard();
  const root: ReactNode = createElement(Root, { store, theme, terminalKey: () => false });
  // Ink asks for the streams of a process; these have what it uses.
  const streams = { stdout: screen, stderr: screen, stdin: keyboard } as unknown as Pick<
    NodeJS.Process,
    'stdout' | 'stderr' | 'stdin'
  >;
  const app = render(root, {
    ...streams,
    alternateScreen: true,
    incrementalRendering: true,
    interactive: true,
    exitOnCtrlC: false,
    patchConsole: false,
    maxFps: 1000,
  });
  const settled = async (): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve));
    await app.waitUntilRenderFlush();
    await new Promise<void>((resolve) => terminal.write('', resolve));
  };
  /** The reading of a key and the drawing that follows take a few turns of the event loop. */
  const quiet = async (): Promise<void> => {
    for (let before = -1; before !== screen.bytes; ) {
      before = screen.bytes;
      for (let i = 0; i < 2; i += 1) await settled();
    }
  };
  const lines = (): string[] =>
    Array.from({ length: terminal.rows }, (_, row) => {
      const { active } = terminal.buffer;
      return active.getLine(active.baseY + row)?.translateToString(true) ?? '';
    });
  await quiet();
  return {
    lines,
    text: () => lines().join('\n'),
    type: async (...keys) => {
      for (const key of keys) {
        keyboard.write(key);
        // Ink holds a lone Escape back for 20 ms, because it may begin a longer sequence.
        if (key === '\u001b') await new Promise((resolve) => setTimeout(resolve, 25));
        await quiet();
      }
    },
    resize: async (width, height) => {
      terminal.resize(width, height);
      screen.columns = width;
      screen.rows = height;
      screen.emit('resize');
      await quiet();
    },
    scrolledOff: () => terminal.buffer.active.baseY,
    isAlternate: () => terminal.buffer.active.type === 'alternate',
    bytes: () => screen.bytes,
    close: async () => {
      app.unmount();
      await app.waitUntilExit();
      await new Promise<void>((resolve) => terminal.write('', resolve));
    },
  };
};
