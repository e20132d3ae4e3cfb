/**
 * CN_PHONE: a phone number as Chinese waybills show it, `138******78`. Invariant: at most five digits show and at least
 * six are hidden, an extension (which makes a virtual number reachable) among them; the six asterisks say nothing of
 * the number's length.
 */
import { HIDDEN, type Mask } from './mask.ts';
import { readShortText } from './readShortText.ts';

const HIDING = '******';
const MASKED = /^(?:[0-9]{3}|\+[0-9]{2})?\*{6}[0-9]{2}$/;

/** What begins an extension when it is not only a hyphen. */
const EXTENSION = /转|轉|分机|内线|ext|wew|x|#|\*|,|;|~/i;
const NUMBER = /^(?:\+|00)?[0-9\s().\p{Pd}/]+$/u;
/** A Chinese mobile number; what follows it is an extension, with or without a hyphen. */
const CN_MOBILE = /^1[3-9][0-9]{9}/;
const LONGEST_EXTENSION = 6;

export const cnPhone: Mask = {
  name: 'CN_PHONE',
  keeps: 'String',
  apply(value) {
    if (cnPhone.verify(value)) return value;
    const text = readShortText(value)?.split(EXTENSION, 1)[0]?.trim();
    if (text === undefined || !NUMBER.test(text)) return HIDDEN;
    return maskDigits(text.replace(/[^0-9]/g, ''), /^(?:\+|00)/.test(text));
  },
  verify(value) {
    return value === HIDDEN || MASKED.test(value);
  },
};

function maskDigits(written: string, isInternational: boolean): string {
  const international = isInternational ? written.replace(/^00/, '') : written;
  const isChinese = isInternational
    ? international.startsWith('86')
    : /^861[3-9][0-9]{9}$/.test(international);
  const digits = isChinese ? international.slice(2) : international;
  const end = digits.slice(-2);
  if (isInternational && !isChinese) {
    return digits.length >= 10 && digits.length <= 15 ? `+${digits.slice(0, 2)}${HIDING}${end}` : HIDDEN;
  }
  if (CN_MOBILE.test(digits)) {
    const isKnownForm = digits.length <= 11 + LONGEST_EXTENSION;
    return isKnownForm ? `${digits.slice(0, 3)}${HIDING}${digits.slice(9, 11)}` : HIDDEN;
  }
  if (digits.length === 11 || digits.length === 12) return `${digits.slice(0, 3)}${HIDING}${end}`;
  return digits.length >= 8 && digits.length <= 10 ? `${HIDING}${end}` : HIDDEN;
}
