/**
 * Records which operations platforms really send, so that operators learn what a change would break.
 * Invariants: nothing that a client wrote itself is kept, no tracking number above all; a request never waits for the store nor
 * fails with it; memory and rows are bounded for each platform by itself, and whatever does not fit is still counted, as `OTHERS`.
 */
import type { DocumentNode } from 'graphql';
import { CompiledQuery } from 'kysely';
import { digestTexts } from '../../base/digestTexts.ts';
import type { Store } from '../../store/openStore.ts';
import { createOperationBook } from './createOperationBook.ts';
import { stripOperation } from './stripOperation.ts';

export interface OperationRecorder {
  /** Counts one operation that a platform sent; `coordinates` is what it asks for and gives. Never throws. */
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

const DEFAULT_FLUSH_MS = 5_000;
/** A check looks at seven days, and today is one of them. */
const KEPT_DAYS = 8;
const DAY_MS = 24 * 60 * 60 * 1000;

// What an operation asks for can change with the network, and `OTHERS` is of all hubs: nothing that was asked for is taken away.
const ADD = `
  insert into operations (platform, hash, day, coordinates, count)
  select a.platform, a.hash, a.day, a.coordinates, a.count
  from jsonb_to_recordset($1::jsonb) as a (platform text, hash text, day date, coordinates text[], count bigint)
  on conflict (platform, hash, day) do update
    set count = operations.count + excluded.count,
      coordinates = case when operations.coordinates = excluded.coordinates then operations.coordinates
        else array(select distinct c collate "C" from unnest(operations.coordinates || excluded.coordinates) c order by 1) end`;

const EXPIRE = 'delete from operations where day < $1::date';

/** A recorder over a store; `readNow` is the hub's clock. */
export function createOperationRecorder(
  store: Store,
  readNow: () => number,
  { flushMs = DEFAULT_FLUSH_MS, onError = () => {} }: RecorderOptions = {},
): OperationRecorder {
  // Apollo Server keeps parsed documents, so a document is stripped once.
  const hashes = new WeakMap<DocumentNode, string>();
  const book = createOperationBook();
  let writing: Promise<void> | undefined;
  let cleanedDay: string | undefined;
  let isClosing = false;

  const hashOf = (document: DocumentNode): string => {
    const hash = hashes.get(document) ?? digestTexts([stripOperation(document)]);
    hashes.set(document, hash);
    return hash;
  };
  const run = async (statement: string, value: string): Promise<boolean> => {
    try {
      await store.executeQuery(CompiledQuery.raw(statement, [value]));
      return true;
    } catch (error) {
      onError(error);
      return false;
    }
  };
  const write = async (): Promise<void> => {
    const today = dayOf(readNow());
    const oldest = dayOf(readNow() - KEPT_DAYS * DAY_MS);
    if (cleanedDay !== today && (await run(EXPIRE, oldest))) cleanedDay = today;
    for (const rows of book.listChunks()) {
      const taken = rows.map((row) => ({ ...row, coordinates: [...row.coordinates].sort() }));
      // What is counted from here on is for the next writing.
      for (const row of rows) row.count = 0;
      const isWritten = await run(ADD, JSON.stringify(taken));
      for (const [index, row] of rows.entries()) {
        row.hasFailed = !isWritten;
        if (!isWritten) row.count += taken[index]?.count ?? 0;
      }
      // A hub that ends does not wait for one store as often as there are chunks.
      if (!isWritten && isClosing) return;
    }
    book.forget({ today, oldest });
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
        book.add({ platform, hash: hashOf(document), day: dayOf(readNow()) }, coordinates);
      } catch (error) {
        onError(error);
      }
    },
    flush,
    async close() {
      clearInterval(timer);
      isClosing = true;
      // What was counted while a writing was under way needs another one.
      await writing;
      await flush();
    },
  };
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
