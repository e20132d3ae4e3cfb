/**
 * The worker thread that holds the embedded database: one statement at a time, in the order they come.
 * It lives in a thread of its own because PGlite computes on the thread that calls it: a slow statement would
 * stop every request of the hub.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

/** A statement sent to the thread; `sql` null closes the database. */
export interface StatementMessage {
  readonly id: number;
  readonly sql: string | null;
  readonly parameters: readonly unknown[];
}

/** The answer to a statement. */
export type AnswerMessage =
  | { readonly id: number; readonly rows: unknown[]; readonly affectedRows: number }
  | { readonly id: number; readonly error: { readonly message: string; readonly code?: string } };

const port = parentPort;
if (port === null) throw new Error('pgliteThread runs as a worker thread only');

const opening = PGlite.create(workerData.directory ?? 'memory://', {
  // 110 MB less than the default for each hub; the operating system caches the files anyway.
  startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'],
});
// A database that cannot be opened is answered statement by statement, below; it must not end the process.
opening.catch(() => {});

async function answer(message: StatementMessage): Promise<AnswerMessage> {
  try {
    const db = await opening;
    if (message.sql === null) {
      await db.close();
      return { id: message.id, rows: [], affectedRows: 0 };
    }
    const result = await db.query(message.sql, [...message.parameters]);
    return { id: message.id, rows: result.rows, affectedRows: result.affectedRows ?? 0 };
  } catch (error) {
    const { message: text, code } = error as Error & { code?: string };
    return { id: message.id, error: { message: text, ...(code === undefined ? {} : { code }) } };
  }
}

let queue: Promise<void> = Promise.resolve();
port.on('message', (message: StatementMessage) => {
  queue = queue.then(async () => {
    port.postMessage(await answer(message));
    if (message.sql === null) port.close();
  });
});
