/**
 * Builds a courier leg from an SF Express shipment. Pure; unknown opCodes leave an event without a status, and a leg's
 * status is that of its newest event that has one.
 */
import type { Address, CourierLeg, Estimate, Facility } from '../kit/contract.ts';
import { type BuiltEvent, orderEvents, validEvents } from '../kit/foldEvents.ts';
import { SF_CAUSES, SF_FACILITY_KINDS, SF_MEANINGS } from './mapping.ts';
import type { SfContact, SfRecord, SfRoute } from './native.ts';

/** A leg with SF's extension. */
export type SfLeg = CourierLeg & {
  readonly sfExpress_coldChain: {
    readonly minCelsius: number;
    readonly maxCelsius: number;
    readonly breached: boolean;
  } | null;
};

/** The leg that the shipment is. */
export function toLeg(record: SfRecord): SfLeg {
  const events = orderEvents(record.routes.map(toEvent));
  const valid = validEvents(events);
  const current = valid.findLast((event) => event.status);
  const { cargo, courier, pod, coldChain, forwardTo } = record;
  return {
    waybill: record.mailNo,
    status: current?.status ?? null,
    substatus: current?.substatus ?? null,
    custody: current?.custody ?? null,
    acceptedAt: valid.find((event) => event.status === 'ACCEPTED')?.occurredAt ?? null,
    coarsePlace: valid.at(-1)?.coarsePlace ?? null,
    events,
    recipient: {
      name: record.consignee.contact,
      phone: record.consignee.mobile,
      address: toAddress(record.consignee),
    },
    sender: {
      name: record.sender.contact,
      organisation: record.sender.company ?? null,
      phone: record.sender.mobile,
      address: toAddress(record.sender),
    },
    estimate: toEstimate(record.promise),
    proof: pod
      ? {
          kind: pod.type === 'PHOTO' ? 'PHOTO' : 'SIGNATURE',
          url: pod.url,
          signedBy: pod.signer,
          capturedAt: toIso(pod.time),
        }
      : null,
    goods: {
      description: cargo.name,
      weightGrams: Math.round(cargo.weight * 1000),
      pieces: cargo.count,
      declaredValue: toFen(cargo.declaredValue),
      cashOnDelivery: toFen(cargo.collection),
    },
    courier: courier ? { name: courier.name, phone: courier.mobile, staffNumber: courier.empNo } : null,
    handedTo: forwardTo ? { operatorCode: forwardTo.partner, waybill: forwardTo.number } : null,
    replaces: toOwnLeg(record.originalMailNo),
    replacedBy: toOwnLeg(record.newMailNo),
    sfExpress_coldChain: coldChain
      ? { minCelsius: coldChain.min, maxCelsius: coldChain.max, breached: coldChain.breached }
      : null,
  };
}

function toEvent(route: SfRoute, index: number): BuiltEvent {
  const { opCode, reasonCode, revises } = route;
  const refined = reasonCode === undefined ? undefined : SF_MEANINGS.get(`${opCode}/${reasonCode}`);
  const meaning = refined ?? SF_MEANINGS.get(opCode);
  const occurredAt = toIso(route.acceptTime, route.zone);
  const place = toFacility(route);
  return {
    id: `r${index + 1}`,
    sequence: index + 1,
    occurredAt,
    zoneKnown: true,
    recordedAt: route.uploadTime ? toIso(route.uploadTime, route.zone) : occurredAt,
    status: meaning?.status ?? null,
    substatus: meaning?.substatus ?? null,
    reason: meaning?.reason ?? null,
    custody: meaning?.custody ?? null,
    place,
    coarsePlace: { country: place.country ?? null, region: place.region ?? null, city: place.city ?? null },
    corrects: revises
      ? { eventId: `r${revises.row}`, reason: revises.how === 'VOID' ? 'DID_NOT_OCCUR' : 'INCORRECT_DATA' }
      : null,
    actionRequired: meaning?.actionRequired ?? false,
    text: route.remark,
    rawCode: opCode,
    rawText: route.remark,
  };
}

function toFacility(route: SfRoute): Facility {
  const [region = null, city = null, district = null] = route.acceptAddress.split(',');
  return {
    id: route.deptCode,
    name: route.deptName,
    kind: SF_FACILITY_KINDS[route.deptType] ?? 'OTHER',
    country: route.country ?? 'CN',
    region,
    city,
    district,
  };
}

function toAddress(contact: SfContact): Address {
  const [room = null, building = null, ...street] = contact.address.split(' ').reverse();
  return {
    country: contact.country,
    region: contact.province,
    city: contact.city,
    district: contact.county,
    postalCode: contact.postCode,
    street: street.reverse().join(' '),
    building,
    room,
  };
}

function toEstimate(promises: SfRecord['promise']): Estimate | null {
  const last = promises.at(-1);
  if (last === undefined) return null;
  const revisions = promises.map(({ from, to, madeAt, cause }, revision) => ({
    revision,
    from: toIso(from),
    to: toIso(to),
    asOf: toIso(madeAt),
    reason: cause === undefined ? null : (SF_CAUSES[cause] ?? 'OTHER'),
  }));
  const { reason: reviseReason = null, ...current } = revisions.at(-1) ?? {};
  return {
    source: last.by === 'ORDER' ? 'ORDER' : 'CARRIER',
    kind: 'RANGE',
    ...current,
    reviseReason,
    revisions,
  };
}

function toFen(yuan: number | undefined) {
  return yuan === undefined ? null : { minorUnits: Math.round(yuan * 100), currency: 'CNY' };
}

function toOwnLeg(waybill: string | undefined) {
  return waybill === undefined ? null : { operatorCode: 'sf-express', waybill };
}

/** SF's clock is China's unless the row says otherwise. */
function toIso(wallClock: string, zone = '+08:00'): string {
  return `${wallClock.slice(0, 10)}T${wallClock.slice(11)}${zone}`;
}
