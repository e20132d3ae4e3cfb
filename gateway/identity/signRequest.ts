/**
 * Signs requests to operators: HTTP Message Signatures (RFC 9421) with Ed25519 over method, path, query, the digest of
 * the body (RFC 9530) and the grant.
 * Invariant: whatever of a request an operator acts on is under the signature; a nonce makes each request one of its kind.
 */
import { hash, randomUUID, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { SignRequest, UnsignedRequest } from '../base/grant.ts';
import type { IssueGrant } from './issueGrant.ts';
import type { SigningKey } from './signingKey.ts';

/** What tells these signatures from others that the same message may carry one day. */
export const SIGNATURE_TAG = 'tracking-hub';

/** How long a signature holds, in seconds: the hub itself waits for an answer no longer than a few. */
const LIFETIME_S = 15;

/** On a thread of its own: it takes as long as all else that is done for a request to an operator. */
const signAside = promisify(sign);

export interface SignerOptions {
  readonly key: SigningKey;
  readonly issueGrant: IssueGrant;
  /** The real clock, in milliseconds since the epoch. */
  readonly readClock: () => number;
}

/** A request of which the signer knows the digest of the body alone: nothing more of it is signed. */
export interface DigestedRequest extends Omit<UnsignedRequest, 'body'> {
  /** As RFC 9530 writes it: `sha-256=:...:`. */
  readonly contentDigest: string;
}

/** A function that signs requests as they will be sent. */
export function createRequestSigner(options: SignerOptions): SignRequest {
  const sign = createDigestSigner(options);
  return ({ operator, grant, method, target, body }) =>
    sign({ operator, grant, method, target, contentDigest: digestBody(body) });
}

/** The value of `content-digest` for a body. */
export function digestBody(body: string): string {
  return `sha-256=:${hash('sha256', body, 'base64')}:`;
}

/**
 * A function that signs. The components are always the same, so the text that is signed is written out here
 * rather than put together by a library for any message; a test has a library verify it (decision 0009).
 */
export function createDigestSigner({ key, issueGrant, readClock }: SignerOptions) {
  const ending = `;keyid="${key.id}";alg="ed25519";tag="${SIGNATURE_TAG}"`;
  return async ({ operator, grant, method, target, contentDigest }: DigestedRequest) => {
    const created = Math.floor(readClock() / 1_000);
    const nonce = randomUUID();
    const authorization = `Bearer ${issueGrant(operator, grant)}`;
    const queryAt = target.indexOf('?');
    const path = queryAt === -1 ? target : target.slice(0, queryAt);
    const query = queryAt === -1 ? '?' : target.slice(queryAt);
    const params =
      '("@method" "@path" "@query" "content-digest" "authorization")' +
      `;created=${created};expires=${created + LIFETIME_S};nonce="${nonce}"${ending}`;
    const base =
      `"@method": ${method}\n"@path": ${path}\n"@query": ${query}\n` +
      `"content-digest": ${contentDigest}\n"authorization": ${authorization}\n"@signature-params": ${params}`;
    const signature = await signAside(null, Buffer.from(base), key.privateKey);
    return {
      authorization,
      'content-digest': contentDigest,
      'signature-input': `hub=${params}`,
      signature: `hub=:${signature.toString('base64')}:`,
    };
  };
}
