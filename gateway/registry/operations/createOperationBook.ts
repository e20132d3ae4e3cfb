/**
 * Counts operations in memory, for each platform and day, until they are written.
 * Invariants: each platform has so many bytes of its own, whatever others send; an operation for which it has none left is counted
 * with all such as one, `OTHERS`, so that nothing that was asked for is ever missing; no chunk is too large for a statement.
 */
import { OTHERS } from './sentOperation.ts';

/** One row, as it goes to the store. */
export interface CountedOperation extends OperationKey {
  readonly coordinates: Set<string>;
  /** Since it was last written. A row stays when it is written: a day has as many of a platform as the platform has room for. */
  count: number;
  /** True when it could not be written last time. */
  hasFailed: boolean;
}

export interface OperationKey {
  readonly platform: string;
  readonly hash: string;
  readonly day: string;
}

export interface OperationBook {
  /** Counts one operation once. */
  add(key: OperationKey, coordinates: ReadonlySet<string>): void;
  /** What is to be written, in the order of its keys: hubs that write at one moment wait for each other instead of deadlocking. */
  listChunks(): Iterable<readonly CountedOperation[]>;
  /** Lets go of the written rows of other days, and of all that are so old that nobody would read them. */
  forget(days: { readonly today: string; readonly oldest: string }): void;
}

interface Page {
  readonly rows: Map<string, CountedOperation>;
  bytes: number;
}

/** Of a platform's rows in memory: some hundred different operations a day; platforms send tens. */
const MOST_BYTES = 1_000_000;
/** Of one statement: some milliseconds of this thread. */
const MOST_CHUNK_BYTES = 256_000;
/** What a row or a coordinate takes besides its characters. */
const [ROW_BYTES, COORDINATE_BYTES] = [300, 40];

/** An empty book. */
export function createOperationBook(): OperationBook {
  const pages = new Map<string, Page>();
  return {
    add(key, coordinates) {
      const page = pages.get(key.platform) ?? { rows: new Map(), bytes: 0 };
      pages.set(key.platform, page);
      const row = findRow(page, key, coordinates);
      row.count += 1;
      for (const coordinate of coordinates) {
        if (row.coordinates.has(coordinate)) continue;
        row.coordinates.add(coordinate);
        page.bytes += coordinate.length + COORDINATE_BYTES;
      }
    },
    *listChunks() {
      const rows = [...pages.values()].flatMap((page) =>
        [...page.rows.values()].filter(({ count }) => count),
      );
      rows.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
      let [chunk, bytes]: [CountedOperation[], number] = [[], 0];
      for (const row of rows) {
        const last = chunk.at(-1);
        // What failed goes by platform: whatever is wrong with a row holds up nobody else's.
        const isApart = last && last.platform !== row.platform && (last.hasFailed || row.hasFailed);
        const size = sizeOf(row.coordinates);
        if (isApart || (last && bytes + size > MOST_CHUNK_BYTES)) {
          yield chunk;
          [chunk, bytes] = [[], 0];
        }
        chunk.push(row);
        bytes += size;
      }
      if (chunk.length > 0) yield chunk;
    },
    forget({ today, oldest }) {
      for (const [platform, { rows }] of pages) {
        const kept = [...rows].filter(([, { day, count }]) => day === today || (count > 0 && day >= oldest));
        const bytes = kept.reduce((sum, [, { coordinates }]) => sum + sizeOf(coordinates), 0);
        if (kept.length === 0) pages.delete(platform);
        else if (kept.length < rows.size) pages.set(platform, { rows: new Map(kept), bytes });
      }
    },
  };
}

/** The row of an operation; a new one where there is room, else that of all others. */
function findRow(page: Page, key: OperationKey, coordinates: ReadonlySet<string>): CountedOperation {
  const known = page.rows.get(`${key.day} ${key.hash}`);
  if (known !== undefined) return known;
  const isFull = page.bytes + sizeOf(coordinates) > MOST_BYTES;
  if (isFull && key.hash !== OTHERS) return findRow(page, { ...key, hash: OTHERS }, coordinates);
  const row = { ...key, coordinates: new Set<string>(), count: 0, hasFailed: false };
  page.rows.set(`${key.day} ${key.hash}`, row);
  page.bytes += ROW_BYTES;
  return row;
}

function sizeOf(coordinates: ReadonlySet<string>): number {
  let size = ROW_BYTES;
  for (const coordinate of coordinates) size += coordinate.length + COORDINATE_BYTES;
  return size;
}

function keyOf({ platform, day, hash }: OperationKey): string {
  return `${platform} ${day} ${hash}`;
}
