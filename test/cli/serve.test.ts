import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operatorSdl } from '../../subgraphs/kit/operatorSdl.ts';
import { ISSUER, issuerJwks, makeToken } from '../identity/tokens.ts';
import { startKitOperator } from '../support/testOperators.ts';
import { runCommand, startServe } from './serveProcess.ts';

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

/** The commands of those who take part, each by the name of its profile, at one hub. */
function participants(hubUrl: string, dataDir: string) {
  const env = { HUB_URL: hubUrl, HUB_PROFILES_DIR: join(folder, 'profiles'), HUB_DATA_DIR: dataDir };
  const run = async (line: string, ...more: readonly string[]): Promise<string> => {
    const { exitCode, out, err } = await runCommand([...line.split(' '), ...more], { cwd: folder, env });
    expect([line, exitCode, exitCode === 0 ? '' : err]).toEqual([line, 0, '']);
    return out;
  };
  const register = async (code: string, kind: string, more: string): Promise<void> => {
    const made = await run(`profile new ${code} --participant ${code} --kind ${kind} --format json`);
    const { publicKey } = JSON.parse(made);
    const what = `--kind ${kind} ${more} --name ${code} --profile administrator --key`;
    await run(`participant register ${code} ${what}`, publicKey);
  };
  return { run, register };
}

const AGREEMENT = `extend schema
  @link(url: "https://specs.tracking-hub.example/agreement/v1.0", import: ["@agreement", "@share"])
  @agreement(operator: "zto", platform: "shop", purposes: [ORDER_STATUS]
    from: "2017-01-01T00:00:00Z", until: "2090-01-01T00:00:00Z")
type CourierLeg { status: ParcelStatus @share }
`;

