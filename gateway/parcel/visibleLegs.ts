/**
 * Turns what the store knows of legs into what one caller may see of them.
 * Invariants: a leg that no agreement makes visible is dropped here, before anything is listed, counted or sorted; only legs
 * that are listed are noted for the dispatcher.
 */
import { LEG_TYPES } from '../../schema/network.ts';
import type { LegFacts, LegPolicy, Relation } from '../agreements/decision.ts';
import type { NetworkOperator } from '../request/network.ts';
import type { LegNote, RequestScope } from '../request/requestScope.ts';
import type { LegRow } from '../store/directoryStore.ts';

/** A leg that exists for the caller. */
export interface JudgedLeg {
  readonly row: LegRow;
  readonly facts: LegFacts;
  readonly policy: LegPolicy;
}

/** A visible leg, as the `directory` graph lists it. */
export interface VisibleLeg {
  readonly row: LegRow;
  readonly note: LegNote;
}

/** What a decision rests on beside the leg. */
type DecisionScope = Pick<RequestScope, 'network' | 'caller' | 'now'>;

/** The visible ones of some legs. */
export function judgeLegs(rows: readonly LegRow[], scope: RequestScope): readonly JudgedLeg[] {
  return rows.flatMap((row) => {
    const facts = readFacts(row, scope);
    const policy = facts === undefined ? undefined : decide(facts, scope);
    return facts === undefined || policy?.isVisible !== true ? [] : [{ row, facts, policy }];
  });
}

/** Lists visible legs of one parcel, in the order of the journey: from now on the dispatcher may ask for them. */
export function listLegs(legs: readonly JudgedLeg[], { notes }: RequestScope): readonly VisibleLeg[] {
  return legs
    .toSorted((one, other) => one.row.seq - other.row.seq || (one.row.waybill < other.row.waybill ? -1 : 1))
    .map(({ row, facts, policy }) => {
      const note = notes.add({ ...facts, waybill: row.waybill, role: row.role, policy });
      return { row, note };
    });
}

/** How an operator's legs of a relation are decided while nothing is known of their state: what ends is withheld. */
export function decideForRelation(
  { code, role }: NetworkOperator,
  relation: Relation,
  scope: DecisionScope,
): LegPolicy {
  return decide({ operator: code, role, relation, acceptedAt: null, everReached: [], finalAt: null }, scope);
}

/** Whether the caller reads the status of a leg as it is. */
export function readsStatus(policy: LegPolicy, role: LegRow['role']): boolean {
  return policy.decide(`${LEG_TYPES[role]}.status`).kind === 'disclose';
}

/**
 * Whether the order of parcels may tell the time of a leg: when it was accepted, or while it is not, when it was last
 * announced. The first is `acceptedAt`, exactly; the second comes with the status. A masked time is not told.
 */
export function tellsTime(policy: LegPolicy, role: LegRow['role']): boolean {
  return readsStatus(policy, role) && policy.decide(`${LEG_TYPES[role]}.acceptedAt`).kind === 'disclose';
}

function decide(facts: LegFacts, { network, caller, now }: DecisionScope): LegPolicy {
  return network.agreements.decideLeg(caller, facts, now);
}

/** Undefined for a leg of an operator that is not on the network, or does something else there. */
function readFacts(row: LegRow, { network, caller }: RequestScope): LegFacts | undefined {
  if (network.operators.get(row.operator)?.role !== row.role) return undefined;
  return {
    operator: row.operator,
    role: row.role,
    relation: row.platform === caller.platform ? 'OWN' : 'FOREIGN',
    acceptedAt: row.accepted_at?.getTime() ?? null,
    everReached: row.ever_reached,
    finalAt: row.final_at?.getTime() ?? null,
  };
}
