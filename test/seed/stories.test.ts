/** The stories of the manifest: one findable parcel for every situation, standing where the story says. */
import { describe, expect, test } from 'vitest';
import type { CourierLeg, LockerLeg } from '../../subgraphs/kit/contract.ts';
import { SITUATIONS } from '../../subgraphs/seed/situations/allSituations.ts';
import { seedForTest } from './support.ts';

const { manifest, announcements, answers } = seedForTest({ parcels: 100 });

/** Operators in order, and the status or sub-status of each leg. */
// biome-ignore format: a table is read by its columns
const STORIES: readonly (readonly [story: string, legs: string])[] = [
  ['delivered-at-home',                '* DELIVERED_TO_RECIPIENT'],
  ['out-for-delivery',                 'sf-express OUT_FOR_DELIVERY_COURIER'],
  ['courier-to-locker',                '* DELIVERED_COLLECTED, hive-box DELIVERED_COLLECTED'],
  ['waiting-in-locker',                'sf-express AVAILABLE_FOR_PICKUP_LOCKER, hive-box AVAILABLE_FOR_PICKUP_LOCKER'],
  ['zto-to-locker-waiting',            'zto AVAILABLE_FOR_PICKUP_LOCKER, hive-box AVAILABLE_FOR_PICKUP_LOCKER'],
  ['two-couriers',                     '* IN_TRANSIT_HANDED_TO_OPERATOR, * DELIVERED_TO_RECIPIENT'],
  ['two-couriers-and-a-locker',        'china-post IN_TRANSIT_HANDED_TO_OPERATOR, sf-express AVAILABLE_FOR_PICKUP_LOCKER, hive-box AVAILABLE_FOR_PICKUP_LOCKER'],
  ['zto-sf-and-a-locker',              'zto IN_TRANSIT_HANDED_TO_OPERATOR, sf-express DELIVERED_COLLECTED, hive-box DELIVERED_COLLECTED'],
  ['dropped-in-locker-by-sender',      'hive-box ACCEPTED_BY_CARRIER, sf-express DELIVERED_TO_RECIPIENT'],
  ['delivered-to-proxy',               '* DELIVERED_TO_PROXY'],
  ['cash-on-delivery',                 'sf-express DELIVERED_COD_PAID'],
  ['collected-at-station',             '* DELIVERED_COLLECTED'],
  ['fresh-fruit',                      'sf-express DELIVERED_TO_RECIPIENT'],
  ['registered-only',                  '* REGISTERED_LABEL_CREATED'],
  ['china-post-to-inpost',             'china-post IN_TRANSIT_HANDED_TO_OPERATOR, inpost DELIVERED_COLLECTED'],
  ['waiting-in-inpost-locker',         'china-post IN_TRANSIT_HANDED_TO_OPERATOR, inpost AVAILABLE_FOR_PICKUP_LOCKER'],
  ['sf-to-inpost',                     'sf-express IN_TRANSIT_HANDED_TO_OPERATOR, inpost DELIVERED_COLLECTED'],
  ['zto-china-post-inpost',            'zto IN_TRANSIT_HANDED_TO_OPERATOR, china-post IN_TRANSIT_HANDED_TO_OPERATOR, inpost DELIVERED_COLLECTED'],
  ['from-abroad-by-china-post',        'china-post DELIVERED_TO_RECIPIENT'],
  ['from-an-inpost-locker-to-china',   'inpost IN_TRANSIT_DEPARTED_FACILITY, china-post DELIVERED_TO_RECIPIENT'],
  ['customs-hold',                     'china-post EXCEPTION_CUSTOMS, inpost REGISTERED_LABEL_CREATED'],
  ['customs-need-information',         'china-post IN_TRANSIT_CUSTOMS_NEEDS_INFO, inpost REGISTERED_LABEL_CREATED'],
  ['inpost-overdue',                   'china-post IN_TRANSIT_HANDED_TO_OPERATOR, inpost RETURNING'],
  ['inpost-extended',                  'china-post IN_TRANSIT_HANDED_TO_OPERATOR, inpost DELIVERED_COLLECTED'],
  ['inpost-temporary-locker',          'china-post IN_TRANSIT_HANDED_TO_OPERATOR, inpost AVAILABLE_FOR_PICKUP_TEMPORARY'],
  ['failed-nobody-home',               '* DELIVERY_FAILED_NOBODY'],
  ['failed-closed',                    'sf-express DELIVERY_FAILED_CLOSED'],
  ['failed-wrong-address',             '* DELIVERY_FAILED_ADDRESS'],
  ['failed-fees-unpaid',               '* DELIVERY_FAILED_FEES_OR_SECURITY'],
  ['failed-refused',                   'sf-express DELIVERY_FAILED_REFUSED'],
  ['returning-to-sender',              '* RETURNING'],
  ['returned-to-sender',               '* RETURNED'],
  ['delayed-by-weather',               '* EXCEPTION_DELAYED'],
  ['delayed-by-flight',                '* EXCEPTION_DELAYED'],
  ['damaged',                          '* EXCEPTION_DAMAGED'],
  ['lost',                             '* EXCEPTION_LOST'],
  ['destroyed',                        '* EXCEPTION_DESTROYED'],
  ['overdue-in-locker',                '* AVAILABLE_FOR_PICKUP_LOCKER, hive-box AVAILABLE_FOR_PICKUP_OVERDUE'],
  ['removed-from-locker',              '* DELIVERED_TO_RECIPIENT, hive-box AVAILABLE_FOR_PICKUP_REMOVED_BY_COURIER'],
  ['removed-from-locker-and-returned', '* RETURNED, hive-box AVAILABLE_FOR_PICKUP_REMOVED_BY_COURIER'],
  ['collected-then-returning',         'sf-express RETURNING, hive-box DELIVERED_COLLECTED'],
  ['redirected',                       '* DELIVERED_TO_RECIPIENT'],
  ['cancelled',                        '* CANCELLED'],
  ['silent',                           '* IN_TRANSIT'],
  ['late-scan',                        'sf-express DELIVERED_TO_RECIPIENT'],
  ['zto-late-scan',                    'zto DELIVERED_TO_RECIPIENT'],
  ['corrected-delivery',               '* DELIVERED_TO_RECIPIENT'],
  ['corrected-delivery-pending',       'sf-express OUT_FOR_DELIVERY_COURIER'],
  ['corrected-place',                  '* DELIVERED_TO_RECIPIENT'],
  ['replaced-waybill',                 'sf-express IN_TRANSIT_REDIRECTED, sf-express DELIVERED_TO_RECIPIENT'],
  ['recycled-number',                  'zto IN_TRANSIT'],
];

