/**
 * Fetches the public keys of the token issuer that the hub trusts: the one thing besides operators that the hub asks of
 * anybody, at the one address that its configuration names.
 * Invariant: no answer is no key. What cannot be fetched is never taken for a key set, and keys that are too old are none.
 */
import { createLocalJWKSet, createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';

/** The issuer's keys cannot be had now. */
export class KeysUnavailable extends Error {}

const TIMEOUT_MS = 3_000;
/** A token with an unknown key makes the hub look for new keys, but no more often than this. */
const COOLDOWN_MS = 30_000;
const MAX_AGE_MS = 10 * 60_000;
/** An issuer that did not answer is left alone for so long. */
const BACKOFF_MS = 1_000;

export interface FetchOptions {
  readonly cooldownMs?: number;
  readonly backoffMs?: number;
}

/** A function that finds the key of a token among those at the address; it rejects with `KeysUnavailable` without them. */
export function fetchJwks(url: URL, options: FetchOptions = {}): JWTVerifyGetKey {
  const { cooldownMs = COOLDOWN_MS, backoffMs = BACKOFF_MS } = options;
  const remote = createRemoteJWKSet(url, {
    timeoutDuration: TIMEOUT_MS,
    cooldownDuration: cooldownMs,
    cacheMaxAge: MAX_AGE_MS,
  });
  let failedAt = Number.NEGATIVE_INFINITY;
  return async (header, token) => {
    if (performance.now() - failedAt < backoffMs) {
      // Tokens with unknown keys, which anybody can make, must not take the keys that are here from everybody else.
      const known = remote.fresh ? remote.jwks() : undefined;
      if (known === undefined) throw new KeysUnavailable();
      return createLocalJWKSet(known)(header, token);
    }
    try {
      return await remote(header, token);
    } catch (error) {
      if (isAboutTheToken(error)) throw error;
      failedAt = performance.now();
      throw new KeysUnavailable();
    }
  };
}

function isAboutTheToken(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  );
}
