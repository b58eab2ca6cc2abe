/** A line of a table that programs read: what would end a cell or the line becomes a blank. */
export const tsvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => cell.replace(/[\t\r\n]+/g, ' ')).join('\t')}\n`;
