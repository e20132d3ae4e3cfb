/**
 * What an operator tells the hub's directory about a leg. Invariant: it is read from the leg that the operator itself would
 * answer, so the directory and the operator cannot differ.
 */
import type { CourierLeg, LockerLeg, ParcelStatus, ParcelSubstatus } from '../kit/contract.ts';
import type { Journey, OperatorCode, Platform, TrueLeg } from './journey.ts';
import { isLocker } from './journey.ts';

/** One line of `announcements.ndjson`. */
export interface Announcement {
  readonly parcel: string;
  /** The leg's place in the journey, from 0. */
  readonly seq: number;
  readonly operator: OperatorCode;
  readonly waybill: string;
  readonly role: 'courier' | 'locker';
  readonly platform: Platform;
  readonly acceptedAt: string | null;
  readonly status: ParcelStatus | null;
  readonly substatus: ParcelSubstatus | null;
  /** Every status that was ever announced, in the order of happening; mistakes count, since they had been said. */
  readonly everReached: readonly ParcelStatus[];
  readonly finalAt: string | null;
  readonly updatedAt: string | null;
}

/** The announcement of a leg, given what its operator makes of its own record. */
export function announce(journey: Journey, trueLeg: TrueLeg, leg: CourierLeg | LockerLeg): Announcement {
  const events = leg.events ?? [];
  const statuses = events.flatMap(({ status }) => (status ? [status] : []));
  const status = leg.status ?? null;
  const substatus = leg.substatus ?? null;
  const last = events.findLast((event) => event.status === status && (event.substatus ?? null) === substatus);
  const updated = events.reduce<string | null>(
    (latest, { recordedAt }) => later(latest, textOf(recordedAt)),
    null,
  );
  return {
    parcel: journey.id,
    seq: journey.legs.indexOf(trueLeg),
    operator: trueLeg.operator,
    waybill: trueLeg.waybill,
    role: isLocker(trueLeg.operator) ? 'locker' : 'courier',
    platform: journey.platform,
    acceptedAt: textOf(leg.acceptedAt),
    status,
    substatus,
    everReached: [...new Set(statuses)],
    finalAt: isFinal(status, substatus) ? textOf(last?.occurredAt) : null,
    updatedAt: updated,
  };
}

/** The contract's final states. */
export function isFinal(status: ParcelStatus | null, substatus: ParcelSubstatus | null): boolean {
  if (status === 'EXCEPTION') return substatus === 'EXCEPTION_LOST' || substatus === 'EXCEPTION_DESTROYED';
  return status === 'DELIVERED' || status === 'RETURNED' || status === 'CANCELLED';
}

function later(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return Date.parse(other) > Date.parse(one) ? other : one;
}

function textOf(time: Date | string | null | undefined): string | null {
  return time instanceof Date ? time.toISOString() : (time ?? null);
}
