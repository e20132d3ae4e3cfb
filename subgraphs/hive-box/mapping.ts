/**
 * Hive Box's log codes in the network's words: SF's opCodes 123 to 131 seen from the cabinet's side, and codes of this
 * demo (a letter first) for what only the cabinet does.
 */

import { type CodeRow, readCodeTable } from '../kit/codeTable.ts';
import type { CompartmentSize, ConsentBasis } from '../kit/contract.ts';

// biome-ignore format: a table is read by its columns
export const HIVE_CODES: readonly CodeRow[] = [
  // op, status, substatus, custody, reason, act, Hive Box's meaning
  ['B1',  'REGISTERED',           'REGISTERED_LABEL_CREATED',                'SENDER',    null,         '',    '寄件下单 order to send from a cabinet'],
  ['127', 'REGISTERED',           'REGISTERED_DROPPED_IN_LOCKER',            'LOCKER',    null,         '',    '寄件客户投柜 sender put it in'],
  ['131', 'REGISTERED',           'REGISTERED_DROPPED_IN_LOCKER',            'LOCKER',    'PROCESSING', '',    '收件失败 courier could not take it out'],
  ['129', 'ACCEPTED',             'ACCEPTED_BY_CARRIER',                     'OPERATOR',  null,         '',    '收件成功 courier took it out to carry it'],
  ['123', 'OUT_FOR_DELIVERY',     'OUT_FOR_DELIVERY_TO_PICKUP_POINT',        'OPERATOR',  null,         '',    '预约格口 courier reserved a compartment'],
  ['125', 'AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_LOCKER',             'LOCKER',    null,         '',    '快件投柜 courier put it in'],
  ['R1',  'AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_REMINDED',           'LOCKER',    null,         '',    '取件提醒 reminder sent'],
  ['X1',  'AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_LOCKER',             'LOCKER',    null,         '',    '延长保管 storage extended'],
  ['R2',  'AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_OVERDUE',            'LOCKER',    'CUSTOMER',   'act', '超时未取 not collected in time'],
  ['126', 'AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_REMOVED_BY_COURIER', 'OPERATOR',  null,         '',    '收派员取回 courier took it back out'],
  ['128', 'DELIVERED',            'DELIVERED_COLLECTED',                     'RECIPIENT', null,         '',    '客户取件 recipient took it out'],
  ['C1',  'CANCELLED',            null,                                      'SENDER',    null,         '',    '寄件取消 order to send cancelled'],
];

/** What a log code means. */
export const HIVE_MEANINGS = readCodeTable(HIVE_CODES);

/** Compartments by size. */
export const HIVE_SIZES: Readonly<Record<string, CompartmentSize>> = {
  小: 'SMALL',
  中: 'MEDIUM',
  大: 'LARGE',
};

/** On what ground a courier used the cabinet. */
export const HIVE_CONSENTS: Readonly<Record<string, ConsentBasis>> = {
  下单选择: 'CHOSEN_AT_ORDER',
  电话同意: 'AGREED_ON_CONTACT',
  长期授权: 'STANDING_PREFERENCE',
  未记录: 'NONE_RECORDED',
};
