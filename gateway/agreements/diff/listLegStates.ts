/**
 * The states of a leg that clauses can tell apart: what two agreements do in each of them is all that they do.
 * Invariant: the first state is the one of which nothing is known, the second the one in which every phase is open; then come
 * the sets of statuses, see `SETS_BEGIN`.
 */
import type { Agreement } from '../agreement.ts';
import type { AgreementContract } from '../agreementContract.ts';
import type { LegFacts } from '../decision.ts';
import { endOfGrace, listPhases, readStatusBook } from '../phase.ts';
import { indexFields } from '../table/indexFields.ts';
import { createPhaseInterner } from '../table/internTerms.ts';

/** A state as it is at time 0. */
export type LegStateAtZero = Pick<LegFacts, 'everReached' | 'finalAt'>;

const UNKNOWN: LegStateAtZero = { everReached: [], finalAt: null };
/** Final in a moment: nothing has ended, whatever was reached. */
const OPEN: LegStateAtZero = { everReached: [], finalAt: 1 };

/** A set of statuses is so many places behind its bits: the first status is bit 1, both of the first two are 3. */
export const SETS_BEGIN = 1;

/** Every state that the clauses of these agreements tell apart. */
export function listLegStates(
  agreements: readonly Pick<Agreement, 'clauses'>[],
  contract: AgreementContract,
): readonly LegStateAtZero[] {
  const phaseOf = createPhaseInterner(readStatusBook(contract.statuses));
  const { places } = indexFields(contract);
  const phases = agreements.flatMap(({ clauses }) =>
    listPhases(
      // As the table does: clauses that are in force for no field of the contract do not count towards the most ends there are.
      clauses
        .filter(({ coordinate }) => places.has(coordinate))
        .map(({ until, graceDays }) => ({
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

/** Every subset but the empty one, by its bits. */
function listSubsets(statuses: readonly string[]): readonly (readonly string[])[] {
  const subsets: (readonly string[])[] = [];
  for (const status of statuses) {
    subsets.push([status], ...subsets.map((subset) => [...subset, status]));
  }
  return subsets;
}
