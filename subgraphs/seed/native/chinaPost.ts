/**
 * Writes a leg as China Post would have recorded it: EMSEVT events at offices with IMPC-like codes, in the office's local
 * time. A correction names the event it cancels or replaces.
 */
import type { PostEvent, PostParty, PostRecord } from '../../china-post/native.ts';
import type { EventReason } from '../../kit/contract.ts';
import { formatOffset, formatWallClock, offsetMinutesAt } from '../clock.ts';
import type { HappeningKind } from '../happenings.ts';
import type { Happening, Spot } from '../journey.ts';
import type { Person } from '../people.ts';
import {
  correctedNumber,
  inRecordingOrder,
  lastTrue,
  postalCodeOf,
  type Recording,
  stayOf,
} from './recording.ts';

const CHINA = 480;

const CURRENCIES: Readonly<Record<string, string>> = {
  CN: 'CNY',
  PL: 'PLN',
  DE: 'EUR',
  GB: 'GBP',
  US: 'USD',
  JP: 'JPY',
  KR: 'KRW',
};

const CAUSES: Readonly<Record<EventReason, string>> = {
  WEATHER: 'weather',
  FLIGHT: 'flight',
  PROCESSING: 'processing',
  CUSTOMER: 'customer',
  AUTHORITY: 'customs',
  OTHER: 'other',
};

interface Scene {
  readonly recording: Recording;
  readonly happening: Happening;
  readonly office: string;
}

const to = ({ recording }: Scene) => recording.leg.to;
const carrier = ({ recording: { leg } }: Scene) => `${leg.carrier.name}，电话:${leg.carrier.phone}`;

// biome-ignore format: a table is read by its columns
const EVENTS: Readonly<Record<HappeningKind, readonly [event: string, reason: string | null, remark: (scene: Scene) => string]>> = {
  label:            ['ITMATT', null, (s) => `已接收${s.recording.leg.from.name}的邮件信息`],
  awaiting:         ['PICKUP', null, (s) => `${s.office}将上门揽收，联系电话${s.recording.leg.from.phone}`],
  dropped:          ['PICKUP', null, (s) => `${s.office}待揽收`],
  accepted:         ['EMA', null, (s) => `${s.office}已收寄，寄件人${s.recording.leg.from.name}`],
  acceptedByAgent:  ['EMA', '20', (s) => `${s.office}代办点已收寄`],
  takenFromLocker:  ['EMA', null, (s) => `${s.office}已揽收`],
  moving:           ['EDE', null, (s) => `离开${s.office}，运输中`],
  arrived:          ['EDD', null, (s) => `到达${s.office}`],
  departed:         ['EDE', null, (s) => `离开${s.office}`],
  leftCountry:      ['EMC', null, (s) => `离开${s.office}，发往寄达国（地区）`],
  enteredCountry:   ['EMD', null, (s) => `到达寄达国（地区）${s.office}`],
  destinationCity:  ['EMG', null, (s) => `到达${s.office}投递局`],
  customsPresented: ['EDB', null, (s) => `${s.office}送交海关`],
  customsNeedsInfo: ['EME', '43', (s) => `海关要求${to(s).name}提供发票，已电告${to(s).phone}`],
  customsReleased:  ['EDC', null, (s) => `${s.office}海关放行`],
  customsHold:      ['EME', null, (s) => `${s.office}海关留存待验`],
  handedOver:       ['ONWARD', null, (s) => `${s.office}已交下一承运人，单号${s.recording.leg.handedTo?.waybill ?? ''}`],
  redirected:       ['REDIR', null, (s) => `应${to(s).name}要求改寄`],
  out:              ['EDG', null, (s) => `${s.office}安排投递，投递员：${carrier(s)}`],
  outToLocker:      ['EDG', '30', (s) => `${s.office}安排投递至智能柜，投递员：${carrier(s)}`],
  stored:           ['EDH', '30', (s) => `已投入${s.office}，取件码${stayOf(s.recording)?.code ?? ''}`],
  atStation:        ['EDH', null, (s) => `已到${s.office}，请${to(s).name}取件`],
  temporary:        ['EDF', null, (s) => `暂存${s.office}`],
  reminded:         ['EDH', '30', (s) => `在${s.office}待取`],
  overdue:          ['EDH', '30', (s) => `在${s.office}超时未取`],
  removed:          ['EDG', null, (s) => `投递员${carrier(s)}已取回`],
  nobody:           ['EMH', '11', (s) => `未妥投：${to(s).name} ${to(s).phone}无人接听`],
  closed:           ['EMH', '12', (s) => `未妥投：${to(s).home.building}单位休息`],
  wrongAddress:     ['EMH', '10', (s) => `未妥投：${to(s).home.street}地址不详`],
  refused:          ['EMH', '13', (s) => `未妥投：${to(s).name}拒收`],
  unpaid:           ['EMH', '14', (s) => `未妥投：税款未缴，已通知${to(s).phone}`],
  delivered:        ['EMI', null, (s) => `已妥投，${to(s).name}本人签收，投递员：${carrier(s)}`],
  collected:        ['EMI', '30', (s) => `${to(s).name}已从${s.office}取走`],
  toProxy:          ['EMI', '21', (s) => `已妥投，他人代收，投递员：${carrier(s)}`],
  codPaid:          ['EMI', null, (s) => `已妥投，${to(s).name}本人签收`],
  returning:        ['EDX', null, (s) => `${s.office}退回寄件人`],
  returned:         ['EDX', '90', (s) => `已退还寄件人${s.recording.leg.from.name}`],
  delayed:          ['EDA', null, (s) => `${s.office}延误：${CAUSES[s.happening.reason ?? 'OTHER']}`],
  damaged:          ['CN24', '2', (s) => `${s.office}发现邮件破损`],
  lost:             ['CN24', '1', (s) => `${s.office}查无此件`],
  destroyed:        ['CN24', '3', (s) => `${s.office}邮件灭失`],
  cancelled:        ['EXX', null, (s) => `${s.recording.leg.from.name}撤单`],
};

