/** Text as it may stand between tags and in attributes. */
export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A table for terminals: columns padded to their widest cell. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) =>
    all.reduce((widest, row) => Math.max(widest, (row[column] ?? '').length), 0),
  );
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Notebooks align the cells of a table right, each by a rule of its own, so that each has to be told. */
const LEFT = 'style="text-align:left;vertical-align:top"';

/** The same for notebooks. What is wider than the page scrolls by itself. */
export function htmlTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  caption?: string,
): string {
  const line = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag} ${LEFT}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`;
  const below = caption ? `<caption style="caption-side:bottom">${escapeHtml(caption)}</caption>` : '';
  const body = rows.map((row) => line(row, 'td')).join('');
  return `<div style="overflow-x:auto"><table>${below}<thead>${line(head, 'th')}</thead><tbody>${body}</tbody></table></div>`;
}
