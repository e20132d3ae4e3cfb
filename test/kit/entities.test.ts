/** What an operator built with the kit answers, and how often it asks its author's function. */
import { describe, expect, test, vi } from 'vitest';
import type { CourierLeg } from '../../subgraphs/kit/index.ts';
import { askEntities, type Legs, legKey, post, startCourier } from './support.ts';

const answerAll: Legs = async (waybills) => waybills.map((waybill) => ({ waybill, status: 'ACCEPTED' }));
const answerNone: Legs = async (waybills) => waybills.map(() => null);

describe('one request is one call of `legs`', () => {
  test('for a hundred entities, in the order asked', async () => {
    const legs = vi.fn(answerAll);
    const { url } = await startCourier(legs);
    const waybills = Array.from({ length: 100 }, (_, place) => `W${place}`);
    const { data, errors } = await askEntities(
      url,
      waybills.map((waybill) => legKey(waybill)),
      'waybill',
    );
    expect(errors).toBeUndefined();
    expect(data?.['_entities']?.map((leg) => leg?.['waybill'])).toEqual(waybills);
    expect(legs.mock.calls.map(([asked]) => asked)).toEqual([waybills]);
  });

  test('for two aliased fields, each waybill asked for once', async () => {
    const legs = vi.fn(answerAll);
    const { url } = await startCourier(legs);
    const query = `query($a: [_Any!]!, $b: [_Any!]!) {
      a: _entities(representations: $a) { ... on CourierLeg { waybill } }
      b: _entities(representations: $b) { ... on CourierLeg { status operator { code } } }
    }`;
    const variables = { a: [legKey('W1'), legKey('W2')], b: [legKey('W2'), legKey('W3')] };
    const { data } = await post(url, JSON.stringify({ query, variables }));
    expect(data?.['a']).toEqual([{ waybill: 'W1' }, { waybill: 'W2' }]);
    expect(data?.['b']).toEqual([
      { status: 'ACCEPTED', operator: { code: 'swift' } },
      { status: 'ACCEPTED', operator: { code: 'swift' } },
    ]);
    expect(legs.mock.calls.map(([asked]) => asked)).toEqual([['W1', 'W2', 'W3']]);
  });

  test('and two requests are two calls: nothing is kept between them', async () => {
    const legs = vi.fn(answerAll);
    const { url } = await startCourier(legs);
    await askEntities(url, [legKey('W1')], 'waybill');
    await askEntities(url, [legKey('W1')], 'waybill');
    expect(legs).toHaveBeenCalledTimes(2);
  });
});

describe('null, without a call of `legs`,', () => {
  test.each([
    ["another operator's code", legKey('W1', 'zto')],
    ['a code that is an object', { ...legKey('W1'), operator: { code: { toString: 'swift' } } }],
    ['no operator', { __typename: 'CourierLeg', waybill: 'W1' }],
    ['an operator that is null', { ...legKey('W1'), operator: null }],
    ['no waybill', { __typename: 'CourierLeg', operator: { code: 'swift' } }],
    ['an empty waybill', legKey('')],
    ['a waybill that is a number', { ...legKey('W1'), waybill: 1 }],
    ['a waybill of 10,000 characters', legKey('W'.repeat(10_000))],
    ["the other role's type", { ...legKey('W1'), __typename: 'LockerLeg' }],
    ['a type that does not exist', { ...legKey('W1'), __typename: '__proto__' }],
    ['no type', { operator: { code: 'swift' }, waybill: 'W1' }],
    ['a string', 'W1'],
    ['a list', [legKey('W1')]],
  ])('for a representation with %s', async (_, representation) => {
    const legs = vi.fn(answerAll);
    const { url } = await startCourier(legs);
    const { data, errors } = await askEntities(url, [representation], 'waybill');
    expect({ data, errors }).toEqual({ data: { _entities: [null] }, errors: undefined });
    expect(legs).not.toHaveBeenCalled();
  });

  test('next to one that is fine, which answers', async () => {
    const { url } = await startCourier(answerAll);
    const { data } = await askEntities(url, [legKey('W1', 'zto'), legKey('W1'), 'W1'], 'waybill');
    expect(data?.['_entities']).toEqual([null, { waybill: 'W1' }, null]);
  });
});

