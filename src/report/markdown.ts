/** Markdown made from texts of scenario files. */

/** A text inside a cell: one line, with nothing that would end the cell or open markup. */
const cell = (text: string): string =>
  text.replaceAll(/\s+/g, ' ').trim().replaceAll('|', '\\|').replaceAll('<', '&lt;');

/** A table; cells may hold Markdown of the caller's own. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');
