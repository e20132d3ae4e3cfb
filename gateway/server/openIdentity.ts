/** Opens what the hub knows callers by, and what operators know the hub by. */
import { createLocalJWKSet } from 'jose';
import { PURPOSES } from '../../schema/privacy.ts';
import type { SignRequest } from '../base/grant.ts';
import { fetchJwks } from '../identity/fetchJwks.ts';
import { createGrantIssuer, HUB_ID } from '../identity/issueGrant.ts';
import { createTokenIssuer, type IssueToken } from '../identity/issueToken.ts';
import { createAuditSigner, type SignAuditRequest } from '../identity/signAuditRequest.ts';
import type { SignerSource } from '../identity/signer.ts';
import { createSigningKey, type PublicJwk } from '../identity/signingKey.ts';
import { createRequestSigner } from '../identity/signRequest.ts';
import { createAssertionVerifier } from '../identity/verifyAssertion.ts';
import { createCallerVerifier, type VerifiedCaller, type VerifyCaller } from '../identity/verifyCaller.ts';
import type { KeyName } from './readKey.ts';

/** Whose tokens the hub takes. */
export type IdentityOptions =
  /** An OAuth 2.0 issuer outside, whose public keys are at an address. */
  | { readonly kind: 'issuer'; readonly issuer: string; readonly jwksUrl: URL }
  /** The hub's own, for the platforms on the network, which prove themselves with their keys. */
  | { readonly kind: 'participants' }
  /** Nobody's: every request comes from one caller. For measurements and tests, never for real data. */
  | { readonly kind: 'fixed'; readonly caller: VerifiedCaller };

export interface HubIdentity {
  readonly verify: VerifyCaller;
  /** Answers a form that asks for a token; undefined where tokens come from outside. */
  readonly issueToken: IssueToken | undefined;
  /** Signs requests to operators. */
  readonly sign: SignRequest;
  /** Signs requests that an operator audits itself with. */
  readonly signAudit: SignAuditRequest;
  /** The public keys that operators verify the hub with. */
  readonly jwks: { readonly keys: readonly PublicJwk[] };
}

export interface IdentityParts {
  /** Gives the 32 secret bytes of a name, always the same for one hub, and for all that share its keys. */
  readonly openKey: (name: KeyName) => Promise<Uint8Array>;
  /** The keys of participants. */
  readonly signers: SignerSource;
  /** Where the hub answers; undefined before it listens. */
  readonly readUrl?: () => string | undefined;
  /** The real clock, in milliseconds since the epoch. */
  readonly readClock?: () => number;
}

/** The hub's identity. */
export async function openIdentity(options: IdentityOptions, parts: IdentityParts): Promise<HubIdentity> {
  const { openKey, readClock = Date.now } = parts;
  const grantKey = createSigningKey('grant', await openKey('grants.key'));
  const requestKey = createSigningKey('request', await openKey('requests.key'));
  const issueGrant = createGrantIssuer({ key: grantKey, readClock });
  return {
    ...(await openCallers(options, { ...parts, readClock })),
    sign: createRequestSigner({ key: requestKey, issueGrant, readClock }),
    signAudit: createAuditSigner({ grantKey, requestKey, readClock }),
    // Callers' tokens are none of the operators' business: their key is not among these.
    jwks: { keys: [grantKey.publicJwk, requestKey.publicJwk] },
  };
}

async function openCallers(
  options: IdentityOptions,
  { openKey, signers, readUrl, readClock }: IdentityParts & { readonly readClock: () => number },
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
    case 'participants': {
      const key = createSigningKey('token', await openKey('tokens.key'));
      const getKey = createLocalJWKSet({ keys: [key.publicJwk] });
      const advice = 'get one with `npx hub token --platform CODE --purpose PURPOSE`';
      const callers = { issuer: HUB_ID, getKey, purposes: PURPOSES, advice, readClock };
      const readAudiences = () => {
        const url = readUrl?.();
        return url === undefined ? [HUB_ID] : [HUB_ID, `${url}/oauth/token`];
      };
      const verifyAssertion = createAssertionVerifier({ signers, readAudiences, readClock });
      const issuer = { key, verifyAssertion, isReady: signers.isReady, readClock };
      return { verify: createCallerVerifier(callers), issueToken: createTokenIssuer(issuer) };
    }
  }
}
