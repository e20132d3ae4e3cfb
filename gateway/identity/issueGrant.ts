/**
 * Issues grants: short-lived tokens that tell an operator for whom, why and under which agreement the hub asks it.
 * Invariant: two requests share a grant only when they agree in operator, platform, purpose, agreement and version.
 */
import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { GrantSubject } from '../base/grant.ts';
import type { SigningKey } from './signingKey.ts';
import { signJwt } from './signJwt.ts';

/** Who the hub is, in grants it issues and in tokens made out to it. */
export const HUB_ID = 'tracking-hub';

export const GRANT_TYPE = 'grant+jwt';

/** How long a grant holds, in seconds. */
const LIFETIME_S = 60;
/** A grant that would end sooner than this is not sent any more. */
const LEAST_LEFT_S = 20;
const MAX_GRANTS = 10_000;

export interface GrantOptions {
  readonly key: SigningKey;
  /** The real clock, in milliseconds since the epoch: operators live by it, whatever the hub's data do. */
  readonly readClock: () => number;
}

/** The grant for an operator, as text: signed when there is none that holds long enough. */
export type IssueGrant = (operator: string, subject: GrantSubject) => string;

/** A function that issues grants and remembers them. */
export function createGrantIssuer({ key, readClock }: GrantOptions): IssueGrant {
  const issued = new LRUCache<string, { readonly text: string; readonly expiresAt: number }>({
    max: MAX_GRANTS,
  });
  return (operator, subject) => {
    const now = Math.floor(readClock() / 1_000);
    const name = nameOf(operator, subject);
    const known = issued.get(name);
    if (known !== undefined && known.expiresAt - now >= LEAST_LEFT_S && known.expiresAt - now <= LIFETIME_S) {
      return known.text;
    }
    const expiresAt = now + LIFETIME_S;
    const claims = { iss: HUB_ID, aud: operator, iat: now, exp: expiresAt, jti: randomUUID() };
    const text = signJwt(key, GRANT_TYPE, { ...claims, ...describe(subject) });
    issued.set(name, { text, expiresAt });
    return text;
  };
}

function describe(subject: GrantSubject): Readonly<Record<string, unknown>> {
  if (subject === 'sdl') return { use: 'sdl' };
  const { platform, purpose, agreement } = subject;
  const under = agreement === null ? {} : { agreement: agreement.id, version: agreement.version };
  return { use: 'entities', platform, purpose, ...under };
}

// As JSON, so that no name that holds a separator reads as two.
function nameOf(operator: string, subject: GrantSubject): string {
  if (subject === 'sdl') return JSON.stringify([operator]);
  const { platform, purpose, agreement } = subject;
  return JSON.stringify([operator, platform, purpose, agreement?.id ?? null, agreement?.version ?? null]);
}
