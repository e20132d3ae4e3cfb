/** Signs a request to the control API, as a participant. Invariant: whatever of it the hub acts on is under the signature. */
import { sign } from 'node:crypto';
import type { KeyPair } from '../keyPair.ts';
import { COMPONENTS, CONTROL_TAG, digestBody, LONGEST_LIFE_S, writeBase } from './controlProfile.ts';

export interface UnsignedControl {
  readonly method: string;
  /** Path and query, as they will stand in the request line. */
  readonly target: string;
  readonly body: Uint8Array;
}

export interface ControlSignerOptions {
  readonly key: Pick<KeyPair, 'id' | 'privateKey'>;
  /** The real clock, in milliseconds since the epoch. */
  readonly now: number;
  /** 16 to 64 letters, digits, hyphens or underscores; never the same twice. */
  readonly nonce: string;
}

/** The headers that make it a signed request. */
export function signControl(
  { method, target, body }: UnsignedControl,
  { key, now, nonce }: ControlSignerOptions,
): Readonly<Record<'content-digest' | 'signature-input' | 'signature', string>> {
  const created = Math.floor(now / 1_000);
  const contentDigest = digestBody(body);
  const list = COMPONENTS.map((name) => `"${name}"`).join(' ');
  const params = `(${list});created=${created};expires=${created + LONGEST_LIFE_S};nonce="${nonce}";keyid="${key.id}";alg="ed25519";tag="${CONTROL_TAG}"`;
  const signature = sign(
    null,
    writeBase(COMPONENTS, { method, target, contentDigest }, params),
    key.privateKey,
  );
  return {
    'content-digest': contentDigest,
    'signature-input': `control=${params}`,
    signature: `control=:${signature.toString('base64')}:`,
  };
}
