/** What the story says is so, held against what was received. */
import { isDeepStrictEqual } from 'node:util';

export interface Claim {
  /** One sentence, as it is narrated. */
  readonly says: string;
  /** Data as JSON has them. */
  readonly expected: unknown;
  /** What was received, of the same shape. */
  readonly got: unknown;
}

export interface CheckedClaim extends Claim {
  readonly holds: boolean;
}

/** A claim holds when the two are equal to the last member; nothing is taken for granted. */
export function checkClaim(claim: Claim): CheckedClaim {
  return { ...claim, holds: isDeepStrictEqual(claim.got, claim.expected) };
}
