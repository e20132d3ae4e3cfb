/**
 * Builds a courier leg from a China Post item. Pure. Events at offices abroad keep the offset of the office; what China
 * Post itself says (receipt of a message, expected days) is Beijing's.
 */
import type { Address, CourierLeg, Estimate, EventCorrection, Facility } from '../kit/contract.ts';
import { type BuiltEvent, orderEvents, validEvents } from '../kit/foldEvents.ts';
import { POST_CAUSES, POST_MEANINGS, POST_OFFICE_KINDS } from './mapping.ts';
import type { PostEvent, PostParty, PostRecord } from './native.ts';

/** The leg that the item is. */
export function toLeg(record: PostRecord): CourierLeg {
  const { declaration, deliveredBy, signature, onward, sender, addressee } = record;
  const events = orderEvents(record.events.map((event, index) => toEvent(event, index, record.events)));
  const valid = validEvents(events);
  const current = valid.findLast((event) => event.status);
  return {
    waybill: record.itemId,
    status: current?.status ?? null,
    substatus: current?.substatus ?? null,
    custody: current?.custody ?? null,
    acceptedAt: valid.find((event) => event.status === 'ACCEPTED')?.occurredAt ?? null,
    coarsePlace: valid.at(-1)?.coarsePlace ?? null,
    events,
    recipient: { name: addressee.name, phone: addressee.telephone, address: toAddress(addressee) },
    sender: {
      name: sender.name,
      organisation: sender.company ?? null,
      phone: sender.telephone,
      address: toAddress(sender),
    },
    estimate: toEstimate(record.expected),
    proof: signature
      ? {
          kind: 'SIGNATURE',
          url: null,
          signedBy: signature.by,
          capturedAt: toIso(signature.local, signature.offset),
        }
      : null,
    goods: {
      description: declaration.contents,
      weightGrams: declaration.grams,
      pieces: declaration.pieces,
      declaredValue: { minorUnits: declaration.value, currency: declaration.currency },
      cashOnDelivery: null,
    },
    courier: deliveredBy
      ? { name: deliveredBy.name, phone: deliveredBy.telephone, staffNumber: deliveredBy.id }
      : null,
    handedTo: onward ? { operatorCode: onward.operator, waybill: onward.item } : null,
    replaces: null,
    replacedBy: null,
  };
}

function toEvent(event: PostEvent, index: number, all: readonly PostEvent[]): BuiltEvent {
  const refined =
    event.reason === undefined ? undefined : POST_MEANINGS.get(`${event.event}/${event.reason}`);
  const meaning = refined ?? POST_MEANINGS.get(event.event);
  const occurredAt = toIso(event.local, event.offset);
  const place = toFacility(event);
  return {
    id: eventId(event, index),
    sequence: index + 1,
    occurredAt,
    zoneKnown: true,
    recordedAt: event.received === undefined ? occurredAt : toIso(event.received),
    status: meaning?.status ?? null,
    substatus: meaning?.substatus ?? null,
    reason: meaning?.reason ?? null,
    custody: meaning?.custody ?? null,
    place,
    coarsePlace: { country: place.country ?? null, region: place.region ?? null, city: place.city ?? null },
    corrects: toCorrection(event, all),
    actionRequired: meaning?.actionRequired ?? false,
    text: event.remark,
    rawCode: event.event,
    rawText: event.remark,
  };
}

function eventId({ office }: PostEvent, index: number): string {
  return `${office}-${index + 1}`;
}

function toCorrection({ cancels, replaces }: PostEvent, all: readonly PostEvent[]): EventCorrection | null {
  const number = cancels ?? replaces;
  const corrected = number === undefined ? undefined : all[number - 1];
  if (number === undefined || corrected === undefined) return null;
  return {
    eventId: eventId(corrected, number - 1),
    reason: cancels === undefined ? 'INCORRECT_DATA' : 'DID_NOT_OCCUR',
  };
}

function toFacility(event: PostEvent): Facility {
  const [region = null, city = null, district = null] = event.officeArea.split('/');
  return {
    id: event.office,
    name: event.officeName,
    kind: POST_OFFICE_KINDS[event.officeType] ?? 'OTHER',
    // The first two letters of an IMPC code are the country's.
    country: event.office.slice(0, 2),
    region,
    city,
    district,
  };
}

function toAddress(party: PostParty): Address {
  const [street, building, room] = party.lines;
  return {
    country: party.country,
    region: party.state,
    city: party.city,
    district: party.district,
    postalCode: party.postcode,
    street,
    building,
    room,
  };
}

function toEstimate(expected: PostRecord['expected']): Estimate | null {
  const last = expected.at(-1);
  if (last === undefined) return null;
  const revisions = expected.map(({ from, to, told, cause }, revision) => ({
    revision,
    from: toIso(from),
    to: toIso(to),
    asOf: toIso(told),
    reason: cause === undefined ? null : (POST_CAUSES[cause] ?? 'OTHER'),
  }));
  const { reason: reviseReason = null, ...current } = revisions.at(-1) ?? {};
  return {
    source: last.by === 'order' ? 'ORDER' : 'CARRIER',
    kind: 'RANGE',
    ...current,
    reviseReason,
    revisions,
  };
}

function toIso(local: string, offset = '+0800'): string {
  return `${local}${offset.slice(0, 3)}:${offset.slice(3)}`;
}
