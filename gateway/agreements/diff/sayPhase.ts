/** Says in which states of a leg a field is granted. Invariant: it says the states, and not how clauses are written. */

import { DAY_MS } from '../phase.ts';
import type { LegStateAtZero } from './listLegStates.ts';

/** As `for good`, `until DELIVERED`: `granted` are places in `states`, as `listLegStates` orders them. */
export function sayPhase(states: readonly LegStateAtZero[], granted: ReadonlySet<number>): string {
  if (granted.has(0)) return 'for good';
  const ends = listMinimal(
    states
      .filter(({ finalAt }, place) => finalAt === null && place > 0 && !granted.has(place))
      .map(({ everReached }) => everReached),
  );
  const words = [...ends.map((statuses) => statuses.join(' and ')), 'any final status'];
  const days = countGraceDays(states, granted);
  return `until ${words.join(' or ')}${days === 0 ? '' : ` and ${days} days more`}`;
}

/** Those that contain no other. */
function listMinimal(subsets: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return subsets.filter(
    (subset) =>
      !subsets.some((other) => other !== subset && other.every((status) => subset.includes(status))),
  );
}

/** For how many days after the final status the field is granted: up to the first final state in which it is not. */
function countGraceDays(states: readonly LegStateAtZero[], granted: ReadonlySet<number>): number {
  const over = states.findIndex(
    ({ finalAt }, place) => finalAt !== null && finalAt <= 0 && !granted.has(place),
  );
  return -(states[over]?.finalAt ?? 0) / DAY_MS;
}
