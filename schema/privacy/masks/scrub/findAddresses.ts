/** Finds house and flat numbers in a folded text by their form, in Chinese, Polish and English. */
import { findAll, type Span } from './span.ts';

const NUMBER = '[0-9〇零一二三四五六七八九十百]{1,4}';
const UNIT = '(?:号楼|号院|号|栋|幢|座|单元|楼|层|室|弄|房|户)';
/** What a place of an operator is numbered by. */
const NOT_A_HOME = '(?!\\s?(?:柜|机|线|码|店|口|仓|车|网点|窗|快递|驿站|分拣|格))';
const WORDS = '(?:[\\p{L}.\\u0027-]{2,20}\\s){1,3}';

const CHINESE: readonly RegExp[] = [
  new RegExp(`(?:${NUMBER}|[a-z][0-9]{0,2})(?:-${NUMBER}){0,3}\\s?${UNIT}${NOT_A_HOME}`, 'gu'),
  new RegExp(`(?:路|街|大道|巷|胡同|弄堂)\\s?(${NUMBER}(?:-${NUMBER}){0,3})(?![0-9路])`, 'gu'),
];
const WESTERN: readonly RegExp[] = [
  /\b(?:ul|al|os|pl)\.\s?\p{L}{2,30}(?:\s\p{L}{2,30}){0,2}(?:\s?[0-9]{1,4}[a-z]?(?:\/[0-9]{1,4})?)?/gu,
  /\b(?:ulic\p{L}{1,2}|alej\p{L}{1,3}|osiedl\p{L}{1,2})\s\p{L}{2,30}(?:\s[0-9]{1,4}[a-z]?(?:\/[0-9]{1,4})?)?/gu,
  /\b(?:m\.|lok\.|mieszk\p{L}{1,5}|flat|apt\.?|apartment|room|suite|unit)\s?(?:nr\.?|no\.?|#)?\s?[0-9]{1,4}[a-z]?\b/gu,
  new RegExp(
    `\\b[0-9]{1,5}[a-z]?,?\\s${WORDS}(?:street|st|road|rd|lane|ln|avenue|ave|drive|dr|square|sq|walk|close|court|way|terrace)\\b`,
    'gu',
  ),
  /\b\p{L}{2,30}\s(?:street|road|lane|avenue|drive|square|walk|close|court|terrace)\s[0-9]{1,5}[a-z]?\b/gu,
  // Postal codes of Poland and of the United Kingdom; longer ones are long runs of digits.
  /\b[0-9]{2}-[0-9]{3}\b/gu,
  /\b[a-z]{1,2}[0-9][a-z0-9]?\s?[0-9][a-z]{2}\b/gu,
];

/** Looks through a folded text. */
export function findAddresses(folded: string): readonly Span[] {
  const patterns = [
    ...(/\p{Script=Han}/u.test(folded) ? CHINESE : []),
    ...(/[a-z]|[0-9]-[0-9]/.test(folded) ? WESTERN : []),
  ];
  return patterns.flatMap((pattern) => findAll(folded, pattern));
}
