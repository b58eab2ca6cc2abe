/** Rows of tab-separated text; a cell may be quoted, and then hold tabs, line ends and doubled quotes. */
export function parseTsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  let started = false;
  const endCell = () => {
    row.push(cell);
    cell = '';
    started = false;
  };
  const endRow = () => {
    endCell();
    rows.push(row);
    row = [];
  };
  const source = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  for (let i = 0; i < source.length; i += 1) {
    const char = source.charAt(i);
    if (quoted) {
      if (char !== '"') cell += char;
      else if (source.charAt(i + 1) === '"') {
        cell += '"';
        i += 1;
      } else quoted = false;
    } else if (char === '"' && !started) {
      quoted = true;
      started = true;
    } else if (char === '\t') endCell();
    else if (char === '\n') endRow();
    else {
      cell += char;
      started = true;
    }
  }
  if (cell !== '' || started || row.length > 0) endRow();
  return rows;
}

/** Written as the server writes it: quotes only where they are needed, every line ended. */
export function writeTsv(rows: readonly (readonly string[])[]): string {
  const cell = (value: string) => (/[\t\n"]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return rows.map((row) => `${row.map(cell).join('\t')}\n`).join('');
}

/** Lines that count: not empty, and no remarks. */
export function contentRows(text: string): string[][] {
  return parseTsv(text).filter(
    ([first = '', ...rest]) => !first.startsWith('#') && (first !== '' || rest.length > 0),
  );
}
