/**
 * An agreement as it is read from its SDL document: terms and clauses, with every default filled in.
 * Invariant: what stands here was resolved by `@link` identity; a clause that could not be read is in no agreement.
 */
import type { Relation } from './decision.ts';

/** What an agreement says as a whole, from `@agreement`. */
export interface AgreementTerms {
  /** `<operator>--<platform>`, as the file is called: `hive-box--cainiao`. */
  readonly id: string;
  /** Counts from 1; a new version of a pair's agreement has the next number. */
  readonly version: number;
  readonly operator: string;
  readonly platform: string;
  readonly purposes: readonly string[];
  /** Begin of force, milliseconds since the epoch. */
  readonly from: number;
  /** End of force, exclusive, milliseconds since the epoch. */
  readonly until: number;
  /** A suspension takes effect this long after it is declared. */
  readonly noticeHours: number;
  /** The platform deletes what it got after this many days. */
  readonly retentionDays: number;
  /** Numbers asked for in a UTC day that were not visible; null for no limit. */
  readonly missesPerDay: number | null;
}

/** One `@share`, with its defaults filled in. */
export interface Clause {
  /** The field it is about, as `LockerLeg.pickupCode`. */
  readonly coordinate: string;
  /** The purposes it holds for: `for:`, else those of the agreement that need no explicit mention. */
  readonly purposes: readonly string[];
  readonly relations: readonly Relation[];
  /** Null for `CLEAR`. */
  readonly mask: string | null;
  /** The status with which it ends; null for none. */
  readonly until: string | null;
  /** For how many days after the leg became final it goes on; 0 for none. */
  readonly graceDays: number;
  /** Where it stands. */
  readonly file: string | null;
  readonly line: number;
  readonly column: number;
  /** Its own text, as `@share(for: [RECIPIENT_NOTICE], until: DELIVERED)`. */
  readonly text: string;
}

export interface Agreement extends AgreementTerms {
  readonly clauses: readonly Clause[];
}

/** An agreement's document as it was handed in. */
export interface AgreementFile {
  /** How the reader of problems knows it, as `schema/agreements/hive-box--cainiao.graphql`. */
  readonly file: string;
  readonly text: string;
}
