/**
 * The hub's signing keys: Ed25519 pairs made from 32 secret bytes, each for one use.
 * Invariant: a key signs things of one kind only; verifiers read the kind from the published key and hold the hub to it.
 */
import type { KeyObject } from 'node:crypto';
import { createKeyPair } from './keyPair.ts';

/** What a key signs: grants to operators, requests to operators, or tokens for callers. */
export type KeyUse = 'grant' | 'request' | 'token';

export interface SigningKey {
  /** The thumbprint of the public key (RFC 7638). */
  readonly id: string;
  readonly use: KeyUse;
  readonly privateKey: KeyObject;
  /** The public half, as a JSON Web Key Set publishes it. */
  readonly publicJwk: PublicJwk;
}

export interface PublicJwk {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly kid: string;
  readonly alg: 'EdDSA';
  readonly use: 'sig';
  /** A member of our own, as RFC 7517 allows: what this key signs. */
  readonly tracking_hub_signs: KeyUse;
}

/** The key pair of 32 secret bytes. Throws when there are not 32. */
export function createSigningKey(use: KeyUse, seed: Uint8Array): SigningKey {
  const { id, publicKey: x, privateKey } = createKeyPair(seed);
  const publicJwk = { kty: 'OKP', crv: 'Ed25519', x, kid: id, alg: 'EdDSA', use: 'sig' } as const;
  return { id, use, privateKey, publicJwk: { ...publicJwk, tracking_hub_signs: use } };
}
