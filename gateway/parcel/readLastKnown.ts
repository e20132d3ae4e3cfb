/** The last known values of a leg, as the store has them: of announcements and of what its operator answered, of each field the newer. */
import { FINAL_STATUSES } from '../../schema/privacy.ts';
import { type KnownValues, mergeKnown, newestOf, timesOf } from '../base/knownValues.ts';
import type { LastKnown } from '../request/requestScope.ts';
import type { LegRow } from '../store/directoryStore.ts';

/** By field name of the contract. */
export function readLastKnown(row: LegRow): LastKnown {
  const { parcel, status, substatus, updated_at: announcedAt } = row;
  const announced = { values: { status, substatus }, times: announcedAt.getTime() };
  // Of one time, what it answered counts.
  return { parcel, ...mergeKnown(readKept(row) ?? { values: {}, times: {} }, announced) };
}

/**
 * When a leg was done: as its operator announced, else by when it answered so. Null while it is not; the store's lists say the
 * same (`doneAt` in `ownParcels`).
 */
export function readDoneAt(row: LegRow): Date | null {
  const kept = readKept(row);
  if (row.final_at !== null || kept === undefined) return row.final_at;
  const answeredAt = newestOf(timesOf(kept.times, 'status'));
  const isDone = FINAL_STATUSES.has(String(kept.values['status'])) && answeredAt >= row.updated_at.getTime();
  return isDone ? new Date(answeredAt) : null;
}

/** Undefined where nothing is kept. */
function readKept({
  continuity,
  continuity_at: at,
  continuity_times: times,
}: LegRow): KnownValues | undefined {
  return continuity === null || at === null
    ? undefined
    : { values: continuity, times: times ?? at.getTime() };
}
