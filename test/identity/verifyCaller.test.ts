import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bearer,
  ed25519,
  ISSUER,
  makeToken,
  NOW_S,
  p256,
  rsa,
  stranger,
  type TokenParts,
  testVerifier,
} from './tokens.ts';

/** What comes of a token: the caller as a sentence, or status and code. */
async function outcome(token: string, ...purpose: readonly string[]): Promise<string> {
  const { verify } = await testVerifier();
  return describeOutcome(await verify(bearer(token, ...purpose)));
}

function describeOutcome(result: Awaited<ReturnType<Awaited<ReturnType<typeof testVerifier>>['verify']>>) {
  return result.kind === 'caller'
    ? `${result.caller.platform} for ${result.caller.purpose}`
    : `${result.refusal.status} ${result.refusal.code}: ${result.refusal.message}`;
}

const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
const CLAIMS = {
  iss: ISSUER,
  aud: 'tracking-hub',
  sub: 'cainiao',
  purposes: ['ORDER_STATUS'],
  exp: NOW_S + 600,
};

describe('a token is taken', () => {
  test.each<[string, TokenParts]>([
    ['with EdDSA', {}],
    ['with ES256', { header: { alg: 'ES256', kid: 'es' }, key: p256.privateKey }],
    ['with RS256', { header: { alg: 'RS256', kid: 'rs' }, key: rsa.privateKey }],
    ['with PS256', { header: { alg: 'PS256', kid: 'ps' }, key: rsa.privateKey }],
    ['made out to several, this hub among them', { claims: { aud: ['x', 'tracking-hub'] } }],
    ['with its type written in full', { header: { typ: 'application/at+jwt' } }],
    ['until the second it expires', { claims: { exp: NOW_S + 1 } }],
    ['from the second it holds', { claims: { nbf: NOW_S } }],
    ['of an issuer whose clock is a little ahead', { claims: { nbf: NOW_S + 5 } }],
    ['without the time it was issued', { claims: { iat: undefined } }],
  ])('%s', async (_, parts) => {
    expect(await outcome(await makeToken(parts))).toBe('cainiao for ORDER_STATUS');
  });

  test.each(['bearer', 'BEARER', 'Bearer'])('whatever the case of `%s`', async (scheme) => {
    const { verify } = await testVerifier();
    const token = await makeToken();
    const result = await verify({ authorization: [`${scheme} ${token}`], purpose: [] });
    expect(describeOutcome(result)).toBe('cainiao for ORDER_STATUS');
  });
});

