import { useApp, useInput, usePaste, useStdout, useWindowSize } from 'ink';
import { type ReactElement, useEffect, useRef, useSyncExternalStore } from 'react';
import { PageView, TooSmall } from './components.js';
import { type Key, keysOf } from './keys.js';
import type { Store } from './store.js';
import type { Theme } from './theme.js';
import { frame, tooSmallText } from './view/frame.js';

/** The one component with hooks: keys in, pages out. */

export interface RootProps {
  readonly store: Store;
  readonly theme: Theme;
  /** Keys that are the terminal's business; the answer says whether the key was one. */
  readonly terminalKey: (key: Key, app: ReturnType<typeof useApp>) => boolean;
}

/** Empties the window; Ink then draws its last frame again from the top. */
const EMPTY_WINDOW = '\u001b[2J\u001b[H';

/** After a first Ctrl+C, how long the second one leaves. */
const CALM_MS = 2000;

export const Root = ({ store, theme, terminalKey }: RootProps): ReactElement => {
  const session = useSyncExternalStore(store.subscribe, store.session);
  const app = useApp();
  const { columns, rows } = useWindowSize();
  const { write } = useStdout();
  const { leaving, size } = session;
  const drawnFor = useRef({ columns, rows });

  useEffect(() => {
    if (size.columns !== columns || size.rows !== rows) store.dispatch({ is: 'size', size: { columns, rows } });
  }, [store, size, columns, rows]);

  // What a terminal does with the old picture when its window changes is its own affair: draw all of it again.
  useEffect(() => {
    if (drawnFor.current.columns === columns && drawnFor.current.rows === rows) return;
    drawnFor.current = { columns, rows };
    write(EMPTY_WINDOW);
  }, [write, columns, rows]);

  useEffect(() => {
    if (!leaving) return;
    const timer = setTimeout(() => store.dispatch({ is: 'calm' }), CALM_MS);
    return () => clearTimeout(timer);
  }, [store, leaving]);

  useInput((input, press) => {
    for (const key of keysOf(input, press)) {
      if (key === 'ctrl+l') write(EMPTY_WINDOW);
      else if (!terminalKey(key, app)) store.dispatch({ is: 'key', key });
    }
  });
  usePaste((text) => store.dispatch({ is: 'paste', text }));

  // The window's size is drawn at once, a step before the session hears of it.
  const drawn = { ...session, size: { columns, rows } };
  const small = tooSmallText(drawn);
  if (small) return <TooSmall line={small} rows={rows} theme={theme} />;
  return <PageView page={frame(drawn)} columns={columns} rows={rows} theme={theme} />;
};
