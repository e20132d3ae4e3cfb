/**
 * The hub's public keys, as the operator knows them: fetched from the hub's key set when they are first needed.
 * Invariant: a key is found only for the use that the hub published it for, and keys that are too old are not found.
 */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { createRemoteJWKSet, type JWK } from 'jose';

/** What a key of the hub signs. */
export type KeyUse = 'grant' | 'request';

/** The hub's keys cannot be had now. */
export class HubKeysUnavailable extends Error {}

export interface HubKeys {
  /** The key of that id and use; undefined when the hub has none. Rejects with `HubKeysUnavailable`. */
  find(id: string, use: KeyUse): Promise<KeyObject | undefined>;
}

const TIMEOUT_MS = 3_000;
/** Keys that are older are fetched again, while the old ones still hold. */
const REFRESH_MS = 5 * 60_000;
/** Keys that are older hold no more: the operator has not heard of the hub's key set for too long. */
const MAX_AGE_MS = 60 * 60_000;
/** An unknown key makes the operator look for new keys, but no more often than this. */
const COOLDOWN_MS = 5_000;
/** A key set that did not answer is left alone for so long. */
const BACKOFF_MS = 1_000;

/** The keys at an address, as `https://hub.example/.well-known/jwks.json`. */
export function openHubKeys(url: URL, cooldownMs = COOLDOWN_MS): HubKeys {
  const remote = createRemoteJWKSet(url, { timeoutDuration: TIMEOUT_MS });
  let keys: ReadonlyMap<string, KeyObject> = new Map();
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let failedAt = Number.NEGATIVE_INFINITY;
  const age = () => performance.now() - fetchedAt;
  const reload = async (): Promise<boolean> => {
    if (performance.now() - failedAt < BACKOFF_MS) return false;
    try {
      await remote.reload();
      keys = readKeys(remote.jwks()?.keys ?? []);
      fetchedAt = performance.now();
      return true;
    } catch {
      failedAt = performance.now();
      return false;
    }
  };
  return {
    async find(id, use) {
      if (age() > MAX_AGE_MS && !(await reload())) throw new HubKeysUnavailable();
      const found = keys.get(nameOf(id, use));
      if (found === undefined) {
        if (age() > cooldownMs) await reload();
        return keys.get(nameOf(id, use));
      }
      if (age() > REFRESH_MS) void reload();
      return found;
    },
  };
}

function nameOf(id: string, use: string): string {
  return `${use} ${id}`;
}

/** With a member of the hub's own: what the key signs. */
interface HubJwk extends JWK {
  readonly tracking_hub_signs?: unknown;
}

/** Those that this kit understands; the hub may publish others one day. */
function readKeys(jwks: readonly JWK[]): ReadonlyMap<string, KeyObject> {
  const keys = new Map<string, KeyObject>();
  for (const { kty, crv, x, kid, tracking_hub_signs: use } of jwks as readonly HubJwk[]) {
    if (kty !== 'OKP' || crv !== 'Ed25519' || typeof x !== 'string' || typeof kid !== 'string') continue;
    if (use !== 'grant' && use !== 'request') continue;
    try {
      keys.set(nameOf(kid, use), createPublicKey({ key: { kty, crv, x }, format: 'jwk' }));
    } catch {
      // A key that is none is not found.
    }
  }
  return keys;
}
