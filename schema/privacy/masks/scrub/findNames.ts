/**
 * Finds names that no field of the leg holds, by what stands beside them: a role, a title, a phone number. Invariant: it
 * takes at least the whole name where one begins, rather a word too much.
 */
import type { FoldedText } from './foldText.ts';
import { findAll, type Span } from './span.ts';
import { SURNAME } from './surnames.ts';

const HAN = '\\p{Script=Han}';
const GAP = '[^\\p{L}\\p{N}*]{0,3}';
/** What may follow a name in one breath, so that not all four characters need to be part of it. */
const GOES_ON =
  '(?:正在|已|将|要求|拒收|签收|电话|手机|及时|上门|预约|投柜|取[回件走出]|本人|无法|无人|的|于|与|凭|寄件|下单|付清)';
const NAME = `(?:${SURNAME}${HAN}(?=${GOES_ON}|(?!${HAN}))|${SURNAME}${HAN}{2}(?=${GOES_ON}|(?!${HAN}))|${SURNAME}${HAN}{1,3})`;

const ROLES =
  '(?:派件|派送|配送|收派|收件|揽件|揽收|揽投|投递|快递|取件|业务|营业|客服)(?:员|小哥|师傅)|骑手|司机|小哥|快递师傅|' +
  '(?:收件|收货|寄件|发件|签收|代收|代签|取件|派件|联系|投递|经办|本)人|收方|寄方|客户|用户|买家|卖家';
const TITLES = '(?:先生|女士|小姐|太太|师傅|老师|同学|阿姨|大爷|大妈|经理)';
/** Words that begin like a surname. */
const NO_NAME =
  '(?!单号|全部|成功|安全|包裹|车辆|海关|单位|项目|安检|高铁|金额|国际|国内|全程|广东|广西|江苏|江西|云南|安徽|山[东西]|湖[南北]|河[南北]|都已|向|后|从|经|应|通知|时间|方便|水果|文件|明[天日]|关机|空号|路途|居住)';

const HAN_PATTERNS: readonly RegExp[] = [
  new RegExp(`(?:${ROLES})${GAP}(${NO_NAME}${NAME})`, 'gu'),
  new RegExp(`${SURNAME}${HAN}{0,2}${TITLES}(?:/${TITLES})?`, 'gu'),
  new RegExp(
    `(?<=^|[，,。；;：:、（(【\\s]|请|应|由|与|和|致电|联系|通知|告知|提醒|接收)(${NO_NAME}${SURNAME}${HAN}{1,2})(?=已|的(?:订单|快件|包裹|邮件|信息)|寄件|拒收|签收|要求|本人|电话|将|取件|下单|付清|提供|及时|无法|无人|凭|约定|撤单|取消|销单)`,
    'gu',
  ),
  // Who took a parcel is named before the word for it, without anything between.
  new RegExp(`${NO_NAME}${SURNAME}${HAN}{1,2}(?=签收|代签|代收|拒收|收货)`, 'gu'),
];
/** A name directly before a phone number. */
const BEFORE_PHONE = new RegExp(
  `(${NO_NAME}${SURNAME}${HAN}{1,3})${GAP}(?:电话|手机|手机号|联系方式|tel)?${GAP}$`,
  'u',
);
const LONGEST_BEFORE_PHONE = 16;

/** A role or title in Polish or English; names after it begin with a capital. */
const LATIN_ROLES =
  /\b(?:kurier\p{L}{0,4}|nadawc\p{L}{1,3}|odbiorc\p{L}{1,3}|przez|pan|pani|pana|panu|panem|courier|driver|recipient|sender|customer|consignee|signed by|signed for by|received by|collected by|accepted by|picked up by|handed to|left with|mr|mrs|ms|miss|herr|frau|dr)\b[.:]?\s{0,2}/gu;
const HAN_ROLES = new RegExp(`(?:${ROLES})${GAP}`, 'gu');
const MOST_WORDS = 4;
/** One word of a name; where words have no space between them, at most as much as a name can have. */
const NAME_WORD =
  /(?:\p{Script=Han}{1,4}|[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{1,12}|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])[\p{L}'’.-]){1,40})\s?/uy;

/** Looks through a folded text; `phones` are the phone numbers found in it. */
export function findNames(text: FoldedText, phones: readonly Span[]): readonly Span[] {
  const { folded } = text;
  const isHan = /\p{Script=Han}/u.test(folded);
  const isOther = /[a-z]|(?!\p{Script=Han})\p{Lo}/u.test(folded);
  const namesAfter = (roles: RegExp) =>
    [...folded.matchAll(roles)].flatMap((match) => readNameWords(text, match.index + match[0].length));
  return [
    ...(isHan ? HAN_PATTERNS.flatMap((pattern) => findAll(folded, pattern)) : []),
    ...(isHan ? phones.flatMap(({ start }) => findBeforePhone(folded, start)) : []),
    ...(isHan && isOther ? namesAfter(HAN_ROLES) : []),
    ...(isOther ? namesAfter(LATIN_ROLES) : []),
  ];
}

function findBeforePhone(folded: string, phone: number): readonly Span[] {
  const from = Math.max(0, phone - LONGEST_BEFORE_PHONE);
  const match = BEFORE_PHONE.exec(folded.slice(from, phone));
  if (match === null) return [];
  const start = from + match.index;
  return [{ start, end: start + (match[1] ?? '').length }];
}

/** The words from a place on that begin with a capital, or with a letter of a script that has none. */
function readNameWords({ source, folded, starts }: FoldedText, from: number): readonly Span[] {
  let end = from;
  for (let count = 0; count < MOST_WORDS; count++) {
    const first = characterAt(source, starts[end]);
    // Of Chinese names one word is all; whether one begins after a Chinese role, its surname says.
    if (!(/^[\p{Lu}\p{Lt}]$/u.test(first) || (/^\p{Lo}$/u.test(first) && isAfterLatin(folded, from)))) break;
    NAME_WORD.lastIndex = end;
    const word = NAME_WORD.exec(folded);
    if (word === null) break;
    end += word[0].length;
  }
  while (end > from && /[\s.]/.test(folded[end - 1] ?? '')) end--;
  return end > from ? [{ start: from, end }] : [];
}

function isAfterLatin(folded: string, at: number): boolean {
  return /[a-z][.:\s]{0,4}$/.test(folded.slice(Math.max(0, at - 8), at));
}

function characterAt(source: string, at: number | undefined): string {
  const point = at === undefined ? undefined : source.codePointAt(at);
  return point === undefined ? '' : String.fromCodePoint(point);
}
