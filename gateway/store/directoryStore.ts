/**
 * The directory's questions to the store: which legs belong to a tracking number, and which parcels are a platform's.
 * Invariant: a question costs one statement, whatever it finds, so that an unknown and a hidden number cost the same.
 */
import { createHash, createHmac } from 'node:crypto';
import { CompiledQuery, sql } from 'kysely';
import { groupBy } from '../base/groupBy.ts';
import { mapInSlices } from '../base/mapInSlices.ts';
import { coalesce } from './coalesce.ts';
import { type ContinuityKeeper, createContinuityKeeper } from './continuityKeeper.ts';
import { digestNumber } from './digestNumber.ts';
import { COLUMNS, KNOWN_TIMES, LEG_COLUMNS, type LegRow, toMillis } from './legColumns.ts';
import { createMissCounter, type MissCounter } from './missCounter.ts';
import type { Store } from './openStore.ts';
import { findOwnParcels, type OwnParcel, type OwnParcelsQuestion } from './ownParcels.ts';
import { type LegMemoryOptions, rememberLegs } from './rememberLegs.ts';
import type { LastKnownValues } from './tables.ts';

export type { LegRow } from './legColumns.ts';
export type { OwnParcel, OwnParcelsQuestion, ParcelPosition } from './ownParcels.ts';

/** A leg as an operator announces it. Times are ISO 8601. */
export interface LegAnnouncement {
  /** What the legs of one parcel have in common; the hub makes its own parcel id from it. */
  readonly parcel: string;
  readonly seq: number;
  readonly operator: string;
  readonly waybill: string;
  readonly role: 'courier' | 'locker';
  readonly platform: string | null;
  readonly acceptedAt: string | null;
  readonly finalAt: string | null;
  readonly status: string;
  readonly substatus: string | null;
  readonly everReached: readonly string[];
  readonly updatedAt: string;
  /** Last known values of `@continuity` fields beside status and sub-status, by the names of the contract. */
  readonly continuity?: LastKnownValues | null;
}

export interface DirectoryStore {
  /** 32 bytes that seal the cursors of lists: hubs that share the number key can read each other's. */
  readonly cursorKey: Uint8Array;
  /**
   * Adds or updates legs, all or none; an announcement of an older acceptance of a reused number changes nothing. None where
   * `keyId` is the id of a participant's key that is revoked by then. What a leg ever reached stays reached, announced again or not.
   */
  announce(legs: readonly LegAnnouncement[], keyId?: string): Promise<void>;
  /**
   * For each number, the legs of every parcel that has a leg of that number. One statement for all numbers; callers that
   * wait at the same time share it.
   */
  findByNumbers(trackingNumbers: readonly string[]): Promise<readonly (readonly LegRow[])[]>;
  /** The same from memory, for when that fails; null for a number that was not asked for lately. */
  recall?(trackingNumbers: readonly string[]): readonly (readonly LegRow[] | null)[];
  /** Keeps values that operators answered for the continuity floor, in the background; see `createContinuityKeeper`. */
  readonly continuity?: ContinuityKeeper;
  /** The platform's own parcels, newest first. One statement. */
  findOwn(question: OwnParcelsQuestion): Promise<readonly OwnParcel[]>;
  /** How often platforms asked for numbers that were not visible to them. */
  readonly misses: MissCounter;
  /** The number of legs. */
  count(): Promise<number>;
}

const FIND_BY_NUMBERS = `select l.number_digest, ${LEG_COLUMNS} from find_legs($1::text[]) l`;

/** A number that is used again begins anew: what was known of the parcel before is nobody else's. */
const IS_OF_SAME_PARCEL =
  'legs.parcel = excluded.parcel and legs.platform is not distinct from excluded.platform';

