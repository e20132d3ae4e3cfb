/**
 * Verifies grants: JSON Web Tokens of the hub that are made out to this operator and hold for a minute.
 * Invariant: no other token of the hub's passes for a grant, whatever signed it and whatever it says.
 */
import { createHash } from 'node:crypto';
import { errors, type JWTPayload, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { CLOCK_SKEW_S, type Grant, type RequestRefusal, refuse } from './grant.ts';
import { type HubKeys, HubKeysUnavailable } from './hubKeys.ts';

/** Never rejects. */
export type VerifyGrant = (text: string) => Promise<VerifiedGrant | RequestRefusal>;

export interface VerifiedGrant {
  readonly kind: 'verified';
  readonly grant: Grant;
  /** In milliseconds since the epoch. */
  readonly expiresAt: number;
}

const ISSUER = 'tracking-hub';
const TYPE = 'grant+jwt';
/** The hub's own limit, in seconds: a grant that holds longer is none of the hub's. */
const LONGEST_LIFE_S = 60;
const MAX_REMEMBERED = 1_000;

/** A function that verifies grants for the operator of a code; a grant that it knows costs no signature check. */
export function createGrantVerifier(code: string, keys: HubKeys, readClock: () => number): VerifyGrant {
  const remembered = new LRUCache<string, VerifiedGrant>({ max: MAX_REMEMBERED });
  return async (text) => {
    const digest = createHash('sha256').update(text).digest('base64');
    const known = remembered.get(digest);
    if (known !== undefined) {
      return readClock() < known.expiresAt + CLOCK_SKEW_S * 1_000 ? known : expired();
    }
    const verified = await verify(text, code, keys, readClock());
    if (verified.kind === 'verified') remembered.set(digest, verified);
    return verified;
  };
}

function expired(): RequestRefusal {
  return refuse('GRANT_EXPIRED', 'the grant has expired; check the clocks of hub and operator');
}

async function verify(
  text: string,
  code: string,
  keys: HubKeys,
  now: number,
): Promise<VerifiedGrant | RequestRefusal> {
  try {
    const { payload } = await jwtVerify(text, ({ kid = '' }) => findKey(keys, kid), {
      issuer: ISSUER,
      audience: code,
      typ: TYPE,
      algorithms: ['EdDSA'],
      requiredClaims: ['iat', 'exp', 'jti'],
      currentDate: new Date(now),
      clockTolerance: CLOCK_SKEW_S,
      maxTokenAge: LONGEST_LIFE_S,
    });
    const { iat = 0, exp = Number.POSITIVE_INFINITY, aud } = payload;
    const grant = readClaims(payload);
    if (grant === undefined || aud !== code || exp - iat > LONGEST_LIFE_S) {
      return refuse('GRANT_INVALID', 'the grant does not say what a grant of the hub says');
    }
    return { kind: 'verified', grant, expiresAt: exp * 1_000 };
  } catch (error) {
    return explain(error, code);
  }
}

class UnknownKey extends Error {}

async function findKey(keys: HubKeys, id: string) {
  const key = await keys.find(id, 'grant');
  if (key === undefined) throw new UnknownKey();
  return key;
}

function readClaims({ use, platform, purpose, agreement, version }: JWTPayload): Grant | undefined {
  if (use === 'sdl') return { use };
  if (use !== 'entities' || typeof platform !== 'string' || typeof purpose !== 'string') return undefined;
  if (agreement === undefined && version === undefined) return { use, platform, purpose, agreement: null };
  if (typeof agreement !== 'string' || typeof version !== 'number') return undefined;
  return { use, platform, purpose, agreement: `${agreement}@${version}` };
}

function explain(error: unknown, code: string): RequestRefusal {
  if (error instanceof HubKeysUnavailable) {
    return refuse('HUB_KEYS_UNAVAILABLE', "the operator cannot reach the hub's keys now; it tries again");
  }
  if (error instanceof UnknownKey) {
    return refuse('KEY_UNKNOWN', 'the grant is signed with a key that the hub does not publish for grants');
  }
  if (error instanceof errors.JWTExpired) return expired();
  const claim = error instanceof errors.JWTClaimValidationFailed ? error.claim : undefined;
  if (claim === 'aud')
    return refuse('GRANT_INVALID', `the grant is made out to another operator than \`${code}\``);
  if (claim === 'typ') return refuse('GRANT_INVALID', 'the token in `authorization` is no grant of the hub');
  return refuse('GRANT_INVALID', 'the grant cannot be verified');
}
