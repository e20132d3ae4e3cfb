/**
 * Verifies that a request comes from the hub, now, for this operator, as it is, and for the first time.
 * Invariant: nothing is verified in part. A request passes with a signature and a grant, each by a key of its own, or not.
 */
import { createHash, verify } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { CLOCK_SKEW_S, type RequestRefusal, refuse } from './grant.ts';
import { type HubKeys, HubKeysUnavailable } from './hubKeys.ts';
import { createNonceMemory, type NonceMemory } from './nonceMemory.ts';
import { type RequestSignature, readSignature } from './readSignature.ts';
import { createGrantVerifier, type VerifiedGrant } from './verifyGrant.ts';

export interface VerifierOptions {
  /** The operator's code: grants are made out to it. */
  readonly code: string;
  readonly keys: HubKeys;
  /** In milliseconds since the epoch. */
  readonly readClock?: () => number;
  readonly nonces?: NonceMemory;
}

/** Verifies everything but the body, which has not come in yet. Never rejects. */
export type VerifyRequest = (request: IncomingMessage) => Promise<VerifiedGrant | RequestRefusal>;

/** The longest that a signature may hold, in seconds. */
const LONGEST_LIFE_S = 60;
const HEADERS = ['authorization', 'content-digest', 'signature-input', 'signature'] as const;

/** A function that verifies requests to one operator. */
export function createRequestVerifier(options: VerifierOptions): VerifyRequest {
  const { code, keys, readClock = Date.now, nonces = createNonceMemory() } = options;
  const verifyGrant = createGrantVerifier(code, keys, readClock);
  return async (request) => {
    const headers = readHeaders(request);
    if ('kind' in headers) return headers;
    const { authorization, 'signature-input': input, signature: encoded } = headers;
    const contentDigest = headers['content-digest'];
    const grantText = /^Bearer ([A-Za-z0-9._-]+)$/.exec(authorization)?.[1];
    if (grantText === undefined) return refuse('GRANT_INVALID', 'the `authorization` header holds no grant');
    const { method = '', url: target = '' } = request;
    const signature = readSignature(input, encoded, { method, target, contentDigest, authorization });
    if (typeof signature === 'string') return refuse('SIGNATURE_INVALID', signature);
    const refusal = await verifySignature(signature, keys, nonces, Math.floor(readClock() / 1_000));
    return refusal ?? verifyGrant(grantText);
  };
}

/** Says whether a body is the one that was signed: `content-digest` as RFC 9530 writes it. */
export function fitsDigest(body: Buffer, contentDigest: string | string[] | undefined): boolean {
  return contentDigest === `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
}

type Headers = Readonly<Record<(typeof HEADERS)[number], string>>;

/** Each header once: Node joins some that are sent twice and drops others, and who signed meant one. */
function readHeaders({ rawHeaders }: IncomingMessage): Headers | RequestRefusal {
  const found: Partial<Record<string, string>> = Object.create(null);
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? '';
    if (!(HEADERS as readonly string[]).includes(name)) continue;
    if (found[name] !== undefined)
      return refuse('SIGNATURE_INVALID', `the request has two \`${name}\` headers`);
    found[name] = rawHeaders[index + 1] ?? '';
  }
  const missing = HEADERS.filter((name) => !found[name]);
  if (missing.length === 0) return found as Headers;
  return refuse(
    'REQUEST_UNSIGNED',
    `the request has no \`${missing.join('`, `')}\`; this operator answers requests that the hub has signed`,
  );
}

async function verifySignature(
  { keyId, created, expires, nonce, signature, base }: RequestSignature,
  keys: HubKeys,
  nonces: NonceMemory,
  now: number,
): Promise<RequestRefusal | undefined> {
  if (expires < created || expires - created > LONGEST_LIFE_S) {
    return refuse('SIGNATURE_INVALID', `the signature must hold for ${LONGEST_LIFE_S} seconds at most`);
  }
  if (created > now + CLOCK_SKEW_S) {
    return refuse(
      'SIGNATURE_INVALID',
      'the signature was made in the future; check the clocks of hub and operator',
    );
  }
  if (now > expires + CLOCK_SKEW_S) {
    return refuse('SIGNATURE_EXPIRED', 'the signature has expired; check the clocks of hub and operator');
  }
  const key = await keys.find(keyId, 'request').catch((error: unknown) => {
    if (error instanceof HubKeysUnavailable) return error;
    throw error;
  });
  if (key instanceof HubKeysUnavailable) {
    return refuse('HUB_KEYS_UNAVAILABLE', "the operator cannot reach the hub's keys now; it tries again");
  }
  if (key === undefined) {
    return refuse(
      'KEY_UNKNOWN',
      'the request is signed with a key that the hub does not publish for requests',
    );
  }
  if (!verify(null, base, key, signature)) {
    return refuse('SIGNATURE_INVALID', 'the signature does not fit the request');
  }
  // Only now: a nonce that nobody signed must not take the place of one that the hub did. No wait stands between the look
  // and the note, so of two equal requests one passes.
  switch (nonces.add(nonce, expires, now)) {
    case 'added':
      return undefined;
    case 'known':
      return refuse('REQUEST_REPLAYED', 'this request has been answered before');
    case 'full':
      return refuse('TOO_MANY_REQUESTS', 'the operator cannot remember more requests now');
  }
}
