/**
 * Works on items some at a time and gives the results in the order of the items. Takes an item only when a place is
 * free and the reader keeps up, so that a list of any length costs the memory of a few. A failure is thrown at its
 * place; leaving the loop starts nothing more.
 */
export async function* inOrder<T, R>(
  items: Iterable<T> | AsyncIterable<T>,
  concurrency: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R, void, undefined> {
  const underWay: Promise<R>[] = [];
  for await (const item of items) {
    const started = work(item);
    // Its turn may never come, when one before it fails; it must not count as unhandled.
    started.catch(() => {});
    underWay.push(started);
    if (underWay.length >= concurrency) yield await (underWay.shift() as Promise<R>);
  }
  for (const started of underWay) yield await started;
}
