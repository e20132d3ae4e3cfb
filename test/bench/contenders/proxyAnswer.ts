/** The answers of the hand-written proxy, from what the directory and the operators said. */
import { foldStatus } from '../../../gateway/parcel/foldStatus.ts';
import { mergeEvents } from '../../../gateway/parcel/mergeEvents.ts';
import type { ParcelView } from '../../../gateway/parcel/parcelView.ts';
import type { EventInput, LegInput } from '../../../gateway/parcel/timelineInputs.ts';
import type { RequestScope } from '../../../gateway/request/requestScope.ts';

/** What an operator answers for a leg. */
export interface ProxyLeg {
  readonly status: string | null;
  readonly substatus: string | null;
  readonly custody?: string | null;
  readonly events: readonly ProxyEvent[] | null;
}

interface ProxyEvent extends EventInput {
  readonly coarsePlace?: { readonly city?: string | null } | null;
  readonly rawCode?: string | null;
}

/** What `plain` needs of a leg. */
export const PLAIN_FIELDS =
  '{ status substatus events { id occurredAt status substatus custody coarsePlace { city } rawCode } }';

/** What the other queries need: the inputs of the status and of the merged events as well. */
export const DERIVED_FIELDS =
  '{ status substatus custody events { id sequence occurredAt status substatus custody corrects { eventId reason } coarsePlace { city } rawCode } }';

/** The parcel as the queries ask for it. */
export function writeParcel(
  view: ParcelView,
  legs: ReadonlyMap<string, ProxyLeg>,
  scope: RequestScope,
  isDerived: boolean,
): object {
  const inputs: LegInput[] = [];
  const written = view.legs.map(({ row }) => {
    const { operator: code, waybill } = row;
    const leg = legs.get(`${code} ${waybill}`);
    const { status = null, substatus = null, events = null } = leg ?? {};
    if (isDerived) inputs.push({ __typename: '', operator: { code }, waybill, ...leg });
    const name = scope.network.operators.get(code)?.name ?? null;
    return { operator: { code, name }, waybill, status, substatus, events: events?.map(writeEvent) ?? null };
  });
  const plain = { trackingNumber: view.trackingNumber, legs: written };
  if (!isDerived) return plain;
  const merged = mergeEvents(inputs);
  const { status, substatus } = foldStatus(merged, inputs, scope.now);
  const events = merged.map(({ event, leg: { operator, waybill } }) => {
    const { id: _, ...written } = writeEvent(event);
    return { ...written, leg: { operator: { code: operator.code }, waybill } };
  });
  return { ...plain, status, substatus, events };
}

/** Every key is written, as GraphQL writes it: null where the operator said nothing. */
function writeEvent(event: ProxyEvent) {
  const {
    id = null,
    occurredAt = null,
    status = null,
    substatus = null,
    custody = null,
    coarsePlace,
    rawCode = null,
  } = event;
  const place = coarsePlace == null ? null : { city: coarsePlace.city ?? null };
  return { id, occurredAt, status, substatus, custody, coarsePlace: place, rawCode };
}
