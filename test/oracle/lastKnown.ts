/** The oracle's own last known values of a leg: what was announced and what was kept of answers, the newer over the older. */
import type { DataObject, LegModel } from './model.ts';

export interface LastKnownModel {
  readonly values: DataObject;
  /** Milliseconds since the epoch: none of the values is older than it says. */
  readonly asOf: number;
}

/** When a leg was done, as it was announced or last answered. */
export function doneAtOf({ finalAt, updatedAt, known }: LegModel): number | null {
  if (finalAt !== null) return finalAt;
  const isAnswered = known !== null && known.at >= updatedAt;
  return isAnswered && ['DELIVERED', 'RETURNED', 'CANCELLED'].includes(String(known.values['status']))
    ? known.at
    : null;
}

export function lastKnownOf({ status, updatedAt, known }: LegModel): LastKnownModel {
  const announced = { status, substatus: null };
  if (known === null) return { values: announced, asOf: updatedAt };
  const isKeptNewer = known.at >= updatedAt;
  const values = isKeptNewer ? { ...announced, ...known.values } : { ...known.values, ...announced };
  // The time of an announcement stands where its status is among the values; else all of them are of the time they were kept.
  const isAllKept = isKeptNewer && 'status' in known.values;
  return { values, asOf: isAllKept ? known.at : Math.min(updatedAt, known.at) };
}
