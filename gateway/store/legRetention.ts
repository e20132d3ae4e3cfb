/**
 * Deletes legs of which nothing was heard for as long as the network keeps them. Invariants: the legs of a parcel go together,
 * once all of them are that old; nobody is kept waiting by it, and it waits for nobody: what others are writing stays.
 *
 * It reads the legs page by page, in the order in which they lie: an index by age would cost every announcement a write, and
 * here there is an hour's time.
 */
import { sql } from 'kysely';
import type { Store } from './openStore.ts';

export interface RetentionOptions {
  /** How long a leg is kept after the last that happened to it. */
  readonly days: number;
  /** The hub's clock, in milliseconds since the epoch. */
  readonly readNow: () => number;
  /** Hears of every time that it could not be done; it is tried again the next time. */
  readonly onError: (error: unknown) => void;
  /** Hears of how many legs were deleted, where any were. */
  readonly onDeleted?: (legs: number) => void;
  readonly firstMs?: number;
  readonly everyMs?: number;
}

export interface SweepOptions {
  /** Parcels of one transaction. */
  readonly parcels?: number;
  /** Pages of one statement that looks for them. */
  readonly pages?: number;
  /** Asked between statements. */
  readonly isStopped?: () => boolean;
}

const DAY_MS = 86_400_000;
/** A hub that has just started has better things to do. */
const FIRST_MS = 3 * 60_000;
const EVERY_MS = 60 * 60_000;
const MAX_PARCELS = 1_000;
/** 32 MB: far from the time that a statement may take, and some ten thousand parcels at the most. */
const MAX_PAGES = 4_096;

/** When anything last happened to a leg; `greatest` passes over nulls. */
const LAST = sql`greatest(updated_at, final_at, continuity_at)`;

/** Deletes by a timer that keeps no process alive, until it is closed. Never throws. */
export function startRetention(
  store: Store,
  { days, readNow, onError, onDeleted = () => {}, firstMs = FIRST_MS, everyMs = EVERY_MS }: RetentionOptions,
): { close(): Promise<void> } {
  let isClosed = false;
  let sweeping: Promise<unknown> = Promise.resolve();
  let timer = setTimeout(sweep, firstMs).unref();

  function sweep(): void {
    sweeping = deleteNow()
      .catch(onError)
      .finally(() => {
        if (!isClosed) timer = setTimeout(sweep, everyMs).unref();
      });
  }

  async function deleteNow(): Promise<void> {
    const legs = await deleteOldLegs(store, readNow() - days * DAY_MS, { isStopped: () => isClosed });
    if (legs > 0) onDeleted(legs);
  }

  return {
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await sweeping;
    },
  };
}

/** Deletes the parcels to which nothing happened since then, milliseconds since the epoch. Gives the number of legs. */
export async function deleteOldLegs(
  store: Store,
  before: number,
  { parcels = MAX_PARCELS, pages = MAX_PAGES, isStopped = () => false }: SweepOptions = {},
): Promise<number> {
  let deleted = 0;
  const time = new Date(before);
  for (const table of await listTables(store)) {
    for (let page = 0; page < table.pages; page += pages) {
      if (isStopped()) return deleted;
      const old = await findOld(store, table.name, { begin: page, end: page + pages, before: time });
      for (let start = 0; start < old.length && !isStopped(); start += parcels) {
        deleted += await deleteParcels(store, old.slice(start, start + parcels), time);
      }
    }
  }
  return deleted;
}

/** The tables that hold legs, the partitions on a server, each with how many pages it has now. */
async function listTables(
  store: Store,
): Promise<readonly { readonly name: string; readonly pages: number }[]> {
  const { rows } = await sql<{ name: string; pages: number }>`
    select c.relname as name,
      ceil(pg_relation_size(c.oid)::float8 / current_setting('block_size')::int) as pages
    from pg_class c
    where c.relkind = 'r' and (c.oid = 'legs'::regclass
      or c.oid in (select inhrelid from pg_inherits where inhparent = 'legs'::regclass))
    order by c.oid`.execute(store);
  return rows;
}

/** Parcels with a leg on these pages that is old enough; their other legs may lie anywhere. */
async function findOld(
  store: Store,
  table: string,
  { begin, end, before }: { readonly begin: number; readonly end: number; readonly before: Date },
): Promise<readonly string[]> {
  const { rows } = await sql<{ parcel: string }>`
    select distinct parcel from ${sql.table(table)}
    where ctid >= ${`(${begin},0)`}::tid and ctid < ${`(${end},0)`}::tid and ${LAST} < ${before}`.execute(
    store,
  );
  return rows.map(({ parcel }) => parcel);
}

/**
 * Deletes those of the parcels whose legs are all old, and gives the number of legs. First their old legs are locked, without those
 * that an announcement or another hub has locked: so it can be in no circle of hubs that wait for one another. Then, by what
 * is committed by now, the parcels go of which no leg is left out.
 */
async function deleteParcels(store: Store, parcels: readonly string[], before: Date): Promise<number> {
  return store.transaction().execute(async (change) => {
    // By the index, whatever the statistics say: a thousand parcels are few.
    await sql`set local enable_seqscan = off`.execute(change);
    const of = sql`parcel = any(${[...parcels]}::uuid[])`;
    const locked = countByParcel(
      await sql<ParcelRow>`select parcel from legs where ${of} and ${LAST} < ${before} for update skip locked`.execute(
        change,
      ),
    );
    const all = countByParcel(await sql<ParcelRow>`select parcel from legs where ${of}`.execute(change));
    const whole = [...locked].filter(([parcel, legs]) => all.get(parcel) === legs).map(([parcel]) => parcel);
    const { numAffectedRows = 0n } = await sql`
      delete from legs where parcel = any(${whole}::uuid[]) and ${LAST} < ${before}`.execute(change);
    return Number(numAffectedRows);
  });
}

interface ParcelRow {
  readonly parcel: string;
}

function countByParcel({ rows }: { readonly rows: readonly ParcelRow[] }): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { parcel } of rows) counts.set(parcel, (counts.get(parcel) ?? 0) + 1);
  return counts;
}