describe('a token is refused', () => {
  test.each<[string, TokenParts, RegExp]>([
    [
      'that expires now',
      { claims: { exp: NOW_S } },
      /^401 TOKEN_EXPIRED: the token has expired; ask the test/,
    ],
    ['that expired a second ago', { claims: { exp: NOW_S - 1 } }, /^401 TOKEN_EXPIRED/],
    ['that expired long ago', { claims: { exp: NOW_S - 1_000 } }, /^401 TOKEN_EXPIRED/],
    ['that never expires', { claims: { exp: undefined } }, /^401 TOKEN_INVALID: the token has no `exp`/],
    [
      'whose end is a text',
      { claims: { exp: '2100' } },
      /^401 TOKEN_INVALID: the token has a malformed `exp`/,
    ],
    ['that does not hold yet', { claims: { nbf: NOW_S + 6 } }, /^401 TOKEN_NOT_YET_VALID/],
    ['for somebody else', { claims: { aud: 'other-hub' } }, /^401 TOKEN_INVALID: .*made out to this hub/],
    ['for nobody', { claims: { aud: undefined } }, /^401 TOKEN_INVALID: .*made out to this hub/],
    ['of another issuer', { claims: { iss: 'https://evil.example' } }, /^401 TOKEN_INVALID: .*not from/],
    ['of no issuer', { claims: { iss: undefined } }, /^401 TOKEN_INVALID: .*not from/],
    ['of the type `JWT`', { header: { typ: 'JWT' } }, /^401 TOKEN_INVALID: .*must be `at\+jwt`/],
    ['that is a grant', { header: { typ: 'grant+jwt' } }, /^401 TOKEN_INVALID: .*must be `at\+jwt`/],
    ['of no type', { header: { typ: undefined } as never }, /^401 TOKEN_INVALID: .*must be `at\+jwt`/],
    ['signed by a stranger', { key: stranger.privateKey }, /^401 TOKEN_INVALID: .*signature does not fit/],
    ['with an unknown key', { header: { kid: 'nobody' } }, /^401 TOKEN_INVALID: .*key is not one of issuer/],
    [
      'with an algorithm that is not on the list',
      { header: { alg: 'RS512', kid: 'rs' }, key: rsa.privateKey },
      /^401 TOKEN_INVALID: .*algorithm/,
    ],
    ['without a platform', { claims: { sub: undefined } }, /^401 TOKEN_INVALID: the token has no `sub`/],
    ['with an empty platform', { claims: { sub: '' } }, /^401 TOKEN_INVALID: .*no code of a platform/],
    ['with a platform in capitals', { claims: { sub: 'Cainiao' } }, /^401 TOKEN_INVALID: .*no code/],
    ['with a platform that is a list', { claims: { sub: ['cainiao'] } }, /^401 TOKEN_INVALID: .*no code/],
    ['with a platform of 41 letters', { claims: { sub: 'a'.repeat(41) } }, /^401 TOKEN_INVALID: .*no code/],
    ['with a platform and a line break', { claims: { sub: 'cainiao\n' } }, /^401 TOKEN_INVALID: .*no code/],
    [
      'without purposes',
      { claims: { purposes: undefined } },
      /^401 TOKEN_INVALID: the token has no `purposes`/,
    ],
    ['with no purpose', { claims: { purposes: [] } }, /^401 TOKEN_INVALID: .*one or more of ORDER_STATUS/],
    ['with a purpose that is no list', { claims: { purposes: 'ORDER_STATUS' } }, /^401 TOKEN_INVALID/],
    [
      'with an unknown purpose beside a known one',
      { claims: { purposes: ['ORDER_STATUS', 'SPYING'] } },
      /^401 TOKEN_INVALID/,
    ],
    ['with a purpose that is a number', { claims: { purposes: [7] } }, /^401 TOKEN_INVALID/],
  ])('%s', async (_, parts, message) => {
    const said = await outcome(await makeToken(parts));
    expect(said).toMatch(message);
    expect(said).toMatch(/ask the test for one$/);
  });

  test('that is not signed: `alg: none`', async () => {
    const token = `${encode({ alg: 'none', typ: 'at+jwt' })}.${encode(CLAIMS)}.`;
    expect(await outcome(token)).toMatch(/^401 TOKEN_INVALID/);
  });

  test.each(['HS256', 'HS384', 'HS512'])('that takes the public key for a secret: %s', async (alg) => {
    const header = encode({ alg, typ: 'at+jwt', kid: 'ed' });
    for (const secret of [
      ed25519.publicKey.export({ format: 'pem', type: 'spki' }),
      ed25519.publicKey.export({ format: 'der', type: 'spki' }),
      Buffer.from(String(ed25519.publicKey.export({ format: 'jwk' }).x), 'base64url'),
    ]) {
      const signed = `${header}.${encode(CLAIMS)}`;
      const mac = createHmac(`sha${alg.slice(2)}`, secret)
        .update(signed)
        .digest('base64url');
      expect(await outcome(`${signed}.${mac}`)).toMatch(/^401 TOKEN_INVALID: .*algorithm/);
    }
  });

  test('that brings its own key', async () => {
    const jwk = stranger.publicKey.export({ format: 'jwk' });
    const token = await makeToken({ header: { jwk }, key: stranger.privateKey });
    expect(await outcome(token)).toMatch(/^401 TOKEN_INVALID: .*signature does not fit/);
  });

  test('that marks something as critical that the hub does not know', async () => {
    const header = encode({ alg: 'EdDSA', typ: 'at+jwt', kid: 'ed', crit: ['x'], x: 1 });
    expect(await outcome(`${header}.${encode(CLAIMS)}.${'A'.repeat(86)}`)).toMatch(/^401 TOKEN_INVALID/);
  });

  test('with another platform under the same signature', async () => {
    const [header, , signature] = (await makeToken()).split('.');
    expect(await outcome(`${header}.${encode({ ...CLAIMS, sub: 'taobao' })}.${signature}`)).toMatch(
      /^401 TOKEN_INVALID: .*signature does not fit/,
    );
  });

  test('in words that quote nothing of it', async () => {
    const said = await outcome(await makeToken({ claims: { sub: 'Secret Name', purposes: ['SECRET'] } }));
    expect(said).not.toMatch(/Secret|SECRET/);
  });
});

