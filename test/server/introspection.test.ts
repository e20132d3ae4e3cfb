import { ApolloServer } from '@apollo/server';
import {
  buildClientSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { pino } from 'pino';
import { afterAll, describe, expect, test } from 'vitest';
import { type AgreementTable, allowEverything, tableOf } from '../../gateway/agreements/decision.ts';
import { compileTable } from '../../gateway/agreements/table/compileTable.ts';
import type { RequestScope } from '../../gateway/request/requestScope.ts';
import { createErrorFormatter } from '../../gateway/server/formatError.ts';
import { createIntrospectionPlugin } from '../../gateway/server/introspection/introspectionPlugin.ts';
import { agreementOf, CONTRACT } from '../agreements/decide/support.ts';
import { composeApiSchema } from '../support/apiSchema.ts';

const schema = composeApiSchema();
const apollo = new ApolloServer<RequestScope>({
  schema,
  introspection: true,
  logger: pino({ level: 'silent' }),
  formatError: createErrorFormatter(pino({ level: 'silent' })),
  plugins: [createIntrospectionPlugin()],
});
afterAll(() => apollo.stop());

const table = compileTable(
  [
    agreementOf({ platform: 'jd', shares: 'type LockerLeg { deadline: DateTime @share }' }),
    agreementOf({
      platform: 'cainiao',
      shares:
        'type LockerLeg { recipient: Recipient @share(as: CLEAR) } type Recipient { phone: String @share(as: CN_PHONE) }',
    }),
    agreementOf({
      platform: 'later',
      from: '2099-01-01',
      until: '2100-01-01',
      shares: 'type LockerLeg { deadline: DateTime @share(for: [RECIPIENT_NOTICE]) }',
    }),
  ],
  CONTRACT,
);

async function ask(
  platform: string,
  query: string,
  {
    variables,
    operationName,
    agreements = table,
  }: { variables?: Record<string, unknown>; operationName?: string; agreements?: AgreementTable } = {},
) {
  const scope = { caller: { platform, purpose: 'ORDER_STATUS' }, network: { agreements } };
  const { body, http } = await apollo.executeOperation(
    { query, ...(variables && { variables }), ...(operationName && { operationName }) },
    { contextValue: scope as unknown as RequestScope },
  );
  if (body.kind !== 'single') throw new Error('one answer was expected');
  const { data, errors } = JSON.parse(JSON.stringify(body.singleResult));
  return { status: http.status ?? 200, data, errors, code: errors?.[0].extensions.code };
}

const FIELDS = '{ __type(name: "LockerLeg") { fields { name } } }';

async function fieldsFor(platform: string, query = FIELDS): Promise<readonly string[]> {
  const { data } = await ask(platform, query);
  const [type] = Object.values<{ fields: { name: string }[] } | null>(data);
  return type?.fields.map(({ name }) => name) ?? [];
}

describe('each caller is shown what its agreements can ever disclose', () => {
  test.each([
    ['jd', ['asOf', 'operator', 'waybill', 'deadline']],
    ['cainiao', ['asOf', 'operator', 'waybill', 'recipient']],
    ['later', ['asOf', 'operator', 'waybill', 'deadline']],
    ['nobody', ['asOf', 'operator', 'waybill']],
  ])('%s', async (platform, expected) => {
    expect([...(await fieldsFor(platform))].sort()).toEqual([...expected].sort());
  });

  test('a masked field is shown, one that is not shared beside it is not', async () => {
    const query = '{ __type(name: "Recipient") { fields { name } } }';
    expect(await fieldsFor('cainiao', query)).toEqual(['phone']);
    expect((await ask('jd', query)).data).toEqual({ __type: null });
  });

  test('who sees everything is shown the whole schema', async () => {
    const agreements = tableOf(allowEverything);
    const { data } = await ask('jd', getIntrospectionQuery({ specifiedByUrl: true }), { agreements });
    const whole = buildClientSchema(data as IntrospectionQuery);
    expect(printSchema(lexicographicSortSchema(whole))).toBe(printSchema(lexicographicSortSchema(schema)));
  });

  test("GraphiQL's own query gives a schema that clients can build", async () => {
    for (const platform of ['jd', 'cainiao', 'nobody']) {
      const query = getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true });
      const { data, errors } = await ask(platform, query);
      expect(errors).toBeUndefined();
      const view = printSchema(buildClientSchema(data as IntrospectionQuery));
      expect(/type LockerLeg[^}]*deadline/.test(view)).toBe(platform === 'jd');
    }
  });

  test('a query is validated against the whole schema, whoever asks', async () => {
    const query =
      '{ parcel(trackingNumber: "1") { legs { ... on LockerLeg { deadline recipient { phone } } } } }';
    for (const platform of ['jd', 'nobody']) {
      expect(await ask(platform, query)).toMatchObject({ status: 200, data: { parcel: null } });
    }
  });
});

