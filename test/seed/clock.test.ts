/** Wall clocks of the demo's places, summer time included; the places; and chance. */
import { expect, test } from 'vitest';
import { formatIso, formatOffset, formatWallClock, offsetMinutesAt } from '../../subgraphs/seed/clock.ts';
import { CITIES, cityByCode } from '../../subgraphs/seed/places.ts';
import { createRandom } from '../../subgraphs/seed/random.ts';

// biome-ignore format: a table is read by its columns
test.each([
  ['SHA', '2026-07-01T00:00:00Z', '2026-07-01T08:00:00+08:00'],
  ['WAW', '2026-10-25T00:59:59Z', '2026-10-25T02:59:59+02:00'],
  ['WAW', '2026-10-25T01:00:00Z', '2026-10-25T02:00:00+01:00'],
  ['WAW', '2026-03-29T01:00:00Z', '2026-03-29T03:00:00+02:00'],
  ['LON', '2026-10-25T01:00:00Z', '2026-10-25T01:00:00+00:00'],
  ['NYC', '2026-11-01T05:59:59Z', '2026-11-01T01:59:59-04:00'],
  ['NYC', '2026-11-01T06:00:00Z', '2026-11-01T01:00:00-05:00'],
  ['LAX', '2026-11-01T09:00:00Z', '2026-11-01T01:00:00-08:00'],
  ['TYO', '2026-12-31T15:00:00Z', '2027-01-01T00:00:00+09:00'],
])('in %s, %s reads %s', (code, instant, expected) => {
  const at = Date.parse(instant);
  expect(formatIso(at, offsetMinutesAt(cityByCode(code), at))).toBe(expected);
});

test('the offsets are those of the system’s time zone data, all year round', () => {
  const zones = {
    WAW: 'Europe/Warsaw',
    LON: 'Europe/London',
    NYC: 'America/New_York',
    LAX: 'America/Los_Angeles',
  };
  for (const [code, timeZone] of Object.entries(zones)) {
    const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
    for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 7 * 3_600_000) {
      const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
      const offset = offsetMinutesAt(cityByCode(code), at);
      // Versions of the data differ in how they write no offset at all.
      expect(`GMT${formatOffset(offset, ':')}`).toBe(name === 'GMT' ? 'GMT+00:00' : name);
    }
  }
});

test('a wall clock has no zone', () => {
  expect(formatWallClock(Date.UTC(2026, 10, 20, 4), 480)).toBe('2026-11-20 12:00:00');
});

test('every city is whole, and codes are not used twice', () => {
  expect(new Set(CITIES.map(({ code }) => code)).size).toBe(CITIES.length);
  for (const city of CITIES) {
    expect(city.districts.length, city.name).toBeGreaterThanOrEqual(2);
    expect(city.districts.every((district) => district !== '')).toBe(true);
    expect(Math.abs(city.latitude)).toBeLessThan(90);
    expect(city.code).toMatch(/^[A-Z]{3}$/);
  }
});

test('streams of chance repeat, and differ from each other', () => {
  const draw = (seed: number, stream: number) => createRandom(seed, stream).digits(20);
  expect(draw(1, 1)).toBe(draw(1, 1));
  expect(new Set([draw(1, 1), draw(1, 2), draw(2, 1)]).size).toBe(3);
});
