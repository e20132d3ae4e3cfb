/**
 * Writes a leg as ZTO would have recorded it: Kuaidi100 states, rows newest first, no zone. What its states cannot tell
 * apart (centres, why a delivery failed, a loss) is written under the nearest one.
 */
import type { ZtoContact, ZtoRecord, ZtoRow } from '../../zto/native.ts';
import { formatWallClock } from '../clock.ts';
import type { HappeningKind } from '../happenings.ts';
import type { Happening, OperatorCode, Spot } from '../journey.ts';
import type { Person } from '../people.ts';
import {
  CHINESE_CAUSES,
  inRecordingOrder,
  postalCodeOf,
  type Recording,
  spotNumber,
  stayOf,
} from './recording.ts';

const CHINA = 480;

/** Kuaidi100's company codes. */
const COMPANIES: Readonly<Record<OperatorCode, string>> = {
  'sf-express': 'shunfeng',
  'china-post': 'ems',
  'hive-box': 'fengchao',
  zto: 'zhongtong',
  inpost: 'inpost',
};

interface Scene {
  readonly recording: Recording;
  readonly happening: Happening;
  readonly site: string;
}

const to = ({ recording }: Scene) => recording.leg.to;
const carrier = ({ recording: { leg } }: Scene) => `${leg.carrier.name}（${leg.carrier.phone}）`;

// biome-ignore format: a table is read by its columns
const STATES: Readonly<Record<HappeningKind, readonly [statusCode: string, context: (scene: Scene) => string]>> = {
  label:            ['101', (s) => `寄件人${s.recording.leg.from.name}已下单`],
  awaiting:         ['102', (s) => `${s.site} 等待揽收`],
  dropped:          ['102', (s) => `${s.site} 寄件人已投柜，等待揽收`],
  accepted:         ['103', (s) => `${s.site} 已揽收，寄件人电话${s.recording.leg.from.phone}`],
  acceptedByAgent:  ['103', (s) => `${s.site} 代理点已揽收`],
  takenFromLocker:  ['103', (s) => `${s.site} 已从快递柜揽收`],
  moving:           ['1002', (s) => `${s.site} 快件运输中`],
  arrived:          ['0', (s) => `快件已到达 ${s.site}`],
  departed:         ['0', (s) => `快件离开 ${s.site}`],
  leftCountry:      ['0', (s) => `快件离境 ${s.site}`],
  enteredCountry:   ['0', (s) => `快件入境 ${s.site}`],
  destinationCity:  ['1001', (s) => `快件已到达派件城市 ${s.site}`],
  customsPresented: ['10', (s) => `${s.site} 待清关`],
  customsNeedsInfo: ['13', (s) => `${s.site} 清关资料不全`],
  customsReleased:  ['12', (s) => `${s.site} 已清关`],
  customsHold:      ['13', (s) => `${s.site} 清关异常`],
  handedOver:       ['7', (s) => `${s.site} 已转投，转投单号${s.recording.leg.handedTo?.waybill ?? ''}`],
  redirected:       ['1003', (s) => `应收件人${to(s).name}要求转递`],
  out:              ['5', (s) => `${s.site} 派件员${carrier(s)}正在为您派件`],
  outToLocker:      ['5', (s) => `${s.site} 派件员${carrier(s)}正在为您派件`],
  stored:           ['501', (s) => `快件已暂存至${s.site}，取件码${stayOf(s.recording)?.code ?? ''}，收件人${to(s).phone}`],
  atStation:        ['501', (s) => `快件已暂存至${s.site}驿站，收件人${to(s).phone}`],
  temporary:        ['501', (s) => `快件已暂存至${s.site}`],
  reminded:         ['501', (s) => `快件在${s.site}待取`],
  overdue:          ['205', (s) => `快件在${s.site}超时未取`],
  removed:          ['5', (s) => `派件员${carrier(s)}已取回快件`],
  nobody:           ['206', (s) => `收件人${to(s).name} ${to(s).phone}无法联系`],
  closed:           ['204', (s) => `派件异常：单位休息，${to(s).home.street}`],
  wrongAddress:     ['207', (s) => `${to(s).home.street}${to(s).home.building}超区，待联系`],
  refused:          ['203', (s) => `收件人${to(s).name}拒收`],
  unpaid:           ['204', (s) => `派件异常：费用未付，已联系${to(s).phone}`],
  delivered:        ['301', (s) => `快件已签收，签收人：${to(s).name}，派件员${carrier(s)}`],
  collected:        ['304', (s) => `快件已从${s.site}取出，感谢使用中通`],
  toProxy:          ['303', (s) => `快件已由门卫代签，派件员${carrier(s)}`],
  codPaid:          ['301', (s) => `快件已签收，签收人：${to(s).name}`],
  returning:        ['6', (s) => `${s.site} 快件退回中`],
  returned:         ['4', (s) => `快件已退回寄件人${s.recording.leg.from.name}`],
  delayed:          ['208', (s) => `快件滞留在${s.site}，原因：${CHINESE_CAUSES[s.happening.reason ?? 'OTHER']}`],
  damaged:          ['209', (s) => `快件在${s.site}破损，请寄件人${s.recording.leg.from.phone}联系客服`],
  lost:             ['2', (s) => `快件在${s.site}疑难，正在查找`],
  destroyed:        ['2', (s) => `快件在${s.site}疑难，正在处理`],
  cancelled:        ['401', (s) => `寄件人${s.recording.leg.from.name}已销单`],
};

