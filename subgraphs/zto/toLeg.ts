/**
 * Builds a courier leg from a ZTO shipment. Pure. Kuaidi100's times carry no zone, so every event says `zoneKnown: false`
 * and China's offset is assumed.
 */
import type { Address, CourierLeg, Estimate, Facility } from '../kit/contract.ts';
import { type BuiltEvent, orderEvents, validEvents } from '../kit/foldEvents.ts';
import { ZTO_CAUSES, ZTO_MEANINGS } from './mapping.ts';
import type { ZtoContact, ZtoRecord, ZtoRow } from './native.ts';

/** The operators' codes on the network for Kuaidi100's company codes. */
const COMPANIES: Readonly<Record<string, string>> = {
  shunfeng: 'sf-express',
  ems: 'china-post',
  zhongtong: 'zto',
  fengchao: 'hive-box',
};

/** The leg that the shipment is. */
export function toLeg(record: ZtoRecord): CourierLeg {
  const { data, interCom, send, recv } = record;
  // The newest row comes first; a row's place in the order of recording is counted from the end.
  const rows = [...data].reverse();
  const events = orderEvents(rows.map(toEvent));
  const valid = validEvents(events);
  const current = valid.findLast((event) => event.status);
  return {
    waybill: record.nu,
    status: current?.status ?? null,
    substatus: current?.substatus ?? null,
    custody: current?.custody ?? null,
    acceptedAt: valid.find((event) => event.status === 'ACCEPTED')?.occurredAt ?? null,
    coarsePlace: valid.at(-1)?.coarsePlace ?? null,
    events,
    recipient: { name: recv.name, phone: recv.mobile, address: toAddress(recv) },
    sender: {
      name: send.name,
      organisation: send.company ?? null,
      phone: send.mobile,
      address: toAddress(send),
    },
    estimate: toEstimate(record.arrivals),
    handedTo: interCom
      ? { operatorCode: COMPANIES[interCom.com] ?? interCom.com, waybill: interCom.nu }
      : null,
    replaces: null,
    replacedBy: null,
  };
}

function toEvent(row: ZtoRow, index: number): BuiltEvent {
  const meaning = ZTO_MEANINGS.get(row.statusCode);
  const [region = null, city = null, district = null] = row.areaName.split(',');
  const place: Facility = {
    id: row.siteCode,
    name: row.siteName,
    kind: kindOf(row),
    country: 'CN',
    region,
    city,
    district,
  };
  return {
    id: `${row.statusCode}-${index + 1}`,
    sequence: index + 1,
    occurredAt: toIso(row.time ?? row.ftime),
    zoneKnown: false,
    recordedAt: toIso(row.ftime),
    status: meaning?.status ?? null,
    substatus: meaning?.substatus ?? null,
    reason: row.cause === undefined ? (meaning?.reason ?? null) : (ZTO_CAUSES[row.cause] ?? 'OTHER'),
    custody: meaning?.custody ?? null,
    place,
    coarsePlace: { country: 'CN', region, city },
    corrects: null,
    actionRequired: meaning?.actionRequired ?? false,
    text: row.context,
    rawCode: row.statusCode,
    rawText: row.context,
  };
}

/** Sites say what they are by the end of their code: ZTO's own habit. */
function kindOf({ siteCode }: ZtoRow): NonNullable<Facility['kind']> {
  if (siteCode.endsWith('Z')) return 'SORTING_CENTER';
  if (siteCode.endsWith('G')) return 'LOCKER';
  return siteCode.endsWith('W') ? 'BRANCH' : 'OTHER';
}

function toAddress(contact: ZtoContact): Address {
  const area = contact.area.split('/');
  const [country, region = null, city = null, district = null] = area.length === 4 ? area : ['CN', ...area];
  const [street = null, building = null, room = null] = contact.detail.split(',');
  return {
    country: country ?? null,
    region,
    city,
    district,
    postalCode: contact.zip,
    street,
    building,
    room,
  };
}

function toEstimate(arrivals: ZtoRecord['arrivals']): Estimate | null {
  const last = arrivals.at(-1);
  if (last === undefined) return null;
  const revisions = arrivals.map(({ arrivalTime, at, why }, revision) => ({
    revision,
    from: toIso(arrivalTime),
    to: toIso(arrivalTime),
    asOf: toIso(at),
    reason: why === undefined ? null : (ZTO_CAUSES[why] ?? 'OTHER'),
  }));
  const { reason: reviseReason = null, ...current } = revisions.at(-1) ?? {};
  return { source: 'CARRIER', kind: 'POINT', ...current, reviseReason, revisions };
}

function toIso(wallClock: string): string {
  return `${wallClock.slice(0, 10)}T${wallClock.slice(11)}+08:00`;
}
