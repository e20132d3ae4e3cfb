/**
 * Instants (milliseconds since 1970) as the wall clock of a place shows them, with the offset in force there and then.
 * Only the zones of the demo's places are known; Poland, Germany, Britain and the United States change theirs in autumn.
 */

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** "Now" of the demo: what happens later is not in the data. */
export const DEMO_ANCHOR = '2026-11-20T12:00:00+08:00';

type SummerTime = 'none' | 'eu' | 'us';

/** Standard offset in minutes and the rule for summer time, by country; by city where a country has several. */
const ZONES: Readonly<Record<string, readonly [offsetMinutes: number, summerTime: SummerTime]>> = {
  CN: [480, 'none'],
  JP: [540, 'none'],
  KR: [540, 'none'],
  PL: [60, 'eu'],
  DE: [60, 'eu'],
  GB: [0, 'eu'],
  US: [-300, 'us'],
  LAX: [-480, 'us'],
};

/** The offset in minutes that is in force at an instant in a city. */
export function offsetMinutesAt(
  city: { readonly country: string; readonly code: string },
  at: number,
): number {
  const [standard, summerTime] = ZONES[city.code] ?? ZONES[city.country] ?? [480, 'none'];
  return isSummerTime(summerTime, at, standard) ? standard + 60 : standard;
}

function isSummerTime(rule: SummerTime, at: number, standardMinutes: number): boolean {
  if (rule === 'none') return false;
  const year = new Date(at).getUTCFullYear();
  if (rule === 'eu') return at >= sunday(year, 2, 'last') + HOUR && at < sunday(year, 9, 'last') + HOUR;
  const local = standardMinutes * MINUTE;
  return at >= sunday(year, 2, 2) + 2 * HOUR - local && at < sunday(year, 10, 1) + HOUR - local;
}

/** Midnight UTC of the nth or the last Sunday of a month. */
function sunday(year: number, month: number, which: number | 'last'): number {
  if (which === 'last') {
    const end = Date.UTC(year, month + 1, 0);
    return end - new Date(end).getUTCDay() * DAY;
  }
  const first = Date.UTC(year, month, 1);
  return first + (((7 - new Date(first).getUTCDay()) % 7) + 7 * (which - 1)) * DAY;
}

/** `yyyy-MM-dd HH:mm:ss` on a wall clock with the offset. */
export function formatWallClock(at: number, offsetMinutes: number): string {
  return new Date(at + offsetMinutes * MINUTE).toISOString().slice(0, 19).replace('T', ' ');
}

/** ISO 8601 with seconds and offset, as `2026-11-20T12:00:00+08:00`. */
export function formatIso(at: number, offsetMinutes: number): string {
  const local = new Date(at + offsetMinutes * MINUTE).toISOString().slice(0, 19);
  return local + formatOffset(offsetMinutes, ':');
}

/** An offset as `+08:00`, or with another separator. */
export function formatOffset(offsetMinutes: number, separator: string): string {
  const size = Math.abs(offsetMinutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${separator}${two(size % 60)}`;
}
