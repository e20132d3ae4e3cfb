/**
 * How two parties stand at one time. Invariant: an agreement is in force from its first millisecond and no longer at its
 * last; while two of one pair would be, none is.
 */
import type { AgreementTerms } from '../agreement.ts';
import type { PairStanding } from '../decision.ts';

/** Whether an agreement with these bounds is in force. */
export function isInForce(from: number, until: number, now: number): boolean {
  return from <= now && now < until;
}

/** How a pair with these agreements stands. */
export function readStanding(pair: readonly AgreementTerms[], now: number): PairStanding {
  const current = pair.filter(({ from, until }) => isInForce(from, until, now));
  if (current.length === 1) return { state: 'IN_FORCE', agreement: current[0] ?? null };
  const [last] = pair.filter(({ until }) => until <= now).sort((one, other) => other.until - one.until);
  if (last !== undefined) return { state: 'EXPIRED', agreement: last };
  const [next] = pair.filter(({ from }) => from > now).sort((one, other) => one.from - other.from);
  if (next !== undefined) return { state: 'NOT_YET', agreement: next };
  return { state: 'NONE', agreement: null };
}
