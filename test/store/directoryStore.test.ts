import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createDirectoryStore,
  type DirectoryStore,
  type LegAnnouncement,
} from '../../gateway/store/directoryStore.ts';
import type { Store } from '../../gateway/store/openStore.ts';
import { ENGINES, type TestStore } from './engines.ts';

const KEY = new Uint8Array(32).fill(7);
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

  function announcement(
    operator: string,
    waybill: string,
    more: Partial<LegAnnouncement> = {},
  ): LegAnnouncement {
    return {
      parcel: waybill,
      seq: 0,
      operator,
      waybill,
      role: 'courier',
      platform: null,
      acceptedAt: '2017-06-01T10:00:00+08:00',
      finalAt: null,
      status: 'IN_TRANSIT',
      substatus: null,
      everReached: ['ACCEPTED', 'IN_TRANSIT'],
      updatedAt: '2017-06-01T12:00:00+08:00',
      ...more,
    };
  }

  const waybills = (found: readonly (readonly { waybill: string }[])[]) =>
    found.map((legs) => legs.map(({ waybill }) => waybill).sort());

  describe('finding parcels by number', () => {
    beforeAll(() =>
      directory.announce([
        announcement('zto', 'F1', { parcel: 'p1' }),
        announcement('sf-express', 'F2', { parcel: 'p1', seq: 1 }),
        announcement('sf-express', 'F3', { parcel: 'p2' }),
      ]),
    );

    test('any waybill of a parcel finds all of its legs, in the order asked', async () => {
      expect(waybills(await directory.findByNumbers(['F2', 'nothing', 'F3', 'F1']))).toEqual([
        ['F1', 'F2'],
        [],
        ['F3'],
        ['F1', 'F2'],
      ]);
    });

    test('spaces, dashes and capitals do not matter', async () => {
      expect(waybills(await directory.findByNumbers([' f-1 ']))).toEqual([['F1', 'F2']]);
    });

    test('the tracking number is in no index in the clear', async () => {
      const { rows } = await store.executeQuery<{ number_digest: string }>({
        sql: "select number_digest from legs where waybill = 'F1'",
        parameters: [],
        query: { kind: 'RawNode' } as never,
        queryId: { queryId: 'test' } as never,
      });
      expect(rows[0]?.number_digest).toMatch(/^[\w-]{22}$/);
    });

    test.each(["F1' or 1=1 --", '\u0000', '{}', '{F1,F2}', '"', '\ud800', 'x'.repeat(1_000_000)])(
      'hostile number %#: nothing found, nothing thrown',
      async (number) => {
        expect(waybills(await directory.findByNumbers([number]))).toEqual([[]]);
      },
    );
  });

  describe('announcing', () => {
    test('the same announcement twice changes nothing', async () => {
      const leg = announcement('zto', 'A1');
      await directory.announce([leg]);
      const before = await directory.findByNumbers(['A1']);
      await directory.announce([leg, leg]);
      expect(await directory.findByNumbers(['A1'])).toEqual(before);
    });

    test('a newer state replaces an older one, never the other way round', async () => {
      const older = announcement('zto', 'A2', {
        status: 'IN_TRANSIT',
        updatedAt: '2017-06-01T12:00:00+08:00',
      });
      const newer = announcement('zto', 'A2', {
        status: 'DELIVERED',
        updatedAt: '2017-06-02T12:00:00+08:00',
      });
      await directory.announce([newer]);
      await directory.announce([older]);
      expect((await directory.findByNumbers(['A2']))[0]?.[0]?.status).toBe('DELIVERED');
    });

    test('a reused number belongs to the new parcel, and its old owner loses it', async () => {
      const old = announcement('zto', 'A3', {
        parcel: 'old',
        platform: 'cainiao',
        updatedAt: '2017-01-01T12:00:00+08:00',
      });
      const reused = announcement('zto', 'A3', {
        parcel: 'new',
        platform: 'jd',
        updatedAt: '2017-06-01T12:00:00+08:00',
      });
      await directory.announce([old, reused]);
      const [legs] = await directory.findByNumbers(['A3']);
      expect(legs?.map(({ platform }) => platform)).toEqual(['jd']);
    });

    test('calls that bring the same legs at once, each in another order, do not block each other', async () => {
      const legs = Array.from({ length: 300 }, (_, index) => announcement('zto', `C${index}`));
      const orders = [legs, legs.toReversed(), legs.slice(150).concat(legs.slice(0, 150))];
      await Promise.all(
        Array.from({ length: 9 }, (_, index) => directory.announce(orders[index % 3] ?? legs)),
      );
      expect(waybills(await directory.findByNumbers(['C0', 'C299']))).toEqual([['C0'], ['C299']]);
    });

    test('one bad leg: none is announced', async () => {
      const bad = announcement('zto', 'A5', { role: 'pigeon' as never });
      await expect(directory.announce([announcement('zto', 'A4'), bad])).rejects.toThrow();
      expect(waybills(await directory.findByNumbers(['A4']))).toEqual([[]]);
    });
  });

  describe("a platform's own parcels", () => {
    const own = (waybill: string, day: number, more: Partial<LegAnnouncement> = {}) =>
      announcement('zto', waybill, {
        platform: 'own-test',
        acceptedAt: `2017-06-0${day}T10:00:00+08:00`,
        updatedAt: `2017-06-0${day}T12:00:00+08:00`,
        ...more,
      });
    /** Everything of the legs of some operators is readable. */
    const seeing = (...codes: readonly string[]) => ({ visible: codes, withStatus: codes, timed: codes });
    const question = {
      platform: 'own-test',
      own: seeing('zto', 'hive-box'),
      foreign: seeing(),
      limit: 10,
    };
    const list = async (more: Partial<Parameters<DirectoryStore['findOwn']>[0]> = {}) =>
      (await directory.findOwn({ ...question, ...more })).map(({ legs }) =>
        legs.map(({ waybill }) => waybill).join('+'),
      );

    beforeAll(() =>
      directory.announce([
        own('O1', 1),
        own('O2', 2, { status: 'DELIVERED' }),
        own('O3', 3, { parcel: 'multi' }),
        own('O4', 4, {
          parcel: 'multi',
          operator: 'hive-box',
          role: 'locker',
          seq: 1,
          status: 'AVAILABLE_FOR_PICKUP',
        }),
        own('O5', 5, { operator: 'secret' }),
        own('O6', 6, { platform: 'other' }),
      ]),
    );

    test('newest first, each parcel once, with its visible legs', async () => {
      expect(await list()).toEqual(['O3+O4', 'O2', 'O1']);
    });
    test('a hidden leg decides neither whether, nor where, nor with what a parcel is listed', async () => {
      expect(await list({ own: seeing('zto') })).toEqual(['O3', 'O2', 'O1']);
      expect(await list({ own: seeing('hive-box') })).toEqual(['O4']);
      expect(await list({ own: seeing() })).toEqual([]);
    });
    test('filters on status use readable statuses only', async () => {
      expect(await list({ status: 'AVAILABLE_FOR_PICKUP' })).toEqual(['O3+O4']);
      expect(
        await list({ status: 'AVAILABLE_FOR_PICKUP', own: { ...question.own, withStatus: ['zto'] } }),
      ).toEqual([]);
      expect(await list({ status: 'IN_TRANSIT', own: { ...question.own, withStatus: ['zto'] } })).toEqual([
        'O3+O4',
        'O1',
      ]);
    });
    test('filters on time', async () => {
      expect(await list({ updatedSince: new Date('2017-06-02T12:00:00+08:00') })).toEqual(['O3+O4', 'O2']);
    });
    /** zto is on the floor for what was accepted before a day; hive-box is asked as ever. */
    const onFloor = (before: string, finalSince = '2017-01-01') => ({
      own: { ...question.own, timed: ['hive-box'] },
      floor: {
        operators: [{ operator: 'zto', before: new Date(`${before}T00:00:00+08:00`) }],
        finalSince: new Date(`${finalSince}T00:00:00+08:00`),
        finalStatuses: ['DELIVERED'],
      },
    });
    test.each<[what: string, more: Parameters<typeof list>[0], listed: readonly string[]]>([
      ['what was accepted before', onFloor('2017-06-02'), ['O4', 'O1']],
      ['not what was accepted just then or after', onFloor('2017-06-01'), ['O4']],
      ['all of it', onFloor('2017-06-09'), ['O3+O4', 'O2', 'O1']],
      ['later legs of a parcel that was accepted before', onFloor('2017-06-04'), ['O3+O4', 'O2', 'O1']],
      ['by status, of what is in it', { ...onFloor('2017-06-02'), status: 'IN_TRANSIT' }, ['O1']],
      ['by status, nothing that is not in it', { ...onFloor('2017-06-02'), status: 'DELIVERED' }, []],
    ])('on the floor: %s', async (_, more, listed) => {
      expect(await list(more)).toEqual(listed);
    });
    test('a parcel leaves the floor after its operator answered that it is done, announced or not', async () => {
      const [[row] = []] = await directory.findByNumbers(['O1']);
      const asOf = Date.parse('2017-06-04T10:00:00+08:00');
      const keep = async (status: string, minutes: number) => {
        const kept = { operator: 'zto', waybill: 'O1', parcel: row?.parcel ?? '', values: { status } };
        directory.continuity?.keep({ ...kept, reached: [status], asOf: asOf + minutes * 60_000 });
        await directory.continuity?.close();
      };
      await keep('IN_TRANSIT', 0);
      expect(await list(onFloor('2017-06-09', '2017-06-05'))).toContain('O1');
      await keep('DELIVERED', 1);
      expect(await list(onFloor('2017-06-09', '2017-06-04'))).toContain('O1');
      expect(await list(onFloor('2017-06-09', '2017-06-05'))).not.toContain('O1');
      await keep('IN_TRANSIT', 2);
      expect(await list(onFloor('2017-06-09', '2017-06-05'))).toContain('O1');
      // What is answered of something else later makes it no later that it was done.
      await keep('DELIVERED', 3);
      const later = { operator: 'zto', waybill: 'O1', parcel: row?.parcel ?? '', reached: [] };
      directory.continuity?.keep({ ...later, values: { deadline: null }, asOf: asOf + 2 * 86_400_000 });
      await directory.continuity?.close();
      expect(await list(onFloor('2017-06-09', '2017-06-05'))).not.toContain('O1');
      expect(await list(onFloor('2017-06-09', '2017-06-04'))).toContain('O1');
      await keep('IN_TRANSIT', 4);
    });
    test('a parcel that is final leaves the floor, and each says when it was accepted', async () => {
      const finalAt = '2017-06-05T10:00:00+08:00';
      await directory.announce([
        own('O2', 2, { status: 'DELIVERED', finalAt, updatedAt: '2017-06-05T12:00:00+08:00' }),
      ]);
      expect(await list(onFloor('2017-06-09', '2017-06-05'))).toEqual(['O3+O4', 'O2', 'O1']);
      expect(await list(onFloor('2017-06-09', '2017-06-06'))).toEqual(['O3+O4', 'O1']);
      const found = await directory.findOwn({ ...question, ...onFloor('2017-06-09', '2017-06-05') });
      expect(found.map((parcel) => [parcel.acceptedAt, parcel.finalAt])).toEqual([
        [new Date('2017-06-03T10:00:00+08:00'), null],
        [new Date('2017-06-02T10:00:00+08:00'), new Date(finalAt)],
        [new Date('2017-06-01T10:00:00+08:00'), null],
      ]);
      expect((await directory.findOwn(question)).map((parcel) => parcel.acceptedAt)).toEqual([
        null,
        null,
        null,
      ]);
    });

    test('pages follow each other without gap or repetition', async () => {
      const seen: string[] = [];
      let after: Parameters<DirectoryStore['findOwn']>[0]['after'];
      for (;;) {
        const page = await directory.findOwn({ ...question, limit: 1, ...(after ? { after } : {}) });
        const [parcel] = page;
        if (parcel === undefined) break;
        seen.push(parcel.legs[0]?.waybill ?? '');
        after = parcel.position;
      }
      expect(seen).toEqual(['O3', 'O2', 'O1']);
    });
  });
});
