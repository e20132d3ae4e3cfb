/** The demo's token endpoint, as OAuth 2.0 clients use it (RFC 6749). */
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allowEverything } from '../../gateway/agreements/decision.ts';
import { LOOPBACK_HOSTS } from '../../gateway/base/subgraphAddresses.ts';
import { createSigningKey } from '../../gateway/identity/signingKey.ts';
import type { IdentityOptions } from '../../gateway/server/openIdentity.ts';
import { type RunningHub, startHub } from '../../gateway/server/startHub.ts';
import platforms from '../../schema/demo/platforms.json' with { type: 'json' };
import { PURPOSES } from '../../schema/privacy.ts';
import { type StartedOperator, startKitOperator } from '../support/testOperators.ts';

let operator: StartedOperator;
let hub: RunningHub;
let otherHub: RunningHub;

function start(identity: IdentityOptions): Promise<RunningHub> {
  return startHub({
    port: 0,
    host: '127.0.0.1',
    subgraphHosts: LOOPBACK_HOSTS,
    listOperators: async () => [operator.known],
    agreements: allowEverything,
    identity,
    readNow: Date.now,
    log: pino({ level: 'silent' }),
  });
}

beforeAll(async () => {
  operator = await startKitOperator('zto', 'courier', []);
  [hub, otherHub] = await Promise.all([
    start({ kind: 'demo', platforms: platforms.platforms }),
    start({
      kind: 'issuer',
      issuer: 'https://issuer.example',
      jwksUrl: new URL('http://127.0.0.1:1/jwks.json'),
    }),
  ]);
});
afterAll(async () => {
  await hub?.stop();
  await otherHub?.stop();
  await operator?.stop();
});

async function askToken(form: string, type = 'application/x-www-form-urlencoded', url = hub.url) {
  const response = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: form,
  });
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
}

async function query(url: string, headers: Record<string, string>) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: '{"query":"{ operators { code } }"}',
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

async function readJwks(url: string) {
  return JSON.parse(await (await fetch(`${url}/.well-known/jwks.json`)).text());
}

const GOOD = 'grant_type=client_credentials&client_id=cainiao&scope=RECIPIENT_NOTICE+ORDER_STATUS';

test('a platform gets a token, which the hub takes', async () => {
  const { status, headers, body } = await askToken(GOOD);
  expect([status, headers.get('cache-control'), headers.get('pragma')]).toEqual([
    200,
    'no-store',
    'no-cache',
  ]);
  expect(body).toEqual({
    access_token: expect.any(String),
    token_type: 'Bearer',
    expires_in: 43_200,
    scope: 'RECIPIENT_NOTICE ORDER_STATUS',
  });
  expect(decodeProtectedHeader(body.access_token)).toMatchObject({ alg: 'EdDSA', typ: 'at+jwt' });
  const answer = await query(hub.url, { authorization: `Bearer ${body.access_token}` });
  expect(answer.body).toMatchObject({ data: { operators: [{ code: 'zto' }] } });
});

test('its first purpose is the one that holds when a request names none', async () => {
  const { body } = await askToken(GOOD);
  const answer = await query(hub.url, {
    authorization: `Bearer ${body.access_token}`,
    'tracking-purpose': 'DISPUTE',
  });
  expect(answer.body.errors[0].message).toMatch(/it allows RECIPIENT_NOTICE, ORDER_STATUS$/);
});

test('without a scope it holds for all that the platform may have', async () => {
  const { body } = await askToken('grant_type=client_credentials&client_id=jd');
  expect(body.scope.split(' ')).toEqual(platforms.platforms.find(({ code }) => code === 'jd')?.purposes);
});

