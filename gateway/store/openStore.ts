/**
 * Opens the hub's store and brings its tables up to date: the embedded database, or a PostgreSQL server.
 * Invariant: no message holds a password; a server that goes away while the hub runs fails statements, never the process.
 */
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { findTemplate } from './embeddedTemplate.ts';
import { migrateStore } from './migrations.ts';
import { createPgliteDialect } from './pgliteDialect.ts';
import type { StoreTables } from './tables.ts';

export type Store = Kysely<StoreTables>;

export interface StoreOptions {
  /** Folder of the embedded database; without one, and without `url`, it is in memory and gone with the process. */
  readonly directory?: string;
  /** A PostgreSQL server instead, as `postgres://hub@db.example/hub`. */
  readonly url?: string;
  /** How many connections to the server at the most. */
  readonly connections?: number;
  /** How long a statement may take before it is given up, and its connection with it, in milliseconds; 0 for any time. */
  readonly patienceMs?: number;
  /** True for a store that another opening has brought up to date. */
  readonly isMigrated?: boolean;
  /** Hears of connections that broke while nobody used them. */
  readonly onError?: (error: Error) => void;
}

/** Connections to a server; a hub's statements are short. */
const MAX_CONNECTIONS = 10;
/** How long a connection may take, and a statement wait for one, in milliseconds. */
const CONNECT_TIMEOUT_MS = 5_000;
/** How long an answer is waited for, in milliseconds: then the line is taken for dead, and the next statement gets another one. */
const PATIENCE_MS = 10_000;

/** PostgreSQL's own code for it. */
const NO_SUCH_DATABASE = '3D000';

/** The store, migrated. Close it with `destroy()`. Throws a sentence when it cannot be opened, read or written. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { url } = options;
  const dialect =
    url === undefined ? createPgliteDialect(options.directory) : createServerDialect(url, options);
  const store = new Kysely<StoreTables>({ dialect });
  try {
    if (isCopy(options)) await sql`select 1`.execute(store);
    else if (!options.isMigrated) await migrate(store, url);
    return store;
  } catch (error) {
    await store.destroy().catch(() => {});
    throw new Error(`${nameStore(options)} cannot be opened: ${reasonOf(error, url)}`, { cause: error });
  }
}

/** A database in memory begins as the template, where there is one, and that has every step in it. */
function isCopy({ url, directory }: StoreOptions): boolean {
  return url === undefined && directory === undefined && findTemplate() !== null;
}

/** A step may write whole tables anew: on a server it has a connection that waits as long as it takes. */
async function migrate(store: Store, url: string | undefined): Promise<void> {
  if (url === undefined) return migrateStore(store, { isServer: false });
  const patient = new Kysely<StoreTables>({
    dialect: createServerDialect(url, { connections: 1, patienceMs: 0 }),
  });
  await migrateStore(patient, { isServer: true }).finally(() => patient.destroy());
}

function createServerDialect(
  url: string,
  { onError = () => {}, connections = MAX_CONNECTIONS, patienceMs = PATIENCE_MS }: StoreOptions,
): PostgresDialect {
  const pool = new pg.Pool({
    Client: ImpatientClient,
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: Math.min(CONNECT_TIMEOUT_MS, patienceMs || CONNECT_TIMEOUT_MS),
    statement_timeout: patienceMs,
    query_timeout: patienceMs,
    // Of a hub whose line went dead within a change the server hears nothing, and the change would keep all others waiting for as
    // long as the system believes in the line. Half, so that who waits behind it gets its turn.
    idle_in_transaction_session_timeout: patienceMs / 2,
    keepAlive: true,
    application_name: 'tracking-hub',
  });
  // A connection that breaks is replaced by the next statement. Unheard, it would end the process; and the pool hears of idle ones alone.
  pool.on('error', () => {});
  pool.on('connect', (client) => void client.on('error', onError));
  return new PostgresDialect({ pool });
}

/**
 * A connection that is given up when an answer does not come. The driver only gives up the answer: a line that swallows what is sent
 * would go back to the pool, and swallow the next statement too, for as long as the system believes in it: a quarter of an hour.
 */
class ImpatientClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: the driver's own signature is a dozen overloads
  override query(...parameters: any): any {
    // biome-ignore lint/suspicious/noExplicitAny: the same
    const answer = (super.query as any)(...parameters);
    if (answer instanceof Promise) answer.catch((error) => this.#hangUp(error));
    return answer;
  }

  #hangUp(error: unknown): void {
    // So the driver says, in words alone, that its `query_timeout` is over.
    if (error instanceof Error && error.message === 'Query read timeout') this.connection.stream.destroy();
  }
}

/** The store in words: of a server only what tells where it is. */
function nameStore({ directory, url }: StoreOptions): string {
  if (url === undefined) return `the embedded database in ${directory ?? 'memory'}`;
  const { hostname, port, pathname } = new URL(url);
  return `the database${pathname.replace('/', ' ').trimEnd()} at ${hostname || 'localhost'}:${port || 5432}`;
}

function reasonOf(error: unknown, url: string | undefined): string {
  // Several addresses of one host fail as one error without words.
  const [first] = error instanceof AggregateError ? error.errors : [error];
  const message = (first instanceof Error && first.message) || '';
  if (url === undefined) return message || 'it is no database folder, or a damaged one';
  const { code } = (first ?? {}) as { readonly code?: unknown };
  if (code === NO_SUCH_DATABASE) return `${message}; make it first, as with \`createdb\``;
  if (message === '' || code === 'ECONNREFUSED')
    return 'nobody answers there; check DATABASE_URL and whether the server runs';
  return message;
}
