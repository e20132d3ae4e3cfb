/**
 * SF Express's opCodes in the network's words. The codes are those of a public list of about 140; `code/reason` rows refine
 * a code by `reasonCode`, whose letters are this demo's, and `CANCEL` is an order's state, not an opCode.
 */

import { type CodeRow, readCodeTable } from '../kit/codeTable.ts';
import type { EventReason, FacilityKind } from '../kit/contract.ts';

// biome-ignore format: a table is read by its columns
export const SF_CODES: readonly CodeRow[] = [
  // opCode, status, substatus, custody, reason, act, SF's meaning
  ['647',    'REGISTERED',           'REGISTERED_LABEL_CREATED',                'SENDER',    null,         '',    '已下单 order placed'],
  ['646',    'REGISTERED',           'REGISTERED_LABEL_CREATED',                'SENDER',    null,         '',    '订单已受理 order accepted'],
  ['151',    'REGISTERED',           'REGISTERED_AWAITING_COLLECTION',          'SENDER',    null,         '',    '待收件 to be collected'],
  ['152',    'REGISTERED',           'REGISTERED_AWAITING_COLLECTION',          'SENDER',    null,         '',    '收件任务改派 collection given to another courier'],
  ['127',    'REGISTERED',           'REGISTERED_DROPPED_IN_LOCKER',            'LOCKER',    null,         '',    '寄件客户投柜 sender dropped in Hive Box'],
  ['50',     'ACCEPTED',             'ACCEPTED_BY_CARRIER',                     'OPERATOR',  null,         '',    '已收件 collected'],
  ['54',     'ACCEPTED',             'ACCEPTED_BY_CARRIER',                     'OPERATOR',  null,         '',    '上门收件 collected at the door'],
  ['129',    'ACCEPTED',             'ACCEPTED_BY_CARRIER',                     'OPERATOR',  null,         '',    '丰巢收件成功 courier took it out of Hive Box'],
  ['607',    'ACCEPTED',             'ACCEPTED_BY_AGENT',                       'OPERATOR',  null,         '',    '代理收件 collected by agent'],
  ['655',    'ACCEPTED',             'ACCEPTED_BY_AGENT',                       'OPERATOR',  null,         '',    '合作点收件 collected by partner point'],
  ['105',    'IN_TRANSIT',           'IN_TRANSIT_MOVING',                       'OPERATOR',  null,         '',    '航空起飞 flight departed'],
  ['106',    'IN_TRANSIT',           'IN_TRANSIT_MOVING',                       'OPERATOR',  null,         '',    '航空落地 flight landed'],
  ['302',    'IN_TRANSIT',           'IN_TRANSIT_MOVING',                       'OPERATOR',  null,         '',    '车辆发车 lorry left'],
  ['3036',   'IN_TRANSIT',           'IN_TRANSIT_MOVING',                       'OPERATOR',  null,         '',    '快件在途 on the way'],
  ['31',     'IN_TRANSIT',           'IN_TRANSIT_ARRIVED_FACILITY',             'OPERATOR',  null,         '',    '快件到达 arrived'],
  ['11',     'IN_TRANSIT',           'IN_TRANSIT_ARRIVED_FACILITY',             'OPERATOR',  null,         '',    '点部到件 arrived at branch'],
  ['30',     'IN_TRANSIT',           'IN_TRANSIT_DEPARTED_FACILITY',            'OPERATOR',  null,         '',    '快件离开 departed'],
  ['10',     'IN_TRANSIT',           'IN_TRANSIT_DEPARTED_FACILITY',            'OPERATOR',  null,         '',    '点部发件 departed from branch'],
  ['36',     'IN_TRANSIT',           'IN_TRANSIT_DEPARTED_FACILITY',            'OPERATOR',  null,         '',    '封车 lorry sealed'],
  ['15',     'IN_TRANSIT',           'IN_TRANSIT_CUSTOMS_PRESENTED',            'CUSTOMS',   null,         '',    '海关查验 customs inspection'],
  ['16',     'IN_TRANSIT',           'IN_TRANSIT_CUSTOMS_PRESENTED',            'CUSTOMS',   null,         '',    '正式报关 formal declaration'],
  ['17',     'IN_TRANSIT',           'IN_TRANSIT_CUSTOMS_PRESENTED',            'CUSTOMS',   null,         '',    '海关待查 waiting for customs'],
  ['14',     'IN_TRANSIT',           'IN_TRANSIT_CUSTOMS_RELEASED',             'OPERATOR',  null,         '',    '清关放行 released'],
  ['606',    'IN_TRANSIT',           'IN_TRANSIT_CUSTOMS_RELEASED',             'OPERATOR',  null,         '',    '清关完成 clearance complete'],
  ['623',    'IN_TRANSIT',           'IN_TRANSIT_CUSTOMS_RELEASED',             'OPERATOR',  null,         '',    '海关已放行 released by customs'],
  ['613',    'IN_TRANSIT',           'IN_TRANSIT_CUSTOMS_NEEDS_INFO',           'CUSTOMS',   'AUTHORITY',  'act', '清关资料待补 documents missing'],
  ['613/F',  'DELIVERY_FAILED',      'DELIVERY_FAILED_FEES_OR_SECURITY',        'OPERATOR',  'CUSTOMER',   'act', '税费未付 duties unpaid'],
  ['626',    'IN_TRANSIT',           'IN_TRANSIT_HANDED_TO_OPERATOR',           'OPERATOR',  null,         '',    '转第三方 handed to another company'],
  ['627',    'IN_TRANSIT',           'IN_TRANSIT_HANDED_TO_OPERATOR',           'OPERATOR',  null,         '',    '第三方已接收 taken by another company'],
  ['656',    'IN_TRANSIT',           'IN_TRANSIT_HANDED_TO_OPERATOR',           'OPERATOR',  null,         '',    '转合作点 handed to partner point'],
  ['657',    'IN_TRANSIT',           'IN_TRANSIT_HANDED_TO_OPERATOR',           'OPERATOR',  null,         '',    '合作点交接 partner point took over'],
  ['99',     'IN_TRANSIT',           'IN_TRANSIT_REDIRECTED',                   'OPERATOR',  null,         '',    '应客户要求转寄 sent on at the customer\'s wish'],
  ['44',     'OUT_FOR_DELIVERY',     'OUT_FOR_DELIVERY_COURIER',                'OPERATOR',  null,         '',    '正在派送 out for delivery'],
  ['204',    'OUT_FOR_DELIVERY',     'OUT_FOR_DELIVERY_COURIER',                'OPERATOR',  null,         '',    '派件责任交接 given to the courier'],
  ['123',    'OUT_FOR_DELIVERY',     'OUT_FOR_DELIVERY_TO_PICKUP_POINT',        'OPERATOR',  null,         '',    '送往自提点 out to a pickup point'],
  ['125',    'AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_LOCKER',             'LOCKER',    null,         '',    '快件投柜 placed in Hive Box'],
  ['678',    'AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_STATION',            'STATION',   null,         '',    '快件到驿站 at a station'],
  ['126',    'AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP_REMOVED_BY_COURIER', 'OPERATOR',  null,         '',    '收派员取回 courier took it back out of Hive Box'],
  ['70',     'DELIVERY_FAILED',      'DELIVERY_FAILED_NOBODY',                  'OPERATOR',  'CUSTOMER',   'act', '派件不成功 nobody there'],
  ['70/R',   'DELIVERY_FAILED',      'DELIVERY_FAILED_REFUSED',                 'OPERATOR',  'CUSTOMER',   'act', '派件不成功：拒收 refused'],
  ['33',     'DELIVERY_FAILED',      'DELIVERY_FAILED_CLOSED',                  'OPERATOR',  'CUSTOMER',   'act', '派件异常：单位休息 closed'],
  ['33/A',   'DELIVERY_FAILED',      'DELIVERY_FAILED_ADDRESS',                 'OPERATOR',  'CUSTOMER',   'act', '派件异常：地址不详 address incomplete'],
  ['80',     'DELIVERED',            'DELIVERED_TO_RECIPIENT',                  'RECIPIENT', null,         '',    '已签收 signed'],
  ['80/P',   'DELIVERED',            'DELIVERED_TO_PROXY',                      'RECIPIENT', null,         '',    '已签收：代签 signed by proxy'],
  ['80/C',   'DELIVERED',            'DELIVERED_COD_PAID',                      'RECIPIENT', null,         '',    '已签收：代收货款已付 signed, cash collected'],
  ['8000',   'DELIVERED',            'DELIVERED_TO_RECIPIENT',                  'RECIPIENT', null,         '',    '已签收（网页展示） signed, as shown on the web'],
  ['128',    'DELIVERED',            'DELIVERED_COLLECTED',                     'RECIPIENT', null,         '',    '客户取件 customer took it out of Hive Box'],
  ['679',    'DELIVERED',            'DELIVERED_COLLECTED',                     'RECIPIENT', null,         '',    '驿站取件 collected at a station'],
  ['631',    'RETURNING',            null,                                      'OPERATOR',  null,         '',    '退回中 going back'],
  ['648',    'RETURNED',             null,                                      'SENDER',    null,         '',    '已退回 back with the sender'],
  ['34',     'EXCEPTION',            'EXCEPTION_DELAYED',                       'OPERATOR',  'PROCESSING', '',    '滞留件 held back'],
  ['66',     'EXCEPTION',            'EXCEPTION_DELAYED',                       'OPERATOR',  'PROCESSING', '',    '中转批量滞留 held back in transit'],
  ['77',     'EXCEPTION',            'EXCEPTION_DELAYED',                       'OPERATOR',  'OTHER',      '',    '中转滞留 held back in transit, other'],
  ['77/W',   'EXCEPTION',            'EXCEPTION_DELAYED',                       'OPERATOR',  'WEATHER',    '',    '中转滞留：天气 weather'],
  ['77/H',   'EXCEPTION',            'EXCEPTION_DELAYED',                       'OPERATOR',  'FLIGHT',     '',    '中转滞留：航班 flight'],
  ['18',     'EXCEPTION',            'EXCEPTION_CUSTOMS',                       'CUSTOMS',   'AUTHORITY',  'act', '海关扣件 held by customs'],
  ['619',    'EXCEPTION',            'EXCEPTION_CUSTOMS',                       'CUSTOMS',   'AUTHORITY',  'act', '清关异常 trouble in clearance'],
  ['620',    'EXCEPTION',            'EXCEPTION_CUSTOMS',                       'CUSTOMS',   'AUTHORITY',  'act', '清关退运 refused by customs'],
  ['621',    'EXCEPTION',            'EXCEPTION_CUSTOMS',                       'CUSTOMS',   'AUTHORITY',  'act', '海关待处理 customs to decide'],
  ['72',     'EXCEPTION',            'EXCEPTION_OTHER',                         'OPERATOR',  'OTHER',      '',    '标记异常 marked as irregular'],
  ['72/D',   'EXCEPTION',            'EXCEPTION_DAMAGED',                       'OPERATOR',  'PROCESSING', '',    '标记异常：破损 damaged'],
  ['72/L',   'EXCEPTION',            'EXCEPTION_LOST',                          'OPERATOR',  'PROCESSING', '',    '标记异常：遗失 lost'],
  ['72/X',   'EXCEPTION',            'EXCEPTION_DESTROYED',                     'OPERATOR',  'OTHER',      '',    '标记异常：灭失 destroyed'],
  ['870',    'EXCEPTION',            'EXCEPTION_OTHER',                         'OPERATOR',  'OTHER',      '',    '非正常派送 irregular delivery'],
  ['CANCEL', 'CANCELLED',            null,                                      'SENDER',    null,         '',    '订单取消 order cancelled'],
];

/** What an opCode, or an opCode with a reason, means. */
export const SF_MEANINGS = readCodeTable(SF_CODES);

/** SF's kinds of departments. */
export const SF_FACILITY_KINDS: Readonly<Record<string, FacilityKind>> = {
  Z: 'SORTING_CENTER', // 中转场
  D: 'BRANCH', // 营业点
  F: 'LOCKER', // 丰巢柜
  S: 'STATION', // 驿站
  K: 'CUSTOMS', // 海关
  P: 'PORT', // 口岸
};

/** Why SF changed a promise. */
export const SF_CAUSES: Readonly<Record<string, EventReason>> = {
  天气: 'WEATHER',
  航班: 'FLIGHT',
  中转: 'PROCESSING',
  客户: 'CUSTOMER',
  海关: 'AUTHORITY',
  其他: 'OTHER',
};
