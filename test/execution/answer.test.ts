import { describe, expect, test } from 'vitest';
import { leg, network, recordingSources } from './network.ts';
import { createStubSources } from './stubSources.ts';
import { createAsker, networkSdl } from './support.ts';

const sdl = networkSdl();
const stubs = createStubSources(sdl, { seed: 4, listLength: 3 });
const askStubs = createAsker(stubs, sdl);

describe('the answer', () => {
  test('has its keys in the order of the query, duplicates merged', async () => {
    const query =
      '{ parcel(trackingNumber: "1") { status ...F id legs { waybill } ... on Parcel { custody } legs { __typename } status } __typename } fragment F on Parcel { legs { operator { code } } substatus }';
    const { data } = await askStubs(query);
    const [first] = (data as { parcel: { legs: object[] } }).parcel.legs;
    expect(Object.keys(data as object)).toEqual(['parcel', '__typename']);
    expect(Object.keys((data as { parcel: object }).parcel)).toEqual([
      'status',
      'legs',
      'substatus',
      'id',
      'custody',
    ]);
    expect(Object.keys(first ?? {})).toEqual(['operator', 'waybill', '__typename']);
  });

  test.each([
    ['a non-null leaf takes its nullable object along', [leg(null)], null],
    ['a list of non-nulls goes when one is null', [leg('1'), null], null],
    ['an unknown type is null', [{ ...leg('1'), __typename: 'Nobody' }], null],
    ['a type that cannot stand there is null', [{ ...leg('1'), __typename: 'Parcel' }], null],
    ['something that is no list is null', leg('1'), null],
    [
      'an abstract object without its type is null where the type is asked',
      [{ ...leg('1'), __typename: undefined }],
      null,
    ],
    ['all is well', [leg('1')], [{ __typename: 'CourierLeg', waybill: '1' }]],
  ])('%s', async (_, legs, expected) => {
    const { sources } = network(legs);
    const { data, errors } = await createAsker(
      sources,
      sdl,
    )('{ parcel(trackingNumber: "1") { legs { __typename waybill } } }');
    expect({ data, errors }).toEqual({ data: { parcel: { legs: expected } }, errors: [] });
  });

  test('a null in a non-null root field makes the data null', async () => {
    const { sources } = recordingSources(() => ({ data: { operators: [{ code: null }] } }));
    expect(await createAsker(sources, sdl)('{ operators { code } }')).toEqual({ data: null, errors: [] });
  });

  test.each([
    ['status', 'IN_TRANSIT', 'IN_TRANSIT'],
    ['status', 'NO_SUCH_STATUS', null],
    ['status', 7, null],
    ['acceptedAt', { any: ['thing'] }, { any: ['thing'] }],
    ['waybill', 12, 12],
    ['waybill', 1.5, undefined],
    ['estimate { revision }', { revision: 2 ** 40 }, { revision: 2 ** 40 }],
    ['estimate { revision }', { revision: '2' }, { revision: null }],
    ['estimate { revision }', 'no object', null],
    [
      'events { zoneKnown }',
      [{ zoneKnown: true }, null, { zoneKnown: 0 }],
      [{ zoneKnown: true }, null, { zoneKnown: null }],
    ],
  ])('%s: %j is answered as %j', async (field, value, expected) => {
    const key = field.split(' ')[0] ?? '';
    const { sources } = network([leg('1', { [key]: value })], () => ({
      data: { _entities: [{ [key]: value }] },
    }));
    const { data } = await createAsker(
      sources,
      sdl,
    )(`{ parcel(trackingNumber: "1") { legs { ... on CourierLeg { ${field} } } } }`);
    expect(data).toEqual({ parcel: { legs: expected === undefined ? null : [{ [key]: expected }] } });
  });
});

describe('conditions', () => {
  const query =
    'query ($a: Boolean!, $b: Boolean = false) { parcel(trackingNumber: "1") { id status @include(if: $a) legs @skip(if: $b) { waybill } legs @include(if: $a) { operator { code } } } }';
  test.each([
    [{ a: true }, ['id', 'status', 'legs'], ['waybill', 'operator']],
    [{ a: false }, ['id', 'legs'], ['waybill']],
    [{ a: true, b: true }, ['id', 'status', 'legs'], ['operator']],
    [{ a: false, b: true }, ['id'], []],
  ])('%j', async (variables, keys, legKeys) => {
    const { data } = await askStubs(query, variables);
    const { parcel } = data as { parcel: { legs?: object[] } };
    expect(Object.keys(parcel)).toEqual(keys);
    expect(Object.keys(parcel.legs?.[0] ?? {})).toEqual(legKeys);
  });

  test('what is skipped costs no fetch', async () => {
    const { sources, sent } = network([leg('1')]);
    await createAsker(sources, sdl)(query, { a: false });
    expect(sent.map(({ graph }) => graph)).toEqual(['directory']);
  });

  test('null for a condition is bad input, and nothing is fetched', async () => {
    const { sources, sent } = network([]);
    const { data, errors } = await createAsker(sources, sdl)(query, { a: true, b: null });
    expect(data).toBeUndefined();
    expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['BAD_USER_INPUT']);
    expect(sent).toEqual([]);
  });
});

describe('variables', () => {
  test.each([
    ['missing', {}, /\$n.*required type "Int!" was not provided/],
    ['wrong', { n: 'two' }, /Variable "\$n" got invalid value "two"/],
  ])('%s: bad input, and nothing is fetched', async (_, variables, message) => {
    const { sources, sent } = network([]);
    const { data, errors } = await createAsker(sources, sdl)(
      'query ($n: Int!) { myParcels(first: $n) { pageInfo { hasNextPage } } }',
      variables,
    );
    expect(data).toBeUndefined();
    expect(errors[0]?.message).toMatch(message);
    expect(errors[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT' });
    expect(sent).toEqual([]);
  });

  test('a fetch is sent what the caller gave; the planned operation has the defaults', async () => {
    const { sources, sent } = recordingSources(() => ({ data: null }));
    await createAsker(sources, sdl)(
      'query ($n: Int = 5, $m: ParcelStatus) { myParcels(first: $n, status: $m) { pageInfo { hasNextPage } } }',
      { m: 'DELIVERED' },
    );
    expect(sent[0]?.variables).toEqual({ m: 'DELIVERED' });
    expect(sent[0]?.query).toContain('$n:Int=5');
  });
});
