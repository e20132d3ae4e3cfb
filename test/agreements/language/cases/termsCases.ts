/** Refusals that have to do with the terms and with what arguments say, each beside its nearest acceptance. */
import type { AgreementCase } from './agreementCase.ts';

const CODE = '  pickupCode: String @share(for: [RECIPIENT_NOTICE], until: DELIVERED)\n';
const code = (clause: string) => `  pickupCode: String @share(${clause})\n`;

export const termsCases: readonly AgreementCase[] = [
  {
    line: 'platform: "cainiao", ',
    refused: '',
    finds: ['HUB053 3:3 `@agreement` lacks the argument `platform`'],
    accepted: 'platform: """cainiao""", ',
  },
  { line: 'version: 1', refused: 'version: "1"', finds: ['HUB053 4:57 `"1"` is no `Int`'], accepted: '' },
  {
    line: 'version: 1',
    refused: 'edition: 1',
    finds: ['HUB053 4:48 `@agreement` has no argument `edition`'],
    accepted: 'version: 1, missesPerDay: null',
  },
  {
    line: 'version: 1',
    refused: 'version: null',
    finds: ['HUB053 4:57 `null` is no `Int`'],
    accepted: 'version: 1',
  },
  {
    line: 'version: 1',
    refused: 'version: 0',
    finds: ['HUB054 4:57 `version` is `0`'],
    accepted: 'version: 1',
  },
  {
    line: 'version: 1',
    refused: 'noticeHours: -1, retentionDays: 99999, missesPerDay: 9999999999',
    finds: [
      'HUB054 4:61 `noticeHours` is `-1`',
      'HUB054 4:80 `retentionDays` is `99999`',
      'HUB054 4:101 `missesPerDay` is `9999999999`',
    ],
    accepted: 'noticeHours: 0, retentionDays: 3650, missesPerDay: 0',
  },
  {
    line: 'version: 1',
    refused: 'version: 1, version: 2',
    finds: ['HUB053 4:60 the argument `version` stands twice'],
    accepted: 'version: 1',
  },
  {
    line: '"hive-box"',
    refused: '"Hive Box"',
    finds: [
      'HUB073? 3:3 the file is called `hive-box--cainiao.graphql`',
      'HUB054 4:15 `Hive Box` is not a possible code',
    ],
    accepted: '"hive-box"',
  },
  {
    line: '"hive-box"',
    refused: '"hive--box"',
    finds: [
      'HUB073? 3:3 the file is called `hive-box--cainiao.graphql`',
      'HUB054 4:15 `hive--box` is not a possible code',
    ],
    accepted: '"hive-box"',
  },
  {
    line: '"2017-06-03T12:00:00+08:00"',
    refused: '"2017-06-03T12:00:00"',
    finds: ['HUB053 6:11 `"2017-06-03T12:00:00"` is no `DateTime`'],
    accepted: '"2017-06-03T04:00:00Z"',
  },
  {
    line: '"2017-06-03T12:00:00+08:00"',
    refused: '"2017-02-29T12:00:00+08:00"',
    finds: ['HUB053 6:11 `"2017-02-29T12:00:00+08:00"` is no `DateTime`'],
    accepted: '"2016-02-29T12:00:00+08:00"',
  },
  {
    line: '"2017-06-03T12:00:00+08:00"',
    refused: '1496462400000',
    finds: ['HUB053 6:11 `1496462400000` is no `DateTime`'],
    accepted: '"2017-06-03T12:00:00.000+08:00"',
  },
  {
    line: 'from: "2017-06-03T12:00:00+08:00"',
    refused: 'from: "2018-06-02T16:00:00Z"',
    finds: ['HUB054 6:42 the agreement ends before it begins'],
    accepted: 'from: "2018-06-02T15:59:59Z"',
  },
  {
    line: '[ORDER_STATUS, RECIPIENT_NOTICE]',
    refused: '[ORDER_STATUS, RECIPIENT_NOTICE, ORDER_STATUS]',
    finds: ['HUB054 5:48 `ORDER_STATUS` stands twice'],
    accepted: '[RECIPIENT_NOTICE, ORDER_STATUS]',
  },
  {
    line: '[ORDER_STATUS, RECIPIENT_NOTICE]',
    refused: '[]',
    finds: ['HUB054 5:15 the agreement is for no purpose'],
    accepted: 'RECIPIENT_NOTICE',
  },
  {
    line: '[ORDER_STATUS, RECIPIENT_NOTICE]',
    refused: '[ORDER_STATE, RECIPIENT_NOTICE]',
    finds: ['HUB053 5:16 `ORDER_STATE` is no `Purpose`'],
    accepted: '[ORDER_STATUS, RECIPIENT_NOTICE]',
  },
  {
    line: CODE,
    refused: code('for: ["RECIPIENT_NOTICE"]'),
    finds: ['HUB053 14:35 `RECIPIENT_NOTICE` is no `Purpose`'],
    accepted: code('for: RECIPIENT_NOTICE'),
  },
  {
    line: CODE,
    refused: code('for: []'),
    finds: ['HUB054 14:34 `for` is empty, so the clause shares nothing'],
    accepted: '  pickupCode: String\n',
  },
  {
    line: CODE,
    refused: code('for: [RECIPIENT_NOTICE, RECIPIENT_NOTICE]'),
    finds: ['HUB054 14:53 `RECIPIENT_NOTICE` stands twice'],
    accepted: code('for: [RECIPIENT_NOTICE]'),
  },
  {
    line: CODE,
    refused: code('for: [LEGAL]'),
    finds: ['HUB061 14:35 the agreement is not for `LEGAL`'],
    accepted: code('for: [ORDER_STATUS]'),
  },
  {
    line: '[ORDER_STATUS, RECIPIENT_NOTICE]',
    refused: '[RECIPIENT_NOTICE, MARKETING]',
    finds: ['HUB076? 5:34 nothing is shared for `MARKETING`'],
    accepted: '[RECIPIENT_NOTICE]',
  },
  {
    line: '[ORDER_STATUS, RECIPIENT_NOTICE]',
    refused: '[MARKETING]',
    finds: [
      'HUB061 10:24 the clause holds for no purpose',
      'HUB061 11:38 the clause holds for no purpose',
      'HUB061 12:28 the clause holds for no purpose',
      'HUB061 13:22 the clause holds for no purpose',
      'HUB061 14:35 the agreement is not for `RECIPIENT_NOTICE`',
      'HUB061 15:24 the clause holds for no purpose',
      'HUB061 19:24 the clause holds for no purpose',
      'HUB061 20:16 the clause holds for no purpose',
      'HUB061 24:10 the clause holds for no purpose',
      'HUB061 28:17 the clause holds for no purpose',
    ],
    accepted: '[RECIPIENT_NOTICE]',
  },
  {
    line: CODE,
    refused: code('as: BLUR'),
    finds: ['HUB053 14:33 `BLUR` is no `Mask`'],
    accepted: code('as: INITIAL'),
  },
  {
    line: CODE,
    refused: code('as: null'),
    finds: ['HUB053 14:33 `null` is no `Mask`'],
    accepted: code('as: LAST_FOUR, for: null, until: null'),
  },
  {
    line: CODE,
    refused: code('as: [LAST_FOUR]'),
    finds: ['HUB053 14:33 `[LAST_FOUR]` is no `Mask`'],
    accepted: code('as: LAST_FOUR'),
  },
  {
    line: CODE,
    refused: code('as: LAST_FOUR, parcels: [MINE]'),
    finds: ['HUB053 14:54 `MINE` is no `Relation`'],
    accepted: code('as: LAST_FOUR, parcels: [OWN]'),
  },
  {
    line: CODE,
    refused: code('as: LAST_FOUR, parcels: []'),
    finds: ['HUB054 14:53 `parcels` is empty, so the clause shares nothing'],
    accepted: code('as: LAST_FOUR, parcels: OWN'),
  },
  {
    line: CODE,
    refused: code('as: LAST_FOUR, until: COLLECTED'),
    finds: ['HUB053 14:51 `COLLECTED` is no `ParcelStatus`'],
    accepted: code('as: LAST_FOUR, until: AVAILABLE_FOR_PICKUP'),
  },
  {
    line: CODE,
    refused: code('as: LAST_FOUR, until: EXPIRED'),
    finds: ['HUB063 14:51 no leg reaches `EXPIRED`'],
    accepted: code('as: LAST_FOUR, until: RETURNED'),
  },
  {
    line: CODE,
    refused: code('as: LAST_FOUR, graceDays: 1'),
    finds: ['HUB063 14:55 `graceDays` without `until`'],
    accepted: code('as: LAST_FOUR, graceDays: 0'),
  },
  {
    line: CODE,
    refused: code('as: LAST_FOUR, until: DELIVERY_FAILED, graceDays: 1'),
    finds: ['HUB063 14:79 `graceDays` cannot be counted from `DELIVERY_FAILED`'],
    accepted: code('as: LAST_FOUR, until: DELIVERED, graceDays: 1'),
  },
  {
    line: CODE,
    refused: code('as: LAST_FOUR, until: DELIVERED, graceDays: -1'),
    finds: ['HUB054 14:73 `graceDays` is `-1`'],
    accepted: code('as: LAST_FOUR, until: DELIVERED'),
  },
  {
    line: CODE,
    refused: code('mask: LAST_FOUR, for: [RECIPIENT_NOTICE]'),
    finds: ['HUB053 14:29 `@share` has no argument `mask`'],
    accepted: code('as: LAST_FOUR, for: [RECIPIENT_NOTICE]'),
  },
];
