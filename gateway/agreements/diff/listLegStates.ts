/**
 * The states of a leg that clauses can tell apart: what two agreements do in each of them is all that they do.
 * Invariant: the first state is the one of which nothing is known, the second the one in which every phase is open.
 */
import type { Agreement } from '../agreement.ts';
import type { LegFacts } from '../decision.ts';
import { endOfGrace, listPhases, type StatusBook } from '../phase.ts';
import { createPhaseInterner } from '../table/internTerms.ts';

/** A state as it is at time 0. */
export type LegStateAtZero = Pick<LegFacts, 'everReached' | 'finalAt'>;

const UNKNOWN: LegStateAtZero = { everReached: [], finalAt: null };
/** Final in a moment: nothing has ended, whatever was reached. */
const OPEN: LegStateAtZero = { everReached: [], finalAt: 1 };

/** Every state that the clauses of these agreements tell apart. */
export function listLegStates(
  agreements: readonly Pick<Agreement, 'clauses'>[],
  known: StatusBook,
): readonly LegStateAtZero[] {
  const phaseOf = createPhaseInterner(known);
  const phases = agreements.flatMap(({ clauses }) =>
    listPhases(
      clauses.map(({ until, graceDays }) => ({
        phase: until === null ? null : (phaseOf(until, graceDays) ?? null),
      })),
    ),
  );
  const statuses = [...new Set(phases.flatMap(({ status }) => status ?? []))].sort();
  const graces = [...new Set([0, ...phases.map(({ graceDays }) => graceDays)])].sort(
    (one, other) => one - other,
  );
  return [
    UNKNOWN,
    OPEN,
    ...listSubsets(statuses).map((everReached) => ({ everReached, finalAt: null })),
    // As many days after the final status as one of the graces has: at that moment it is over, and longer ones run.
    ...graces.map((days) => ({ everReached: [], finalAt: -endOfGrace(0, days) })),
  ];
}

/** Every subset but the empty one. */
function listSubsets(statuses: readonly string[]): readonly (readonly string[])[] {
  const subsets: (readonly string[])[] = [];
  for (const status of statuses) {
    subsets.push([status], ...subsets.map((subset) => [...subset, status]));
  }
  return subsets;
}
