import { Box, Text } from 'ink';
import type { ReactElement } from 'react';
import { plainText } from '../core/text.js';
import { cut, type Line, type Span, sized, span, widthOf } from './line.js';
import { asciiOf, lookOf, type Theme } from './theme.js';
import type { Page, PanelView } from './view/page.js';

/** The few components of which every screen is made. They take plain lines and draw them. */

interface Themed {
  readonly theme: Theme;
}

const Words = ({ part, theme }: Themed & { readonly part: Span }): ReactElement => (
  // Whatever a file or a person wrote, no escape sequence reaches the terminal.
  <Text {...lookOf(part, theme)}>{plainText(theme.ascii ? asciiOf(part.text) : part.text)}</Text>
);

/** One line of the screen. */
export const Row = ({ line, theme }: Themed & { readonly line: Line }): ReactElement => (
  <Text wrap="truncate-end">
    {line.map((part, at) => (
      <Words key={at} part={part} theme={theme} />
    ))}
  </Text>
);

const BORDERS = {
  light: { corners: ['╭', '╮', '╰', '╯'], across: '─', down: '│' },
  heavy: { corners: ['┏', '┓', '┗', '┛'], across: '━', down: '┃' },
} as const;

/** The upper border, with title and note set into it. */
const titleRule = ({ title, note, width, focused }: PanelView): Line => {
  const { corners, across } = BORDERS[focused ? 'heavy' : 'light'];
  const style = focused ? ({ tone: 'accent', bold: true } as const) : ({ dim: true } as const);
  const left = title === '' ? '' : ` ${title} `;
  const room = width - 4;
  // The title matters more than the note: the note shrinks first, and goes when little of it is left.
  const noteRoom = room - widthOf(left) - 2;
  const right = note === '' || noteRoom < Math.min(5, widthOf(note)) ? '' : ` ${cut(note, noteRoom)} `;
  const name = cut(left, room);
  const rest = Math.max(0, room - widthOf(name) - widthOf(right));
  return sized(
    [
      span(corners[0] + across, style),
      span(name, focused ? style : {}),
      span(across.repeat(rest), style),
      span(right, focused ? style : { dim: true }),
      span(across + corners[1], style),
    ],
    width,
  );
};

/** A bordered panel. The one with the keys has a heavy border. */
const Panel = ({ view, theme }: Themed & { readonly view: PanelView }): ReactElement => {
  const { corners, across, down } = BORDERS[view.focused ? 'heavy' : 'light'];
  const style = view.focused ? ({ tone: 'accent' } as const) : ({ dim: true } as const);
  const rows = Array.from({ length: Math.max(0, view.height - 2) }, (_, at) => view.lines[at] ?? []);
  const bottom = corners[2] + across.repeat(Math.max(0, view.width - 2)) + corners[3];
  return (
    <Box flexDirection="column" width={view.width} height={view.height}>
      <Row line={titleRule(view)} theme={theme} />
      {rows.map((row, at) => (
        <Row
          key={at}
          line={[span(`${down} `, style), ...sized(row, view.width - 4), span(` ${down}`, style)]}
          theme={theme}
        />
      ))}
      <Row line={[span(bottom, style)]} theme={theme} />
    </Box>
  );
};

/** Columns of panels beside one another. */
const Body = ({ body, theme }: Themed & Pick<Page, 'body'>): ReactElement => (
  <Box>
    {body.map((column, at) => (
      <Box key={at} flexDirection="column">
        {column.map((view) => (
          <Panel key={view.title} view={view} theme={theme} />
        ))}
      </Box>
    ))}
  </Box>
);

interface Windowed {
  readonly columns: number;
  readonly rows: number;
}

/** A panel on top of the others, in the middle of the window. */
const Modal = ({ view, columns, rows, theme }: Themed & Windowed & { readonly view: PanelView }): ReactElement => (
  <Box
    position="absolute"
    top={Math.max(1, Math.floor((rows - 2 - view.height) / 2))}
    left={Math.max(0, Math.floor((columns - view.width) / 2))}
  >
    <Panel view={view} theme={theme} />
  </Box>
);

/** A whole screen, and what lies on top of it. */
export const PageView = ({ page, columns, rows, theme }: Themed & Windowed & { readonly page: Page }): ReactElement => {
  const { modal } = page;
  const under = modal === undefined ? theme : { ...theme, faded: true };
  return (
    // Without a width of its own it is as wide as the window, even for the frame that Ink draws while the window shrinks.
    <Box flexDirection="column" height={rows} overflow="hidden">
      <Row line={page.header} theme={under} />
      <Body body={page.body} theme={under} />
      {page.foot.map((line, at) => (
        <Row key={at} line={line} theme={under} />
      ))}
      <Row line={page.notice} theme={theme} />
      <Row line={page.keys} theme={theme} />
      {modal === undefined ? undefined : <Modal view={modal} columns={columns} rows={rows} theme={theme} />}
    </Box>
  );
};

/** What is drawn on a window that is too small. */
export const TooSmall = ({
  line,
  rows,
  theme,
}: Themed & { readonly line: Line; readonly rows: number }): ReactElement => (
  <Box height={rows} alignItems="center" justifyContent="center" overflow="hidden">
    <Row line={line} theme={theme} />
  </Box>
);
