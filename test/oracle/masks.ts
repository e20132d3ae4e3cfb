/**
 * The oracle's own masks, written from `schema/privacy/README.md`; nothing is shared with the hub's or the kit's.
 * A pseudonym is not made here, since only the hub has its key: a stand-in is, which `compareAnswers` understands.
 */

export interface MaskPlace {
  readonly operator: string;
  readonly platform: string;
  readonly now: number;
  /** Whether the operator scrubs free text by itself; else the phrase of the status stands in for it. */
  readonly scrubsItself: boolean;
  /** The status beside a free text, where the caller may read it. */
  readonly status: unknown;
}

const HIDDEN = '***';

/** Begins the stand-in of a pseudonym; operator, platform, month and value follow. */
export const PSEUDONYM_MARK = '\u0001pseudonym ';

/** The masked form of one value; null where there is none. */
export function maskValue(mask: string, value: unknown, place: MaskPlace): unknown {
  if (mask === 'SCRUB' && !place.scrubsItself) return phraseFor(place.status);
  if (typeof value !== 'string') return null;
  if (isMasked(mask, value)) return value;
  switch (mask) {
    case 'CN_NAME':
      return maskInitial(value, '**');
    case 'INITIAL':
      return maskInitial(value, '*');
    case 'CN_PHONE':
      return maskPhone(value);
    case 'LAST_FOUR':
      return maskLastFour(value);
    case 'DATE':
      return cutTime(value, 'T00:00:00');
    case 'HOUR':
      return cutTime(value, undefined);
    case 'SCRUB':
      return phraseFor(null);
    case 'PSEUDONYM': {
      const month = new Date(place.now).toISOString().slice(0, 7);
      return `${PSEUDONYM_MARK}${JSON.stringify([place.operator, place.platform, month, value])}`;
    }
    default:
      throw new Error(`the oracle has no mask ${mask}`);
  }
}

/** Masking what is masked already changes nothing. */
function isMasked(mask: string, value: string): boolean {
  const letter = String.raw`\p{L}`;
  const form = {
    CN_NAME: `${letter}\\*\\*`,
    INITIAL: `${letter}\\*`,
    CN_PHONE: String.raw`(\d{3}|\+\d{2})?\*{6}\d{2}`,
    LAST_FOUR: String.raw`\*{4}[\p{L}\p{N}]{4}`,
  }[mask];
  return form !== undefined && (value === HIDDEN || new RegExp(`^${form}$`, 'u').test(value));
}

/** A text as masks read it: one form, nothing invisible; undefined for what nothing can be shown of. */
function readText(value: string): string | undefined {
  if (value.length > 256 || /\p{Cs}/u.test(value)) return undefined;
  return value
    .normalize('NFKC')
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]/gu, '')
    .trim();
}

function maskInitial(value: string, hiding: string): string {
  const text = readText(value) ?? '';
  const [first = ''] = text;
  const letters = [...text].filter((letter) => /\p{L}/u.test(letter));
  return letters.length > 1 && /\p{L}/u.test(first) ? `${first}${hiding}` : HIDDEN;
}

function maskLastFour(value: string): string {
  const counted = [...(readText(value) ?? '')].filter((letter) => !/[\s.\-_/()+]/.test(letter));
  const isPlain = counted.every((letter) => /[\p{L}\p{N}]/u.test(letter));
  return isPlain && counted.length > 8 ? `****${counted.slice(-4).join('')}` : HIDDEN;
}

function maskPhone(value: string): string {
  const number = (readText(value) ?? '').split(/转|分机|ext|x|#|,|;/i)[0]?.trim() ?? '';
  if (!/^(\+|00)?[\d\s()./-]+$/.test(number)) return HIDDEN;
  const isAbroad = /^(\+|00)/.test(number);
  let digits = number.replace(/^00/, '').replace(/\D/g, '');
  const isChina = digits.startsWith('86') && (isAbroad || /^861[3-9]\d{9}/.test(digits));
  if (isChina) digits = digits.slice(2);
  if (/^1[3-9]\d{9,15}$/.test(digits) && (!isAbroad || isChina))
    return `${digits.slice(0, 3)}******${digits.slice(9, 11)}`;
  if (isAbroad && !isChina) {
    return /^\d{10,15}$/.test(digits) ? `+${digits.slice(0, 2)}******${digits.slice(-2)}` : HIDDEN;
  }
  if (/^\d{11,12}$/.test(digits)) return `${digits.slice(0, 3)}******${digits.slice(-2)}`;
  return /^\d{8,10}$/.test(digits) ? `******${digits.slice(-2)}` : HIDDEN;
}

/** The time with everything below the hour or the day cut off, on its own wall clock; null for a time that is none. */
function cutTime(value: string, midnight: string | undefined): string | null {
  const form = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(Z|[+-](\d{2}):(\d{2}))$/;
  const [, day = '', hour = '', minute, second, offset, hours = '0', minutes = '0'] = form.exec(value) ?? [];
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day) return null;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  if (Number(minutes) % 15 !== 0 || Number(hours) * 60 + Number(minutes) > 14 * 60) return null;
  return `${day}${midnight ?? `T${hour}:00:00`}${offset}`;
}

const PHRASES: Readonly<Record<string, string>> = {
  UNKNOWN: 'Nothing is known of the parcel yet.',
  EXPIRED: 'No news of the parcel is expected.',
  REGISTERED: 'The parcel is announced to the operator.',
  ACCEPTED: 'The operator took the parcel.',
  IN_TRANSIT: 'The parcel is on its way.',
  OUT_FOR_DELIVERY: 'The parcel is out for delivery.',
  AVAILABLE_FOR_PICKUP: 'The parcel is waiting to be collected.',
  DELIVERY_FAILED: 'A delivery was tried and did not succeed.',
  DELIVERED: 'The parcel was delivered.',
  RETURNING: 'The parcel is on its way back to the sender.',
  RETURNED: 'The parcel is back with the sender.',
  EXCEPTION: 'Something stands in the way of the parcel.',
  CANCELLED: 'The parcel was withdrawn.',
};

function phraseFor(status: unknown): string {
  return (typeof status === 'string' ? PHRASES[status] : undefined) ?? "The parcel's status was updated.";
}