test('every situation has its story, and every story a row here', () => {
  const names = STORIES.map(([name]) => name);
  expect(Object.keys(manifest.stories)).toEqual(Object.keys(SITUATIONS));
  expect(names.toSorted()).toEqual(Object.keys(SITUATIONS).toSorted());
});

test.each(STORIES)('%s: %s', (name, expected) => {
  const wanted = expected.split(', ').map((part) => part.split(' '));
  const story = manifest.stories[name];
  expect(story?.about).toMatch(/^[A-Z].*\.$/);
  expect(story?.legs[0]?.waybill).toBe(story?.trackingNumber);
  const told = (story?.legs ?? []).map(({ operator, waybill }, index) => {
    const [wantedOperator, wantedState = ''] = wanted[index] ?? [];
    const leg = answers[operator].legOf(waybill);
    const state = leg?.substatus?.startsWith(wantedState) ? wantedState : (leg?.substatus ?? leg?.status);
    return `${wantedOperator === '*' ? '*' : operator} ${state}`;
  });
  expect(told.join(', ')).toBe(expected);
});

function legsOf(name: string): readonly (CourierLeg & LockerLeg)[] {
  return (manifest.stories[name]?.legs ?? []).map(
    ({ operator, waybill }) => answers[operator].legOf(waybill) ?? { waybill },
  );
}

