/**
 * The derived fields of a parcel, worked out anew from what the caller may see of its legs. The rules are those that the
 * contract's `timeline.graphql` and the hub's README state; no code of the hub's is used.
 */

import type { DataObject } from './model.ts';
import type { Asked, LegView } from './readAnswer.ts';

/** What a derived field rests on: as the `@requires` of the contract list it. */
export type Inputs = Readonly<Record<string, readonly Asked[]>>;

interface SeenEvent {
  readonly view: LegView;
  readonly event: DataObject;
  readonly time: number;
  readonly position: number;
}

export interface State {
  readonly status: string | null;
  readonly substatus: string | null;
  readonly custody: string | null;
  readonly expiredAfterDays: number | null;
}

/** A leg with the inputs that the caller may see: what it is not given is null. */
export interface SeenLeg {
  readonly view: LegView;
  readonly seen: DataObject;
}

const SILENCE_DAYS = 30;
const DAY_MS = 86_400_000;
const NOTHING: State = { status: null, substatus: null, custody: null, expiredAfterDays: null };

/** The events of all legs, oldest first: without those that were corrected, and corrections that say "did not occur". */
export function listEvents(legs: readonly SeenLeg[]): readonly SeenEvent[] {
  const all = legs.flatMap(({ view, seen }, position) => {
    const events = ((seen['events'] ?? []) as (DataObject | null)[]).filter((event) => event !== null);
    const corrected = events.map((event) => (event['corrects'] as DataObject | null)?.['eventId'] ?? null);
    return events
      .filter((event) => event['id'] === null || !corrected.includes(event['id'] ?? null))
      .filter((event) => (event['corrects'] as DataObject | null)?.['reason'] !== 'DID_NOT_OCCUR')
      .map((event) => ({ view, event, position, time: Date.parse(String(event['occurredAt'])) }))
      .filter(({ time }) => !Number.isNaN(time));
  });
  const sequenceOf = ({ event }: SeenEvent) => Number(event['sequence'] ?? 0);
  return all.sort(
    (one, other) =>
      one.time - other.time || one.position - other.position || sequenceOf(one) - sequenceOf(other),
  );
}

/** Which statuses may follow a final one; undefined for a state that is not final. */
function followersOf({ status, substatus }: State): readonly string[] | undefined {
  if (status === 'DELIVERED') return ['DELIVERED', 'RETURNING', 'RETURNED'];
  if (status === 'RETURNED') return ['RETURNED'];
  if (substatus === 'EXCEPTION_LOST') return ['DELIVERED', 'RETURNING', 'RETURNED'];
  return substatus === 'EXCEPTION_DESTROYED' ? [] : undefined;
}

/** Where the parcel stands at `now`. */
export function deriveState(legs: readonly SeenLeg[], now: number): State {
  const events = listEvents(legs);
  let state = NOTHING;
  let holder: LegView | null = null;
  for (const { event, view } of events) {
    const status = event['status'] as string | null;
    if (status === null || followersOf(state)?.includes(status) === false) continue;
    // Announced to the next operator while another has it already: no news.
    if (holder !== null && status === 'REGISTERED') continue;
    const custody = (event['custody'] as string | null) ?? state.custody;
    if (holder !== null && holder !== view && status === 'ACCEPTED') {
      const handed = { status: 'IN_TRANSIT', substatus: 'IN_TRANSIT_HANDED_TO_OPERATOR' };
      state = { ...handed, custody, expiredAfterDays: null };
      continue;
    }
    if (holder === null && status !== 'REGISTERED' && status !== 'CANCELLED') holder = view;
    state = { status, substatus: event['substatus'] as string | null, custody, expiredAfterDays: null };
  }
  if (state.status === null) return stateOfLegs(legs);
  const last = events.at(-1);
  const isFinal = followersOf(state) !== undefined || state.status === 'CANCELLED';
  if (last === undefined || isFinal || now - last.time <= SILENCE_DAYS * DAY_MS) return state;
  return { ...state, status: 'EXPIRED', substatus: 'EXPIRED_SILENT', expiredAfterDays: SILENCE_DAYS };
}

/** Without events, what the last leg that says something says; nothing anywhere is no record. */
function stateOfLegs(legs: readonly SeenLeg[]): State {
  const last = legs.findLast(({ seen }) => seen['status'] !== null)?.seen;
  if (last !== undefined) {
    const [status, substatus, custody] = [last['status'], last['substatus'], last['custody']] as (
      | string
      | null
    )[];
    return { ...NOTHING, status: status ?? null, substatus: substatus ?? null, custody: custody ?? null };
  }
  const knowNothing = legs.every(({ view }) => {
    const mayAsk = view.judge(`${view.legType}.status`).kind === 'disclose';
    return (
      mayAsk &&
      view.implements(`${view.legType}.status`, []) &&
      !view.isFailing &&
      view.floor === null &&
      !view.hasFaultyStatus
    );
  });
  const isUnknown = legs.length > 0 && knowNothing;
  return isUnknown ? { ...NOTHING, status: 'UNKNOWN', substatus: 'UNKNOWN_NO_RECORD' } : NOTHING;
}

/** The newest estimate of any leg. */
export function chooseEstimate(legs: readonly SeenLeg[]): DataObject | null {
  let newest: { readonly estimate: DataObject; readonly time: number } | null = null;
  for (const { seen } of legs) {
    const estimate = (seen['estimate'] ?? null) as DataObject | null;
    if (estimate === null) continue;
    const time = Date.parse(String(estimate['asOf'])) || 0;
    if (newest === null || time >= newest.time) newest = { estimate, time };
  }
  return newest?.estimate ?? null;
}

/** The locker leg where the parcel waits, else the last in which it waited. */
export function choosePickup(legs: readonly SeenLeg[]): SeenLeg | null {
  const stored = legs.filter(
    ({ view, seen }) => view.legType === 'LockerLeg' && (seen['storedAt'] ?? null) !== null,
  );
  return stored.findLast(({ seen }) => seen['status'] === 'AVAILABLE_FOR_PICKUP') ?? stored.at(-1) ?? null;
}

/** How many legs answered, and whether all did. */
export function countAnswers(legs: readonly SeenLeg[]): {
  readonly legs: number;
  readonly complete: boolean;
} {
  const answered = legs.filter(
    ({ view, seen }) => seen['status'] !== null && (view.standIn ?? view).floor === null,
  ).length;
  return { legs: answered, complete: answered === legs.length };
}
