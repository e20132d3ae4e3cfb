/**
 * Turns what the store knows of legs into what one caller may see of them.
 * Invariants: a leg that no agreement makes visible is dropped here, before anything is listed, counted or sorted; only legs
 * that are listed are noted for the dispatcher.
 */
import { LEG_TYPES } from '../../schema/network.ts';
import type { LegFacts, LegPolicy, ParcelFacts, Relation } from '../agreements/decision.ts';
import { groupBy } from '../base/groupBy.ts';
import type { NetworkOperator } from '../request/network.ts';
import type { LegNote, RequestScope } from '../request/requestScope.ts';
import type { LegRow } from '../store/directoryStore.ts';
import { readDoneAt, readLastKnown } from './readLastKnown.ts';

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

/** The visible ones of some legs, among which are all legs of their parcels, or the facts of these are given. */
export function judgeLegs(
  rows: readonly LegRow[],
  scope: RequestScope,
  parcels: ReadonlyMap<string, ParcelFacts> = readParcels(rows),
): readonly JudgedLeg[] {
  return rows.flatMap((row) => {
    const facts = readFacts(row, scope, parcels.get(row.parcel));
    const policy = facts === undefined ? undefined : decide(facts, scope);
    return facts === undefined || policy?.isVisible !== true ? [] : [{ row, facts, policy }];
  });
}

/** Lists visible legs of one parcel, in the order of the journey: from now on the dispatcher may ask for them. */
export function listLegs(legs: readonly JudgedLeg[], { notes }: RequestScope): readonly VisibleLeg[] {
  return legs
    .toSorted((one, other) => one.row.seq - other.row.seq || (one.row.waybill < other.row.waybill ? -1 : 1))
    .map(({ row, facts, policy }) => {
      const { waybill, role } = row;
      const note = notes.add({ ...facts, waybill, role, policy, lastKnown: readLastKnown(row) });
      return { row, note };
    });
}

/**
 * How an operator's legs of a relation are decided while nothing is known of their state: what ends is withheld. Where only the
 * continuity floor is served it is decided as for a parcel that is in it.
 */
export function decideForRelation(
  { code, role }: NetworkOperator,
  relation: Relation,
  scope: DecisionScope,
): LegPolicy {
  const parcel = { acceptedAt: Number.NEGATIVE_INFINITY, finalAt: null };
  return decide(
    { operator: code, role, relation, acceptedAt: null, everReached: [], finalAt: null, parcel },
    scope,
  );
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
function readFacts(
  row: LegRow,
  { network, caller }: RequestScope,
  parcel: ParcelFacts | undefined,
): LegFacts | undefined {
  if (network.operators.get(row.operator)?.role !== row.role) return undefined;
  return {
    operator: row.operator,
    role: row.role,
    relation: row.platform === caller.platform ? 'OWN' : 'FOREIGN',
    acceptedAt: row.accepted_at?.getTime() ?? null,
    everReached: readReached(row),
    finalAt: row.final_at?.getTime() ?? null,
    ...(parcel !== undefined && { parcel }),
  };
}

/**
 * Every status that the leg is known to have reached: what its operator answered counts whenever it did, announced or not. Where
 * nothing was announced its history is unknown, and what ends with a status stays withheld.
 */
function readReached({ ever_reached: reached, status: announced, continuity }: LegRow): readonly string[] {
  if (reached.length === 0) return reached;
  const news = [announced, continuity?.['status']].filter(
    (status): status is string => typeof status === 'string' && !reached.includes(status),
  );
  return news.length === 0 ? reached : [...new Set([...reached, ...news])];
}

/** What all legs of each parcel come to, hidden ones too: that a parcel moves is known to whoever ordered it. */
function readParcels(rows: readonly LegRow[]): ReadonlyMap<string, ParcelFacts> {
  const parcels = groupBy(rows, ({ parcel }) => parcel);
  return new Map(
    [...parcels].map(([parcel, legs]) => {
      const accepted = legs.flatMap(({ accepted_at: time }) => time?.getTime() ?? []);
      const final = legs.flatMap((leg) => readDoneAt(leg)?.getTime() ?? []);
      const facts = {
        acceptedAt: accepted.length === 0 ? null : Math.min(...accepted),
        finalAt: final.length === 0 ? null : Math.max(...final),
      };
      return [parcel, facts];
    }),
  );
}
