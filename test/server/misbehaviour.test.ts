import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { announce, startTestHub, type TestHub } from '../support/startTestHub.ts';
import {
  type HostileOperator,
  type Misbehaviour,
  type StartedOperator,
  startHostileOperator,
  startKitOperator,
} from '../support/testOperators.ts';

const TIME_LIMIT_MS = 1_500;
const MEGABYTE = 1024 * 1024;

let hub: TestHub;
let bad: HostileOperator;
let good: StartedOperator;
let locker: StartedOperator;

beforeAll(async () => {
  bad = await startHostileOperator('bad-courier', 'courier');
  good = await startKitOperator('good-courier', 'courier', [
    { waybill: 'G1', status: 'IN_TRANSIT', recipient: { name: 'Good' } },
  ]);
  locker = await startKitOperator('good-locker', 'locker', [
    { waybill: 'L1', status: 'AVAILABLE_FOR_PICKUP' },
  ]);
  hub = await startTestHub({
    operators: [bad.known, good.known, locker.known],
    client: { timeoutMs: TIME_LIMIT_MS },
    legs: [
      // The bad leg first in one parcel, last in the other: positions must not slip.
      announce('bad-courier', 'B1', 'bad-first'),
      announce('good-courier', 'G1', 'bad-first', { seq: 1 }),
      announce('good-locker', 'L1', 'bad-last', { role: 'locker' }),
      announce('bad-courier', 'B2', 'bad-last', { seq: 1 }),
    ],
  });
});
afterAll(async () => {
  await hub?.stop();
  await Promise.all([bad, good, locker].map((operator) => operator?.stop()));
});

const QUERY = `{
  parcels(trackingNumbers: ["G1", "L1"]) {
    status
    legs { waybill status ... on CourierLeg { recipient { name } } }
  }
}`;

function respond(body: string, contentType = 'application/json', status = 200): Misbehaviour {
  return (_, response) => {
    response.writeHead(status, { 'content-type': contentType });
    response.end(body);
  };
}

/** Answers each leg asked for with the given JSON text. */
function respondLegs(leg: string): Misbehaviour {
  return ({ variables }, response) => {
    const representations = variables['hub__r0'] as unknown[];
    response.setHeader('content-type', 'application/json');
    response.end(`{"data": {"g0": [${representations.map(() => leg).join(', ')}]}}`);
  };
}

