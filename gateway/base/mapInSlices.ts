/** Does much work a slice at a time, so that whatever else waits for this thread has its turn in between. */
import { setImmediate } from 'node:timers/promises';

/** What `map` makes of each item, in their order, `size` of them in one go. What it throws ends the work. */
export async function mapInSlices<Item, Result>(
  items: readonly Item[],
  size: number,
  map: (item: Item, index: number) => Result,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const [index, item] of items.entries()) {
    if (index > 0 && index % size === 0) await setImmediate();
    results.push(map(item, index));
  }
  return results;
}
