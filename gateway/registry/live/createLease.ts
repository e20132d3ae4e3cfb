/**
 * A hub's lease on what it knows: while it holds, every change waits until this hub has taken it in; once it has run out, changes
 * do not wait for the hub any more, and it may not answer by agreements that may have ended.
 * Invariant: this hub takes its lease for over before the store does. It counts from before it asked, and a little less.
 */
import { sql } from 'kysely';
import type { Store } from '../../store/openStore.ts';

/** How long a lease holds, in milliseconds: the longest that a change waits for a hub that is gone. */
export const LEASE_MS = 3_000;
/** How much of it this hub counts on: clocks do not all run alike. */
const COUNTED = 0.9;

export interface Lease {
  /** Renews the lease, saying which revision this hub answers by, and returns the newest. Rejects when the store does. */
  renew(confirmed: number): Promise<number>;
  isHeld(): boolean;
  /** Gives the lease back, so that no change waits for this hub any more. */
  release(): Promise<void>;
}

export interface LeaseOptions {
  readonly store: Store;
  /** Tells this process from all others that ever were. */
  readonly id: string;
  readonly url: string;
  /** Milliseconds of a clock that nobody sets. */
  readonly readMonotonic: () => number;
}

/** A lease that is not held yet. */
export function createLease({ store, id, url, readMonotonic }: LeaseOptions): Lease {
  let endsAt = Number.NEGATIVE_INFINITY;
  /** What this hub has to know before a lease counts that had run out in between: changes did not wait for it. */
  let required = Number.POSITIVE_INFINITY;
  let known = -1;
  const isTimeLeft = () => readMonotonic() < endsAt;
  return {
    async renew(confirmed) {
      const askedAt = readMonotonic();
      const { rows } = await sql<{ revision: number }>`
        insert into hubs (id, url, started_at, lease_until, confirmed)
        values (${id}, ${url}, now(), now() + ${LEASE_MS} * interval '1 millisecond', ${confirmed})
        on conflict (id) do update set
          lease_until = excluded.lease_until, confirmed = greatest(hubs.confirmed, excluded.confirmed)
        returning (select revision::int from network_state) as revision`.execute(store);
      const revision = rows[0]?.revision ?? 0;
      if (!isTimeLeft()) required = revision;
      known = Math.max(known, confirmed);
      endsAt = Math.max(endsAt, askedAt + LEASE_MS * COUNTED);
      return revision;
    },
    isHeld: () => known >= required && isTimeLeft(),
    async release() {
      endsAt = Number.NEGATIVE_INFINITY;
      // Hubs that were killed leave their rows behind.
      await sql`delete from hubs where id = ${id} or lease_until < now() - interval '1 day'`.execute(store);
    },
  };
}
