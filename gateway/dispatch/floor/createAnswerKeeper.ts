/**
 * Decides what of operators' answers is new enough to be kept for the continuity floor.
 * Invariant: an answer that says nothing new costs no write, but for one now and then that says it is still so.
 */
import { isDeepStrictEqual } from 'node:util';
import type { LegNote } from '../../request/requestScope.ts';

type Values = Readonly<Record<string, unknown>>;

/** Writes what is kept of a leg; see `ContinuityKeeper`. */
export type KeepLeg = (leg: {
  readonly operator: string;
  readonly waybill: string;
  readonly parcel: string;
  readonly values: Values;
  readonly asOf: number;
}) => void;

/** After so long a value that is still the same is kept anew, for its time: milliseconds. */
const RENEWED_AFTER_MS = 10 * 60_000;

/** Takes what was read of an answer; `now` is the request's, in milliseconds since the epoch. */
export function createAnswerKeeper(keep: KeepLeg): (leg: LegNote, values: Values, now: number) => void {
  return ({ operator, waybill, lastKnown }, values, now) => {
    if (lastKnown === undefined) return;
    const { parcel, values: known, asOf } = lastKnown;
    const merged = mergeValues(known, values);
    if (now - asOf < RENEWED_AFTER_MS && isDeepStrictEqual(known, merged)) return;
    keep({ operator, waybill, parcel, values: merged, asOf: now });
  };
}

/** A request asks for some fields of an object, the next one for others: what it did not ask for is as it was. */
function mergeValues(known: Values, added: Values): Values {
  const merged = Object.entries(added).map(([name, value]): [string, unknown] => {
    const before = known[name];
    return [name, isObject(value) && isObject(before) ? mergeValues(before, value) : value];
  });
  return { ...known, ...Object.fromEntries(merged) };
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
