/** An operation that platforms sent. Invariant: its text has no literal and no name of a client's own in it. */

export interface SentOperation {
  readonly platform: string;
  readonly hash: string;
  readonly document: string;
  /** What it asks for, as `LockerLeg.deadline`. */
  readonly coordinates: ReadonlySet<string>;
  /** How often it was sent in the time that is looked at. */
  readonly count: number;
}
