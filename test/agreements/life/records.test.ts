/** Records: one text for one step, read strictly; chains that show whatever was done to them. */
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashDocument, hashRecord } from '../../../gateway/agreements/life/hashRecord.ts';
import type { LifeStep, SignedRecord } from '../../../gateway/agreements/life/lifeStep.ts';
import { readRecord } from '../../../gateway/agreements/life/readRecord.ts';
import { verifyChain } from '../../../gateway/agreements/life/verifyChain.ts';
import { writeRecord } from '../../../gateway/agreements/life/writeRecord.ts';
import { chainOf, KEYS, keyOf, signStep } from './chainSupport.ts';
import { documentOf, HOUR, MEDIATOR, OPERATOR, PLATFORM, START } from './support.ts';

const DOCUMENT = documentOf();
const ANSWER = { version: 1, documentHash: hashDocument(DOCUMENT) };
const CHAIN = chainOf([
  ['OFFER', OPERATOR, { document: DOCUMENT }],
  ['SIGN', PLATFORM, ANSWER],
  ['SUSPEND', PLATFORM, { reason: 'COMMERCIAL', note: 'no reason, really: 无' }],
  ['DISPUTE', OPERATOR, { reason: 'UNSPECIFIED' }],
  ['ORDER_MEASURE', MEDIATOR, { kind: 'NARROW', until: '2017-06-05T00:00:00.000Z', withhold: ['A.b'] }],
]);

describe('canonical form', () => {
  // RFC 8785, 3.2.2 and 3.2.3, and some of the numbers of its appendix B.
  test.each<[name: string, value: unknown, text: string]>([
    [
      'primitive values',
      {
        // biome-ignore lint/correctness/noPrecisionLoss: the point of the vector
        numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
        string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
        literals: [null, true, false],
      },
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    ],
    [
      'the order of names',
      {
        '\u20ac': 'Euro Sign',
        '\r': 'Carriage Return',
        '\ufb33': 'Hebrew Letter Dalet With Dagesh',
        '1': 'One',
        '\ud83d\ude00': 'Emoji: Grinning Face',
        '\u0080': 'Control',
        '\u00f6': 'Latin Small Letter O With Diaeresis',
      },
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    ],
    ['minus zero', -0, '0'],
    ['the least number', 5e-324, '5e-324'],
    ['the greatest number', 1.7976931348623157e308, '1.7976931348623157e+308'],
    ['the last whole number without an exponent', 999999999999999900000, '999999999999999900000'],
    ['the first with one', 1e21, '1e+21'],
  ])('%s', (_, value, text) => expect(canonicalize(value)).toBe(text));
});

