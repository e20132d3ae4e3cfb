/** What a statement reads of a leg: everything but the digest of its number. */
import type { LegTable } from './tables.ts';

/** A time in milliseconds since the epoch, as times beside last known values are: `KnownTimes`. */
export const toMillis = (time: string) => `to_jsonb(trunc(extract(epoch from ${time}) * 1000))`;

/** As of when each of the last known values of `legs` is. */
export const KNOWN_TIMES = `coalesce(legs.continuity_times, ${toMillis('legs.continuity_at')})`;

export type LegRow = Omit<LegTable, 'number_digest'>;

/** The columns of a leg that are written and read by name. */
export const COLUMNS =
  'operator, waybill, parcel, seq, role, platform, accepted_at, final_at, status, substatus, ever_reached, ordered_at, updated_at, continuity, continuity_at, continuity_times';

/** The same, of a leg `l`. */
export const LEG_COLUMNS = COLUMNS.split(', ')
  .map((column) => `l.${column}`)
  .join(', ');
