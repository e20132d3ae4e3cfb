/** What a statement reads of a leg: everything but the digest of its number. */
import type { LegTable } from './tables.ts';

export type LegRow = Omit<LegTable, 'number_digest'>;

/** The columns of a leg that are written and read by name. */
export const COLUMNS =
  'operator, waybill, parcel, seq, role, platform, accepted_at, final_at, status, substatus, ever_reached, ordered_at, updated_at, continuity, continuity_at';

/** The same, of a leg `l`. */
export const LEG_COLUMNS = COLUMNS.split(', ')
  .map((column) => `l.${column}`)
  .join(', ');
