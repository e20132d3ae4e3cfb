/**
 * What the sandbox page and the hub say to each other, as JSON. Invariant: plain data; nothing here imports anything, so both
 * sides read the same file.
 */

/** `GET /sandbox/network`: what the page may offer. */
export interface SandboxNetwork {
  /** True where the hub issues tokens to whoever asks, because everything in it is invented. */
  readonly isDemo: boolean;
  /** The hub's clock, ISO 8601. */
  readonly now: string;
  readonly platforms: readonly SandboxPlatform[];
  readonly operators: readonly SandboxOperator[];
  /** Parcels worth looking at. */
  readonly stories: readonly SandboxStory[];
  /** Numbers enough for a large request. */
  readonly numbers: readonly string[];
}

export interface SandboxPlatform {
  readonly code: string;
  readonly name: string;
  readonly purposes: readonly string[];
}

export interface SandboxOperator {
  readonly code: string;
  readonly name: string;
  readonly role: 'courier' | 'locker';
}

export interface SandboxStory {
  /** As `two-couriers-and-a-locker`. */
  readonly name: string;
  readonly trackingNumber: string;
  /** One sentence. */
  readonly about: string;
}

/** `extensions.sandbox` of an answer: how it came about. */
export interface SandboxTrace {
  readonly cost: { readonly estimate: number; readonly limit: number };
  /** How long the hub took, in milliseconds. */
  readonly ms: number;
  readonly requests: readonly TracedRequest[];
  /** The fields of the operation by their place in the answer: `parcel.legs.code` may be `Leg.status`, or a field of several types. */
  readonly places: Readonly<Record<string, readonly string[]>>;
  readonly legs: readonly TracedLeg[];
  readonly groups: readonly TracedGroup[];
  readonly clauses: readonly TracedClause[];
  /** Only where the request proposed a version of an agreement. */
  readonly draft?: DraftEffect;
}

/** One request to an operator. */
export interface TracedRequest {
  readonly operator: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** How many legs it asked about. */
  readonly legs: number;
  readonly ms: number;
  /** `ANSWERED`, or how it failed. */
  readonly outcome: string;
}

/** A leg that the caller sees, and where the answer has it. */
export interface TracedLeg {
  readonly operator: string;
  readonly waybill: string;
  /** As `LockerLeg`. */
  readonly type: string;
  readonly paths: readonly (readonly (string | number)[])[];
  /** Place in `groups`. */
  readonly group: number;
}

/** Legs of one operator that are decided alike. */
export interface TracedGroup {
  readonly operator: string;
  readonly relation: string;
  /** As `hive-box--cainiao@1`; null for none. */
  readonly agreement: string | null;
  /** By coordinate, as `LockerLeg.pickupCode`. */
  readonly fields: Readonly<Record<string, TracedField>>;
}

export interface TracedField {
  readonly kind: 'disclosed' | 'masked' | 'withheld';
  /** With `masked`. */
  readonly mask?: string;
  /** With `withheld`: as `NOT_SHARED`. */
  readonly code?: string;
  /** Place in `clauses` of the clause that decided. */
  readonly clause?: number;
  /** How that clause fared, in words. */
  readonly words?: string;
  /** The withheld step on the way to the field, where it is another one. */
  readonly stoppedAt?: string;
  /** What would change it. */
  readonly remedy: string;
  /** When it changes by time alone, and to what. */
  readonly next?: string;
  /** True where the operation did not ask it, and a derived field of the parcel rests on less for it. */
  readonly isInput?: true;
}

/** A clause of an agreement, where it stands and what it says. */
export interface TracedClause {
  readonly file: string | null;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** What a proposed version would change of this very answer. */
export interface DraftEffect {
  readonly operator: string;
  readonly platform: string;
  /** False where the draft has errors: then it has no effect. */
  readonly isSound: boolean;
  /** How many of the legs in the answer it is about. */
  readonly legs: number;
  readonly changes: readonly DraftChange[];
}

export interface DraftChange {
  readonly coordinate: string;
  readonly legs: number;
  /** As `masked as CN_NAME`. */
  readonly before: string;
  readonly after: string;
}

/** `GET /sandbox/agreements`. */
export interface SandboxAgreements {
  readonly now: string;
  readonly agreements: readonly SandboxAgreement[];
  readonly stops: readonly SandboxStop[];
}

export interface SandboxAgreement {
  readonly operator: string;
  readonly platform: string;
  readonly version: number;
  readonly file: string;
  readonly text: string;
  /** ISO 8601, like all times here. */
  readonly from: string;
  readonly until: string;
  readonly purposes: readonly string[];
  readonly noticeHours: number;
  readonly retentionDays: number;
}

/** A suspension or termination of a pair. */
export interface SandboxStop {
  readonly operator: string;
  readonly platform: string;
  readonly kind: 'SUSPENSION' | 'TERMINATION';
  readonly by: string;
  readonly reason: string;
  readonly declaredAt: string;
  readonly effectiveAt: string;
  /** Null while it holds. */
  readonly endsAt: string | null;
}

/** `POST /sandbox/check`: a document as somebody types it. */
export interface CheckAnswer {
  readonly problems: readonly CheckedProblem[];
  /** What it changes against the version in force, as `hub agreement diff` prints it; absent where it has errors. */
  readonly difference?: string;
  /** What it shares; absent where it has errors. */
  readonly grid?: SharingGrid;
}

export interface CheckedProblem {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly note?: string;
  readonly help?: string;
}

/** What an agreement shares: every field of a leg, for every purpose and relation. */
export interface SharingGrid {
  readonly operator: string;
  readonly platform: string;
  readonly purposes: readonly string[];
  readonly relations: readonly string[];
  readonly rows: readonly GridRow[];
}

export interface GridRow {
  readonly coordinate: string;
  readonly isPersonal: boolean;
  /** By purpose, then by relation, in the order of the grid; null for withheld. */
  readonly cells: readonly (readonly (GridCell | null)[])[];
}

export interface GridCell {
  /** `CLEAR`, or the mask. */
  readonly mask: string;
  /** As `until DELIVERED`; absent where it is shared for good. */
  readonly phase?: string;
}
