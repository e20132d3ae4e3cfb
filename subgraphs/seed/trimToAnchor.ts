/**
 * Cuts a journey at the demo's now. Invariant: nothing an operator learns after the anchor is in the data, and no leg
 * points to one that has not begun.
 */
import type { Journey, TrueLeg } from './journey.ts';

/** The journey as known at the anchor; the legs are changed in place. */
export function trimToAnchor(journey: Journey, anchor: number): Journey {
  const { legs } = journey;
  for (const leg of legs) {
    keep(leg.happenings, ({ recordedAt }) => recordedAt <= anchor);
    keep(leg.forecasts, ({ asOf }) => asOf <= anchor);
    if (leg.stay?.extension && leg.stay.extension.at > anchor) leg.stay.extension = null;
  }
  keep(legs, ({ happenings }) => happenings.length > 0);
  const reachable = (leg: TrueLeg | null) => (leg !== null && legs.includes(leg) ? leg : null);
  for (const leg of legs) {
    const hasHandedOver = leg.happenings.some(({ kind }) => kind === 'handedOver' || kind === 'stored');
    leg.handedTo = hasHandedOver ? reachable(leg.handedTo) : null;
    leg.replaces = reachable(leg.replaces);
    leg.replacedBy = reachable(leg.replacedBy);
  }
  return journey;
}

function keep<Item>(items: Item[], wanted: (item: Item) => boolean): void {
  const kept = items.filter(wanted);
  items.splice(0, items.length, ...kept);
}
