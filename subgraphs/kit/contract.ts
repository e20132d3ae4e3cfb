/**
 * Generated from `schema/network/v1`, and over 300 lines because one contract is one file: the contract's types as an
 * operator's author supplies them. Invariant: only `waybill` is required; the kit adds `operator`, and answers null
 * for every field that is left out.
 *
 * Regenerate: node --import tsx subgraphs/kit/generateContract.ts
 */

/** A point in time: a `Date`, or ISO 8601 with seconds and an offset, as `2017-06-01T00:30:00+08:00`. */
export type DateTime = Date | string;

/** An amount of money in the smallest unit of its currency (fen, cents, yen). */
export interface Money {
  /** The amount in the currency's smallest unit: 50 with `CNY` is half a yuan. */
  readonly minorUnits?: number | null;
  /** ISO 4217 code, as `CNY`. */
  readonly currency?: string | null;
}

/** A place at city precision: enough to say how far a parcel has come, too little to say where anybody lives. */
export interface CoarsePlace {
  /** ISO 3166-1 alpha-2 country code, as `CN`. */
  readonly country?: string | null;
  /** Province, state or voivodeship, in the operator's language. */
  readonly region?: string | null;
  /** City, in the operator's language. */
  readonly city?: string | null;
}

/** What a facility is used for. */
export type FacilityKind =
  /** Parcels are sorted between lines here. */
  | 'SORTING_CENTER'
  /** A courier's local office, where routes begin and end. */
  | 'BRANCH'
  /** A parcel locker. */
  | 'LOCKER'
  /** A staffed pickup point: a shop, a post office, a community station. */
  | 'STATION'
  /** A customs clearance point. */
  | 'CUSTOMS'
  /** A port of departure or arrival: airport, harbour, rail terminal. */
  | 'PORT'
  /** Any other place that an operator runs. */
  | 'OTHER';

/** A place an operator runs. Operational: nobody lives here. Where somebody lives is an `Address`. */
export interface Facility {
  /** The operator's own code of the facility, as `755W`. */
  readonly id?: string | null;
  /** Name as shown on the operator's own pages. */
  readonly name?: string | null;
  /** What the facility is used for. */
  readonly kind?: FacilityKind | null;
  /** ISO 3166-1 alpha-2 country code. */
  readonly country?: string | null;
  /** Province, state or voivodeship. */
  readonly region?: string | null;
  /** City. */
  readonly city?: string | null;
  /** District, county or borough. */
  readonly district?: string | null;
  /** Postal code of the facility. */
  readonly postalCode?: string | null;
  /** Street and number of the facility. */
  readonly street?: string | null;
  /** Degrees north, WGS 84. */
  readonly latitude?: number | null;
  /** Degrees east, WGS 84. */
  readonly longitude?: number | null;
}

/** Another leg of the same parcel. Null unless the caller may see that leg too. */
export interface LegReference {
  /** Code of the operator of the other leg, as `zto`. */
  readonly operatorCode?: string | null;
  /** Waybill of the other leg. */
  readonly waybill?: string | null;
}

/**
 * Where a parcel or a leg stands. `DELIVERED`, `RETURNED` and `CANCELLED` are final, and so is `EXCEPTION` with
 * `EXCEPTION_LOST` or `EXCEPTION_DESTROYED`; a delivered parcel may still turn to `RETURNING`.
 */
export type ParcelStatus =
  /** No operator has a record yet. Derived by the hub, never sent by an operator. */
  | 'UNKNOWN'
  /** Announced to the operator, not yet handed over. */
  | 'REGISTERED'
  /** The operator took the parcel: its custody, and the protection of parcels in flight, begin. */
  | 'ACCEPTED'
  /** Between acceptance and the last stretch: sorted, carried, cleared. */
  | 'IN_TRANSIT'
  /** On the last stretch to the recipient or to a pickup point. */
  | 'OUT_FOR_DELIVERY'
  /** Waiting in a locker or at a station for the recipient. */
  | 'AVAILABLE_FOR_PICKUP'
  /** A delivery was tried and did not succeed. */
  | 'DELIVERY_FAILED'
  /** Handed to the recipient or to somebody the recipient agreed to. Final. */
  | 'DELIVERED'
  /** On the way back to the sender. */
  | 'RETURNING'
  /** Back with the sender. Final. */
  | 'RETURNED'
  /** Something stands in the way; the sub-status says what. */
  | 'EXCEPTION'
  /** Withdrawn before delivery. Final. */
  | 'CANCELLED'
  /** No scan for so long that no news is expected. Derived by the hub, never sent by an operator. */
  | 'EXPIRED';

