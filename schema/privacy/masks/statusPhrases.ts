/**
 * The plain phrase of each status, which stands in for free text that cannot be shown. Invariant: a phrase names nobody
 * and holds no number, so it says what the status says and nothing else.
 */

/** By `ParcelStatus`. */
export const STATUS_PHRASES: ReadonlyMap<string, string> = new Map([
  ['UNKNOWN', 'Nothing is known of the parcel yet.'],
  ['REGISTERED', 'The parcel is announced to the operator.'],
  ['ACCEPTED', 'The operator took the parcel.'],
  ['IN_TRANSIT', 'The parcel is on its way.'],
  ['OUT_FOR_DELIVERY', 'The parcel is out for delivery.'],
  ['AVAILABLE_FOR_PICKUP', 'The parcel is waiting to be collected.'],
  ['DELIVERY_FAILED', 'A delivery was tried and did not succeed.'],
  ['DELIVERED', 'The parcel was delivered.'],
  ['RETURNING', 'The parcel is on its way back to the sender.'],
  ['RETURNED', 'The parcel is back with the sender.'],
  ['EXCEPTION', 'Something stands in the way of the parcel.'],
  ['CANCELLED', 'The parcel was withdrawn.'],
  ['EXPIRED', 'No news of the parcel is expected.'],
]);

/** For text of which no status is known. */
export const GENERIC_PHRASE = "The parcel's status was updated.";

/** The phrase of a status; the generic one for anything else. */
export function phraseOf(status: unknown): string {
  return (typeof status === 'string' ? STATUS_PHRASES.get(status) : undefined) ?? GENERIC_PHRASE;
}
