/**
 * What the estimate of a request's cost rests on: how long lists are assumed to be, and what is dearer than one value.
 * Measured with 100 parcels of 3 legs with 20 events each; a cost of 1 is one value in the answer, about 2 microseconds.
 */

/** How long the list of a field is: a figure, or what an argument says. */
export type ListLength =
  | number
  /** As many as the list in this argument has. */
  | { readonly listIn: string }
  /** The number in this argument, `most` at most; where it is absent, its default in the schema, or `otherwise`. */
  | { readonly numberIn: string; readonly most: number; readonly otherwise: number };

/** Events of one leg. */
const EVENTS = 20;
/** Legs of one parcel. */
const LEGS = 3;

/** Assumed lengths by coordinate. A page of parcels is counted at its root field. */
export const LIST_LENGTHS: ReadonlyMap<string, ListLength> = new Map<string, ListLength>([
  ['Query.parcels', { listIn: 'trackingNumbers' }],
  ['Query.myParcels', { numberIn: 'first', most: 100, otherwise: 20 }],
  ['ParcelConnection.nodes', 1],
  ['Query.operators', 25],
  ['Query.detect', 5],
  ['Sharing.fields', 75],
  ['SharedField.parcels', 3],
  ['Parcel.legs', LEGS],
  ['Parcel.events', { numberIn: 'last', most: LEGS * EVENTS, otherwise: LEGS * EVENTS }],
  ...['Leg', 'CourierLeg', 'LockerLeg'].map(
    (type) => [`${type}.events`, { numberIn: 'last', most: EVENTS, otherwise: EVENTS }] as const,
  ),
]);

/** Any other list: those of operators' extensions, and of the schema itself. */
export const OTHER_LIST_LENGTH = 10;

/** What each parcel, and each leg, costs beyond the 1 of its value. */
export const ITEM_WEIGHTS: ReadonlyMap<string, number> = new Map([
  // A number is looked up in the store.
  ['Query.parcel', 100],
  ['Query.parcels', 100],
  ['Query.myParcels', 100],
  // A leg is asked of its operator.
  ['Parcel.legs', 10],
]);

/**
 * What a derived field of a parcel costs once, however long its list is: it reads its inputs, most of them all events
 * of all legs, whether they were asked for or not.
 */
export const DERIVATION_WEIGHTS: ReadonlyMap<string, number> = new Map([
  ['Parcel.status', 100],
  ['Parcel.substatus', 100],
  ['Parcel.custody', 100],
  ['Parcel.events', 100],
  ['Parcel.basis', 100],
  ['Parcel.estimate', 10],
  ['Parcel.pickup', 10],
]);

/** The root fields that ask for parcels, which are counted over the whole request. */
export const PARCEL_FIELDS: ReadonlySet<string> = new Set(['parcel', 'parcels', 'myParcels']);