/** The second level of the status; each value begins with the status it refines. */
export type ParcelSubstatus =
  /** No operator has a record of the number. */
  | 'UNKNOWN_NO_RECORD'
  /** The number cannot exist: its format or check digit is wrong. */
  | 'UNKNOWN_INVALID_NUMBER'
  /** A label exists; the parcel is still with the sender. */
  | 'REGISTERED_LABEL_CREATED'
  /** The sender asked for collection. */
  | 'REGISTERED_AWAITING_COLLECTION'
  /** The sender left the parcel in a locker; the courier has not taken it yet. */
  | 'REGISTERED_DROPPED_IN_LOCKER'
  /** The courier took the parcel. */
  | 'ACCEPTED_BY_CARRIER'
  /** An agent of the courier took the parcel: a shop, a station. */
  | 'ACCEPTED_BY_AGENT'
  /** On the way. */
  | 'IN_TRANSIT_MOVING'
  /** Arrived at a facility. */
  | 'IN_TRANSIT_ARRIVED_FACILITY'
  /** Left a facility. */
  | 'IN_TRANSIT_DEPARTED_FACILITY'
  /** Left the country of origin. */
  | 'IN_TRANSIT_LEFT_ORIGIN_COUNTRY'
  /** Arrived in the country of destination. */
  | 'IN_TRANSIT_ARRIVED_DESTINATION_COUNTRY'
  /** Arrived in the city of destination. */
  | 'IN_TRANSIT_DESTINATION_CITY'
  /** Presented to customs. */
  | 'IN_TRANSIT_CUSTOMS_PRESENTED'
  /** Released by customs. */
  | 'IN_TRANSIT_CUSTOMS_RELEASED'
  /** Customs wants information from the sender or the recipient. */
  | 'IN_TRANSIT_CUSTOMS_NEEDS_INFO'
  /** Handed to the operator of the next leg. */
  | 'IN_TRANSIT_HANDED_TO_OPERATOR'
  /** Sent to another address, station or locker than first planned. */
  | 'IN_TRANSIT_REDIRECTED'
  /** A problem was resolved; the parcel goes on. */
  | 'IN_TRANSIT_RESOLVED'
  /** With the courier who delivers it. */
  | 'OUT_FOR_DELIVERY_COURIER'
  /** A delivery time was agreed with the recipient. */
  | 'OUT_FOR_DELIVERY_APPOINTMENT'
  /** With the courier who takes it to a locker or station. */
  | 'OUT_FOR_DELIVERY_TO_PICKUP_POINT'
  /** In a locker compartment. */
  | 'AVAILABLE_FOR_PICKUP_LOCKER'
  /** At a staffed pickup point. */
  | 'AVAILABLE_FOR_PICKUP_STATION'
  /** In another place for the time being, as when the locker is full. */
  | 'AVAILABLE_FOR_PICKUP_TEMPORARY'
  /** The recipient was reminded. */
  | 'AVAILABLE_FOR_PICKUP_REMINDED'
  /** The pickup time has run out. */
  | 'AVAILABLE_FOR_PICKUP_OVERDUE'
  /** The courier took it out of the locker again. */
  | 'AVAILABLE_FOR_PICKUP_REMOVED_BY_COURIER'
  /** Nobody was there. */
  | 'DELIVERY_FAILED_NOBODY'
  /** The place was closed. */
  | 'DELIVERY_FAILED_CLOSED'
  /** The address is wrong, incomplete or out of area. */
  | 'DELIVERY_FAILED_ADDRESS'
  /** The recipient refused it. */
  | 'DELIVERY_FAILED_REFUSED'
  /** Fees are unpaid, or a security check stands in the way. */
  | 'DELIVERY_FAILED_FEES_OR_SECURITY'
  /** Handed to the recipient. */
  | 'DELIVERED_TO_RECIPIENT'
  /** Collected by the recipient from a locker or station. */
  | 'DELIVERED_COLLECTED'
  /** Handed to a neighbour, a guard or another proxy. */
  | 'DELIVERED_TO_PROXY'
  /** Delivered after an exception. */
  | 'DELIVERED_AFTER_EXCEPTION'
  /** Delivered, and the cash on delivery was paid. */
  | 'DELIVERED_COD_PAID'
  /** Late; `reason` of the event says why. */
  | 'EXCEPTION_DELAYED'
  /** Held by customs. */
  | 'EXCEPTION_CUSTOMS'
  /** Damaged. */
  | 'EXCEPTION_DAMAGED'
  /** Lost. Final. */
  | 'EXCEPTION_LOST'
  /** Destroyed. Final. */
  | 'EXCEPTION_DESTROYED'
  /** Any other problem. */
  | 'EXCEPTION_OTHER'
  /** No scan for so long that no news is expected. */
  | 'EXPIRED_SILENT';

