import { buildSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { mergeData } from '../../gateway/execution/mergeData.ts';
import { compileRequires, copyRepresentation } from '../../gateway/execution/representation.ts';
import { applyRewrites, compileRewrites } from '../../gateway/execution/rewriteData.ts';
import { readTypeNames } from '../../gateway/execution/typeNames.ts';

const typeNames = readTypeNames(
  buildSchema(
    'type Query { a: I } interface I { x: Int } type A implements I { x: Int } type B implements I { x: Int }',
  ),
);

describe('corrections of data', () => {
  const rename = (path: string[], renameKeyTo: string) => ({
    kind: 'KeyRenamer' as const,
    path,
    renameKeyTo,
  });
  const set = (path: string[], setValueTo: unknown) => ({ kind: 'ValueSetter' as const, path, setValueTo });
  test.each([
    ['a field', [rename(['x'], 'y')], { x: 1 }, { y: 1 }],
    [
      'zero and null are values',
      [rename(['x'], 'y'), rename(['v'], 'w')],
      { x: 0, v: null },
      { y: 0, w: null },
    ],
    [
      'every element of lists in lists',
      [rename(['l', 'x'], 'y')],
      { l: [[{ x: 1 }], null] },
      { l: [[{ y: 1 }], null] },
    ],
    [
      'only of its type',
      [rename(['l', '... on A', 'x'], 'y')],
      {
        l: [
          { __typename: 'A', x: 1 },
          { __typename: 'B', x: 1 },
        ],
      },
      {
        l: [
          { __typename: 'A', y: 1 },
          { __typename: 'B', x: 1 },
        ],
      },
    ],
    ['of an interface', [set(['... on I', '__typename'], 'C')], { __typename: 'B' }, { __typename: 'C' }],
    ['of an unknown type', [rename(['... on A', 'x'], 'y')], { x: 1 }, { y: 1 }],
    [
      'what is not there',
      [rename(['a', 'toString'], 'y'), set(['constructor', 'x'], 1)],
      { a: {} },
      { a: {} },
    ],
    ['no path', [set([], 1)], { a: 1 }, { a: 1 }],
  ])('%s', (_, rewrites, value, expected) => {
    applyRewrites(compileRewrites(rewrites, typeNames), value);
    expect(JSON.parse(JSON.stringify(value))).toEqual(expected);
  });

  test('a field that becomes `__proto__` is an ordinary one', () => {
    const value = { x: { polluted: true } };
    applyRewrites(compileRewrites([rename(['x'], '__proto__')], typeNames), value);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(JSON.stringify(value)).toBe('{"__proto__":{"polluted":true}}');
  });
});

describe('merging', () => {
  test.each([
    ['records', { a: { x: 1 } }, { a: { y: 2 }, b: 3 }, { a: { x: 1, y: 2 }, b: 3 }],
    [
      'lists of one length',
      { a: [{ x: 1 }, null] },
      { a: [{ y: 2 }, { y: 3 }] },
      { a: [{ x: 1, y: 2 }, { y: 3 }] },
    ],
    ['lists in lists', { a: [[{ x: 1 }]] }, { a: [[{ y: 2 }]] }, { a: [[{ x: 1, y: 2 }]] }],
    ['lists of other lengths replace', { a: [1, 2] }, { a: [3] }, { a: [3] }],
    ['a null replaces, a gap does not', { a: { x: 1 }, b: 1 }, { a: null, b: undefined }, { a: null, b: 1 }],
    ['what every object has is no record to merge into', {}, { toString: { x: 1 } }, { toString: { x: 1 } }],
  ])('%s', (_, target, source, expected) => {
    mergeData(target, source);
    expect(target).toEqual(expected);
  });

  test('a key `__proto__` changes no prototype', () => {
    const target: Record<string, unknown> = {};
    mergeData(target, JSON.parse('{ "__proto__": { "polluted": true } }'));
    mergeData(target, JSON.parse('{ "__proto__": { "more": true } }'));
    expect(Object.getPrototypeOf(target)).toBe(Object.prototype);
    expect(JSON.stringify(target)).toBe('{"__proto__":{"polluted":true,"more":true}}');
    expect('polluted' in {}).toBe(false);
  });
});

describe('representations', () => {
  const field = (name: string, ...selections: object[]) =>
    ({ kind: 'Field', name, ...(selections.length > 0 && { selections }) }) as never;
  const on = (typeCondition: string, ...selections: object[]) =>
    ({ kind: 'InlineFragment', typeCondition, selections }) as never;
  const key = field('__typename');
  test.each([
    ['a type apart', [on('B', key)], null],
    ['an interface', [on('I', key, field('x'))], { __typename: 'A', x: 0 }],
    ['a missing input', [on('A', key, field('missing'))], null],
    ['a name that every object has', [on('A', key, field('toString'))], null],
    ['a null input', [on('A', key, field('none', field('y')))], { __typename: 'A', none: null }],
    [
      'a missing input below is null there',
      [on('A', key, field('list', field('y')))],
      { __typename: 'A', list: [{ y: 1 }, null, null] },
    ],
    [
      'two fragments are joined',
      [on('A', key, field('o', field('p'))), on('I', field('o', field('q')))],
      { __typename: 'A', o: { p: 1, q: 2 } },
    ],
    [
      'a fragment that lacks an input leaves the other',
      [on('A', key), on('I', field('missing'))],
      { __typename: 'A' },
    ],
  ])('%s', (_, requires, expected) => {
    const entity = { __typename: 'A', x: 0, none: null, list: [{ y: 1 }, {}, null], o: { p: 1, q: 2 } };
    const representation = copyRepresentation(entity, compileRequires(requires, typeNames));
    expect(JSON.parse(JSON.stringify(representation))).toEqual(expected);
  });
});
