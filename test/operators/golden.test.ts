/**
 * Whole legs, checked by eye: `golden/<operator>.json` holds a native record and the leg it is on the network. SF Express's
 * holds a delivery taken back, ZTO's a late scan, China Post's a customs hold abroad, Hive Box's a fee.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { toLeg as chinaPostLeg } from '../../subgraphs/china-post/toLeg.ts';
import { storageFeeFen } from '../../subgraphs/hive-box/storageFee.ts';
import { toLeg as hiveBoxLeg } from '../../subgraphs/hive-box/toLeg.ts';
import { toLeg as inpostLeg } from '../../subgraphs/inpost/toLeg.ts';
import type { SfRecord } from '../../subgraphs/sf-express/native.ts';
import { toLeg as sfExpressLeg } from '../../subgraphs/sf-express/toLeg.ts';
import { toLeg as ztoLeg } from '../../subgraphs/zto/toLeg.ts';

function read<NativeRecord>(operator: string): { readonly record: NativeRecord; readonly leg: unknown } {
  return JSON.parse(readFileSync(new URL(`golden/${operator}.json`, import.meta.url), 'utf8'));
}

function check<NativeRecord>(operator: string, toLeg: (record: NativeRecord) => unknown): void {
  const { record, leg } = read<NativeRecord>(operator);
  expect(toLeg(record)).toEqual(leg);
}

test('a leg of sf-express', () => check('sf-express', sfExpressLeg));
test('a leg of zto', () => check('zto', ztoLeg));
test('a leg of china-post', () => check('china-post', chinaPostLeg));
test('a leg of hive-box', () => check('hive-box', hiveBoxLeg));
test('a leg of inpost', () => check('inpost', inpostLeg));

test('a code that the table does not know leaves the event, and the leg stands where it stood', () => {
  const { record } = read<SfRecord>('sf-express');
  const [first] = record.routes;
  if (first === undefined) throw new Error('the record has no routes');
  const strange = { ...first, opCode: '31415', acceptTime: '2026-11-20 11:00:00' };
  const leg = sfExpressLeg({ ...record, routes: [...record.routes, strange] });
  expect(leg.status).toBe('OUT_FOR_DELIVERY');
  expect(leg.events?.at(-1)).toMatchObject({ rawCode: '31415', status: null, custody: null });
});

test('a record without events is a leg without a status', () => {
  const { record } = read<SfRecord>('sf-express');
  const leg = sfExpressLeg({ ...record, routes: [], promise: [] });
  expect(leg).toMatchObject({
    status: null,
    acceptedAt: null,
    coarsePlace: null,
    events: [],
    estimate: null,
  });
});

const HOUR = 3_600_000;

test.each([
  ['in the free time', 0, 0],
  ['as it ends', -1, 0],
  ['a second later', 1 / 3600, 50],
  ['after 12 hours', 12, 50],
  ['after 12 hours and a bit', 12.1, 100],
  ['after 60.5 hours', 60.5, 300],
  ['after a month', 720, 300],
])('storage in Hive Box %s costs as it says', (_, hours, fen) => {
  expect(storageFeeFen(1_000 * HOUR, (1_000 + hours) * HOUR)).toBe(fen);
});
