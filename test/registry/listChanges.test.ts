/** What counts as taken away, and beside it what does not. */
import { expect, test } from 'vitest';
import { listChanges } from '../../gateway/registry/subgraphs/listChanges.ts';

test.each<[before: string, after: string, changes: readonly string[]]>([
  ['type L { a: Int b: Int }', 'type L { a: Int }', ['FIELD_REMOVED L.b']],
  ['type L { a: Int }', 'type L { a: Int b: Int }', []],
  ['type L { a: Int } extend type L { b: Int }', 'type L { b: Int a: Int }', []],
  ['extend type L { a: Int b: Int }', 'type L { a: Int }', ['FIELD_REMOVED L.b']],
  ['"A." type L { a: Int @x }', 'type L { "An A." a: Int @deprecated }', []],
  [
    'type L { a: T } type T { b: Int c: Int }',
    'type L { d: Int }',
    ['FIELD_REMOVED L.a', 'FIELD_REMOVED T.b', 'FIELD_REMOVED T.c'],
  ],
  ['type L { a: Int }', 'type L { a: Float }', ['FIELD_TYPE_CHANGED L.a']],
  ['type L { a: Int }', 'type L { a: [Int] }', ['FIELD_TYPE_CHANGED L.a']],
  ['type L { a(b: Int, c: Int): Int }', 'type L { a(c: Int): Int }', ['FIELD_ARGUMENT_REMOVED L.a(b:)']],
  ['type L { a: E } enum E { B C }', 'type L { a: E } enum E { C D }', ['ENUM_VALUE_REMOVED E.B']],
  ['type L { a: Int } interface I { a: Int b: Int }', 'type L { a: Int } interface I { a: Int }', []],
  ['type L { a: Int } type Query { _entities: [_Any] }', 'type L { a: Int }', []],
  [
    'type L { __proto__: Int constructor: Int }',
    'type L { constructor: Int }',
    ['FIELD_REMOVED L.__proto__'],
  ],
])('from %s to %s', async (before, after, expected) => {
  const changes = await listChanges(before, after);
  expect(changes.map(({ code, coordinate }) => `${code} ${coordinate}`)).toEqual(expected);
});
