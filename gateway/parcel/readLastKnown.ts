/** The last known values of a leg, as the store has them: of announcements and of what its operator answered since, the newer. */
import { FINAL_STATUSES } from '../../schema/privacy.ts';
import type { LastKnown } from '../request/requestScope.ts';
import type { LegRow } from '../store/directoryStore.ts';

/** By field name of the contract. */
export function readLastKnown(row: LegRow): LastKnown {
  const { parcel, status, substatus, updated_at: announcedAt, continuity, continuity_at: keptAt } = row;
  const announced = { status, substatus };
  if (continuity === null || keptAt === null)
    return { parcel, values: announced, asOf: announcedAt.getTime() };
  const isNewer = isAnsweredSince(row);
  const values = isNewer ? { ...announced, ...continuity } : { ...continuity, ...announced };
  // One time stands for all values, so it is the one that holds for each of them.
  const oldest = isNewer && 'status' in continuity ? keptAt : earlier(announcedAt, keptAt);
  return { parcel, values, asOf: oldest.getTime() };
}

/**
 * When a leg was done: as its operator announced, else by when it answered so. Null while it is not; the store's lists say the
 * same (`doneAt` in `ownParcels`).
 */
export function readDoneAt(row: LegRow): Date | null {
  if (row.final_at !== null || !isAnsweredSince(row)) return row.final_at;
  return FINAL_STATUSES.has(String(row.continuity['status'])) ? row.continuity_at : null;
}

type AnsweredRow = LegRow & {
  readonly continuity: NonNullable<LegRow['continuity']>;
  readonly continuity_at: Date;
};

/** Whether the operator answered after it announced; of one time, what it answered counts. */
function isAnsweredSince(row: LegRow): row is AnsweredRow {
  const { updated_at: announcedAt, continuity, continuity_at: keptAt } = row;
  return continuity !== null && keptAt !== null && keptAt.getTime() >= announcedAt.getTime();
}

function earlier(one: Date, other: Date): Date {
  return one.getTime() < other.getTime() ? one : other;
}
