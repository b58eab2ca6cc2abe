/**
 * Does `work` for every item, at most `workers` at a time, and gives the results in the order of the items.
 *
 * After a failure no further item is begun, and the items under way are waited for: whoever catches the error knows
 * that nothing is still being written behind their back.
 */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  workers: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  const queue = items.entries(); // one iterator for all workers, so no item is taken twice
  let failed = false;

  async function worker(): Promise<void> {
    for (const [index, item] of queue) {
      if (failed) return;
      try {
        results[index] = await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  }

  const ends = await Promise.allSettled(Array.from({ length: workers }, worker));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return results;
}
