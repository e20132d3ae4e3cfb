/**
 * Builds a locker leg from an InPost parcel. Pure. The QR payload is InPost's own: the phone number and the opening code in
 * one text, so it is a contact and a secret at once.
 */
import type { Address, Facility, LockerLeg } from '../kit/contract.ts';
import { type BuiltEvent, orderEvents, validEvents } from '../kit/foldEvents.ts';
import { INPOST_CONSENTS, INPOST_MEANINGS, INPOST_SIZES } from './mapping.ts';
import type { InPostAddress, InPostDetail, InPostMachine, InPostRecord } from './native.ts';

/** The leg that the parcel is. */
export function toLeg(record: InPostRecord): LockerLeg {
  const { custom_attributes: attributes, receiver, open_code: code } = record;
  const station = toStation(attributes.target_machine_detail);
  // The newest detail comes first; a detail's place in the order of recording is counted from the end.
  const details = [...record.tracking_details].reverse();
  const events = orderEvents(details.map((detail, index) => toEvent(detail, index, station)));
  const current = validEvents(events).findLast((event) => event.status);
  return {
    waybill: record.tracking_number,
    status: current?.status ?? null,
    substatus: current?.substatus ?? null,
    custody: current?.custody ?? null,
    acceptedAt: findAcceptance(events),
    events,
    recipient: {
      name: `${receiver.first_name} ${receiver.last_name}`.trim(),
      phone: receiver.phone,
      address: receiver.address ? toAddress(receiver.address) : null,
    },
    station,
    compartment: { id: attributes.box, size: INPOST_SIZES[attributes.size] ?? null },
    storedAt: toIso(record.stored_at),
    deadline: toIso(record.extended_until ?? record.expiry_at),
    extendedUntil: toIso(record.extended_until),
    pickupCode: code ?? null,
    pickupQr: code === undefined ? null : `P|${receiver.phone}|${code}`,
    consentBasis: INPOST_CONSENTS[attributes.chosen_by] ?? 'NONE_RECORDED',
  };
}

function toEvent(detail: InPostDetail, index: number, station: Facility): BuiltEvent {
  const meaning = INPOST_MEANINGS.get(detail.status);
  const occurredAt = toIso(detail.datetime) ?? detail.datetime;
  const place = detail.agency === undefined ? station : toBranch(detail.agency, detail.agency_area ?? '');
  return {
    id: `${detail.status}-${index + 1}`,
    sequence: index + 1,
    occurredAt,
    zoneKnown: true,
    recordedAt: occurredAt,
    status: meaning?.status ?? null,
    substatus: meaning?.substatus ?? null,
    reason: meaning?.reason ?? null,
    custody: meaning?.custody ?? null,
    place,
    coarsePlace: { country: 'PL', region: place.region ?? null, city: place.city ?? null },
    corrects: null,
    actionRequired: meaning?.actionRequired ?? false,
    text: detail.comment,
    rawCode: detail.status,
    rawText: detail.comment,
  };
}

/** InPost takes a parcel at its first branch, whoever brought it there. */
function findAcceptance(events: readonly BuiltEvent[]): string | null {
  const taken = events.find(
    ({ status }) => status !== null && status !== 'REGISTERED' && status !== 'CANCELLED',
  );
  return taken?.occurredAt ?? null;
}

function toStation({ name, address, location }: InPostMachine): Facility {
  return {
    id: name,
    name: `Paczkomat ${name}`,
    kind: 'LOCKER',
    country: 'PL',
    region: address.province,
    city: address.city,
    district: address.district,
    postalCode: address.post_code,
    street: `${address.street} ${address.building_number}`,
    latitude: location.latitude,
    longitude: location.longitude,
  };
}

function toBranch(agency: string, area: string): Facility {
  const [city = null, region = null] = area.split(', ');
  const kind = agency.endsWith('S') ? 'SORTING_CENTER' : 'BRANCH';
  return { id: agency, name: `Oddział ${agency}`, kind, country: 'PL', region, city };
}

function toAddress(address: InPostAddress): Address {
  return {
    country: address.country_code,
    region: address.province,
    city: address.city,
    district: address.district,
    postalCode: address.post_code,
    street: address.street,
    building: address.building_number,
    room: address.flat,
  };
}

/** InPost writes milliseconds, which the contract does without. */
function toIso(time: string | undefined): string | null {
  return time === undefined ? null : time.replace(/\.\d+/, '');
}
