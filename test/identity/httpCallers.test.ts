/** Callers over HTTP: who is refused, how that looks, and that it costs nothing behind the door. */
import { request } from 'node:http';
import { connect } from 'node:net';
import { pino } from 'pino';
import { Pool } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { announce, startTestHub, type TestHub } from '../support/startTestHub.ts';
import { type HostileOperator, startHostileOperator } from '../support/testOperators.ts';

const QUERY = '{ parcel(trackingNumber: "Z1") { legs { status } } }';
const BODY = JSON.stringify({ query: QUERY });

let operator: HostileOperator;
let hub: TestHub;
let token: string;
let storeQuestions = 0;
const lines: string[] = [];

beforeAll(async () => {
  operator = await startHostileOperator('zto', 'courier');
  operator.behave((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end('{"data":{"g0":[{"status":"IN_TRANSIT"}]}}');
  });
  hub = await startTestHub({
    operators: [operator.known],
    legs: [announce('zto', 'Z1', 'p')],
    log: pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }),
    onStore: (_, directory) => {
      const { findByNumbers } = directory;
      Object.assign(directory, {
        findByNumbers: (numbers: readonly string[]) => {
          storeQuestions += 1;
          return findByNumbers(numbers);
        },
      });
    },
  });
  token = await hub.readToken('cainiao', ['ORDER_STATUS', 'DISPUTE']);
});
afterAll(async () => {
  await hub?.stop();
  await operator?.stop();
});

type Headers = Readonly<Record<string, string | string[]>>;

/** Sends a request as it is, with headers that `fetch` would not send. */
function send(headers: Headers, body = BODY) {
  return new Promise<{ status: number; headers: Headers; body: string }>((resolve, reject) => {
    const sent = request(`${hub.url}/graphql`, { method: 'POST', headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers as Headers, body: text }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const JSON_TYPE = { 'content-type': 'application/json' };

test('a good token is let in, and the operator is asked', async () => {
  const before = operator.requests.length;
  const answer = await send({ ...JSON_TYPE, authorization: `Bearer ${token}` });
  expect([answer.status, JSON.parse(answer.body).data]).toEqual([
    200,
    { parcel: { legs: [{ status: 'IN_TRANSIT' }] } },
  ]);
  expect(operator.requests.length).toBe(before + 1);
  expect(storeQuestions).toBeGreaterThan(0);
});

describe('refused before the body is parsed, the store or an operator asked', () => {
  test.each<[string, () => Headers, number, string, RegExp]>([
    ['no token', () => ({}), 401, 'UNAUTHENTICATED', /^Bearer realm="tracking-hub"$/],
    [
      'garbage',
      () => ({ authorization: 'Bearer x' }),
      401,
      'TOKEN_INVALID',
      /error="invalid_token", error_description="/,
    ],
    [
      'two tokens',
      () => ({ authorization: [`Bearer ${token}`, `Bearer ${token}`] }),
      401,
      'UNAUTHENTICATED',
      /^Bearer realm="tracking-hub"$/,
    ],
    [
      'a purpose that the token does not allow',
      () => ({ authorization: `Bearer ${token}`, 'tracking-purpose': 'SETTLEMENT' }),
      403,
      'PURPOSE_NOT_ALLOWED',
      /error="insufficient_scope", scope="ORDER_STATUS DISPUTE"$/,
    ],
    [
      'two purposes',
      () => ({ authorization: `Bearer ${token}`, 'tracking-purpose': ['ORDER_STATUS', 'DISPUTE'] }),
      403,
      'PURPOSE_NOT_ALLOWED',
      /scope="ORDER_STATUS DISPUTE"$/,
    ],
  ])('%s', async (_, headers, status, code, challenge) => {
    const before = [operator.requests.length, storeQuestions];
    for (const body of [BODY, '{"query": ', '']) {
      const answer = await send({ ...JSON_TYPE, ...headers() }, body);
      expect([answer.status, JSON.parse(answer.body).errors[0].extensions.code]).toEqual([status, code]);
      expect(answer.headers['www-authenticate']).toMatch(challenge);
    }
    expect([operator.requests.length, storeQuestions]).toEqual(before);
  });

  test('the refusal of a purpose lists those that are allowed', async () => {
    const answer = await send({
      ...JSON_TYPE,
      authorization: `Bearer ${token}`,
      'tracking-purpose': 'SETTLEMENT',
    });
    expect(JSON.parse(answer.body)).toEqual({
      errors: [
        {
          message: 'the token does not allow the purpose `SETTLEMENT`; it allows ORDER_STATUS, DISPUTE',
          extensions: { code: 'PURPOSE_NOT_ALLOWED', allowed: ['ORDER_STATUS', 'DISPUTE'] },
        },
      ],
    });
  });

  test('says how to get a token', async () => {
    const { body } = await send(JSON_TYPE);
    expect(JSON.parse(body).errors[0].message).toContain('`npx hub token --platform ');
  });
});

test('the purpose of a request is the one that the header picks, on one connection and side by side', async () => {
  const purposes = ['ORDER_STATUS', 'DISPUTE', undefined, 'SETTLEMENT', 'DISPUTE', 'ORDER_STATUS'];
  const statuses = await Promise.all(
    purposes.map(async (purpose) => {
      const chosen: Headers = purpose === undefined ? {} : { 'tracking-purpose': purpose };
      const { status, body } = await send({ ...JSON_TYPE, authorization: `Bearer ${token}`, ...chosen });
      return status === 200 ? JSON.parse(body).extensions.disclosure.purpose : status;
    }),
  );
  expect(statuses).toEqual(['ORDER_STATUS', 'DISPUTE', 'ORDER_STATUS', 403, 'DISPUTE', 'ORDER_STATUS']);
});

test('headers of 1 MB are refused by the server itself, which answers as before', async () => {
  const { hostname, port } = new URL(hub.url);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  socket.on('error', () => {});
  const ended = new Promise((resolve) => socket.on('close', resolve));
  socket.write(
    `POST /graphql HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${'a'.repeat(1_000_000)}\r\ncontent-length: 2\r\n\r\n{}`,
  );
  await ended;
  expect(answer === '' || answer.startsWith('HTTP/1.1 431')).toBe(true);
  expect((await hub.ask(QUERY)).status).toBe(200);
});

test('a refused request leaves its connection good for the next one, body and all', async () => {
  const pool = new Pool(hub.url, { connections: 1, pipelining: 1 });
  const padding = 'x'.repeat(200_000);
  const post = async (authorization: string) => {
    const { statusCode, body } = await pool.request({
      method: 'POST',
      path: '/graphql',
      headers: { ...JSON_TYPE, authorization },
      body: JSON.stringify({ query: QUERY, variables: { padding } }),
    });
    await body.text();
    return statusCode;
  };
  expect([await post('Bearer x'), await post(`Bearer ${token}`), await post('Bearer x')]).toEqual([
    401, 200, 401,
  ]);
  await pool.close();
});

test('nothing of a token is in the log', async () => {
  const secret = await hub.readToken('taobao');
  await send({ ...JSON_TYPE, authorization: `Bearer ${secret}` });
  await send({ ...JSON_TYPE, authorization: `Bearer ${secret}x` });
  await send({ ...JSON_TYPE, authorization: `Bearer ${secret}`, 'tracking-purpose': 'NONE' }, '{');
  operator.behave((_, response) => response.writeHead(500).end());
  await hub.ask(QUERY, {}, { token: secret });
  const log = lines.join('');
  for (const part of secret.split('.')) expect(log).not.toContain(part);
});
