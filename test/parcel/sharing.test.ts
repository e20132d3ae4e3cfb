import { describe, expect, test } from 'vitest';
import { createDirectorySchema } from '../../gateway/parcel/directory.ts';
import { listSharedFields } from '../../gateway/parcel/listSharedFields.ts';
import type { NetworkSnapshot } from '../../gateway/request/network.ts';
import type { DirectoryStore } from '../../gateway/store/directoryStore.ts';
import { NO_MISSES } from '../support/noMisses.ts';
import { testOperator } from '../support/testNetwork.ts';
import { type AgreementText, agreedNetwork, ask, NOON, openRequest } from './agreedNetwork.ts';

const store: DirectoryStore = {
  cursorKey: new Uint8Array(32),
  misses: NO_MISSES,
  async announce() {},
  findByNumbers: async (numbers) => numbers.map(() => []),
  findOwn: async () => [],
  count: async () => 0,
};
const schema = createDirectorySchema(store);
const operators = [testOperator('hive-box', 'locker', ['LockerLeg.fee']), testOperator('zto', 'courier')];

const TYPES = `
  type LockerLeg {
    status: ParcelStatus @share(parcels: [OWN, FOREIGN])
    deadline: DateTime @share @share(for: [DISPUTE], parcels: [FOREIGN])
    storedAt: DateTime @share(as: DATE) @share(as: DATE, parcels: [FOREIGN])
    pickupCode: String @share(for: [RECIPIENT_NOTICE], until: DELIVERED)
    compartment: Compartment @share(until: DELIVERED, graceDays: 3)
    fee: Money @share
    recipient: Recipient @share(parcels: [OWN])
    station: Facility @share
    events: [TrackingEvent] @share(parcels: [DELEGATED])
  }
  type Compartment { size: CompartmentSize @share }
  type Recipient { name: String @share(as: CN_NAME) address: Address @share }
  type TrackingEvent { occurredAt: DateTime @share }
  type Money { currency: String @share }`;

const HIVE_BOX: AgreementText = {
  operator: 'hive-box',
  purposes: 'ORDER_STATUS, RECIPIENT_NOTICE, DISPUTE',
  terms: 'missesPerDay: 1000, noticeHours: 24, retentionDays: 30, version: 1',
  types: TYPES,
};

/** The shared fields of an operator, one a line. */
function list(network: NetworkSnapshot, request: Parameters<typeof openRequest>[1] = {}, code = 'hive-box') {
  const scope = openRequest(network, request);
  const operator = network.operators.get(code);
  if (operator === undefined) throw new Error(code);
  return listSharedFields(operator, scope).map(({ coordinate, parcels, mask, until, graceDays }) =>
    [
      coordinate,
      parcels.join('+'),
      ...(mask === null ? [] : [`as ${mask}`]),
      ...(until === null ? [] : [`until ${until} and ${graceDays} days`]),
    ].join(' '),
  );
}