test('an unknown waybill answers null, and so does `undefined` from a map', async () => {
  const { url } = await startCourier(answerNone);
  expect((await askEntities(url, [legKey('W1')], 'waybill')).data).toEqual({ _entities: [null] });
});

describe('trouble in the author’s function', () => {
  test('an `Error` element fails its own entity, and its text stays at home', async () => {
    const { url } = await startCourier(async (waybills) =>
      waybills.map((waybill) => (waybill === 'W2' ? new Error('Li Lei, 13800138000') : { waybill })),
    );
    const { data, errors } = await askEntities(url, [legKey('W1'), legKey('W2'), legKey('W3')], 'waybill');
    expect(data?.['_entities']).toEqual([{ waybill: 'W1' }, null, { waybill: 'W3' }]);
    expect(errors).toEqual([
      {
        message: 'the operator could not answer because of an error of its own',
        locations: expect.anything(),
        path: ['_entities', 1],
        extensions: { code: 'OPERATOR_FAULT' },
      },
    ]);
  });

  test.each<[string, Legs, RegExp]>([
    ['too few elements', async () => [], /`legs` of operator `swift` answered 0 elements for 2 waybills/],
    ['no array', (async () => null) as unknown as Legs, /answered no array but object for 2 waybills/],
    [
      'the wrong order',
      async (waybills) => [...waybills].reverse().map((waybill) => ({ waybill })),
      /at the place of another/,
    ],
    ['something else', (async () => ['W1', 7]) as unknown as Legs, /answered something that is no leg/],
    [
      'a throw',
      () => {
        throw new Error('secret');
      },
      /error of its own/,
    ],
    [
      'a rejection',
      async () => {
        throw new Error('secret');
      },
      /error of its own/,
    ],
  ])('%s fails the entities and says whose mistake it is', async (_, legs, message) => {
    const { url } = await startCourier(legs);
    const { data, errors } = await askEntities(url, [legKey('W1'), legKey('W2')], 'waybill');
    expect(data).toEqual({ _entities: [null, null] });
    expect(errors?.map((error) => error.message)).toEqual([
      expect.stringMatching(message),
      expect.stringMatching(message),
    ]);
  });

  test('a value that does not fit fails its field alone, and is not quoted', async () => {
    const leg = { waybill: 'W1', status: 'Li Lei', custody: 'OPERATOR', goods: { pieces: 'Li Lei' } };
    const { url } = await startCourier(async () => [leg as unknown as CourierLeg]);
    const { data, errors } = await askEntities(url, [legKey('W1')], 'status custody goods { pieces }');
    expect(data?.['_entities']).toEqual([{ status: null, custody: 'OPERATOR', goods: { pieces: null } }]);
    expect(errors?.map((error) => error.message)).toEqual([
      'a value of the operator does not fit its type',
      'a value of the operator does not fit its type',
    ]);
  });

  test("objects of the author's are not changed, frozen ones included", async () => {
    const leg = Object.freeze({ waybill: 'W1', events: Object.freeze([{ id: '1' }]) });
    const { url } = await startCourier(async () => [leg]);
    const { errors } = await askEntities(url, [legKey('W1')], '__typename waybill events { id }');
    expect(errors).toBeUndefined();
    expect(Object.getOwnPropertyNames(leg)).toEqual(['waybill', 'events']);
  });
});

describe('requests that cannot be read', () => {
  test.each([
    ['malformed JSON', '{"query":', 'application/json', 400],
    ['no query', '{"variables":{}}', 'application/json', 400],
    ['a query that does not parse', '{"query":"{"}', 'application/json', 400],
    ['plain text', '{"query":"{ __typename }"}', 'text/plain', 415],
    ['a body over 1 MB', JSON.stringify({ query: ' '.repeat(1_100_000) }), 'application/json', 413],
    ['a key `__proto__`', '{"query":"{ __typename }","__proto__":{"x":1}}', 'application/json', 400],
    [
      '25,000 tokens',
      JSON.stringify({ query: `{ ${'__typename '.repeat(25_000)} }` }),
      'application/json',
      400,
    ],
  ])('%s is a GraphQL error without a stack', async (_, body, contentType, status) => {
    const { url } = await startCourier(answerAll);
    const answer = await post(url, body, contentType);
    expect(answer.status).toBe(status);
    expect(answer.errors).toHaveLength(1);
    expect(JSON.stringify(answer)).not.toContain('node_modules');
  });
});
