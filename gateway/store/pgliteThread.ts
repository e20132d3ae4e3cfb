/**
 * The worker thread that holds the embedded database: one statement at a time, in the order they come.
 * It lives in a thread of its own because PGlite computes on the thread that calls it: a slow statement would
 * stop every request of the hub.
 */
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type * as Pglite from '@electric-sql/pglite';

// As CommonJS: the loader of TypeScript takes in every ES module by itself, and for this one as long as opening a database.
const { PGlite }: typeof Pglite = createRequire(import.meta.url)('@electric-sql/pglite');

/** What the thread is started with. */
export interface ThreadData {
  /** In memory without one. */
  readonly directory: string | undefined;
  /** A database to copy where there is none yet; one is made where this is null. */
  readonly template: string | null;
}

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

// 110 MB less than the default for each hub; the operating system caches the files anyway.
const startParams = [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'];
const opening = open(workerData);
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

async function open({ directory, template }: ThreadData): Promise<Pglite.PGlite> {
  const create = async (place: string, from: string | null) =>
    PGlite.create(place, {
      startParams,
      ...(from !== null && { loadDataDir: new Blob([await readFile(from)]) }),
    });
  if (directory === undefined) return create('memory://', template);
  if (template !== null && (await isEmpty(directory))) {
    // Beside it, and then in its place: a hub that is ended meanwhile leaves no database that is there in part.
    const beside = `${directory}.new`;
    await rm(beside, { recursive: true, force: true });
    await create(beside, template).then((made) => made.close());
    await rm(directory, { recursive: true, force: true });
    await rename(beside, directory);
  }
  return create(directory, null);
}

/** Whether there is no such folder, or nothing in it. Throws when there is something else in its place. */
async function isEmpty(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length === 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
    throw error;
  }
}
