/**
 * Finds out who asks the hub, and why: verifies the bearer token of a request and picks one of its purposes.
 * Invariant: whoever is let in holds a token that was verified, has not ended, and names the purpose that is declared;
 * whatever cannot be verified now is refused.
 */
import { createHash } from 'node:crypto';
import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { explainToken } from './explainToken.ts';
import { KeysUnavailable } from './fetchJwks.ts';
import { HUB_ID } from './issueGrant.ts';

/** A platform with a verified token, and the purpose it declared. */
export interface VerifiedCaller {
  readonly platform: string;
  readonly purpose: string;
}

export type RefusalCode =
  | 'UNAUTHENTICATED'
  | 'TOKEN_INVALID'
  | 'TOKEN_EXPIRED'
  | 'TOKEN_NOT_YET_VALID'
  | 'PURPOSE_NOT_ALLOWED'
  | 'IDENTITY_UNAVAILABLE';

/** Why a request is not let in, for its sender. */
export interface Refusal {
  readonly status: 401 | 403 | 503;
  readonly code: RefusalCode;
  readonly message: string;
  /** The purposes that the token allows, where that is what is wrong. */
  readonly allowed?: readonly string[];
}

export type Verification =
  | { readonly kind: 'caller'; readonly caller: VerifiedCaller }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** The headers of a request that say who asks; every value of a header that is sent more than once. */
export interface CallerHeaders {
  readonly authorization: readonly string[];
  readonly purpose: readonly string[];
}

/** Never throws and never rejects. */
export type VerifyCaller = (headers: CallerHeaders) => Promise<Verification>;

export interface CallerOptions {
  readonly issuer: string;
  readonly getKey: JWTVerifyGetKey;
  /** Every purpose that there is; a token that names another one is refused. */
  readonly purposes: readonly string[];
  /** How to get a token, as a sentence ends: ``get one with `hub token` ``. */
  readonly advice: string;
  /** The real clock, in milliseconds since the epoch. */
  readonly readClock: () => number;
}

/** Signatures that anybody can verify and nobody else can make; none that is made with a shared secret, and never `none`. */
const ALGORITHMS = ['EdDSA', 'ES256', 'RS256', 'PS256'];
export const TOKEN_TYPE = 'at+jwt';

const PLATFORM_CODE = /^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/;
const LONGEST_CODE = 40;
const LONGEST_TOKEN = 8_000;
/** How far an issuer's clock may be ahead, in seconds; the end of a token has no such tolerance. */
const CLOCK_AHEAD_S = 5;
const MAX_REMEMBERED = 10_000;
/** A token is verified again after this, in milliseconds, so that a key that is withdrawn stops working. */
const REMEMBERED_MS = 5 * 60_000;

