/** Tokens for tests, made by a library and not by the hub's own code: whoever issues them is outside. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createLocalJWKSet, exportJWK, type JWK, type JWTHeaderParameters, SignJWT } from 'jose';
import { createCallerVerifier, type VerifyCaller } from '../../gateway/identity/verifyCaller.ts';

export const ISSUER = 'https://issuer.example';
/** The fixed clock of these tests, in seconds since the epoch. */
export const NOW_S = 1_500_000_000;

export const ed25519 = generateKeyPairSync('ed25519');
export const stranger = generateKeyPairSync('ed25519');
export const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
export const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });

export async function publicJwk(key: KeyObject, kid: string, alg: string): Promise<JWK> {
  return { ...(await exportJWK(key)), kid, alg, use: 'sig' };
}

/** The issuer's keys, by the algorithms that they are for. */
export async function issuerJwks(): Promise<{ readonly keys: JWK[] }> {
  return {
    keys: [
      await publicJwk(ed25519.publicKey, 'ed', 'EdDSA'),
      await publicJwk(p256.publicKey, 'es', 'ES256'),
      await publicJwk(rsa.publicKey, 'rs', 'RS256'),
      await publicJwk(rsa.publicKey, 'ps', 'PS256'),
    ],
  };
}

export interface TokenParts {
  readonly header?: Partial<JWTHeaderParameters>;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly key?: KeyObject | Uint8Array;
}

/** A good token, but for the parts given. A part that is undefined is left out. */
export async function makeToken({
  header,
  claims,
  key = ed25519.privateKey,
}: TokenParts = {}): Promise<string> {
  const all = {
    iss: ISSUER,
    aud: 'tracking-hub',
    sub: 'cainiao',
    purposes: ['ORDER_STATUS', 'RECIPIENT_NOTICE'],
    iat: NOW_S,
    exp: NOW_S + 600,
    ...claims,
  };
  const kept = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  return new SignJWT(kept)
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: 'ed', ...header })
    .sign(key);
}

/** A verifier with a clock of the test's, and how often it has looked for a key. */
export async function testVerifier(readClock: () => number = () => NOW_S * 1_000) {
  const local = createLocalJWKSet(await issuerJwks());
  let lookups = 0;
  const verify: VerifyCaller = createCallerVerifier({
    issuer: ISSUER,
    purposes: ['ORDER_STATUS', 'RECIPIENT_NOTICE', 'DISPUTE', 'MARKETING'],
    advice: 'ask the test for one',
    readClock,
    getKey: (header, token) => {
      lookups += 1;
      return local(header, token);
    },
  });
  return { verify, lookups: () => lookups };
}

/** The headers of a request with one token. */
export function bearer(token: string, ...purpose: readonly string[]) {
  return { authorization: [`Bearer ${token}`], purpose };
}
