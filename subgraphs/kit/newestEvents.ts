/**
 * Puts a leg's events in the order of the contract and applies `last`. Invariant: events answer oldest first by
 * `occurredAt`, however the author supplies them; the author's array is never changed.
 */
import { GraphQLError } from 'graphql';
import type { DateTime, TrackingEvent } from './contract.ts';

/**
 * The newest `last` events, oldest first; all of them when `last` is null. Events of one moment keep the operator's own
 * `sequence`, then the author's order. An event without a time counts as the oldest. Throws when `last` is negative.
 */
export function newestEvents(
  events: readonly TrackingEvent[],
  last: number | null | undefined,
): readonly TrackingEvent[] {
  const isLimited = last !== null && last !== undefined;
  if (isLimited && last < 0) {
    throw new GraphQLError(`\`last\` is the number of newest events wanted: 0 or more, not ${last}`, {
      extensions: { code: 'BAD_USER_INPUT' },
    });
  }
  const ordered = orderEvents(events);
  return isLimited && last < ordered.length ? ordered.slice(ordered.length - last) : ordered;
}

function orderEvents(events: readonly TrackingEvent[]): readonly TrackingEvent[] {
  const dated = events.map((event) => ({ event, time: timeOf(event?.occurredAt ?? event?.recordedAt) }));
  const isOrdered = dated.every((item, place) => {
    const previous = dated[place - 1];
    return previous === undefined || compare(previous, item) <= 0;
  });
  return isOrdered ? events : dated.sort(compare).map(({ event }) => event);
}

interface Dated {
  readonly event: TrackingEvent;
  /** Milliseconds since 1970, or minus infinity. */
  readonly time: number;
}

function compare(one: Dated, other: Dated): number {
  if (one.time !== other.time) return one.time < other.time ? -1 : 1;
  return (one.event?.sequence ?? 0) - (other.event?.sequence ?? 0);
}

function timeOf(moment: DateTime | null | undefined): number {
  if (moment === null || moment === undefined) return Number.NEGATIVE_INFINITY;
  const time = moment instanceof Date ? moment.getTime() : Date.parse(moment);
  return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time;
}
