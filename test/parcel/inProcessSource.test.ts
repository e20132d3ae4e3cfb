import {
  buildSchema,
  execute,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
  parse,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { createInProcessSource } from '../../gateway/parcel/inProcessSource.ts';

/** A graph with everything that the hub's own have: arguments, defaults, lists, interfaces, enums, errors, promises. */
function buildTestGraph(): GraphQLSchema {
  const schema = buildSchema(`
    scalar DateTime
    enum Status { DELIVERED RETURNED }
    interface Leg { waybill: ID! at: DateTime }
    type CourierLeg implements Leg { waybill: ID! at: DateTime status: Status }
    type LockerLeg implements Leg { waybill: ID! at: DateTime deadline: DateTime }
    type Parcel { id: ID! legs(last: Int = 2): [Leg!] broken: String must: String! later: Parcel }
    union _Entity = Parcel
    scalar _Any
    type Query { parcel(n: ID!, operator: ID): Parcel parcels(n: [ID!]!): [Parcel]! _entities(representations: [_Any!]!): [_Entity]! }
  `);
  const legs = [
    { __typename: 'CourierLeg', waybill: 'A', at: '2017-06-01T00:00:00Z', status: 'DELIVERED' },
    { __typename: 'LockerLeg', waybill: 'B', deadline: null },
    { __typename: 'CourierLeg', waybill: 'C', status: 'NONSENSE' },
  ];
  const parcel = (id: unknown) => ({ __typename: 'Parcel', id });
  const resolve = (type: string, field: string, resolver: (...args: never[]) => unknown) => {
    const definition = (schema.getType(type) as GraphQLObjectType).getFields()[field];
    if (definition) definition.resolve = resolver as GraphQLFieldResolver<unknown, unknown>;
  };
  resolve('Query', 'parcel', async (_: unknown, { n, operator }: { n: string; operator?: string }) =>
    n === '' ? null : parcel(`${n} ${operator}`),
  );
  resolve('Query', 'parcels', (_: unknown, { n }: { n: string[] }) =>
    n.map((id) => (id === '' ? null : parcel(id))),
  );
  resolve('Query', '_entities', (_: unknown, args: { representations: { id: string }[] }) =>
    args.representations.map(({ id }) => parcel(id)),
  );
  resolve('Parcel', 'legs', (_: unknown, { last }: { last: number | null }) => {
    if (last !== null && last < 0) throw new GraphQLError('`last` is negative');
    return last === null ? legs : legs.slice(0, last);
  });
  resolve('Parcel', 'broken', () => Promise.reject(new Error('broken')));
  resolve('Parcel', 'must', () => null);
  resolve('Parcel', 'later', async ({ id }: { id: string }) => parcel(`${id}'`));
  return schema;
}

const OPERATIONS: [query: string, variables?: Record<string, unknown>][] = [
  ['query ($n: ID!) { parcel(n: $n) { id legs { __typename waybill at } } }', { n: '1' }],
  ['query ($n: ID!, $o: ID) { parcel(n: $n, operator: $o) { id } }', { n: '1' }],
  ['query ($n: ID!, $o: ID) { parcel(n: $n, operator: $o) { id } }', { n: '1', o: null }],
  ['query ($n: ID!) { parcel(n: $n) { id } }', { n: '' }],
  ['{ parcels(n: ["1", "", "2"]) { id later { later { id } } } }'],
  ['query ($l: Int) { parcel(n: "1") { legs(last: $l) { waybill } } }', {}],
  ['query ($l: Int) { parcel(n: "1") { legs(last: $l) { waybill } } }', { l: null }],
  ['query ($l: Int! = 1) { parcel(n: "1") { legs(last: $l) { waybill } } }', {}],
  ['query ($s: Boolean! = false) { parcel(n: "1") { id @skip(if: $s) } }', {}],
  ['query ($l: Int = 1) { parcel(n: "1") { legs(last: $l) { waybill } } }', {}],
  ['query ($l: Int) { parcel(n: "1") { legs(last: $l) { waybill } id } }', { l: -1 }],
  ['{ parcel(n: "1") { legs(last: 3) { ... on CourierLeg { status } ... on LockerLeg { deadline at } } } }'],
  [
    '{ parcel(n: "1") { legs { ... on Leg { ... on CourierLeg { x: waybill } } ... on LockerLeg { x: deadline } } } }',
  ],
  ['{ parcel(n: "1") { broken id later { must } } parcels(n: ["1"]) { must id } }'],
  [
    'query ($s: Boolean!) { parcel(n: "1") @skip(if: $s) { id } parcels(n: []) @include(if: $s) { id } }',
    { s: true },
  ],
  [
    'query ($s: Boolean!) { parcel(n: "1") { ... @include(if: $s) { id } legs { at @skip(if: $s) waybill } } }',
    { s: true },
  ],
  [
    'query ($s: Boolean!) { parcel(n: "1") { ... @include(if: $s) { id } legs { at @skip(if: $s) waybill } } }',
    { s: false },
  ],
  [
    'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Parcel { id legs { waybill } } } }',
    { r: [{ __typename: 'Parcel', id: '7' }] },
  ],
  ['{ parcel(n: "1") { ...F } } fragment F on Parcel { id legs { ...G } } fragment G on Leg { waybill }'],
  [
    '{ __proto__: parcel(n: "1") { __proto__: id constructor: id legs { __proto__: waybill toString: at } } }',
  ],
  ['{ constructor: parcel(n: "1") { hasOwnProperty: id valueOf: legs { then: waybill } } }'],
];

describe('an operation runs compiled as it runs interpreted', () => {
  const schema = buildTestGraph();
  const source = createInProcessSource(schema);
  test.each(OPERATIONS.map(([query, variables = {}]) => ({ query, variables })))(
    '$query $variables',
    async ({ query, variables }) => {
      const expected = await execute({
        schema,
        document: parse(query, { noLocation: true }),
        variableValues: variables,
      });
      const got = await source.process({ request: { query, variables }, context: {} } as never);
      const plain = ({ data, errors }: { data?: unknown; errors?: readonly unknown[] | undefined }) => ({
        data: JSON.stringify(data),
        errors: (errors as GraphQLError[] | undefined)
          ?.map(({ message, path }) => `${path?.join('.')} ${message}`)
          .sort(),
      });
      expect(plain(got as never)).toEqual(plain(expected));
      expect(Object.hasOwn(Object.prototype, 'id')).toBe(false);
    },
  );
});
