/**
 * The demo's clock. It begins at the anchor of the demo's data, so that parcels stay as fresh as told, and goes on from there: at a
 * later start from the newest thing that somebody did, which would lie in the future otherwise. See decision 0004.
 */
import { sql } from 'kysely';
import type { Store } from '../../store/openStore.ts';

/** What is published and signed at the first start is dated so long before the anchor, by that clock. */
const INTRODUCED_BEFORE_MS = 10 * 60_000;

export interface DemoClock {
  /** Milliseconds since the epoch; not a number before `begin`. */
  readNow(): number;
  /** Begins before the anchor, for what has to have happened by then; or after the newest thing in the store. */
  begin(anchor: number, store: Store): Promise<void>;
  /** Goes on to the anchor, where it is not past it. */
  reachAnchor(): void;
}

/** A clock that stands still until it begins; `readReal` is the machine's. */
export function createDemoClock(readReal: () => number = Date.now): DemoClock {
  let ahead = Number.NaN;
  let reached = Number.NaN;
  const readNow = () => readReal() + ahead;
  return {
    readNow,
    async begin(anchor, store) {
      reached = anchor;
      const time = Math.max(anchor - INTRODUCED_BEFORE_MS, await readNewest(store));
      ahead = time - readReal();
    },
    reachAnchor() {
      ahead += Math.max(0, reached - readNow());
    },
  };
}

/** When the hub that has this store last took something in, by its clock; minus infinity for an empty store. */
async function readNewest(store: Store): Promise<number> {
  const { rows } = await sql<{ newest: Date | null }>`
    select greatest(
      (select max(registered_at) from participants), (select max(greatest(added_at, revoked_at)) from participant_keys),
      (select max(published_at) from subgraph_versions), (select max(received_at) from records),
      (select max(continuity_at) from legs)) as newest`.execute(store);
  return rows[0]?.newest?.getTime() ?? Number.NEGATIVE_INFINITY;
}
