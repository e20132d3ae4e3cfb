import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../gateway/store/openStore.ts';
import { operatorSdl } from '../../subgraphs/kit/operatorSdl.ts';
import { ISSUER, issuerJwks, makeToken } from '../identity/tokens.ts';
import { runCommand } from '../support/runCommand.ts';
import { readmeBlocks, runReadmeBlock } from '../support/runReadme.ts';
import { type HostileOperator, startHostileOperator } from '../support/testOperators.ts';
import { type ServeProcess, startServe } from './serveProcess.ts';

const folder = mkdtempSync(join(tmpdir(), 'hub-serve-'));
let jwksUrl: string;
const jwks = createServer(async (_, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(await issuerJwks()));
});

beforeAll(async () => {
  await new Promise<void>((resolve) => jwks.listen(0, '127.0.0.1', resolve));
  jwksUrl = `http://127.0.0.1:${(jwks.address() as AddressInfo).port}/jwks.json`;
});
afterAll(() => {
  jwks.close();
  rmSync(folder, { recursive: true, force: true });
});

const post = async (url: string, query: string, token?: string) => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  return { status: response.status, body: (await response.json()) as any };
};

const SECTION = 'Run a hub of your own';

/** Every way in which bytes could be written somewhere. */
const spellings = (bytes: Uint8Array): readonly string[] =>
  (['hex', 'base64', 'base64url', 'latin1'] as const).map((encoding) =>
    Buffer.from(bytes).toString(encoding),
  );

/** The private halves of all that is in a folder of keys or profiles. */
function readSecrets(place: string): readonly string[] {
  return readdirSync(place).flatMap((name) => {
    const bytes = readFileSync(join(place, name));
    if (name.endsWith('.key')) return spellings(bytes);
    const { privateKey } = JSON.parse(String(bytes));
    return spellings(Buffer.from(privateKey, 'base64url'));
  });
}

