import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { SignRequest } from '../../gateway/base/grant.ts';
import { LOOPBACK_HOSTS, readSubgraphAddresses } from '../../gateway/base/subgraphAddresses.ts';
import { createOperatorClient } from '../../gateway/dispatch/operatorClient.ts';

const ANSWER = JSON.stringify({ data: { _entities: [] } });
/** Long enough for a machine that is busy with other tests. */
const TIMEOUT_MS = 1_500;
const MAX_CONNECTIONS = 4;

interface TestServer {
  readonly url: string;
  /** All that were ever opened. */
  connections(): number;
  /** Whose requests came over each connection. */
  operators(): readonly string[];
  answerWith(answer: (response: ServerResponse) => void): void;
}

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function startServer(): Promise<TestServer> {
  let answer = (response: ServerResponse): void => void response.end(ANSWER);
  let connections = 0;
  const operatorsOf = new Map<Socket, Set<unknown>>();
  const server = createServer((request, response) => {
    const operators = operatorsOf.get(request.socket) ?? new Set();
    operatorsOf.set(request.socket, operators.add(request.headers['x-operator']));
    request.resume().on('end', () => answer(response));
  });
  server.on('connection', () => {
    connections += 1;
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    connections: () => connections,
    operators: () => [...operatorsOf.values()].map((operators) => [...operators].join()),
    answerWith: (next) => {
      answer = next;
    },
  };
}

function createTestClient(sign: SignRequest = async () => ({})) {
  return createOperatorClient(sign, {
    timeoutMs: TIMEOUT_MS,
    maxAnswerBytes: 10_000,
    maxConnections: MAX_CONNECTIONS,
    addresses: readSubgraphAddresses(LOOPBACK_HOSTS),
  });
}

const requestTo = (url: string, operator = 'zto') =>
  ({ url, operator, grant: 'sdl', query: '{ _service { sdl } }', variables: {} }) as const;

describe('an operator that hangs', () => {
  test('costs few connections, and is well again at once', async () => {
    const server = await startServer();
    server.answerWith(() => {});
    const client = createTestClient();
    const hanging = await Promise.all(Array.from({ length: 200 }, () => client.send(requestTo(server.url))));
    expect(new Set(hanging.map((answer) => answer.kind === 'failed' && answer.failure))).toEqual(
      new Set(['TIMEOUT']),
    );
    expect(server.connections()).toBeLessThanOrEqual(MAX_CONNECTIONS);
    server.answerWith((response) => void response.end(ANSWER));
    const after = await Promise.all(Array.from({ length: 20 }, () => client.send(requestTo(server.url))));
    expect(after.every(({ kind }) => kind === 'answered')).toBe(true);
    expect(server.connections()).toBeLessThanOrEqual(2 * MAX_CONNECTIONS);
    await client.close();
  });
});

describe('one bad answer', () => {
  test.each<[string, (response: ServerResponse) => void, string]>([
    ['that never ends', (response) => void response.write('{'), 'TIMEOUT'],
    [
      'that is cut off',
      (response) => void response.write('{', () => response.socket?.destroy()),
      'UNREACHABLE',
    ],
    ['that is too large', (response) => void response.end('x'.repeat(20_000)), 'BAD_RESPONSE'],
    ['that is no JSON', (response) => void response.end('<html>'), 'BAD_RESPONSE'],
    ['with another status', (response) => void response.writeHead(302).end(ANSWER), 'BAD_RESPONSE'],
  ])('%s fails alone', async (_, misbehave, failure) => {
    const server = await startServer();
    const client = createTestClient();
    server.answerWith(misbehave);
    expect(await client.send(requestTo(server.url))).toEqual({ kind: 'failed', failure });
    server.answerWith((response) => void response.end(ANSWER));
    expect((await client.send(requestTo(server.url))).kind).toBe('answered');
    await client.close();
  });

  test('a signature that cannot be made sends nothing, and takes no place', async () => {
    const server = await startServer();
    let isBroken = true;
    const client = createTestClient(async () => {
      if (isBroken) throw new Error('no key');
      return {};
    });
    for (let round = 0; round < 2 * MAX_CONNECTIONS; round++) {
      expect((await client.send(requestTo(server.url))).kind).toBe('failed');
    }
    expect(server.connections()).toBe(0);
    isBroken = false;
    expect((await client.send(requestTo(server.url))).kind).toBe('answered');
    await client.close();
  });
});

test('two operators behind one address share no connection', async () => {
  const server = await startServer();
  const client = createTestClient(async ({ operator }) => ({ 'x-operator': operator }));
  for (const operator of ['zto', 'inpost', 'zto', 'inpost', 'zto'])
    await client.send(requestTo(server.url, operator));
  expect(new Set(server.operators())).toEqual(new Set(['zto', 'inpost']));
  await client.close();
});
