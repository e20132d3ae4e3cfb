/** Waybill numbers: valid by checks that share no code with the generator, and nobody's twice. */
import { readFileSync } from 'node:fs';
import { getTracking } from 'ts-tracking-number';
import { expect, test } from 'vitest';
import { createWaybill, s10CheckDigit } from '../../subgraphs/seed/numbers.ts';
import { groupBy, seedForTest } from './support.ts';

const { announcements, manifest } = seedForTest({ parcels: 1_500 });
const network: {
  readonly operators: readonly {
    readonly code: string;
    readonly numberPatterns: readonly { readonly pattern: string }[];
  }[];
} = JSON.parse(readFileSync(new URL('../../schema/demo/network.json', import.meta.url), 'utf8'));

test('every number has the format that the demo network declares for its operator', () => {
  for (const { operator, waybill } of announcements) {
    const patterns = network.operators.find(({ code }) => code === operator)?.numberPatterns ?? [];
    expect(
      patterns.some(({ pattern }) => new RegExp(pattern).test(waybill)),
      `${operator} ${waybill}`,
    ).toBe(true);
  }
});

test('every S10 number has a right check digit', () => {
  const numbers = announcements
    .filter(({ operator }) => operator === 'china-post')
    .map(({ waybill }) => waybill);
  expect(numbers.length).toBeGreaterThan(300);
  for (const number of numbers) {
    // UPU S10-12, written out: multiply, add, subtract the remainder from eleven.
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, check] = [...number.slice(2, 11)].map(
      Number,
    );
    const rest = (8 * a + 6 * b + 4 * c + 2 * d + 3 * e + 5 * f + 9 * g + 7 * h) % 11;
    expect(check, number).toBe(rest === 0 ? 5 : rest === 1 ? 0 : 11 - rest);
    expect(getTracking(number), number).toBeDefined();
  }
});

test('check digits are those of known examples', () => {
  expect(s10CheckDigit('47312482')).toBe(9);
  expect(s10CheckDigit('12345678')).toBe(5);
});

test('no number occurs twice but the reused one, whose older parcel comes first', () => {
  const parcels = groupBy(announcements, ({ operator, waybill }) => `${operator} ${waybill}`);
  const twice = [...parcels.values()].filter((legs) => legs.length > 1);
  const story = manifest.stories['recycled-number'];
  const told = twice.filter(([leg]) => leg?.waybill === story?.trackingNumber);
  expect(told).toHaveLength(1);
  for (const legs of twice) {
    expect(legs.map(({ platform }) => platform)).toEqual(['taobao', 'jd']);
    expect(legs[0]?.status).toBe('DELIVERED');
  }
});

test('numbers stay apart for a million legs', () => {
  for (const operator of ['sf-express', 'zto', 'china-post', 'hive-box', 'inpost']) {
    const numbers = new Set<string>();
    for (let serial = 0; serial < 1_000_000; serial += 37) numbers.add(createWaybill(operator, serial));
    expect(numbers.size, operator).toBe(Math.ceil(1_000_000 / 37));
  }
});
