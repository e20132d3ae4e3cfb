import { GraphQLError, parse, print } from 'graphql';
import { describe, expect, test } from 'vitest';
import { settleConditions } from '../../gateway/request/settleConditions.ts';

/** What is left of an operation, on one line. */
function settle(query: string, variables: Record<string, unknown> = {}, operationName?: string): string {
  const settled = settleConditions(parse(query), operationName, variables);
  return settled instanceof GraphQLError
    ? settled.message
    : print(settled.document).replace(/\s+/g, ' ').trim();
}

describe('what is left of an operation', () => {
  test.each([
    ['a field stays, without its condition', '{ a @include(if: true) b @skip(if: false) }', '{ a b }'],
    ['a field goes', '{ a @include(if: false) b @skip(if: true) c }', '{ c }'],
    [
      'both conditions have to hold',
      '{ a @skip(if: true) @include(if: true) b @skip(if: false) @include(if: false) c }',
      '{ c }',
    ],
    ['what is below a field goes with it', '{ a @skip(if: true) { ...F } b } fragment F on T { c }', '{ b }'],
    [
      'an object of which nothing is left is still asked',
      '{ a { b @skip(if: true) } }',
      '{ a { __typename } }',
    ],
    ['an operation of which nothing is left', '{ a @skip(if: true) { b } }', '{ __typename }'],
    [
      'an inline fragment goes',
      '{ ... @skip(if: true) { a } ... on Query @include(if: true) { b } }',
      '{ ... on Query { b } }',
    ],
    [
      'one spread of a fragment goes, the other stays',
      '{ a { ...F @include(if: false) ...F } } fragment F on T { b }',
      '{ a { ...F } } fragment F on T { b }',
    ],
    [
      'conditions within a fragment',
      '{ a { ...F } } fragment F on T { b @skip(if: true) }',
      '{ a { ...F } } fragment F on T { __typename }',
    ],
    [
      'a fragment that nothing else uses goes',
      '{ a { ...F } b } fragment F on T { c ...G @skip(if: true) } fragment G on T { d }',
      '{ a { ...F } b } fragment F on T { c }',
    ],
    [
      'what asks about the schema is left to graphql-js',
      '{ __type(name: "T") { name @skip(if: true) } }',
      '{ __type(name: "T") { name @skip(if: true) } }',
    ],
    ['unless it goes as a whole', '{ __schema @skip(if: true) { __typename } a }', '{ a }'],
    ['arguments and aliases stay', '{ x: a(n: 1) @skip(if: false) { y: b } }', '{ x: a(n: 1) { y: b } }'],
  ])('%s', (_, query, expected) => {
    expect(settle(query)).toBe(expected);
  });

  const QUERY = 'query Q($a: Boolean!, $b: Boolean = true) { a @include(if: $a) b @skip(if: $b) c }';
  const HEAD = 'query Q($a: Boolean!, $b: Boolean = true)';
  test.each([
    [{ a: true }, `${HEAD} { a c }`],
    [{ a: false }, `${HEAD} { c }`],
    [{ a: true, b: false }, `${HEAD} { a b c }`],
    [{ a: false, b: true }, `${HEAD} { c }`],
    [{ a: true, b: null }, 'Variable "$b" must be true or false, since a condition uses it.'],
    [{}, 'Variable "$a" must be true or false, since a condition uses it.'],
    [{ a: 'true' }, 'Variable "$a" must be true or false, since a condition uses it.'],
  ])('variables %j', (variables, expected) => {
    expect(settle(QUERY, variables)).toBe(expected);
  });

  test('of several operations the named one, with its own fragments', () => {
    const query = 'query A { a ...F } query B { b ...G } fragment F on Query { f } fragment G on Query { g }';
    expect(settle(query, {}, 'B')).toBe('query B { b ...G } fragment G on Query { g }');
  });
});

describe('what is kept', () => {
  test('one object for one setting, others for others; the document is unchanged', () => {
    const document = parse('query ($a: Boolean!) { a @include(if: $a) b }');
    const before = print(document);
    const [one, same, other] = [true, true, false].map((a) => settleConditions(document, undefined, { a }));
    expect(one).toBe(same);
    expect(one).not.toBe(other);
    expect((one as { setting: string }).setting).not.toBe((other as { setting: string }).setting);
    expect(print(document)).toBe(before);
  });

  test('is bounded over all operations together: many settings of large ones make the first one forgotten', () => {
    const names = Array.from({ length: 10 }, (_, index) => `v${index}`);
    const fields = Array.from({ length: 300 }, (_, index) => `f${index} @include(if: $v${index % 10})`);
    const head = names.map((name) => `$${name}: Boolean!`).join(' ');
    const document = parse(`query (${head}) { a { ${fields.join(' ')} } }`);
    const settle = (setting: number) =>
      settleConditions(
        document,
        undefined,
        Object.fromEntries(names.map((name, bit) => [name, ((setting >> bit) & 1) === 1])),
      );
    const first = settle(0);
    for (let setting = 1; setting < 1024; setting++) settle(setting);
    expect(settle(1023)).toBe(settle(1023));
    expect(settle(0)).not.toBe(first);
  });

  test('variables that no condition uses make no setting of their own', () => {
    const document = parse('query ($a: Boolean!, $n: ID!) { a(n: $n) @include(if: $a) }');
    const settled = ['1', '2'].map((n) => settleConditions(document, undefined, { a: true, n }));
    expect(settled[0]).toBe(settled[1]);
  });
});
