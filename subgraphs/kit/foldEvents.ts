/**
 * How the reference operators find where a leg stands: the newest event by the time it happened, taken-back ones left
 * out. Invariant: a late scan changes the past, never the present.
 */
import type { TrackingEvent } from './contract.ts';

/** An event as operators build it: its time is text with an offset. */
export type BuiltEvent = TrackingEvent & {
  readonly id: string;
  readonly occurredAt: string;
  readonly sequence: number;
};

/** Oldest first by the time of happening; events of one second in the order of recording. */
export function orderEvents(events: readonly BuiltEvent[]): readonly BuiltEvent[] {
  const timed = events.map((event) => ({ event, time: Date.parse(event.occurredAt) }));
  const isOrdered = timed.every(({ time, event }, index) => {
    const before = timed[index - 1];
    return (
      before === undefined ||
      before.time < time ||
      (before.time === time && before.event.sequence < event.sequence)
    );
  });
  if (isOrdered) return events;
  return timed
    .sort((one, other) => one.time - other.time || one.event.sequence - other.event.sequence)
    .map(({ event }) => event);
}

/** The ordered events without those that a later record takes back or puts right. */
export function validEvents(ordered: readonly BuiltEvent[]): readonly BuiltEvent[] {
  if (!ordered.some((event) => event.corrects)) return ordered;
  const corrected = new Set(ordered.map((event) => event.corrects?.eventId));
  return ordered.filter((event) => !corrected.has(event.id));
}
