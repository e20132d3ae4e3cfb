import { expect, test } from 'vitest';
import { createExecutor } from '../../gateway/execution/createExecutor.ts';
import { recordingSources } from './network.ts';
import { createStubSources } from './stubSources.ts';
import { ask, createAsker, networkSdl, requestOf } from './support.ts';

const sdl = networkSdl();
const stubs = createStubSources(sdl, { seed: 4, listLength: 3 });
const askStubs = createAsker(stubs, sdl);

test('two of one document are planned apart', async () => {
  const document =
    'query A { parcel(trackingNumber: "1") { id } } query B { operators { ...F } } fragment F on Operator { code }';
  expect(await askStubs(document, {}, 'A')).toMatchObject({ data: { parcel: { id: expect.any(String) } } });
  expect(await askStubs(document, {}, 'B')).toMatchObject({ data: { operators: [{}, {}, {}] } });
  expect(await askStubs(document, {}, 'A')).toMatchObject({ data: { parcel: {} } });
});

test('the document, which Apollo Server keeps, is not changed', async () => {
  const request = requestOf(
    'query ($representations: Int) { parcel(trackingNumber: "1") { legs { waybill: status events(last: $representations) { id } } } }',
  );
  const before = JSON.stringify(request.document);
  await ask(createExecutor(sdl, stubs), request);
  expect(JSON.stringify(request.document)).toBe(before);
});

test('introspection is answered without a fetch, also beside data', async () => {
  const { sources, sent } = recordingSources(() => ({ data: { operators: [] } }));
  const asker = createAsker(sources, sdl);
  const query =
    'query ($name: String!, $no: Boolean!) { __proto__: __type(name: $name) { ...T } __schema @skip(if: $no) { queryType { name } } __type(name: "Nobody") { name } } fragment T on __Type { name fields @include(if: $no) { name } }';
  const { data, errors } = await asker(query, { name: 'LegReference', no: false });
  expect(errors).toEqual([]);
  expect(JSON.stringify(data)).toBe(
    '{"__proto__":{"name":"LegReference"},"__schema":{"queryType":{"name":"Query"}},"__type":null}',
  );
  expect(sent).toEqual([]);
  expect(await asker('{ operators { code } __type(name: "Leg") { kind } t: __typename }')).toEqual({
    data: { operators: [], __type: { kind: 'INTERFACE' }, t: 'Query' },
    errors: [],
  });
});

test('two supergraphs side by side answer each from its own', async () => {
  const { sources } = recordingSources(() => ({ data: { operators: [{ code: 'a', name: 'b' }] } }));
  const other = sdl
    .replace('enum OperatorKind', 'enum OperatorSort')
    .replaceAll(': OperatorKind', ': OperatorSort');
  expect(other).not.toBe(sdl);
  const query = '{ __type(name: "OperatorSort") { name } operators { name } }';
  const data = (type: unknown) => ({ data: { __type: type, operators: [{ name: 'b' }] }, errors: [] });
  const [old, next] = [createAsker(sources, sdl), createAsker(sources, other)];
  expect(await Promise.all([old(query), next(query), old(query)])).toEqual([
    data(null),
    data({ name: 'OperatorSort' }),
    data(null),
  ]);
});