/** The shipment that ZTO keeps for a leg. */
export function writeZto(recording: Recording): ZtoRecord {
  const { leg } = recording;
  const rows = inRecordingOrder(leg).map((happening) => toRow(recording, happening));
  const newest = rows.at(-1)?.statusCode ?? '0';
  const isSigned = newest.startsWith('3') || newest === '4';
  return {
    nu: leg.waybill,
    com: 'zhongtong',
    state: basicState(newest),
    ischeck: isSigned ? '1' : '0',
    data: rows.reverse(),
    send: toContact(leg.from),
    recv: toContact(leg.to),
    arrivals: leg.forecasts.map(({ to: arrival, asOf, reason }) => ({
      arrivalTime: formatWallClock(arrival, CHINA),
      at: formatWallClock(asOf, CHINA),
      ...(reason === null ? {} : { why: CHINESE_CAUSES[reason] }),
    })),
    ...(leg.handedTo === null
      ? {}
      : { interCom: { com: COMPANIES[leg.handedTo.operator], nu: leg.handedTo.waybill } }),
  };
}

/** 1001 and its like refine state 0, codes of three digits the state they begin with. */
function basicState(code: string): string {
  if (code.length === 4) return '0';
  return code.length === 3 ? code.slice(0, 1) : code;
}

function toRow(recording: Recording, happening: Happening): ZtoRow {
  const { spot, at, recordedAt, kind, reason } = happening;
  const [statusCode, context] = STATES[kind];
  const siteName = `${spot.city.name.replace(/市$/, '')}${spot.district}${siteSuffix(spot)}`;
  return {
    ftime: formatWallClock(recordedAt, CHINA),
    ...(recordedAt === at ? {} : { time: formatWallClock(at, CHINA) }),
    context: context({ recording, happening, site: `【${siteName}】` }),
    statusCode,
    ...(kind === 'delayed' && reason !== null ? { cause: CHINESE_CAUSES[reason] } : {}),
    areaCode: postalCodeOf(spot),
    areaName: `${spot.city.region},${spot.city.name},${spot.district}`,
    siteCode: `${spot.city.code}${spotNumber(spot)}${siteLetter(spot)}`,
    siteName,
  };
}

function siteLetter({ kind }: Spot): string {
  if (kind === 'SORTING_CENTER') return 'Z';
  return kind === 'LOCKER' ? 'G' : 'W';
}

function siteSuffix({ kind, number }: Spot): string {
  if (kind === 'SORTING_CENTER') return '转运中心';
  return kind === 'LOCKER' ? `丰巢柜${number}` : `网点${number}`;
}

function toContact({ name, organisation, phone, home }: Person): ZtoContact {
  const { city, district, street, building, room } = home;
  const area = [city.region, city.name, district];
  return {
    name,
    ...(organisation === null ? {} : { company: organisation }),
    mobile: phone,
    area: (city.country === 'CN' ? area : [city.country, ...area]).join('/'),
    zip: postalCodeOf(home),
    detail: [street, building, room].join(','),
  };
}