interface VerifiedToken {
  readonly platform: string;
  readonly purposes: readonly string[];
  /** In milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly verifiedAt: number;
}

/** A function that verifies callers; a token that it knows costs no signature check. */
export function createCallerVerifier(options: CallerOptions): VerifyCaller {
  const { readClock, advice } = options;
  // Keyed by digest, so that no token stays in memory. What is refused is not remembered: it would push out what is good.
  const remembered = new LRUCache<string, VerifiedToken>({ max: MAX_REMEMBERED });
  const verify = async (text: string): Promise<VerifiedToken | Refusal> => {
    const digest = createHash('sha256').update(text).digest('base64');
    const now = readClock();
    const known = remembered.get(digest);
    if (known !== undefined && now >= known.verifiedAt && now - known.verifiedAt < REMEMBERED_MS) {
      return now < known.expiresAt ? known : expired(advice);
    }
    const verified = await verifyToken(text, options);
    if (!('status' in verified)) remembered.set(digest, verified);
    return verified;
  };
  return async ({ authorization, purpose }) => {
    const text = readBearer(authorization);
    if (text === undefined) {
      const found = authorization.length === 0 ? 'carries no token' : 'carries no single bearer token';
      const form = 'send `Authorization: Bearer <token>`';
      return refused(refuse('UNAUTHENTICATED', `the request ${found}; ${form}, and ${advice}`));
    }
    const token = await verify(text);
    return 'status' in token ? refused(token) : pickPurpose(token, purpose);
  };
}

function refused(refusal: Refusal): Verification {
  return { kind: 'refused', refusal };
}

function refuse(code: RefusalCode, message: string): Refusal {
  return { status: code === 'IDENTITY_UNAVAILABLE' ? 503 : 401, code, message };
}

/** The token of the one `Bearer` header; undefined when there is no such header, several, or one of another form. */
function readBearer(headers: readonly string[]): string | undefined {
  const [header = ''] = headers;
  if (headers.length !== 1 || header.length > LONGEST_TOKEN) return undefined;
  return /^bearer +([A-Za-z0-9._~+/-]+=*) *$/i.exec(header)?.[1];
}

async function verifyToken(text: string, options: CallerOptions): Promise<VerifiedToken | Refusal> {
  const { issuer, getKey, purposes, advice, readClock } = options;
  const now = readClock();
  try {
    const { payload } = await jwtVerify(text, getKey, {
      issuer,
      audience: HUB_ID,
      typ: TOKEN_TYPE,
      algorithms: ALGORITHMS,
      requiredClaims: ['exp', 'sub', 'purposes'],
      currentDate: new Date(now),
      clockTolerance: CLOCK_AHEAD_S,
    });
    return readClaims(payload, purposes, now, advice);
  } catch (error) {
    if (error instanceof KeysUnavailable) {
      return refuse('IDENTITY_UNAVAILABLE', "the hub cannot reach the token issuer's keys now; try again");
    }
    if (error instanceof errors.JWTExpired) return expired(advice);
    const isEarly = error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf';
    const code = isEarly ? 'TOKEN_NOT_YET_VALID' : 'TOKEN_INVALID';
    return refuse(code, `${explainToken(error, issuer)}; ${advice}`);
  }
}

function expired(advice: string): Refusal {
  return refuse('TOKEN_EXPIRED', `the token has expired; ${advice}`);
}

function readClaims(
  { sub, exp = 0, purposes: claimed }: JWTPayload,
  purposes: readonly string[],
  now: number,
  advice: string,
): VerifiedToken | Refusal {
  const expiresAt = exp * 1_000;
  if (now >= expiresAt) return expired(advice);
  // The type is checked although it is declared: nobody has looked at what stands in the token.
  if (typeof sub !== 'string' || sub.length > LONGEST_CODE || !PLATFORM_CODE.test(sub)) {
    return refuse('TOKEN_INVALID', `the token's \`sub\` is no code of a platform; ${advice}`);
  }
  if (!Array.isArray(claimed) || claimed.length === 0 || !claimed.every((name) => purposes.includes(name))) {
    const known = purposes.join(', ');
    return refuse(
      'TOKEN_INVALID',
      `the token's \`purposes\` must be a list of one or more of ${known}; ${advice}`,
    );
  }
  return { platform: sub, purposes: [...new Set<string>(claimed)], expiresAt, verifiedAt: now };
}

/** The purpose that the header names, else the token's first. */
function pickPurpose({ platform, purposes }: VerifiedToken, headers: readonly string[]): Verification {
  const wanted = headers.length === 0 ? purposes[0] : headers[0]?.trim();
  if (headers.length <= 1 && wanted !== undefined && purposes.includes(wanted)) {
    return { kind: 'caller', caller: { platform, purpose: wanted } };
  }
  const message =
    headers.length > 1
      ? 'the request declares several purposes; send one `Tracking-Purpose` header'
      : `the token does not allow the purpose \`${wanted?.slice(0, 40)}\`; it allows ${purposes.join(', ')}`;
  return refused({ status: 403, code: 'PURPOSE_NOT_ALLOWED', message, allowed: purposes });
}
