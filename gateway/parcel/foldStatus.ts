/**
 * The status of a parcel: a fold over the merged events of its visible legs.
 * Invariant: a final status is left only by what really can follow it, so no late or skewed scan reopens a parcel.
 */
import type { MergedEvent } from './mergeEvents.ts';
import type { LegInput } from './timelineInputs.ts';

export interface ParcelState {
  readonly status: string | null;
  readonly substatus: string | null;
  readonly custody: string | null;
  /** Set when silence made the status `EXPIRED`: after how many days. */
  readonly expiredAfterDays: number | null;
}

/** Days without a scan after which no news is expected: what tracking services use for express parcels. */
export const EXPIRED_AFTER_DAYS = 30;

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * What may still follow a final status. `CANCELLED` is final for its leg only: a parcel goes on under a new waybill.
 * The keys are statuses, and sub-statuses where only these are final.
 */
const AFTER_FINAL: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['DELIVERED', new Set(['DELIVERED', 'RETURNING', 'RETURNED'])],
  ['RETURNED', new Set(['RETURNED'])],
  ['EXCEPTION_LOST', new Set(['DELIVERED', 'RETURNING', 'RETURNED'])],
  ['EXCEPTION_DESTROYED', new Set<string>()],
]);

/** Statuses of a leg whose operator has not taken the parcel. */
const BEFORE_ACCEPTANCE: ReadonlySet<string> = new Set(['REGISTERED', 'CANCELLED']);

const NOTHING: ParcelState = { status: null, substatus: null, custody: null, expiredAfterDays: null };

/** Folds events, oldest first, into the state at `now` (milliseconds since the epoch). */
export function foldStatus(
  events: readonly MergedEvent[],
  legs: readonly LegInput[],
  now: number,
): ParcelState {
  let state = NOTHING;
  let acceptedBy: LegInput | undefined;
  for (const { event, leg } of events) {
    const custody = event.custody ?? state.custody;
    if (event.status == null || !mayFollow(state, event.status)) continue;
    if (acceptedBy !== undefined && event.status === 'REGISTERED') continue;
    if (acceptedBy !== undefined && acceptedBy !== leg && event.status === 'ACCEPTED') {
      // The next operator of a journey accepts a parcel that is long under way.
      state = {
        ...state,
        status: 'IN_TRANSIT',
        substatus: 'IN_TRANSIT_HANDED_TO_OPERATOR',
        custody,
      };
      continue;
    }
    if (!BEFORE_ACCEPTANCE.has(event.status)) acceptedBy ??= leg;
    state = { status: event.status, substatus: event.substatus ?? null, custody, expiredAfterDays: null };
  }
  if (state.status === null) return readLegState(legs);
  return isSilent(state, events, now)
    ? {
        ...state,
        status: 'EXPIRED',
        substatus: 'EXPIRED_SILENT',
        expiredAfterDays: EXPIRED_AFTER_DAYS,
      }
    : state;
}

function mayFollow(state: ParcelState, status: string): boolean {
  const allowed = finalRuleOf(state);
  return allowed === undefined || allowed.has(status);
}

function finalRuleOf({ status, substatus }: ParcelState): ReadonlySet<string> | undefined {
  return AFTER_FINAL.get(status ?? '') ?? AFTER_FINAL.get(substatus ?? '');
}

/** Without events, what the last leg of the journey says of itself. */
function readLegState(legs: readonly LegInput[]): ParcelState {
  const leg = legs.findLast(({ status }) => status != null);
  if (leg === undefined) return NOTHING;
  return {
    status: leg.status ?? null,
    substatus: leg.substatus ?? null,
    custody: leg.custody ?? null,
    expiredAfterDays: null,
  };
}

function isSilent(state: ParcelState, events: readonly MergedEvent[], now: number): boolean {
  if (finalRuleOf(state) !== undefined || state.status === 'CANCELLED') return false;
  const last = events.at(-1);
  return last !== undefined && now - last.time > EXPIRED_AFTER_DAYS * DAY_MS;
}
