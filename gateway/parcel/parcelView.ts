/** A parcel as the `directory` graph answers it, and how a number leads to one. */
import { normalizeNumber } from '../base/normalizeNumber.ts';
import type { RequestScope } from '../request/requestScope.ts';
import { decideForRelation, type JudgedLeg, listLegs, tellsTime, type VisibleLeg } from './visibleLegs.ts';

export interface ParcelView {
  readonly id: string;
  readonly trackingNumber: string;
  readonly legs: readonly VisibleLeg[];
}

/** One number that is asked for. */
export interface Lookup {
  /** Normalised. */
  readonly number: string;
  /** Whose number it is; undefined for anybody's. */
  readonly operator: string | undefined;
}

/**
 * The visible legs that a number can resolve through, the one that decides first: of several parcels the one accepted last,
 * where that may be told, then the caller's own. Invariant: a number resolves only through a visible leg of that number.
 */
export function findMatches(
  legs: readonly JudgedLeg[],
  { number, operator }: Lookup,
  scope: RequestScope,
): readonly JudgedLeg[] {
  const matches = legs.filter(
    ({ row }) => normalizeNumber(row.waybill) === number && (operator ?? row.operator) === row.operator,
  );
  if (matches.length < 2) return matches;
  const times = new Map(matches.map((leg) => [leg, timeOf(leg, scope)]));
  const isOwn = ({ facts }: JudgedLeg) => Number(facts.relation === 'OWN');
  return matches.toSorted(
    (one, other) =>
      (times.get(other) ?? 0) - (times.get(one) ?? 0) ||
      isOwn(other) - isOwn(one) ||
      (one.row.operator < other.row.operator ? -1 : 1),
  );
}

/** Finite where the time may not be told, so that two such legs are equal. */
function timeOf({ row, facts }: JudgedLeg, scope: RequestScope): number {
  const operator = scope.network.operators.get(row.operator);
  // As in lists: told where it is shared for good, since the announced state of a leg may be behind.
  const isTold = operator && tellsTime(decideForRelation(operator, facts.relation, scope), row.role);
  return isTold ? row.ordered_at.getTime() : Number.MIN_SAFE_INTEGER;
}

/** The parcel of one of these legs, with all of its visible ones. */
export function viewParcel(
  parcel: string,
  legs: readonly JudgedLeg[],
  trackingNumber: string | undefined,
  scope: RequestScope,
): ParcelView | null {
  const listed = listLegs(
    legs.filter(({ row }) => row.parcel === parcel),
    scope,
  );
  const [first] = listed;
  return first === undefined
    ? null
    : { id: parcel, trackingNumber: trackingNumber ?? first.row.waybill, legs: listed };
}
