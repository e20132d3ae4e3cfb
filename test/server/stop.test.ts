import { request } from 'node:http';
import { Pool } from 'undici';
import { expect, test } from 'vitest';
import { announce, startTestHub } from '../support/startTestHub.ts';
import { startHostileOperator } from '../support/testOperators.ts';

const QUERY = JSON.stringify({ query: '{ parcel(trackingNumber: "B1") { legs { status } } }' });

test('stopping lets requests under way finish, and waits for no idle client', {
  timeout: 60_000,
}, async () => {
  const operator = await startHostileOperator('slow-courier', 'courier');
  const hub = await startTestHub({
    operators: [operator.known],
    legs: [announce('slow-courier', 'B1', 'p')],
  });
  let isAsked = () => {};
  const asked = new Promise<void>((resolve) => {
    isAsked = resolve;
  });
  operator.behave((_, response) => {
    isAsked();
    response.setHeader('content-type', 'application/json');
    setTimeout(() => response.end('{"data": {"g0": [{"status": "DELIVERED"}]}}'), 500);
  });
  const headers = {
    authorization: `Bearer ${await hub.readToken()}`,
    'content-type': 'application/json',
  };
  // A client that keeps its connections, and one that has begun a request and never ends it.
  const client = new Pool(hub.url, { connections: 2, keepAliveTimeout: 60_000 });
  const { host, port } = new URL(hub.url);
  const halfSent = request({
    host: host.split(':')[0],
    port,
    method: 'POST',
    path: '/graphql',
    headers: { 'content-length': 100, ...headers },
  });
  halfSent.on('error', () => {});
  halfSent.write('{');
  const answer = client.request({
    method: 'POST',
    path: '/graphql',
    headers,
    body: QUERY,
  });
  await asked;
  const began = performance.now();
  const stopped = hub.stop();
  const { statusCode, body } = await answer;
  expect([statusCode, await body.json()]).toMatchObject([
    200,
    { data: { parcel: { legs: [{ status: 'DELIVERED' }] } } },
  ]);
  await stopped;
  // The half-sent request is given up after ten seconds; a kept connection would hold the hub for a minute and more.
  expect(performance.now() - began).toBeLessThan(25_000);
  await client.close();
  await operator.stop();
});
