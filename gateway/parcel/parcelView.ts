/** A parcel as the `directory` graph answers it. */
import { normalizeNumber } from '../base/normalizeNumber.ts';
import type { RequestScope } from '../request/requestScope.ts';
import type { LegRow } from '../store/directoryStore.ts';
import { selectVisibleLegs, type VisibleLeg } from './visibleLegs.ts';

export interface ParcelView {
  readonly id: string;
  readonly trackingNumber: string;
  readonly legs: readonly VisibleLeg[];
}

/**
 * The parcel that a number resolves to, among the legs found for it; null when nothing is visible. A number resolves
 * only through a visible leg of that number; where several parcels have one, the leg that was accepted last decides.
 */
export function resolveParcel(
  trackingNumber: string,
  operator: string | undefined,
  found: readonly LegRow[],
  scope: RequestScope,
): ParcelView | null {
  const number = normalizeNumber(trackingNumber);
  let newest: LegRow | undefined;
  for (const row of found) {
    const isMatch = normalizeNumber(row.waybill) === number && (operator ?? row.operator) === row.operator;
    if (isMatch && isNewer(row, newest) && selectVisibleLegs([row], scope).length > 0) newest = row;
  }
  const { parcel } = newest ?? {};
  if (parcel === undefined) return null;
  const legs = selectVisibleLegs(
    found.filter((row) => row.parcel === parcel),
    scope,
  );
  return { id: parcel, trackingNumber: number, legs };
}

function isNewer(row: LegRow, than: LegRow | undefined): boolean {
  return than === undefined || row.ordered_at > than.ordered_at;
}
