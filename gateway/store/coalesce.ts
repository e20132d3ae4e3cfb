/**
 * Joins questions that wait at the same time into one: while a load runs, the keys that come in gather for the next.
 * An idle store is asked in the same turn of the event loop; a busy one answers many with one statement. Nothing is kept after it is answered.
 */

/** Loads values of keys; a key without a value is missing from the map. */
export type LoadMany<Value> = (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>;

/** How many keys one load takes; the rest goes with the next. */
const MAX_KEYS = 1_000;

interface Waiting<Value> {
  readonly keys: readonly string[];
  readonly resolve: (values: ReadonlyMap<string, Value>) => void;
  readonly reject: (error: unknown) => void;
}

/** A load that runs once at a time. Each caller gets a map that holds at least the values of its own keys. */
export function coalesce<Value>(load: LoadMany<Value>): LoadMany<Value> {
  let waiting: Waiting<Value>[] = [];
  let isRunning = false;

  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = takeBatch();
      try {
        const values = await load([...new Set(batch.flatMap(({ keys }) => keys))]);
        for (const { resolve } of batch) resolve(values);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    isRunning = false;
  };
  /** At least one question, and as many more as fit. */
  const takeBatch = (): Waiting<Value>[] => {
    let count = 0;
    const end = waiting.findIndex(({ keys }, index) => {
      count += keys.length;
      return index > 0 && count > MAX_KEYS;
    });
    const batch = end === -1 ? waiting : waiting.slice(0, end);
    waiting = end === -1 ? [] : waiting.slice(end);
    return batch;
  };
  return (keys) =>
    new Promise((resolve, reject) => {
      waiting.push({ keys, resolve, reject });
      if (isRunning) return;
      isRunning = true;
      // After the I/O that is at hand: requests that arrived together go together.
      setImmediate(() => void run());
    });
}
