/**
 * The life of the agreements of one pair, operator and platform, as its signed records tell it, and how the two stand at one
 * time. Invariant: plain data; what it says at a time follows from the records alone, whoever reads them.
 */

/** What brought a pair's sharing to a stop, or will. */
export interface Stop {
  readonly kind: 'SUSPENSION' | 'TERMINATION';
  /** Code of the party that declared it. */
  readonly by: string;
  /** A reason code, as `SECURITY_INCIDENT`. */
  readonly reason: string;
  /** Milliseconds since the epoch, like all times here. */
  readonly declaredAt: number;
  /** When it takes effect: after the notice, or at once for the reasons that allow it. */
  readonly effectiveAt: number;
  /** When it was taken back or ends by itself; null while it holds. Exclusive. */
  readonly endsAt: number | null;
}

/** What a mediator ordered: it restores the floor or narrows, never widens. */
export interface InterimMeasure {
  readonly by: string;
  readonly kind: 'RESTORE_FLOOR' | 'NARROW';
  readonly from: number;
  /** Exclusive. */
  readonly until: number;
  /** With `NARROW`: the fields that are withheld meanwhile, as `Recipient.phone`. */
  readonly withhold: readonly string[];
}

export interface Dispute {
  readonly by: string;
  readonly openedAt: number;
  readonly settledAt: number | null;
}

/** A version that both have signed, or one side has tightened with notice. */
export interface AgreedVersion {
  readonly version: number;
  /** The SDL document. */
  readonly document: string;
  /** When it comes into force: as it says itself, not before it was signed or its notice was over. */
  readonly from: number;
  /** When it is no longer in force: as it says itself, or when the next version comes into force. Exclusive. */
  readonly until: number;
  /** When the second signature, or the one side's declaration, was given. */
  readonly agreedAt: number;
  /** How long after it is declared a stop takes effect. */
  readonly noticeHours: number;
}

/** An offer that waits for the other side. */
export interface PendingOffer {
  readonly version: number;
  readonly document: string;
  readonly by: string;
  readonly at: number;
}

/** Everything that the records of a pair come to. */
export interface PairLife {
  readonly operator: string;
  readonly platform: string;
  /** In order of their force; of two at one time there is none. A version that a later one came before is not here. */
  readonly versions: readonly AgreedVersion[];
  /** The number of the version that was agreed last; 0 before the first. */
  readonly lastVersion: number;
  /** When the last step was taken; null before the first. */
  readonly lastAt: number | null;
  readonly offer: PendingOffer | null;
  /** All there ever were, in the order in which they were declared. */
  readonly stops: readonly Stop[];
  readonly disputes: readonly Dispute[];
  readonly measures: readonly InterimMeasure[];
}

export type LifeState =
  | 'NONE'
  | 'NOT_YET'
  | 'IN_FORCE'
  | 'SUSPENSION_NOTICED'
  | 'SUSPENDED'
  | 'TERMINATION_NOTICED'
  | 'TERMINATED'
  | 'EXPIRED';

/** How a pair stands at one time. Fields are shared in `IN_FORCE` and while a notice runs. */
export interface LifeStanding {
  readonly state: LifeState;
  /** Since when it is so. */
  readonly since: number | null;
  /** Who brought it about; null for time alone. */
  readonly by: string | null;
  readonly reason: string | null;
  /** What happens next by time alone, and when. Of a time before the last step it is what came next. */
  readonly next: { readonly state: LifeState; readonly at: number } | null;
  /** The version in force, else the last one that was. */
  readonly version: number | null;
  /**
   * Set while only the continuity floor is served: parcels that were accepted before this time are in it. With an interim
   * measure that restores the floor it is the time of the order.
   */
  readonly floorBefore: number | null;
  /** Fields that an interim measure withholds now. */
  readonly withheld: ReadonlySet<string>;
  readonly isDisputed: boolean;
  readonly measure: InterimMeasure | null;
}
