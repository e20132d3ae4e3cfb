/** Detection under input that nobody's printer made: it never throws, and its work is bounded. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileNumberPattern } from '../../gateway/parcel/detect/compileNumberPattern.ts';
import { detectOperators, type OperatorNumbers } from '../../gateway/parcel/detect/detectOperators.ts';

const network: readonly OperatorNumbers[] = [
  { code: 'sf-express', name: 'SF Express', numberPatterns: [{ format: 'SF', pattern: '^SF\\d{13}$' }] },
  {
    code: 'china-post',
    name: 'China Post',
    numberPatterns: [{ format: 'UPU S10', pattern: '^[A-Z]{2}\\d{9}CN$' }],
  },
];

/** CPU time of this process: unlike the clock, it does not see what else the machine does. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** What holds for every input. */
function checkAnswer(input: string): void {
  const candidates = detectOperators(input, network);
  let previous = 1;
  for (const { score, refusal, evidence } of candidates) {
    expect(score).toBeGreaterThanOrEqual(0);
    expect(score).toBeLessThanOrEqual(previous);
    expect(score === 0).toBe(refusal !== null);
    expect(evidence.length > 0).toBe(refusal === null);
    previous = score;
  }
}

describe('detection never throws and always ranks', () => {
  const runs = { seed: 2017, numRuns: 2_000 };

  test('for any string, lone surrogates included', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), checkAnswer), runs);
  });

  test('for strings of letters and digits', () => {
    fc.assert(fc.property(fc.stringMatching(/^[A-Z0-9 -]{0,70}$/), checkAnswer), runs);
  });

  test('for anything with the shape of S10', () => {
    fc.assert(fc.property(fc.stringMatching(/^[A-Z]{2}\d{9}[A-Z]{2}$/), checkAnswer), runs);
  });

  test.each([
    '__proto__',
    'constructor',
    'toString',
    '\ud800',
    '\0',
    'ß'.repeat(13),
    'RB12345678５GB',
    '١٢٣٤٥٦٧٨٩٠',
  ])('for %j, which is refused', (input) => {
    expect(detectOperators(input, network).every(({ refusal }) => refusal !== null)).toBe(true);
  });
});

describe('input that is no tracking number is refused once, without being quoted', () => {
  test.each([
    ['nothing', '', 'a tracking number is not empty'],
    ['spaces', ' - ', 'a tracking number is not empty'],
    ['65 digits', '1'.repeat(65), 'a tracking number has 64 characters at most; this has 65'],
    [
      '1 MB of digits',
      '1'.repeat(1_000_000),
      'a tracking number has 64 characters at most; this has 1,000,000',
    ],
    [
      '1 MB of spaces',
      ' '.repeat(1_000_000),
      'a tracking number has 64 characters at most; this has 1,000,000',
    ],
    ['markup', '<b>1</b>', 'a tracking number is made of the letters A to Z, digits, spaces and dashes'],
  ])('%s', (_, input, refusal) => {
    expect(detectOperators(input, network)).toEqual([
      { operatorCode: null, name: null, country: null, format: null, score: 0, evidence: [], refusal },
    ]);
  });

  test('before each character is looked at: 10,000 numbers of 1 MB cost less than a second', () => {
    const input = '1'.repeat(1_000_000);
    const begun = cpuMs();
    for (let count = 0; count < 10_000; count++) detectOperators(input, network);
    expect(cpuMs() - begun).toBeLessThan(1_000);
  });
});

describe('a pattern that an operator publishes', () => {
  test.each(['^SF\\d{13}$', '^7[34568]\\d{12}$', '^(?:SF|SZ)\\d{10,13}$', '[A-Z]{2}\\d+', 'A|B'])(
    'is used when it is plain: %s',
    (pattern) => {
      expect(compileNumberPattern(pattern)).toBeInstanceOf(RegExp);
    },
  );

  test.each([
    ['a repeated group', '^(\\d+)+$'],
    ['a repeated group by count', '^(?:A|AA){10,40}$'],
    ['a back reference', '^(\\d)\\1$'],
    ['look-ahead', '^(?=\\d+$)\\d+$'],
    ['look-behind', '(?<=A)B'],
    ['any character', '^.*$'],
    ['three open repetitions', '^\\d*\\d*\\d*X$'],
    ['many alternatives', '(A|A)'.repeat(20)],
    ['a class of anything', '^[^A]+$'],
    ['a syntax error', '^(\\d$'],
    ['a length of 201', 'A'.repeat(201)],
  ])('is not used when it is not: %s', (_, pattern) => {
    expect(compileNumberPattern(pattern)).toBeNull();
  });

  test('matches whole numbers only', () => {
    const expression = compileNumberPattern('A|B\\d');
    expect(['A', 'B1', 'AB1', 'XA', 'A1'].map((number) => expression?.test(number))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  test('cannot make a match run away, whatever it is', () => {
    const part = fc.constantFrom(
      '\\d',
      '[A-Z]',
      '1',
      'A',
      '(',
      ')',
      '(?:',
      '|',
      '*',
      '+',
      '?',
      '{2,9}',
      '{20}',
      '^',
      '$',
    );
    const numbers = ['1'.repeat(64), `${'1'.repeat(63)}A`, 'A'.repeat(64), `${'A1'.repeat(32)}`];
    const begun = cpuMs();
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
        const expression = compileNumberPattern(parts.join(''));
        for (const number of numbers) expression?.test(number);
      }),
      { seed: 2017, numRuns: 2_000 },
    );
    expect(cpuMs() - begun).toBeLessThan(5_000);
  });
});
