import { getIntrospectionQuery } from 'graphql';
import { describe, expect, test } from 'vitest';
import { limitQuery, QUERY_LIMITS } from '../../gateway/server/limitQuery.ts';

const repeat = (count: number, write: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => write(i)).join(' ');

/** Fragments that each spread the next several times: few characters, very many fields. */
const multiplied = (levels: number, times: number) =>
  `{ ...F0 } ${repeat(levels, (level) => `fragment F${level} on Query { ${repeat(times, (i) => `a${i}: parcel(trackingNumber: "1") { id } ...F${level + 1}`)} }`)} fragment F${levels} on Query { operators { code } }`;

describe('an operation that', () => {
  test.each<[string, string, RegExp | undefined]>([
    ['asks for a parcel', '{ parcel(trackingNumber: "1") { status legs { waybill } } }', undefined],
    ['asks for the whole schema', getIntrospectionQuery(), undefined],
    [
      'has as many root fields as allowed',
      `{ ${repeat(QUERY_LIMITS.rootFields, (i) => `a${i}: operators { code }`)} }`,
      undefined,
    ],
    [
      'has one more',
      `{ ${repeat(QUERY_LIMITS.rootFields + 1, (i) => `a${i}: operators { code }`)} }`,
      /more than 20 root fields/,
    ],
    [
      'has them in a fragment',
      `{ ...F } fragment F on Query { ${repeat(21, (i) => `a${i}: operators { code }`)} }`,
      /root fields/,
    ],
    ['has 999 fields below one', `{ operators { ${repeat(999, (i) => `a${i}: code`)} } }`, undefined],
    [
      'has 1,000 fields below one',
      `{ operators { ${repeat(1_000, (i) => `a${i}: code`)} } }`,
      /more than 1,000 fields/,
    ],
    ['repeats one field', `{ operators { ${'code '.repeat(1_500)} } }`, /more than 1,000 fields/],
    ['multiplies fragments', multiplied(6, 6), /more than 1,000 fields/],
    ['multiplies fragments without end', multiplied(40, 5), /more than 1,000 fields/],
    ['is deeper than any parcel', `{ a ${'{ a '.repeat(21)} ${'}'.repeat(21)} }`, /more than 20 levels/],
    ['spreads a fragment into itself', '{ ...F } fragment F on Query { operators { code } ...F }', undefined],
    ['does not parse', '{ operators { ', undefined],
    ['has too many tokens', `{ operators { ${'code '.repeat(5_000)} } }`, undefined],
    ["uses a name of the hub's", '{ _hub0: operators { code } }', /`_hub0` cannot be used/],
    [
      "uses a variable of the hub's",
      'query ($hub__r0: Int) { myParcels(first: $hub__r0) { nodes { id } } }',
      /`hub__r0` cannot be used/,
    ],
  ])('%s', (_, query, refusal) => {
    if (refusal === undefined) expect(limitQuery(query)).toBeUndefined();
    else expect(limitQuery(query)).toMatch(refusal);
  });
});
