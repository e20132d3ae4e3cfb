/**
 * The worker thread that holds the embedded database: one statement at a time, in the order they come.
 * It lives in a thread of its own because PGlite computes on the thread that calls it: a slow statement would
 * stop every request of the hub. In plain JavaScript, since a thread that reads TypeScript takes a quarter of a second longer to start.
 */
// @ts-check
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

/**
 * @import * as Pglite from '@electric-sql/pglite'
 * @import { AnswerMessage, StatementMessage, ThreadData } from './pgliteMessages.ts'
 */

// As CommonJS: the loader of TypeScript takes in every ES module by itself, and for this one as long as opening a database.
/** @type {typeof Pglite} */
const { PGlite } = createRequire(import.meta.url)('@electric-sql/pglite');

const port = parentPort;
if (port === null) throw new Error('pgliteThread runs as a worker thread only');

// 110 MB less than the default for each hub; the operating system caches the files anyway.
const startParams = [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'];
const opening = open(workerData);
// A database that cannot be opened is answered statement by statement, below; it must not end the process.
opening.catch(() => {});

/** @type {(message: StatementMessage) => Promise<AnswerMessage>} */
async function answer({ id, sql, parameters }) {
  try {
    const db = await opening;
    if (sql === null) {
      await db.close();
      return { id, rows: [], affectedRows: 0 };
    }
    const result = await db.query(sql, [...parameters]);
    return { id, rows: result.rows, affectedRows: result.affectedRows ?? 0 };
  } catch (error) {
    const { message, code } = /** @type {Error & { code?: string }} */ (error);
    return { id, error: { message, ...(code === undefined ? {} : { code }) } };
  }
}

let queue = Promise.resolve();
port.on('message', (/** @type {StatementMessage} */ message) => {
  queue = queue.then(async () => {
    port.postMessage(await answer(message));
    if (message.sql === null) port.close();
  });
});

/** @type {(data: ThreadData) => Promise<Pglite.PGlite>} */
async function open({ directory, template }) {
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

/** @type {(place: string, template: string | null) => Promise<Pglite.PGlite>} */
async function create(place, template) {
  const loadDataDir = template === null ? undefined : await readBlob(template);
  return PGlite.create(place, { startParams, ...(loadDataDir && { loadDataDir }) });
}

/**
 * A file as PGlite wants it. Node reads a `Blob` in pieces and joins them, which takes a third of the time that opening takes.
 * @type {(file: string) => Promise<Blob>}
 */
async function readBlob(file) {
  const { buffer, byteOffset, byteLength } = await readFile(file);
  const arrayBuffer = async () => buffer.slice(byteOffset, byteOffset + byteLength);
  return Object.assign(new Blob([]), { arrayBuffer });
}

/**
 * Whether there is no such folder, or nothing in it. Throws when there is something else in its place.
 * @type {(folder: string) => Promise<boolean>}
 */
async function isEmpty(folder) {
  try {
    return (await readdir(folder)).length === 0;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return true;
    throw error;
  }
}
