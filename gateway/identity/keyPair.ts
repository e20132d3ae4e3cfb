/**
 * Ed25519 keys: pairs made of 32 secret bytes, and public keys as participants hand them over.
 * Invariant: a key is known by the thumbprint of its public half, so one name never stands for two keys; a public key under
 * which anybody could sign anything is none.
 */
import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

export interface KeyPair {
  /** The thumbprint of the public key (RFC 7638). */
  readonly id: string;
  /** The 32 bytes of the public key, base64url: the `x` of its JWK. */
  readonly publicKey: string;
  readonly privateKey: KeyObject;
}

/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The pair of 32 secret bytes. Throws when there are not 32. */
export function createKeyPair(seed: Uint8Array): KeyPair {
  if (seed.length !== 32) throw new Error(`a signing key is made of 32 bytes, not ${seed.length}`);
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_PREFIX, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const { x: publicKey = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  return { id: keyIdOf(publicKey), publicKey, privateKey };
}

/** The id of a public key. */
export function keyIdOf(publicKey: string): string {
  return createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${publicKey}"}`).digest('base64url');
}

/** 32 bytes, base64url without padding; the last character holds four bits. */
const PUBLIC_KEY = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;

/** The key of 32 bytes in base64url; undefined for what is none. */
export function readPublicKey(publicKey: string): KeyObject | undefined {
  if (!PUBLIC_KEY.test(publicKey) || hasSmallOrder(Buffer.from(publicKey, 'base64url'))) return undefined;
  try {
    return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
  } catch {
    return undefined;
  }
}

/** The points of small order, and the two other ways to write some: one signature fits many messages under them. */
const SMALL_ORDER: ReadonlySet<string> = new Set([
  '00'.repeat(32),
  `01${'00'.repeat(31)}`,
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  `ec${'ff'.repeat(30)}7f`,
  `ed${'ff'.repeat(30)}7f`,
  `ee${'ff'.repeat(30)}7f`,
]);

/** The sign of the other coordinate, the highest bit, makes no difference. */
function hasSmallOrder(bytes: Buffer): boolean {
  const unsigned = Buffer.from(bytes);
  unsigned[31] = (unsigned[31] ?? 0) & 0x7f;
  return SMALL_ORDER.has(unsigned.toString('hex'));
}