/** Why an event is an exception or a delay. */
export type EventReason =
  /** Weather. */
  | 'WEATHER'
  /** A flight, train or ship was late or cancelled. */
  | 'FLIGHT'
  /** Sorting or handling took longer, or went wrong. */
  | 'PROCESSING'
  /** Something the sender or recipient did or did not do. */
  | 'CUSTOMER'
  /** Customs or another authority. */
  | 'AUTHORITY'
  /** Any other reason. */
  | 'OTHER';

/** Who holds the parcel: a second axis beside the status, because `in a locker` is delivering to some and signed to others. */
export type Custody =
  /** The sender. */
  | 'SENDER'
  /** The operator of a courier leg. */
  | 'OPERATOR'
  /** A parcel locker. */
  | 'LOCKER'
  /** A staffed pickup point. */
  | 'STATION'
  /** Customs. */
  | 'CUSTOMS'
  /** The recipient, or somebody the recipient agreed to. */
  | 'RECIPIENT';

/** How an event corrects an earlier one (the terms of EPCIS). */
export type CorrectionReason =
  /** The earlier event never happened. */
  | 'DID_NOT_OCCUR'
  /** The earlier event happened otherwise; this one replaces it. */
  | 'INCORRECT_DATA';

/** One thing that happened to a parcel, as one operator recorded it. */
export interface TrackingEvent {
  /** The same for the same event on every request; unique within the leg. */
  readonly id?: string | null;
  /** The operator's own order of recording, for events of one second. */
  readonly sequence?: number | null;
  /** When it happened, with the offset of the place. */
  readonly occurredAt?: DateTime | null;
  /** False where the operator gave a local time and the hub's contract offset is an assumption. */
  readonly zoneKnown?: boolean | null;
  /** When the operator learned of it; later than `occurredAt` for a late scan. */
  readonly recordedAt?: DateTime | null;
  /** The status that the event leads to. */
  readonly status?: ParcelStatus | null;
  /** The second level of `status`. */
  readonly substatus?: ParcelSubstatus | null;
  /** Why, for exceptions and delays. */
  readonly reason?: EventReason | null;
  /** Who holds the parcel after the event. */
  readonly custody?: Custody | null;
  /** The facility where it happened. */
  readonly place?: Facility | null;
  /** Where it happened, at city precision. */
  readonly coarsePlace?: CoarsePlace | null;
  /** The earlier event that this one corrects. */
  readonly corrects?: EventCorrection | null;
  /** True when somebody has to act before the parcel can go on. */
  readonly actionRequired?: boolean | null;
  /** The event in the operator's words, made for recipients. */
  readonly text?: string | null;
  /** The operator's own code of the event, as `50` (SF Express) or `EMA` (UPU). */
  readonly rawCode?: string | null;
  /** The operator's own text, unchanged. */
  readonly rawText?: string | null;
}

/** Which earlier event an event corrects, and how. */
export interface EventCorrection {
  /** `id` of the corrected event, in the same leg. */
  readonly eventId?: string | null;
  /** How it is corrected. */
  readonly reason?: CorrectionReason | null;
}

/** For whom the parcel is. */
export interface Recipient {
  /** Full name. */
  readonly name?: string | null;
  /** Phone number as the operator holds it. */
  readonly phone?: string | null;
  /** Where the parcel is to be delivered. */
  readonly address?: Address | null;
}

