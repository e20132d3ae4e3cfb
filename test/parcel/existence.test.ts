/**
 * A hidden leg does not exist: every request is asked twice, of a directory that holds hidden legs and of one that never
 * heard of them. The answers, the statements and the requests to operators are the same.
 */
import { CompiledQuery } from 'kysely';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { DirectoryStore, LegAnnouncement } from '../../gateway/store/directoryStore.ts';
import type { Store } from '../../gateway/store/openStore.ts';
import type { Role } from '../../schema/network.ts';
import type { CourierLeg, LockerLeg } from '../../subgraphs/kit/contract.ts';
import { announce, startTestHub, type TestHub } from '../support/startTestHub.ts';
import { type StartedOperator, startKitOperator } from '../support/testOperators.ts';
import { agreementText } from './agreedNetwork.ts';

const COURIER = `type CourierLeg {
    status: ParcelStatus @share(parcels: [OWN, FOREIGN])
    acceptedAt: DateTime @share
    custody: Custody @share
    events: [TrackingEvent] @share
    handedTo: LegReference @share
    replaces: LegReference @share
    replacedBy: LegReference @share
  }
  type TrackingEvent { id: ID @share occurredAt: DateTime @share status: ParcelStatus @share }
  type LegReference { operatorCode: ID @share waybill: ID @share }`;
const LOCKER = `type LockerLeg {
    status: ParcelStatus @share
    storedAt: DateTime @share
    station: Facility @share
  }
  type Facility { name: String @share }`;

const AGREEMENTS = [
  { operator: 'zto', terms: 'missesPerDay: 1000000', types: COURIER },
  { operator: 'inpost', types: LOCKER },
  // Not for the purpose that is declared.
  { operator: 'hive-box', purposes: 'DISPUTE', types: LOCKER },
  // With another platform.
  { operator: 'sf-express', platform: 'jd', types: COURIER },
];

const time = (hour: number) => `2017-06-01T0${hour}:00:00+08:00`;
const events = (waybill: string, status: 'ACCEPTED' | 'DELIVERED', hour: number) => [
  { id: waybill, occurredAt: time(hour), status },
];

const OPERATORS: readonly (readonly [string, Role, readonly (CourierLeg | LockerLeg)[]])[] = [
  [
    'zto',
    'courier',
    [
      {
        waybill: 'Z1',
        status: 'IN_TRANSIT',
        acceptedAt: time(1),
        custody: 'OPERATOR',
        events: events('Z1', 'ACCEPTED', 1),
        handedTo: { operatorCode: 'sf-express', waybill: 'SF1' },
        replaces: { operatorCode: 'hive-box', waybill: 'FC1' },
        replacedBy: { operatorCode: 'inpost', waybill: 'IN1' },
      },
      { waybill: 'N9', status: 'IN_TRANSIT', acceptedAt: time(1) },
    ],
  ],
  [
    'sf-express',
    'courier',
    ['SF1', 'SF2', 'N9'].map((waybill) => ({
      waybill,
      status: 'DELIVERED',
      events: events(waybill, 'DELIVERED', 5),
      estimate: { to: time(9), asOf: time(8) },
    })),
  ],
  [
    'hive-box',
    'locker',
    ['FC1', 'FC3'].map((waybill) => ({
      waybill,
      status: 'AVAILABLE_FOR_PICKUP',
      storedAt: time(7),
      station: { name: 'a secret place' },
    })),
  ],
  [
    'inpost',
    'locker',
    ['IN1', 'IN3', 'IN4'].map((waybill) => ({
      waybill,
      status: 'AVAILABLE_FOR_PICKUP',
      storedAt: time(6),
      station: { name: 'Locker 1' },
    })),
  ],
];

