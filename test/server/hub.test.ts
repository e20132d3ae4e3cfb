import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { announce, startTestHub, type TestHub } from '../support/startTestHub.ts';
import { type StartedOperator, startKitOperator } from '../support/testOperators.ts';

let hub: TestHub;
const operators: StartedOperator[] = [];

const hour = (hours: number) => `2017-06-01T${String(hours).padStart(2, '0')}:00:00+08:00`;

beforeAll(async () => {
  operators.push(
    await startKitOperator('zto', 'courier', [
      {
        waybill: 'Z1',
        status: 'IN_TRANSIT',
        acceptedAt: hour(1),
        handedTo: { operatorCode: 'sf-express', waybill: 'SF1' },
        events: [
          {
            id: 'z-1',
            sequence: 1,
            occurredAt: hour(1),
            status: 'ACCEPTED',
            custody: 'OPERATOR',
            rawCode: '1',
          },
          { id: 'z-2', sequence: 2, occurredAt: hour(3), status: 'IN_TRANSIT', rawCode: '0' },
        ],
        recipient: { name: '张三', phone: '+86 138 0013 8000' },
      },
    ]),
    await startKitOperator('sf-express', 'courier', [
      {
        waybill: 'SF1',
        status: 'IN_TRANSIT',
        acceptedAt: hour(4),
        replaces: { operatorCode: 'zto', waybill: 'not listed' },
        estimate: {
          source: 'CARRIER',
          kind: 'POINT',
          from: hour(18),
          to: hour(18),
          asOf: hour(4),
          revision: 0,
        },
        events: [{ id: 's-1', sequence: 1, occurredAt: hour(4), status: 'ACCEPTED', rawCode: '50' }],
      },
    ]),
    await startKitOperator('hive-box', 'locker', [
      {
        waybill: 'FC1',
        status: 'AVAILABLE_FOR_PICKUP',
        substatus: 'AVAILABLE_FOR_PICKUP_LOCKER',
        storedAt: hour(9),
        deadline: hour(21),
        pickupCode: '12345678',
        station: { id: 'L1', name: 'Locker 1', kind: 'LOCKER' },
        events: [
          {
            id: 'h-1',
            sequence: 1,
            occurredAt: hour(9),
            status: 'AVAILABLE_FOR_PICKUP',
            substatus: 'AVAILABLE_FOR_PICKUP_LOCKER',
            custody: 'LOCKER',
            rawCode: '125',
          },
        ],
      },
    ]),
  );
  hub = await startTestHub({
    operators: operators.map(({ known }) => known),
    legs: [
      announce('zto', 'Z1', 'p1'),
      announce('sf-express', 'SF1', 'p1', { seq: 1 }),
      announce('hive-box', 'FC1', 'p1', { seq: 2, role: 'locker', status: 'AVAILABLE_FOR_PICKUP' }),
      announce('zto', 'Z2', 'p2', { platform: 'jd' }),
    ],
  });
});
afterAll(async () => {
  await hub?.stop();
  await Promise.all(operators.map((operator) => operator.stop()));
});