/** Where somebody lives or works, from coarse to fine. A place an operator runs is a `Facility`. */
export interface Address {
  /** ISO 3166-1 alpha-2 country code. */
  readonly country?: string | null;
  /** Province, state or voivodeship. */
  readonly region?: string | null;
  /** City. */
  readonly city?: string | null;
  /** District, county or borough. */
  readonly district?: string | null;
  /** Postal code. */
  readonly postalCode?: string | null;
  /** Street and number. */
  readonly street?: string | null;
  /** Building, entrance or compound. */
  readonly building?: string | null;
  /** Floor, flat or room. */
  readonly room?: string | null;
}

/** A courier's part in a parcel's journey. */
export interface CourierLeg {
  /** The courier's own number for the leg. */
  readonly waybill: string;
  /** Where the leg stands, as the courier says. */
  readonly status?: ParcelStatus | null;
  /** The second level of `status`. */
  readonly substatus?: ParcelSubstatus | null;
  /** Who holds the parcel, as the courier knows. */
  readonly custody?: Custody | null;
  /** When the courier took the parcel; null while it is only announced. */
  readonly acceptedAt?: DateTime | null;
  /** The last known place, at city precision. */
  readonly coarsePlace?: CoarsePlace | null;
  /** What happened, oldest first by `occurredAt`; with `last`, only that many of the newest. */
  readonly events?: readonly TrackingEvent[] | null;
  /** For whom the parcel is. */
  readonly recipient?: Recipient | null;
  /** Who sends the parcel. */
  readonly sender?: Sender | null;
  /** When the courier expects to deliver. */
  readonly estimate?: Estimate | null;
  /** Evidence of delivery. */
  readonly proof?: Proof | null;
  /** What is carried. */
  readonly goods?: Goods | null;
  /** The person who carries the parcel on the last stretch. */
  readonly courier?: CourierPerson | null;
  /** The leg to which this one handed the parcel. */
  readonly handedTo?: LegReference | null;
  /** The leg that this one replaces, after a waybill was changed. */
  readonly replaces?: LegReference | null;
  /** The leg that replaced this one, after a waybill was changed. */
  readonly replacedBy?: LegReference | null;
}

/** Who sends the parcel. */
export interface Sender {
  /** Full name. */
  readonly name?: string | null;
  /** Shop or company. */
  readonly organisation?: string | null;
  /** Phone number as the courier holds it. */
  readonly phone?: string | null;
  /** Where the parcel was collected. */
  readonly address?: Address | null;
}

/** The person who carries the parcel on the last stretch. */
export interface CourierPerson {
  /** Full name. */
  readonly name?: string | null;
  /** Phone number given to recipients. */
  readonly phone?: string | null;
  /** The courier's staff number. */
  readonly staffNumber?: string | null;
}

/** Who made an estimate. */
export type EstimateSource =
  /** The courier. */
  | 'CARRIER'
  /** The hub, from what it can see. */
  | 'HUB'
  /** The shop that sent the parcel. */
  | 'MERCHANT'
  /** The promise made when the order was placed. */
  | 'ORDER';

/** Whether an estimate names a moment or a window. */
export type EstimateKind =
  /** A moment: `from` and `to` are equal. */
  | 'POINT'
  /** A window between `from` and `to`. */
  | 'RANGE';

/** When delivery is expected, and how that has changed. */
export interface Estimate {
  /** Who made the estimate. */
  readonly source?: EstimateSource | null;
  /** A moment or a window. */
  readonly kind?: EstimateKind | null;
  /** Beginning of the window. */
  readonly from?: DateTime | null;
  /** End of the window. */
  readonly to?: DateTime | null;
  /** When this estimate was made. */
  readonly asOf?: DateTime | null;
  /** How many times it was changed: 0 for the first estimate. */
  readonly revision?: number | null;
  /** Why it was last changed. */
  readonly reviseReason?: EventReason | null;
  /** Every estimate made so far, oldest first; the last one is the current one. */
  readonly revisions?: readonly EstimateRevision[] | null;
}