// Nearly always what is announced is newer than all that is kept, and says everything that is kept anew: to merge costs ten times as much.
const SAYS_ALL_ANEW = `
  (legs.continuity_at <= excluded.updated_at and not exists (
    select 1 from jsonb_each(legs.continuity) k (name, value)
    where not excluded.continuity ? k.name or (jsonb_typeof(k.value) = 'object' and jsonb_typeof(excluded.continuity -> k.name) = 'object'
      and not excluded.continuity -> k.name ?& array(select jsonb_object_keys(k.value)))))`;

// Else each field has the newer value; of one time the announced one.
const MERGED = `merge_known(excluded.continuity, ${toMillis('excluded.updated_at')}, legs.continuity, ${KNOWN_TIMES})`;
const mergeContinuity = (field: 'known' | 'known_at', column: string) => `
  case when legs.continuity is null or not (${IS_OF_SAME_PARCEL}) then excluded.${column}
    when excluded.continuity is null then legs.${column}
    when ${SAYS_ALL_ANEW} then excluded.${column} else (${MERGED}).${field} end`;

// Nearly always an announcement says all that was reached, and nothing is added.
const EVER_REACHED = `
  case when legs.ever_reached <@ excluded.ever_reached or not (${IS_OF_SAME_PARCEL}) then excluded.ever_reached
    else excluded.ever_reached || array(select unnest(legs.ever_reached) except select unnest(excluded.ever_reached)) end`;

// `json` and not `jsonb`, which sorts the names of every leg first; the names are short because each leg repeats them.
const ANNOUNCE = `
  insert into legs (number_digest, ${COLUMNS})
  select a.n, a.o, a.w, a.p, a.i, a.r, a.f, a.a, a.e, a.s, a.t, a.x, coalesce(a.a, a.u), a.u,
    a.c, case when a.c is not null then a.u end, null
  from json_to_recordset($1::json) as a (
    n text, o text, w text, p uuid, i integer, r text, f text, a timestamptz, e timestamptz, s text, t text, x text[],
    u timestamptz, c jsonb)
  where $2::text is null or exists (select 1 from participant_keys k where k.id = $2 and k.revoked_at is null)
  on conflict (number_digest, operator, waybill) do update set
    parcel = excluded.parcel, seq = excluded.seq, role = excluded.role, platform = excluded.platform,
    accepted_at = excluded.accepted_at, final_at = excluded.final_at, status = excluded.status,
    substatus = excluded.substatus, ever_reached = ${EVER_REACHED}, ordered_at = excluded.ordered_at,
    updated_at = excluded.updated_at,
    continuity = ${mergeContinuity('known', 'continuity')},
    continuity_times = ${mergeContinuity('known_at', 'continuity_times')},
    continuity_at = case when ${IS_OF_SAME_PARCEL} then greatest(excluded.continuity_at, legs.continuity_at) else excluded.continuity_at end
  where excluded.updated_at >= legs.updated_at`;

/** After so many legs others have their turn: digests take some milliseconds. */
const SLICE = 250;

/** A leg as `ANNOUNCE` reads it; what is undefined is left out, and null. */
function writeRow(leg: LegAnnouncement, key: Uint8Array) {
  return {
    n: digestNumber(key, leg.waybill),
    o: leg.operator,
    w: leg.waybill,
    p: parcelIdOf(key, leg.parcel),
    i: leg.seq,
    r: leg.role,
    f: leg.platform ?? undefined,
    a: leg.acceptedAt ?? undefined,
    e: leg.finalAt ?? undefined,
    s: leg.status,
    t: leg.substatus ?? undefined,
    x: leg.everReached,
    u: leg.updatedAt,
    c: leg.continuity ?? undefined,
  };
}

