/**
 * A step in the life of a pair's agreements: who did what, when, after which other step. It is written as a record, signed,
 * and never changed. Invariant: what a step says is all there is to it; nothing beside the record decides what it does.
 */

/** Says what a record is, and by which rules it is read. */
export const RECORD_TYPE = 'tracking-hub-record/1';

/** Why sharing is stopped, or disputed. */
export const REASONS = [
  'BREACH',
  'SECURITY_INCIDENT',
  'REGULATOR_ORDER',
  'COMMERCIAL',
  'TECHNICAL',
  'LEGAL_REVIEW',
  'UNSPECIFIED',
] as const;

export type Reason = (typeof REASONS)[number];

/** The reasons for which a suspension takes effect at once. */
export const AT_ONCE: ReadonlySet<Reason> = new Set<Reason>([
  'BREACH',
  'SECURITY_INCIDENT',
  'REGULATOR_ORDER',
]);

/** A document that is offered, or declared. */
export interface DocumentBody {
  /** SDL. */
  readonly document: string;
}

/** The answer to an offer: which one. */
export interface AnswerBody {
  readonly version: number;
  /** SHA-256 of the document's UTF-8 bytes, base64url. */
  readonly documentHash: string;
}

export interface NoteBody {
  /** In the party's own words. */
  readonly note?: string;
}

export interface ReasonBody extends NoteBody {
  readonly reason: Reason;
}

export interface MeasureBody extends NoteBody {
  readonly kind: 'RESTORE_FLOOR' | 'NARROW';
  /** ISO 8601 in UTC with milliseconds, exclusive. */
  readonly until: string;
  /** The fields that `NARROW` withholds, as `Recipient.phone`; none with `RESTORE_FLOOR`. */
  readonly withhold: readonly string[];
}

/** What each event brings with it. */
export interface StepBodies {
  readonly OFFER: DocumentBody;
  readonly COUNTER_OFFER: DocumentBody;
  readonly SIGN: AnswerBody;
  readonly DECLINE: AnswerBody & NoteBody;
  readonly AMEND: DocumentBody & NoteBody;
  readonly SUSPEND: ReasonBody;
  readonly RESUME: NoteBody;
  readonly TERMINATE: ReasonBody;
  readonly DISPUTE: ReasonBody;
  readonly SETTLE: NoteBody;
  readonly ORDER_MEASURE: MeasureBody;
  readonly END_MEASURE: NoteBody;
}

export type LifeEvent = keyof StepBodies;

export interface StepOf<Event extends LifeEvent> {
  /** As `hive-box--cainiao`. */
  readonly pair: string;
  /** Counts from 1. */
  readonly seq: number;
  /** See `hashRecord`; null for the first step of a pair. */
  readonly previous: string | null;
  readonly event: Event;
  /** Code of the participant that takes the step. */
  readonly actor: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly body: StepBodies[Event];
}

export type LifeStep = { readonly [Event in LifeEvent]: StepOf<Event> }[LifeEvent];

/** A record as it is kept and handed on. */
export interface SignedRecord {
  /** The canonical text that was signed. */
  readonly record: string;
  /** Ed25519, base64url. */
  readonly signature: string;
  /** The key that signed it. */
  readonly keyId: string;
}