describe('the fields that an operator shares', () => {
  const network = agreedNetwork(operators, [HIVE_BOX]);

  test('are those that can be read on a whole path, by relation, mask and end', () => {
    expect(list(network)).toEqual([
      'Compartment.size OWN',
      'LockerLeg.compartment OWN until DELIVERED and 3 days',
      'LockerLeg.deadline OWN',
      'LockerLeg.recipient OWN',
      'LockerLeg.status OWN+FOREIGN',
      'LockerLeg.storedAt OWN+FOREIGN as DATE',
      'Recipient.name OWN as CN_NAME',
    ]);
  });

  test('are those of the purpose of the request', () => {
    expect(list(network, { purpose: 'RECIPIENT_NOTICE' })).toContain(
      'LockerLeg.pickupCode OWN until DELIVERED and 0 days',
    );
    expect(list(network, { purpose: 'DISPUTE' })).toContain('LockerLeg.deadline OWN+FOREIGN');
    expect(list(network, { purpose: 'SETTLEMENT' })).toEqual([]);
  });

  test('are none for another platform, another operator, and when the agreement is over', () => {
    expect(list(network, { platform: 'jd' })).toEqual([]);
    expect(list(network, {}, 'zto')).toEqual([]);
    const end = Date.parse('2018-01-01T00:00:00Z');
    expect(list(network, { now: end - 1 })).not.toEqual([]);
    expect(list(network, { now: end })).toEqual([]);
  });

  test('leave out what is below a field that is withheld, and an object of which nothing can be read', () => {
    const listed = list(network).join(' ');
    // Shared on their types, but no leg leads to them: `Recipient.address` has no part that is shared.
    for (const field of [
      'Recipient.address',
      'LockerLeg.station',
      'TrackingEvent',
      'LockerLeg.events',
      'Money',
    ])
      expect(listed).not.toContain(field);
  });

  test('leave out what the operator does not provide, with all that is below it', () => {
    const complete = agreedNetwork([testOperator('hive-box', 'locker')], [HIVE_BOX]);
    expect(list(complete)).toEqual(expect.arrayContaining(['LockerLeg.fee OWN', 'Money.currency OWN']));
    expect(list(network).join(' ')).not.toMatch(/fee|Money/);
  });

  test('share a list only where nothing differs, purposes with the same decisions included', () => {
    const ends = agreedNetwork(operators, [
      {
        ...HIVE_BOX,
        types: `type LockerLeg {
          status: ParcelStatus @share
          fee: Money @share
          pickupCode: String
            @share(for: [ORDER_STATUS], until: DELIVERED)
            @share(for: [DISPUTE], until: DELIVERED, graceDays: 9)
        }`,
      },
    ]);
    expect(list(ends)).toContain('LockerLeg.pickupCode OWN until DELIVERED and 0 days');
    expect(list(ends, { purpose: 'DISPUTE' })).toContain(
      'LockerLeg.pickupCode OWN until DELIVERED and 9 days',
    );
    const scope = openRequest(ends);
    const [hiveBox] = operators;
    if (hiveBox === undefined) throw new Error('no operator');
    expect(listSharedFields(hiveBox, scope)).toBe(listSharedFields(hiveBox, scope));
  });
});

describe('the agreement behind', () => {
  const QUERY = `{ operators { code sharing {
    state agreement version from until purposes retentionDays missesPerDay noticeHours fields { coordinate parcels mask until graceDays }
  } } }`;
  const network = agreedNetwork(operators, [HIVE_BOX]);
  const sharingOf = async (request: Parameters<typeof openRequest>[1] = {}) =>
    (await ask(schema, QUERY, openRequest(network, request))).operators[0].sharing;
  const terms = {
    agreement: 'hive-box--cainiao',
    version: 1,
    from: '2017-01-01T00:00:00Z',
    until: '2018-01-01T00:00:00Z',
    purposes: ['ORDER_STATUS', 'RECIPIENT_NOTICE', 'DISPUTE'],
    retentionDays: 30,
    missesPerDay: 1000,
    noticeHours: 24,
  };
  const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

  test('is told with its terms while it is in force', async () => {
    const { fields, ...sharing } = await sharingOf();
    expect(sharing).toEqual({ state: 'IN_FORCE', ...terms });
    expect(fields).toContainEqual({
      coordinate: 'LockerLeg.compartment',
      parcels: ['OWN'],
      mask: null,
      until: 'DELIVERED',
      graceDays: 3,
    });
  });
  test('for a purpose that it does not allow, too', async () => {
    expect(await sharingOf({ purpose: 'SETTLEMENT' })).toEqual({ state: 'IN_FORCE', ...terms, fields: [] });
  });
  test('when it is over, and before it begins', async () => {
    expect(await sharingOf({ now: NOON + YEAR_MS })).toEqual({ state: 'EXPIRED', ...terms, fields: [] });
    expect(await sharingOf({ now: NOON - YEAR_MS })).toEqual({ state: 'NOT_YET', ...terms, fields: [] });
  });
  test('is nothing to any other platform, even that there is one', async () => {
    expect(await sharingOf({ platform: 'jd' })).toEqual({
      state: 'NONE',
      agreement: null,
      version: null,
      from: null,
      until: null,
      purposes: null,
      retentionDays: null,
      missesPerDay: null,
      noticeHours: null,
      fields: [],
    });
  });
});