const locker = { role: 'locker', status: 'AVAILABLE_FOR_PICKUP' } as const;
const VISIBLE: readonly LegAnnouncement[] = [
  announce('zto', 'Z1', 'p1', { acceptedAt: time(1) }),
  announce('inpost', 'IN1', 'p1', { ...locker, seq: 3, acceptedAt: time(2) }),
  announce('inpost', 'IN3', 'p3', { ...locker, acceptedAt: time(3) }),
  announce('zto', 'N9', 'p5', { acceptedAt: time(1) }),
];
const HIDDEN: readonly LegAnnouncement[] = [
  announce('sf-express', 'SF1', 'p1', { seq: 1, status: 'DELIVERED', acceptedAt: time(8) }),
  announce('hive-box', 'FC1', 'p1', { ...locker, seq: 2, acceptedAt: time(7), updatedAt: time(9) }),
  announce('sf-express', 'SF2', 'p2', { acceptedAt: time(9) }),
  announce('hive-box', 'FC3', 'p3', { ...locker, seq: 1, updatedAt: time(9) }),
  // Of another platform: InPost shares own parcels only.
  announce('inpost', 'IN4', 'p4', { ...locker, platform: 'jd' }),
  // Accepted later than ZTO's of the same number.
  announce('sf-express', 'N9', 'p6', { acceptedAt: time(9) }),
];

let hub: TestHub;
let store: Store;
let directory: DirectoryStore;
let operators: readonly StartedOperator[] = [];
let statements: string[] = [];

beforeAll(async () => {
  hub = await startTestHub({
    operators: async (hubUrl) => {
      operators = await Promise.all(
        OPERATORS.map(([code, role, legs]) => startKitOperator(code, role, legs, { hubUrl })),
      );
      return operators.map(({ known }) => ({
        ...known,
        numberPatterns: [{ format: 'any', pattern: '[A-Z]+\\d+' }],
      }));
    },
    legs: [],
    agreements: AGREEMENTS.map((agreement) => ({
      file: `${agreement.operator}--${agreement.platform ?? 'cainiao'}.graphql`,
      text: agreementText(agreement),
    })),
    onStore: (opened, itsDirectory) => {
      store = opened;
      directory = itsDirectory;
    },
  });
  const run = store.executeQuery.bind(store);
  vi.spyOn(store, 'executeQuery').mockImplementation(((query: { readonly sql?: string }) => {
    // Written in the background once for a while, whatever was asked: when they come is chance.
    if (!/update legs set|\boperations\b/.test(query.sql ?? '')) statements.push(query.sql ?? '');
    return run(query as never);
  }) as typeof store.executeQuery);
  // The first request of a day asks the store for its misses.
  await directory.announce(VISIBLE);
  await hub.ask('{ parcel(trackingNumber: "X1") { id } }');
});
afterAll(async () => {
  await hub?.stop();
  await Promise.all(operators.map((operator) => operator.stop()));
});

/** Everything that a caller could tell one directory from another by. */
interface Trace {
  readonly text: string;
  readonly statements: readonly string[];
  readonly calls: readonly (readonly string[])[];
}

async function trace(query: string): Promise<Trace> {
  statements = [];
  const before = operators.map(({ calls }) => calls.length);
  const { text } = await hub.ask(query);
  // One connection: when this is answered, what the request left to be written is written.
  await store.executeQuery(CompiledQuery.raw('select 1'));
  const calls = operators.map((operator, index) => operator.calls.slice(before[index]).flat());
  // Cursors are sealed with a number used once.
  return {
    text: text.replace(/"endCursor":"[\w-]+"/g, '"endCursor":"…"'),
    statements: [...statements],
    calls,
  };
}

async function hold(legs: readonly LegAnnouncement[]): Promise<void> {
  await store.executeQuery(CompiledQuery.raw('delete from legs'));
  await directory.announce(legs);
}

const LEG =
  'waybill status operator { code } ... on CourierLeg { acceptedAt handedTo { operatorCode waybill } replaces { waybill } replacedBy { operatorCode waybill } events { id } } ... on LockerLeg { storedAt station { name } }';
const DERIVED =
  'status substatus custody events { occurredAt leg { waybill } } estimate { to } pickup { leg { waybill } station { name } } basis { legs complete expiredAfterDays }';

