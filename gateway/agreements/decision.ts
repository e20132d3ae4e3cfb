/**
 * What an agreement says about one leg and one field, and the form of the function that says it.
 * Invariant: whoever asks gets a closed union; there is no answer that could be mistaken for a disclosure.
 */

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
  readonly relation: Relation;
  readonly acceptedAt: number | null;
  readonly everReached: readonly string[];
  readonly finalAt: number | null;
}

export type Decision =
  | { readonly kind: 'disclose' }
  | { readonly kind: 'mask'; readonly mask: string }
  | { readonly kind: 'withhold'; readonly code: string };

/** Everything decided about one leg. Two legs with one fingerprint are decided alike in every field. */
export interface LegPolicy {
  readonly fingerprint: string;
  /**
   * False when no field of the leg is granted: then the leg does not exist for the caller. It rests on operator, caller and
   * relation alone, never on the leg's state: lists are cut by operator before any leg is looked at.
   */
  readonly isVisible: boolean;
  /** The decision about `Type.field`. */
  decide(coordinate: string): Decision;
}

/** Pure and total: no clock, no I/O, never throws. `now` is milliseconds since the epoch, one per request. */
export type DecideLeg = (caller: Caller, leg: LegFacts, now: number) => LegPolicy;

const DISCLOSE: Decision = { kind: 'disclose' };
const EVERYTHING: LegPolicy = { fingerprint: 'everything', isVisible: true, decide: () => DISCLOSE };

/** Discloses every field of every leg: for measurements and for a demo without agreements, never for real data. */
export const allowEverything: DecideLeg = () => EVERYTHING;
