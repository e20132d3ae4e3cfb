/** Times of the story, on the wall clocks of China, and numbers. */
const OFFSET_MS = 8 * 3_600_000;

/** As `Fri 20 Nov 12:00`. */
export function sayTime(time: number | string): string {
  const at = typeof time === 'string' ? Date.parse(time) : time;
  const [weekday = '', day, month, , clock = ''] = new Date(at + OFFSET_MS).toUTCString().split(' ');
  return `${weekday.replace(',', '')} ${day} ${month} ${clock.slice(0, 5)}`;
}

/** As `1 Jan 2028`. */
export function sayDay(time: string): string {
  const [, day, month, year] = new Date(Date.parse(time) + OFFSET_MS).toUTCString().split(' ');
  return `${Number(day)} ${month} ${year}`;
}

/** As `10,000`. */
export function sayCount(count: number): string {
  return count.toLocaleString('en');
}
