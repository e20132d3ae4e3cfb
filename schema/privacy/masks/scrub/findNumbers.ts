/**
 * Finds phone numbers, codes and addresses of machines in a folded text by their form, knowing nobody. Invariant: no run of
 * four digits stays, however it is written, unless it is a date or a time; with separators between them, no five do.
 */
import { findAll, type Span } from './span.ts';

/** A digit, or a Chinese character for one. */
const DIGIT = '[0-9〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺]';
const SEPARATOR = '[\\s.,:、，\\-/()_·~]';
const TOKEN = '[a-z0-9]+(?:[-_][a-z0-9]+)*';
/** A code, in pieces perhaps. */
const CODE = `${TOKEN}(?:[\\s-]?[0-9]{1,6}){0,4}`;

const RUN = new RegExp(`\\+?${DIGIT}(?:${SEPARATOR}{0,3}${DIGIT})*`, 'gu');
const LONG_STRETCH = new RegExp(`${DIGIT}{4}`, 'u');
const EACH_DIGIT = new RegExp(DIGIT, 'gu');
const MOST_SEPARATED_DIGITS = 4;

const YEAR = '(?:19|20)[0-9]{2}';
const MONTH = '(?:0?[1-9]|1[0-2])';
const DAY = '(?:0?[1-9]|[12][0-9]|3[01])';
const TIME =
  '(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?(?:\\.[0-9]{1,3})?(?:z|[+-][01][0-9]:[0-5][0-9])?';
const DATES = [
  `${YEAR}-${MONTH}-${DAY}`,
  `${YEAR}/${MONTH}/${DAY}`,
  `${YEAR}\\.${MONTH}\\.${DAY}`,
  `${DAY}\\.${MONTH}\\.${YEAR}`,
  `${DAY}/${MONTH}/${YEAR}`,
  `${YEAR}年(?:${MONTH}月(?:${DAY}[日号])?)?`,
  `${MONTH}月${DAY}[日号]`,
].join('|');
const MOMENT = new RegExp(
  `(?<![0-9a-z][-./:]?|\\+)(?:(?:${DATES})(?:(?:[t\\s]{1,2}|(?<=[日号]))${TIME})?|${TIME}(?:-${TIME})?)(?![-./:]?[0-9])`,
  'gu',
);
/** A text about one parcel names a few moments; a code in pieces would look like many. */
const MOST_MOMENTS = 4;

const PATTERNS: readonly RegExp[] = [
  // What follows a word for a code, whatever it is.
  new RegExp(
    `(?:取件|提货|取货|提取|自提|开箱|开柜|验证|校验|动态|收货|签收|货架|取|提|密)(?:码|号码)(?:为|是)?[^\\p{L}\\p{N}]{0,4}(${CODE})`,
    'gu',
  ),
  new RegExp(`(?:密码|口令|尾号|后[四4]位|货号|凭码)(?:为|是)?[^\\p{L}\\p{N}]{0,4}(${CODE})`, 'gu'),
  new RegExp(
    `\\b(?:pin|codes?|kod(?:u|em|zie|y)?|otp|password|passcode|haslo)\\b(?:\\s[a-z]{1,12}){0,2}[^\\p{L}\\p{N}]{0,4}((?=[a-z_-]{0,20}[0-9])${CODE})`,
    'gu',
  ),
  // And a word for a way to reach somebody.
  /(?:电话|手机|座机|热线|拨打|致电|\btel|\bphone|\bmobile|\bkom|\bcall)[\p{L}]{0,6}[^\p{L}\p{N}]{0,4}(\+?[0-9](?:[0-9\s().-]{0,24}[0-9])?)/gu,
  new RegExp(`(?:微信|\\bqq|wechat|whatsapp|telegram)号?[^\\p{L}\\p{N}]{0,4}(${CODE})`, 'gu'),
  /[a-z0-9._%+-]{0,64}@\S{0,128}/gu,
  /(?:\bhttps?:|\bwww\.)\S{0,500}/gu,
  /\b[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}\/\S{0,500}/gu,
  // Letters and digits in turns, as `a7k9q`, and four digits in any token with letters.
  /\b(?:[a-z]+[0-9]+){2,}[a-z]*\b/gu,
  /\b(?:[0-9]+[a-z]+){2,}[0-9]+\b/gu,
];
const ANY_TOKEN = new RegExp(TOKEN, 'gu');

/** What has to go, and of it what could be a phone number. */
export interface FoundNumbers {
  readonly spans: readonly Span[];
  readonly phones: readonly Span[];
}

/** Without any of these there is nothing to find. */
const ANY_SIGN = new RegExp(`${DIGIT}|[a-z@]`, 'u');

/** Looks through a folded text. */
export function findNumbers(folded: string): FoundNumbers {
  if (!ANY_SIGN.test(folded)) return { spans: [], phones: [] };
  const timeless = blankMoments(folded);
  const runs = findAll(timeless, RUN).filter((span) => isSecret(timeless.slice(span.start, span.end)));
  const tokens = findAll(timeless, ANY_TOKEN).filter(({ start, end }) => {
    const token = timeless.slice(start, end);
    return /[a-z]/.test(token) && countDigits(token) >= 4;
  });
  const others = PATTERNS.flatMap((pattern) => findAll(timeless, pattern));
  const spans = [...runs, ...tokens, ...others].map((span) => widen(span, timeless));
  return { spans, phones: runs.filter(({ start, end }) => countDigits(timeless.slice(start, end)) >= 7) };
}

/** The text with each date and time made into something that is neither digit nor separator. */
function blankMoments(folded: string): string {
  const moments = [...folded.matchAll(MOMENT)];
  return moments.length > MOST_MOMENTS
    ? folded
    : folded.replace(MOMENT, (moment) => '\u0001'.repeat(moment.length));
}

function isSecret(run: string): boolean {
  const digits = countDigits(run);
  if (run.startsWith('+')) return digits >= 2;
  return LONG_STRETCH.test(run) || digits > MOST_SEPARATED_DIGITS;
}

function countDigits(text: string): number {
  return text.match(EACH_DIGIT)?.length ?? 0;
}

/** A number that is part of a word of letters and digits goes with the whole word. */
function widen({ start, end }: Span, folded: string): Span {
  let from = start;
  let to = end;
  while (from > 0 && /[a-z0-9]/.test(folded[from - 1] ?? '')) from--;
  while (/[a-z0-9]/.test(folded[to] ?? '')) to++;
  return { start: from, end: to };
}
