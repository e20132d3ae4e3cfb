/** A real hub over operators that verify it: what it sends is signed and granted, and it starts before they can verify. */
import { readdirSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allowEverything } from '../../gateway/agreements/decision.ts';
import { LOOPBACK_HOSTS } from '../../gateway/base/subgraphAddresses.ts';
import { startHub } from '../../gateway/server/startHub.ts';
import { announce, startTestHub, type TestHub } from '../support/startTestHub.ts';
import { type StartedOperator, startKitOperator } from '../support/testOperators.ts';

let operator: StartedOperator;
let hub: TestHub;
let recorder: Awaited<ReturnType<typeof startRecorder>>;

/** A server in front of an operator that notes the headers of every request and passes it on as it came. */
async function startRecorder() {
  const seen: IncomingHttpHeaders[] = [];
  let target = '';
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    seen.push(request.headers);
    const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers;
    const answer = await fetch(target, {
      method: 'POST',
      headers: headers as Record<string, string>,
      body: Buffer.concat(chunks),
    });
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    passTo(url: string) {
      target = url;
    },
    takeSeen: () => seen.splice(0),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

beforeAll(async () => {
  recorder = await startRecorder();
  hub = await startTestHub({
    operators: async (hubUrl) => {
      // The hub does not answer queries yet, but gives its public keys.
      expect((await fetch(`${hubUrl}/health/ready`)).status).toBe(503);
      expect((await fetch(`${hubUrl}/.well-known/jwks.json`)).status).toBe(200);
      const legs = [{ waybill: 'Z1', status: 'IN_TRANSIT' }] as const;
      operator = await startKitOperator('zto', 'courier', legs, { hubUrl });
      recorder.passTo(operator.known.url);
      return [{ ...operator.known, url: recorder.url }];
    },
    legs: [announce('zto', 'Z1', 'p')],
  });
});
afterAll(async () => {
  await hub?.stop();
  await recorder?.stop();
  await operator?.stop();
});

const QUERY = '{ parcel(trackingNumber: "Z1") { legs { status } } }';

const grantOf = ({ authorization = '' }: IncomingHttpHeaders) => decodeJwt(authorization.split(' ')[1] ?? '');

test('it joined the network with a grant for the SDL', () => {
  expect(recorder.takeSeen().map(grantOf)).toMatchObject([{ aud: 'zto', use: 'sdl' }]);
});

test('an operator that verifies answers the hub, and nobody else', async () => {
  const { body } = await hub.ask(QUERY);
  expect(body).toEqual({ data: { parcel: { legs: [{ status: 'IN_TRANSIT' }] } } });
  const sdl = '{"query":"{ _service { sdl } }"}';
  const refused = await fetch(operator.known.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: sdl,
  });
  expect(refused.status).toBe(401);
});

test('each request says for whom and why; a grant is used again, a signature never', async () => {
  recorder.takeSeen();
  for (let index = 0; index < 3; index++) await hub.ask(QUERY);
  const seen = recorder.takeSeen();
  expect(seen).toHaveLength(3);
  expect(new Set(seen.map(({ authorization }) => authorization)).size).toBe(1);
  expect(new Set(seen.map(({ signature }) => signature)).size).toBe(3);
  expect(seen.map(grantOf)).toMatchObject(
    Array(3).fill({ aud: 'zto', use: 'entities', platform: 'cainiao', purpose: 'ORDER_STATUS' }),
  );
  expect(seen[0]?.['signature-input']).toMatch(
    /^hub=\("@method" "@path" "@query" "content-digest" "authorization"\);created=\d+;expires=\d+;nonce="[0-9a-f-]{36}";keyid="[\w-]{43}";alg="ed25519";tag="tracking-hub"$/,
  );
});

test('two platforms, or two purposes, never share a grant, even side by side', async () => {
  recorder.takeSeen();
  const callers = [
    { platform: 'cainiao' },
    { platform: 'taobao' },
    { platform: 'cainiao', purpose: 'DISPUTE' },
    { platform: 'taobao', purpose: 'DISPUTE' },
  ];
  await Promise.all([...callers, ...callers].map((caller) => hub.ask(QUERY, {}, caller)));
  const seen = recorder.takeSeen();
  const said = new Map(seen.map((headers) => [headers.authorization, grantOf(headers)]));
  expect([...said.values()].map(({ platform, purpose }) => `${platform} ${purpose}`).sort()).toEqual([
    'cainiao DISPUTE',
    'cainiao ORDER_STATUS',
    'taobao DISPUTE',
    'taobao ORDER_STATUS',
  ]);
});

test('an operator that trusts another hub is left out, and the log says why', async () => {
  const lines: string[] = [];
  const others: StartedOperator[] = [];
  const other = await startTestHub({
    operators: async (hubUrl) => {
      const legs = [{ waybill: 'Y1' }];
      const [good, bad] = await Promise.all([
        startKitOperator('swift', 'courier', legs, { hubUrl }),
        // It verifies the hub of the other tests.
        startKitOperator('yto', 'courier', legs, { hubUrl: hub.url }),
      ]);
      others.push(good, bad);
      return [good.known, bad.known];
    },
    legs: [announce('yto', 'Y1', 'p')],
    log: pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) }),
  });
  expect((await other.ask('{ operators { code } }')).body.data.operators).toEqual([{ code: 'swift' }]);
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ operator: 'yto', failure: 'KEY_UNKNOWN' }]);
  await other.stop();
  await Promise.all(others.map((each) => each.stop()));
});

describe('with a data folder', () => {
  test('a hub keeps its keys over a restart, each readable by its owner alone', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'tracking-hub-keys-'));
    const readKeys = async () => {
      const started = await startHub({
        port: 0,
        host: '127.0.0.1',
        subgraphHosts: LOOPBACK_HOSTS,
        dataDir,
        fixed: { listOperators: async () => [operator.known], agreements: allowEverything },
        identity: { kind: 'participants' },
        readNow: Date.now,
        log: pino({ level: 'silent' }),
      });
      const jwks = await (await fetch(`${started.url}/.well-known/jwks.json`)).text();
      await started.stop();
      return jwks;
    };
    expect(await readKeys()).toBe(await readKeys());
    const folder = join(dataDir, 'keys');
    const files = readdirSync(folder);
    expect(files).toEqual(
      expect.arrayContaining(['administrator.json', 'grants.key', 'requests.key', 'tokens.key']),
    );
    for (const file of files)
      expect([file, statSync(join(folder, file)).mode & 0o777]).toEqual([file, 0o600]);
    await rm(dataDir, { recursive: true, force: true });
  });
});
