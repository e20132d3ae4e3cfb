/** The token endpoint, as platforms use it (RFC 6749, RFC 7523), and as they must not. */
import { createHmac, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify, SignJWT } from 'jose';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allowEverything } from '../../gateway/agreements/decision.ts';
import { LOOPBACK_HOSTS } from '../../gateway/base/subgraphAddresses.ts';
import { ASSERTION_TYPE } from '../../gateway/identity/signAssertion.ts';
import { createSigningKey } from '../../gateway/identity/signingKey.ts';
import { ensureParticipants } from '../../gateway/registry/participants/ensureParticipants.ts';
import type { IdentityOptions } from '../../gateway/server/openIdentity.ts';
import { type RunningHub, startHub } from '../../gateway/server/startHub.ts';
import platforms from '../../schema/demo/platforms.json' with { type: 'json' };
import { PURPOSES } from '../../schema/privacy.ts';
import { askControl, testKey, testRegistration } from '../support/controlAs.ts';
import { type StartedOperator, startKitOperator } from '../support/testOperators.ts';

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

interface Parts {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly key?: KeyObject;
}

const nowS = () => Math.floor(Date.now() / 1_000);

/** Cainiao's assertion, made by a library, but for the parts given; a claim that is undefined is left out. */
async function assertion({
  header,
  claims,
  key = testKey('cainiao').privateKey,
}: Parts = {}): Promise<string> {
  const all = {
    iss: 'cainiao',
    sub: 'cainiao',
    aud: 'tracking-hub',
    exp: nowS() + 60,
    jti: randomUUID(),
    ...claims,
  };
  const kept = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  return new SignJWT(kept)
    .setProtectedHeader({ alg: 'EdDSA', kid: testKey('cainiao').id, ...header })
    .sign(key);
}

/** The form of a token request with an assertion. */
function formOf(text: string, more: Readonly<Record<string, string>> = {}): string {
  const form = {
    grant_type: 'client_credentials',
    client_assertion_type: ASSERTION_TYPE,
    client_assertion: text,
    ...more,
  };
  return new URLSearchParams(form).toString();
}

const good = async (scope = 'RECIPIENT_NOTICE ORDER_STATUS') => formOf(await assertion(), { scope });

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

const compact = (header: object, claims: object, sign: (text: string) => string): string => {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const text = `${encode(header)}.${encode(claims)}`;
  return `${text}.${sign(text)}`;
};
const claims = () => ({
  iss: 'cainiao',
  sub: 'cainiao',
  aud: 'tracking-hub',
  exp: nowS() + 60,
  jti: randomUUID(),
});
const signedBy = (code: string, more: Parts = {}): Parts => ({
  ...more,
  key: testKey(code).privateKey,
  header: { kid: testKey(code).id, ...more.header },
});