describe('without one good bearer token', () => {
  test.each<[string, readonly string[]]>([
    ['nothing', []],
    ['an empty header', ['']],
    ['a scheme alone', ['Bearer']],
    ['a scheme and a space', ['Bearer ']],
    ['basic credentials', ['Basic Y2FpbmlhbzpzZWNyZXQ=']],
    ['two tokens in one header', ['Bearer a.b.c d.e.f']],
    ['two headers', ['Bearer a.b.c', 'Bearer a.b.c']],
    ['a token of 1 MB', [`Bearer ${'a'.repeat(1_000_000)}`]],
    ['a line break', ['Bearer a.b.c\r\nx: y']],
    ['characters that no token has', ['Bearer \u0000\u2028']],
  ])('%s: 401, and how to get one', async (_, authorization) => {
    const { verify, lookups } = await testVerifier();
    const result = await verify({ authorization, purpose: [] });
    expect(describeOutcome(result)).toMatch(
      /^401 UNAUTHENTICATED: .*send `Authorization: Bearer <token>`.*ask the test/,
    );
    expect(lookups()).toBe(0);
  });

  test('a good token twice is refused too: nobody knows which one was meant', async () => {
    const { verify } = await testVerifier();
    const header = `Bearer ${await makeToken()}`;
    expect(describeOutcome(await verify({ authorization: [header, header], purpose: [] }))).toMatch(/^401/);
  });

  test('anything at all is refused, and nothing is thrown', async () => {
    const { verify } = await testVerifier();
    const token = await makeToken();
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^[A-Za-z0-9_-]{0,60}\.[A-Za-z0-9_-]{0,60}\.[A-Za-z0-9_-]{0,90}$/),
      // A good token with one character changed.
      fc
        .tuple(fc.nat(token.length - 1), fc.constantFrom('A', 'b', '.', '-', '='))
        .map(([at, character]) =>
          token[at] === character ? `${token}x` : token.slice(0, at) + character + token.slice(at + 1),
        ),
      fc.json().map((json) => `${Buffer.from(json).toString('base64url')}.${encode(CLAIMS)}.AAAA`),
    );
    await fc.assert(
      fc.asyncProperty(text, async (made) => {
        const result = await verify({ authorization: [`Bearer ${made}`], purpose: [] });
        if (result.kind === 'caller') {
          // The last character of base64url holds bits that no byte needs; it may change and mean the same.
          expect(made.slice(0, -1)).toBe(token.slice(0, -1));
        } else expect(result.refusal.status).toBe(401);
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});

describe('the purpose', () => {
  test.each<[string, readonly string[], string]>([
    ['is the first of the token', [], 'cainiao for ORDER_STATUS'],
    ['may be another of the token', ['RECIPIENT_NOTICE'], 'cainiao for RECIPIENT_NOTICE'],
    ['may have spaces around it', ['  RECIPIENT_NOTICE '], 'cainiao for RECIPIENT_NOTICE'],
  ])('%s', async (_, purpose, expected) => {
    expect(await outcome(await makeToken(), ...purpose)).toBe(expected);
  });

  test.each<[string, readonly string[]]>([
    ['that exists but not in the token', ['DISPUTE']],
    ['that does not exist', ['SPYING']],
    ['in lower case', ['recipient_notice']],
    ['that is empty', ['']],
    ['with another one beside it', ['ORDER_STATUS, RECIPIENT_NOTICE']],
    ['twice', ['ORDER_STATUS', 'ORDER_STATUS']],
    ['of 100,000 characters', ['X'.repeat(100_000)]],
  ])('%s: 403, with those that are allowed', async (_, purpose) => {
    const { verify } = await testVerifier();
    const result = await verify(bearer(await makeToken(), ...purpose));
    expect(result).toMatchObject({
      kind: 'refused',
      refusal: { status: 403, code: 'PURPOSE_NOT_ALLOWED', allowed: ['ORDER_STATUS', 'RECIPIENT_NOTICE'] },
    });
    expect(describeOutcome(result).length).toBeLessThan(300);
  });

  test('of a token that allows one alone is that one, whatever the order of the list of all', async () => {
    const token = await makeToken({ claims: { purposes: ['MARKETING'] } });
    expect(await outcome(token)).toBe('cainiao for MARKETING');
    expect(await outcome(token, 'ORDER_STATUS')).toMatch(/^403 .*it allows MARKETING$/);
  });
});

describe('a token that is known', () => {
  test('costs no signature check, for any purpose of it', async () => {
    const { verify, lookups } = await testVerifier();
    const token = await makeToken();
    await verify(bearer(token));
    expect(describeOutcome(await verify(bearer(token, 'RECIPIENT_NOTICE')))).toBe(
      'cainiao for RECIPIENT_NOTICE',
    );
    expect(describeOutcome(await verify(bearer(token, 'DISPUTE')))).toMatch(/^403/);
    expect(lookups()).toBe(1);
  });

  test('dies when it expires', async () => {
    let now = NOW_S * 1_000;
    const { verify } = await testVerifier(() => now);
    const token = await makeToken({ claims: { exp: NOW_S + 10 } });
    const at = async (seconds: number) => {
      now = (NOW_S + seconds) * 1_000;
      return describeOutcome(await verify(bearer(token)));
    };
    expect(await at(0)).toBe('cainiao for ORDER_STATUS');
    expect(await at(9.999)).toBe('cainiao for ORDER_STATUS');
    expect(await at(10)).toMatch(/^401 TOKEN_EXPIRED/);
  });

  test('is verified again after five minutes, so that a withdrawn key stops working', async () => {
    let now = NOW_S * 1_000;
    const { verify, lookups } = await testVerifier(() => now);
    const token = await makeToken();
    await verify(bearer(token));
    now += 5 * 60_000 - 1;
    await verify(bearer(token));
    expect(lookups()).toBe(1);
    now += 1;
    await verify(bearer(token));
    expect(lookups()).toBe(2);
  });

  test('is not forgotten for the refused ones that came since', async () => {
    const { verify, lookups } = await testVerifier();
    const token = await makeToken();
    await verify(bearer(token));
    for (let index = 0; index < 300; index++) await verify(bearer(`a.b.${index}`));
    const before = lookups();
    await verify(bearer(token));
    expect(lookups()).toBe(before);
  });
});
