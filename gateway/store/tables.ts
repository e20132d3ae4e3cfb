/**
 * The tables of the hub's store, as Kysely sees them.
 * Invariant: no column holds a `@personal` field; tracking numbers are found by a keyed digest only.
 */

/** One operator's leg, as announced: what the directory needs to find a parcel and to decide about its fields. */
export interface LegTable {
  readonly operator: string;
  readonly waybill: string;
  /** Keyed digest of the waybill: see `digestNumber`. */
  readonly number_digest: string;
  /** The hub's id of the parcel. */
  readonly parcel: string;
  /** Position of the leg in the journey, from 0. */
  readonly seq: number;
  readonly role: 'courier' | 'locker';
  /** The platform the parcel was ordered through; null for none. */
  readonly platform: string | null;
  readonly accepted_at: Date | null;
  readonly final_at: Date | null;
  /** Last known status and sub-status: `@continuity` fields, none personal. */
  readonly status: string;
  readonly substatus: string | null;
  /** Every status the leg ever reached, for clauses that end with a status. */
  readonly ever_reached: readonly string[];
  /** Acceptance, or the first announcement while it is not accepted: what lists are sorted by. */
  readonly ordered_at: Date;
  readonly updated_at: Date;
}

/** What was done to the store once, by name: which demo data it holds, say. */
export interface MarkTable {
  readonly name: string;
  readonly value: string;
}

/** How many numbers a platform asked for on a UTC day that were not visible, counted against an operator. */
export interface MissTable {
  readonly platform: string;
  readonly operator: string;
  /** As `2017-06-01`. */
  readonly day: string;
  readonly count: number;
}

export interface StoreTables {
  readonly misses: MissTable;
  readonly marks: MarkTable;
  readonly legs: LegTable;
}
