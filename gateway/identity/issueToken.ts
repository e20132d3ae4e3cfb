/**
 * Issues tokens to the platforms on the network: OAuth 2.0 client credentials (RFC 6749, 4.4), each platform proving itself
 * with a signed assertion (RFC 7523, `private_key_jwt`).
 * Invariant: a token names the platform that signed for it, and no purpose that it is not registered for.
 */
import { randomUUID } from 'node:crypto';
import { HUB_ID } from './issueGrant.ts';
import { ASSERTION_TYPE } from './signAssertion.ts';
import type { SigningKey } from './signingKey.ts';
import { signJwt } from './signJwt.ts';
import type { VerifyAssertion } from './verifyAssertion.ts';
import { TOKEN_TYPE } from './verifyCaller.ts';

/** How long a token holds, in seconds: so long does it outlive a key that is revoked. */
const LIFETIME_S = 10 * 60;

/** An answer as RFC 6749 defines it: 5.1 for a token, 5.2 for an error. */
export type TokenAnswer =
  | { readonly status: 200; readonly body: IssuedToken }
  | { readonly status: 400 | 401 | 503; readonly body: TokenError };

export interface IssuedToken {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  readonly expires_in: number;
  readonly scope: string;
}

export interface TokenError {
  readonly error:
    | 'invalid_request'
    | 'invalid_client'
    | 'invalid_scope'
    | 'unsupported_grant_type'
    | 'temporarily_unavailable';
  readonly error_description: string;
}

/** Answers a form. Rejects when the store cannot be asked. */
export type IssueToken = (form: string) => Promise<TokenAnswer>;

export interface IssuerOptions {
  readonly key: SigningKey;
  readonly verifyAssertion: VerifyAssertion;
  /** False while the platforms are not known yet. */
  readonly isReady: () => boolean;
  /** The real clock, in milliseconds since the epoch. */
  readonly readClock: () => number;
}

/** A function that answers `grant_type=client_credentials&client_assertion=...&scope=ORDER_STATUS`. */
export function createTokenIssuer({ key, verifyAssertion, isReady, readClock }: IssuerOptions): IssueToken {
  return async (form) => {
    if (!isReady()) {
      const sentence = 'the hub is starting or stopping; ask `GET /health/ready` and try again';
      return { status: 503, body: fail('temporarily_unavailable', sentence) };
    }
    const asked = readForm(form);
    if ('error' in asked) return { status: asked.error === 'invalid_client' ? 401 : 400, body: asked };
    const platform = await verifyAssertion(asked.assertion);
    if (typeof platform === 'string') return { status: 401, body: fail('invalid_client', platform) };
    const { code } = platform;
    if (asked.client !== null && asked.client !== code) {
      const sentence = '`client_id` is another than the platform that signed the assertion; leave it out';
      return { status: 401, body: fail('invalid_client', sentence) };
    }
    const purposes = asked.purposes.length === 0 ? platform.purposes : asked.purposes;
    if (!purposes.every((purpose) => platform.purposes.includes(purpose))) {
      const allowed = platform.purposes.join(' ');
      const sentence = `\`scope\` for ${code} is one or more of ${allowed}, with a space between two`;
      return { status: 400, body: fail('invalid_scope', sentence) };
    }
    return { status: 200, body: writeToken(key, code, purposes, Math.floor(readClock() / 1_000)) };
  };
}

function writeToken(
  key: SigningKey,
  platform: string,
  purposes: readonly string[],
  now: number,
): IssuedToken {
  const claims = {
    iss: HUB_ID,
    aud: HUB_ID,
    sub: platform,
    client_id: platform,
    purposes,
    iat: now,
    exp: now + LIFETIME_S,
    jti: randomUUID(),
  };
  const token = signJwt(key, TOKEN_TYPE, claims);
  return {
    access_token: token,
    token_type: 'Bearer',
    expires_in: LIFETIME_S,
    scope: purposes.join(' '),
  };
}

interface AskedToken {
  readonly assertion: string;
  /** May be left out: the assertion says it. */
  readonly client: string | null;
  /** In the order in which they were asked for: the first is the one that holds when a request names none. */
  readonly purposes: readonly string[];
}

const FIELDS = ['grant_type', 'client_id', 'scope', 'client_assertion', 'client_assertion_type'];

function readForm(form: string): AskedToken | TokenError {
  const fields = new URLSearchParams(form);
  for (const name of FIELDS) {
    if (fields.getAll(name).length > 1) return fail('invalid_request', `\`${name}\` is given more than once`);
  }
  const type = fields.get('grant_type');
  if (!type) return fail('invalid_request', 'send `grant_type=client_credentials`');
  if (type !== 'client_credentials') {
    return fail('unsupported_grant_type', '`grant_type` must be `client_credentials`');
  }
  const assertion = fields.get('client_assertion');
  if (!assertion || fields.get('client_assertion_type') !== ASSERTION_TYPE) {
    const sentence = `send \`client_assertion\`, a JWT that the platform has signed, and \`client_assertion_type=${ASSERTION_TYPE}\``;
    return fail('invalid_client', sentence);
  }
  const scope = fields.get('scope') ?? '';
  return {
    assertion,
    client: fields.get('client_id'),
    purposes: [...new Set(scope.split(/ +/).filter((purpose) => purpose !== ''))],
  };
}

function fail(error: TokenError['error'], description: string): TokenError {
  return { error, error_description: description };
}
