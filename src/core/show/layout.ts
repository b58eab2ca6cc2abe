import type { GraphLink } from './graph-types.ts';

/** Where a node stands: its column from the left, and its row, which may be between two rows. */
export interface NodePlace {
  column: number;
  row: number;
}

/**
 * Arranges what comes from what in columns, origins first, so that lines are short and seldom cross. Every node stands to
 * the right of all its origins; circles are cut where they are met first.
 */
export function arrange(ids: readonly string[], links: readonly GraphLink[]): Map<string, NodePlace> {
  const origins = neighbours(links, 'from', 'to');
  const offspring = neighbours(links, 'to', 'from');
  const columns = columnsOf(ids, origins, offspring);
  const rows = rowsOf(ids, origins, offspring);

  const inColumn: string[][] = [];
  for (const id of ids) {
    const column = columns.get(id) ?? 0;
    const there = inColumn[column] ?? [];
    there.push(id);
    inColumn[column] = there;
  }
  const rowOf = (id: string): number => rows.get(id) ?? 0;
  for (const column of inColumn) column.sort((a, b) => rowOf(a) - rowOf(b));
  const settle = (column: readonly string[], wish: (id: string) => readonly string[]): void => {
    const wishes = column.map((id) => {
      const near = wish(id);
      return near.length > 0 ? near.reduce((sum, other) => sum + rowOf(other), 0) / near.length : rowOf(id);
    });
    spread(wishes).forEach((row, index) => {
      rows.set(column[index] ?? '', row);
    });
  };
  // What was pooled goes to the middle of its origins, then each origin to the middle of what was made of it.
  for (const column of inColumn) settle(column, (id) => severalOf(origins.get(id)));
  for (const column of [...inColumn].reverse()) settle(column, (id) => offspring.get(id) ?? []);

  const top = Math.min(0, ...rows.values());
  return new Map(ids.map((id) => [id, { column: columns.get(id) ?? 0, row: rowOf(id) - top }]));
}

const severalOf = (ids: readonly string[] = []): readonly string[] => (ids.length > 1 ? ids : []);

function neighbours(
  links: readonly GraphLink[],
  of: 'from' | 'to',
  are: 'from' | 'to',
): Map<string, string[]> {
  const sets = new Map<string, Set<string>>();
  for (const link of links) sets.set(link[of], (sets.get(link[of]) ?? new Set()).add(link[are]));
  return new Map([...sets].map(([id, set]) => [id, [...set]]));
}

/** One more than the furthest of its origins; what has none stands right before the first that was made of it. */
function columnsOf(
  ids: readonly string[],
  origins: ReadonlyMap<string, readonly string[]>,
  offspring: ReadonlyMap<string, readonly string[]>,
): Map<string, number> {
  const waitsFor = new Map(ids.map((id) => [id, origins.get(id)?.length ?? 0]));
  const ready = ids.filter((id) => waitsFor.get(id) === 0);
  const columns = new Map<string, number>();
  let left = 0;
  for (let next = 0; columns.size < ids.length; next += 1) {
    let id = ready[next];
    if (id === undefined) {
      // All that is left goes round in circles, or hangs on one.
      while (columns.has(ids[left] ?? '')) left += 1;
      id = ids[left] ?? '';
      ready.push(id);
    }
    if (columns.has(id)) continue;
    const before = (origins.get(id) ?? []).map((origin) => columns.get(origin) ?? -1);
    columns.set(id, before.reduce((furthest, column) => Math.max(furthest, column), -1) + 1);
    for (const child of offspring.get(id) ?? []) {
      const open = (waitsFor.get(child) ?? 0) - 1;
      waitsFor.set(child, open);
      if (open === 0 && !columns.has(child)) ready.push(child);
    }
  }
  for (const id of ids) {
    const made = offspring.get(id);
    if (made && !origins.has(id))
      columns.set(id, Math.min(...made.map((child) => columns.get(child) ?? 1)) - 1);
  }
  return columns;
}

/** As in a family tree: the last of each line one below the other, everybody else in the middle of their own. */
function rowsOf(
  ids: readonly string[],
  origins: ReadonlyMap<string, readonly string[]>,
  offspring: ReadonlyMap<string, readonly string[]>,
): Map<string, number> {
  const rows = new Map<string, number>();
  const met = new Set<string>();
  let nextRow = 0;
  const place = (root: string): void => {
    const open: { id: string; own?: string[] }[] = [{ id: root }];
    for (let one = open.pop(); one; one = open.pop()) {
      const { id, own } = one;
      if (own) {
        rows.set(id, own.reduce((sum, child) => sum + (rows.get(child) ?? 0), 0) / own.length);
        continue;
      }
      if (met.has(id)) continue;
      met.add(id);
      const children = (offspring.get(id) ?? []).filter((child) => !met.has(child));
      if (children.length === 0) {
        rows.set(id, nextRow);
        nextRow += 1;
      } else {
        open.push({ id, own: children }, ...children.map((child) => ({ id: child })).reverse());
      }
    }
  };
  for (const id of ids) if (!origins.has(id)) place(id);
  for (const id of ids) place(id);
  return rows;
}

/** The rows nearest to those wished for that keep their order and at least one row between each other. */
function spread(wishes: readonly number[]): number[] {
  const blocks: { sum: number; count: number }[] = [];
  wishes.forEach((wish, index) => {
    blocks.push({ sum: wish - index, count: 1 });
    for (;;) {
      const last = blocks.at(-1);
      const before = blocks.at(-2);
      if (!last || !before || before.sum / before.count <= last.sum / last.count) break;
      blocks.splice(-2, 2, { sum: before.sum + last.sum, count: before.count + last.count });
    }
  });
  return blocks
    .flatMap(({ sum, count }) => Array.from({ length: count }, () => sum / count))
    .map((row, index) => row + index);
}
