/**
 * Changes the network: one transaction at a time in the whole deployment, each with a revision of its own.
 * Invariants: a change that fails leaves nothing behind, not even its revision; hubs hear of a change only once it is committed.
 */
import { sql, type Transaction } from 'kysely';
import type { Store } from './openStore.ts';
import type { StoreTables } from './tables.ts';

/** The channel on which a server tells hubs that there is a new revision. */
export const CHANNEL = 'tracking_hub_changes';

export type StoreTransaction = Transaction<StoreTables>;

/** What a change came to, and the revision from which on it holds. */
export interface Change<Result> {
  readonly revision: number;
  readonly result: Result;
}

/**
 * Runs `change` in a transaction that holds the network's state; rows that it writes carry `revision`. Rejects with whatever
 * `change` throws: then nothing is changed.
 */
export async function changeNetwork<Result>(
  store: Store,
  change: (transaction: StoreTransaction, revision: number) => Promise<Result>,
): Promise<Change<Result>> {
  return store.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ revision: number }>`
      update network_state set revision = revision + 1 returning revision::int as revision`.execute(
      transaction,
    );
    const revision = rows[0]?.revision;
    if (revision === undefined) throw new Error('the store has no network state');
    const result = await change(transaction, revision);
    // Delivered with the commit, and to nobody when there is none.
    await sql`select pg_notify(${CHANNEL}, ${String(revision)})`.execute(transaction);
    return { revision, result };
  });
}

/** The newest revision. */
export async function readRevision(store: Store | StoreTransaction): Promise<number> {
  const { rows } = await sql<{
    revision: number;
  }>`select revision::int as revision from network_state`.execute(store);
  return rows[0]?.revision ?? 0;
}
