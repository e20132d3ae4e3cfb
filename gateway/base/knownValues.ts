/**
 * Values of which each has a time of its own, and which of two is the newer.
 * Invariant: an older value never takes the place of a newer one, in whatever order they come; `merge_known` of the store says
 * the same.
 */
import { isObject, ownRecord, readOwn } from './ownRecord.ts';

/** As of when values are, in milliseconds since the epoch: one time for all of them, or times by field. */
export type KnownTimes = number | { readonly [field: string]: KnownTimes };

export interface KnownValues {
  readonly values: Readonly<Record<string, unknown>>;
  readonly times: KnownTimes;
}

/** Of each field the newer value, of one time the first one; an object that was answered in parts has the newer of each part. */
export function mergeKnown(
  one: KnownValues,
  other: KnownValues,
): { values: Record<string, unknown>; times: KnownTimes } {
  const values = ownRecord();
  const times: Record<string, KnownTimes> = Object.create(null);
  for (const name of Object.keys(one.values)) {
    values[name] = one.values[name];
    times[name] = timesOf(one.times, name);
  }
  for (const name of Object.keys(other.values)) {
    const [before, value] = [values[name], other.values[name]];
    const [beforeTimes, valueTimes] = [times[name], timesOf(other.times, name)];
    if (beforeTimes !== undefined && isObject(before) && isObject(value)) {
      const merged = mergeKnown({ values: before, times: beforeTimes }, { values: value, times: valueTimes });
      values[name] = merged.values;
      times[name] = merged.times;
    } else if (beforeTimes === undefined || newestOf(valueTimes) > newestOf(beforeTimes)) {
      values[name] = value;
      times[name] = valueTimes;
    }
  }
  return { values, times };
}

/** The times of one field. */
export function timesOf(times: KnownTimes, name: string): KnownTimes {
  return typeof times === 'number' ? times : ((readOwn(times, name) as KnownTimes | undefined) ?? 0);
}

export function newestOf(times: KnownTimes): number {
  return typeof times === 'number' ? times : Math.max(0, ...Object.values(times).map(newestOf));
}
