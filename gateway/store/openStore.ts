/**
 * Opens the hub's store and brings its tables up to date: the embedded database, or a PostgreSQL server.
 * Invariant: no message holds a password; a server that goes away while the hub runs fails statements, never the process.
 */
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
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
  /** How long a statement may take before it is given up, in milliseconds, whether or not the server knows. */
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
/** No statement of the hub takes as long, but for migrations. */
const STATEMENT_TIMEOUT_MS = 30_000;

/** The store, migrated. Close it with `destroy()`. Throws a sentence when it cannot be opened, read or written. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { url } = options;
  const dialect =
    url === undefined ? createPgliteDialect(options.directory) : createServerDialect(url, options);
  const store = new Kysely<StoreTables>({ dialect });
  try {
    if (!options.isMigrated) await migrateStore(store, { isServer: url !== undefined });
    return store;
  } catch (error) {
    await store.destroy().catch(() => {});
    throw new Error(`${nameStore(options)} cannot be opened: ${reasonOf(error, url)}`, { cause: error });
  }
}

function createServerDialect(
  url: string,
  { onError = () => {}, connections = MAX_CONNECTIONS, patienceMs = STATEMENT_TIMEOUT_MS }: StoreOptions,
): PostgresDialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: Math.min(CONNECT_TIMEOUT_MS, patienceMs),
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: patienceMs,
    keepAlive: true,
    application_name: 'tracking-hub',
  });
  // An idle connection that breaks is replaced by the next statement; unheard, it would end the process.
  pool.on('error', onError);
  return new PostgresDialect({ pool });
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
  return message || 'nobody answers there; check DATABASE_URL and whether the server runs';
}
