/**
 * Turns what the store knows of legs into what one caller may see of them.
 * Invariant: a leg that no agreement makes visible is dropped here, before anything is listed, counted or sorted, and
 * only legs that pass here are noted for the dispatcher.
 */
import type { LegFacts, LegPolicy, Relation } from '../agreements/decision.ts';
import type { LegNote, RequestScope } from '../request/requestScope.ts';
import type { LegRow } from '../store/directoryStore.ts';

/** A visible leg, as the `directory` graph lists it. */
export interface VisibleLeg {
  readonly row: LegRow;
  readonly note: LegNote;
}

/** The visible ones of a parcel's legs, in the order of the journey. */
export function selectVisibleLegs(rows: readonly LegRow[], scope: RequestScope): readonly VisibleLeg[] {
  return rows
    .flatMap((row) => {
      const facts = readFacts(row, scope);
      const policy = facts === undefined ? undefined : decide(facts, scope);
      if (facts === undefined || policy?.isVisible !== true) return [];
      return [{ row, note: scope.notes.add({ ...facts, waybill: row.waybill, role: row.role, policy }) }];
    })
    .sort((a, b) => a.row.seq - b.row.seq || (a.row.waybill < b.row.waybill ? -1 : 1));
}

/** How a leg of an operator is decided for the caller's relation to it, before anything is known of the leg's state. */
export function decideForRelation(operator: string, relation: Relation, scope: RequestScope): LegPolicy {
  return decide({ operator, relation, acceptedAt: null, everReached: [], finalAt: null }, scope);
}

function decide(facts: LegFacts, { network, caller, now }: RequestScope): LegPolicy {
  return network.decideLeg(caller, facts, now);
}

/** Undefined for an operator that is not on the network. */
function readFacts(row: LegRow, { network, caller }: RequestScope): LegFacts | undefined {
  if (!network.operators.has(row.operator)) return undefined;
  return {
    operator: row.operator,
    relation: row.platform === caller.platform ? 'OWN' : 'FOREIGN',
    acceptedAt: row.accepted_at?.getTime() ?? null,
    everReached: row.ever_reached,
    finalAt: row.final_at?.getTime() ?? null,
  };
}
