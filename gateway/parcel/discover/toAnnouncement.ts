/**
 * A found leg, as the directory keeps it. Pure. Invariants: whatever the operator announces of it later replaces it; nothing that an
 * agreement ends with a status is open by it, since nobody told which statuses the leg went through.
 */
import type { ProbeAnswer, ProbeQuestion } from '../../request/probe.ts';
import type { LegAnnouncement } from '../../store/directoryStore.ts';

/** Older than any announcement. */
const LONG_AGO = '1970-01-01T00:00:00Z';

export function toAnnouncement(
  { operator, number }: ProbeQuestion,
  { status, substatus, acceptedAt }: ProbeAnswer & { readonly kind: 'hit' },
): LegAnnouncement {
  return {
    // No reference that operators announce has a line break, so no announced leg ever joins a found parcel.
    parcel: `found\n${operator.code}\n${number}`,
    seq: 0,
    operator: operator.code,
    waybill: number,
    role: operator.role,
    // Through which platform it was ordered was not told: to everybody it is a parcel of others.
    platform: null,
    acceptedAt,
    finalAt: null,
    status,
    substatus,
    everReached: [],
    updatedAt: LONG_AGO,
  };
}
