import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileNumberPattern } from '../../gateway/parcel/detect/compileNumberPattern.ts';
import { listFitting } from '../../gateway/parcel/detect/listFitting.ts';
import type { NetworkOperator } from '../../gateway/request/network.ts';
import { testOperator } from '../support/testNetwork.ts';

function network(patterns: readonly (readonly string[])[]): ReadonlyMap<string, NetworkOperator> {
  return new Map(
    patterns.map((each, index) => {
      const operator = testOperator(`op${index}`, 'courier');
      return [
        operator.code,
        { ...operator, numberPatterns: each.map((pattern) => ({ format: 'a', pattern })) },
      ];
    }),
  );
}

const pattern = fc.constantFrom(
  'A\\d+',
  '[AB]\\d{2}',
  '(?:A|BB)\\d?',
  '\\d{3,5}',
  'B?A1|C',
  '^A1$',
  '(A+)+',
  '[',
);

describe('the operators whose format a number has', () => {
  test('are those one of whose patterns matches, however many there are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(pattern, { maxLength: 2 }), { maxLength: 130 }),
        fc.stringMatching(/^[ABC]{0,2}\d{0,5}$/),
        (patterns, number) => {
          const expected = patterns.flatMap((each, index) =>
            each.some((text) => compileNumberPattern(text)?.test(number)) ? [`op${index}`] : [],
          );
          expect(listFitting(number, network(patterns))).toEqual(expected);
        },
      ),
      { numRuns: 300, seed: 20170601 },
    );
  });

  test('are none for a number that is too long to be one', () => {
    const operators = network([['A\\d+']]);
    expect(listFitting(`A${'1'.repeat(63)}`, operators)).toEqual(['op0']);
    expect(listFitting(`A${'1'.repeat(64)}`, operators)).toEqual([]);
    expect(listFitting(`A${'1'.repeat(1_000_000)}`, operators)).toEqual([]);
  });
});
