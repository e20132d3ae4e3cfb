/**
 * Merges the events of a parcel's legs into one line of time.
 * Invariant: the order rests on when events occurred, never on when they arrived: a late scan takes its own place.
 */
import type { EventInput, LegInput } from './timelineInputs.ts';

/** An event with the leg in which it happened and when it occurred, in milliseconds since the epoch. */
export interface MergedEvent {
  readonly event: EventInput;
  readonly leg: LegInput;
  readonly time: number;
}

/**
 * The events of all legs, oldest first. Within a leg, events of one instant follow the operator's own sequence; between
 * legs, the order of the journey. Corrected events, and those without a time, are left out.
 */
export function mergeEvents(legs: readonly LegInput[]): readonly MergedEvent[] {
  const merged: (MergedEvent & { readonly position: number })[] = [];
  for (const [position, leg] of legs.entries()) {
    const events = (leg.events ?? []).filter((event) => event !== null);
    const corrected = new Set(events.map((event) => event.corrects?.eventId).filter((id) => id != null));
    for (const event of events) {
      const time = Date.parse(event.occurredAt ?? '');
      // A correction that says an event did not occur is no event itself.
      if (Number.isNaN(time) || event.corrects?.reason === 'DID_NOT_OCCUR') continue;
      if (event.id == null || !corrected.has(event.id)) merged.push({ event, leg, time, position });
    }
  }
  return merged.sort(
    (a, b) => a.time - b.time || a.position - b.position || (a.event.sequence ?? 0) - (b.event.sequence ?? 0),
  );
}
