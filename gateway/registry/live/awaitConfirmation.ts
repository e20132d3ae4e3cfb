/** Waits until a change is live: every hub that shares the store answers by it, or has lost its lease. */
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Store } from '../../store/openStore.ts';
import { LEASE_MS } from './createLease.ts';

const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 100;
/** A lease that nobody renews has run out by then, so something is wrong with the store or its clock. */
const LIMIT_MS = 4 * LEASE_MS;

/** Rejects when it takes several times as long as a lease, or the store fails: then it is not known who has taken it in. */
export async function awaitConfirmation(
  store: Store,
  revision: number,
  readMonotonic: () => number = () => performance.now(),
): Promise<void> {
  const limit = readMonotonic() + LIMIT_MS;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const { rows } = await sql<{ behind: number }>`
      select count(*)::int as behind from hubs
      where lease_until > clock_timestamp() and confirmed < ${revision}`.execute(store);
    if (rows[0]?.behind === 0) return;
    if (readMonotonic() > limit) throw new Error(`revision ${revision} was not confirmed by every hub`);
    await sleep(pause);
  }
}