describe('an assertion is refused', () => {
  test.each<[string, () => Promise<string> | string, RegExp]>([
    [
      'by another platform’s key',
      () => assertion(signedBy('jd')),
      /the code of the platform whose key signed/,
    ],
    [
      'by another platform’s key under this one’s name',
      () => assertion({ key: testKey('jd').privateKey }),
      /signature does not fit/,
    ],
    [
      'in the name of another platform',
      () => assertion({ claims: { sub: 'jd', iss: 'jd' } }),
      /the code of the platform whose key signed/,
    ],
    [
      'for another than the one who sends it',
      () => assertion({ claims: { sub: 'jd' } }),
      /the code of the platform whose key signed/,
    ],
    [
      'of an operator',
      () => assertion(signedBy('zto', { claims: { iss: 'zto', sub: 'zto' } })),
      /`zto` is no platform/,
    ],
    [
      'of the mediator',
      () =>
        assertion(
          signedBy('state-post-bureau', { claims: { iss: 'state-post-bureau', sub: 'state-post-bureau' } }),
        ),
      /is no platform/,
    ],
    [
      'of the administrator, who asks for nobody',
      () => assertion(signedBy('administrator', { claims: { iss: 'administrator', sub: 'administrator' } })),
      /is no platform/,
    ],
    [
      'of the administrator in a platform’s name',
      () => assertion(signedBy('administrator')),
      /the code of the platform whose key signed/,
    ],
    ['by an unknown key', () => assertion(signedBy('nobody')), /no participant has the key/],
    ['without a key id', () => assertion({ header: { kid: undefined } }), /no participant has the key/],
    ['with a key id that is a name', () => assertion({ header: { kid: '__proto__' } }), /no participant/],
    ['that has expired', () => assertion({ claims: { exp: nowS() - 10 } }), /has expired/],
    ['that holds for an hour', () => assertion({ claims: { exp: nowS() + 3_600 } }), /within 300 seconds/],
    ['that does not hold yet', () => assertion({ claims: { nbf: nowS() + 30 } }), /does not hold yet/],
    ['without an end', () => assertion({ claims: { exp: undefined } }), /needs `iss`, `sub`, `aud`, `exp`/],
    ['without an id', () => assertion({ claims: { jti: undefined } }), /needs `iss`/],
    ['with an empty id', () => assertion({ claims: { jti: '' } }), /`jti` must be/],
    ['with an id that is a number', () => assertion({ claims: { jti: 7 } }), /`jti` must be|no JWT/],
    [
      'made out to another',
      () => assertion({ claims: { aud: 'other-hub' } }),
      /`aud` must be `tracking-hub`/,
    ],
    ['made out to nobody', () => assertion({ claims: { aud: undefined } }), /needs `iss`|`aud` must be/],
    [
      'made out to several',
      () => assertion({ claims: { aud: ['tracking-hub', 'other-hub'] } }),
      /`aud` must be one text/,
    ],
    ['of another type', () => assertion({ header: { typ: 'at+jwt' } }), /no JWT that the hub can read/],
    [
      'without a signature',
      () => compact({ alg: 'none', kid: testKey('cainiao').id }, claims(), () => ''),
      /signed with EdDSA/,
    ],
    [
      'signed with the public key as a secret',
      () =>
        compact({ alg: 'HS256', kid: testKey('cainiao').id }, claims(), (text) =>
          createHmac('sha256', testKey('cainiao').publicKey).update(text).digest('base64url'),
        ),
      /signed with EdDSA/,
    ],
    [
      'signed with another algorithm',
      () =>
        assertion({
          key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
          header: { alg: 'ES256' },
        }),
      /signed with EdDSA/,
    ],
    [
      'whose claims were changed',
      async () => {
        const [header, , signature] = (await assertion()).split('.');
        return `${header}.${Buffer.from(JSON.stringify(claims())).toString('base64url')}.${signature}`;
      },
      /signature does not fit/,
    ],
    ['that is none', () => 'a.b.c', /no JWT that the hub can read/],
    ['that is longer than any', () => 'a'.repeat(5_000), /too long/],
  ])('%s', async (_, make, description) => {
    const { status, headers, body } = await askToken(formOf(await make()));
    expect([status, body.error]).toEqual([401, 'invalid_client']);
    expect(body.error_description).toMatch(description);
    expect(headers.get('cache-control')).toBe('no-store');
    expect((await askToken(await good())).status).toBe(200);
  });

  test('the second time, also when it asks for something else', async () => {
    const text = await assertion();
    expect((await askToken(formOf(text, { scope: 'DISPUTE' }))).status).toBe(200);
    const again = await askToken(formOf(text));
    expect([again.status, again.body.error_description]).toEqual([
      401,
      expect.stringContaining('was used before'),
    ]);
  });

  test('once, when it comes twice at the same time', async () => {
    const form = await good();
    const statuses = (await Promise.all([askToken(form), askToken(form), askToken(form)])).map(
      ({ status }) => status,
    );
    expect(statuses.sort()).toEqual([200, 401, 401]);
  });

  test('by a key that was revoked, and taken by the one that came instead', async () => {
    const [old, next] = [testKey('taobao'), testKey('taobao', 1)];
    const taobao = { iss: 'taobao', sub: 'taobao' };
    const by = (key: typeof old) =>
      assertion({ claims: taobao, key: key.privateKey, header: { kid: key.id } }).then((text) =>
        askToken(formOf(text)),
      );
    expect([(await by(old)).status, (await by(next)).status]).toEqual([200, 401]);
    await askControl(hub.url, old, `mutation { addKey(publicKey: "${next.publicKey}") { id } }`);
    expect([(await by(old)).status, (await by(next)).status]).toEqual([200, 200]);
    await askControl(hub.url, next, `mutation { revokeKey(id: "${old.id}") { id } }`);
    const refused = await by(old);
    expect([refused.status, refused.body.error_description]).toEqual([
      401,
      expect.stringContaining('has been revoked'),
    ]);
    expect((await by(next)).status).toBe(200);
  });
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
