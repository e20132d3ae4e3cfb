/**
 * What one case consists of, as plain data: a network, its agreements, the operators' full data, a caller and a query.
 * Invariant: everything the hub is given is made from this, and everything the oracle knows is in this.
 */
import type { Relation } from '../../gateway/agreements/decision.ts';
import type { Role } from '../../schema/network.ts';

export interface ArgumentModel {
  readonly name: string;
  /** As text: `[String!]`. */
  readonly type: string;
}

export interface FieldModel {
  readonly name: string;
  /** `Type.field`. */
  readonly coordinate: string;
  /** The named type behind lists. */
  readonly type: string;
  /** As text: `[TrackingEvent]`. */
  readonly typeText: string;
  readonly listDepth: number;
  readonly args: readonly ArgumentModel[];
  readonly isPersonal: boolean;
  /** Text written by people: of masks only `SCRUB` fits it. */
  readonly isFreeText: boolean;
}

/** Fields of object types, by type and field name. */
export type TypeBook = ReadonlyMap<string, ReadonlyMap<string, FieldModel>>;

export interface OperatorModel {
  readonly code: string;
  readonly role: Role;
  readonly sdl: string;
  /** What it adds to the contract: part of its SDL. */
  readonly extension: string;
  /** What it implements, read from its SDL. */
  readonly types: TypeBook;
  /** Whether its SDL declares `@mask`: then it masks by itself. */
  readonly masks: boolean;
  /** Whether it only says so: then it answers values as they are, and the hub has to notice. */
  readonly lies: boolean;
}

export interface NetworkModel {
  readonly operators: readonly OperatorModel[];
  /** The contract of each role with the extensions of all of its operators. */
  readonly types: Readonly<Record<Role, TypeBook>>;
  /** Values of enums, by name. */
  readonly enums: ReadonlyMap<string, readonly string[]>;
}

export interface ClauseModel {
  readonly type: string;
  readonly field: string;
  /** Null for none. */
  readonly for: readonly string[] | null;
  /** Null for the default, `CLEAR`. */
  readonly as: string | null;
  /** Null for the default, `[OWN]`. */
  readonly parcels: readonly Relation[] | null;
  readonly until: string | null;
  readonly graceDays: number | null;
}

export interface AgreementModel {
  readonly operator: string;
  readonly platform: string;
  readonly version: number;
  readonly purposes: readonly string[];
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly until: number;
  readonly missesPerDay: number | null;
  readonly clauses: readonly ClauseModel[];
  /** Chooses among the forms in which the same agreement can be written. */
  readonly writing: number;
}

export type DataObject = { readonly [field: string]: unknown };

/** A leg as the hub's directory knows it, and as its operator does. Times are milliseconds since the epoch. */
export interface LegModel {
  readonly operator: string;
  readonly role: Role;
  readonly waybill: string;
  readonly parcel: string;
  readonly seq: number;
  readonly platform: string | null;
  readonly acceptedAt: number | null;
  readonly finalAt: number | null;
  readonly everReached: readonly string[];
  readonly status: string;
  readonly updatedAt: number;
  /** What the operator has of it, field by field; null where it knows no such waybill. */
  readonly data: DataObject | null;
  /** `@continuity` values that were kept of its answers; null where none were. */
  readonly known: KnownModel | null;
}

/** Values with the time of each; of an object one time, or one of each part. Milliseconds since the epoch. */
export interface KnownModel {
  readonly values: DataObject;
  readonly times: TimesModel;
}

export type TimesModel = { readonly [field: string]: number | TimesModel };

/** What stops the sharing of a pair for a time. Times are milliseconds since the epoch. */
export interface StopModel {
  readonly operator: string;
  readonly platform: string;
  readonly kind: 'SUSPENSION' | 'TERMINATION';
  readonly declaredAt: number;
  /** When it takes effect. */
  readonly from: number;
  /** When it was taken back; null while it holds. */
  readonly until: number | null;
}

/** What a mediator ordered for a pair. */
export interface MeasureModel {
  readonly operator: string;
  readonly platform: string;
  readonly kind: 'RESTORE_FLOOR' | 'NARROW';
  readonly from: number;
  readonly until: number;
  readonly withhold: readonly string[];
}

/** What the operators and the platforms of a network have agreed on, and what the operators know. */
export interface ScenarioModel {
  readonly agreements: readonly AgreementModel[];
  readonly stops: readonly StopModel[];
  readonly measures: readonly MeasureModel[];
  /** Since when the hub has lost touch with all others; null while it has not. */
  readonly cutOffAt: number | null;
  readonly legs: readonly LegModel[];
}

export interface QuestionModel {
  readonly platform: string;
  readonly purpose: string;
  readonly now: number;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Operators that cannot be reached while it is answered. */
  readonly failing: readonly string[];
}

export interface CaseModel {
  readonly network: NetworkModel;
  readonly scenario: ScenarioModel;
  readonly question: QuestionModel;
}
