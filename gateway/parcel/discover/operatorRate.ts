/**
 * How often each operator is probed, and when it is left alone. Time comes in as a parameter. Invariant: what is kept is bounded by
 * the number of operators on the network.
 */

export interface OperatorRate {
  /** Whether the operator may be asked now; if so, that counts. */
  take(operator: string, now: number): boolean;
  /** The operator did not answer: it is left alone for a while. */
  backOff(operator: string, now: number): void;
}

interface Bucket {
  tokens: number;
  filledAt: number;
  closedUntil: number;
}

/** `perSecond` probes in the long run, as many as `perSecond * 2` at once. */
export function createOperatorRate(perSecond: number, backOffMs: number): OperatorRate {
  const buckets = new Map<string, Bucket>();
  const bucketOf = (operator: string, now: number): Bucket => {
    const bucket = buckets.get(operator) ?? { tokens: perSecond * 2, filledAt: now, closedUntil: now };
    buckets.set(operator, bucket);
    return bucket;
  };
  return {
    take(operator, now) {
      const bucket = bucketOf(operator, now);
      const gained = (Math.max(0, now - bucket.filledAt) / 1_000) * perSecond;
      bucket.tokens = Math.min(perSecond * 2, bucket.tokens + gained);
      bucket.filledAt = now;
      if (bucket.tokens < 1 || now < bucket.closedUntil) return false;
      bucket.tokens -= 1;
      return true;
    },
    backOff(operator, now) {
      bucketOf(operator, now).closedUntil = now + backOffMs;
    },
  };
}
