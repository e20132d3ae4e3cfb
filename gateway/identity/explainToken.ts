/** Explains why a token is refused. Invariant: nothing of the token is quoted but names of claims that this file knows. */
import { errors } from 'jose';

/** What is wrong, as a sentence begins. */
export function explainToken(error: unknown, issuer: string): string {
  if (error instanceof errors.JWTClaimValidationFailed) return explainClaim(error, issuer);
  if (error instanceof errors.JWKSNoMatchingKey) return `the token's key is not one of issuer \`${issuer}\``;
  if (error instanceof errors.JWKSMultipleMatchingKeys) return 'the token does not say which key signed it';
  if (error instanceof errors.JOSEAlgNotAllowed) {
    return 'the token is signed with an algorithm that the hub does not take; it takes EdDSA, ES256, RS256 and PS256';
  }
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return "the token's signature does not fit its text";
  return 'the token is no JWT that the hub can read';
}

function explainClaim({ claim, reason }: errors.JWTClaimValidationFailed, issuer: string): string {
  const isMissing = reason === 'missing';
  switch (claim) {
    case 'iss':
      return `the token is not from \`${issuer}\`, the issuer that this hub trusts`;
    case 'aud':
      return 'the token is not made out to this hub: its `aud` must be `tracking-hub`';
    case 'typ':
      return 'the token is no access token: the `typ` in its header must be `at+jwt`';
    case 'nbf':
      return 'the token does not hold yet';
    case 'exp':
    case 'sub':
    case 'purposes':
      return `the token ${isMissing ? 'has no' : 'has a malformed'} \`${claim}\``;
    default:
      return 'the token has a malformed claim';
  }
}
