/**
 * The limits of one request: their figures, and how a request that is over one is refused. `LIMITS.md` explains them.
 * Invariant: every figure stands here once; a test compares the page with it.
 */

/** What a request may have at most. */
export const LIMITS = {
  /** Lexical tokens of the document. */
  tokens: 4_000,
  /** Fields of an operation, with fragments expanded. */
  fields: 1_000,
  /** Levels of an operation. */
  depth: 20,
  /** Selection sets in each other, as written, those of fragments included: what prints or validates them goes down each. */
  nesting: 50,
  /** Root fields of an operation, with fragments expanded. */
  rootFields: 20,
  /** Aliased fields of an operation, with fragments expanded. */
  aliases: 100,
  /** Tracking numbers and listed parcels over all root fields of a request. */
  numbers: 100,
  /** The estimated cost of a request: about 2 microseconds of the hub's time each. */
  cost: 100_000,
} as const;

/**
 * Why a request is refused. Clients branch on the code: write a smaller operation, ask for fewer numbers at a time, or
 * ask for less about them.
 */
export interface Refusal {
  readonly code: 'OPERATION_TOO_LARGE' | 'TOO_MANY_NUMBERS' | 'OPERATION_TOO_COSTLY' | 'RESERVED_NAME';
  readonly message: string;
}

/** Counts stop here, so that no sum can wrap around or lose precision. */
export const MOST = 1_000_000_000;

/** The sum of two counts. */
export function addCounts(one: number, other: number): number {
  return Math.min(one + other, MOST);
}

/** The product of two counts. */
export function multiplyCounts(one: number, other: number): number {
  return Math.min(one * other, MOST);
}

/** A count as people read it: `12,000`. */
export function writeCount(count: number): string {
  return count >= MOST ? `more than ${MOST.toLocaleString('en')}` : count.toLocaleString('en');
}
