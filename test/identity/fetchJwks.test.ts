/** The keys of an issuer outside: fetched, kept, fetched again, and never made up. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JSONWebKeySet } from 'jose';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fetchJwks } from '../../gateway/identity/fetchJwks.ts';
import { createCallerVerifier } from '../../gateway/identity/verifyCaller.ts';
import { bearer, ed25519, ISSUER, issuerJwks, makeToken, NOW_S, publicJwk, stranger } from './tokens.ts';

let requests = 0;
let answer: (response: ServerResponse) => void;
let url: URL;
const server = createServer((_, response) => {
  requests += 1;
  answer(response);
});
const jwks = await issuerJwks();
const give =
  (body: unknown, status = 200) =>
  (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };

beforeEach(async () => {
  // The clocks stand still but for what a test advances, however busy the machine is.
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
  requests = 0;
  answer = give(jwks);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`);
});
afterEach(async () => {
  vi.useRealTimers();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function verifier(options: { cooldownMs?: number; backoffMs?: number } = {}) {
  const verify = createCallerVerifier({
    issuer: ISSUER,
    purposes: ['ORDER_STATUS', 'RECIPIENT_NOTICE'],
    advice: 'ask',
    readClock: () => NOW_S * 1_000,
    getKey: fetchJwks(url, options),
  });
  return async (token: string) => {
    const result = await verify(bearer(token));
    return result.kind === 'caller' ? result.caller.platform : result.refusal.code;
  };
}

/** Tokens that differ, so that none is known. */
let made = 0;
const fresh = (header = {}, key = ed25519.privateKey) => {
  made += 1;
  return makeToken({ header, claims: { jti: String(made) }, key });
};

test('are fetched once for many tokens, and not before the first', async () => {
  const verify = verifier();
  expect(requests).toBe(0);
  const tokens = await Promise.all(Array.from({ length: 20 }, () => fresh()));
  expect(new Set(await Promise.all(tokens.map(verify)))).toEqual(new Set(['cainiao']));
  expect(requests).toBe(1);
});

describe('without them everybody is refused with 503', () => {
  test.each<[string, (response: ServerResponse) => void]>([
    ['an error', give({}, 500)],
    ['a redirection', (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
    ['no JSON', (response) => response.end('keys')],
    ['no key set', give({ keys: 'all' })],
    ['a cut connection', (response) => void response.destroy()],
  ])('%s', async (_, behaviour) => {
    answer = behaviour;
    const verify = verifier({ backoffMs: 50 });
    expect(await verify(await fresh())).toBe('IDENTITY_UNAVAILABLE');
    // And let in as soon as the keys are there.
    answer = give(jwks);
    vi.advanceTimersByTime(60);
    expect(await verify(await fresh())).toBe('cainiao');
  });

  test('an issuer that is down is not asked for every request', async () => {
    answer = give({}, 500);
    const verify = verifier();
    for (let index = 0; index < 10; index++) expect(await verify(await fresh())).toBe('IDENTITY_UNAVAILABLE');
    expect(requests).toBe(1);
  });
});

test('a new key is found, an old one is gone, and unknown ones do not make the hub ask again and again', async () => {
  const verify = verifier({ cooldownMs: 100 });
  expect(await verify(await fresh())).toBe('cainiao');
  const next = await publicJwk(stranger.publicKey, 'next', 'EdDSA');
  answer = give({ keys: [next] } satisfies JSONWebKeySet);
  const rotated = () => fresh({ kid: 'next' }, stranger.privateKey);
  for (let index = 0; index < 10; index++) expect(await verify(await rotated())).toBe('TOKEN_INVALID');
  expect(requests).toBe(1);
  vi.advanceTimersByTime(120);
  expect(await verify(await rotated())).toBe('cainiao');
  expect(await verify(await fresh())).toBe('TOKEN_INVALID');
  expect(requests).toBe(2);
});

test('unknown keys while the issuer is down take the known ones from nobody', async () => {
  const verify = verifier({ cooldownMs: 0 });
  expect(await verify(await fresh())).toBe('cainiao');
  answer = give({}, 500);
  expect(await verify(await fresh({ kid: 'nobody' }))).toBe('IDENTITY_UNAVAILABLE');
  expect(await verify(await fresh())).toBe('cainiao');
  expect(await verify(await fresh({ kid: 'nobody' }))).toBe('TOKEN_INVALID');
});
