/** Opens what the hub knows callers by, and what operators know the hub by. */
import { createLocalJWKSet } from 'jose';
import { PURPOSES } from '../../schema/privacy.ts';
import type { SignRequest } from '../base/grant.ts';
import { fetchJwks } from '../identity/fetchJwks.ts';
import { createGrantIssuer } from '../identity/issueGrant.ts';
import {
  createTokenIssuer,
  DEMO_ISSUER,
  type KnownPlatform,
  type TokenAnswer,
} from '../identity/issueToken.ts';
import { createAuditSigner, type SignAuditRequest } from '../identity/signAuditRequest.ts';
import { createSigningKey, type PublicJwk } from '../identity/signingKey.ts';
import { createRequestSigner } from '../identity/signRequest.ts';
import { createCallerVerifier, type VerifiedCaller, type VerifyCaller } from '../identity/verifyCaller.ts';

/** Whose tokens the hub takes. */
export type IdentityOptions =
  /** An OAuth 2.0 issuer outside, whose public keys are at an address. */
  | { readonly kind: 'issuer'; readonly issuer: string; readonly jwksUrl: URL }
  /** The hub itself, without a secret, for platforms that are invented. */
  | { readonly kind: 'demo'; readonly platforms: readonly KnownPlatform[] }
  /** Nobody's: every request comes from one caller. For measurements and tests, never for real data. */
  | { readonly kind: 'fixed'; readonly caller: VerifiedCaller };

export interface HubIdentity {
  readonly verify: VerifyCaller;
  /** Answers a form that asks for a token; undefined where tokens come from outside. */
  readonly issueToken: ((form: string) => TokenAnswer) | undefined;
  /** Signs requests to operators. */
  readonly sign: SignRequest;
  /** Signs requests that an operator audits itself with. */
  readonly signAudit: SignAuditRequest;
  /** The public keys that operators verify the hub with. */
  readonly jwks: { readonly keys: readonly PublicJwk[] };
}

/** The hub's identity. `openKey` gives the 32 secret bytes of a name, always the same for one hub. */
export async function openIdentity(
  options: IdentityOptions,
  openKey: (name: string) => Promise<Uint8Array>,
  readClock: () => number = Date.now,
): Promise<HubIdentity> {
  const grantKey = createSigningKey('grant', await openKey('grants.key'));
  const requestKey = createSigningKey('request', await openKey('requests.key'));
  const issueGrant = createGrantIssuer({ key: grantKey, readClock });
  return {
    ...(await openCallers(options, openKey, readClock)),
    sign: createRequestSigner({ key: requestKey, issueGrant, readClock }),
    signAudit: createAuditSigner({ grantKey, requestKey, readClock }),
    // Callers' tokens are none of the operators' business: their key is not among these.
    jwks: { keys: [grantKey.publicJwk, requestKey.publicJwk] },
  };
}

async function openCallers(
  options: IdentityOptions,
  openKey: (name: string) => Promise<Uint8Array>,
  readClock: () => number,
): Promise<Pick<HubIdentity, 'verify' | 'issueToken'>> {
  switch (options.kind) {
    case 'fixed': {
      const { caller } = options;
      return { verify: async () => ({ kind: 'caller', caller }), issueToken: undefined };
    }
    case 'issuer': {
      const { issuer, jwksUrl } = options;
      const advice = `ask \`${issuer}\` for one`;
      const getKey = fetchJwks(jwksUrl);
      const verify = createCallerVerifier({ issuer, getKey, purposes: PURPOSES, advice, readClock });
      return { verify, issueToken: undefined };
    }
    case 'demo': {
      const key = createSigningKey('token', await openKey('tokens.key'));
      const { platforms } = options;
      const [first] = platforms;
      const advice = `get one with \`npx hub token --platform ${first?.code} --purpose ${first?.purposes[0]}\``;
      const getKey = createLocalJWKSet({ keys: [key.publicJwk] });
      const verify = createCallerVerifier({
        issuer: DEMO_ISSUER,
        getKey,
        purposes: PURPOSES,
        advice,
        readClock,
      });
      return { verify, issueToken: createTokenIssuer({ key, platforms, readClock }) };
    }
  }
}
