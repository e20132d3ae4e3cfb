/**
 * Issues tokens to the platforms of the demo, without a secret: OAuth 2.0 client credentials (RFC 6749, 4.4) for a network
 * in which everything is invented. A hub with real data trusts an issuer outside.
 * Invariant: a token names a platform of the list, and no purpose that the list does not allow it.
 */
import { randomUUID } from 'node:crypto';
import { HUB_ID } from './issueGrant.ts';
import type { SigningKey } from './signingKey.ts';
import { signJwt } from './signJwt.ts';
import { TOKEN_TYPE } from './verifyCaller.ts';

/** A platform that may have tokens, and for which purposes. */
export interface KnownPlatform {
  readonly code: string;
  readonly purposes: readonly string[];
}

/** The `iss` of the demo's tokens. */
export const DEMO_ISSUER = 'tracking-hub-demo';

/** How long a token holds, in seconds: as long as somebody looks around in the demo. */
const LIFETIME_S = 12 * 60 * 60;

/** An answer as RFC 6749 defines it: 5.1 for a token, 5.2 for an error. */
export type TokenAnswer =
  | { readonly status: 200; readonly body: IssuedToken }
  | { readonly status: 400 | 401; readonly body: TokenError };

export interface IssuedToken {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  readonly expires_in: number;
  readonly scope: string;
}

export interface TokenError {
  readonly error: 'invalid_request' | 'invalid_client' | 'invalid_scope' | 'unsupported_grant_type';
  readonly error_description: string;
}

export interface IssuerOptions {
  readonly key: SigningKey;
  readonly platforms: readonly KnownPlatform[];
  /** The real clock, in milliseconds since the epoch. */
  readonly readClock: () => number;
}

/** A function that answers a form, `grant_type=client_credentials&client_id=cainiao&scope=ORDER_STATUS`. */
export function createTokenIssuer({
  key,
  platforms,
  readClock,
}: IssuerOptions): (form: string) => TokenAnswer {
  return (form) => {
    const asked = readForm(form);
    if ('error' in asked) return { status: 400, body: asked };
    const platform = platforms.find(({ code }) => code === asked.client);
    if (platform === undefined) {
      const known = platforms.map(({ code }) => code).join(', ');
      return { status: 401, body: fail('invalid_client', `\`client_id\` must be one of ${known}`) };
    }
    const purposes = asked.purposes.length === 0 ? platform.purposes : asked.purposes;
    if (!purposes.every((purpose) => platform.purposes.includes(purpose))) {
      const allowed = platform.purposes.join(' ');
      const sentence = `\`scope\` for ${platform.code} is one or more of ${allowed}, with a space between two`;
      return { status: 400, body: fail('invalid_scope', sentence) };
    }
    const now = Math.floor(readClock() / 1_000);
    const claims = {
      iss: DEMO_ISSUER,
      aud: HUB_ID,
      sub: platform.code,
      client_id: platform.code,
      purposes,
      iat: now,
      exp: now + LIFETIME_S,
      jti: randomUUID(),
    };
    const scope = purposes.join(' ');
    const token = signJwt(key, TOKEN_TYPE, claims);
    return {
      status: 200,
      body: { access_token: token, token_type: 'Bearer', expires_in: LIFETIME_S, scope },
    };
  };
}

interface AskedToken {
  readonly client: string;
  /** In the order in which they were asked for: the first is the one that holds when a request names none. */
  readonly purposes: readonly string[];
}

function readForm(form: string): AskedToken | TokenError {
  const fields = new URLSearchParams(form);
  for (const name of ['grant_type', 'client_id', 'scope']) {
    if (fields.getAll(name).length > 1) return fail('invalid_request', `\`${name}\` is given more than once`);
  }
  const type = fields.get('grant_type');
  if (!type) return fail('invalid_request', 'send `grant_type=client_credentials`');
  if (type !== 'client_credentials') {
    return fail('unsupported_grant_type', '`grant_type` must be `client_credentials`');
  }
  const client = fields.get('client_id');
  if (!client) return fail('invalid_request', "send `client_id`, the platform's code");
  const scope = fields.get('scope') ?? '';
  return { client, purposes: [...new Set(scope.split(/ +/).filter((purpose) => purpose !== ''))] };
}

function fail(error: TokenError['error'], description: string): TokenError {
  return { error, error_description: description };
}