const unavailable: readonly (readonly [string, Misbehaviour, string])[] = [
  ['closes the connection', (_, response) => void response.destroy(), 'could not be reached'],
  [
    'answers after 10 s',
    (_, response) => void setTimeout(() => response.end('{}'), 10_000).unref(),
    'did not answer in time',
  ],
  [
    'sends the head and then nothing',
    (_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{'),
    'did not answer in time',
  ],
  ['sends HTML', respond('<!doctype html><h1>Zhang San</h1>', 'text/html'), 'cannot be read'],
  ['sends an error page', respond('Zhang San', 'text/plain', 502), 'cannot be read'],
  ['sends a redirect', respond('', 'text/plain', 302), 'cannot be read'],
  ['sends cut JSON', respond('{"data": {"g0": [{"status": "DELIV'), 'cannot be read'],
  ['sends a list', respond('[]'), 'cannot be read'],
  ['sends null', respond('null'), 'cannot be read'],
  ['sends no data', respond('{"data": null, "errors": [{"message": "Zhang San"}]}'), 'reported an error'],
  [
    'sends its entities under `__proto__`',
    respond('{"__proto__": {"data": {"g0": [{}]}}}'),
    'cannot be read',
  ],
  [
    'sends 100 MB',
    (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const chunk = Buffer.alloc(MEGABYTE, 'x');
      let left = 100;
      const send = (): void => {
        while (left-- > 0) if (!response.write(chunk)) return void response.once('drain', send);
        response.end();
      };
      response.on('error', () => {});
      send();
    },
    'cannot be read',
  ],
  [
    'reports an error for its leg',
    respond(
      '{"data": {"g0": [null, null]}, "errors": [{"message": "Zhang San", "path": ["g0", 0], "extensions": {"sql": "SELECT"}}]}',
    ),
    'reported an error',
  ],
];

describe('an operator that', () => {
  test.each(unavailable)('%s leaves everybody else intact', async (_, misbehaviour, sentence) => {
    bad.behave(misbehaviour);
    const began = performance.now();
    const { body, text, status } = await hub.ask(QUERY);
    // Bounded by the time limit, with room for a busy machine.
    expect(performance.now() - began).toBeLessThan(TIME_LIMIT_MS + 3_000);
    expect(status).toBe(200);
    expect(body.data).toEqual({
      parcels: [
        {
          status: 'IN_TRANSIT',
          legs: [
            { waybill: 'B1', status: null, recipient: null },
            { waybill: 'G1', status: 'IN_TRANSIT', recipient: { name: 'Good' } },
          ],
        },
        {
          status: 'AVAILABLE_FOR_PICKUP',
          legs: [
            { waybill: 'L1', status: 'AVAILABLE_FOR_PICKUP' },
            { waybill: 'B2', status: null, recipient: null },
          ],
        },
      ],
    });
    expect(body.errors).toHaveLength(1);
    expect(body.errors[0].message).toContain(
      `operator \`bad-courier\` ${sentence === 'cannot be read' ? 'sent an answer that cannot be read' : sentence}`,
    );
    expect(body.errors[0].path).toEqual(['parcels', 0, 'legs', 0]);
    expect(body.errors[0].extensions).toMatchObject({
      code: 'OPERATOR_UNAVAILABLE',
      operator: 'bad-courier',
    });
    expect(text).not.toMatch(/Zhang San|SELECT|127\.0\.0\.1|stack|ECONN|serviceName/);
  });

  test('is told apart by leg: the error points at the leg that failed', async () => {
    bad.behave(
      respond('{"data": {"g0": [{"status": "IN_TRANSIT"}, null]}, "errors": [{"path": ["g0", 1]}]}'),
    );
    const { body } = await hub.ask(QUERY);
    expect(body.errors.map(({ path }: { path: unknown }) => path)).toEqual([['parcels', 1, 'legs', 1]]);
    expect(body.data.parcels[0].legs[0].status).toBe('IN_TRANSIT');
  });

  test('sends values of the wrong types: they are null, and the error says so', async () => {
    bad.behave(respondLegs('{"status": "TELEPORTED", "recipient": {"name": {"first": "x"}}}'));
    const { body } = await hub.ask(QUERY);
    expect(body.data.parcels[0].legs).toEqual([
      { waybill: 'B1', status: null, recipient: { name: null } },
      { waybill: 'G1', status: 'IN_TRANSIT', recipient: { name: 'Good' } },
    ]);
    expect(body.errors).toHaveLength(1);
    expect(body.errors[0].extensions).toEqual({
      code: 'OPERATOR_INVALID_VALUE',
      operator: 'bad-courier',
      legCount: 2,
      paths: [
        ['parcels', 0, 'legs', 0],
        ['parcels', 1, 'legs', 1],
      ],
    });
  });

  test('forges types, keys and fields that nobody asked for: nothing changes', async () => {
    const forged = `{
      "__typename": "LockerLeg", "waybill": "G1", "operator": {"code": "good-courier", "name": "Forged"},
      "__proto__": {"status": "DELIVERED"}, "constructor": {"prototype": {"polluted": true}},
      "status": "IN_TRANSIT", "pickupCode": "12345678", "id": "x", "legs": [], "recipient": {"__typename": "Sender", "name": "Bad", "phone": "1"}
    }`;
    bad.behave(respondLegs(forged));
    const { body, text } = await hub.ask(
      '{ parcels(trackingNumbers: ["G1"]) { legs { __typename waybill operator { code name } status ... on CourierLeg { recipient { __typename name } } } } }',
    );
    expect(body).toEqual({
      data: {
        parcels: [
          {
            legs: [
              {
                __typename: 'CourierLeg',
                waybill: 'B1',
                operator: { code: 'bad-courier', name: 'bad-courier' },
                status: 'IN_TRANSIT',
                recipient: { __typename: 'Recipient', name: 'Bad' },
              },
              {
                __typename: 'CourierLeg',
                waybill: 'G1',
                operator: { code: 'good-courier', name: 'good-courier' },
                status: 'IN_TRANSIT',
                recipient: { __typename: 'Recipient', name: 'Good' },
              },
            ],
          },
        ],
      },
    });
    expect(text).not.toContain('12345678');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('is stopped leaves everybody else intact', { timeout: 60_000 }, async () => {
    const other = await startHostileOperator('bad-courier', 'courier');
    const { known } = other;
    const second = await startTestHub({
      operators: [known, good.known],
      legs: [announce('bad-courier', 'B1', 'p'), announce('good-courier', 'G1', 'p', { seq: 1 })],
    });
    try {
      await other.stop();
      const { body } = await second.ask('{ parcel(trackingNumber: "G1") { legs { status } } }');
      expect(body.data.parcel.legs).toEqual([{ status: null }, { status: 'IN_TRANSIT' }]);
      expect(body.errors[0].message).toContain('could not be reached');
      expect(body.errors[0].path).toEqual(['parcel', 'legs', 0]);
    } finally {
      await second.stop();
    }
  });
});

test('an error points at what the client asked for, when it did not ask for the legs', async () => {
  bad.behave(respond('oops'));
  const { body } = await hub.ask('{ mine: parcel(trackingNumber: "G1") { status basis { complete } } }');
  expect(body.data).toEqual({ mine: { status: 'IN_TRANSIT', basis: { complete: false } } });
  expect(body.errors[0].path).toEqual(['mine']);
});
