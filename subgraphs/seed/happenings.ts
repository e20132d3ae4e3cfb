/**
 * What can truly happen to a parcel, and what it means in the network's vocabulary. The generator simulates with these;
 * each operator records them in codes of its own, and tests compare what its mapping makes of the codes with this table.
 */
import type { Custody, FacilityKind, ParcelStatus, ParcelSubstatus } from '../kit/contract.ts';

/** What a happening means: status, sub-status, who holds the parcel after it, and where such things happen. */
type Truth = readonly [
  status: ParcelStatus,
  substatus: ParcelSubstatus | null,
  custody: Custody,
  where: FacilityKind,
];

/** Every kind of happening, in the order of a journey. */
// biome-ignore format: a table is read by its columns
export const TRUTH = {
  label:            ['REGISTERED', 'REGISTERED_LABEL_CREATED', 'SENDER', 'BRANCH'],
  awaiting:         ['REGISTERED', 'REGISTERED_AWAITING_COLLECTION', 'SENDER', 'BRANCH'],
  dropped:          ['REGISTERED', 'REGISTERED_DROPPED_IN_LOCKER', 'LOCKER', 'LOCKER'],
  accepted:         ['ACCEPTED', 'ACCEPTED_BY_CARRIER', 'OPERATOR', 'BRANCH'],
  acceptedByAgent:  ['ACCEPTED', 'ACCEPTED_BY_AGENT', 'OPERATOR', 'STATION'],
  takenFromLocker:  ['ACCEPTED', 'ACCEPTED_BY_CARRIER', 'OPERATOR', 'LOCKER'],
  moving:           ['IN_TRANSIT', 'IN_TRANSIT_MOVING', 'OPERATOR', 'SORTING_CENTER'],
  arrived:          ['IN_TRANSIT', 'IN_TRANSIT_ARRIVED_FACILITY', 'OPERATOR', 'SORTING_CENTER'],
  departed:         ['IN_TRANSIT', 'IN_TRANSIT_DEPARTED_FACILITY', 'OPERATOR', 'SORTING_CENTER'],
  leftCountry:      ['IN_TRANSIT', 'IN_TRANSIT_LEFT_ORIGIN_COUNTRY', 'OPERATOR', 'PORT'],
  enteredCountry:   ['IN_TRANSIT', 'IN_TRANSIT_ARRIVED_DESTINATION_COUNTRY', 'OPERATOR', 'PORT'],
  destinationCity:  ['IN_TRANSIT', 'IN_TRANSIT_DESTINATION_CITY', 'OPERATOR', 'BRANCH'],
  customsPresented: ['IN_TRANSIT', 'IN_TRANSIT_CUSTOMS_PRESENTED', 'CUSTOMS', 'CUSTOMS'],
  customsNeedsInfo: ['IN_TRANSIT', 'IN_TRANSIT_CUSTOMS_NEEDS_INFO', 'CUSTOMS', 'CUSTOMS'],
  customsReleased:  ['IN_TRANSIT', 'IN_TRANSIT_CUSTOMS_RELEASED', 'OPERATOR', 'CUSTOMS'],
  customsHold:      ['EXCEPTION', 'EXCEPTION_CUSTOMS', 'CUSTOMS', 'CUSTOMS'],
  handedOver:       ['IN_TRANSIT', 'IN_TRANSIT_HANDED_TO_OPERATOR', 'OPERATOR', 'BRANCH'],
  redirected:       ['IN_TRANSIT', 'IN_TRANSIT_REDIRECTED', 'OPERATOR', 'BRANCH'],
  out:              ['OUT_FOR_DELIVERY', 'OUT_FOR_DELIVERY_COURIER', 'OPERATOR', 'BRANCH'],
  outToLocker:      ['OUT_FOR_DELIVERY', 'OUT_FOR_DELIVERY_TO_PICKUP_POINT', 'OPERATOR', 'BRANCH'],
  stored:           ['AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_LOCKER', 'LOCKER', 'LOCKER'],
  atStation:        ['AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_STATION', 'STATION', 'STATION'],
  temporary:        ['AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_TEMPORARY', 'LOCKER', 'LOCKER'],
  reminded:         ['AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_REMINDED', 'LOCKER', 'LOCKER'],
  overdue:          ['AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_OVERDUE', 'LOCKER', 'LOCKER'],
  removed:          ['AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_REMOVED_BY_COURIER', 'OPERATOR', 'LOCKER'],
  nobody:           ['DELIVERY_FAILED', 'DELIVERY_FAILED_NOBODY', 'OPERATOR', 'BRANCH'],
  closed:           ['DELIVERY_FAILED', 'DELIVERY_FAILED_CLOSED', 'OPERATOR', 'BRANCH'],
  wrongAddress:     ['DELIVERY_FAILED', 'DELIVERY_FAILED_ADDRESS', 'OPERATOR', 'BRANCH'],
  refused:          ['DELIVERY_FAILED', 'DELIVERY_FAILED_REFUSED', 'OPERATOR', 'BRANCH'],
  unpaid:           ['DELIVERY_FAILED', 'DELIVERY_FAILED_FEES_OR_SECURITY', 'OPERATOR', 'BRANCH'],
  delivered:        ['DELIVERED', 'DELIVERED_TO_RECIPIENT', 'RECIPIENT', 'BRANCH'],
  collected:        ['DELIVERED', 'DELIVERED_COLLECTED', 'RECIPIENT', 'LOCKER'],
  toProxy:          ['DELIVERED', 'DELIVERED_TO_PROXY', 'RECIPIENT', 'BRANCH'],
  codPaid:          ['DELIVERED', 'DELIVERED_COD_PAID', 'RECIPIENT', 'BRANCH'],
  returning:        ['RETURNING', null, 'OPERATOR', 'BRANCH'],
  returned:         ['RETURNED', null, 'SENDER', 'BRANCH'],
  delayed:          ['EXCEPTION', 'EXCEPTION_DELAYED', 'OPERATOR', 'SORTING_CENTER'],
  damaged:          ['EXCEPTION', 'EXCEPTION_DAMAGED', 'OPERATOR', 'SORTING_CENTER'],
  lost:             ['EXCEPTION', 'EXCEPTION_LOST', 'OPERATOR', 'SORTING_CENTER'],
  destroyed:        ['EXCEPTION', 'EXCEPTION_DESTROYED', 'OPERATOR', 'SORTING_CENTER'],
  cancelled:        ['CANCELLED', null, 'SENDER', 'BRANCH'],
} as const satisfies Readonly<Record<string, Truth>>;

/** A kind of happening. */
export type HappeningKind = keyof typeof TRUTH;
