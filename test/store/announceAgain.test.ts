/** What is left of a leg when it is announced again: what it reached, and the newer of its last known values. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createDirectoryStore,
  type DirectoryStore,
  type LegAnnouncement,
} from '../../gateway/store/directoryStore.ts';
import type { Store } from '../../gateway/store/openStore.ts';
import { announce } from '../support/startTestHub.ts';
import { ENGINES, type TestStore } from './engines.ts';

const KEY = new Uint8Array(32).fill(7);
const announcement = (operator: string, waybill: string, more: Partial<LegAnnouncement>) =>
  announce(operator, waybill, waybill, more);

describe.each(ENGINES)('on $name', ({ open }) => {
  let opened: TestStore;
  let store: Store;
  let directory: DirectoryStore;
  beforeAll(async () => {
    opened = await open();
    store = opened.store;
    directory = createDirectoryStore(store, KEY);
  });
  afterAll(() => opened.close());

  const at = (hour: number, everReached: readonly string[], more: Partial<LegAnnouncement> = {}) =>
    announcement('zto', 'A6', { updatedAt: `2017-06-01T${hour}:00:00+08:00`, everReached, ...more });
  const first = at(10, ['ACCEPTED', 'DELIVERED'], { parcel: 'a6' });
  test.each<[what: string, second: LegAnnouncement, reached: readonly string[]]>([
    ['of less', at(11, ['ACCEPTED'], { parcel: 'a6' }), ['ACCEPTED', 'DELIVERED']],
    ['of something else', at(11, ['RETURNED'], { parcel: 'a6' }), ['ACCEPTED', 'DELIVERED', 'RETURNED']],
    ['of nothing', at(11, [], { parcel: 'a6' }), ['ACCEPTED', 'DELIVERED']],
    ['that is older', at(9, ['RETURNED'], { parcel: 'a6' }), ['ACCEPTED', 'DELIVERED']],
    ['of another parcel', at(11, ['ACCEPTED'], { parcel: 'a7' }), ['ACCEPTED']],
    ['of another platform', at(11, ['ACCEPTED'], { parcel: 'a6', platform: 'jd' }), ['ACCEPTED']],
  ])('what was reached stays reached by an announcement %s, apart or at once', async (_, second, reached) => {
    const read = async () => {
      const [legs] = await directory.findByNumbers(['A6']);
      await sql`delete from legs where waybill = 'A6'`.execute(store);
      return legs?.map(({ ever_reached: each }) => each.toSorted());
    };
    await directory.announce([first]);
    await directory.announce([second]);
    expect(await read()).toEqual([reached]);
    await directory.announce([first, second]);
    expect(await read()).toEqual([reached]);
  });

  test.each<[what: string, hour: number, known: object]>([
    [
      'that is newer than what was answered',
      12,
      { deadline: 'announced', estimate: null, status: 'DELIVERED' },
    ],
    ['of the same time', 11, { deadline: 'announced', estimate: null, status: 'DELIVERED' }],
    ['that is older', 10, { deadline: 'answered', estimate: null, status: 'DELIVERED' }],
  ])(
    'of last known values an announcement %s replaces what is older, field by field',
    async (_, hour, known) => {
      await sql`delete from legs where waybill = 'A8'`.execute(store);
      const hourOf = (each: number) => `2017-06-01T${String(each).padStart(2, '0')}:00:00+08:00`;
      await directory.announce([announcement('zto', 'A8', { updatedAt: hourOf(9) })]);
      const [[row] = []] = await directory.findByNumbers(['A8']);
      const kept = { operator: 'zto', waybill: 'A8', parcel: row?.parcel ?? '', reached: [] };
      const values = { deadline: 'answered', status: 'DELIVERED' };
      directory.continuity?.keep({ ...kept, values, asOf: Date.parse(hourOf(11)) });
      await directory.continuity?.close();
      const continuity = { deadline: 'announced', estimate: null };
      await directory.announce([announcement('zto', 'A8', { updatedAt: hourOf(hour), continuity })]);
      const [[after] = []] = await directory.findByNumbers(['A8']);
      expect(after?.continuity).toEqual(known);
      const at = (each: number) => Date.parse(hourOf(each));
      expect(after?.continuity_times).toEqual({
        deadline: at(Math.max(hour, 11)),
        estimate: at(hour),
        status: at(11),
      });
      expect(after?.continuity_at).toEqual(new Date(at(Math.max(hour, 11))));
    },
  );

  test.each<[what: string, announced: object, known: object, times: object | null]>([
    ['all of it', { city: 'B', region: 'b' }, { city: 'B', region: 'b' }, null],
    ['more', { city: 'B', region: 'b', country: 'CN' }, { city: 'B', region: 'b', country: 'CN' }, null],
    ['a part', { city: 'B' }, { city: 'B', region: 'a' }, { city: 12, region: 9 }],
  ])('an announcement that says %s anew leaves nothing older of that', async (_, announced, known, times) => {
    await sql`delete from legs where waybill = 'A9'`.execute(store);
    const hourOf = (hour: number) => `2017-06-01T${String(hour).padStart(2, '0')}:00:00+08:00`;
    const say = (hour: number, coarsePlace: object) =>
      directory.announce([
        announcement('zto', 'A9', { updatedAt: hourOf(hour), continuity: { coarsePlace } }),
      ]);
    await say(9, { city: 'A', region: 'a' });
    await say(12, announced);
    const [[after] = []] = await directory.findByNumbers(['A9']);
    expect(after?.continuity).toEqual({ coarsePlace: known });
    const timed = times && Object.entries(times).map(([name, hour]) => [name, Date.parse(hourOf(hour))]);
    expect(after?.continuity_times).toEqual(timed && { coarsePlace: Object.fromEntries(timed) });
    expect(after?.continuity_at).toEqual(new Date(hourOf(12)));
  });
});
