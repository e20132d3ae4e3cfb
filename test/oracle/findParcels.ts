/** Which parcels and legs a caller finds, worked out from the list of all legs: the oracle's own directory. */
import { relationOf } from './judge.ts';
import type { CaseModel, LegModel } from './model.ts';
import type { LegView } from './readAnswer.ts';

/** A parcel as a caller sees it. */
export interface SeenParcel {
  /** What its legs have in common. */
  readonly key: string;
  readonly trackingNumber: string;
  /** The visible legs in the order of the journey. */
  readonly legs: readonly LegModel[];
}

/** How the caller may see a leg. */
type ViewOf = (leg: LegModel) => Pick<LegView, 'isVisible' | 'isReadInAnyState'>;

/** The hub's id of a parcel: opaque; the store's double gives this one. */
export function parcelIdOf(key: string): string {
  return `00000000-0000-8000-8000-00000000000${key.slice(1)}`;
}

export function orderedAt(leg: LegModel): number {
  return leg.acceptedAt ?? leg.updatedAt;
}

/** A tracking number without spaces and dashes, in capitals. */
export function spelled(number: string): string {
  return number.replace(/[\s-]/g, '').toUpperCase();
}

/**
 * The parcel of a number: through a visible leg of that number; of several, the one accepted last where the caller may know
 * that, then one of its own, then by operator.
 */
export function findParcel(
  { scenario, question }: CaseModel,
  number: string,
  operator: string | null | undefined,
  viewOf: ViewOf,
): SeenParcel | null {
  const isVisible = (leg: LegModel) => viewOf(leg).isVisible;
  const matches = scenario.legs
    .filter((leg) => spelled(leg.waybill) === spelled(number) && isVisible(leg))
    .filter((leg) => operator === null || operator === undefined || leg.operator === operator)
    .map((leg) => ({
      leg,
      time: tellsTime(viewOf(leg)) ? orderedAt(leg) : Number.MIN_SAFE_INTEGER,
      rank: relationOf(leg, question) === 'OWN' ? 0 : 1,
    }))
    .sort(
      (one, other) =>
        other.time - one.time || one.rank - other.rank || (one.leg.operator < other.leg.operator ? -1 : 1),
    );
  const match = matches[0]?.leg;
  if (match === undefined) return null;
  const legs = scenario.legs.filter((leg) => leg.parcel === match.parcel && isVisible(leg)).sort(byJourney);
  return { key: match.parcel, trackingNumber: spelled(number), legs };
}

/** A page of the parcels ordered through the caller's platform: those whose time it may know first, newest first. */
export function findOwn(
  { scenario, question }: CaseModel,
  args: Readonly<Record<string, unknown>>,
  viewOf: ViewOf,
): { readonly parcels: readonly SeenParcel[]; readonly hasNextPage: boolean } {
  const visible = scenario.legs.filter((leg) => viewOf(leg).isVisible);
  const listed = [...new Set(visible.map(({ parcel }) => parcel))].flatMap((key) => {
    const legs = visible.filter(({ parcel }) => parcel === key).sort(byJourney);
    const own = legs.filter((leg) => relationOf(leg, question) === 'OWN');
    const place = own.map((leg) => placeOf(leg, tellsTime(viewOf(leg)))).sort(comparePlaces)[0];
    const readable = legs.filter((leg) => viewOf(leg).isReadInAnyState('status'));
    return place === undefined || !isWanted(readable, args) ? [] : [{ key, legs, place }];
  });
  const sorted = listed.sort((one, other) => comparePlaces(one.place, other.place));
  const parcels = sorted.map(({ key, legs }) => ({ key, legs, trackingNumber: legs[0]?.waybill ?? '' }));
  const first = (args['first'] as number | null | undefined) ?? 20;
  return { parcels: parcels.slice(0, first), hasNextPage: parcels.length > first };
}

/** The time of a leg not yet accepted is that of its last announcement, which comes with the status. */
function tellsTime(view: ReturnType<ViewOf>): boolean {
  return view.isReadInAnyState('acceptedAt') && view.isReadInAnyState('status');
}

/** Filters see only what the caller could read: legs whose status is disclosed. */
function isWanted(readable: readonly LegModel[], args: Readonly<Record<string, unknown>>): boolean {
  const { status, updatedSince } = args;
  if (typeof status === 'string') {
    const [last] = readable.toSorted((one, other) => other.updatedAt - one.updatedAt || other.seq - one.seq);
    if (last?.status !== status) return false;
  }
  return (
    typeof updatedSince !== 'string' || readable.some((leg) => leg.updatedAt >= Date.parse(updatedSince))
  );
}

type Place = readonly [time: number, operator: string, waybill: string];

/** Where a leg puts its parcel in a list. */
function placeOf(leg: LegModel, isTimed: boolean): Place {
  return [isTimed ? orderedAt(leg) : Number.NEGATIVE_INFINITY, leg.operator, leg.waybill];
}

/** The newest first, then by operator and waybill, from the end of the alphabet. */
function comparePlaces(one: Place, other: Place): number {
  for (const [index, part] of one.entries()) {
    const against = other[index] as typeof part;
    if (part !== against) return part > against ? -1 : 1;
  }
  return 0;
}

function byJourney(one: LegModel, other: LegModel): number {
  return one.seq - other.seq || (one.waybill < other.waybill ? -1 : 1);
}
