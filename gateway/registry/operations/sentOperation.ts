/** An operation that platforms sent. Invariant: nothing of its text is kept, so nothing that a client wrote can be. */

export interface SentOperation {
  readonly platform: string;
  /** Tells it from others; `OTHERS` stands for several. */
  readonly hash: string;
  /** What it asks for, as `LockerLeg.deadline`, and gives, as `LockerLeg.events(last:)`. */
  readonly coordinates: ReadonlySet<string>;
  /** How often it was sent in the time that is looked at. */
  readonly count: number;
}

/** What platforms sent, as far as it is looked at. */
export interface SentOperations {
  readonly operations: readonly SentOperation[];
  /** By platform: how many more it sent, all of them less often. */
  readonly leftOut: ReadonlyMap<string, number>;
}

/** In the place of a hash: all operations of a platform and day for which there was no more room, counted as one. */
export const OTHERS = 'others';
