import { describe, expect, test } from 'vitest';
import { readLegContract } from '../../../gateway/registry/legs/legContract.ts';
import {
  type AnnouncementContext,
  readAnnouncement,
} from '../../../gateway/registry/legs/readAnnouncement.ts';

const NOW = Date.parse('2017-06-01T12:00:00+08:00');
const COURIER: AnnouncementContext = {
  operator: 'sf-express',
  contract: readLegContract('courier'),
  platforms: new Set(['cainiao', 'jd']),
  now: NOW,
};
const LOCKER: AnnouncementContext = { ...COURIER, operator: 'hive-box', contract: readLegContract('locker') };

const LEG = {
  waybill: 'SF1',
  parcel: 'order-1',
  status: 'IN_TRANSIT',
  updatedAt: '2017-06-01T11:00:00+08:00',
};
const DELIVERED = { status: 'DELIVERED', finalAt: '2017-06-01T11:00:00+08:00' };
const minutesFromNow = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();

function read(more: Readonly<Record<string, unknown>>, context = COURIER): string {
  const result = readAnnouncement({ ...LEG, ...more }, context);
  return 'leg' in result ? 'taken' : result.failure.code;
}

describe('a leg is taken, and its nearest neighbour is not', () => {
  test.each<
    [
      member: string,
      taken: Readonly<Record<string, unknown>>,
      refused: Readonly<Record<string, unknown>>,
      code: string,
    ]
  >([
    ['waybill', { waybill: 'sf 1-2' }, { waybill: 'sf_1' }, 'BAD_VALUE'],
    ['waybill, length', { waybill: '1'.repeat(64) }, { waybill: '1'.repeat(65) }, 'BAD_VALUE'],
    ['waybill, none', {}, { waybill: null }, 'MISSING'],
    ['waybill, of nothing but dashes', { waybill: '-1-' }, { waybill: '---' }, 'BAD_VALUE'],
    ['parcel', { parcel: '订单-1' }, { parcel: 'a\u0000b' }, 'BAD_VALUE'],
    ['parcel, half a character', { parcel: '\ud83d\udce6' }, { parcel: '\ud83d' }, 'BAD_VALUE'],
    ['parcel, none', {}, { parcel: '' }, 'MISSING'],
    ['seq', { seq: 0 }, { seq: -1 }, 'BAD_VALUE'],
    ['seq, whole', { seq: 3 }, { seq: 1.5 }, 'BAD_VALUE'],
    ['platform', { platform: 'cainiao' }, { platform: 'caniao' }, 'UNKNOWN_PLATFORM'],
    ['platform, none', { platform: null }, { platform: '' }, 'UNKNOWN_PLATFORM'],
    ['platform, not an operator', { platform: 'jd' }, { platform: 'sf-express' }, 'UNKNOWN_PLATFORM'],
    ['status', { status: 'REGISTERED' }, { status: 'LOST' }, 'BAD_VALUE'],
    ['status, derived by the hub', { status: 'ACCEPTED' }, { status: 'UNKNOWN' }, 'BAD_VALUE'],
    ['status, derived by the hub', { status: 'CANCELLED' }, { status: 'EXPIRED' }, 'BAD_VALUE'],
    ['substatus', { substatus: 'IN_TRANSIT_MOVING' }, { substatus: 'DELIVERED_TO_PROXY' }, 'BAD_VALUE'],
    ['substatus, known', { substatus: null }, { substatus: 'IN_TRANSIT_FLYING' }, 'BAD_VALUE'],
    ['everReached', { everReached: ['ACCEPTED'] }, { everReached: ['UNKNOWN'] }, 'BAD_VALUE'],
    ['updatedAt', { updatedAt: '2017-06-01T04:00:00Z' }, { updatedAt: '2017-06-01T04:00:00' }, 'BAD_TIME'],
    ['updatedAt, a day that exists', {}, { updatedAt: '2017-04-31T04:00:00Z' }, 'BAD_TIME'],
    ['updatedAt, none', {}, { updatedAt: null }, 'MISSING'],
    ['updatedAt, ahead', { updatedAt: minutesFromNow(5) }, { updatedAt: minutesFromNow(6) }, 'BAD_TIME'],
    ['acceptedAt, ahead', { acceptedAt: minutesFromNow(5) }, { acceptedAt: minutesFromNow(6) }, 'BAD_TIME'],
    ['finalAt, ahead', DELIVERED, { ...DELIVERED, finalAt: minutesFromNow(6) }, 'BAD_TIME'],
    ['finalAt, of a final status', DELIVERED, { finalAt: LEG.updatedAt }, 'BAD_VALUE'],
    [
      'finalAt, of what is lost',
      { ...DELIVERED, status: 'EXCEPTION', substatus: 'EXCEPTION_LOST' },
      { ...DELIVERED, status: 'EXCEPTION', substatus: 'EXCEPTION_DELAYED' },
      'BAD_VALUE',
    ],
    ['members', {}, { recipient: { name: 'Yang' } }, 'UNKNOWN_MEMBER'],
    ['members, of the prototype', {}, { constructor: 1 }, 'UNKNOWN_MEMBER'],
    ['operator and role are the signer’s', {}, { operator: 'zto' }, 'UNKNOWN_MEMBER'],
  ])('%s', (_, taken, refused, code) => {
    expect(read(taken)).toBe('taken');
    expect(read(refused)).toBe(code);
  });
});