const OFFICES: Readonly<Record<Spot['kind'], readonly [type: string, suffix: string]>> = {
  SORTING_CENTER: ['T', '处理中心'],
  BRANCH: ['D', '营业部'],
  LOCKER: ['K', '智能柜'],
  STATION: ['P', '邮政驿站'],
  CUSTOMS: ['C', '海关'],
  PORT: ['A', '互换局'],
  OTHER: ['D', '营业部'],
};

/** The item that China Post keeps for a leg. */
export function writeChinaPost(recording: Recording): PostRecord {
  const { leg, journey } = recording;
  const recorded = inRecordingOrder(leg);
  const isOut = leg.happenings.some(({ kind }) => kind === 'out' || kind === 'outToLocker');
  const done = lastTrue(leg, ['delivered', 'toProxy']);
  return {
    itemId: leg.waybill,
    mailClass: leg.waybill.slice(0, 1),
    sender: toParty(leg.from),
    addressee: toParty(leg.to),
    declaration: {
      contents: journey.goods.name,
      grams: journey.goods.grams,
      pieces: journey.goods.pieces,
      value: journey.goods.valueFen,
      currency: CURRENCIES[leg.from.home.city.country] ?? 'CNY',
    },
    ...(isOut
      ? { deliveredBy: { id: leg.carrier.staffNumber, name: leg.carrier.name, telephone: leg.carrier.phone } }
      : {}),
    ...(done === undefined
      ? {}
      : {
          signature: {
            by: done.kind === 'toProxy' ? '他人代收' : leg.to.name,
            local: toLocal(done.at, offsetMinutesAt(done.spot.city, done.at)),
            offset: formatOffset(offsetMinutesAt(done.spot.city, done.at), ''),
          },
        }),
    expected: leg.forecasts.map(({ source, from, to: end, asOf, reason }) => ({
      from: toLocal(from, CHINA),
      to: toLocal(end, CHINA),
      told: toLocal(asOf, CHINA),
      by: source === 'ORDER' ? 'order' : 'post',
      ...(reason === null ? {} : { cause: CAUSES[reason] }),
    })),
    ...(leg.handedTo === null
      ? {}
      : { onward: { operator: leg.handedTo.operator, item: leg.handedTo.waybill } }),
    events: recorded.map((happening) => toEvent(recording, happening, recorded)),
  };
}

function toEvent(recording: Recording, happening: Happening, recorded: readonly Happening[]): PostEvent {
  const { spot, at, recordedAt, kind } = happening;
  const [usualEvent, usualReason, remark] = EVENTS[kind];
  const offset = offsetMinutesAt(spot.city, at);
  const [officeType, suffix] = OFFICES[spot.kind];
  const isAbroad = spot.city.country !== 'CN';
  const area = isAbroad ? `${spot.city.name} ` : `${spot.city.name}${spot.district}`;
  const officeName = `${area}${suffix}${spot.number > 1 ? spot.number : ''}`;
  const reason = kind === 'delayed' ? delayReason(happening) : usualReason;
  const number = correctedNumber(happening, recorded);
  const isVoid = happening.corrects?.how === 'DID_NOT_OCCUR';
  const districtLetter = String.fromCharCode(65 + Math.max(spot.city.districts.indexOf(spot.district), 0));
  return {
    event: atBorder(recording, happening) ?? usualEvent,
    ...(reason === null ? {} : { reason }),
    local: toLocal(at, offset),
    offset: formatOffset(offset, ''),
    ...(recordedAt === at ? {} : { received: toLocal(recordedAt, CHINA) }),
    office: `${spot.city.country}${spot.city.code}${districtLetter}${spot.number > 1 ? spot.number : ''}`,
    officeName,
    officeType,
    officeArea: `${spot.city.region}/${spot.city.name}/${spot.district}`,
    remark: remark({ recording, happening, office: `【${officeName}】` }),
    ...(number === undefined ? {} : isVoid ? { cancels: number } : { replaces: number }),
  };
}

/** Customs of the sender's country are export customs, and centres there are outward offices of exchange. */
function atBorder({ leg }: Recording, { kind, spot }: Happening): string | null {
  const origin = leg.from.home.city.country;
  if (spot.city.country !== origin || origin === leg.to.home.city.country) return null;
  if (kind === 'customsPresented') return 'EXA';
  if (kind === 'customsReleased') return 'EXC';
  return kind === 'arrived' && origin !== 'CN' ? 'EMB' : null;
}

function delayReason({ reason }: Happening): string | null {
  if (reason === 'WEATHER') return '51';
  return reason === 'FLIGHT' ? '52' : null;
}

function toParty({ name, organisation, phone, home }: Person): PostParty {
  const { city, district, street, building, room } = home;
  return {
    name,
    ...(organisation === null ? {} : { company: organisation }),
    telephone: phone,
    country: city.country,
    state: city.region,
    city: city.name,
    district,
    postcode: postalCodeOf(home),
    lines: [street, building, room],
  };
}

function toLocal(at: number, offset: number): string {
  return formatWallClock(at, offset).replace(' ', 'T');
}