const QUERIES: readonly (readonly [string, string])[] = [
  ['a hidden number', `{ parcel(trackingNumber: "SF1") { id ${DERIVED} legs { ${LEG} } } }`],
  [
    'a number of a parcel that is hidden as a whole',
    `{ parcel(trackingNumber: "SF2") { id legs { ${LEG} } } }`,
  ],
  ['a number hidden for its relation', `{ parcel(trackingNumber: "IN4") { id legs { ${LEG} } } }`],
  ['a hidden number with its operator', `{ parcel(trackingNumber: "FC1", operator: "hive-box") { id } }`],
  [
    'a visible number with a hidden operator',
    `{ parcel(trackingNumber: "Z1", operator: "sf-express") { id } }`,
  ],
  [
    'hidden and visible numbers, in fields and under aliases',
    `{ parcels(trackingNumbers: ["SF1", "Z1", "FC3", "IN3", "SF1"]) { id trackingNumber legs { ${LEG} } }
       a: parcel(trackingNumber: "SF2") { id } b: parcel(trackingNumber: "IN1") { id } c: parcel(trackingNumber: "FC1") { id } }`,
  ],
  [
    'a visible parcel with hidden legs',
    `{ parcel(trackingNumber: "Z1") { id trackingNumber legs { ${LEG} } } }`,
  ],
  ['what is derived from it', `{ parcel(trackingNumber: "Z1") { ${DERIVED} } }`],
  [
    'a locker before which another one is hidden',
    `{ parcel(trackingNumber: "IN3") { ${DERIVED} legs { ${LEG} } } }`,
  ],
  ['a number that is also a hidden one', `{ parcel(trackingNumber: "N9") { id legs { ${LEG} } } }`],
  [
    'own parcels',
    `{ myParcels { nodes { id trackingNumber ${DERIVED} legs { ${LEG} } } pageInfo { hasNextPage endCursor } } }`,
  ],
  ['a page of them', `{ myParcels(first: 3) { nodes { id } pageInfo { hasNextPage endCursor } } }`],
  [
    'own parcels by status',
    `{ a: myParcels(status: DELIVERED) { nodes { trackingNumber } } b: myParcels(status: AVAILABLE_FOR_PICKUP) { nodes { trackingNumber } } c: myParcels(status: IN_TRANSIT) { nodes { trackingNumber } } }`,
  ],
  ['own parcels since', `{ myParcels(updatedSince: "${time(9)}") { nodes { trackingNumber } } }`],
  ['operators', '{ operators { code name kind sharing { state fields { coordinate parcels } } } }'],
  [
    'detection',
    '{ a: detect(trackingNumber: "SF1") { name score } b: detect(trackingNumber: "SF777") { name score } }',
  ],
];

test.each(QUERIES)('%s', async (_, query) => {
  await hold([...VISIBLE, ...HIDDEN]);
  const withHidden = await trace(query);
  await hold(VISIBLE);
  const without = await trace(query);
  expect(withHidden).toEqual(without);
  expect(withHidden.text).not.toMatch(/secret|"errors"/);
});

describe('the same test sees', () => {
  test('legs that are not hidden', async () => {
    await hold(VISIBLE);
    const query = `{ parcel(trackingNumber: "IN3") { legs { waybill status } } }`;
    const { text, calls } = await trace(query);
    expect(JSON.parse(text).data.parcel.legs).toEqual([{ waybill: 'IN3', status: 'AVAILABLE_FOR_PICKUP' }]);
    expect(calls).toEqual([[], [], [], ['IN3']]);
    await hold(VISIBLE.filter(({ waybill }) => waybill !== 'IN3'));
    const without = await trace(query);
    expect(JSON.parse(without.text).data).toEqual({ parcel: null });
    expect(without.calls.flat()).toEqual([]);
  });

  test('references to legs that are listed, and no others', async () => {
    await hold([...VISIBLE, ...HIDDEN]);
    const { text } = await trace(`{ parcel(trackingNumber: "Z1") { legs { ${LEG} } } }`);
    const [leg] = JSON.parse(text).data.parcel.legs;
    expect(leg).toMatchObject({
      handedTo: null,
      replaces: null,
      replacedBy: { operatorCode: 'inpost', waybill: 'IN1' },
    });
  });

  test('what misses cost: one statement for the lookup, one that counts', async () => {
    await hold([...VISIBLE, ...HIDDEN]);
    const names = async (number: string) =>
      (await trace(`{ parcel(trackingNumber: "${number}") { id } }`)).statements
        .map((text) => text.trim().split(/\s+/).slice(0, 3).join(' '))
        .filter((text) => text !== 'select 1');
    const missed = ['select l.number_digest, l.operator,', 'insert into misses'];
    expect(await names('SF1')).toEqual(missed);
    expect(await names('SF999')).toEqual(missed);
    expect(await names('Z1')).toEqual(missed.slice(0, 1));
  });
});
