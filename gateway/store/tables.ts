/**
 * The tables of the hub's store, as Kysely sees them.
 * Invariant: no column holds a `@personal` field; tracking numbers are found by a keyed digest only.
 */

import type { KnownTimes } from '../base/knownValues.ts';

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
  /** Every status the leg ever reached, announced or answered, for clauses that end with one; empty while nothing was announced. */
  readonly ever_reached: readonly string[];
  /** Acceptance, or the first announcement while it is not accepted: what lists are sorted by. */
  readonly ordered_at: Date;
  readonly updated_at: Date;
  /** Last known values of the other `@continuity` fields, as the contract names them; null while none is known. */
  readonly continuity: LastKnownValues | null;
  /** As of when the newest of them were. */
  readonly continuity_at: Date | null;
  /** As of when each of them was; null where all were at that time. */
  readonly continuity_times: KnownTimes | null;
}

/** Last known values of `@continuity` fields beside status and sub-status, none of them masked: `{ "coarsePlace": {...} }`. */
export type LastKnownValues = Readonly<Record<string, unknown>>;

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

/** One row: the number of changes to the network so far. */
export interface NetworkStateTable {
  readonly revision: number;
}

/** A hub process that shares the store. */
export interface HubTable {
  readonly id: string;
  readonly url: string;
  readonly started_at: Date;
  /** Until then the hub answers by what it knows; past it, it serves the continuity floor only. */
  readonly lease_until: Date;
  /** The revision that it answers by. */
  readonly confirmed: number;
}

/** Who takes part. `role` is set for operators, `purposes` for platforms. */
export interface ParticipantTable {
  readonly code: string;
  readonly kind: 'operator' | 'platform' | 'mediator' | 'administrator';
  readonly name: string;
  readonly role: 'courier' | 'locker' | null;
  readonly purposes: readonly string[];
  readonly registered_at: Date;
  readonly revision: number;
}

/** A participant's Ed25519 key; a participant can have several at once. */
export interface ParticipantKeyTable {
  /** The thumbprint of the public key (RFC 7638). */
  readonly id: string;
  readonly participant: string;
  /** The 32 bytes of the public key, base64url: the `x` of its JWK. */
  readonly public_key: string;
  readonly added_at: Date;
  /** From then on nothing that it signs is taken; what it signed before stays verifiable. */
  readonly revoked_at: Date | null;
  readonly revision: number;
}

/** A signed request that was taken: until it would be too old anyway it is not taken again. */
export interface NonceTable {
  readonly key_id: string;
  readonly nonce: string;
  readonly expires_at: Date;
}

/** What an operator has published last. */
export interface SubgraphTable {
  readonly operator: string;
  /** Counts from 1. */
  readonly version: number;
  readonly url: string;
  readonly sdl: string;
  readonly number_patterns: readonly { readonly format: string; readonly pattern: string }[];
  /** See `PublishedOperator.proof`. */
  readonly proof: string | null;
  readonly published_at: Date;
  readonly key_id: string;
  readonly revision: number;
}

/** Everything that an operator ever published. */
export interface SubgraphVersionTable extends Omit<SubgraphTable, 'proof' | 'revision'> {
  /** What the operator accepted knowingly: `breaking`, `privacy`. */
  readonly accepted: readonly string[];
}

/** How often a platform sent an operation on a UTC day; of its text there is nothing. */
export interface OperationTable {
  readonly platform: string;
  readonly hash: string;
  readonly day: string;
  /** What it asks for, as `LockerLeg.deadline`, and gives, as `LockerLeg.events(last:)`. */
  readonly coordinates: readonly string[];
  readonly count: number;
}

/** A signed step in the life of an agreement. */
export interface RecordTable {
  /** Operator and platform, as `hive-box--cainiao`. */
  readonly pair: string;
  /** Counts from 1 within the pair. */
  readonly seq: number;
  readonly hash: string;
  /** Canonical JSON (RFC 8785): the bytes that were signed. */
  readonly record: string;
  readonly key_id: string;
  readonly signature: string;
  readonly received_at: Date;
  readonly revision: number;
}

/** An operator was asked for a number and knew nothing of it; until then it is not asked again. */
export interface DiscoveryMissTable {
  readonly number_digest: string;
  readonly operator: string;
  readonly until: Date;
}

export interface StoreTables {
  readonly network_state: NetworkStateTable;
  readonly hubs: HubTable;
  readonly participants: ParticipantTable;
  readonly participant_keys: ParticipantKeyTable;
  readonly nonces: NonceTable;
  readonly subgraphs: SubgraphTable;
  readonly subgraph_versions: SubgraphVersionTable;
  readonly operations: OperationTable;
  readonly records: RecordTable;
  readonly discovery_misses: DiscoveryMissTable;
  readonly misses: MissTable;
  readonly marks: MarkTable;
  readonly legs: LegTable;
}
