/**
 * The one form that a signed request to the control API has: HTTP Message Signatures (RFC 9421), ed25519, over four
 * components. Invariant: whoever signs and whoever verifies put the signed text together by this file.
 */
import { createHash } from 'node:crypto';

/** What is signed, in the order in which the hub's own command writes it; `content-digest` stands for the body (RFC 9530). */
export const COMPONENTS = ['@method', '@path', '@query', 'content-digest'] as const;

/** What tells these signatures from others that the same key may make one day. */
export const CONTROL_TAG = 'tracking-hub-control';

/** The longest that a signature may hold, in seconds. */
export const LONGEST_LIFE_S = 60;

/** How far the clocks of hub and participant may differ, in seconds. */
export const CLOCK_SKEW_S = 5;

/** What of a request is signed. */
export interface SignedParts {
  readonly method: string;
  /** Path and query, as in the request line. */
  readonly target: string;
  readonly contentDigest: string;
}

/** The value of each component, as RFC 9421 writes it. */
export function listValues({ method, target, contentDigest }: SignedParts): ReadonlyMap<string, string> {
  const queryAt = target.indexOf('?');
  return new Map([
    ['@method', method],
    ['@path', queryAt === -1 ? target : target.slice(0, queryAt)],
    ['@query', queryAt === -1 ? '?' : target.slice(queryAt)],
    ['content-digest', contentDigest],
  ]);
}

/** The text that is signed; `params` is what stands behind the label in `signature-input`. */
export function writeBase(components: readonly string[], parts: SignedParts, params: string): Buffer {
  const values = listValues(parts);
  const lines = components.map((name) => `"${name}": ${values.get(name)}`);
  return Buffer.from([...lines, `"@signature-params": ${params}`].join('\n'));
}

/** The digest of a body, as `content-digest` holds it. */
export function digestBody(body: Uint8Array): string {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
}
