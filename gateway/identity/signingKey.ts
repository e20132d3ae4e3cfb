/**
 * The hub's signing keys: Ed25519 pairs made from 32 secret bytes, each for one use.
 * Invariant: a key signs things of one kind only; verifiers read the kind from the published key and hold the hub to it.
 */
import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** What a key signs: grants to operators, requests to operators, or the demo's tokens for callers. */
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

/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The key pair of 32 secret bytes. Throws when there are not 32. */
export function createSigningKey(use: KeyUse, seed: Uint8Array): SigningKey {
  if (seed.length !== 32) throw new Error(`a signing key is made of 32 bytes, not ${seed.length}`);
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_PREFIX, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  const id = createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest('base64url');
  const publicJwk = { kty: 'OKP', crv: 'Ed25519', x, kid: id, alg: 'EdDSA', use: 'sig' } as const;
  return { id, use, privateKey, publicJwk: { ...publicJwk, tracking_hub_signs: use } };
}
