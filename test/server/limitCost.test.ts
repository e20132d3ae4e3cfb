import fc from 'fast-check';
import {
  buildSchema,
  type DocumentNode,
  getIntrospectionQuery,
  getOperationAST,
  parse,
  validate,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { type CostEstimate, estimateCost } from '../../gateway/server/estimateCost.ts';
import { limitValues } from '../../gateway/server/limitPlugin.ts';
import { LIMITS, MOST } from '../../gateway/server/limits.ts';
import { QUERIES } from '../bench/queries.ts';
import { composeApiSchema } from '../support/apiSchema.ts';

const schema = composeApiSchema();

function estimateDocument(document: DocumentNode, operationName?: string): CostEstimate {
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new Error('no operation');
  return estimateCost(schema, document, operation);
}

function estimate(query: string, operationName?: string): CostEstimate {
  const document = parse(query);
  expect(validate(schema, document).map(({ message }) => message)).toEqual([]);
  return estimateDocument(document, operationName);
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => `N${index}`);
const literal = (count: number) => JSON.stringify(numbers(count));

describe('parcels asked for', () => {
  test.each<[string, string, Record<string, unknown>, number]>([
    ['one number', '{ parcel(trackingNumber: "1") { id } }', {}, 1],
    ['a list', `{ parcels(trackingNumbers: ${literal(7)}) { id } }`, {}, 7],
    ['one where a list may stand', '{ parcels(trackingNumbers: "1") { id } }', {}, 1],
    [
      'a list in a variable',
      'query ($n: [ID!]!) { parcels(trackingNumbers: $n) { id } }',
      { n: numbers(7) },
      7,
    ],
    ['one value in it', 'query ($n: [ID!]!) { parcels(trackingNumbers: $n) { id } }', { n: '1' }, 1],
    ['its default', 'query ($n: [ID!]! = ["1", "2"]) { parcels(trackingNumbers: $n) { id } }', {}, 2],
    ['not its default', 'query ($n: [ID!]! = ["1"]) { parcels(trackingNumbers: $n) { id } }', { n: [] }, 0],
    [
      'variables in a list',
      'query ($a: ID!) { parcels(trackingNumbers: [$a, $a]) { id } }',
      { a: numbers(9) },
      2,
    ],
    [
      'a variable called as objects call things',
      'query ($__proto__: [ID!]!) { parcels(trackingNumbers: $__proto__) { id } }',
      JSON.parse('{"__proto__": ["1", "2"]}'),
      2,
    ],
    ['a page', '{ myParcels(first: 30) { nodes { id } } }', {}, 30],
    ['a page as long as pages are', '{ myParcels { nodes { id } } }', {}, 20],
    ['a page of null', '{ myParcels(first: null) { nodes { id } } }', {}, 20],
    ['a page by variable', 'query ($f: Int) { myParcels(first: $f) { nodes { id } } }', { f: 30 }, 30],
    ['a variable without a value', 'query ($f: Int) { myParcels(first: $f) { nodes { id } } }', {}, 20],
    ["a variable's default", 'query ($f: Int = 40) { myParcels(first: $f) { nodes { id } } }', {}, 40],
    ['a page that will be refused', '{ myParcels(first: 101) { nodes { id } } }', {}, 100],
    ['another', '{ myParcels(first: -5) { nodes { id } } }', {}, 0],
    ['garbage', 'query ($f: Int) { myParcels(first: $f) { nodes { id } } }', { f: { a: 1 } }, 100],
    [
      'all of them',
      `{ a: parcel(trackingNumber: "1") { id } b: parcels(trackingNumbers: ${literal(7)}) { id } myParcels(first: 30) { nodes { id } } }`,
      {},
      38,
    ],
    [
      'one key twice',
      `{ ...F ...G } fragment F on Query { parcels(trackingNumbers: ${literal(60)}) { id } } fragment G on Query { parcels(trackingNumbers: ${literal(60)}) { status } }`,
      {},
      60,
    ],
    [
      'two keys',
      `{ ...F ...G } fragment F on Query { parcels(trackingNumbers: ${literal(60)}) { id } } fragment G on Query { g: parcels(trackingNumbers: ${literal(60)}) { status } }`,
      {},
      120,
    ],
    ['what a condition leaves out', '{ parcel(trackingNumber: "1") @skip(if: true) { id } }', {}, 1],
    ['nothing', '{ operators { code } detect(trackingNumber: "1") { name } }', {}, 0],
  ])('%s', (_, query, variables, expected) => {
    expect(estimate(query).countNumbers(variables)).toBe(expected);
  });

  test.each([
    [LIMITS.numbers, undefined],
    [LIMITS.numbers + 1, 'TOO_MANY_NUMBERS'],
  ])('%d over several fields', (count, code) => {
    const query = `query ($n: [ID!]!) { parcel(trackingNumber: "1") { id } parcels(trackingNumbers: $n) { id } }`;
    const refusal = limitValues(estimate(query), { n: numbers(count - 1) });
    expect(refusal?.code).toBe(code);
    if (code)
      expect(refusal?.message).toMatch(/asks for 101 tracking numbers; 100 at most, .*several requests/);
  });

  test('are those of the operation that is run', () => {
    const query = `query A { parcel(trackingNumber: "1") { id } } query B { parcels(trackingNumbers: ${literal(101)}) { id } }`;
    expect(limitValues(estimate(query, 'A'), {})).toBeUndefined();
    expect(limitValues(estimate(query, 'B'), {})?.code).toBe('TOO_MANY_NUMBERS');
  });
});

describe('the cost', () => {
  const parcel = (selection: string) => `{ parcel(trackingNumber: "1") { ${selection} } }`;
  test.each<[string, string, Record<string, unknown>, number]>([
    ['a parcel is looked up', parcel('id'), {}, 102],
    ['a number in a list costs the same', '{ parcels(trackingNumbers: ["1"]) { id } }', {}, 102],
    ['so does one in a page', '{ myParcels(first: 1) { nodes { id } } }', {}, 103],
    ['a derived field', parcel('status'), {}, 101 + 101],
    ['three legs', parcel('legs { waybill }'), {}, 101 + 3 * (11 + 1)],
    ['events of legs', parcel('legs { ... on CourierLeg { events { id } } }'), {}, 101 + 3 * (11 + 20 * 2)],
    ['the last events', parcel('legs { ... on Leg { events(last: 5) { id } } }'), {}, 101 + 3 * (11 + 5 * 2)],
    ['more events than there are', parcel('events(last: 1000000) { id }'), {}, 101 + 100 + 60 * 2],
    ['aliases multiply', parcel('a: status b: status'), {}, 101 + 2 * 101],
    [
      'fragments do',
      `${parcel('...F legs { waybill }')} fragment F on Parcel { status }`,
      {},
      101 + 101 + 36,
    ],
    ['conditions hide nothing', parcel('id @skip(if: true) ... @include(if: false) { id }'), {}, 103],
    ['`__typename` is a value', parcel('__typename'), {}, 102],
    [
      "the page's own example",
      'query ($n: [ID!]!) { parcels(trackingNumbers: $n) { status legs { status } } }',
      { n: numbers(100) },
      23_800,
    ],
  ])('%s', (_, query, variables, expected) => {
    expect(estimate(query).countCost(variables)).toBe(expected);
  });

  test('is refused one over the limit, with what to do', () => {
    const query = 'query ($n: [ID!]!) { parcels(trackingNumbers: $n) { id legs { waybill } status } }';
    const own = { countNumbers: () => 1, countCost: () => LIMITS.cost };
    expect(limitValues(own, {})).toBeUndefined();
    expect(limitValues({ ...own, countCost: () => LIMITS.cost + 1 }, {})).toEqual({
      code: 'OPERATION_TOO_COSTLY',
      message: expect.stringMatching(/cost 100,001; 100,000 at most: ask for fewer parcels/),
    });
    expect(limitValues(estimate(query), { n: numbers(100) })).toBeUndefined();
  });

  test('of what clients ask for is within the limit', () => {
    for (const { text, parcels } of QUERIES) {
      expect(limitValues(estimate(text), { numbers: numbers(parcels) })).toBeUndefined();
    }
    expect(limitValues(estimate(getIntrospectionQuery()), {})).toBeUndefined();
    expect(
      limitValues(estimate('{ operators { code name sharing { fields { coordinate parcels mask } } } }'), {}),
    ).toBeUndefined();
  });

  test.each([
    ['every event of 100 parcels', 'parcels(trackingNumbers: $n)', 1],
    ['the sharing of everybody, many times', 'operators', 20],
  ])('%s is not', (_, field, aliases) => {
    const selection =
      field === 'operators'
        ? 'sharing { fields { coordinate parcels mask } }'
        : 'events { id occurredAt status } legs { ... on CourierLeg { events { id occurredAt status rawCode } } ... on LockerLeg { events { id occurredAt status rawCode } } }';
    const fields = Array.from({ length: aliases }, (__, index) => `a${index}: ${field} { ${selection} }`);
    const declared = field.includes('$n') ? 'query ($n: [ID!]!)' : '';
    const refusal = limitValues(estimate(`${declared} { ${fields.join(' ')} }`), { n: numbers(100) });
    expect(refusal?.code).toBe('OPERATION_TOO_COSTLY');
  });
});

describe('hostile documents', () => {
  /** Never validated: that they are measured in linear time must not rest on it. */
  const multiplied = (levels: number) =>
    parse(
      `query ($n: [ID!]!) { ...F0 } ${Array.from({ length: levels }, (_, level) => `fragment F${level} on Query { ${`a: parcels(trackingNumbers: $n) { events(last: 3) { id } } ...F${level + 1} `.repeat(20)} }`).join(' ')} fragment F${levels} on Query { operators { code } }`,
    );

  test('20 to the power of 60 fields are counted and do not wrap', () => {
    const cost = estimateDocument(multiplied(60));
    expect(cost.countCost({ n: numbers(100) })).toBe(MOST);
    expect(cost.countCost({ n: [] })).toBe(MOST);
    expect(cost.countNumbers({ n: numbers(100) })).toBe(100);
  });

  test('variables are read as often as the text names them', () => {
    for (const levels of [10, 40]) {
      let reads = 0;
      const variables = new Proxy(
        { n: numbers(3) },
        {
          getOwnPropertyDescriptor(target, key) {
            reads += 1;
            return Reflect.getOwnPropertyDescriptor(target, key);
          },
        },
      );
      estimateDocument(multiplied(levels)).countCost(variables);
      // A field is counted for itself and for what is below it.
      expect(reads).toBe(levels * 20 * 2);
    }
  });

  test.each([
    ['fragments in a circle', '{ ...F } fragment F on Query { operators { code } ...F }'],
    ['a fragment that is not there', '{ ...F }'],
    ['fields that are not there', '{ nothing { nothing } parcel { legs(last: {a: [$x]}) { none } } }'],
    ['types that are not there', '{ ... on Nothing { a { b } } }'],
    ['names of objects', '{ __proto__ { constructor } toString: constructor { __proto__ } }'],
    [
      'arguments of other types',
      '{ myParcels(first: "x") { nodes { id } } parcels(trackingNumbers: {}) { id } }',
    ],
  ])('%s are measured all the same', (_, query) => {
    const cost = estimateDocument(parse(query));
    expect(cost.countCost({})).toBeGreaterThanOrEqual(0);
    expect(cost.countNumbers({})).toBeGreaterThanOrEqual(0);
  });

  test('whatever the variables are, counts are whole and bounded', () => {
    const cost = estimate(
      'query ($n: [ID!]!, $f: Int, $l: Int) { parcels(trackingNumbers: $n) { events(last: $l) { id } } myParcels(first: $f) { nodes { legs { ... on LockerLeg { events(last: $l) { id } } } } } }',
    );
    fc.assert(
      fc.property(
        fc.record({ n: fc.jsonValue(), f: fc.oneof(fc.double(), fc.jsonValue()), l: fc.anything() }),
        (variables) => {
          for (const count of [cost.countCost(variables), cost.countNumbers(variables)]) {
            expect(Number.isInteger(count) && count >= 0 && count <= MOST).toBe(true);
          }
        },
      ),
      { seed: 7, numRuns: 300 },
    );
  });
});

test('a list of an extension has an assumed length', () => {
  const extended = buildSchema(
    'type Query { parcel: Parcel } type Parcel { probes: [Probe!] } type Probe { degrees: Float }',
  );
  const document = parse('{ parcel { probes { degrees } } }');
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  expect(estimateCost(extended, document, operation).countCost({})).toBe(101 + 10 * 2);
});
