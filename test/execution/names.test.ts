import { buildASTSchema, type OperationDefinitionNode, parse, print } from 'graphql';
import { describe, expect, test } from 'vitest';
import { leg, network } from './network.ts';
import { createStubSources, StubMaker } from './stubSources.ts';
import { createAsker, networkSdl } from './support.ts';

const sdl = networkSdl();
const stubs = createStubSources(sdl, { seed: 4, listLength: 3 });
const askStubs = createAsker(stubs, sdl);

/** What the stub data says, without any graph in between. */
function expectedOf(query: string, variables: Record<string, unknown> = {}): unknown {
  const schema = buildASTSchema(parse(sdl), { assumeValidSDL: true });
  const operation = parse(query).definitions[0] as OperationDefinitionNode;
  const maker = new StubMaker(schema, { seed: 4, listLength: 3 }, variables);
  return JSON.parse(JSON.stringify(maker.object(operation.selectionSet, 'Query', 'root')));
}

describe('names that collide', () => {
  test.each([
    ['a key as an alias', '{ parcel(trackingNumber: "1") { legs { waybill: status } } }'],
    [
      'keys that change places',
      '{ parcel(trackingNumber: "1") { id: trackingNumber trackingNumber: id status } }',
    ],
    [
      'an input with arguments',
      '{ parcel(trackingNumber: "1") { status events { id } legs { events(last: 2) { id } e: events { id } } } }',
    ],
    [
      'an input as an alias',
      '{ parcel(trackingNumber: "1") { custody legs { custody: status substatus: custody } } }',
    ],
    ['a key below a key', '{ parcel(trackingNumber: "1") { legs { operator { code: name name: code } } } }'],
    [
      'the type as an alias',
      '{ parcel(trackingNumber: "1") { legs { __typename: waybill status type: __typename } } }',
    ],
    [
      'the same key in types apart',
      '{ parcel(trackingNumber: "1") { legs { ... on CourierLeg { waybill: acceptedAt } ... on LockerLeg { waybill: deadline } } } }',
    ],
  ])('%s', async (_, query) => {
    const { data, errors } = await askStubs(query);
    expect(errors).toEqual([]);
    expect(data).toEqual(expectedOf(query));
  });

  test('a variable that is called as the executor calls its own', async () => {
    const query =
      'query ($representations: Int, $__proto__: Int) { parcel(trackingNumber: "1") { legs { a: events(last: $representations) { id } b: events(last: $__proto__) { id } } } }';
    const variables = JSON.parse('{ "representations": 2, "__proto__": 1 }');
    const { data, errors } = await askStubs(query, variables);
    expect(errors).toEqual([]);
    expect(data).toEqual(expectedOf(query.replace('$representations)', '2)').replace('$__proto__)', '1)')));
  });

  test('hostile aliases are ordinary keys and reach no prototype', async () => {
    const query =
      '{ __proto__: parcel(trackingNumber: "1") { constructor: status legs { __proto__: custody toString: waybill hasOwnProperty: operator { __proto__: code } } } }';
    const { data, errors } = await askStubs(query);
    expect(errors).toEqual([]);
    expect(JSON.stringify(data)).toBe(JSON.stringify(expectedOf(query)));
    expect(Object.keys({}.constructor.prototype)).toEqual([]);
  });

  test('a source that has no such field answers null for a name that every object has', async () => {
    const { sources } = network([leg('1')], () => ({ data: { _entities: [{}] } }));
    const { data } = await createAsker(
      sources,
      sdl,
    )('{ parcel(trackingNumber: "1") { toString: trackingNumber legs { constructor: status } } }');
    expect(data).toEqual({ parcel: { toString: null, legs: [{ constructor: null }] } });
  });
});

test('an input is fetched under its own name, what the caller asks under another', async () => {
  const { sources, sent } = network([leg('1')]);
  await createAsker(
    sources,
    sdl,
  )('{ parcel(trackingNumber: "1") { status legs { events(last: 1) { id } } } }');
  const { query = '' } = sent.find(({ graph }) => graph === 'couriers') ?? {};
  const text = print(parse(query));
  expect(text).toMatch(/^\s+_hub0: events\(last: 1\) \{/m);
  expect(text).toMatch(/^\s+events \{/m);
});
