/** Opens the hub's store and brings its tables up to date. */
import { Kysely } from 'kysely';
import { migrateStore } from './migrations.ts';
import { createPgliteDialect } from './pgliteDialect.ts';
import type { StoreTables } from './tables.ts';

export type Store = Kysely<StoreTables>;

export interface StoreOptions {
  /** Folder of the embedded database; without one it is in memory and gone with the process. */
  readonly directory?: string;
}

/** The store, migrated. Close it with `destroy()`. Throws when the folder cannot be read or written. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const store = new Kysely<StoreTables>({ dialect: createPgliteDialect(options.directory) });
  try {
    await migrateStore(store);
    return store;
  } catch (error) {
    // PGlite's own errors of this kind have no words at all.
    const reason = (error instanceof Error && error.message) || 'it is no database folder, or a damaged one';
    throw new Error(`the embedded database in ${options.directory ?? 'memory'} cannot be opened: ${reason}`, {
      cause: error,
    });
  }
}
