/**
 * Kysely's dialect for the embedded database: PGlite in a worker thread, spoken to as one PostgreSQL connection.
 * Invariant: a transaction holds the only connection, so no other statement runs between its `begin` and its end.
 */
import type { Worker } from 'node:worker_threads';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import { startThread } from '../base/startThread.ts';
import { findTemplate } from './embeddedTemplate.ts';
import type { AnswerMessage, StatementMessage, ThreadData } from './pgliteMessages.ts';

/** The embedded database in `directory`, or in memory without one; a new one is a copy of `template`, where there is one. */
export function createPgliteDialect(
  directory: string | undefined,
  template: string | null = findTemplate(),
): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new PgliteDriver({ directory, template }),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

class PgliteDriver implements Driver {
  readonly #connection: ThreadConnection;
  #free: Promise<void> = Promise.resolve();
  #release: () => void = () => {};

  constructor(data: ThreadData) {
    this.#connection = new ThreadConnection(data);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const turn = this.#free;
    let release = () => {};
    this.#free = new Promise((resolve) => {
      release = resolve;
    });
    await turn;
    this.#release = release;
    return this.#connection;
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin'));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  async releaseConnection(): Promise<void> {
    this.#release();
  }

  async destroy(): Promise<void> {
    await this.#connection.close();
  }
}

interface Waiting {
  readonly resolve: (result: QueryResult<never>) => void;
  readonly reject: (error: Error) => void;
}

class ThreadConnection implements DatabaseConnection {
  readonly #thread: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 0;

  constructor(workerData: ThreadData) {
    this.#thread = startThread(new URL('./pgliteThread.mjs', import.meta.url), { workerData });
    this.#thread.unref();
    this.#thread.on('message', (answer: AnswerMessage) => this.#settle(answer));
    this.#thread.on('error', (error) => this.#failAll(error));
    this.#thread.on('exit', () => this.#failAll(new Error('the embedded database was closed')));
  }

  executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return this.#send(query.sql, query.parameters) as Promise<QueryResult<Row>>;
  }

  // biome-ignore lint/correctness/useYield: Kysely's interface wants it; PGlite has no cursors
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('the embedded database does not stream');
  }

  async close(): Promise<void> {
    await this.#send(null, []);
  }

  #send(sql: string | null, parameters: readonly unknown[]): Promise<QueryResult<never>> {
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      this.#waiting.set(id, { resolve, reject });
      this.#thread.ref();
      this.#thread.postMessage({ id, sql, parameters } satisfies StatementMessage);
    });
  }

  #settle(answer: AnswerMessage): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    // An idle database must not keep a process alive that has nothing else to do.
    if (this.#waiting.size === 0) this.#thread.unref();
    if ('error' in answer)
      waiting?.reject(Object.assign(new Error(answer.error.message), { code: answer.error.code }));
    else waiting?.resolve({ rows: answer.rows as never[], numAffectedRows: BigInt(answer.affectedRows) });
  }

  #failAll(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
