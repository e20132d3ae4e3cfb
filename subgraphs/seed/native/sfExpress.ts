/**
 * Writes a leg as SF Express would have recorded it. Remarks are written for recipients, with the names, telephone numbers
 * and pickup codes that such remarks hold: privacy rules have something to find.
 */
import type { SfContact, SfRecord, SfRoute } from '../../sf-express/native.ts';
import { formatOffset, formatWallClock, offsetMinutesAt } from '../clock.ts';
import type { HappeningKind } from '../happenings.ts';
import type { Happening, Spot } from '../journey.ts';
import type { Person } from '../people.ts';
import {
  CHINESE_CAUSES,
  correctedNumber,
  inRecordingOrder,
  lastTrue,
  postalCodeOf,
  type Recording,
  spotNumber,
  stayOf,
} from './recording.ts';

const CHINA = 480;

/** What a remark can speak of. */
interface Scene {
  readonly recording: Recording;
  readonly happening: Happening;
  /** The department's name in brackets, as SF writes it. */
  readonly at: string;
}

type Scan = readonly [opCode: string, reasonCode: string | null, remark: (scene: Scene) => string];

const toName = ({ recording }: Scene) => recording.leg.to.name;
const carrier = ({ recording: { leg } }: Scene) => `${leg.carrier.name}，电话：${leg.carrier.phone}`;
const cause = ({ happening }: Scene) => CHINESE_CAUSES[happening.reason ?? 'OTHER'];

// biome-ignore format: a table is read by its columns
const SCANS: Readonly<Record<HappeningKind, Scan>> = {
  label:            ['647', null, ({ recording }) => `${recording.leg.from.name}的订单已提交，等待收件`],
  awaiting:         ['151', null, (s) => `收派员${s.recording.leg.carrier.name}将上门收件`],
  dropped:          ['127', null, (s) => `寄件人已将快件投入${s.at}`],
  accepted:         ['50', null, (s) => `顺丰速运 已收取快件，寄件人电话${s.recording.leg.from.phone}`],
  acceptedByAgent:  ['607', null, (s) => `代理点${s.at}已收取快件`],
  takenFromLocker:  ['129', null, (s) => `收派员已从${s.at}取出快件`],
  moving:           ['302', null, (s) => `车辆已从${s.at}发出，快件在运输途中`],
  arrived:          ['31', null, (s) => `快件到达 ${s.at}`],
  departed:         ['30', null, (s) => `快件在${s.at}完成分拣，准备发往下一站`],
  leftCountry:      ['105', null, (s) => `航班已从${s.at}起飞`],
  enteredCountry:   ['106', null, (s) => `航班已抵达${s.at}`],
  destinationCity:  ['11', null, (s) => `快件到达 ${s.at}，准备派送`],
  customsPresented: ['16', null, (s) => `快件在${s.at}报关`],
  customsNeedsInfo: ['613', null, (s) => `清关资料待补，已致电${toName(s)} ${s.recording.leg.to.phone}`],
  customsReleased:  ['623', null, (s) => `快件在${s.at}清关放行`],
  customsHold:      ['18', null, (s) => `快件在${s.at}被海关扣留，正在处理`],
  handedOver:       ['626', null, (s) => `快件已转交合作公司，转单号${s.recording.leg.handedTo?.waybill ?? ''}`],
  redirected:       ['99', null, (s) => `应客户${toName(s)}要求，快件转寄至新地址`],
  out:              ['44', null, (s) => `正在派送途中，请您准备签收（派件人：${carrier(s)}）`],
  outToLocker:      ['123', null, (s) => `快件正送往自提点（派件人：${carrier(s)}）`],
  stored:           ['125', null, (s) => `快件已存放至${s.at}，取件码${stayOf(s.recording)?.code ?? ''}，请${toName(s)}及时取件`],
  atStation:        ['678', null, (s) => `快件已到${s.at}，请${toName(s)}凭手机尾号${s.recording.leg.to.phone.slice(-4)}取件`],
  temporary:        ['678', null, (s) => `快件暂存${s.at}`],
  reminded:         ['125', null, (s) => `快件在${s.at}待取`],
  overdue:          ['125', null, (s) => `快件在${s.at}超时未取`],
  removed:          ['126', null, (s) => `收派员${s.recording.leg.carrier.name}已从${s.at}取回快件`],
  nobody:           ['70', null, (s) => `派送不成功：${toName(s)}电话${s.recording.leg.to.phone}无人接听`],
  closed:           ['33', null, (s) => `派送不成功：单位休息，已与${toName(s)}约定再次派送`],
  wrongAddress:     ['33', 'A', (s) => `派送不成功：${s.recording.leg.to.home.building}地址不详，请联系收派员${carrier(s)}`],
  refused:          ['70', 'R', (s) => `派送不成功：${toName(s)}拒收`],
  unpaid:           ['613', 'F', (s) => `税费未付，已短信通知${s.recording.leg.to.phone}`],
  delivered:        ['80', null, (s) => `您的快件已签收，签收人：${toName(s)}，如有疑问请联系派件人${carrier(s)}`],
  collected:        ['128', null, (s) => `${toName(s)}已从${s.at}取出快件`],
  toProxy:          ['80', 'P', (s) => `您的快件已签收：${s.recording.leg.to.home.street}门卫代收，派件人${carrier(s)}`],
  codPaid:          ['80', 'C', (s) => `已签收，代收货款${(s.recording.leg.codFen ?? 0) / 100}元已由${toName(s)}付清`],
  returning:        ['631', null, () => '快件正在退回寄件人'],
  returned:         ['648', null, (s) => `快件已退回，寄件人${s.recording.leg.from.name}签收`],
  delayed:          ['77', null, (s) => `快件因${cause(s)}原因滞留在${s.at}`],
  damaged:          ['72', 'D', (s) => `快件在${s.at}发现外包装破损，客服将联系${s.recording.leg.from.phone}`],
  lost:             ['72', 'L', (s) => `快件在${s.at}之后下落不明，已启动理赔`],
  destroyed:        ['72', 'X', () => '快件因事故灭失，已启动理赔'],
  cancelled:        ['CANCEL', null, (s) => `${s.recording.leg.from.name}已取消订单`],
};

