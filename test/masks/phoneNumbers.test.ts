/** Phone numbers of every country, as libphonenumber writes them, are found in texts and masked. */
import examples from 'libphonenumber-js/examples.mobile.json' with { type: 'json' };
import { type CountryCode, getCountries, getExampleNumber } from 'libphonenumber-js/max';
import { expect, test } from 'vitest';
import { cnPhone } from '../../schema/privacy/masks/cnPhone.ts';
import { createScrubber, isScrubbed } from '../../schema/privacy/masks/scrub/createScrubber.ts';

const scrub = createScrubber({ names: [], codes: [], addressTails: [] });
const countDigits = (text: string) => text.replace(/[^0-9]/g, '').length;

/** The ways in which a country's number is written. */
function formatsOf(country: CountryCode): readonly string[] {
  const number = getExampleNumber(country, examples);
  if (number === undefined) return [];
  const national = number.formatNational();
  return [
    number.number,
    number.formatInternational(),
    number.formatInternational().replaceAll(' ', '-'),
    number.format('RFC3966'),
    number.format('IDD', { fromCountry: 'CN' }) ?? '',
    national,
    national.replace(/[^0-9]/g, ''),
    national.replace(/[^0-9]+/g, '.'),
    national.replace(/[0-9]/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
    number.nationalNumber,
  ].filter((text) => text !== '');
}

const numbers = getCountries().flatMap((country) =>
  formatsOf(country).map((written) => ({ country, written })),
);

test('there are numbers of nearly every country', () => {
  expect(new Set(numbers.map(({ country }) => country)).size).toBeGreaterThan(230);
});

test.each([
  ['in Chinese', (written: string) => `已短信通知${written}，请及时取件`],
  ['in Polish', (written: string) => `Powiadomienie wysłane na ${written} dzisiaj`],
  ['in English', (written: string) => `The recipient (${written}) was told`],
  ['with nothing around it', (written: string) => written],
])('no digit of them is left of a text %s', (_, textOf) => {
  const left = numbers.filter(({ written }) => {
    const scrubbed = scrub(textOf(written), 'Phrase.');
    return /\p{Nd}/u.test(scrubbed) || isScrubbed(textOf(written));
  });
  expect(left.map(({ country, written }) => `${country} ${written}`)).toEqual([]);
});

test('at most five digits of them are seen behind a mask, and at least six are not', () => {
  for (const { country, written } of numbers) {
    const masked = cnPhone.apply(written) ?? '';
    expect([country, written, countDigits(masked) <= 5]).toEqual([country, written, true]);
    if (masked === '***') continue;
    const hidden = countDigits(written.normalize('NFKC')) - countDigits(masked);
    expect([country, written, hidden >= 6]).toEqual([country, written, true]);
  }
});

test('a time, a date and a weight are no numbers of anybody', () => {
  for (const text of [
    '2017-06-01 12:30:00',
    '2017-06-01T12:30:00+08:00',
    '预计2026年11月20日18:00前送达',
    '20.11.2026, 14:30-16:00',
    '11月20日',
    '2 of 3 pieces, 4.5 kg',
    '3-5 days',
  ]) {
    expect([text, scrub(text, 'Phrase.')]).toEqual([text, text]);
  }
});

test.each(['21:30 12:45 13:59 14:00 15:15 16:16', '2017-06-01-88', '+2017-06-01', '1.2.2017.33', '12:345'])(
  'what only looks like a time is not left: %s',
  (text) => {
    expect(isScrubbed(text)).toBe(false);
  },
);
