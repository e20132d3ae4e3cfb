/**
 * UPU EMSEVT events in the network's words. `event/reason` rows refine an event. The two-digit reasons and the rows marked
 * `(own)` are China Post's own in this demo: EMSEVT has no event for a hand-over, a pickup point's kind or a loss.
 */

import { type CodeRow, readCodeTable } from '../kit/codeTable.ts';
import type { EventReason, FacilityKind } from '../kit/contract.ts';

// biome-ignore format: a table is read by its columns
export const POST_EVENTS: readonly CodeRow[] = [
  // event, status, substatus, custody, reason, act, the UPU's meaning
  ['ITMATT', 'REGISTERED',           'REGISTERED_LABEL_CREATED',               'SENDER',    null,         '',    'item attributes sent in advance'],
  ['PICKUP', 'REGISTERED',           'REGISTERED_AWAITING_COLLECTION',         'SENDER',    null,         '',    '(own) collection ordered'],
  ['EMA',    'ACCEPTED',             'ACCEPTED_BY_CARRIER',                    'OPERATOR',  null,         '',    'posting or collection'],
  ['EMA/20', 'ACCEPTED',             'ACCEPTED_BY_AGENT',                      'OPERATOR',  null,         '',    '(own reason) posted at an agent'],
  ['EMB',    'IN_TRANSIT',           'IN_TRANSIT_ARRIVED_FACILITY',            'OPERATOR',  null,         '',    'arrival at outward office of exchange'],
  ['EXA',    'IN_TRANSIT',           'IN_TRANSIT_CUSTOMS_PRESENTED',           'CUSTOMS',   null,         '',    'presented to export customs'],
  ['EXB',    'EXCEPTION',            'EXCEPTION_CUSTOMS',                      'CUSTOMS',   'AUTHORITY',  'act', 'held by export customs'],
  ['EXC',    'IN_TRANSIT',           'IN_TRANSIT_CUSTOMS_RELEASED',            'OPERATOR',  null,         '',    'returned from export customs'],
  ['EXD',    'EXCEPTION',            'EXCEPTION_DELAYED',                      'OPERATOR',  'PROCESSING', '',    'held at outward office of exchange'],
  ['EXX',    'CANCELLED',            null,                                     'SENDER',    null,         '',    'item cancelled'],
  ['EMC',    'IN_TRANSIT',           'IN_TRANSIT_LEFT_ORIGIN_COUNTRY',         'OPERATOR',  null,         '',    'departure from outward office of exchange'],
  ['EMJ',    'IN_TRANSIT',           'IN_TRANSIT_ARRIVED_FACILITY',            'OPERATOR',  null,         '',    'arrival at transit office of exchange'],
  ['EMK',    'IN_TRANSIT',           'IN_TRANSIT_DEPARTED_FACILITY',           'OPERATOR',  null,         '',    'departure from transit office of exchange'],
  ['EMD',    'IN_TRANSIT',           'IN_TRANSIT_ARRIVED_DESTINATION_COUNTRY', 'OPERATOR',  null,         '',    'arrival at inward office of exchange'],
  ['EDA',    'EXCEPTION',            'EXCEPTION_DELAYED',                      'OPERATOR',  'PROCESSING', '',    'held at inward office of exchange'],
  ['EDA/51', 'EXCEPTION',            'EXCEPTION_DELAYED',                      'OPERATOR',  'WEATHER',    '',    '(own reason) bad weather'],
  ['EDA/52', 'EXCEPTION',            'EXCEPTION_DELAYED',                      'OPERATOR',  'FLIGHT',     '',    '(own reason) flight cancelled'],
  ['EDB',    'IN_TRANSIT',           'IN_TRANSIT_CUSTOMS_PRESENTED',           'CUSTOMS',   null,         '',    'presented to import customs'],
  ['EME',    'EXCEPTION',            'EXCEPTION_CUSTOMS',                      'CUSTOMS',   'AUTHORITY',  'act', 'held by import customs'],
  ['EME/43', 'IN_TRANSIT',           'IN_TRANSIT_CUSTOMS_NEEDS_INFO',          'CUSTOMS',   'AUTHORITY',  'act', '(own reason) held: invoice missing'],
  ['EDC',    'IN_TRANSIT',           'IN_TRANSIT_CUSTOMS_RELEASED',            'OPERATOR',  null,         '',    'returned from import customs'],
  ['EDD',    'IN_TRANSIT',           'IN_TRANSIT_ARRIVED_FACILITY',            'OPERATOR',  null,         '',    'into sorting centre'],
  ['EDE',    'IN_TRANSIT',           'IN_TRANSIT_DEPARTED_FACILITY',           'OPERATOR',  null,         '',    'out of sorting centre'],
  ['EMF',    'IN_TRANSIT',           'IN_TRANSIT_DESTINATION_CITY',            'OPERATOR',  null,         '',    'departure from inward office of exchange'],
  ['EMG',    'IN_TRANSIT',           'IN_TRANSIT_DESTINATION_CITY',            'OPERATOR',  null,         '',    'arrival at delivery office'],
  ['ONWARD', 'IN_TRANSIT',           'IN_TRANSIT_HANDED_TO_OPERATOR',          'OPERATOR',  null,         '',    '(own) handed to another operator'],
  ['REDIR',  'IN_TRANSIT',           'IN_TRANSIT_REDIRECTED',                  'OPERATOR',  null,         '',    '(own) sent on to another address'],
  ['EDF',    'AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_TEMPORARY',         'STATION',   null,         '',    'held at delivery depot'],
  ['EDG',    'OUT_FOR_DELIVERY',     'OUT_FOR_DELIVERY_COURIER',               'OPERATOR',  null,         '',    'out for physical delivery'],
  ['EDG/30', 'OUT_FOR_DELIVERY',     'OUT_FOR_DELIVERY_TO_PICKUP_POINT',       'OPERATOR',  null,         '',    '(own reason) to a pickup point'],
  ['EDH',    'AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_STATION',           'STATION',   null,         '',    'arrival at collection point'],
  ['EDH/30', 'AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_LOCKER',            'LOCKER',    null,         '',    '(own reason) in a parcel locker'],
  ['EMH',    'DELIVERY_FAILED',      'DELIVERY_FAILED_NOBODY',                 'OPERATOR',  'CUSTOMER',   'act', 'unsuccessful delivery'],
  ['EMH/10', 'DELIVERY_FAILED',      'DELIVERY_FAILED_ADDRESS',                'OPERATOR',  'CUSTOMER',   'act', '(own reason) address incomplete'],
  ['EMH/11', 'DELIVERY_FAILED',      'DELIVERY_FAILED_NOBODY',                 'OPERATOR',  'CUSTOMER',   'act', '(own reason) addressee absent'],
  ['EMH/12', 'DELIVERY_FAILED',      'DELIVERY_FAILED_CLOSED',                 'OPERATOR',  'CUSTOMER',   'act', '(own reason) premises closed'],
  ['EMH/13', 'DELIVERY_FAILED',      'DELIVERY_FAILED_REFUSED',                'OPERATOR',  'CUSTOMER',   'act', '(own reason) refused'],
  ['EMH/14', 'DELIVERY_FAILED',      'DELIVERY_FAILED_FEES_OR_SECURITY',       'OPERATOR',  'CUSTOMER',   'act', '(own reason) duties unpaid'],
  ['EMI',    'DELIVERED',            'DELIVERED_TO_RECIPIENT',                 'RECIPIENT', null,         '',    'final delivery'],
  ['EMI/21', 'DELIVERED',            'DELIVERED_TO_PROXY',                     'RECIPIENT', null,         '',    '(own reason) delivered to a proxy'],
  ['EMI/30', 'DELIVERED',            'DELIVERED_COLLECTED',                    'RECIPIENT', null,         '',    '(own reason) collected'],
  ['EDX',    'RETURNING',            null,                                     'OPERATOR',  null,         '',    'import terminated: goes back'],
  ['EDX/90', 'RETURNED',             null,                                     'SENDER',    null,         '',    '(own reason) back with the sender'],
  ['CN24/1', 'EXCEPTION',            'EXCEPTION_LOST',                         'OPERATOR',  'PROCESSING', '',    'report on loss'],
  ['CN24/2', 'EXCEPTION',            'EXCEPTION_DAMAGED',                      'OPERATOR',  'PROCESSING', '',    'report on damage'],
  ['CN24/3', 'EXCEPTION',            'EXCEPTION_DESTROYED',                    'OPERATOR',  'OTHER',      '',    'report on destruction'],
  ['CN24',   'EXCEPTION',            'EXCEPTION_OTHER',                        'OPERATOR',  'OTHER',      '',    'report on an irregularity'],
];

/** What an event, or an event with a reason, means. */
export const POST_MEANINGS = readCodeTable(POST_EVENTS);

/** China Post's kinds of offices. */
export const POST_OFFICE_KINDS: Readonly<Record<string, FacilityKind>> = {
  T: 'SORTING_CENTER',
  D: 'BRANCH',
  C: 'CUSTOMS',
  A: 'PORT',
  K: 'LOCKER',
  P: 'STATION',
};

/** Why an expected day was changed. */
export const POST_CAUSES: Readonly<Record<string, EventReason>> = {
  weather: 'WEATHER',
  flight: 'FLIGHT',
  processing: 'PROCESSING',
  customer: 'CUSTOMER',
  customs: 'AUTHORITY',
  other: 'OTHER',
};
