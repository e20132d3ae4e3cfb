/**
 * Writes a leg as Hive Box would have recorded it: the cabinet's log in China's wall clock, and the terms of the storage.
 */
import type { HiveCabinet, HiveLog, HiveRecord } from '../../hive-box/native.ts';
import type { ConsentBasis } from '../../kit/contract.ts';
import { formatWallClock, HOUR } from '../clock.ts';
import type { HappeningKind } from '../happenings.ts';
import type { LockerStay, Spot } from '../journey.ts';
import { CHINESE_STREETS, COMPOUNDS } from '../names.ts';
import { inRecordingOrder, politeName, postalCodeOf, type Recording, spotNumber } from './recording.ts';

const CHINA = 480;

const SIZES = { SMALL: '小', MEDIUM: '中', LARGE: '大' } as const;

const CONSENTS: Readonly<Record<ConsentBasis, string>> = {
  CHOSEN_AT_ORDER: '下单选择',
  AGREED_ON_CONTACT: '电话同意',
  STANDING_PREFERENCE: '长期授权',
  NONE_RECORDED: '未记录',
};

/** Courier companies as Hive Box abbreviates them. */
const COMPANIES: Readonly<Record<string, string>> = { 'sf-express': 'SF', zto: 'ZTO', 'china-post': 'EMS' };

interface Scene {
  readonly recording: Recording;
  readonly stay: LockerStay;
}

const receiver = ({ recording: { leg } }: Scene) => `${politeName(leg.to.name)}（${leg.to.phone}）`;
const courier = ({ recording: { leg } }: Scene) => `${leg.carrier.name} ${leg.carrier.phone}`;

// biome-ignore format: a table is read by its columns
const LOGS: Partial<Readonly<Record<HappeningKind, readonly [op: string, note: (scene: Scene) => string]>>> = {
  label:           ['B1', (s) => `${s.recording.leg.from.name}寄件下单`],
  dropped:         ['127', (s) => `寄件人投柜，格口${s.stay.box}，电话${s.recording.leg.from.phone}`],
  takenFromLocker: ['129', (s) => `收派员${courier(s)}取件成功`],
  outToLocker:     ['123', (s) => `收派员${courier(s)}预约格口${s.stay.box}`],
  stored:          ['125', (s) => `收派员${courier(s)}投柜，短信已发送至${s.recording.leg.to.phone}，取件码${s.stay.code}`],
  reminded:        ['R1', (s) => `取件提醒已发送：${receiver(s)}，取件码${s.stay.code}`],
  overdue:         ['R2', (s) => `超时未取：${receiver(s)}`],
  removed:         ['126', (s) => `收派员${courier(s)}取回`],
  collected:       ['128', (s) => `${receiver(s)}凭取件码${s.stay.code}取件`],
  cancelled:       ['C1', () => '寄件订单取消'],
};

/** The storage that Hive Box keeps for a leg. */
export function writeHiveBox(recording: Recording): HiveRecord {
  const { leg, anchor } = recording;
  const { stay } = leg;
  if (stay === null) throw new Error(`leg ${leg.waybill} has no locker`);
  const stored = leg.happenings.find(({ kind }) => kind === 'stored');
  return {
    storageNo: leg.waybill,
    cabinet: toCabinet(stay.spot),
    box: { no: stay.box, size: SIZES[stay.size] },
    ...(stay.courierWaybill === null
      ? {}
      : {
          express: {
            company: COMPANIES[stay.courierOperator ?? 'sf-express'] ?? 'SF',
            no: stay.courierWaybill,
          },
        }),
    courier: { name: leg.carrier.name, mobile: leg.carrier.phone },
    receiver: { name: leg.to.name, mobile: leg.to.phone },
    pickCode: stay.code,
    ...(stored === undefined ? {} : { storeTime: formatWallClock(stored.at, CHINA) }),
    freeHours: stay.freeHours,
    keepHours: stay.keepHours,
    ...(stay.extension === null || stored === undefined
      ? {}
      : { keptUntil: formatWallClock(stored.at + (stay.keepHours + stay.extension.hours) * HOUR, CHINA) }),
    billedUntil: formatWallClock(anchor, CHINA),
    consent: CONSENTS[stay.consent],
    logs: inRecordingOrder(leg).flatMap(({ kind, at }): readonly HiveLog[] => {
      const log = LOGS[kind];
      return log === undefined
        ? []
        : [{ op: log[0], at: formatWallClock(at, CHINA), note: log[1]({ recording, stay }) }];
    }),
  };
}

function toCabinet(spot: Spot): HiveCabinet {
  const { city, district, number } = spot;
  const serial = spotNumber(spot);
  const street = CHINESE_STREETS[serial % CHINESE_STREETS.length] ?? '';
  const compound = COMPOUNDS[(serial * 3) % COMPOUNDS.length] ?? '';
  return {
    code: `FC${city.areaCode.replace(/^0/, '')}${String(serial).padStart(5, '0')}`,
    name: `${district}${compound}${number}号柜`,
    province: city.region,
    city: city.name,
    district,
    zip: postalCodeOf(spot),
    street: `${street}${serial % 200}号`,
    // Cabinets stand within a few kilometres of the city's centre.
    lat: Number((city.latitude + ((serial * 37) % 100) / 1250 - 0.04).toFixed(5)),
    lng: Number((city.longitude + ((serial * 53) % 100) / 1250 - 0.04).toFixed(5)),
  };
}
