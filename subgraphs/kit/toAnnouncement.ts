/**
 * What an operator tells the hub's directory about a leg: a line for `hub legs announce`. Invariant: it is read from the leg that the
 * operator itself would answer, so the directory and the operator cannot differ. Pure.
 */
import type { CourierLeg, LockerLeg, ParcelStatus, ParcelSubstatus } from './contract.ts';

/** What only the operator's orders tell, and no leg does. */
export interface AnnouncedOrder {
  /** A reference that all operators of the parcel know, and nobody else can guess. */
  readonly parcel: string;
  /** Code of the platform through which it was ordered; null for none on the network. */
  readonly platform: string | null;
  /** The leg's place in the journey, from 0, which it is when left out. */
  readonly seq?: number;
}

/** A leg as `announceLegs` of the control API takes it. */
export interface Announcement {
  readonly waybill: string;
  readonly parcel: string;
  readonly seq: number;
  readonly platform: string | null;
  readonly acceptedAt: string | null;
  readonly finalAt: string | null;
  /** The hub takes no leg without one. */
  readonly status: ParcelStatus | null;
  readonly substatus: ParcelSubstatus | null;
  /** Every status that was ever said, in the order of happening; mistakes count, since they had been said. */
  readonly everReached: readonly ParcelStatus[];
  /** When the newest event was recorded: null for a leg without events, which the hub does not take. */
  readonly updatedAt: string | null;
}

/** The announcement of a leg, given the order that it belongs to. */
export function toAnnouncement(
  leg: CourierLeg | LockerLeg,
  { parcel, platform, seq = 0 }: AnnouncedOrder,
): Announcement {
  const events = [...(leg.events ?? [])].sort(
    (one, other) => timeOf(one.occurredAt) - timeOf(other.occurredAt),
  );
  const status = leg.status ?? null;
  const substatus = leg.substatus ?? null;
  const last = events.findLast((event) => event.status === status && (event.substatus ?? null) === substatus);
  const updated = events.reduce<string | null>(
    (latest, { recordedAt, occurredAt }) => later(latest, textOf(recordedAt ?? occurredAt)),
    null,
  );
  return {
    waybill: leg.waybill,
    parcel,
    seq,
    platform,
    acceptedAt: textOf(leg.acceptedAt),
    finalAt: isFinal(status, substatus) ? textOf(last?.occurredAt) : null,
    status,
    substatus,
    everReached: [...new Set(events.flatMap((event) => event.status ?? []))],
    updatedAt: updated,
  };
}

/** The contract's final states. */
function isFinal(status: ParcelStatus | null, substatus: ParcelSubstatus | null): boolean {
  if (status === 'EXCEPTION') return substatus === 'EXCEPTION_LOST' || substatus === 'EXCEPTION_DESTROYED';
  return status === 'DELIVERED' || status === 'RETURNED' || status === 'CANCELLED';
}

function later(one: string | null, other: string | null): string | null {
  return timeOf(other) > timeOf(one) ? other : one;
}

function timeOf(time: Date | string | null | undefined): number {
  return time === null || time === undefined ? Number.NEGATIVE_INFINITY : new Date(time).getTime();
}

function textOf(time: Date | string | null | undefined): string | null {
  return time instanceof Date ? time.toISOString() : (time ?? null);
}