describe('hub serve', { timeout: 90_000 }, () => {
  test('starts with nobody on the network; who takes part then joins while it runs, and is there after a restart', async () => {
    const dataDir = join(folder, 'empty');
    const env = { HUB_DATA_DIR: dataDir, HUB_SUBGRAPH_HOSTS: '127.0.0.1', HUB_PROFILE: 'administrator' };
    const served = startServe({ cwd: folder, env });
    const url = await served.ready;
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    const { run, register } = participants(url, dataDir);
    await register('shop', 'platform', '--purpose ORDER_STATUS');
    const token = (await run('token --platform shop')).trim();
    expect((await post(url, '{ operators { code } }')).status).toBe(401);
    expect(await post(url, '{ operators { code } }', token)).toEqual({
      status: 200,
      body: { data: { operators: [] }, extensions: expect.anything() },
    });

    const legs = [{ waybill: 'ZT0001', status: 'IN_TRANSIT' }];
    const operator = await startKitOperator('zto', 'courier', legs as never, { hubUrl: url });
    writeFileSync(join(folder, 'zto.graphql'), operatorSdl({ code: 'zto', role: 'courier' }));
    writeFileSync(join(folder, 'zto--shop.graphql'), AGREEMENT);
    const leg = { waybill: 'ZT0001', parcel: 'order 1', platform: 'shop', status: 'IN_TRANSIT' };
    writeFileSync(join(folder, 'legs.ndjson'), JSON.stringify({ ...leg, updatedAt: '2026-01-01T00:00:00Z' }));
    await register('zto', 'operator', '--role courier');
    await run(`subgraph publish zto.graphql --url ${operator.known.url} --profile zto`);
    await run('agreement offer zto--shop.graphql --profile zto');
    const query = '{ operators { code } parcel(trackingNumber: "ZT0001") { legs { status } } }';
    const before = await post(url, query, token);
    expect(before.body.data).toEqual({ operators: [{ code: 'zto' }], parcel: null });
    await run('agreement sign zto --version 1 --profile shop');
    await run('legs announce legs.ndjson --profile zto');
    const full = { operators: [{ code: 'zto' }], parcel: { legs: [{ status: 'IN_TRANSIT' }] } };
    expect((await post(url, query, token)).body.data).toEqual(full);

    served.child.kill('SIGTERM');
    expect(await served.ended).toBe(0);
    const again = startServe({ cwd: folder, env: { ...env, HUB_PORT: new URL(url).port } });
    expect(await again.ready).toBe(url);
    expect((await post(url, query, token)).body.data).toEqual(full);
    await operator.stop();
  });

  test('takes the tokens of another issuer, and issues none then', async () => {
    const settings = { dataDir: 'issuer', tokenIssuer: ISSUER, tokenJwksUrl: jwksUrl };
    writeFileSync(join(folder, 'issuer.json'), JSON.stringify(settings));
    const url = await startServe({ cwd: folder, args: ['serve', '--config', 'issuer.json'] }).ready;
    const issued = await fetch(`${url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'cainiao' }),
    });
    expect(issued.status).toBe(404);
    const now = Math.floor(Date.now() / 1_000);
    const token = await makeToken({ claims: { iat: now, exp: now + 600 } });
    expect((await post(url, '{ operators { code } }')).status).toBe(401);
    expect((await post(url, '{ operators { code } }', token)).body.data).toEqual({ operators: [] });
  });
});

/** What `hub serve` says to settings that it refuses: in this process, since nothing is started. */
async function refuse(settings: unknown, env: Record<string, string> = {}) {
  writeFileSync(join(folder, 'hub.json'), typeof settings === 'string' ? settings : JSON.stringify(settings));
  const { exitCode, out, err } = await runCommand(['serve', '--config', 'hub.json'], { cwd: folder, env });
  return { exitCode, text: `${out}${err}` };
}

const settings = () => ({ port: 0, dataDir: 'refused', tokenIssuer: ISSUER, tokenJwksUrl: jwksUrl });

test.each<[what: string, change: () => unknown, env: Record<string, string>, sentence: RegExp]>([
  [
    'a misspelt setting',
    () => ({ ...settings(), prot: 1 }),
    {},
    /^hub: hub\.json has a setting `prot` that does not exist; did you mean `port`\?\n$/,
  ],
  [
    'a misspelt variable',
    settings,
    { HUB_PROT: '1' },
    /^hub: HUB_PROT is no setting; did you mean `HUB_PORT`/,
  ],
  [
    'a variable like no setting',
    settings,
    { HUB_X_THAT_IS_LIKE_NOTHING_AT_ALL_HERE: 's3cret' },
    /^hub: HUB_\w+ is no setting; there are HUB_PORT, HUB_HOST, .*LOG_LEVEL\n$/i,
  ],
  ['a list', () => [], {}, /^hub: hub\.json must hold one JSON object of settings\n$/],
  ['null', () => null, {}, /^hub: hub\.json must hold one JSON object of settings\n$/],
  [
    'a setting that is an object',
    () => ({ ...settings(), databaseUrl: { password: 's3cret' } }),
    {},
    /^hub: `databaseUrl` in hub\.json must be a text or a number\n$/,
  ],
  [
    'what is no JSON, which may hold a secret',
    () => '{ "databaseUrl": "s3cret',
    {},
    /^hub: `hub\.json` is no JSON/,
  ],
  ['half an issuer', () => ({ ...settings(), tokenJwksUrl: '' }), {}, /^hub: HUB_TOKEN_JWKS_URL is not set/],
  [
    'an administrator without a key',
    () => ({ ...settings(), administratorKey: 's3cret' }),
    {},
    /^hub: HUB_ADMINISTRATOR_KEY must be an Ed25519 public key/,
  ],
  [
    'an address of another database',
    settings,
    { DATABASE_URL: 'mysql://u:s3cret@h/d' },
    /^hub: DATABASE_URL must be the address of a PostgreSQL server/,
  ],
])('%s is refused in a sentence', async (_, change, env, sentence) => {
  const { exitCode, text } = await refuse(change(), env);
  expect(exitCode).toBe(2);
  expect(text).toMatch(sentence);
  expect(text).not.toMatch(/s3cret|\n\s+at /);
});
