/**
 * Makes one scan of a journey late: the operator learns of it hours after it happened, when later scans are recorded.
 */
import { HOUR } from './clock.ts';
import { type Happening, isLocker, type TrueLeg } from './journey.ts';
import type { Trip } from './trip.ts';

/** Delays one scan of a courier's leg; of about one leg in twelve, unless it is to be done in any case. */
export function delayScan(trip: Trip, how: 'seldom' | 'always'): void {
  for (const leg of trip.journey.legs) {
    if (isLocker(leg.operator) || leg.happenings.length < 6) continue;
    if (how === 'seldom' && !trip.random.chance(0.08)) continue;
    const index = trip.random.int(2, leg.happenings.length - 4);
    const happening = leg.happenings[index];
    const after = leg.happenings[index + 1];
    if (happening === undefined || after === undefined || mustStay(happening, leg)) continue;
    // Later than the next scan, so that the records are out of order and not only late.
    const recordedAt = Math.max(after.recordedAt + 60_000, happening.at + trip.random.int(2, 9) * HOUR);
    leg.happenings[index] = { ...happening, recordedAt };
  }
}

/** Corrections, the mistakes they are about and what has a reason are told elsewhere. */
function mustStay(happening: Happening, leg: TrueLeg): boolean {
  const isMistake = leg.happenings.some(({ corrects }) => corrects?.happening === happening);
  return isMistake || happening.corrects !== null || happening.reason !== null;
}
