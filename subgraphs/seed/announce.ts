/**
 * What an operator of the demo tells the hub's directory about a leg. Invariant: it is what the kit makes of the leg that the operator
 * itself would answer, so the directory and the operator cannot differ.
 */
import type { CourierLeg, LockerLeg } from '../kit/contract.ts';
import { type Announcement as KitAnnouncement, toAnnouncement } from '../kit/toAnnouncement.ts';
import type { Journey, OperatorCode, TrueLeg } from './journey.ts';
import { isLocker } from './journey.ts';

/** One line of `announcements.ndjson`. */
export interface Announcement extends KitAnnouncement {
  readonly operator: OperatorCode;
  readonly role: 'courier' | 'locker';
}

/** The announcement of a leg, given what its operator makes of its own record. */
export function announce(journey: Journey, trueLeg: TrueLeg, leg: CourierLeg | LockerLeg): Announcement {
  const { id: parcel, platform, legs } = journey;
  return {
    ...toAnnouncement(leg, { parcel, platform, seq: legs.indexOf(trueLeg) }),
    operator: trueLeg.operator,
    role: isLocker(trueLeg.operator) ? 'locker' : 'courier',
  };
}
