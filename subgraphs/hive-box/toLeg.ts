/**
 * Builds a locker leg from a Hive Box storage. Pure: deadlines and fees follow from the terms in the record, and "now" is
 * how far the record says billing has come.
 */
import type { Facility, LockerLeg, Money } from '../kit/contract.ts';
import { type BuiltEvent, orderEvents, validEvents } from '../kit/foldEvents.ts';
import { HIVE_CONSENTS, HIVE_MEANINGS, HIVE_SIZES } from './mapping.ts';
import type { HiveCabinet, HiveLog, HiveRecord } from './native.ts';
import { storageFeeFen } from './storageFee.ts';

const HOUR = 3_600_000;
const CHINA_OFFSET = 8 * HOUR;

/** The leg that the storage is. */
export function toLeg(record: HiveRecord): LockerLeg {
  const station = toStation(record.cabinet);
  const coarsePlace = { country: 'CN', region: record.cabinet.province, city: record.cabinet.city };
  const events = orderEvents(
    record.logs.map((log, index) => toEvent(log, index, { place: station, coarsePlace })),
  );
  const current = validEvents(events).findLast((event) => event.status);
  const storedAt = record.storeTime === undefined ? null : toIso(record.storeTime);
  const dropped = events.find((event) => event.rawCode === '127')?.occurredAt;
  const isWaiting = current?.status === 'AVAILABLE_FOR_PICKUP' && current.custody === 'LOCKER';
  const stored = storedAt === null ? null : Date.parse(storedAt);
  const freeUntil = stored === null ? null : stored + record.freeHours * HOUR;
  const keptUntil = record.keptUntil === undefined ? null : toIso(record.keptUntil);
  return {
    waybill: record.storageNo,
    status: current?.status ?? null,
    substatus: current?.substatus ?? null,
    custody: current?.custody ?? null,
    acceptedAt: storedAt ?? dropped ?? null,
    coarsePlace,
    events,
    // A cabinet knows whom to tell, not where they live.
    recipient: { name: record.receiver.name, phone: record.receiver.mobile, address: null },
    station,
    compartment: { id: record.box.no, size: HIVE_SIZES[record.box.size] ?? null },
    storedAt,
    deadline: keptUntil ?? (stored === null ? null : formatChina(stored + record.keepHours * HOUR)),
    extendedUntil: keptUntil,
    freeUntil: freeUntil === null ? null : formatChina(freeUntil),
    fee: isWaiting && freeUntil !== null ? toFee(freeUntil, record.billedUntil) : null,
    pickupCode: stored === null ? null : record.pickCode,
    pickupQr:
      stored === null ? null : `https://pick.hive-box.example/${record.cabinet.code}?code=${record.pickCode}`,
    consentBasis: HIVE_CONSENTS[record.consent] ?? null,
  };
}

function toEvent(
  log: HiveLog,
  index: number,
  where: { readonly place: Facility; readonly coarsePlace: NonNullable<BuiltEvent['coarsePlace']> },
): BuiltEvent {
  const meaning = HIVE_MEANINGS.get(log.op);
  const occurredAt = toIso(log.at);
  return {
    id: `${index + 1}`,
    sequence: index + 1,
    occurredAt,
    zoneKnown: true,
    // Cabinets are online: what they see is recorded as it happens.
    recordedAt: occurredAt,
    status: meaning?.status ?? null,
    substatus: meaning?.substatus ?? null,
    reason: meaning?.reason ?? null,
    custody: meaning?.custody ?? null,
    place: where.place,
    coarsePlace: where.coarsePlace,
    corrects: null,
    actionRequired: meaning?.actionRequired ?? false,
    text: log.note,
    rawCode: log.op,
    rawText: log.note,
  };
}

function toStation(cabinet: HiveCabinet): Facility {
  return {
    id: cabinet.code,
    name: cabinet.name,
    kind: 'LOCKER',
    country: 'CN',
    region: cabinet.province,
    city: cabinet.city,
    district: cabinet.district,
    postalCode: cabinet.zip,
    street: cabinet.street,
    latitude: cabinet.lat,
    longitude: cabinet.lng,
  };
}

function toFee(freeUntil: number, billedUntil: string): Money {
  return { minorUnits: storageFeeFen(freeUntil, Date.parse(toIso(billedUntil))), currency: 'CNY' };
}

function toIso(wallClock: string): string {
  return `${wallClock.slice(0, 10)}T${wallClock.slice(11)}+08:00`;
}

function formatChina(at: number): string {
  return `${new Date(at + CHINA_OFFSET).toISOString().slice(0, 19)}+08:00`;
}
