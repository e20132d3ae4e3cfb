/**
 * What an agreement says about one leg and one field, and the form of the table that says it.
 * Invariant: whoever asks gets a closed union; there is no answer that could be mistaken for a disclosure.
 */
import type { AgreementTerms, Clause } from './agreement.ts';

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
  /** The decision about `Type.field`, one step: a field is granted when every step of the path from the leg to it is. */
  decide(coordinate: string): Decision;
}

/** Pure and total: no clock, no I/O, never throws. `now` is milliseconds since the epoch, one per request. */
export type DecideLeg = (caller: Caller, leg: LegFacts, now: number) => LegPolicy;

/** How operator and platform stand at one time. `agreement` is the one in force, else the last one over, else the next. */
export interface PairStanding {
  readonly state: 'IN_FORCE' | 'EXPIRED' | 'NOT_YET' | 'NONE';
  readonly agreement: AgreementTerms | null;
}

/** Every agreement of the network, compiled: what a snapshot of the network holds. */
export interface AgreementTable {
  readonly decideLeg: DecideLeg;
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
    readPair: () => ({ state: 'IN_FORCE', agreement: null }),
    listInForce: () => [],
    coordinatesFor: () => EVERY_COORDINATE,
  };
}

/** Discloses every field of every leg: for measurements, never for real data. */
export const allowEverything: DecideLeg = () => EVERYTHING;
