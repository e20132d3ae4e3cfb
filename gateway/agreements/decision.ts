/**
 * What an agreement says about one leg and one field, and the form of the table that says it.
 * Invariant: whoever asks gets a closed union; there is no answer that could be mistaken for a disclosure.
 */
import type { AgreementTerms, Clause } from './agreement.ts';
import type { LifeStanding, LifeState } from './life/pairLife.ts';

/** Who asks, and why: the caller's platform and the purpose it declared for this request. */
export interface Caller {
  readonly platform: string;
  readonly purpose: string;
}

/** What the caller has to do with a parcel; the three are disjoint. */
export type Relation = 'OWN' | 'DELEGATED' | 'FOREIGN';

/** What the directory knows of a leg and a decision may rest on. Times are milliseconds since the epoch. */
export interface LegFacts {
  readonly operator: string;
  /** What the operator does; left out where it is not known. A leg of a known role is visible by fields of its own type only. */
  readonly role?: 'courier' | 'locker';
  readonly relation: Relation;
  readonly acceptedAt: number | null;
  readonly everReached: readonly string[];
  readonly finalAt: number | null;
  /** What all operators of the parcel say of it; left out where that is not known: then no continuity floor is served. */
  readonly parcel?: ParcelFacts;
}

/** What the continuity floor rests on. Milliseconds since the epoch. */
export interface ParcelFacts {
  /** When the first of its operators had accepted it; null where none has. */
  readonly acceptedAt: number | null;
  /** When the last of its operators that is done was done; null while none is. */
  readonly finalAt: number | null;
}

/** Why a field is withheld, as callers read it. The list is closed: clients branch on it. */
export type WithholdCode =
  | 'NO_AGREEMENT'
  | 'NOT_SHARED'
  | 'PURPOSE'
  | 'NOT_OWN_PARCEL'
  | 'PHASE_OVER'
  | 'SUSPENDED'
  | 'EXPIRED'
  | 'CONTINUITY_ONLY';

/** `clause` is what decided: the one that grants, or the nearest one that does not; null where there is none. */
export type Decision =
  | { readonly kind: 'disclose'; readonly clause: Clause | null }
  | { readonly kind: 'mask'; readonly mask: string; readonly clause: Clause | null }
  | { readonly kind: 'withhold'; readonly code: WithholdCode; readonly clause: Clause | null };

/** Everything decided about one leg. Two legs with one fingerprint are decided alike in every field. */
export interface LegPolicy {
  /** Stands for every decision below, codes included: what caches and batches are keyed by. */
  readonly fingerprint: string;
  /**
   * False when no field of the leg can be granted: then the leg does not exist for the caller. It rests on operator, caller,
   * relation and time alone, never on the leg's state: lists are cut by operator before any leg is looked at.
   */
  readonly isVisible: boolean;
  /** True when a granted field is granted only until the leg reaches a status: it is decided again on the fresh status. */
  readonly dependsOnState: boolean;
  /** The agreement that decided, in force at the time; null where there is none. */
  readonly agreement: AgreementTerms | null;
  /** Set where only last known values are served: the operator is not asked for the leg. */
  readonly floor?: Floor;
  /** The decision about `Type.field`, one step: a field is granted when every step of the path from the leg to it is. */
  decide(coordinate: string): Decision;
}

/** Why a leg is served from last known values alone, and which parcels are. */
export interface Floor {
  readonly code: WithholdCode;
  /** Parcels that were accepted before this time, milliseconds since the epoch. */
  readonly before: number;
}

/**
 * Pure and total: no clock, no I/O, never throws. `now` is milliseconds since the epoch, one per request. `forceAt` is the time
 * at which the agreement was in force, where that is not now: phases still count from `now`.
 */
export type DecideLeg = (caller: Caller, leg: LegFacts, now: number, forceAt?: number) => LegPolicy;

/** How operator and platform stand at one time. `agreement` is the one in force, else the last one over, else the next. */
export interface PairStanding {
  readonly state: LifeState;
  readonly agreement: AgreementTerms | null;
  /** What the signed records say of it; left out where agreements have no records. */
  readonly life?: LifeStanding;
}

/** Every agreement of the network, compiled: what a snapshot of the network holds. */
export interface AgreementTable {
  readonly decideLeg: DecideLeg;
  /** What of a leg is served while its operator does not answer; null where nothing is. Pure and total. */
  readFloor(policy: LegPolicy, leg: LegFacts, now: number): LegPolicy | null;
  /** How a pair stands. Pure and total. */
  readPair(operator: string, platform: string, now: number): PairStanding;
  /** Agreements of a platform with anybody that are in force. Pure and total. */
  listInForce(platform: string, now: number): readonly AgreementTerms[];
  /**
   * Coordinates that any agreement of the platform can disclose or mask, at any time and for any purpose; or
   * `EVERY_COORDINATE`.
   */
  coordinatesFor(platform: string): ReadonlySet<string>;
}

/** Every coordinate there is or will be: it has whatever it is asked for, and cannot list it. */
export const EVERY_COORDINATE: ReadonlySet<string> = Object.assign(new Set<string>(), { has: () => true });

const DISCLOSE: Decision = { kind: 'disclose', clause: null };
const EVERYTHING: LegPolicy = {
  fingerprint: 'everything',
  isVisible: true,
  dependsOnState: false,
  agreement: null,
  decide: () => DISCLOSE,
};

/** A table around a function of one's own: for measurements and tests, never for real data. */
export function tableOf(decideLeg: DecideLeg): AgreementTable {
  return {
    decideLeg,
    readFloor: () => null,
    readPair: () => ({ state: 'IN_FORCE', agreement: null }),
    listInForce: () => [],
    coordinatesFor: () => EVERY_COORDINATE,
  };
}

/** Discloses every field of every leg: for measurements, never for real data. */
export const allowEverything: DecideLeg = () => EVERYTHING;
