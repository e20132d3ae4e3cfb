/**
 * Kuaidi100's states, which ZTO uses, in the network's words: basic states (one or two digits) and advanced ones.
 */

import { type CodeRow, readCodeTable } from '../kit/codeTable.ts';
import type { EventReason } from '../kit/contract.ts';

// biome-ignore format: a table is read by its columns
export const ZTO_STATES: readonly CodeRow[] = [
  // state, status, substatus, custody, reason, act, Kuaidi100's meaning
  ['101',  'REGISTERED',           'REGISTERED_LABEL_CREATED',       'SENDER',    null,         '',    '已下单 order placed'],
  ['102',  'REGISTERED',           'REGISTERED_AWAITING_COLLECTION', 'SENDER',    null,         '',    '待揽收 to be collected'],
  ['1',    'ACCEPTED',             'ACCEPTED_BY_CARRIER',            'OPERATOR',  null,         '',    '揽收 collected'],
  ['103',  'ACCEPTED',             'ACCEPTED_BY_CARRIER',            'OPERATOR',  null,         '',    '已揽收 collected'],
  ['0',    'IN_TRANSIT',           'IN_TRANSIT_MOVING',              'OPERATOR',  null,         '',    '在途 on the way: centres are not told apart'],
  ['1001', 'IN_TRANSIT',           'IN_TRANSIT_DESTINATION_CITY',    'OPERATOR',  null,         '',    '到达派件城市 in the recipient\'s city'],
  ['1002', 'IN_TRANSIT',           'IN_TRANSIT_MOVING',              'OPERATOR',  null,         '',    '干线 on the main line'],
  ['1003', 'IN_TRANSIT',           'IN_TRANSIT_REDIRECTED',          'OPERATOR',  null,         '',    '转递 sent on to another address'],
  ['5',    'OUT_FOR_DELIVERY',     'OUT_FOR_DELIVERY_COURIER',       'OPERATOR',  null,         '',    '派件 out for delivery'],
  ['501',  'AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_LOCKER',    'LOCKER',    null,         '',    '投柜或驿站 placed in a locker (or station)'],
  ['205',  'AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_OVERDUE',   'LOCKER',    null,         'act', '柜或驿站超时未取 not collected in time'],
  ['3',    'DELIVERED',            'DELIVERED_TO_RECIPIENT',         'RECIPIENT', null,         '',    '签收 signed'],
  ['301',  'DELIVERED',            'DELIVERED_TO_RECIPIENT',         'RECIPIENT', null,         '',    '本人签收 signed by the recipient'],
  ['302',  'DELIVERED',            'DELIVERED_AFTER_EXCEPTION',      'RECIPIENT', null,         '',    '派件异常后签收 signed after trouble'],
  ['303',  'DELIVERED',            'DELIVERED_TO_PROXY',             'RECIPIENT', null,         '',    '代签 signed by proxy'],
  ['304',  'DELIVERED',            'DELIVERED_COLLECTED',            'RECIPIENT', null,         '',    '投柜或站签收 collected from locker or station'],
  ['203',  'DELIVERY_FAILED',      'DELIVERY_FAILED_REFUSED',        'OPERATOR',  'CUSTOMER',   'act', '拒收 refused'],
  ['14',   'DELIVERY_FAILED',      'DELIVERY_FAILED_REFUSED',        'OPERATOR',  'CUSTOMER',   'act', '拒签 signature refused'],
  ['204',  'DELIVERY_FAILED',      null,                             'OPERATOR',  'CUSTOMER',   'act', '派件异常 not delivered; the state does not say why'],
  ['206',  'DELIVERY_FAILED',      'DELIVERY_FAILED_NOBODY',         'OPERATOR',  'CUSTOMER',   'act', '无法联系 recipient not reached'],
  ['207',  'DELIVERY_FAILED',      'DELIVERY_FAILED_ADDRESS',        'OPERATOR',  'CUSTOMER',   'act', '超区 out of area'],
  ['6',    'RETURNING',            null,                             'OPERATOR',  null,         '',    '退回 going back'],
  ['4',    'RETURNED',             null,                             'SENDER',    null,         '',    '退签 back with the sender'],
  ['7',    'IN_TRANSIT',           'IN_TRANSIT_HANDED_TO_OPERATOR',  'OPERATOR',  null,         '',    '转投 handed to another company'],
  ['8',    'IN_TRANSIT',           'IN_TRANSIT_CUSTOMS_PRESENTED',   'CUSTOMS',   null,         '',    '清关 in customs'],
  ['10',   'IN_TRANSIT',           'IN_TRANSIT_CUSTOMS_PRESENTED',   'CUSTOMS',   null,         '',    '待清关 waiting for customs'],
  ['11',   'IN_TRANSIT',           'IN_TRANSIT_CUSTOMS_PRESENTED',   'CUSTOMS',   null,         '',    '清关中 in clearance'],
  ['12',   'IN_TRANSIT',           'IN_TRANSIT_CUSTOMS_RELEASED',    'OPERATOR',  null,         '',    '已清关 cleared'],
  ['13',   'EXCEPTION',            'EXCEPTION_CUSTOMS',              'CUSTOMS',   'AUTHORITY',  'act', '清关异常 trouble in clearance'],
  ['2',    'EXCEPTION',            'EXCEPTION_OTHER',                'OPERATOR',  'OTHER',      '',    '疑难 in trouble'],
  ['201',  'EXCEPTION',            'EXCEPTION_DELAYED',              'OPERATOR',  'OTHER',      '',    '超时未签收 late'],
  ['202',  'EXCEPTION',            'EXCEPTION_DELAYED',              'OPERATOR',  'OTHER',      '',    '超时未更新 no news'],
  ['208',  'EXCEPTION',            'EXCEPTION_DELAYED',              'OPERATOR',  'OTHER',      '',    '滞留 held back'],
  ['209',  'EXCEPTION',            'EXCEPTION_DAMAGED',              'OPERATOR',  'PROCESSING', '',    '破损 damaged'],
  ['210',  'CANCELLED',            null,                             'SENDER',    null,         '',    '销单 order deleted'],
  ['401',  'CANCELLED',            null,                             'SENDER',    null,         '',    '已销单 order deleted'],
];

/** What a state means. */
export const ZTO_MEANINGS = readCodeTable(ZTO_STATES);

/** ZTO's words for what held a parcel up. */
export const ZTO_CAUSES: Readonly<Record<string, EventReason>> = {
  天气: 'WEATHER',
  航班: 'FLIGHT',
  中转: 'PROCESSING',
  客户: 'CUSTOMER',
  海关: 'AUTHORITY',
  其他: 'OTHER',
};
