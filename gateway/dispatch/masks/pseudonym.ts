/**
 * PSEUDONYM: a stand-in for a value that is the same for one operator, platform and month, and tells nothing outside of
 * them. The hub's alone, because it holds the key. Invariant: always a keyed HMAC; a plain hash of a phone number can be
 * turned back by trying all phone numbers.
 */
import { createHmac } from 'node:crypto';

/** Within what a pseudonym is the same. */
export interface PseudonymScope {
  readonly operator: string;
  readonly platform: string;
  /** The request's `now`, milliseconds since the epoch: its UTC month is the epoch of the pseudonym. */
  readonly now: number;
  /** 32 bytes that only the hub has. */
  readonly pseudonymKey: Uint8Array;
}

const KEY_BYTES = 32;
const LONGEST_VALUE = 1_024;
const LETTERS = 26;
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/**
 * `ps_` and 26 characters (130 bits); null for a value that has none (blank, too long, broken), which is no fault of its
 * operator; undefined with a wrong key or time.
 */
export function pseudonymOf(value: string, scope: PseudonymScope): string | null | undefined {
  const epoch = epochOf(scope.now);
  if (epoch === undefined || scope.pseudonymKey.length !== KEY_BYTES) return undefined;
  const canonical = value.length > LONGEST_VALUE ? '' : canonicalize(value);
  if (canonical === '') return null;
  // JSON keeps the parts apart: no two scopes and values make one text.
  const text = JSON.stringify(['pseudonym/v1', scope.operator, scope.platform, epoch, canonical]);
  const digest = createHmac('sha256', scope.pseudonymKey).update(text).digest();
  return `ps_${toBase32(digest).slice(0, LETTERS)}`;
}

/** The UTC calendar month, as `2026-11`; undefined for what is no time. */
export function epochOf(now: number): string | undefined {
  const date = new Date(now);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().slice(0, -'-ddThh:mm:ss.mmmZ'.length);
}

/**
 * One form for all ways of writing a value: NFKC, nothing invisible, one space between words, lower case; of a phone
 * number the digits alone, without 00, + and China's 86.
 */
function canonicalize(value: string): string {
  if (/\p{Cs}/u.test(value)) return '';
  const visible = value.normalize('NFKC').replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, '');
  const text = visible.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase();
  if (!/^[+0-9][0-9\s().\p{Pd}]{6,30}$/u.test(text)) return text;
  const digits = text.replace(/[^0-9]/g, '').replace(/^00/, '');
  return digits.replace(/^86(?=1[3-9][0-9]{9}$)/, '');
}

function toBase32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let waiting = 0;
  for (const byte of bytes) {
    waiting = ((waiting << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += BASE32[(waiting >> bits) & 31];
    }
  }
  return text;
}