describe('last known values are of the contract', () => {
  test.each<[values: unknown, courier: string, locker: string]>([
    [null, 'taken', 'taken'],
    [{}, 'taken', 'taken'],
    [{ coarsePlace: { country: 'CN', city: 'Guiyang' } }, 'taken', 'taken'],
    [{ coarsePlace: null }, 'taken', 'taken'],
    [{ coarsePlace: { street: 'Jiefang Road 1' } }, 'UNKNOWN_MEMBER', 'UNKNOWN_MEMBER'],
    [{ coarsePlace: { city: 7 } }, 'BAD_VALUE', 'BAD_VALUE'],
    [{ coarsePlace: { city: '\ud800' } }, 'BAD_VALUE', 'BAD_VALUE'],
    [{ coarsePlace: { city: 'x'.repeat(201) } }, 'BAD_VALUE', 'BAD_VALUE'],
    [{ estimate: { from: '2017-06-03T09:00:00+08:00' } }, 'taken', 'UNKNOWN_MEMBER'],
    [{ estimate: { from: 'tomorrow' } }, 'BAD_VALUE', 'UNKNOWN_MEMBER'],
    [{ deadline: '2017-06-03T09:00:00+08:00' }, 'UNKNOWN_MEMBER', 'taken'],
    [{ deadline: 'tomorrow' }, 'UNKNOWN_MEMBER', 'BAD_VALUE'],
    [{ pickupCode: '123456' }, 'UNKNOWN_MEMBER', 'UNKNOWN_MEMBER'],
    [{ recipient: { name: 'Yang' } }, 'UNKNOWN_MEMBER', 'UNKNOWN_MEMBER'],
    [{ status: 'DELIVERED' }, 'UNKNOWN_MEMBER', 'UNKNOWN_MEMBER'],
    [[], 'BAD_VALUE', 'BAD_VALUE'],
    ['Guiyang', 'BAD_VALUE', 'BAD_VALUE'],
    [JSON.parse('{ "__proto__": { "city": "Guiyang" } }'), 'UNKNOWN_MEMBER', 'UNKNOWN_MEMBER'],
  ])('%j', (continuity, courier, locker) => {
    expect(read({ continuity }, COURIER)).toBe(courier);
    expect(read({ continuity }, LOCKER)).toBe(locker);
  });
});

test('a leg is as it was announced, by whoever signed the call', () => {
  const read = readAnnouncement({ ...LEG, ...DELIVERED, everReached: ['ACCEPTED'] }, LOCKER);
  expect(read).toEqual({
    leg: {
      operator: 'hive-box',
      role: 'locker',
      waybill: 'SF1',
      parcel: 'order-1',
      seq: 0,
      platform: null,
      acceptedAt: null,
      finalAt: '2017-06-01T11:00:00+08:00',
      status: 'DELIVERED',
      substatus: null,
      everReached: ['ACCEPTED', 'DELIVERED'],
      updatedAt: '2017-06-01T11:00:00+08:00',
      continuity: null,
    },
  });
});

test('a failure says what is wrong and what to do', () => {
  expect(readAnnouncement({ ...LEG, status: 'IN_TRANSITT' }, COURIER)).toEqual({
    failure: {
      code: 'BAD_VALUE',
      message: '`IN_TRANSITT` is no status that an operator can say; did you mean `IN_TRANSIT`?',
      waybill: 'SF1',
    },
  });
});
