/**
 * Signs the requests of an audit: good ones, and ones that an operator must refuse.
 * Invariant: a grant that holds is made out to the operator that audits itself, or to an audience that no operator can
 * have; so nothing that is signed here opens another operator's door.
 */
import { createGrantIssuer } from './issueGrant.ts';
import type { SigningKey } from './signingKey.ts';
import { createDigestSigner } from './signRequest.ts';

/** What is wrong with a request: nothing, that its grant is for the SDL alone, or that it must be refused. */
export const AUDIT_VARIANTS = [
  'GOOD',
  'SDL',
  'EXPIRED_GRANT',
  'EXPIRED_SIGNATURE',
  'OTHER_AUDIENCE',
  'FORGED_GRANT',
] as const;

export type AuditVariant = (typeof AUDIT_VARIANTS)[number];

/** Two hyphens: no operator's code can be this one, so no registration is needed to keep it free. */
export const OTHER_AUDIENCE = 'audit--other';

/** The platform for which an audit asks. */
export const AUDIT_PLATFORM = 'audit';

/** Longer ago than any grant or signature holds, clocks that differ by some seconds included. */
const LONG_AGO_MS = 5 * 60_000;

export interface AuditRequestParts {
  /** The operator that audits itself. */
  readonly operator: string;
  readonly variant: AuditVariant;
  /** As `ORDER_STATUS`. */
  readonly purpose: string;
  /** Path and query: `/graphql`. */
  readonly target: string;
  /** As RFC 9530 writes it: `sha-256=:...:`. */
  readonly contentDigest: string;
}

/** The headers of a request. */
export type SignAuditRequest = (parts: AuditRequestParts) => Promise<Readonly<Record<string, string>>>;

export interface AuditSignerOptions {
  readonly grantKey: SigningKey;
  readonly requestKey: SigningKey;
  /** The real clock, in milliseconds since the epoch. */
  readonly readClock: () => number;
}

/** A function that signs for audits with a hub's keys. */
export function createAuditSigner({ grantKey, requestKey, readClock }: AuditSignerOptions): SignAuditRequest {
  const readOldClock = () => readClock() - LONG_AGO_MS;
  const issueGrant = createGrantIssuer({ key: grantKey, readClock });
  const issueOldGrant = createGrantIssuer({ key: grantKey, readClock: readOldClock });
  const sign = createDigestSigner({ key: requestKey, issueGrant, readClock });
  const signOldGrant = createDigestSigner({ key: requestKey, issueGrant: issueOldGrant, readClock });
  const signForged = createDigestSigner({
    key: requestKey,
    issueGrant: (operator, subject) => forge(issueGrant(operator, subject)),
    readClock,
  });
  const signLongAgo = createDigestSigner({ key: requestKey, issueGrant, readClock: readOldClock });
  return async ({ operator, variant, purpose, target, contentDigest }) => {
    const grant = { platform: AUDIT_PLATFORM, purpose, agreement: null };
    const request = { operator, grant, method: 'POST', target, contentDigest } as const;
    switch (variant) {
      case 'GOOD':
        return sign(request);
      case 'SDL':
        return sign({ ...request, grant: 'sdl' });
      case 'EXPIRED_GRANT':
        return signOldGrant(request);
      case 'EXPIRED_SIGNATURE':
        return signLongAgo(request);
      case 'OTHER_AUDIENCE':
        return sign({ ...request, operator: OTHER_AUDIENCE });
      case 'FORGED_GRANT':
        return signForged(request);
    }
  };
}

/** A grant whose signature is none: one character of it differs. */
function forge(grant: string): string {
  const at = grant.lastIndexOf('.') + 10;
  return `${grant.slice(0, at)}${grant[at] === 'A' ? 'B' : 'A'}${grant.slice(at + 1)}`;
}
