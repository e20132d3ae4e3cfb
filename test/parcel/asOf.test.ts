/** What is served while an operator is down is not older than its `asOf` says, though its fields were answered at several times. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LockerLeg } from '../../subgraphs/kit/contract.ts';
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
  status: ParcelStatus @share
  deadline: DateTime @share
  coarsePlace: CoarsePlace @share
}

type CoarsePlace {
  country: String @share
}
`;

const HOUR_MS = 3_600_000;
const legs = new Map<string, LockerLeg>();
let operator: StartedOperator;
let hub: TestHub;
let write = async () => {};
let now = NOW;

const ask = async (fields: string) => {
  const { body, disclosure } = await hub.ask(
    `{ parcel(trackingNumber: "HB1") { legs { ... on LockerLeg { ${fields} } } } }`,
  );
  await write();
  return { leg: body.data.parcel.legs[0], lastKnown: disclosure.lastKnown };
};
const answer = (status: string, deadline: string) =>
  legs.set('HB1', { waybill: 'HB1', status, deadline, coarsePlace: { country: 'CN' } } as LockerLeg);
const hour = (hours: number) => new Date(NOW + hours * HOUR_MS).toISOString().replace('.000Z', 'Z');

beforeAll(async () => {
  operator = await startKitOperator('hive-box', 'locker', legs);
  hub = await startTestHub({
    operators: [operator.known],
    agreements: [{ file: 'hive-box--cainiao.graphql', text: AGREEMENT }],
    legs: [announce('hive-box', 'HB1', 'p1', { role: 'locker' })],
    readNow: () => now,
    onStore: (_, directory) => {
      write = async () => directory.continuity?.close();
    },
  });
  answer('IN_TRANSIT', '2017-06-03T00:00:00Z');
  await ask('status deadline coarsePlace { country }');
  // Five hours later both have changed, and only one is asked.
  now += 5 * HOUR_MS;
  answer('AVAILABLE_FOR_PICKUP', '2017-06-02T00:00:00Z');
  await ask('status');
  await operator.stop();
  now += HOUR_MS;
}, 60_000);
afterAll(() => hub.stop());

const STATUS = { status: 'AVAILABLE_FOR_PICKUP' };
const DEADLINE = { deadline: '2017-06-03T00:00:00Z' };

test.each<[fields: string, leg: object, hours: number]>([
  ['status', STATUS, 5],
  ['deadline', DEADLINE, 0],
  ['status deadline', { ...STATUS, ...DEADLINE }, 0],
  ['status coarsePlace { country }', { ...STATUS, coarsePlace: { country: 'CN' } }, 0],
])('%s', async (fields, leg, hours) => {
  const served = await ask(`${fields} asOf`);
  expect(served.leg).toEqual({ ...leg, asOf: hour(hours) });
  // The oldest of all that is shared of the leg, since derived fields may rest on it.
  expect(served.lastKnown).toMatchObject([{ operator: 'hive-box', asOf: hour(0) }]);
});