test('one query returns a parcel carried by two couriers and stored in a locker', async () => {
  const { body } = await hub.ask(`{
    parcel(trackingNumber: "SF1") {
      trackingNumber status substatus custody
      basis { legs complete }
      estimate { to }
      pickup { deadline station { name } leg { waybill } }
      events { occurredAt status rawCode leg { operator { code name } waybill } }
      legs {
        __typename waybill status operator { code }
        ... on CourierLeg { recipient { name } handedTo { operatorCode waybill } replaces { waybill } }
        ... on LockerLeg { pickupCode storedAt }
      }
    }
  }`);
  expect(body).toEqual({
    data: {
      parcel: {
        trackingNumber: 'SF1',
        status: 'AVAILABLE_FOR_PICKUP',
        substatus: 'AVAILABLE_FOR_PICKUP_LOCKER',
        custody: 'LOCKER',
        basis: { legs: 3, complete: true },
        estimate: { to: hour(18) },
        pickup: { deadline: hour(21), station: { name: 'Locker 1' }, leg: { waybill: 'FC1' } },
        events: [
          ['ACCEPTED', 1, '1', 'zto', 'Z1'],
          ['IN_TRANSIT', 3, '0', 'zto', 'Z1'],
          ['ACCEPTED', 4, '50', 'sf-express', 'SF1'],
          ['AVAILABLE_FOR_PICKUP', 9, '125', 'hive-box', 'FC1'],
        ].map(([status, at, rawCode, code, waybill]) => ({
          occurredAt: hour(Number(at)),
          status,
          rawCode,
          leg: { operator: { code, name: code }, waybill },
        })),
        legs: [
          {
            __typename: 'CourierLeg',
            waybill: 'Z1',
            status: 'IN_TRANSIT',
            operator: { code: 'zto' },
            recipient: { name: '张三' },
            handedTo: { operatorCode: 'sf-express', waybill: 'SF1' },
            replaces: null,
          },
          {
            __typename: 'CourierLeg',
            waybill: 'SF1',
            status: 'IN_TRANSIT',
            operator: { code: 'sf-express' },
            recipient: null,
            handedTo: null,
            // The directory did not list that leg, so the reference to it says nothing.
            replaces: null,
          },
          {
            __typename: 'LockerLeg',
            waybill: 'FC1',
            status: 'AVAILABLE_FOR_PICKUP',
            operator: { code: 'hive-box' },
            pickupCode: '12345678',
            storedAt: hour(9),
          },
        ],
      },
    },
  });
});

describe('the root fields', () => {
  test('`parcels` keeps the order, with null where nothing is visible', async () => {
    const { body } = await hub.ask(
      '{ parcels(trackingNumbers: ["nothing", "FC1", "Z1"]) { trackingNumber legs { waybill } } }',
    );
    const legs = ['Z1', 'SF1', 'FC1'].map((waybill) => ({ waybill }));
    expect(body).toEqual({
      data: { parcels: [null, { trackingNumber: 'FC1', legs }, { trackingNumber: 'Z1', legs }] },
    });
  });
  test('`parcel` takes an operator', async () => {
    const { body } = await hub.ask(
      '{ a: parcel(trackingNumber: "Z1", operator: "zto") { id } b: parcel(trackingNumber: "Z1", operator: "hive-box") { id } }',
    );
    expect(body.data.a.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(body.data.b).toBeNull();
  });
  test("`myParcels` lists the caller's own parcels only", async () => {
    const { body } = await hub.ask(
      '{ myParcels { nodes { trackingNumber status } pageInfo { hasNextPage } } }',
    );
    expect(body.data.myParcels).toEqual({
      nodes: [{ trackingNumber: 'Z1', status: 'AVAILABLE_FOR_PICKUP' }],
      pageInfo: { hasNextPage: false },
    });
  });
  test('`operators` says who is there and what each shares', async () => {
    const { body } = await hub.ask(
      '{ operators { code kind sharing { fields { coordinate parcels mask } } } }',
    );
    expect(body.data.operators.map(({ code, kind }: { code: string; kind: string }) => [code, kind])).toEqual(
      [
        ['zto', 'COURIER'],
        ['sf-express', 'COURIER'],
        ['hive-box', 'LOCKER'],
      ],
    );
    expect(body.data.operators[2].sharing.fields).toContainEqual({
      coordinate: 'LockerLeg.pickupCode',
      parcels: ['OWN', 'DELEGATED', 'FOREIGN'],
      mask: null,
    });
  });
  test('`detect` judges a number by its format', async () => {
    const { body } = await hub.ask('{ detect(trackingNumber: "RB123456785CN") { country format refusal } }');
    expect(body.data.detect[0]).toEqual({ country: 'CN', format: 'S10', refusal: null });
  });
});
