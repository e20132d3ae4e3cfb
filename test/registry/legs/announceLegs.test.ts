import { graphql } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ControlContext } from '../../../gateway/control/controlModule.ts';
import { createControlSchema } from '../../../gateway/control/createControlSchema.ts';
import { createLegModule } from '../../../gateway/registry/legs/legModule.ts';
import { createDirectoryStore, type DirectoryStore } from '../../../gateway/store/directoryStore.ts';
import { ENGINES, type TestStore } from '../../store/engines.ts';

const NOW = Date.parse('2017-06-01T12:00:00+08:00');
const ANNOUNCE = `mutation ($legs: [LegAnnouncementInput!]!) {
  announceLegs(legs: $legs) { accepted failures { index waybill code message } }
}`;
const SF: ControlContext['actor'] = { code: 'sf-express', kind: 'operator', role: 'courier', keyId: 'sf-1' };
const LEG = {
  waybill: 'SF1',
  parcel: 'order-1',
  platform: 'cainiao',
  status: 'IN_TRANSIT',
  updatedAt: '2017-06-01T11:00:00+08:00',
};

describe.each(ENGINES)('announceLegs, on $name', ({ open }) => {
  let opened: TestStore;
  let directory: DirectoryStore;
  let schema: ReturnType<typeof createControlSchema>;

  beforeAll(async () => {
    opened = await open();
    const { store } = opened;
    directory = createDirectoryStore(store, new Uint8Array(32).fill(3));
    schema = createControlSchema([createLegModule({ store, directory })]);
    const common = { name: 'n', registered_at: new Date(NOW), purposes: [], revision: 1 };
    await store
      .insertInto('participants')
      .values([
        { ...common, code: 'sf-express', kind: 'operator', role: 'courier' },
        { ...common, code: 'cainiao', kind: 'platform', role: null },
      ])
      .execute();
    const key = { participant: 'sf-express', public_key: 'x', added_at: new Date(NOW), revision: 1 };
    await store
      .insertInto('participant_keys')
      .values([
        { ...key, id: 'sf-1', revoked_at: null },
        { ...key, id: 'sf-0', revoked_at: new Date(NOW) },
      ])
      .execute();
  }, 60_000);
  afterAll(() => opened.close());

  const announce = async (
    legs: readonly object[],
    actor: ControlContext['actor'] = SF,
    asked: ReturnType<typeof createControlSchema> = schema,
  ) => {
    const contextValue: ControlContext = { actor, now: NOW, confirm: async () => {} };
    const { data, errors } = await graphql({
      schema: asked,
      source: ANNOUNCE,
      variableValues: { legs },
      contextValue,
    });
    return errors === undefined
      ? (JSON.parse(JSON.stringify(data)) as { announceLegs: unknown }).announceLegs
      : `${errors[0]?.extensions['code']}: ${errors[0]?.message}`;
  };
  const find = async (waybill: string) => (await directory.findByNumbers([waybill]))[0] ?? [];

  test('nothing is announced from the future, of the operators where their clock is ahead of the hub', async () => {
    const DAY_MS = 86_400_000;
    const ahead = createControlSchema([
      createLegModule({ store: opened.store, directory, readOperatorsNow: () => NOW + DAY_MS }),
    ]);
    const at = (later: number) => [
      { ...LEG, waybill: 'SF9', parcel: 'p9', updatedAt: new Date(NOW + later).toISOString() },
    ];
    const refused = { accepted: 0, failures: [{ code: 'BAD_TIME' }] };
    expect(await announce(at(DAY_MS / 2))).toMatchObject(refused);
    expect(await announce(at(DAY_MS / 2), SF, ahead)).toMatchObject({ accepted: 1, failures: [] });
    expect(await announce(at(DAY_MS * 2), SF, ahead)).toMatchObject(refused);
    // By the hub's clock it has happened all the same.
    const [accepted] = at(DAY_MS / 2).map((leg) => ({ ...leg, acceptedAt: leg.updatedAt, seq: 1 }));
    expect(await announce([{ ...accepted, waybill: 'SF19' }], SF, ahead)).toMatchObject({ accepted: 1 });
    const [row] = (await find('SF19')).filter(({ waybill }) => waybill === 'SF19');
    expect(row?.accepted_at).toEqual(new Date(NOW));
  });

  test('a key that is revoked while a call is read announces nothing any more', async () => {
    const { store } = opened;
    const late = { ...SF, keyId: 'sf-2' };
    const key = { participant: 'sf-express', public_key: 'x', added_at: new Date(NOW), revision: 1 };
    await store
      .insertInto('participant_keys')
      .values({ ...key, id: 'sf-2', revoked_at: null })
      .execute();
    const slow = createControlSchema([
      createLegModule({
        store,
        directory: {
          async announce(...call) {
            const revoked = { revoked_at: new Date(NOW) };
            await store.updateTable('participant_keys').set(revoked).where('id', '=', 'sf-2').execute();
            await directory.announce(...call);
          },
        },
      }),
    ]);
    expect(await announce([{ ...LEG, waybill: 'SF20', seq: 2 }], late, slow)).toMatch(
      /^FORBIDDEN: .*its key is revoked/,
    );
    expect(await find('SF20')).toEqual([]);
    expect(await announce([{ ...LEG, waybill: 'SF20', parcel: 'p20' }])).toMatchObject({ accepted: 1 });
    expect(await find('SF20')).toHaveLength(1);
  });

  test('good legs are stored and bad ones are listed with their places', async () => {
    const legs = [LEG, { ...LEG, waybill: 'SF2', platform: 'ebay' }, { ...LEG, waybill: 'SF3', seq: 1 }, {}];
    expect(await announce(legs)).toEqual({
      accepted: 2,
      failures: [
        {
          index: 1,
          waybill: 'SF2',
          code: 'UNKNOWN_PLATFORM',
          message: 'no platform `ebay` is registered; null stands for none on this network',
        },
        { index: 3, waybill: null, code: 'MISSING', message: '`waybill` is missing; every leg needs one' },
      ],
    });
    expect((await find('SF1')).map(({ waybill }) => waybill).sort()).toEqual(['SF1', 'SF3']);
    expect(await find('SF2')).toEqual([]);
  });

  test('the same call twice leaves the same state', async () => {
    const legs = [
      { ...LEG, waybill: 'SF10', parcel: 'order-10', continuity: { coarsePlace: { city: 'Guiyang' } } },
    ];
    await announce(legs);
    // One time for all values and the same one for each say the same.
    const findState = async () => (await find('SF10')).map(({ continuity_times: _, ...state }) => state);
    const before = await findState();
    await announce(legs);
    expect(await findState()).toEqual(before);
    expect(before[0]?.continuity).toEqual({ coarsePlace: { city: 'Guiyang' } });
  });

  test('an older announcement never replaces a newer one', async () => {
    const leg = { ...LEG, waybill: 'SF20', parcel: 'order-20' };
    await announce([{ ...leg, status: 'OUT_FOR_DELIVERY' }]);
    await announce([{ ...leg, updatedAt: '2017-06-01T10:00:00+08:00' }]);
    expect((await find('SF20'))[0]?.status).toBe('OUT_FOR_DELIVERY');
  });

  test('5,000 legs are taken, 5,001 are refused as a whole', async () => {
    const legs = Array.from({ length: 5_001 }, (_, index) => ({
      ...LEG,
      waybill: `L${index}`,
      parcel: `${index}`,
    }));
    expect(await announce(legs)).toBe(
      'BAD_USER_INPUT: the call brings 5,001 legs; 5,000 at most: send them in several calls',
    );
    expect(await find('L0')).toEqual([]);
    expect(await announce(legs.slice(0, 5_000))).toEqual({ accepted: 5_000, failures: [] });
    expect((await find('L4999'))[0]?.operator).toBe('sf-express');
  }, 60_000);

  test.each<[who: string, actor: ControlContext['actor'], words: RegExp]>([
    [
      'a platform',
      { code: 'cainiao', kind: 'platform', role: null, keyId: 'c' },
      /^FORBIDDEN: `cainiao` is no operator/,
    ],
    [
      'an administrator',
      { code: 'administrator', kind: 'administrator', role: null, keyId: 'a' },
      /^FORBIDDEN: `administrator` is no operator/,
    ],
    [
      'an operator that is not registered',
      { ...SF, code: 'zto', keyId: 'z' },
      /^FORBIDDEN: the operator `zto` is not/,
    ],
    ['a key that is revoked', { ...SF, keyId: 'sf-0' }, /^FORBIDDEN: .*its key is revoked/],
    ['a key of somebody else', { ...SF, keyId: 'zto-1' }, /^FORBIDDEN/],
    ['another role than the registered one', { ...SF, role: 'locker' }, /^FORBIDDEN/],
  ])('%s announces nothing', async (_, actor, words) => {
    expect(await announce([{ ...LEG, waybill: 'SF30' }], actor)).toMatch(words);
    expect(await find('SF30')).toEqual([]);
  });
});
