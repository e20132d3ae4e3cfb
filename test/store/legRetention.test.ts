/** Legs go when nothing happened to their parcel for long enough: whole parcels, beside announcements and other hubs. */
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createDirectoryStore, type LegAnnouncement } from '../../gateway/store/directoryStore.ts';
import { deleteOldLegs, startRetention } from '../../gateway/store/legRetention.ts';
import { openStore, type Store } from '../../gateway/store/openStore.ts';
import { announce } from '../support/startTestHub.ts';
import { ENGINES, type TestStore } from './engines.ts';

const KEY = new Uint8Array(32).fill(7);
const DAY_MS = 86_400_000;
const NOW = Date.parse('2018-01-01T00:00:00Z');
const DAYS = 180;
const BEFORE = NOW - DAYS * DAY_MS;

/** A time so many milliseconds after the one before which legs are old. */
const at = (ms: number) => new Date(BEFORE + ms).toISOString();

const leg = (operator: string, parcel: string, updatedMs: number, more: Partial<LegAnnouncement> = {}) =>
  announce(operator, `${operator}-${parcel}`, parcel, {
    updatedAt: at(updatedMs),
    acceptedAt: null,
    ...more,
  });

describe.each(ENGINES)('on $name', ({ open }) => {
  let opened: TestStore;
  let store: Store;
  let write: (...legs: readonly LegAnnouncement[]) => Promise<void>;
  beforeAll(async () => {
    opened = await open();
    store = opened.store;
    const directory = createDirectoryStore(store, KEY);
    write = (...legs) => directory.announce(legs);
  });
  beforeEach(() => sql`delete from legs`.execute(store));
  afterAll(() => opened.close());

  const listLegs = async () => {
    const rows = await store.selectFrom('legs').select('waybill').orderBy('waybill').execute();
    return rows.map(({ waybill }) => waybill);
  };

  test('a leg stays until nothing happened to it for that long, by whatever happened last', async () => {
    await write(
      leg('sto', 'old', -1),
      leg('sto', 'just', 0),
      leg('sto', 'final', -DAY_MS, { finalAt: at(0) }),
      leg('sto', 'finalOld', -DAY_MS, { finalAt: at(-1) }),
      leg('sto', 'answered', -1),
      leg('sto', 'answeredOld', -DAY_MS),
    );
    const answered = (waybill: string, ms: number) =>
      store
        .updateTable('legs')
        .set({ continuity_at: new Date(BEFORE + ms) } as never)
        .where('waybill', '=', waybill)
        .execute();
    await answered('sto-answered', 0);
    await answered('sto-answeredOld', -1);
    expect(await deleteOldLegs(store, BEFORE)).toBe(3);
    expect(await listLegs()).toEqual(['sto-answered', 'sto-final', 'sto-just']);
  });

  test('the legs of a parcel go together', async () => {
    await write(
      ...['zto', 'sto', 'yto'].flatMap((operator) => [leg(operator, 'a', -1), leg(operator, 'b', -1)]),
      leg('jd', 'a', 0),
    );
    expect(await deleteOldLegs(store, BEFORE)).toBe(3);
    expect(await listLegs()).toEqual(['jd-a', 'sto-a', 'yto-a', 'zto-a']);
    expect(await deleteOldLegs(store, BEFORE + 1)).toBe(4);
    expect(await listLegs()).toEqual([]);
  });

  test('more parcels than one statement takes, and more pages, are all gone through', async () => {
    const parcels = Array.from({ length: 1_500 }, (_, index) => `p${index}`);
    const kept = parcels.filter((_, index) => index % 5 === 0);
    await write(
      ...parcels.flatMap((parcel) => [
        leg('zto', parcel, -1),
        leg('sto', parcel, kept.includes(parcel) ? 0 : -1),
      ]),
    );
    expect(await deleteOldLegs(store, BEFORE, { parcels: 70, pages: 1 })).toBe(2_400);
    expect(await listLegs()).toEqual(kept.flatMap((parcel) => [`sto-${parcel}`, `zto-${parcel}`]).sort());
  });

  test('legs are announced anew as if they had never been there', async () => {
    await write(leg('zto', 'a', -1), leg('sto', 'a', -1));
    await deleteOldLegs(store, BEFORE);
    await write(leg('zto', 'a', -2));
    expect(await listLegs()).toEqual(['zto-a']);
  });

  test('a timer does it, tells what fails, and stops', async () => {
    await write(leg('zto', 'a', -1), leg('zto', 'b', 0));
    const failures: unknown[] = [];
    const deleted: number[] = [];
    let now: number | undefined;
    const retention = startRetention(store, {
      days: DAYS,
      readNow: () => {
        if (now === undefined) throw new Error('no clock');
        return now;
      },
      onError: (error) => failures.push(error),
      onDeleted: (legs) => deleted.push(legs),
      firstMs: 1,
      everyMs: 1,
    });
    await vi.waitFor(() => expect(failures.length).toBeGreaterThan(1), 5_000);
    expect(await listLegs()).toEqual(['zto-a', 'zto-b']);
    now = NOW;
    await vi.waitFor(() => expect(deleted).toEqual([1]), 5_000);
    await retention.close();
    now = NOW + 1;
    await sleep(50);
    expect(await listLegs()).toEqual(['zto-b']);
  });

  test('what another hub is writing stays, with all of its parcel, and nobody waits', async (context) => {
    const { url } = opened;
    if (url === undefined) return context.skip('the embedded database has one connection');
    await write(leg('zto', 'a', -2), leg('sto', 'a', -2), leg('zto', 'b', -2), leg('sto', 'b', -2));
    const other = await openStore({ url, isMigrated: true });
    await other.transaction().execute(async (change) => {
      await sql`update legs set updated_at = ${at(0)} where waybill = 'zto-a'`.execute(change);
      expect(await deleteOldLegs(store, BEFORE)).toBe(2);
    });
    await other.destroy();
    expect(await listLegs()).toEqual(['sto-a', 'zto-a']);
    expect(await deleteOldLegs(store, BEFORE)).toBe(0);
  });

  test('several hubs at once, beside announcements, leave what is young and no part of a parcel', async (context) => {
    const { url } = opened;
    if (url === undefined) return context.skip('the embedded database is one hub’s');
    const others = await Promise.all(
      [1, 2, 3].map(() => openStore({ url, isMigrated: true, connections: 2 })),
    );
    const parcels = Array.from({ length: 600 }, (_, index) => `p${index}`);
    await write(...parcels.flatMap((parcel) => [leg('zto', parcel, -2), leg('sto', parcel, -2)]));
    const young = parcels.filter((_, index) => index % 3 === 0);
    const sweeps = others.map((each) => deleteOldLegs(each, BEFORE, { parcels: 20, pages: 2 }));
    // Both legs at once: an announcement that comes too late brings the parcel back whole.
    for (let start = 0; start < young.length; start += 20) {
      const some = young.slice(start, start + 20);
      await write(...some.flatMap((parcel) => [leg('zto', parcel, 0), leg('sto', parcel, 0)]));
    }
    await Promise.all(sweeps);
    // What two hubs had between them is left for the next time.
    await deleteOldLegs(store, BEFORE);
    await Promise.all(others.map((each) => each.destroy()));
    expect(await listLegs()).toEqual(young.flatMap((parcel) => [`sto-${parcel}`, `zto-${parcel}`]).sort());
  });
});
