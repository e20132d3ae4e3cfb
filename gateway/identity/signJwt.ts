/** Writes signed JSON Web Tokens at once: the library's own signing is asynchronous, and a request cannot wait for it. */
import { sign } from 'node:crypto';
import type { KeyPair } from './keyPair.ts';

/** A JWT in its compact form (RFC 7515), signed with EdDSA. `type` tells kinds of tokens apart (RFC 8725, 3.11). */
export function signJwt(
  key: Pick<KeyPair, 'id' | 'privateKey'>,
  type: string,
  claims: Readonly<Record<string, unknown>>,
): string {
  const header = encode({ alg: 'EdDSA', typ: type, kid: key.id });
  const signed = `${header}.${encode(claims)}`;
  return `${signed}.${sign(null, Buffer.from(signed), key.privateKey).toString('base64url')}`;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