describe('introspection in every form', () => {
  const variables = { type: 'LockerLeg', yes: true };
  test.each([
    ['under an alias', '{ mine: __type(name: "LockerLeg") { fields { name } } }'],
    ['in a fragment', '{ ...F } fragment F on Query { __type(name: "LockerLeg") { fields { name } } }'],
    ['in an inline fragment', '{ ... on Query { ... { __type(name: "LockerLeg") { fields { name } } } } }'],
    ['by variable', 'query ($type: String!) { __type(name: $type) { fields { name } } }'],
    [
      'with a condition',
      'query ($yes: Boolean!) { __type(name: "LockerLeg") @include(if: $yes) { fields { name } } }',
    ],
    ['beside `__typename`', '{ __type(name: "LockerLeg") { fields { name } } __typename }'],
  ])('%s is the caller’s own', async (_, query) => {
    const { data, errors } = await ask('jd', query, { variables });
    expect(errors).toBeUndefined();
    expect(JSON.stringify(data)).toContain('deadline');
    expect(JSON.stringify((await ask('nobody', query, { variables })).data)).not.toContain('deadline');
  });

  test('one that is left out answers nothing', async () => {
    const { data } = await ask('jd', '{ __typename __schema @skip(if: true) { types { name } } }');
    expect(data).toEqual({ __typename: 'Query' });
  });

  test.each<[string, string, Record<string, unknown>]>([
    ['a missing variable', 'query ($type: String!) { __type(name: $type) { name } }', {}],
    [
      'a variable of the wrong type',
      'query ($type: String!) { __type(name: $type) { name } }',
      { type: { a: 1 } },
    ],
    [
      'a condition of null',
      'query ($is: Boolean = true) { __schema @include(if: $is) { types { name } } }',
      { is: null },
    ],
    [
      'a very long one',
      'query ($is: Boolean!) { __schema @include(if: $is) { types { name } } }',
      { is: 'x'.repeat(100_000) },
    ],
  ])('%s is the sender’s error', async (_, query, given) => {
    const answer = await ask('jd', query, { variables: given });
    expect(answer).toMatchObject({ status: 400, code: 'BAD_USER_INPUT', data: undefined });
    expect(JSON.stringify(answer).length).toBeLessThan(1_000);
  });
});

describe('introspection with data is refused', () => {
  const DATA = 'parcel(trackingNumber: "1") { id }';
  test.each<[string, string]>([
    ['side by side', `{ ${DATA} __schema { types { name } } }`],
    ['the other way round', `{ __type(name: "Leg") { name } ${DATA} }`],
    ['under aliases', `{ a: __schema { types { name } } b: ${DATA} }`],
    ['under an alias that looks like data', `{ parcel: __schema { types { name } } b: ${DATA} }`],
    ['data that looks like introspection', `{ a: __schema { types { name } } typename: ${DATA} }`],
    [
      'in fragments',
      `{ ...A ...B } fragment A on Query { __schema { types { name } } } fragment B on Query { ${DATA} }`,
    ],
    [
      'in a fragment of a fragment',
      `{ ...A } fragment A on Query { ...B ${DATA} } fragment B on Query { __schema { types { name } } }`,
    ],
    ['in inline fragments', `{ ... { __schema { types { name } } } ... on Query { ${DATA} } }`],
    [
      'behind a condition that is false',
      `{ ${DATA} ... @include(if: false) { __schema { types { name } } } }`,
    ],
    [
      'behind a condition of its own',
      `{ parcel(trackingNumber: "1") @skip(if: true) { id } __schema { types { name } } }`,
    ],
    [
      'in the operation that is run',
      `query A { __schema { types { name } } } query B { ${DATA} __schema { types { name } } }`,
    ],
  ])('%s', async (_, query) => {
    const answer = await ask('jd', query, { operationName: query.includes('query B') ? 'B' : '' });
    expect(answer).toMatchObject({ status: 400, code: 'INTROSPECTION_MIXED', data: undefined });
    expect(answer.errors[0].message).toMatch(/send two operations/);
  });

  test.each<[string, string, string | undefined]>([
    ['`__typename` below', '{ parcel(trackingNumber: "1") { __typename id } }', undefined],
    ['`__typename` beside it', `{ __typename ${DATA} }`, undefined],
    ['`__typename` alone', '{ __typename }', undefined],
    [
      'introspection in the other operation',
      `query A { __schema { types { name } } } query B { ${DATA} }`,
      'B',
    ],
    ['data in the other operation', `query A { __schema { types { name } } } query B { ${DATA} }`, 'A'],
  ])('%s is not', async (_, query, operationName) => {
    const answer = await ask('jd', query, operationName === undefined ? {} : { operationName });
    expect([answer.status, answer.errors]).toEqual([200, undefined]);
  });
});
