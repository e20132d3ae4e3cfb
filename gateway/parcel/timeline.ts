/**
 * The hub's `timeline` graph: the derived fields of a parcel.
 * Invariant: it sees legs only as the dispatcher shaped them for this caller, so a derived field cannot leak an input.
 */
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { timelineSdl } from '../../schema/network.ts';
import { implementsField } from '../base/capabilities.ts';
import type { RequestScope } from '../request/requestScope.ts';
import { buildGraph } from './buildGraph.ts';
import { foldStatus, type ParcelState } from './foldStatus.ts';
import { type MergedEvent, mergeEvents } from './mergeEvents.ts';
import { readAsOf, writeAsOf } from './readAsOf.ts';
import type { LegInput, ParcelInput } from './timelineInputs.ts';

/** The executable schema of the `timeline` graph. */
export function createTimelineSchema(): GraphQLSchema {
  const events = remember((parcel) => mergeEvents(parcel.legs ?? []));
  const stateOf = (parcel: ParcelInput, scope: RequestScope): ParcelState => {
    const legs = parcel.legs ?? [];
    const state = foldStatus(events(parcel), legs, scope.now);
    return state.status === null && hasNoRecord(legs, scope)
      ? { ...state, status: 'UNKNOWN', substatus: 'UNKNOWN_NO_RECORD' }
      : state;
  };
  return buildGraph(timelineSdl(), {
    Parcel: {
      __resolveReference: (parcel: ParcelInput) => parcel,
      status: (parcel: ParcelInput, _: unknown, scope: RequestScope) => stateOf(parcel, scope).status,
      substatus: (parcel: ParcelInput, _: unknown, scope: RequestScope) => stateOf(parcel, scope).substatus,
      custody: (parcel: ParcelInput, _: unknown, scope: RequestScope) => stateOf(parcel, scope).custody,
      events: (parcel: ParcelInput, { last }: { last?: number | null }) =>
        takeLast(events(parcel), last).map(({ event, leg }) => ({ ...event, leg })),
      estimate: ({ legs }: ParcelInput) => chooseEstimate(legs ?? []),
      pickup: ({ legs }: ParcelInput) => choosePickup(legs ?? []),
      basis: (parcel: ParcelInput, _: unknown, scope: RequestScope) => ({
        ...countAnswers(parcel.legs ?? [], scope),
        // `basis` alone brings no events, so it cannot tell silence; see `expiredAfterDays` of the contract.
        expiredAfterDays: stateOf(parcel, scope).expiredAfterDays,
      }),
    },
    Leg: { __resolveType: ({ __typename }: LegInput) => __typename },
    CourierLeg: legResolvers,
    LockerLeg: legResolvers,
  });
}

const legResolvers = {
  __resolveReference: (leg: LegInput) => leg,
  asOf: ({ operator, waybill }: LegInput, _: unknown, scope: RequestScope) => {
    const note = scope.notes.get(operator.code, waybill);
    if (note?.lastKnown === undefined || !scope.lastKnown.has(note)) return null;
    return writeAsOf(readAsOf(note, note.lastKnown, scope));
  },
};

function remember<Value>(compute: (parcel: ParcelInput) => Value): (parcel: ParcelInput) => Value {
  const computed = new WeakMap<ParcelInput, Value>();
  return (parcel) => {
    const known = computed.get(parcel);
    if (known !== undefined) return known;
    const value = compute(parcel);
    computed.set(parcel, value);
    return value;
  };
}

/** True when every leg's operator could and might be asked for the status, answered, and knows nothing of the waybill. */
function hasNoRecord(
  legs: readonly LegInput[],
  { notes, failures, network: { operators } }: RequestScope,
): boolean {
  return (
    legs.length > 0 &&
    legs.every(({ __typename, operator: { code }, waybill, status }) => {
      const note = notes.get(code, waybill);
      if (status !== null || note === undefined || failures.touches(note)) return false;
      // Of the continuity floor nobody was asked: what is missing from it says nothing.
      if (note.policy.floor !== undefined) return false;
      const coordinate = `${__typename}.status`;
      const capabilities = operators.get(code)?.capabilities;
      const isProvided = capabilities !== undefined && implementsField(capabilities, coordinate);
      return isProvided && note.policy.decide(coordinate).kind === 'disclose';
    })
  );
}

function takeLast(events: readonly MergedEvent[], last: number | null | undefined): readonly MergedEvent[] {
  if (last == null) return events;
  if (last < 0) {
    throw new GraphQLError(`\`last\` is ${last}; it must be 0 or more`, {
      extensions: { code: 'BAD_USER_INPUT' },
    });
  }
  return last === 0 ? [] : events.slice(-last);
}

/** The newest estimate of any leg. */
function chooseEstimate(legs: readonly LegInput[]): object | null {
  let newest: { readonly estimate: object; readonly time: number } | undefined;
  for (const { estimate } of legs) {
    if (estimate == null) continue;
    const time = Date.parse(estimate.asOf ?? '') || 0;
    if (newest === undefined || time >= newest.time) newest = { estimate, time };
  }
  return newest?.estimate ?? null;
}

/** The locker leg where the parcel waits, else the last one in which it waited. */
function choosePickup(legs: readonly LegInput[]): object | null {
  const stored = legs.filter(({ __typename, storedAt }) => __typename === 'LockerLeg' && storedAt != null);
  const leg = stored.findLast(({ status }) => status === 'AVAILABLE_FOR_PICKUP') ?? stored.at(-1);
  return leg === undefined ? null : { ...leg, leg };
}

/** A leg that is served from last known values did not answer. */
function countAnswers(
  legs: readonly LegInput[],
  { notes, lastKnown }: RequestScope,
): { legs: number; complete: boolean } {
  const answered = legs.filter(({ operator, waybill, status }) => {
    const note = notes.get(operator.code, waybill);
    return status != null && !(note !== undefined && lastKnown.has(note));
  }).length;
  return { legs: answered, complete: answered === legs.length };
}
