import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { announce, startTestHub, type TestHub } from '../support/startTestHub.ts';
import { type StartedOperator, startKitOperator } from '../support/testOperators.ts';

let hub: TestHub;
let operator: StartedOperator;

beforeAll(async () => {
  operator = await startKitOperator('zto', 'courier', [{ waybill: 'Z1', status: 'IN_TRANSIT' }]);
  hub = await startTestHub({ operators: [operator.known], legs: [announce('zto', 'Z1', 'p')] });
});
afterAll(async () => {
  await hub?.stop();
  await operator?.stop();
});

const numbers = Array.from({ length: 100 }, () => 'Z1');
const PARCELS = 'query ($n: [ID!]!) { parcels(trackingNumbers: $n)';

describe('a request over a limit is refused before anybody is asked', () => {
  test.each<[string, string, string, RegExp]>([
    ['size', `${PARCELS} { ${'status '.repeat(1_000)} } }`, 'OPERATION_TOO_LARGE', /1,001 fields/],
    ['names', `${PARCELS} { _hub0: status } }`, 'RESERVED_NAME', /_hub0/],
    ['numbers', `${PARCELS} { status } parcel(trackingNumber: "Z1") { status } }`, 'TOO_MANY_NUMBERS', /101/],
    [
      'cost',
      `${PARCELS} { a: events { id } b: events { id } legs { ... on CourierLeg { events { id occurredAt status rawCode custody reason sequence } } } } }`,
      'OPERATION_TOO_COSTLY',
      /fewer parcels/,
    ],
  ])('%s', async (_, query, code, message) => {
    const before = operator.calls.length;
    const { status, body } = await hub.ask(query, { n: numbers });
    expect([status, Object.keys(body), body.errors[0].extensions]).toEqual([400, ['errors'], { code }]);
    expect(body.errors[0].message).toMatch(message);
    expect(operator.calls.length).toBe(before);
  });

  test('one just within is answered', async () => {
    const { status, body } = await hub.ask(`${PARCELS} { ${'status '.repeat(200)} } }`, { n: ['Z1'] });
    expect([status, body.data.parcels]).toEqual([200, [{ status: 'IN_TRANSIT' }]]);
  });

  test('the same operation is refused or answered by its variables alone', async () => {
    const query =
      'query ($f: Int, $n: [ID!]!) { parcels(trackingNumbers: $n) { id } myParcels(first: $f) { nodes { id } } }';
    const codes = [];
    for (const f of [99, 100, 99]) {
      const { body } = await hub.ask(query, { f, n: ['Z1'] });
      codes.push(body.errors?.[0].extensions.code ?? 'answered');
    }
    expect(codes).toEqual(['answered', 'TOO_MANY_NUMBERS', 'answered']);
  });
});

describe('an error suggests nothing and repeats little', () => {
  test.each([
    ['a field', '{ operator { code } }'],
    ['a field of a leg', '{ parcel(trackingNumber: "1") { legs { pickupCode } } }'],
    ['an argument', '{ parcel(trackingNumbr: "1") { id } }'],
    ['a type', '{ parcel(trackingNumber: "1") { legs { ... on CourierLg { status } } } }'],
    ['a directive', '{ operators @includ(if: true) { code } }'],
    ['a fragment', '{ ...F } fragment G on Query { operators { code } }'],
    ['an enum value', '{ myParcels(status: DELIVERD) { nodes { id } } }'],
    ['an enum value in a string', '{ myParcels(status: "DELIVERED") { nodes { id } } }'],
    [
      'an enum value in a variable',
      'query ($s: ParcelStatus = DELIVERED) { myParcels(status: $s) { nodes { id } } }',
    ],
    ['a variable type', 'query ($s: ParcelStats) { myParcels(status: $s) { nodes { id } } }'],
  ])('%s', async (_, query) => {
    const { body, text } = await hub.ask(query, { s: 'DELIVERD' });
    expect(body.errors.length).toBeGreaterThan(0);
    expect(text).not.toMatch(/did you mean/i);
    expect(text).not.toMatch(/stacktrace|valueCompletion|node_modules/);
  });

  test('a message that repeats 190 KB is cut, in no time', async () => {
    const hostile = 'Did you mean '.repeat(15_000);
    const before = process.cpuUsage();
    const { body, text } = await hub.ask(`{ myParcels(first: "${hostile}?") { nodes { id } } }`);
    const { user, system } = process.cpuUsage(before);
    expect(body.errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(text.length).toBeLessThan(1_000);
    // Apollo's own option takes 2,000 ms.
    expect((user + system) / 1_000).toBeLessThan(1_000);
  });

  test('validation that gives up says why', async () => {
    const { body } = await hub.ask(`{ ${'operators { code } '.repeat(20)} }`);
    expect(body.errors).toBeUndefined();
    const repeated = await hub.ask(`{ operators { ${'code '.repeat(900)} } }`);
    expect(repeated.body.errors[0].message).toBe('the operation repeats too many fields; write each once');
  });
});
