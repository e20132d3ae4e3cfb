/** Signs what a platform proves itself with at the token endpoint: a JWT made out to the hub, for once (RFC 7523). */
import type { KeyPair } from './keyPair.ts';
import { signJwt } from './signJwt.ts';

/** The `client_assertion_type` that goes with it. */
export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** How long an assertion of ours holds, in seconds: it is sent at once. */
const LIFETIME_S = 60;

export interface AssertionOptions {
  readonly key: Pick<KeyPair, 'id' | 'privateKey'>;
  /** Code of the platform. */
  readonly platform: string;
  /** To whom it is made out: the hub. */
  readonly audience: string;
  /** The real clock, in milliseconds since the epoch. */
  readonly now: number;
  /** Never the same twice. */
  readonly id: string;
}

/** The form of a token request: all that the platform may ask for, or some purposes, the first of which is the default. */
export function writeTokenForm(options: AssertionOptions, purposes: readonly string[] = []): URLSearchParams {
  return new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: ASSERTION_TYPE,
    client_assertion: signAssertion(options),
    ...(purposes.length > 0 && { scope: purposes.join(' ') }),
  });
}

function signAssertion({ key, platform, audience, now, id }: AssertionOptions): string {
  const iat = Math.floor(now / 1_000);
  const claims = { iss: platform, sub: platform, aud: audience, iat, exp: iat + LIFETIME_S, jti: id };
  return signJwt(key, 'JWT', claims);
}
