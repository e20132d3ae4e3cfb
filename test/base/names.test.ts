/** The small helpers about names and capabilities. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Capabilities } from '../../gateway/base/capabilities.ts';
import { didYouMean } from '../../gateway/base/didYouMean.ts';
import { digestTexts } from '../../gateway/base/digestTexts.ts';
import { internCapabilities } from '../../gateway/base/internCapabilities.ts';
import { operatorPrefix } from '../../gateway/base/operatorPrefix.ts';
import { quote } from '../../gateway/base/quote.ts';

test.each([
  ['statuss', 'did you mean `status`?'],
  ['Status', 'did you mean `status` or `substatus`?'],
  ['waybil', 'did you mean `waybill`?'],
  ['temperature', undefined],
  ['x'.repeat(100_000), undefined],
])('who writes %s', (name, expected) => {
  expect(didYouMean(name, ['status', 'substatus', 'waybill', 'courier'])).toBe(expected);
});

test('a name is quoted, cut and made safe', () => {
  expect(quote('a`b')).toBe("`a'b`");
  expect(quote('x'.repeat(100))).toBe(`\`${'x'.repeat(80)}…\``);
  expect(quote('a\u001b[31mb\nc')).toBe('`ab c`');
});

test('a prefix comes from the code', () => {
  expect(operatorPrefix('sf-express')).toEqual({ field: 'sfExpress_', type: 'SfExpress_' });
  expect(operatorPrefix('zto')).toEqual({ field: 'zto_', type: 'Zto_' });
  expect(operatorPrefix('a-1b')).toBeUndefined();
});

test('no two codes have the same prefix', () => {
  const code = fc.stringMatching(/^[a-c][a-c0-1]{0,3}(-[a-c0-1]{1,3}){0,2}$/);
  fc.assert(
    fc.property(code, code, (one, other) => {
      const [first, second] = [operatorPrefix(one), operatorPrefix(other)];
      fc.pre(one !== other && first !== undefined && second !== undefined);
      expect(
        first?.field.toLowerCase() === second?.field.toLowerCase() && first?.field === second?.field,
      ).toBe(false);
    }),
    { seed: 20_170_601, numRuns: 2_000 },
  );
});

test('equal capabilities become one value, and different ones share their parts', () => {
  const intern = internCapabilities();
  const make = (...fields: string[]): Capabilities => ({
    role: 'courier',
    fields: new Map(fields.map((field) => [field, new Set(['last'])])),
    enumValues: new Map([['E', new Set(['A', 'B'])]]),
    masks: new Set(),
  });
  const [one, same, other] = [make('T.a', 'T.b'), make('T.b', 'T.a'), make('T.a')].map(intern);
  expect(same).toBe(one);
  expect(other).not.toBe(one);
  expect(other?.fields.get('T.a')).toBe(one?.fields.get('T.a'));
  expect(intern({ ...make('T.a'), role: 'locker' })).not.toBe(other);
});

test('different lists of texts have different digests', () => {
  expect(digestTexts(['ab', 'c'])).not.toBe(digestTexts(['a', 'bc']));
  expect(digestTexts(['ab', 'c'])).toBe(digestTexts(['ab', 'c']));
});

/** The plain way: the whole table for every name, and all of them sorted. */
function findNearest(name: string, known: readonly string[]): readonly string[] {
  const count = (one: string, other: string): number => {
    let row = Array.from({ length: other.length + 1 }, (_, column) => column);
    for (const letter of one) {
      const next = [(row[0] as number) + 1];
      for (const [column, each] of [...other].entries()) {
        const substitute = (row[column] as number) + (letter === each ? 0 : 1);
        next.push(Math.min(substitute, (row[column + 1] as number) + 1, (next[column] as number) + 1));
      }
      row = next;
    }
    return row.at(-1) as number;
  };
  return known
    .map((each) => ({ each, distance: count(name.toLowerCase(), each.toLowerCase()) }))
    .filter(({ distance }) => distance <= Math.floor(name.length * 0.4) + 1)
    .sort((one, other) => one.distance - other.distance)
    .slice(0, 2)
    .map(({ each }) => each);
}

test('what was meant is what is nearest, in the order of the known names', () => {
  const name = fc.oneof(fc.stringMatching(/^[abAB]{1,9}$/), fc.stringMatching(/^[a-d]{1,40}$/));
  let found = 0;
  fc.assert(
    fc.property(name, fc.array(name, { maxLength: 12 }), (given, known) => {
      const nearest = findNearest(given, known);
      found += nearest.length;
      expect(didYouMean(given, known)).toBe(
        nearest.length === 0 ? undefined : `did you mean ${nearest.map(quote).join(' or ')}?`,
      );
    }),
    { seed: 20_170_601, numRuns: 2_000 },
  );
  expect(found).toBeGreaterThan(500);
});
