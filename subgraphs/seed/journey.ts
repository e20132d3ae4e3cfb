/**
 * The truth about a parcel, before anybody recorded it: who sent what to whom, the legs, and what happened on them.
 * Operators' records and announcements are both written from it, so they can differ only where an operator's format does.
 */
import type { ConsentBasis, EventReason, FacilityKind } from '../kit/contract.ts';
import type { HappeningKind } from './happenings.ts';
import type { Carrier, Person, TrueGoods } from './people.ts';
import type { City } from './places.ts';

/** The platform that a parcel was ordered through; null for none on the network. */
export type Platform = 'cainiao' | 'taobao' | 'jd' | null;

/** The reference operators. */
export type OperatorCode = 'sf-express' | 'zto' | 'china-post' | 'hive-box' | 'inpost';

export const OPERATOR_CODES: readonly OperatorCode[] = [
  'sf-express',
  'zto',
  'china-post',
  'hive-box',
  'inpost',
];

/** A place that operators run. Each operator gives it a name and code of its own. */
export interface Spot {
  readonly kind: FacilityKind;
  readonly city: City;
  readonly district: string;
  /** Tells apart places of one kind in one district. */
  readonly number: number;
}

/** One thing that truly happened, or was recorded by mistake. */
export interface Happening {
  readonly kind: HappeningKind;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** When the operator learned of it. */
  readonly recordedAt: number;
  readonly spot: Spot;
  readonly reason: EventReason | null;
  /** The earlier record that this one takes back or puts right. */
  readonly corrects: {
    readonly happening: Happening;
    readonly how: 'DID_NOT_OCCUR' | 'INCORRECT_DATA';
  } | null;
}

/** When delivery was expected, as said at one moment. */
export interface Forecast {
  readonly source: 'ORDER' | 'CARRIER';
  readonly from: number;
  readonly to: number;
  readonly asOf: number;
  readonly reason: EventReason | null;
}

/** What a locker operator keeps beside the happenings. */
export interface LockerStay {
  readonly spot: Spot;
  readonly box: string;
  readonly size: 'SMALL' | 'MEDIUM' | 'LARGE';
  readonly code: string;
  readonly freeHours: number;
  readonly keepHours: number;
  readonly consent: ConsentBasis;
  /** The courier who put the parcel in or takes it out, and the number by which the courier's company knows it. */
  readonly courierWaybill: string | null;
  readonly courierOperator: OperatorCode | null;
  /** When the recipient had the deadline extended, and by how many hours. */
  extension: { readonly at: number; readonly hours: number } | null;
}

/** One operator's part in a journey. */
export interface TrueLeg {
  readonly operator: OperatorCode;
  readonly waybill: string;
  readonly from: Person;
  readonly to: Person;
  readonly carrier: Carrier;
  readonly happenings: Happening[];
  readonly forecasts: Forecast[];
  stay: LockerStay | null;
  /** Cash to be collected on delivery. */
  codFen: number | null;
  /** Leg to which this one hands the parcel, from the happening of the given kind on. */
  handedTo: TrueLeg | null;
  replaces: TrueLeg | null;
  replacedBy: TrueLeg | null;
  /** True when the operator has given the number to a newer parcel: its record is gone. */
  isForgotten: boolean;
}

/** A parcel's whole journey. */
export interface Journey {
  readonly id: string;
  readonly platform: Platform;
  readonly sender: Person;
  readonly recipient: Person;
  goods: TrueGoods;
  readonly legs: TrueLeg[];
}

/** Locker operators; the others are couriers. */
export function isLocker(operator: OperatorCode): boolean {
  return operator === 'hive-box' || operator === 'inpost';
}
