import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../../schema/network.ts';
import { announce, startTestHub, type TestHub } from '../support/startTestHub.ts';
import { type StartedOperator, startKitOperator } from '../support/testOperators.ts';

const ROLES: Readonly<Record<string, Role>> = {
  'sf-express': 'courier',
  zto: 'courier',
  'china-post': 'courier',
  'hive-box': 'locker',
  inpost: 'locker',
};
const CODES = Object.keys(ROLES);

let hub: TestHub;
let operators: readonly StartedOperator[];

/** 100 parcels with three legs each, so that each operator has sixty of them. */
const parcels = Array.from({ length: 100 }, (_, index) =>
  [0, 1, 2].map((step) => {
    const operator = CODES[(index + step * 2) % CODES.length] ?? '';
    return { operator, waybill: `${operator.toUpperCase()}${index}`, parcel: `p${index}`, seq: step };
  }),
);
const legs = parcels.flat();

beforeAll(async () => {
  operators = await Promise.all(
    CODES.map((code) => {
      const own = legs.filter(({ operator }) => operator === code);
      const known = own.map(({ waybill }) => ({
        waybill,
        status: 'IN_TRANSIT' as const,
        events: [{ id: waybill, occurredAt: '2017-06-01T08:00:00+08:00', status: 'IN_TRANSIT' as const }],
      }));
      return startKitOperator(code, ROLES[code] ?? 'courier', known);
    }),
  );
  hub = await startTestHub({
    operators: operators.map(({ known }) => known),
    legs: legs.map(({ operator, waybill, parcel, seq }) =>
      announce(operator, waybill, parcel, { seq, role: ROLES[operator] ?? 'courier' }),
    ),
  });
});
afterAll(async () => {
  await hub?.stop();
  await Promise.all((operators ?? []).map((operator) => operator.stop()));
});

/** How often each operator was called while a query was answered, and for how many waybills. */
async function count(query: string, variables: Record<string, unknown>) {
  const before = operators.map(({ calls }) => calls.length);
  const answer = await hub.ask(query, variables);
  const calls = operators.map((operator, index) => operator.calls.slice(before[index]));
  return {
    answer,
    requests: calls.map((each) => each.length),
    waybills: calls.map((each) => each.flat().length),
  };
}

const numbers = parcels.map(([first]) => first?.waybill ?? '');

describe('100 numbers over five operators', () => {
  test('cost one request for each operator', async () => {
    const { answer, requests, waybills } = await count(
      'query ($numbers: [ID!]!) { parcels(trackingNumbers: $numbers) { legs { waybill status } } }',
      { numbers },
    );
    expect(answer.body.errors).toBeUndefined();
    expect(answer.body.data.parcels).toEqual(
      parcels.map((each) => ({ legs: each.map(({ waybill }) => ({ waybill, status: 'IN_TRANSIT' })) })),
    );
    expect(requests).toEqual([1, 1, 1, 1, 1]);
    expect(waybills).toEqual([60, 60, 60, 60, 60]);
  });

  test('with derived fields too', async () => {
    const { answer, requests } = await count(
      'query ($numbers: [ID!]!) { parcels(trackingNumbers: $numbers) { status events { occurredAt leg { waybill } } basis { complete } legs { status } } }',
      { numbers },
    );
    expect(answer.body.data.parcels[0].events).toHaveLength(3);
    expect(requests).toEqual([1, 1, 1, 1, 1]);
  });

  test('and one more for a fetch that needs the first one’s answer', async () => {
    const { answer, requests } = await count(
      'query ($numbers: [ID!]!) { parcels(trackingNumbers: $numbers) { events { leg { ... on LockerLeg { storedAt } } } } }',
      { numbers },
    );
    expect(answer.body.errors).toBeUndefined();
    // Couriers are asked for events; lockers for events, then for the leg's own field.
    expect(requests).toEqual([1, 1, 1, 2, 2]);
  });

  test('however many fields and aliases ask', async () => {
    const { requests } = await count(
      'query ($numbers: [ID!]!, $one: ID!) { a: parcels(trackingNumbers: $numbers) { legs { status } } b: parcel(trackingNumber: $one) { legs { status } } }',
      { numbers: numbers.slice(1), one: numbers[0] },
    );
    expect(requests).toEqual([1, 1, 1, 1, 1]);
  });
});

test('an unknown number costs no request', async () => {
  const { answer, requests } = await count('{ parcel(trackingNumber: "nothing") { legs { status } } }', {});
  expect(answer.body).toEqual({ data: { parcel: null } });
  expect(requests).toEqual([0, 0, 0, 0, 0]);
});
