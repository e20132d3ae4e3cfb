/**
 * Records which operations platforms really send, so that operators learn what a change would break.
 * Invariants: nothing that a client wrote itself is kept, no tracking number above all; a request never waits for the store nor
 * fails with it; memory is bounded, and what does not fit is not counted.
 */
import type { DocumentNode } from 'graphql';
import { CompiledQuery } from 'kysely';
import { digestTexts } from '../../base/digestTexts.ts';
import type { Store } from '../../store/openStore.ts';
import { stripOperation } from './stripOperation.ts';

export interface OperationRecorder {
  /** Counts one operation that a platform sent; `coordinates` is what it asks for. Never throws. */
  note(platform: string, document: DocumentNode, coordinates: ReadonlySet<string>): void;
  /** Writes what was counted. Never rejects. */
  flush(): Promise<void>;
  /** Writes the rest and ends. */
  close(): Promise<void>;
}

export interface RecorderOptions {
  /** How often what was counted is written, in milliseconds. */
  readonly flushMs?: number;
  /** Hears of every statement that failed. */
  readonly onError?: (error: unknown) => void;
}

/** One row, as it goes to the store. */
interface CountedOperation {
  readonly platform: string;
  readonly hash: string;
  readonly day: string;
  readonly document: string;
  readonly coordinates: readonly string[];
  count: number;
}

interface StrippedOperation {
  readonly hash: string;
  readonly text: string;
}

const DEFAULT_FLUSH_MS = 5_000;
/** Different operations between two writings; a platform that invents more is not counted further. */
const MOST_OPERATIONS = 2_000;
/** A check looks at seven days, and today is one of them. */
const KEPT_DAYS = 8;

const ADD = `
  insert into operations (platform, hash, day, document, coordinates, count)
  select a.platform, a.hash, a.day, a.document, a.coordinates, a.count
  from jsonb_to_recordset($1::jsonb)
    as a (platform text, hash text, day date, document text, coordinates text[], count bigint)
  on conflict (platform, hash, day) do update
    set count = operations.count + excluded.count, coordinates = excluded.coordinates`;

const EXPIRE = `delete from operations where day < $1::date - ${KEPT_DAYS}`;

/** A recorder over a store; `readNow` is the hub's clock. */
export function createOperationRecorder(
  store: Store,
  readNow: () => number,
  { flushMs = DEFAULT_FLUSH_MS, onError = () => {} }: RecorderOptions = {},
): OperationRecorder {
  // Apollo Server keeps parsed documents, so a document is stripped once.
  const stripped = new WeakMap<DocumentNode, StrippedOperation>();
  let counted = new Map<string, CountedOperation>();
  let writing: Promise<void> | undefined;
  let cleanedDay: string | undefined;

  const strip = (document: DocumentNode): StrippedOperation => {
    const known = stripped.get(document);
    if (known !== undefined) return known;
    const text = stripOperation(document);
    const added = { hash: digestTexts([text]), text };
    stripped.set(document, added);
    return added;
  };
  const add = (row: CountedOperation): void => {
    const key = `${row.day} ${row.platform} ${row.hash}`;
    const known = counted.get(key);
    if (known !== undefined) known.count += row.count;
    else if (counted.size < MOST_OPERATIONS) counted.set(key, row);
  };
  const write = async (): Promise<void> => {
    const rows = [...counted.values()];
    counted = new Map();
    try {
      const today = dayOf(readNow());
      if (cleanedDay !== today) {
        await store.executeQuery(CompiledQuery.raw(EXPIRE, [today]));
        cleanedDay = today;
      }
      if (rows.length === 0) return;
      // Sorted, so that hubs that write at one moment wait for each other instead of deadlocking.
      rows.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
      await store.executeQuery(CompiledQuery.raw(ADD, [JSON.stringify(rows)]));
    } catch (error) {
      for (const row of rows) add(row);
      onError(error);
    }
  };
  const flush = (): Promise<void> => {
    writing ??= write().finally(() => {
      writing = undefined;
    });
    return writing;
  };
  const timer = setInterval(() => void flush(), flushMs);
  timer.unref();
  return {
    note(platform, document, coordinates) {
      try {
        const { hash, text } = strip(document);
        const day = dayOf(readNow());
        add({ platform, hash, day, document: text, coordinates: [...coordinates].sort(), count: 1 });
      } catch (error) {
        onError(error);
      }
    },
    flush,
    async close() {
      clearInterval(timer);
      // What was counted while a writing was under way needs another one.
      await writing;
      if (counted.size > 0) await flush();
    },
  };
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function keyOf({ day, platform, hash }: CountedOperation): string {
  return `${day} ${platform} ${hash}`;
}
