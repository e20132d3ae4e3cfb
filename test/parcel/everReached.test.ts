/** What a leg once reached stays reached: what ended with it does not begin again, whatever the operator answers later. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CourierLeg, LockerLeg } from '../../subgraphs/kit/index.ts';
import { announce, NOW, startTestHub, type TestHub } from '../support/startTestHub.ts';
import { type StartedOperator, startKitOperator } from '../support/testOperators.ts';

const AGREEMENT = `
extend schema
  @link(url: "https://specs.tracking-hub.example/agreement/v1.0", import: ["@agreement", "@share"])
  @agreement(
    operator: "hive-box", platform: "cainiao", purposes: [ORDER_STATUS]
    from: "2016-01-01T00:00:00Z", until: "2100-01-01T00:00:00Z"
  )

type LockerLeg {
  status: ParcelStatus @share(parcels: [OWN, FOREIGN])
  pickupCode: String @share(parcels: [OWN, FOREIGN], until: DELIVERED)
}
`;

interface Leg {
  readonly platform?: string | null;
  readonly everReached?: readonly string[];
}
const FOREIGN: Leg = { platform: null };
const UNKNOWN: Leg = { everReached: [] };
const LEGS: Readonly<Record<string, Leg>> = {
  HB1: {},
  HB2: {},
  HB3: FOREIGN,
  HB4: {},
  HB5: UNKNOWN,
  HB6: {},
};

const OPEN = '123456';
const answers = new Map<string, CourierLeg | LockerLeg>();
let operator: StartedOperator;
let hub: TestHub;
let write = async () => {};
let now = NOW;

beforeAll(async () => {
  operator = await startKitOperator('hive-box', 'locker', answers);
  hub = await startTestHub({
    operators: [operator.known],
    agreements: [{ file: 'hive-box--cainiao.graphql', text: AGREEMENT }],
    legs: Object.entries(LEGS).map(([waybill, more]) =>
      announce('hive-box', waybill, waybill, {
        role: 'locker',
        status: 'ACCEPTED',
        everReached: ['ACCEPTED'],
        ...more,
      }),
    ),
    readNow: () => now,
    onStore: (_, directory) => {
      write = async () => directory.continuity?.close();
    },
  });
}, 60_000);
afterAll(async () => {
  await hub.stop();
  await operator.stop();
});

/** What of a leg is shown when its operator answers a status; it is written before anything else is asked. */
async function ask(waybill: string, status: string, fields = 'pickupCode'): Promise<string | null> {
  answers.set(waybill, { waybill, status, pickupCode: OPEN } as LockerLeg);
  now += 60_000;
  const { body } = await hub.ask(
    `{ parcel(trackingNumber: "${waybill}") { legs { ... on LockerLeg { ${fields} } } } }`,
  );
  await write();
  return body.data.parcel.legs[0].pickupCode;
}

test.each<
  [what: string, waybill: string, steps: readonly (readonly [status: string, code: string | null])[]]
>([
  [
    'not after it was delivered',
    'HB1',
    [
      ['AVAILABLE_FOR_PICKUP', OPEN],
      ['DELIVERED', null],
      ['IN_TRANSIT', null],
      ['AVAILABLE_FOR_PICKUP', null],
    ],
  ],
  [
    'not after it was returned, which is final too',
    'HB2',
    [
      ['RETURNED', null],
      ['AVAILABLE_FOR_PICKUP', null],
    ],
  ],
  [
    'neither of a parcel of others, of which the floor keeps nothing',
    'HB3',
    [
      ['AVAILABLE_FOR_PICKUP', OPEN],
      ['DELIVERED', null],
      ['AVAILABLE_FOR_PICKUP', null],
    ],
  ],
  [
    'still after it went back to what ends nothing',
    'HB4',
    [
      ['AVAILABLE_FOR_PICKUP', OPEN],
      ['IN_TRANSIT', OPEN],
      ['AVAILABLE_FOR_PICKUP', OPEN],
    ],
  ],
  [
    'never while its history is unknown, whatever is answered',
    'HB5',
    [
      ['AVAILABLE_FOR_PICKUP', null],
      ['IN_TRANSIT', null],
      ['AVAILABLE_FOR_PICKUP', null],
    ],
  ],
])('a pickup code is shown until delivery: %s', async (_, waybill, steps) => {
  const codes: (string | null)[] = [];
  for (const [status] of steps) codes.push(await ask(waybill, status));
  expect(codes).toEqual(steps.map(([, code]) => code));
});

test('a status counts that was asked for without the code', async () => {
  await ask('HB6', 'DELIVERED', 'status');
  await ask('HB6', 'IN_TRANSIT', 'status');
  expect(await ask('HB6', 'AVAILABLE_FOR_PICKUP')).toBeNull();
});