/** The directory over a store; `key` digests tracking numbers. `onError` hears of misses that could not be counted. */
export function createDirectoryStore(
  store: Store,
  key: Uint8Array,
  onError: (error: unknown) => void = () => {},
  memoryOptions: LegMemoryOptions = {},
): DirectoryStore {
  const refreshStatistics = createStatisticsKeeper(store);
  const findByDigests = coalesce(async (digests) => {
    const { rows } = await store.executeQuery<DigestedRow>(CompiledQuery.raw(FIND_BY_NUMBERS, [digests]));
    return groupByDigest(digests, rows);
  });
  const memory = rememberLegs(async (trackingNumbers) => {
    const digests = trackingNumbers.map((trackingNumber) => digestNumber(key, trackingNumber));
    const found = await findByDigests(digests);
    return digests.map((digest) => found.get(digest) ?? []);
  }, memoryOptions);
  return {
    continuity: createContinuityKeeper(store, key, onError),
    cursorKey: createHmac('sha256', key).update('cursor').digest(),
    misses: createMissCounter(store, onError),
    async announce(legs, keyId) {
      const rows = await mapInSlices(newestOfEach(legs), SLICE, (leg) => writeRow(leg, key));
      // Calls that bring the same legs lock them in one order: they wait for one another, and never in a circle.
      rows.sort((one, other) => (one.n < other.n ? -1 : 1));
      await store.executeQuery(CompiledQuery.raw(ANNOUNCE, [JSON.stringify(rows), keyId ?? null]));
      refreshStatistics(rows.length);
    },

    findByNumbers: memory.findByNumbers,
    recall: memory.recall,

    findOwn: (question) => findOwnParcels(store, question),

    async count() {
      const { rows } = await sql<{ count: number }>`select count(*)::int as count from legs`.execute(store);
      return rows[0]?.count ?? 0;
    },
  };
}

type DigestedRow = LegRow & { readonly number_digest: string };

/** For each digest the legs of every parcel that has a leg of that digest. */
function groupByDigest(
  digests: readonly string[],
  rows: readonly DigestedRow[],
): ReadonlyMap<string, readonly LegRow[]> {
  const byParcel = groupBy(rows, (row) => row.parcel);
  const byDigest = groupBy(rows, (row) => row.number_digest);
  return new Map(
    digests.map((digest) => {
      const parcels = new Set((byDigest.get(digest) ?? []).map((row) => row.parcel));
      return [digest, [...parcels].flatMap((parcel) => byParcel.get(parcel) ?? [])];
    }),
  );
}

/**
 * Refreshes the planner's statistics whenever eight times as much was announced. The embedded database has no daemon that
 * would, and without statistics a join reads whole tables: 19 ms instead of 0.7 ms with 31,000 legs. Nobody waits for it: it takes
 * seconds on a server, where the partitions are read one by one, and whether it succeeds changes no answer.
 */
function createStatisticsKeeper(store: Store): (changedRows: number) => void {
  let changed = 0;
  let next = 1_000;
  return (changedRows) => {
    changed += changedRows;
    if (changed < next) return;
    next = changed * 8;
    sql`analyze legs`.execute(store).catch(() => {});
  };
}

/** One announcement per leg, since a statement cannot update a row twice: the newest acceptance stands, with all it reached. */
function newestOfEach(legs: readonly LegAnnouncement[]): readonly LegAnnouncement[] {
  const newest = new Map<string, LegAnnouncement>();
  for (const leg of legs) {
    const id = `${leg.operator} ${leg.waybill}`;
    const known = newest.get(id);
    if (known === undefined) newest.set(id, leg);
    else if (Date.parse(known.updatedAt) <= Date.parse(leg.updatedAt)) newest.set(id, addReached(leg, known));
  }
  return [...newest.values()];
}

/** As `EVER_REACHED` does for announcements that come one after the other. */
function addReached(leg: LegAnnouncement, before: LegAnnouncement): LegAnnouncement {
  if (leg.parcel !== before.parcel || leg.platform !== before.platform) return leg;
  return { ...leg, everReached: [...new Set([...leg.everReached, ...before.everReached])] };
}

/** The hub's parcel id: from a keyed hash, so that it tells nothing of what it was made from. */
function parcelIdOf(key: Uint8Array, parcel: string): string {
  const hex = createHash('sha256').update(key).update(parcel).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
