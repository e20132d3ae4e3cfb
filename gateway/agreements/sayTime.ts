/** Shows times to people. Invariant: total, since a number from outside may be no time at all. */

const LATEST_MS = 8.64e15;

/** As `2017-06-03T04:00:00Z`; a number that is no time as the number. */
export function sayTime(time: number): string {
  if (!(Math.abs(time) <= LATEST_MS)) return String(time);
  return new Date(time).toISOString().replace('.000Z', 'Z');
}
