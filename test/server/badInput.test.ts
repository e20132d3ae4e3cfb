import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { announce, startTestHub, type TestHub } from '../support/startTestHub.ts';
import { type StartedOperator, startKitOperator } from '../support/testOperators.ts';

let hub: TestHub;
let operator: StartedOperator;

beforeAll(async () => {
  operator = await startKitOperator('zto', 'courier', [{ waybill: 'Z1', status: 'IN_TRANSIT' }]);
  hub = await startTestHub({ operators: [operator.known], legs: [announce('zto', 'Z1', 'p')] });
});
afterAll(async () => {
  await hub?.stop();
  await operator?.stop();
});

const graphql = (query: string, variables?: object) => JSON.stringify({ query, variables });

describe('bad input gets a clear answer', () => {
  test.each<[string, string, number, string, RegExp]>([
    ['malformed JSON', '{"query": "{ op', 400, 'BAD_REQUEST', /not JSON/],
    ['an empty body', '', 400, 'BAD_REQUEST', /not JSON/],
    ['a list', '[]', 400, 'BAD_REQUEST', /./],
    ['no query', '{}', 400, 'BAD_REQUEST', /JSON object has no keys/],
    ['a query that is no text', '{"query": 7}', 400, 'BAD_REQUEST', /must be strings/],
    [
      'a 1 MB query',
      graphql(`{ operators { ${'code '.repeat(200_000)} } }`),
      413,
      'BAD_REQUEST',
      /larger than 256 KB/,
    ],
    [
      'more tokens than a query has',
      graphql(`{ operators { ${'code '.repeat(20_000)} } }`),
      400,
      'OPERATION_TOO_LARGE',
      /more than 4,000 tokens/,
    ],
    ['a syntax error', graphql('{ parcel( }'), 400, 'GRAPHQL_PARSE_FAILED', /Syntax Error/],
    ['an unknown field', graphql('{ parcels_ { id } }'), 400, 'GRAPHQL_VALIDATION_FAILED', /parcels_/],
    [
      'a missing variable',
      graphql('query ($n: ID!) { parcel(trackingNumber: $n) { id } }'),
      400,
      'BAD_USER_INPUT',
      /\$n/,
    ],
    [
      'a variable of the wrong type',
      graphql('query ($n: Int) { myParcels(first: $n) { nodes { id } } }', { n: 'x' }),
      400,
      'BAD_USER_INPUT',
      /\$n/,
    ],
    ['a mutation', graphql('mutation { parcel }'), 400, 'GRAPHQL_VALIDATION_FAILED', /mutation/],
    ['a body of two million brackets', '['.repeat(200_000), 400, 'BAD_REQUEST', /not JSON/],
  ])('%s', async (_, body, status, code, message) => {
    const answer = await hub.post(body);
    expect([answer.status, answer.body.errors[0].extensions.code]).toEqual([status, code]);
    expect(answer.body.errors[0].message).toMatch(message);
    expect(answer.text).not.toMatch(/\bat .*\.(ts|js):|node_modules/);
  });

  test.each<[string, string, string, RegExp]>([
    [
      '10,000 numbers',
      'parcels(trackingNumbers: $many) { id }',
      'TOO_MANY_NUMBERS',
      /10,000 tracking numbers; 100 at most/,
    ],
    [
      'a page of 0',
      'myParcels(first: 0) { nodes { id } }',
      'BAD_USER_INPUT',
      /`first` is 0; it must be 1 to 100/,
    ],
    ['a page of 101', 'myParcels(first: 101) { nodes { id } }', 'BAD_USER_INPUT', /1 to 100/],
    [
      'a cursor of somebody else',
      'myParcels(after: "abc") { nodes { id } }',
      'BAD_USER_INPUT',
      /`after` is not a cursor/,
    ],
    [
      'a time without an offset',
      'myParcels(updatedSince: "2017-06-01T00:00:00") { nodes { id } }',
      'BAD_USER_INPUT',
      /with an offset/,
    ],
    [
      'a time that is none',
      'myParcels(updatedSince: "tomorrow") { nodes { id } }',
      'BAD_USER_INPUT',
      /`updatedSince` is `tomorrow`/,
    ],
    [
      'minus one event',
      'parcel(trackingNumber: "Z1") { events(last: -1) { id } }',
      'BAD_USER_INPUT',
      /`last` is -1/,
    ],
  ])('%s', async (_, field, code, message) => {
    const many = Array.from({ length: 10_000 }, (__, index) => `N${index}`);
    const declared = field.includes('$many') ? 'query ($many: [ID!]!)' : '';
    const { body } = await hub.ask(`${declared} { ${field} }`, declared === '' ? {} : { many });
    expect(body.errors[0].extensions.code).toBe(code);
    expect(body.errors[0].message).toMatch(message);
    expect(JSON.stringify(body)).not.toContain('serviceName');
  });
});

describe('what is not there answers null', () => {
  test.each([
    ['an unknown number', 'parcel(trackingNumber: "nothing") { id }', 'parcel', null],
    ['an empty number', 'parcel(trackingNumber: "") { id }', 'parcel', null],
    ['a number of 100 KB', `parcel(trackingNumber: "${'9'.repeat(100_000)}") { id }`, 'parcel', null],
    ['an unknown operator', 'parcel(trackingNumber: "Z1", operator: "nobody") { id }', 'parcel', null],
    ['no numbers', 'parcels(trackingNumbers: []) { id }', 'parcels', []],
  ])('%s', async (_, field, key, expected) => {
    expect((await hub.ask(`{ ${field} }`)).body).toEqual({ data: { [key]: expected } });
  });
});

test('other ways in are closed, with a word about the right one', async () => {
  const get = await fetch(`${hub.url}/graphql?query={operators{code}}`);
  expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
  expect((await hub.post(graphql('{ operators { code } }'), { 'content-type': 'text/plain' })).status).toBe(
    415,
  );
  const nowhere = await fetch(`${hub.url}/nowhere`);
  expect([nowhere.status, await nowhere.text()]).toEqual([404, expect.stringContaining('POST /graphql')]);
});

test('after all of that the hub answers as before', async () => {
  const hostile = [
    graphql('{ '.repeat(5_000)),
    '\u0000',
    graphql('{ parcel(trackingNumber: "\ud800") { id } }'),
  ];
  const valid = graphql('{ parcel(trackingNumber: "Z1") { status } }');
  const answers = await Promise.all([...hostile, valid, ...hostile, valid].map((body) => hub.post(body)));
  for (const answer of answers) expect(answer.status).toBeLessThan(500);
  expect(answers.at(-1)?.body).toEqual({ data: { parcel: { status: 'IN_TRANSIT' } } });
});