describe('what the stories are about', () => {
  test('a parcel handed on points to the next leg', () => {
    const [first, second, locker] = legsOf('two-couriers-and-a-locker');
    expect(first?.handedTo).toEqual({ operatorCode: 'sf-express', waybill: second?.waybill });
    expect(second?.handedTo).toEqual({ operatorCode: 'hive-box', waybill: locker?.waybill });
  });

  test('a replaced waybill and its replacement point to each other', () => {
    const [old, current] = legsOf('replaced-waybill');
    expect(old?.replacedBy).toEqual({ operatorCode: 'sf-express', waybill: current?.waybill });
    expect(current?.replaces).toEqual({ operatorCode: 'sf-express', waybill: old?.waybill });
  });

  test('an overdue parcel costs a fee, and one still in its free time costs nothing', () => {
    expect(legsOf('overdue-in-locker')[1]?.fee?.minorUnits).toBeGreaterThanOrEqual(50);
    expect(legsOf('courier-to-locker')[1]?.fee).toBeNull();
  });

  test('an extension moves the deadline by 48 hours', () => {
    const [, locker] = legsOf('inpost-extended');
    expect(locker?.deadline).toBe(locker?.extendedUntil);
    expect(Date.parse(String(locker?.deadline)) - Date.parse(String(locker?.storedAt))).toBe(96 * 3_600_000);
  });

  test('a late scan is recorded after later events, and stands where it happened', () => {
    for (const name of ['late-scan', 'zto-late-scan']) {
      const [leg] = legsOf(name);
      const times = (leg?.events ?? []).map(({ occurredAt }) => Date.parse(String(occurredAt)));
      expect(times).toEqual(times.toSorted((one, other) => one - other));
      const sequences = (leg?.events ?? []).map(({ sequence }) => sequence ?? 0);
      expect(sequences).not.toEqual(sequences.toSorted((one, other) => one - other));
      expect(leg?.events?.some(({ occurredAt, recordedAt }) => occurredAt !== recordedAt)).toBe(true);
    }
  });

  test.each([
    ['corrected-delivery', 'DID_NOT_OCCUR'],
    ['corrected-delivery-pending', 'DID_NOT_OCCUR'],
    ['corrected-place', 'INCORRECT_DATA'],
  ])('%s holds a correction of an event of the same leg: %s', (name, reason) => {
    const [leg] = legsOf(name);
    const corrections = (leg?.events ?? []).flatMap(({ corrects }) => (corrects ? [corrects] : []));
    expect(corrections.map((correction) => correction.reason)).toEqual([reason]);
    expect(leg?.events?.map(({ id }) => id)).toContain(corrections[0]?.eventId);
  });

  test('a mistaken delivery counts as once reached, though the leg is not final', () => {
    const number = manifest.stories['corrected-delivery-pending']?.trackingNumber;
    const announced = announcements.find(({ waybill }) => waybill === number);
    expect(announced).toMatchObject({ status: 'OUT_FOR_DELIVERY', finalAt: null });
    expect(announced?.everReached).toContain('DELIVERED');
  });

  test('a silent parcel has had no scan for more than 30 days', () => {
    const number = manifest.stories['silent']?.trackingNumber;
    const updatedAt = announcements.find(({ waybill }) => waybill === number)?.updatedAt ?? '';
    expect(Date.parse(manifest.anchor) - Date.parse(updatedAt)).toBeGreaterThan(30 * 86_400_000);
  });

  test('a delay changes the estimate, and its first form is kept', () => {
    const [leg] = legsOf('delayed-by-weather');
    expect(leg?.estimate).toMatchObject({ reviseReason: 'WEATHER', revision: 2 });
    expect(leg?.estimate?.revisions).toHaveLength(3);
  });

  test('cash on delivery is what the goods cost', () => {
    const [leg] = legsOf('cash-on-delivery');
    expect(leg?.goods?.cashOnDelivery).toEqual(leg?.goods?.declaredValue);
  });

  test('fruit has a cold chain', () => {
    expect(legsOf('fresh-fruit')[0]).toHaveProperty('sfExpress_coldChain.maxCelsius', 8);
  });

  test('InPost’s QR payload holds the phone number and the code', () => {
    const [, locker] = legsOf('waiting-in-inpost-locker');
    expect(locker?.pickupCode).toMatch(/^\d{6}$/);
    expect(locker?.pickupQr).toBe(`P|${locker?.recipient?.phone}|${locker?.pickupCode}`);
  });

  test('Hive Box’s code has eight digits', () => {
    expect(legsOf('waiting-in-locker')[1]?.pickupCode).toMatch(/^\d{8}$/);
  });

  test('events abroad keep the offset of the place', () => {
    const [leg] = legsOf('china-post-to-inpost');
    const offsets = (leg?.events ?? []).map(({ occurredAt }) => String(occurredAt).slice(19));
    expect(offsets[0]).toBe('+08:00');
    expect(offsets.at(-1)).toMatch(/^\+0[12]:00$/);
  });
});
