/**
 * Lays a parcel's journey out on one time axis: a lane for each leg, its events, who held the parcel, and the stretches that were
 * withheld. Pure. Invariant: everything lies within the width; what is not known is drawn as not known, never left out.
 */

export interface JourneyEvent {
  readonly at: number;
  readonly status: string | null;
  readonly custody: string | null;
  readonly place: string | null;
}

export interface JourneyLeg {
  readonly id: string;
  readonly operator: string;
  readonly waybill: string;
  readonly status: string | null;
  readonly acceptedAt: number | null;
  /** Null where they are withheld or did not come. */
  readonly events: readonly JourneyEvent[] | null;
  /** Why events or the begin are not there: a code of the disclosure. */
  readonly withheld: string | null;
  /** Until when the recipient may collect it. */
  readonly deadline: number | null;
}

export interface LaneEvent extends JourneyEvent {
  readonly x: number;
}

export interface LaneStretch {
  readonly kind: 'custody' | 'known' | 'withheld' | 'deadline';
  readonly x: number;
  readonly width: number;
  /** With `custody`: who had it. */
  readonly custody: string | null;
}

export interface Lane {
  readonly leg: JourneyLeg;
  readonly y: number;
  readonly stretches: readonly LaneStretch[];
  readonly events: readonly LaneEvent[];
}

export interface TimelineLayout {
  readonly width: number;
  readonly height: number;
  readonly lanes: readonly Lane[];
  readonly ticks: readonly { readonly x: number; readonly at: number }[];
}

const LANE_HEIGHT = 76;
const AXIS_HEIGHT = 30;
const SIDE = 14;
const HOUR_MS = 3_600_000;
const TICK_WIDTH = 145;

export function layoutTimeline(legs: readonly JourneyLeg[], width: number): TimelineLayout {
  const times = legs.flatMap(listTimes);
  const first = times.length === 0 ? 0 : Math.min(...times);
  const last = Math.max(times.length === 0 ? 0 : Math.max(...times), first + HOUR_MS);
  const inner = Math.max(1, width - 2 * SIDE);
  const toX = (at: number) => SIDE + ((Math.min(Math.max(at, first), last) - first) / (last - first)) * inner;
  return {
    width,
    height: AXIS_HEIGHT + legs.length * LANE_HEIGHT,
    lanes: legs.map((leg, index) => ({
      leg,
      y: AXIS_HEIGHT + index * LANE_HEIGHT,
      ...layoutLeg(leg, { toX, begin: beginOf(legs, index, first), end: endOf(legs, index, last) }),
    })),
    ticks:
      times.length === 0 ? [] : layoutTicks(first, last, Math.max(2, Math.floor(inner / TICK_WIDTH)), toX),
  };
}

function listTimes({ acceptedAt, events, deadline }: JourneyLeg): readonly number[] {
  return [acceptedAt, deadline, ...(events ?? []).map(({ at }) => at)].filter((at) => at !== null);
}

interface Span {
  readonly toX: (at: number) => number;
  /** Where a withheld stretch begins and ends: between what is known of the legs around it. */
  readonly begin: number;
  readonly end: number;
}

function layoutLeg(leg: JourneyLeg, { toX, begin, end }: Span): Pick<Lane, 'stretches' | 'events'> {
  const events = [...(leg.events ?? [])].sort((one, other) => one.at - other.at);
  const known = events.map((event) => ({ ...event, x: toX(event.at) }));
  const times = [...(leg.acceptedAt === null ? [] : [leg.acceptedAt]), ...events.map(({ at }) => at)];
  const from = times.length === 0 ? undefined : Math.min(...times);
  const until = times.length === 0 ? undefined : Math.max(...times);
  const stretch = (kind: LaneStretch['kind'], one: number, other: number, custody: string | null = null) => ({
    kind,
    x: toX(one),
    width: Math.max(2, toX(other) - toX(one)),
    custody,
  });
  const stretches: LaneStretch[] = [];
  if (leg.withheld !== null)
    stretches.push(stretch('withheld', Math.min(begin, from ?? begin), Math.max(end, until ?? end)));
  if (from !== undefined && until !== undefined) stretches.push(stretch('known', from, until));
  stretches.push(
    ...events.flatMap((event, index) => {
      const next = events[index + 1];
      return event.custody === null || next === undefined
        ? []
        : [stretch('custody', event.at, next.at, event.custody)];
    }),
  );
  if (leg.deadline !== null && until !== undefined && leg.deadline > until) {
    stretches.push(stretch('deadline', until, leg.deadline));
  }
  return { stretches, events: known };
}

/** A leg of which nothing is known lies somewhere between its neighbours. */
function beginOf(legs: readonly JourneyLeg[], index: number, first: number): number {
  const before = legs.slice(0, index).flatMap(listTimes);
  const own = legs[index] === undefined ? [] : listTimes(legs[index]);
  return Math.min(...own, before.length === 0 ? first : Math.max(...before));
}

function endOf(legs: readonly JourneyLeg[], index: number, last: number): number {
  const after = legs.slice(index + 1).flatMap(listTimes);
  return after.length === 0 ? last : Math.min(...after, last);
}

function layoutTicks(first: number, last: number, count: number, toX: (at: number) => number) {
  return Array.from({ length: count }, (_, index) => {
    const at = first + ((last - first) * index) / (count - 1);
    return { at, x: toX(at) };
  });
}
