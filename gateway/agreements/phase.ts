/**
 * How long a clause with `until:` goes on. Invariant: nothing is open while the state of a leg is not known, and a status
 * more that was reached opens nothing.
 */
import { DERIVED_STATUSES, FINAL_STATUSES } from '../../schema/privacy.ts';
import type { LegFacts } from './decision.ts';

/** The part of a leg's life in which a clause holds. Clauses that end alike have one value, within one table. */
export interface Phase {
  /** The status that ends it; null where any final status does, and that one only. */
  readonly status: string | null;
  /** For how many days after the leg became final it goes on. */
  readonly graceDays: number;
}

/** The statuses that operators can send, each with whether it is final. */
export type StatusBook = ReadonlyMap<string, boolean>;

/** In an agreement with more different ends than this all of them are over: their bits would not fit into a number. */
const MAX_PHASES = 52;

export const DAY_MS = 86_400_000;

/** Reads the values of `ParcelStatus`: those that the hub derives end nothing. */
export function readStatusBook(statuses: Iterable<string>): StatusBook {
  const sent = [...statuses].filter((status) => !DERIVED_STATUSES.has(status));
  return new Map(sent.map((status) => [status, FINAL_STATUSES.has(status)]));
}

/**
 * The phase that a clause's `until:` stands for; undefined for one that no operator's status could end. Every final status
 * ends a leg, so `until: RETURNED` says the same as `until: DELIVERED`. Days of grace count from the final status alone.
 */
export function toPhase(until: string, graceDays: number, statuses: StatusBook): Phase | undefined {
  const isFinal = statuses.get(until);
  if (isFinal === undefined || !Number.isInteger(graceDays) || graceDays < 0) return undefined;
  return isFinal ? { status: null, graceDays } : { status: until, graceDays: 0 };
}

/** The different ends of an agreement's clauses; none where there are too many to be kept. */
export function listPhases(clauses: Iterable<{ readonly phase: Phase | null }>): readonly Phase[] {
  const phases = new Set<Phase>();
  for (const { phase } of clauses) if (phase !== null) phases.add(phase);
  return phases.size > MAX_PHASES ? [] : [...phases];
}

/** Which of the phases a leg is in: a bit for each, in their order; see `isOpen`. */
export function readOpenPhases(
  phases: readonly Phase[],
  { everReached, finalAt }: Pick<LegFacts, 'everReached' | 'finalAt'>,
  statuses: StatusBook,
  now: number,
): number {
  if (phases.length === 0) return 0;
  if (everReached.length === 0 && finalAt === null) return 0;
  let isFinal = finalAt !== null;
  for (const status of everReached) {
    const ends = statuses.get(status);
    // A status that no operator can send says nothing that could be relied on: the state is not known.
    if (ends === undefined) return 0;
    if (ends) isFinal = true;
  }
  let open = 0;
  let bit = 1;
  for (const { status, graceDays } of phases) {
    const isEnded = isFinal || (status !== null && everReached.includes(status));
    if (!isEnded || (finalAt !== null && now < endOfGrace(finalAt, graceDays))) open += bit;
    bit *= 2;
  }
  return open;
}

/** When days of grace are over, exclusive. */
export function endOfGrace(finalAt: number, graceDays: number): number {
  return finalAt + graceDays * DAY_MS;
}

/** Whether the phase at that index is among those that `readOpenPhases` found open. */
export function isOpen(open: number, index: number): boolean {
  // No bit operators: they cut a number to 32 bits.
  return index >= 0 && Math.floor(open / 2 ** index) % 2 === 1;
}