/** One estimate in the course of time. */
export interface EstimateRevision {
  /** 0 for the first estimate. */
  readonly revision?: number | null;
  /** Beginning of the window. */
  readonly from?: DateTime | null;
  /** End of the window. */
  readonly to?: DateTime | null;
  /** When it was made. */
  readonly asOf?: DateTime | null;
  /** Why it was changed; null for the first. */
  readonly reason?: EventReason | null;
}

/** What kind of evidence a proof is. */
export type ProofKind =
  /** A signature. */
  | 'SIGNATURE'
  /** A photograph. */
  | 'PHOTO'
  /** A number the recipient told the courier. */
  | 'PIN'
  /** A locker door that was opened with the pickup code. */
  | 'LOCKER_DOOR'
  /** An identity document that was shown. */
  | 'ID_CHECK';

/** Evidence of delivery. */
export interface Proof {
  /** What kind of evidence. */
  readonly kind?: ProofKind | null;
  /** Where the image is, for a short time and with separate authorisation. */
  readonly url?: string | null;
  /** Who signed, as written. */
  readonly signedBy?: string | null;
  /** When it was taken. */
  readonly capturedAt?: DateTime | null;
}

/** What is carried. */
export interface Goods {
  /** What the sender declared. */
  readonly description?: string | null;
  /** Weight in grams. */
  readonly weightGrams?: number | null;
  /** Number of pieces. */
  readonly pieces?: number | null;
  /** What the sender declared it to be worth. */
  readonly declaredValue?: Money | null;
  /** What the recipient has to pay on delivery. */
  readonly cashOnDelivery?: Money | null;
}

/** A parcel-locker operator's part in a parcel's journey. */
export interface LockerLeg {
  /** The locker operator's own number for the leg. */
  readonly waybill: string;
  /** Where the leg stands, as the locker operator says. */
  readonly status?: ParcelStatus | null;
  /** The second level of `status`. */
  readonly substatus?: ParcelSubstatus | null;
  /** Who holds the parcel, as the locker operator knows. */
  readonly custody?: Custody | null;
  /** When the locker operator took the parcel; null while it is only announced. */
  readonly acceptedAt?: DateTime | null;
  /** The last known place, at city precision. */
  readonly coarsePlace?: CoarsePlace | null;
  /** What happened, oldest first by `occurredAt`; with `last`, only that many of the newest. */
  readonly events?: readonly TrackingEvent[] | null;
  /** For whom the parcel is. */
  readonly recipient?: Recipient | null;
  /** The locker. */
  readonly station?: Facility | null;
  /** The compartment in the locker. */
  readonly compartment?: Compartment | null;
  /** When the parcel was put into the compartment. */
  readonly storedAt?: DateTime | null;
  /** Until when it can be collected, extensions included. */
  readonly deadline?: DateTime | null;
  /** Until when the recipient had the deadline extended. */
  readonly extendedUntil?: DateTime | null;
  /** Until when storage is free. */
  readonly freeUntil?: DateTime | null;
  /** What is to be paid now for storage beyond the free time. */
  readonly fee?: Money | null;
  /** The code that opens the compartment. */
  readonly pickupCode?: string | null;
  /** The payload of the QR code that opens the compartment; some operators put the phone number into it. */
  readonly pickupQr?: string | null;
  /** On what ground the parcel was put into a locker instead of being handed over. */
  readonly consentBasis?: ConsentBasis | null;
}

/** A locker compartment. */
export interface Compartment {
  /** The number on the door. */
  readonly id?: string | null;
  /** Its size. */
  readonly size?: CompartmentSize | null;
}

/** How large a compartment is. */
export type CompartmentSize =
  /** About 8 cm high. */
  | 'SMALL'
  /** About 19 cm high. */
  | 'MEDIUM'
  /** About 41 cm high. */
  | 'LARGE';

/**
 * On what ground a parcel is put into a locker or station. In China, placing it there or confirming receipt by proxy
 * without the recipient's consent is forbidden since 2024-03-01 (Measures for the Express Market).
 */
export type ConsentBasis =
  /** The recipient chose the locker when ordering. */
  | 'CHOSEN_AT_ORDER'
  /** The recipient agreed when the courier called or wrote. */
  | 'AGREED_ON_CONTACT'
  /** The recipient set it as a standing wish. */
  | 'STANDING_PREFERENCE'
  /** No consent is recorded. */
  | 'NONE_RECORDED';
