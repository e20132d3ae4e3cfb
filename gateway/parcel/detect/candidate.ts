/** What `detect` answers: one operator that a tracking number can belong to, or cannot. */

/** The shape of `OperatorCandidate` in the contract; the resolver turns `operatorCode` into an `Operator`. */
export interface Candidate {
  /** Code of the operator, where it is on this network. */
  readonly operatorCode: string | null;
  /** Name of the operator or postal administration. */
  readonly name: string | null;
  /** ISO 3166-1 alpha-2 code, where the format names a country. */
  readonly country: string | null;
  /** The format that matched, as `S10`; null when the number is refused before any format is tried. */
  readonly format: string | null;
  /** From 0 to 1: 1 is a sure match by format, 0 is refused. */
  readonly score: number;
  /** What speaks for it, one sentence each. */
  readonly evidence: readonly string[];
  /** Why the number cannot be one of this format; null when it can. It never quotes the number. */
  readonly refusal: string | null;
}

/** A candidate that is refused, for the reason given. */
export function refuse(reason: string, of: Partial<Omit<Candidate, 'refusal' | 'score'>> = {}): Candidate {
  return {
    operatorCode: null,
    name: null,
    country: null,
    format: null,
    evidence: [],
    ...of,
    score: 0,
    refusal: reason,
  };
}
