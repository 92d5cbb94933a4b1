import { writeSync } from 'node:fs';
import type { Instance, useApp } from 'ink';
import type { Begun, Host } from './host.js';
import type { Key } from './keys.js';
import { createStore, type Store } from './store.js';
import type { Theme } from './theme.js';

/** Opens the screens, and leaves the terminal as it was in every way out. */

export interface AppOptions {
  readonly begun?: Begun;
  readonly ascii?: boolean;
  readonly colour?: boolean;
  /** Is handed what ends the screens when the process is told to end. */
  readonly listen?: (leave: (code: number) => void) => void;
}

const CRASHED = 70;

/** Terminals that cannot show more than ASCII: the Linux console, and locales that are not UTF-8. */
const needsAscii = (): boolean => {
  const { TERM, LC_ALL, LC_CTYPE, LANG } = process.env;
  const locale = LC_ALL || LC_CTYPE || LANG || 'UTF-8';
  return TERM === 'linux' || !/utf-?8/i.test(locale);
};

const themeOf = ({ ascii, colour }: AppOptions): Theme => ({
  ascii: ascii === true || needsAscii(),
  colour: colour ?? !process.env['NO_COLOR'],
  faded: false,
});

/** The last words, on the screen the terminal had before. */
const lastWords = (store: Store): string => {
  const { play, unsaved } = store.session();
  if (play === undefined) return '';
  if (unsaved !== undefined) return `The game is not on disk: ${unsaved}\n`;
  return `The game is saved in ${play.file}\nTo go on: ${play.resumeCommand}\n`;
};

const crashWords = (error: unknown, store: Store): string => {
  const reason = error instanceof Error ? error.message : String(error);
  const trace = process.env['FIREBREAK_DEBUG'] && error instanceof Error ? `${error.stack}\n` : '';
  return `Firebreak met a fault of its own and had to stop: ${reason}\n${trace}${lastWords(store)}`;
};

/** Stops the process as the shell's Ctrl+Z does, and draws everything again when it comes back. */
const suspend = (app: ReturnType<typeof useApp>): Promise<void> =>
  app.suspendTerminal(async () => {
    process.kill(0, 'SIGTSTP');
    // Under a shell the process stops here. In an orphaned process group the signal is discarded, and waiting for
    // SIGCONT would hang.
    await new Promise((resolve) => setTimeout(resolve, 50));
  });

/** Keys that are about the process and not about the game. */
const processKey = (key: Key, app: ReturnType<typeof useApp>): boolean => {
  if (key === '!' && process.env['FIREBREAK_CRASH'] === '1') throw new Error('this crash was asked for');
  if (key !== 'ctrl+z') return false;
  void suspend(app);
  return true;
};

/** The application while it runs: how it is left, and what went wrong. */
interface Running {
  app?: Instance;
  code: number;
  left: boolean;
  fault?: unknown;
}

const leave = (running: Running, code: number): void => {
  running.code = code;
  running.left = true;
  running.app?.clear();
  running.app?.unmount();
};

/** A key pressed meanwhile comes first. */
const BREATH_MS = 10;

/**
 * Reads the scenarios one by one while the screens before a game are shown. One that has changed has to be compiled, which
 * takes a good part of a second; neither the first picture nor a game begun on the command line waits for that.
 */
const readAlong = (store: Store, running: Running): void => {
  let planned = false;
  const read = (): void => {
    planned = false;
    if (!running.left) guard(running, store.readOne);
  };
  const plan = (): void => {
    const { play, unread } = store.session();
    if (planned || play !== undefined || unread === 0 || running.left) return;
    planned = true;
    setTimeout(read, BREATH_MS);
  };
  store.subscribe(plan);
  plan();
};

const crash = (running: Running, error: unknown): void => {
  running.fault ??= error;
  leave(running, CRASHED);
};

/** Opens the alternate screen. React and Ink are loaded here, after the choice of their production builds. */
const open = async (store: Store, theme: Theme, running: Running): Promise<Instance> => {
  process.env['NODE_ENV'] ??= 'production';
  const [{ render }, { Root }, { createElement }] = await Promise.all([
    import('ink'),
    import('./root.js'),
    import('react'),
  ]);
  const guarded: Store = { ...store, dispatch: (message) => guard(running, () => store.dispatch(message)) };
  return render(
    createElement(Root, {
      store: guarded,
      theme,
      terminalKey: (key, ink) => guard(running, () => processKey(key, ink)) ?? true,
    }),
    { alternateScreen: true, incrementalRendering: true, interactive: true, exitOnCtrlC: false },
  );
};

/** Shows the screens until the person leaves; the exit code. */
export const runApp = async (host: Host, options: AppOptions = {}): Promise<number> => {
  const theme = themeOf(options);
  const size = { columns: process.stdout.columns || 80, rows: process.stdout.rows || 24 };
  const running: Running = { code: 0, left: false };
  const store = createStore(host, { ascii: theme.ascii, size, leave: (code) => leave(running, code) });
  options.listen?.((code) => leave(running, code));
  if (options.begun) store.dispatch({ is: 'begun', begun: options.begun });
  try {
    running.app = await open(store, theme, running);
    readAlong(store, running);
    await running.app.waitUntilExit();
  } catch (error) {
    running.fault ??= error;
  }
  if (running.fault !== undefined) {
    writeSync(2, crashWords(running.fault, store));
    return CRASHED;
  }
  process.stdout.write(lastWords(store));
  return running.code;
};

/** A key handler that throws would end the process with the terminal in disorder. */
const guard = <T,>(running: Running, work: () => T): T | undefined => {
  try {
    return work();
  } catch (error) {
    crash(running, error);
    return undefined;
  }
};
