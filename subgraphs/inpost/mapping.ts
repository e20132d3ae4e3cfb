/**
 * InPost's ShipX statuses in the network's words. A delivery here ends in a locker, so `out_for_delivery` is the way to a
 * pickup point and `delivered` means collected; the `_to_address` variants belong to InPost's courier service.
 */

import { type CodeRow, readCodeTable } from '../kit/codeTable.ts';
import type { CompartmentSize, ConsentBasis } from '../kit/contract.ts';

// biome-ignore format: a table is read by its columns
export const INPOST_STATUSES: readonly CodeRow[] = [
  // status, status, substatus, custody, reason, act, InPost's meaning
  ['created',                                         'REGISTERED',           'REGISTERED_LABEL_CREATED',                'SENDER',    null,         '',    'shipment created'],
  ['offers_prepared',                                 'REGISTERED',           'REGISTERED_LABEL_CREATED',                'SENDER',    null,         '',    'offers prepared'],
  ['offer_selected',                                  'REGISTERED',           'REGISTERED_LABEL_CREATED',                'SENDER',    null,         '',    'offer selected'],
  ['confirmed',                                       'REGISTERED',           'REGISTERED_LABEL_CREATED',                'SENDER',    null,         '',    'prepared by the sender'],
  ['dispatched_by_sender',                            'REGISTERED',           'REGISTERED_DROPPED_IN_LOCKER',            'LOCKER',    null,         '',    'left in a locker by the sender'],
  ['dispatched_by_sender_to_pok',                     'ACCEPTED',             'ACCEPTED_BY_AGENT',                       'OPERATOR',  null,         '',    'left at a service point'],
  ['collected_from_sender',                           'ACCEPTED',             'ACCEPTED_BY_CARRIER',                     'OPERATOR',  null,         '',    'collected from the sender'],
  ['taken_by_courier',                                'ACCEPTED',             'ACCEPTED_BY_CARRIER',                     'OPERATOR',  null,         '',    'taken out of the locker by the courier'],
  ['taken_by_courier_from_pok',                       'ACCEPTED',             'ACCEPTED_BY_AGENT',                       'OPERATOR',  null,         '',    'taken from the service point'],
  ['adopted_at_source_branch',                        'IN_TRANSIT',           'IN_TRANSIT_ARRIVED_FACILITY',             'OPERATOR',  null,         '',    'at the branch of origin'],
  ['sent_from_source_branch',                         'IN_TRANSIT',           'IN_TRANSIT_DEPARTED_FACILITY',            'OPERATOR',  null,         '',    'left the branch of origin'],
  ['adopted_at_sorting_center',                       'IN_TRANSIT',           'IN_TRANSIT_ARRIVED_FACILITY',             'OPERATOR',  null,         '',    'at a sorting centre'],
  ['sent_from_sorting_center',                        'IN_TRANSIT',           'IN_TRANSIT_DEPARTED_FACILITY',            'OPERATOR',  null,         '',    'left a sorting centre'],
  ['adopted_at_target_branch',                        'IN_TRANSIT',           'IN_TRANSIT_DESTINATION_CITY',             'OPERATOR',  null,         '',    'at the branch of destination'],
  ['redirect_to_box',                                 'IN_TRANSIT',           'IN_TRANSIT_REDIRECTED',                   'OPERATOR',  null,         '',    'sent to another locker'],
  ['canceled_redirect_to_box',                        'IN_TRANSIT',           'IN_TRANSIT_MOVING',                       'OPERATOR',  null,         '',    'redirection withdrawn'],
  ['readdressed',                                     'IN_TRANSIT',           'IN_TRANSIT_REDIRECTED',                   'OPERATOR',  null,         '',    'sent to another address'],
  ['out_for_delivery',                                'OUT_FOR_DELIVERY',     'OUT_FOR_DELIVERY_TO_PICKUP_POINT',        'OPERATOR',  null,         '',    'with the courier, to a locker'],
  ['out_for_delivery_to_address',                     'OUT_FOR_DELIVERY',     'OUT_FOR_DELIVERY_COURIER',                'OPERATOR',  null,         '',    'with the courier, to an address'],
  ['ready_to_pickup',                                 'AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_LOCKER',             'LOCKER',    null,         '',    'in the locker'],
  ['ready_to_pickup_from_pok',                        'AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_STATION',            'STATION',   null,         '',    'at a service point'],
  ['ready_to_pickup_from_pok_registered',             'AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_STATION',            'STATION',   null,         '',    'at a service point, registered'],
  ['ready_to_pickup_from_branch',                     'AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_STATION',            'STATION',   null,         '',    'at the branch'],
  ['stack_in_box_machine',                            'AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_TEMPORARY',          'LOCKER',    null,         '',    'in another locker for the time being'],
  ['stack_in_customer_service_point',                 'AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_TEMPORARY',          'STATION',   null,         '',    'at a service point for the time being'],
  ['unstack_from_box_machine',                        'AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_REMOVED_BY_COURIER', 'OPERATOR',  null,         '',    'taken out of the temporary locker'],
  ['unstack_from_customer_service_point',             'AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_REMOVED_BY_COURIER', 'OPERATOR',  null,         '',    'taken from the temporary service point'],
  ['taken_by_courier_from_customer_service_point',    'AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_REMOVED_BY_COURIER', 'OPERATOR',  null,         '',    'courier took it from the service point'],
  ['pickup_reminder_sent',                            'AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_REMINDED',           'LOCKER',    null,         '',    'reminder sent'],
  ['pickup_reminder_sent_address',                    'AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_REMINDED',           'STATION',   null,         '',    'reminder sent for a branch'],
  ['pickup_time_expired',                             'AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_OVERDUE',            'LOCKER',    'CUSTOMER',   'act', 'pickup time has run out'],
  ['stack_parcel_pickup_time_expired',                'AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_OVERDUE',            'STATION',   'CUSTOMER',   'act', 'pickup time at the temporary point has run out'],
  ['stack_parcel_in_box_machine_pickup_time_expired', 'AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_OVERDUE',            'LOCKER',    'CUSTOMER',   'act', 'pickup time in the temporary locker has run out'],
  ['avizo',                                           'AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_OVERDUE',            'STATION',   'CUSTOMER',   'act', 'notice left, parcel back at the branch'],
  ['courier_avizo_in_customer_service_point',         'AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_OVERDUE',            'STATION',   'CUSTOMER',   'act', 'notice left, parcel at a service point'],
  ['delivered',                                       'DELIVERED',            'DELIVERED_COLLECTED',                     'RECIPIENT', null,         '',    'collected'],
  ['undelivered',                                     'DELIVERY_FAILED',      'DELIVERY_FAILED_NOBODY',                  'OPERATOR',  'CUSTOMER',   'act', 'not delivered'],
  ['undelivered_wrong_address',                       'DELIVERY_FAILED',      'DELIVERY_FAILED_ADDRESS',                 'OPERATOR',  'CUSTOMER',   'act', 'not delivered: wrong address'],
  ['undelivered_incomplete_address',                  'DELIVERY_FAILED',      'DELIVERY_FAILED_ADDRESS',                 'OPERATOR',  'CUSTOMER',   'act', 'not delivered: incomplete address'],
  ['undelivered_not_live_address',                    'DELIVERY_FAILED',      'DELIVERY_FAILED_ADDRESS',                 'OPERATOR',  'CUSTOMER',   'act', 'not delivered: receiver does not live there'],
  ['undelivered_unknown_receiver',                    'DELIVERY_FAILED',      'DELIVERY_FAILED_ADDRESS',                 'OPERATOR',  'CUSTOMER',   'act', 'not delivered: receiver unknown'],
  ['undelivered_no_mailbox',                          'DELIVERY_FAILED',      'DELIVERY_FAILED_CLOSED',                  'OPERATOR',  'CUSTOMER',   'act', 'not delivered: no letter box'],
  ['undelivered_lack_of_access_letterbox',            'DELIVERY_FAILED',      'DELIVERY_FAILED_CLOSED',                  'OPERATOR',  'CUSTOMER',   'act', 'not delivered: no way in'],
  ['undelivered_cod_cash_receiver',                   'DELIVERY_FAILED',      'DELIVERY_FAILED_FEES_OR_SECURITY',        'OPERATOR',  'CUSTOMER',   'act', 'not delivered: cash on delivery not paid'],
  ['rejected_by_receiver',                            'DELIVERY_FAILED',      'DELIVERY_FAILED_REFUSED',                 'OPERATOR',  'CUSTOMER',   'act', 'refused'],
  ['returned_to_sender',                              'RETURNING',            null,                                      'OPERATOR',  null,         '',    'set out on the way back: InPost has no word for the end of it'],
  ['delay_in_delivery',                               'EXCEPTION',            'EXCEPTION_DELAYED',                       'OPERATOR',  'PROCESSING', '',    'delivery is late'],
  ['oversized',                                       'EXCEPTION',            'EXCEPTION_OTHER',                         'OPERATOR',  'CUSTOMER',   'act', 'too large for the compartment'],
  ['missing',                                         'EXCEPTION',            'EXCEPTION_LOST',                          'OPERATOR',  'PROCESSING', '',    'missing'],
  ['claimed',                                         'EXCEPTION',            'EXCEPTION_OTHER',                         'OPERATOR',  'CUSTOMER',   '',    'complaint accepted'],
  ['other',                                           'EXCEPTION',            'EXCEPTION_OTHER',                         'OPERATOR',  'OTHER',      '',    'other'],
  ['canceled',                                        'CANCELLED',            null,                                      'SENDER',    null,         '',    'cancelled'],
];

/** What a status means. */
export const INPOST_MEANINGS = readCodeTable(INPOST_STATUSES);

/** Compartments by template: 8, 19 and 41 cm high. */
export const INPOST_SIZES: Readonly<Record<string, CompartmentSize>> = {
  A: 'SMALL',
  B: 'MEDIUM',
  C: 'LARGE',
};

/** On what ground a parcel goes to a locker. */
export const INPOST_CONSENTS: Readonly<Record<string, ConsentBasis>> = {
  order: 'CHOSEN_AT_ORDER',
  contact: 'AGREED_ON_CONTACT',
  profile: 'STANDING_PREFERENCE',
};
