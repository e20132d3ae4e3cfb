/**
 * Decides what of operators' answers is new enough to be kept: values for the continuity floor, and the status, whoever sees it.
 * Invariants: an answer that says nothing new costs no write, but for one now and then that says it is still so; a status that was
 * not known to be reached is always kept.
 */
import { isDeepStrictEqual } from 'node:util';
import { type KnownValues, newestOf, timesOf } from '../../base/knownValues.ts';
import { isObject, readOwn } from '../../base/ownRecord.ts';
import type { LegNote } from '../../request/requestScope.ts';

type Values = Readonly<Record<string, unknown>>;

/** Writes what is kept of a leg; see `ContinuityKeeper`. */
export type KeepLeg = (leg: {
  readonly operator: string;
  readonly waybill: string;
  readonly parcel: string;
  readonly values?: Values;
  readonly reached: readonly string[];
  readonly asOf: number;
}) => void;

/** What of an answer can be kept. */
export interface Keepable {
  /** What the continuity floor may serve; undefined for nothing. */
  readonly values: Values | undefined;
  /** Undefined where none was asked, or none was answered. */
  readonly status: string | undefined;
}

/** After so long a value that is still the same is kept anew, for its time: milliseconds. */
const RENEWED_AFTER_MS = 10 * 60_000;

/** Takes what was read of an answer; `now` is the request's, in milliseconds since the epoch. */
export function createAnswerKeeper(keep: KeepLeg): (leg: LegNote, answer: Keepable, now: number) => void {
  return ({ operator, waybill, everReached, lastKnown }, { values, status }, now) => {
    if (lastKnown === undefined) return;
    const isNews = values !== undefined && saysNews(values, lastKnown, now);
    const isReached = status !== undefined && !everReached.includes(status);
    if (!isNews && !isReached) return;
    const reached = isReached ? [...everReached, status] : everReached;
    keep({ operator, waybill, parcel: lastKnown.parcel, reached, asOf: now, ...(isNews && { values }) });
  };
}

/** A request asks for some fields of an object, the next one for others: what it did not ask for is as it was. */
function saysNews(answered: Values, { values, times }: KnownValues, now: number): boolean {
  return Object.entries(answered).some(([name, value]) => {
    const before = readOwn(values, name);
    const at = timesOf(times, name);
    if (isObject(value) && isObject(before)) return saysNews(value, { values: before, times: at }, now);
    return now - newestOf(at) >= RENEWED_AFTER_MS || !isDeepStrictEqual(value, before);
  });
}