describe('refused as RFC 6749 says, with what to do', () => {
  test.each<[string, string, number, string, RegExp]>([
    ['nothing', '', 400, 'invalid_request', /grant_type=client_credentials/],
    ['no client', 'grant_type=client_credentials', 400, 'invalid_request', /`client_id`/],
    [
      'another grant',
      'grant_type=password&client_id=cainiao',
      400,
      'unsupported_grant_type',
      /client_credentials/,
    ],
    [
      'an unknown platform',
      'grant_type=client_credentials&client_id=nobody',
      401,
      'invalid_client',
      /cainiao, taobao/,
    ],
    [
      'an object’s own name',
      'grant_type=client_credentials&client_id=__proto__',
      401,
      'invalid_client',
      /cainiao/,
    ],
    ['an unknown purpose', `${GOOD}+SPYING`, 400, 'invalid_scope', /ORDER_STATUS/],
    [
      'a purpose that is not the platform’s',
      'grant_type=client_credentials&client_id=jd&scope=MARKETING',
      400,
      'invalid_scope',
      /`scope` for jd is one or more of ORDER_STATUS/,
    ],
    [
      'two platforms',
      `${GOOD}&client_id=taobao`,
      400,
      'invalid_request',
      /`client_id` is given more than once/,
    ],
    ['a form of 1 MB', `${GOOD}&x=${'x'.repeat(1_000_000)}`, 400, 'invalid_request', /too large/],
  ])('%s', async (_, form, status, error, description) => {
    const answer = await askToken(form);
    expect([answer.status, answer.body.error]).toEqual([status, error]);
    expect(answer.body.error_description).toMatch(description);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test('a form that is JSON', async () => {
    const answer = await askToken('{"grant_type":"client_credentials"}', 'application/json');
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
    expect(answer.body.error_description).toContain('application/x-www-form-urlencoded');
  });
});

test('GraphQL stays JSON: the form goes to the token endpoint alone', async () => {
  const { body } = await askToken(GOOD);
  const response = await query(hub.url, {
    authorization: `Bearer ${body.access_token}`,
    'content-type': 'application/x-www-form-urlencoded',
  });
  expect(response.status).toBe(415);
});

test('a hub that trusts an issuer outside issues none, and refuses while it cannot reach that issuer’s keys', async () => {
  const answer = await askToken(GOOD, undefined, otherHub.url);
  expect([answer.status, answer.body.error_description]).toEqual([
    404,
    expect.stringContaining('HUB_TOKEN_ISSUER'),
  ]);
  const { body } = await askToken(GOOD);
  const response = await query(otherHub.url, { authorization: `Bearer ${body.access_token}` });
  expect([response.status, response.body.errors[0].extensions.code]).toEqual([503, 'IDENTITY_UNAVAILABLE']);
});

describe('the public keys that operators know the hub by', () => {
  test('are one for grants and one for requests, and none for tokens', async () => {
    const jwks = await readJwks(hub.url);
    expect(jwks.keys).toHaveLength(2);
    expect(jwks.keys.map((key: Record<string, unknown>) => key['tracking_hub_signs'])).toEqual([
      'grant',
      'request',
    ]);
    for (const key of jwks.keys) {
      expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'tracking_hub_signs', 'use', 'x']);
    }
    const { body } = await askToken(GOOD);
    await expect(jwtVerify(body.access_token, createLocalJWKSet(jwks))).rejects.toThrow(/no applicable key/);
  });

  test('are others in every hub', async () => {
    expect(await readJwks(hub.url)).not.toEqual(await readJwks(otherHub.url));
  });
});

test('a key is the same for the same secret, and of 32 bytes', () => {
  const secret = new Uint8Array(32).fill(7);
  expect(createSigningKey('grant', secret).publicJwk).toEqual(createSigningKey('grant', secret).publicJwk);
  expect(createSigningKey('grant', secret).id).not.toBe(createSigningKey('grant', new Uint8Array(32)).id);
  expect(() => createSigningKey('grant', new Uint8Array(31))).toThrow('32 bytes');
});

test('the demo’s platforms ask for purposes that there are', () => {
  for (const { code, purposes } of platforms.platforms) {
    expect([code, purposes.filter((purpose) => !PURPOSES.includes(purpose))]).toEqual([code, []]);
  }
});
