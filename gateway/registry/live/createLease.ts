/**
 * A hub's lease on what it knows: while it holds, every change waits until this hub has taken it in; once it has run out, changes
 * do not wait for the hub any more, and it may not answer by agreements that may have ended.
 * Invariants: this hub takes its lease for over before the store does: it counts from before it asked, and a little less. A lease
 * that had run out counts again only once the hub knows what was newest when the store had it again.
 */
import { sql } from 'kysely';
import { readRevision } from '../../store/changeNetwork.ts';
import type { Store } from '../../store/openStore.ts';

/** How long a lease holds, in milliseconds: the longest that a change waits for a hub that is gone. */
export const LEASE_MS = 3_000;
/** How much of it this hub counts on: clocks do not all run alike. */
const COUNTED = 0.9;

export interface Lease {
  /** Renews the lease, saying which revision this hub answers by, and returns the newest. Rejects when the store does. */
  renew(confirmed: number): Promise<number>;
  isHeld(): boolean;
  /** The newest time by the hub's clock at which it was certain of its agreements; of the opening before the first one. */
  certainAt(): number;
  /** Gives the lease up at once, so that no change waits for this hub; it can be had again. Rejects when the store does. */
  giveUp(): Promise<void>;
  /** The same for ever: whatever is renewed later is refused. */
  release(): Promise<void>;
}

export interface LeaseOptions {
  readonly store: Store;
  /** Tells this process from all others that ever were. */
  readonly id: string;
  readonly url: string;
  /** Milliseconds of a clock that nobody sets; it may stand still while the machine is suspended. */
  readonly readMonotonic: () => number;
  /** Milliseconds of the machine's clock, which goes on then; it may be set. */
  readonly readWall: () => number;
  /** The hub's clock: milliseconds since the epoch. */
  readonly readNow: () => number;
}

/** A time by both clocks. */
interface Instant {
  readonly monotonic: number;
  readonly wall: number;
}

const NEVER: Instant = { monotonic: Number.NEGATIVE_INFINITY, wall: Number.NEGATIVE_INFINITY };

/** A lease that is not held yet. */
export function createLease({ store, id, url, readMonotonic, readWall, readNow }: LeaseOptions): Lease {
  let renewedAt = NEVER;
  /** What this hub has to know before a lease counts that had run out in between: changes did not wait for it. */
  let required = Number.POSITIVE_INFINITY;
  let known = -1;
  let certainAt = readNow();
  /** Counts how often the lease was given up: what was asked before that is no renewal any more. */
  let era = 0;
  let isReleased = false;
  let underWay: Promise<unknown> = Promise.resolve();

  const readClocks = (): Instant => ({ monotonic: readMonotonic(), wall: readWall() });
  const isTimeLeft = (): boolean => {
    const now = readClocks();
    const passed = Math.max(now.monotonic - renewedAt.monotonic, now.wall - renewedAt.wall);
    return passed < LEASE_MS * COUNTED;
  };
  const isHeld = () => known >= required && isTimeLeft();

  const renew = async (confirmed: number): Promise<number> => {
    if (isReleased) throw new Error('the lease was given back');
    const [asked, askedNow, askedEra] = [readClocks(), readNow(), era];
    let revision = await writeLease(store, { id, url, confirmed });
    if (askedEra !== era) return revision;
    if (!isTimeLeft() || required === Number.POSITIVE_INFINITY) {
      // Only now does every change wait for this hub. What the statement above saw may be of before: it can have waited.
      revision = await readRevision(store);
      if (askedEra !== era) return revision;
      required = revision;
    }
    known = Math.max(known, confirmed);
    if (asked.monotonic > renewedAt.monotonic) renewedAt = asked;
    if (isHeld()) certainAt = Math.max(certainAt, askedNow);
    return revision;
  };
  const forget = (): void => {
    era += 1;
    renewedAt = NEVER;
    required = Number.POSITIVE_INFINITY;
  };
  const remove = async (): Promise<void> => {
    // A renewal under way would write the lease again after it is gone.
    await underWay;
    // Hubs that were killed leave their rows behind.
    await sql`delete from hubs where id = ${id} or lease_until < now() - interval '1 day'`.execute(store);
  };
  return {
    // One after the other: what a renewal found that was overtaken says less than what the later one found.
    renew(confirmed) {
      const renewal = underWay.then(() => renew(confirmed));
      underWay = renewal.catch(() => {});
      return renewal;
    },
    isHeld,
    certainAt: () => certainAt,
    giveUp() {
      forget();
      return remove();
    },
    release() {
      isReleased = true;
      forget();
      return remove();
    },
  };
}

/** Writes the lease; what was renewed later stands, in whichever order the statements come. Returns the newest revision it sees. */
async function writeLease(
  store: Store,
  { id, url, confirmed }: { readonly id: string; readonly url: string; readonly confirmed: number },
): Promise<number> {
  const { rows } = await sql<{ revision: number }>`
    insert into hubs (id, url, started_at, lease_until, confirmed)
    values (${id}, ${url}, now(), now() + ${LEASE_MS} * interval '1 millisecond', ${confirmed})
    on conflict (id) do update set
      lease_until = greatest(hubs.lease_until, excluded.lease_until),
      confirmed = greatest(hubs.confirmed, excluded.confirmed)
    returning (select revision::int from network_state) as revision`.execute(store);
  return rows[0]?.revision ?? 0;
}