describe('reading', () => {
  const [first] = CHAIN;
  const text = first?.record ?? '';

  test('gives back what was written', () => {
    for (const { record } of CHAIN) {
      const { step } = readRecord(record);
      expect(step && writeRecord(step)).toBe(record);
    }
  });

  const changed = (change: (value: Record<string, unknown>) => unknown) => {
    const value = JSON.parse(text);
    return canonicalize(change(value)) ?? '';
  };
  const withBody = (event: string, body: unknown) => changed((value) => ({ ...value, event, body }));

  test.each<[name: string, text: string, message: RegExp]>([
    ['nothing', '', /not a JSON object/],
    ['no object', '[]', /not a JSON object/],
    ['null', 'null', /not a JSON object/],
    ['a space', text.replace('{', '{ '), /not in canonical form/],
    ['a name twice', text.replace('"actor"', '"actor":"jd","actor"'), /not in canonical form/],
    ['another order', text.replace(/^\{("actor":"[^"]*"),(.*)\}$/, '{$2,$1}'), /not in canonical form/],
    ['an escape that is not needed', text.replace('hive-box', '\\u0068ive-box'), /not in canonical form/],
    ['a number of another form', text.replace('"seq":1', '"seq":1.0'), /not in canonical form/],
    [
      'broken Unicode',
      withBody('SETTLE', { note: 'x' }).replace('"x"', '"\\ud800"'),
      /not in canonical form/,
    ],
    ['another type', changed((value) => ({ ...value, type: 'tracking-hub-record/2' })), /`type` is not/],
    ['an event that does not exist', withBody('OFFERS', {}), /`event` is none/],
    ['an event of prototypes', withBody('constructor', {}), /`event` is none/],
    ['one member more', changed((value) => ({ ...value, role: 'OPERATOR' })), /`role` is no member/],
    [
      'one member more by the name of a prototype',
      text.replace('{"actor"', '{"__proto__":1,"actor"'),
      /`__proto__` is no/,
    ],
    ['one member more of the body', withBody('SETTLE', { by: 'jd' }), /`body.by` is no member/],
    ['one member less', changed(({ actor: _, ...rest }) => rest), /`actor` is missing/],
    ['no body', changed((value) => ({ ...value, body: null })), /`body` is not an object/],
    ['a code that is none', changed((value) => ({ ...value, actor: 'Hive Box' })), /`actor` is not what/],
    ['a pair of one', changed((value) => ({ ...value, pair: 'jd--jd' })), /`pair` is not the name/],
    ['a pair of three', changed((value) => ({ ...value, pair: 'a--b--c' })), /`pair` is not the name/],
    [
      'a second one without the first',
      changed((value) => ({ ...value, seq: 2 })),
      /`previous` is null in the first/,
    ],
    [
      'a time with an offset',
      changed((value) => ({ ...value, at: '2017-06-01T08:00:00.000+08:00' })),
      /`at` is not/,
    ],
    [
      'a time without milliseconds',
      changed((value) => ({ ...value, at: '2017-06-01T00:00:00Z' })),
      /`at` is not/,
    ],
    [
      'a day that does not exist',
      changed((value) => ({ ...value, at: '2017-06-31T00:00:00.000Z' })),
      /`at` is not/,
    ],
    [
      'a year of more digits',
      changed((value) => ({ ...value, at: '+012017-06-01T00:00:00.000Z' })),
      /`at` is not/,
    ],
    ['a reason that does not exist', withBody('SUSPEND', { reason: 'ANGER' }), /`body.reason` is not/],
    ['an empty note', withBody('SETTLE', { note: '' }), /`body.note` is not/],
    [
      'a hash with bits to spare',
      withBody('SIGN', { ...ANSWER, documentHash: `${'A'.repeat(42)}B` }),
      /documentHash/,
    ],
    [
      'a measure that narrows nothing',
      withBody('ORDER_MEASURE', { kind: 'NARROW', until: '2017-06-05T00:00:00.000Z', withhold: [] }),
      /names fields/,
    ],
    [
      'a floor that narrows',
      withBody('ORDER_MEASURE', {
        kind: 'RESTORE_FLOOR',
        until: '2017-06-05T00:00:00.000Z',
        withhold: ['A.b'],
      }),
      /names fields/,
    ],
    [
      'a field that is none',
      withBody('ORDER_MEASURE', { kind: 'NARROW', until: '2017-06-05T00:00:00.000Z', withhold: ['A'] }),
      /withhold` is not/,
    ],
    ['what is too large', ' '.repeat(2_000_000), /characters/],
    ['what nests deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, /not a JSON object/],
  ])('refuses %s', (_, record, message) => {
    const { problem } = readRecord(record);
    expect(problem).toMatchObject({
      code: 'HUB100',
      severity: 'error',
      message: expect.stringMatching(message),
    });
  });

  test('is total', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (any) => 'problem' in readRecord(any)),
    );
  });
});

describe('a chain', () => {
  const codes = (records: readonly SignedRecord[], keys = KEYS, head?: string) =>
    verifyChain(records, keys, head === undefined ? {} : { head }).problems.map(
      ({ index, problem }) => `${index} ${problem.code}`,
    );

  test('holds', () => {
    const { steps, problems, head } = verifyChain(CHAIN, KEYS);
    expect([steps.length, problems]).toEqual([5, []]);
    expect(head).toBe(hashRecord(CHAIN[4] ?? { record: '', signature: '' }));
  });

  const [one, two, three, four, five] = CHAIN as [
    SignedRecord,
    SignedRecord,
    SignedRecord,
    SignedRecord,
    SignedRecord,
  ];
  const other = chainOf(
    [
      ['OFFER', 'jd', { document: documentOf({ platform: 'jd' }) }],
      ['DISPUTE', OPERATOR, { reason: 'UNSPECIFIED' }],
    ],
    `${OPERATOR}--jd`,
  );
  const [, strange] = other as [SignedRecord, SignedRecord];

  test.each<[name: string, records: readonly SignedRecord[], problems: readonly string[]]>([
    ['that lost its first', [two, three], ['1 HUB101']],
    ['that lost one', [one, three, four], ['2 HUB101']],
    ['in another order', [one, three, two], ['2 HUB101', '3 HUB101']],
    ['with one twice', [one, two, two], ['3 HUB101']],
    ['with one of another pair', [one, strange, three], ['2 HUB101', '3 HUB101']],
    ['with a signature of another record', [one, { ...two, signature: three.signature }], ['2 HUB102']],
    ['with a signature written otherwise', [{ ...one, signature: `${one.signature}=` }], ['1 HUB102']],
    ['with no signature', [{ ...one, signature: '' }], ['1 HUB102']],
    ['with a key that nobody has', [{ ...one, keyId: 'x' }], ['1 HUB103']],
    ['with a key of the other party', [signStep(stepAt(0), keyOf(PLATFORM))], ['1 HUB103']],
    ['with a record that cannot be read', [one, { ...two, record: '{}' }, three], ['2 HUB100', '3 HUB101']],
  ])('%s does not', (_, records, problems) => expect(codes(records)).toEqual(problems));

  test('that was signed anew from the middle on is one of another head', () => {
    const forged = signStep({ ...stepAt(1), at: START + 2 * HOUR });
    expect(codes([one, forged, three])).toEqual(['3 HUB101']);
    expect(codes([one, forged], KEYS, hashRecord(two))).toEqual(['2 HUB101']);
  });

  test('that was cut off shows by the digest of the newest only', () => {
    expect(codes([one, two, three, four])).toEqual([]);
    expect(codes([one, two, three, four], KEYS, hashRecord(five))).toEqual(['4 HUB101']);
    expect(codes([], KEYS, hashRecord(five))).toEqual(['0 HUB101']);
  });

  test.each<[name: string, validity: { addedAt?: number; revokedAt?: number }, problems: readonly string[]]>([
    ['revoked afterwards', { revokedAt: START + 1 }, []],
    ['revoked at that time', { revokedAt: START }, ['1 HUB103']],
    ['registered before', { addedAt: START }, []],
    ['registered in the same minute', { addedAt: START + 60_000 }, []],
    ['registered later', { addedAt: START + 60_001 }, ['1 HUB103']],
  ])('by a key that was %s', (_, validity, problems) => {
    const { id, party } = keyOf(OPERATOR);
    expect(codes([one], new Map([[id, { ...party, ...validity }]]))).toEqual(problems);
  });

  test('by a rotated key holds, and by a key that cannot be read does not', () => {
    const next = keyOf(OPERATOR, 2);
    const signed = signStep(stepAt(0), next);
    expect(codes([signed], new Map([[next.id, next.party]]))).toEqual([]);
    expect(codes([signed], new Map([[next.id, { ...next.party, publicKey: 'AAAA' }]]))).toEqual(['1 HUB102']);
  });

  function stepAt(index: number): LifeStep {
    const { step } = readRecord(CHAIN[index]?.record ?? '');
    if (step === undefined) throw new Error('it was written so that it can be read');
    return step;
  }

  test('shows a change of any byte of any record or signature', () => {
    const bytes = CHAIN.flatMap(({ record, signature }, index) => [
      ...Array.from(Buffer.from(record), (_, at) => ({ index, part: 'record' as const, at })),
      ...Array.from(Buffer.from(signature), (_, at) => ({ index, part: 'signature' as const, at })),
    ]);
    let flip = 0;
    for (const { index, part, at } of bytes) {
      const changed = CHAIN.map((signed, place) => {
        if (place !== index) return signed;
        const copy = Buffer.from(signed[part]);
        copy[at] = (copy[at] ?? 0) ^ (1 << (flip++ % 7));
        return { ...signed, [part]: copy.toString('utf8') };
      });
      if (changed[index]?.[part] === CHAIN[index]?.[part]) continue;
      expect(
        verifyChain(changed.slice(0, index + 1), KEYS).problems.length,
        `${index} ${part} ${at}`,
      ).toBeGreaterThan(0);
    }
  });

  test('shows any rearrangement', () => {
    const all = [...CHAIN, ...other];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...all), { minLength: 1, maxLength: 7 }), (picked) => {
        const isPrefix = [CHAIN, other].some((chain) => picked.every((record, at) => chain[at] === record));
        expect(verifyChain(picked, KEYS).problems.length === 0).toBe(isPrefix);
      }),
    );
  });
});
