/** The token endpoint, as platforms use it (RFC 6749, RFC 7523). */
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allowEverything } from '../../gateway/agreements/decision.ts';
import { LOOPBACK_HOSTS } from '../../gateway/base/subgraphAddresses.ts';
import { createSigningKey } from '../../gateway/identity/signingKey.ts';
import { ensureParticipants } from '../../gateway/registry/participants/ensureParticipants.ts';
import type { IdentityOptions } from '../../gateway/server/openIdentity.ts';
import { type RunningHub, startHub } from '../../gateway/server/startHub.ts';
import platforms from '../../schema/demo/platforms.json' with { type: 'json' };
import { PURPOSES } from '../../schema/privacy.ts';
import { testKey, testRegistration } from '../support/controlAs.ts';
import { type StartedOperator, startKitOperator } from '../support/testOperators.ts';
import { askTokenOf, assertion, formOf, good, nowS, type Parts, signedBy } from './assertions.ts';

let operator: StartedOperator;
let hub: RunningHub;
let otherHub: RunningHub;

function start(identity: IdentityOptions): Promise<RunningHub> {
  return startHub({
    port: 0,
    host: '127.0.0.1',
    fixed: { listOperators: async () => [operator.known], agreements: allowEverything },
    subgraphHosts: LOOPBACK_HOSTS,
    identity,
    readNow: Date.now,
    administratorKey: testKey('administrator').publicKey,
    prepare: (store) =>
      ensureParticipants(
        store,
        [
          ...platforms.platforms.map((platform) => ({
            ...testRegistration(platform.code, 'platform'),
            ...platform,
          })),
          testRegistration('zto', 'operator'),
          testRegistration('state-post-bureau', 'mediator'),
        ],
        Date.now(),
      ),
    log: pino({ level: 'silent' }),
  });
}

beforeAll(async () => {
  operator = await startKitOperator('zto', 'courier', []);
  [hub, otherHub] = await Promise.all([
    start({ kind: 'participants' }),
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

const askToken = (form: string, type?: string, url = hub.url) => askTokenOf(url, form, type);

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

test('a platform gets a token, which the hub takes', async () => {
  const { status, headers, body } = await askToken(await good());
  expect([status, headers.get('cache-control'), headers.get('pragma')]).toEqual([
    200,
    'no-store',
    'no-cache',
  ]);
  expect(body).toEqual({
    access_token: expect.any(String),
    token_type: 'Bearer',
    expires_in: 600,
    scope: 'RECIPIENT_NOTICE ORDER_STATUS',
  });
  expect(decodeProtectedHeader(body.access_token)).toMatchObject({ alg: 'EdDSA', typ: 'at+jwt' });
  expect(decodeJwt(body.access_token)).toMatchObject({ sub: 'cainiao', iss: 'tracking-hub' });
  const answer = await query(hub.url, { authorization: `Bearer ${body.access_token}` });
  expect(answer.body).toMatchObject({ data: { operators: [{ code: 'zto' }] } });
});

test('its first purpose is the one that holds when a request names none', async () => {
  const { body } = await askToken(await good());
  const answer = await query(hub.url, {
    authorization: `Bearer ${body.access_token}`,
    'tracking-purpose': 'DISPUTE',
  });
  expect(answer.body.errors[0].message).toMatch(/it allows RECIPIENT_NOTICE, ORDER_STATUS$/);
});

test('without a scope it holds for all that the platform may have', async () => {
  const { body } = await askToken(formOf(await assertion()));
  const { purposes } = platforms.platforms.find(({ code }) => code === 'cainiao') ?? {};
  expect(body.scope.split(' ')).toEqual(purposes);
});

test.each<[string, () => Parts]>([
  ['made out to the address of the endpoint', () => ({ claims: { aud: `${hub.url}/oauth/token` } })],
  ['that holds for five minutes', () => ({ claims: { exp: nowS() + 300 } })],
  ['of the type that is meant for it', () => ({ header: { typ: 'client-authentication+jwt' } })],
])('an assertion %s is taken', async (_, parts) => {
  expect((await askToken(formOf(await assertion(parts())))).status).toBe(200);
});

describe('refused as RFC 6749 says, with what to do', () => {
  test.each<[string, () => Promise<string> | string, number, string, RegExp]>([
    ['nothing', () => '', 400, 'invalid_request', /grant_type=client_credentials/],
    [
      'no assertion',
      () => 'grant_type=client_credentials&client_id=cainiao',
      401,
      'invalid_client',
      /`client_assertion`/,
    ],
    [
      'a secret instead',
      () => 'grant_type=client_credentials&client_id=cainiao&client_secret=x',
      401,
      'invalid_client',
      /`client_assertion`/,
    ],
    [
      'an assertion of another type',
      async () => formOf(await assertion(), { client_assertion_type: 'urn:x' }),
      401,
      'invalid_client',
      /client_assertion_type=urn:ietf/,
    ],
    [
      'another grant',
      () => 'grant_type=password&client_id=cainiao',
      400,
      'unsupported_grant_type',
      /client_credentials/,
    ],
    [
      'another platform’s id beside it',
      async () => formOf(await assertion(), { client_id: 'jd' }),
      401,
      'invalid_client',
      /`client_id` is another/,
    ],
    ['an unknown purpose', () => good('ORDER_STATUS SPYING'), 400, 'invalid_scope', /ORDER_STATUS/],
    [
      'a purpose that is not the platform’s',
      async () =>
        formOf(await assertion(signedBy('jd', { claims: { iss: 'jd', sub: 'jd' } })), { scope: 'MARKETING' }),
      400,
      'invalid_scope',
      /`scope` for jd is one or more of ORDER_STATUS/,
    ],
    [
      'two assertions',
      async () => `${await good()}&client_assertion=x`,
      400,
      'invalid_request',
      /`client_assertion` is given more than once/,
    ],
    [
      'a form of 1 MB',
      async () => `${await good()}&x=${'x'.repeat(1_000_000)}`,
      400,
      'invalid_request',
      /too large/,
    ],
  ])('%s', async (_, make, status, error, description) => {
    const answer = await askToken(await make());
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
  const { body } = await askToken(await good());
  const response = await query(hub.url, {
    authorization: `Bearer ${body.access_token}`,
    'content-type': 'application/x-www-form-urlencoded',
  });
  expect(response.status).toBe(415);
});

test('a hub that trusts an issuer outside issues none, and refuses while it cannot reach that issuer’s keys', async () => {
  const answer = await askToken(await good(), undefined, otherHub.url);
  expect([answer.status, answer.body.error_description]).toEqual([
    404,
    expect.stringContaining('HUB_TOKEN_ISSUER'),
  ]);
  const { body } = await askToken(await good());
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
    const { body } = await askToken(await good());
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
