/**
 * Verifies that a platform asks for a token itself: a JWT that it signed for this hub, now, for once (RFC 7523).
 * Invariant: who passes is the platform whose own key signed; no other participant's key, and no assertion twice.
 */
import { errors, type JWTPayload, jwtVerify } from 'jose';
import { readPublicKey } from './keyPair.ts';
import type { Signer, SignerSource } from './signer.ts';

export interface AssertionVerifierOptions {
  readonly signers: SignerSource;
  /** Whom an assertion may be made out to: the hub by its name, or by the address of its token endpoint. */
  readonly readAudiences: () => readonly string[];
  /** The real clock, in milliseconds since the epoch. */
  readonly readClock: () => number;
}

/** The platform, or a sentence that says what is wrong. Rejects when the store cannot be asked. */
export type VerifyAssertion = (assertion: string) => Promise<Signer | string>;

const LONGEST_ASSERTION = 4_000;
/** The longest that an assertion may hold from now on, in seconds. */
const LONGEST_LIFE_S = 300;
/** How far the platform's clock may differ, in seconds. */
const CLOCK_SKEW_S = 5;
/** One algorithm under its old and its new name (RFC 9864). */
const ALGORITHMS = ['EdDSA', 'Ed25519'];
const TYPES = [undefined, 'JWT', 'client-authentication+jwt'];
const KEY_ID = /^[A-Za-z0-9_-]{43}$/;
const LONGEST_ID = 128;

/** A function that verifies assertions. */
export function createAssertionVerifier(options: AssertionVerifierOptions): VerifyAssertion {
  const { signers, readAudiences, readClock } = options;
  return async (assertion) => {
    if (assertion.length > LONGEST_ASSERTION) return '`client_assertion` is too long';
    const now = readClock();
    const found: { signer?: Signer | undefined } = {};
    let payload: JWTPayload;
    try {
      const verified = await jwtVerify(
        assertion,
        async ({ kid, typ }) => {
          if (!TYPES.includes(typ)) throw new errors.JWTInvalid();
          found.signer = kid !== undefined && KEY_ID.test(kid) ? await signers.find(kid) : undefined;
          const key = found.signer === undefined ? undefined : readPublicKey(found.signer.publicKey);
          if (key === undefined) throw new errors.JWKSNoMatchingKey();
          return key;
        },
        {
          algorithms: ALGORITHMS,
          audience: [...readAudiences()],
          requiredClaims: ['iss', 'sub', 'aud', 'exp', 'jti'],
          currentDate: new Date(now),
          clockTolerance: CLOCK_SKEW_S,
        },
      );
      payload = verified.payload;
    } catch (error) {
      if (error instanceof errors.JOSEError) return explain(error, readAudiences());
      throw error;
    }
    const { signer } = found;
    if (signer === undefined) throw new Error('an assertion was verified without a key');
    const wrong = checkSigner(signer, payload) ?? checkLife(payload, now);
    if (wrong !== undefined) return wrong;
    const { exp = 0, jti = '' } = payload;
    // The prefix keeps these apart from the nonces of requests, which have no colon.
    const used = { keyId: signer.keyId, nonce: `jti:${jti}`, expiresAt: (exp + CLOCK_SKEW_S) * 1_000 };
    return (await signers.takeOnce(used))
      ? signer
      : 'the assertion was used before; sign one for each request';
  };
}

function checkSigner({ code, kind, keyId, isRevoked }: Signer, { iss, sub }: JWTPayload): string | undefined {
  if (sub !== code || iss !== code)
    return "the assertion's `iss` and `sub` must be the code of the platform whose key signed it";
  if (isRevoked) return `the key ${keyId} of \`${code}\` has been revoked; sign with another one`;
  return kind === 'platform' ? undefined : `\`${code}\` is no platform, and only platforms ask for tokens`;
}

function checkLife({ exp = 0, jti, aud }: JWTPayload, now: number): string | undefined {
  // Made out to several, it could be used by any of them at the others.
  if (typeof aud !== 'string') return "the assertion's `aud` must be one text: `tracking-hub`";
  if (exp > now / 1_000 + LONGEST_LIFE_S + CLOCK_SKEW_S) {
    return `the assertion must end within ${LONGEST_LIFE_S} seconds`;
  }
  // The type is checked although it is declared: nobody has looked at what stands in the assertion.
  const isFine =
    typeof jti === 'string' && jti !== '' && jti.length <= LONGEST_ID && !/[^\x21-\x7e]/.test(jti);
  return isFine ? undefined : `the assertion's \`jti\` must be 1 to ${LONGEST_ID} letters or digits`;
}

function explain(error: errors.JOSEError, audiences: readonly string[]): string {
  if (error instanceof errors.JWTExpired) return 'the assertion has expired; check the clock of your machine';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'aud')
      return `the assertion's \`aud\` must be ${audiences.map((each) => `\`${each}\``).join(' or ')}`;
    if (error.claim === 'nbf') return 'the assertion does not hold yet; check the clock of your machine';
    return 'the assertion needs `iss`, `sub`, `aud`, `exp` and `jti`';
  }
  if (error instanceof errors.JWKSNoMatchingKey) {
    return "no participant has the key that the assertion's `kid` names; it is the thumbprint of a registered key";
  }
  if (error instanceof errors.JOSEAlgNotAllowed) return 'the assertion must be signed with EdDSA';
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return "the assertion's signature does not fit its text";
  }
  return '`client_assertion` is no JWT that the hub can read';
}
