import { readFileSync } from 'node:fs';
import { getIntrospectionQuery, Kind, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { limitDocument, limitQuery } from '../../gateway/server/limitQuery.ts';
import { addCounts, LIMITS, MOST, multiplyCounts } from '../../gateway/server/limits.ts';

const repeat = (count: number, write: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => write(i)).join(' ');

/** Fragments that each spread the next several times: few characters, very many fields. */
const multiplied = (levels: number, times: number) =>
  `{ ...F0 } ${repeat(levels, (level) => `fragment F${level} on Query { ${repeat(times, () => `parcel(trackingNumber: "1") { id } ...F${level + 1}`)} }`)} fragment F${levels} on Query { operators { code } }`;

/** Sets in each other that are no level: `... { ... { a } }`. */
const nested = (sets: number) => `${'... { '.repeat(sets)}a${' }'.repeat(sets)}`;

/** Fragments that each spread the next. */
const chained = (fragments: number) =>
  `{ ...F1 } ${repeat(fragments, (i) => `fragment F${i + 1} on A { ${i + 1 < fragments ? `...F${i + 2}` : 'a'} }`)}`;

const deep = (levels: number) => '{ a '.repeat(levels) + '}'.repeat(levels);

describe('an operation that', () => {
  test.each<[string, string, RegExp | undefined]>([
    ['asks for a parcel', '{ parcel(trackingNumber: "1") { status legs { waybill } } }', undefined],
    ['asks for the whole schema', getIntrospectionQuery(), undefined],
    ['has 20 root fields', `{ ${repeat(20, (i) => `a${i}: operators { code }`)} }`, undefined],
    ['has 21', `{ ${repeat(21, (i) => `a${i}: operators { code }`)} }`, /has 21 root fields; 20 at most/],
    [
      'has them in a fragment',
      `{ ...F } fragment F on Query { ${repeat(21, (i) => `a${i}: operators { code }`)} }`,
      /21 root fields/,
    ],
    [
      'has them behind a condition',
      `query ($no: Boolean!) { ... @include(if: $no) { ${repeat(21, () => 'operators { code }')} } }`,
      /21 root fields/,
    ],
    ['has 1,000 fields', `{ operators { ${repeat(999, () => 'code')} } }`, undefined],
    ['has 1,001', `{ operators { ${repeat(1_000, () => 'code')} } }`, /1,001 fields, .*; 1,000 at most: ask/],
    [
      'has them behind a condition',
      `{ operators { ... @skip(if: true) { ${repeat(1_000, () => 'code')} } } }`,
      /1,001 fields/,
    ],
    [
      'has them in a fragment that nobody uses',
      `{ operators { code } } fragment F on Operator { ${repeat(1_001, () => 'code')} }`,
      /1,001 fields/,
    ],
    [
      'has them in the operation that is not run',
      `query A { operators { code } } query B { operators { ${repeat(1_000, () => 'code')} } }`,
      /1,001 fields/,
    ],
    ['has 100 aliases', `{ operators { ${repeat(100, (i) => `a${i}: code`)} } }`, undefined],
    ['has 101', `{ operators { ${repeat(101, (i) => `a${i}: code`)} } }`, /101 aliases, .*; 100 at most/],
    [
      'multiplies aliases by fragments',
      `{ ${repeat(11, () => 'operators { ...F }')} } fragment F on Operator { ${repeat(10, (i) => `a${i}: code`)} }`,
      /110 aliases/,
    ],
    [
      'has 101 aliases that are names of objects',
      `{ operators { ${repeat(101, () => '__proto__: code')} } }`,
      /101 aliases/,
    ],
    ['has such names', '{ __proto__: operators { constructor: code toString: name } }', undefined],
    ['is 20 levels deep', deep(20), undefined],
    ['is 21 levels deep', deep(21), /21 levels; 20 at most/],
    [
      'is deep by fragments',
      `{ ...F0 } ${repeat(20, (i) => `fragment F${i} on A { a { ...F${i + 1} } }`)} fragment F20 on A { a }`,
      /21 levels/,
    ],
    ['has 50 sets in each other', `{ ${nested(49)} }`, undefined],
    ['has 51', `{ ${nested(50)} }`, /51 selection sets in each other, .*; 50 at most: ask/],
    ['has 50 by fields and by fragments', `{ a { ...F } } fragment F on A { ${nested(47)} }`, undefined],
    ['has 51 by them', `{ a { ...F } } fragment F on A { ${nested(48)} }`, /51 selection sets/],
    ['spreads 49 fragments in each other', chained(49), undefined],
    ['spreads 50', chained(50), /51 selection sets/],
    [
      'has 51 in a fragment that is spread many times',
      `{ ${repeat(100, () => '...F')} } fragment F on A { ${nested(49)} }`,
      /51 selection sets/,
    ],
    [
      'has them in a fragment that nobody uses',
      `{ a } fragment F on A { ${nested(50)} }`,
      /51 selection sets/,
    ],
    ['is all braces', `{ ${nested(1_331)} }`, /1,332 selection sets/],
    [
      'is 20 levels deep, with a fragment on each',
      `{ ...F0 } ${repeat(20, (i) => `fragment F${i} on A { a${i < 19 ? ` { ...F${i + 1} }` : ''} }`)}`,
      undefined,
    ],
    ['multiplies fragments', multiplied(6, 6), /fields, .*; 1,000 at most/],
    ['multiplies fragments without end', multiplied(40, 5), /more than 1,000,000,000 fields/],
    ['spreads a fragment into itself', '{ ...F } fragment F on Query { operators { code } ...F }', undefined],
    [
      'spreads fragments in a circle',
      '{ ...F } fragment F on Query { operators { code } ...G } fragment G on Query { ...F }',
      undefined,
    ],
    ['spreads a fragment that is not there', '{ ...F }', undefined],
    ['does not parse', '{ operators { ', undefined],
    [
      'has 4,000 tokens',
      `{ operators { code } } ${'#'.repeat(9)}\n${'query A { a } '.repeat(798)}`,
      undefined,
    ],
    ['has 4,001 tokens', `${'query A { a } '.repeat(799)} query A { a b }`, /more than 4,000 tokens/],
  ])('%s', (_, query, refusal) => {
    const refused = limitQuery(query);
    if (refusal === undefined) return expect(refused).toBeUndefined();
    expect(refused?.code).toBe('OPERATION_TOO_LARGE');
    expect(refused?.message).toMatch(refusal);
  });

  test.each([
    ["a name of the hub's", '{ _hub0: operators { code } }', '_hub0'],
    [
      "a variable of the hub's",
      'query ($hub__r0: Int) { myParcels(first: $hub__r0) { nodes { id } } }',
      'hub__r0',
    ],
  ])('uses %s', (_, query, name) => {
    expect(limitQuery(query)).toEqual({
      code: 'RESERVED_NAME',
      message: expect.stringContaining(`\`${name}\``),
    });
  });
});

describe('the work of measuring', () => {
  /** The selection sets of a document that are read while it is measured, each as often as it is read. */
  const countReads = (query: string): number => {
    let reads = 0;
    const document = parse(query, { noLocation: true });
    const watched = structuredClone(document, {}) as typeof document;
    const watch = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const each of Object.values(value)) watch(each);
      if (!('kind' in value) || value.kind !== Kind.SELECTION_SET || !('selections' in value)) return;
      const { selections } = value;
      Object.defineProperty(value, 'selections', {
        enumerable: false,
        get() {
          reads += 1;
          return selections;
        },
      });
    };
    watch(watched);
    limitDocument(watched);
    return reads;
  };

  test('grows with the text, not with what its fragments multiply to', () => {
    for (const times of [2, 5, 20]) {
      const reads = [10, 20, 40].map((levels) => countReads(multiplied(levels, times)) / levels);
      // Every selection set at most twice: once for its own definition, once for the one that is measured first.
      for (const perLevel of reads) expect(perLevel).toBeLessThanOrEqual(2 * (times + 2));
    }
  });

  test('counts stop where they would lose precision', () => {
    expect(addCounts(MOST, MOST)).toBe(MOST);
    expect(multiplyCounts(MOST, MOST)).toBe(MOST);
    expect(addCounts(2, 3)).toBe(5);
    expect(multiplyCounts(2, 3)).toBe(6);
  });
});

test('the page about limits has their figures', () => {
  const page = readFileSync(new URL('../../gateway/server/LIMITS.md', import.meta.url), 'utf8');
  const figures = Object.fromEntries(
    [...page.matchAll(/^\| `(\w+)` \| ([\d,]+) \| .* \| `/gm)].map(([, name, figure]) => [
      name,
      Number(figure?.replaceAll(',', '')),
    ]),
  );
  expect(figures).toEqual({ ...LIMITS });
});