/** How many hubs hold a lease, as the store of a hub that has ended says. */
async function countLeases(dataDir: string): Promise<number> {
  const store = await openStore({ directory: join(dataDir, 'store') });
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from hubs`.execute(store);
  await store.destroy();
  return rows[0]?.count ?? 0;
}

const AGREEMENT = `extend schema
  @link(url: "https://specs.tracking-hub.example/agreement/v1.0", import: ["@agreement", "@share"])
  @agreement(operator: "my-courier", platform: "jd", purposes: [ORDER_STATUS]
    from: "2017-01-01T00:00:00Z", until: "2090-01-01T00:00:00Z")
type CourierLeg { status: ParcelStatus @share }
`;
const LEG = {
  waybill: 'WB0001',
  parcel: 'order 1',
  platform: 'jd',
  status: 'OUT_FOR_DELIVERY',
  updatedAt: '2026-01-01T00:00:00Z',
};
const QUERY = '{ operators { code } parcel(trackingNumber: "WB0001") { status } }';
const OPERATORS = '{ operators { code } }';

describe('hub serve', { timeout: 120_000 }, () => {
  const dataDir = join(folder, 'my-hub');
  const profiles = join(folder, 'profiles');
  let operator: HostileOperator;
  /** Calls back when the operator is asked; it answers once told to. */
  let hold: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    operator = await startHostileOperator('my-courier', 'courier');
    operator.behave(async (_, response) => {
      await hold?.();
      response.setHeader('content-type', 'application/json');
      response.end('{"data": {"g0": [{"status": "OUT_FOR_DELIVERY"}]}}');
    });
    writeFileSync(join(folder, 'schema.graphql'), operatorSdl({ code: 'my-courier', role: 'courier' }));
    writeFileSync(join(folder, 'agreement.graphql'), AGREEMENT);
    writeFileSync(join(folder, 'legs.ndjson'), JSON.stringify(LEG));
  });
  afterAll(() => operator.stop());

  test('the README: it starts with nobody on its network, and those who join while it runs are there after a restart', async () => {
    const settings = { HUB_DATA_DIR: dataDir, HUB_SUBGRAPH_HOSTS: '127.0.0.1', LOG_LEVEL: 'trace' };
    const [, register = '', takePart = ''] = readmeBlocks(SECTION, 'sh');
    const [answer = ''] = readmeBlocks(SECTION, 'json');
    const served = startServe({
      cwd: folder,
      env: { ...settings, HUB_DRAIN_SECONDS: '2', HUB_PROFILE: 'jd' },
    });
    const url = await served.ready;
    const env = { HUB_URL: url, HUB_PROFILES_DIR: profiles, HUB_DATA_DIR: dataDir };
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    await runReadmeBlock(register, { cwd: folder, env });
    const token = (await runCommand(['token', '--platform', 'jd'], { cwd: folder, env })).out.trim();
    expect((await post(url, OPERATORS)).status).toBe(401);
    expect((await post(url, OPERATORS, `${token}x`)).status).toBe(401);
    expect((await post(url, OPERATORS, token)).body.data).toEqual({ operators: [] });
    const replace = {
      '../my-courier/schema.graphql': 'schema.graphql',
      '../my-courier/my-courier--jd.graphql': 'agreement.graphql',
      '../my-courier/legs.ndjson': 'legs.ndjson',
      'http://127.0.0.1:4101/graphql': operator.known.url,
    };
    await runReadmeBlock(takePart, { cwd: folder, env, replace });
    expect((await post(url, QUERY, token)).body.data).toEqual(JSON.parse(answer).data);
    await fetch(`${url}/control/graphql`, { method: 'POST', headers: { signature: token }, body: token });

    await drain({ served, url, token });
    expect(await countLeases(dataDir)).toBe(0);

    // Now with the tokens of another issuer.
    const more = { tokenIssuer: ISSUER, tokenJwksUrl: jwksUrl, drainSeconds: 300 };
    writeFileSync(join(folder, 'issuer.json'), JSON.stringify(more));
    const args = ['serve', '--config', 'issuer.json'];
    const again = startServe({ cwd: folder, args, env: settings });
    const now = Math.floor(Date.now() / 1_000);
    const claims = { sub: 'jd', purposes: ['ORDER_STATUS'], iat: now, exp: now + 600 };
    const theirs = await makeToken({ claims });
    expect((await post(await again.ready, QUERY, theirs)).body.data).toEqual(JSON.parse(answer).data);
    expect((await post(await again.ready, QUERY, token)).status).toBe(401);
    const form = { method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials' }) };
    expect((await fetch(`${await again.ready}/oauth/token`, form)).status).toBe(404);
    again.child.kill('SIGTERM');
    await expect.poll(again.text, { timeout: 20_000 }).toContain('stopping; requests under way finish');
    again.child.kill('SIGTERM');
    expect(await again.ended).toBe(1);
    // Nobody gave that one back.
    expect(await countLeases(dataDir)).toBe(1);

    const secrets = [token, theirs, ...readSecrets(join(dataDir, 'keys')), ...readSecrets(profiles)];
    expect(secrets.length).toBeGreaterThan(5 * 4 + 3 * 4);
    for (const text of [served.text(), again.text()])
      expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  });

  /** Tells a hub to stop with a request under way: readiness goes first, then the door, and last of all the hub. */
  async function drain({
    served,
    url,
    token,
  }: {
    readonly served: ServeProcess;
    readonly url: string;
    readonly token: string;
  }) {
    const readiness: (number | 'refused')[] = [];
    const look = async () => {
      const status = await fetch(`${url}/health/ready`).then(
        (response) => response.status,
        () => 'refused' as const,
      );
      if (readiness.at(-1) !== status) readiness.push(status);
      return status;
    };
    let asked = () => {};
    const isAsked = new Promise<void>((resolve) => (asked = resolve));
    let release = () => {};
    const isReleased = new Promise<void>((resolve) => (release = resolve));
    await look();
    served.child.kill('SIGTERM');
    await expect.poll(look, { interval: 20, timeout: 20_000 }).toBe(503);
    // It goes on answering meanwhile.
    hold = () => {
      asked();
      return isReleased;
    };
    const underWay = post(url, QUERY, token);
    // What is refused is never asked of anybody.
    await Promise.race([isAsked, underWay]);
    await expect.poll(look, { interval: 20, timeout: 20_000 }).toBe('refused');
    expect(readiness).toEqual([200, 503, 'refused']);
    hold = undefined;
    release();
    expect((await underWay).body.data.parcel).toEqual({ status: 'OUT_FOR_DELIVERY' });
    expect(await served.ended).toBe(0);
  }
});