/** SF's letters for kinds of departments, and what their names end in. */
const DEPARTMENTS: Readonly<Record<Spot['kind'], readonly [letter: string, suffix: string]>> = {
  SORTING_CENTER: ['Z', '中转场'],
  BRANCH: ['D', '营业点'],
  LOCKER: ['F', '丰巢柜'],
  STATION: ['S', '驿站'],
  CUSTOMS: ['K', '海关'],
  PORT: ['P', '口岸'],
  OTHER: ['D', '服务点'],
};

/** The shipment that SF keeps for a leg. */
export function writeSfExpress(recording: Recording): SfRecord {
  const { leg, journey } = recording;
  const { goods } = journey;
  const recorded = inRecordingOrder(leg);
  const done = lastTrue(leg, ['delivered', 'toProxy', 'codPaid']);
  const isOut = leg.happenings.some(({ kind }) => kind === 'out' || kind === 'outToLocker');
  return {
    mailNo: leg.waybill,
    sender: toContact(leg.from),
    consignee: toContact(leg.to),
    cargo: {
      name: goods.name,
      weight: goods.grams / 1000,
      count: goods.pieces,
      declaredValue: goods.valueFen / 100,
      ...(leg.codFen === null ? {} : { collection: leg.codFen / 100 }),
    },
    ...(isOut
      ? { courier: { empNo: leg.carrier.staffNumber, name: leg.carrier.name, mobile: leg.carrier.phone } }
      : {}),
    promise: leg.forecasts.map(({ source, from, to, asOf, reason }) => ({
      by: source === 'ORDER' ? 'ORDER' : 'SF',
      from: formatWallClock(from, CHINA),
      to: formatWallClock(to, CHINA),
      madeAt: formatWallClock(asOf, CHINA),
      ...(reason === null ? {} : { cause: CHINESE_CAUSES[reason] }),
    })),
    ...(done === undefined
      ? {}
      : {
          pod: {
            type: done.kind === 'toProxy' ? 'PHOTO' : 'SIGN',
            url: `https://pod.sf-express.example/${leg.waybill}.jpg`,
            signer: done.kind === 'toProxy' ? '门卫' : leg.to.name,
            time: formatWallClock(done.at, CHINA),
          },
        }),
    ...(goods.chilled ? { coldChain: { min: 0, max: 8, breached: goods.grams % 9 === 0 } } : {}),
    ...(leg.handedTo === null
      ? {}
      : { forwardTo: { partner: leg.handedTo.operator, number: leg.handedTo.waybill } }),
    ...(leg.replaces === null ? {} : { originalMailNo: leg.replaces.waybill }),
    ...(leg.replacedBy === null ? {} : { newMailNo: leg.replacedBy.waybill }),
    routes: recorded.map((happening) => toRoute(recording, happening, recorded)),
  };
}

function toRoute(recording: Recording, happening: Happening, recorded: readonly Happening[]): SfRoute {
  const { spot, at, recordedAt, kind, reason } = happening;
  const [opCode, usualReason, remark] = SCANS[kind];
  const reasonCode = kind === 'delayed' ? delayReason(reason) : usualReason;
  const offset = offsetMinutesAt(spot.city, at);
  const [letter, suffix] = DEPARTMENTS[spot.kind];
  const area =
    spot.city.country === 'CN'
      ? `${spot.city.name.replace(/市$/, '')}${spot.district}`
      : `${spot.city.name} `;
  const deptName = `${area}${suffix}${spot.number > 1 ? spot.number : ''}`;
  const row = correctedNumber(happening, recorded);
  const isAbroad = spot.city.country !== 'CN';
  return {
    acceptTime: formatWallClock(at, offset),
    acceptAddress: `${spot.city.region},${spot.city.name},${spot.district}`,
    remark: remark({ recording, happening, at: `【${deptName}】` }),
    // Collection from a station has an opCode of its own.
    opCode: kind === 'collected' && spot.kind === 'STATION' ? '679' : opCode,
    ...(reasonCode === null ? {} : { reasonCode }),
    deptCode: `${spot.city.areaCode.replace(/^0/, '') || spot.city.code}${letter}${spotNumber(spot)}`,
    deptName,
    deptType: letter,
    ...(recordedAt === at ? {} : { uploadTime: formatWallClock(recordedAt, offset) }),
    ...(isAbroad ? { country: spot.city.country, zone: formatOffset(offset, ':') } : {}),
    ...(row === undefined
      ? {}
      : { revises: { row, how: happening.corrects?.how === 'DID_NOT_OCCUR' ? 'VOID' : 'AMEND' } as const }),
  };
}

function delayReason(reason: Happening['reason']): string | null {
  if (reason === 'WEATHER') return 'W';
  return reason === 'FLIGHT' ? 'H' : null;
}

function toContact({ name, organisation, phone, home }: Person): SfContact {
  const { city, district, street, building, room } = home;
  return {
    contact: name,
    ...(organisation === null ? {} : { company: organisation }),
    mobile: phone,
    country: city.country,
    province: city.region,
    city: city.name,
    county: district,
    postCode: postalCodeOf(home),
    address: `${street} ${building} ${room}`,
  };
}
