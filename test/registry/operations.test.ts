/** Operations that platforms send: what is kept of them, and that nothing a client wrote is. */
import { ApolloServer } from '@apollo/server';
import fc from 'fast-check';
import { buildSchema, parse } from 'graphql';
import type { CompiledQuery } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createOperationRecorder } from '../../gateway/registry/operations/createOperationRecorder.ts';
import { readOperations } from '../../gateway/registry/operations/readOperations.ts';
import { OTHERS } from '../../gateway/registry/operations/sentOperation.ts';
import { stripOperation } from '../../gateway/registry/operations/stripOperation.ts';
import type { RequestScope } from '../../gateway/request/requestScope.ts';
import { createOperationPlugin } from '../../gateway/server/operationPlugin.ts';
import type { Store } from '../../gateway/store/openStore.ts';
import { ENGINES, type TestStore } from '../store/engines.ts';

const NOW = Date.parse('2017-06-01T12:00:00Z');
const DAY_MS = 24 * 60 * 60 * 1000;

describe('what is kept of an operation', () => {
  const strip = (text: string) => stripOperation(parse(text)).replace(/\s+/g, ' ').trim();

  test.each([
    ['{ parcel(trackingNumber: "SF1") { id } }', '{ parcel(trackingNumber: "") { id } }'],
    ['{ parcel(trackingNumber: """SF1""") { id } }', '{ parcel(trackingNumber: "") { id } }'],
    ['{ parcel(trackingNumber: 123) { id } }', '{ parcel(trackingNumber: 0) { id } }'],
    ['{ a(b: 1.5, c: true, d: RED, e: null) }', '{ a(b: 0, c: true, d: RED, e: null) }'],
    ['{ parcels(trackingNumbers: ["SF1", "SF2"]) { id } }', '{ parcels(trackingNumbers: []) { id } }'],
    ['{ a(b: {c: "SF1", SF1: 1}) }', '{ a(b: {}) }'],
    ['{ SF1: parcel(trackingNumber: "SF1") { SF2: id } }', '{ parcel(trackingNumber: "") { id } }'],
    ['query SF1($SF1: ID! = "SF1") { a(b: $SF1) }', 'query Operation1($v1: ID! = "") { a(b: $v1) }'],
    ['{ ...SF1 } fragment SF1 on A @x(y: "SF1") { b }', '{ ...F1 } fragment F1 on A @x(y: "") { b }'],
    ['# SF1\n{ a @include(if: $SF1) }', '{ a @include(if: $v1) }'],
  ])('%s', (text, expected) => {
    expect(strip(text)).toBe(expected);
  });

  test('a number is in no text, wherever a client puts it', () => {
    const number = fc.stringMatching(/^[A-Z]{2}[0-9]{11}$/);
    const places: readonly ((n: string) => string)[] = [
      (n) => `{ parcel(trackingNumber: "${n}") { id } }`,
      (n) => `{ p_${n}: parcel(trackingNumber: "x") { id } }`,
      (n) => `query q${n} { parcel(trackingNumber: "x") { id } }`,
      (n) =>
        `query ($n${n}: ID = "${n}") { parcel(trackingNumber: $n${n}) { ...f${n} } } fragment f${n} on Parcel { id }`,
      (n) => `{ parcel(trackingNumber: {a: [{b: "${n}"}]}) { id @x(y: ["${n}"]) } }`,
    ];
    fc.assert(
      fc.property(number, fc.nat(places.length - 1), (n, place) => {
        const text = places[place]?.(n) ?? '';
        expect(stripOperation(parse(text))).not.toContain(n.slice(2));
      }),
    );
  });

  test('the same operation with other values is one operation', () => {
    expect(strip('{ a: parcel(trackingNumber: "1") { id } }')).toBe(
      strip('{ b: parcel(trackingNumber: "2") { id } }'),
    );
  });
});

describe.each(ENGINES)('on $name', ({ open }) => {
  let opened: TestStore;
  let store: Store;
  let now: number;
  beforeAll(async () => {
    opened = await open();
    store = opened.store;
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    now = NOW;
    await store.deleteFrom('operations').execute();
  });

  const document = parse('{ parcel(trackingNumber: "SF1234567890123") { status } }');
  const coordinates = new Set(['Query.parcel', 'Parcel.status']);
  const record = (onError?: (error: unknown) => void) =>
    createOperationRecorder(store, () => now, { flushMs: 60_000, ...(onError && { onError }) });

  const read = async (...platforms: string[]) => (await readOperations(store, platforms, now)).operations;
  /** A recorder whose statements go through `guard` first. */
  const recordThrough = (guard: (statement: string) => void) => {
    const errors: unknown[] = [];
    const guarded = {
      async executeQuery(query: CompiledQuery) {
        guard(String(query.parameters[0]));
        return store.executeQuery(query);
      },
    } as unknown as Store;
    const options = { flushMs: 60_000, onError: (error: unknown) => void errors.push(error) };
    return { recorder: createOperationRecorder(guarded, () => now, options), errors };
  };
  /** A different operation for each number. */
  const invented = (nr: number) => parse(`{ a${nr} }`);

  test('operations are counted, over several writings and hubs, and read with what they ask for', async () => {
    const [one, other] = [record(), record()];
    for (let sent = 0; sent < 3; sent++) one.note('cainiao', document, coordinates);
    await one.flush();
    one.note('cainiao', document, coordinates);
    other.note('cainiao', parse('{ parcel(trackingNumber: "ZTO9") { status } }'), coordinates);
    other.note('jd', document, coordinates);
    await Promise.all([one.close(), other.close()]);
    expect(await read('cainiao')).toEqual([
      {
        platform: 'cainiao',
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        coordinates,
        count: 5,
      },
    ]);
    expect(await read('cainiao', 'jd')).toHaveLength(2);
    expect(await read()).toEqual([]);
    const rows = await store.selectFrom('operations').selectAll().execute();
    expect(JSON.stringify(rows)).not.toMatch(/SF1234567890123|ZTO9/);
  });

  test('a check looks at seven days; after eight they are gone', async () => {
    const recorder = record();
    recorder.note('cainiao', document, coordinates);
    await recorder.flush();
    const count = async () => (await read('cainiao'))[0]?.count;
    now = NOW + 6 * DAY_MS;
    expect(await count()).toBe(1);
    now = NOW + 7 * DAY_MS;
    expect(await count()).toBeUndefined();
    now = NOW + 8 * DAY_MS;
    await recorder.flush();
    expect(await store.selectFrom('operations').select('hash').execute()).toHaveLength(1);
    now = NOW + 9 * DAY_MS;
    await recorder.flush();
    expect(await store.selectFrom('operations').select('hash').execute()).toEqual([]);
    await recorder.close();
  });

  test('a store that is away loses nothing and fails nobody', async () => {
    let isAway = true;
    const { recorder, errors } = recordThrough(() => {
      if (isAway) throw new Error('the store is away');
    });
    recorder.note('cainiao', document, coordinates);
    await recorder.flush();
    recorder.note('cainiao', document, coordinates);
    expect(errors).toHaveLength(2);
    now = NOW + DAY_MS;
    await recorder.flush();
    isAway = false;
    await recorder.close();
    expect(await read('cainiao')).toMatchObject([{ count: 2 }]);
  });

  test('what cannot be written holds up no other platform', async () => {
    let isWrong = true;
    const { recorder, errors } = recordThrough((rows) => {
      if (isWrong && rows.includes('"jd"')) throw new Error('total size of elements exceeds the maximum');
    });
    for (const platform of ['cainiao', 'jd', 'taobao']) recorder.note(platform, document, coordinates);
    await recorder.flush();
    recorder.note('pinduoduo', document, coordinates);
    await recorder.flush();
    expect(
      (await read('cainiao', 'jd', 'taobao', 'pinduoduo')).map(({ platform }) => platform).sort(),
    ).toEqual(['cainiao', 'pinduoduo', 'taobao']);
    expect(errors).toHaveLength(2);
    isWrong = false;
    await recorder.close();
    expect(await read('jd')).toMatchObject([{ count: 1 }]);
  });

  test('a hub that ends asks a store that is away once', async () => {
    let isAway = false;
    const statements: string[] = [];
    const { recorder } = recordThrough((rows) => {
      statements.push(rows);
      if (isAway) throw new Error('the store is away');
    });
    await recorder.flush();
    isAway = true;
    for (const platform of ['cainiao', 'jd']) recorder.note(platform, document, coordinates);
    await recorder.flush();
    statements.length = 0;
    await recorder.close();
    expect(statements).toHaveLength(1);
  });

  test('a platform that invents operations has room for so many, and everything that it asks for is known', async () => {
    const longest: number[] = [];
    const { recorder } = recordThrough((rows) => void longest.push(rows.length));
    recorder.note('jd', document, coordinates);
    const asked = (nr: number) => Array.from({ length: 20 }, (_, field) => `Leg.field${nr}_${field}`);
    for (let nr = 0; nr < 2_000; nr++) recorder.note('cainiao', invented(nr), new Set(asked(nr)));
    await recorder.flush();
    // What has room keeps it, and what had none is not let in by a writing.
    for (let nr = 0; nr < 2_000; nr++) recorder.note('cainiao', invented(nr), new Set(asked(nr)));
    recorder.note('jd', document, coordinates);
    await recorder.close();
    const operations = await read('cainiao');
    expect(operations.length).toBeGreaterThan(500);
    expect(operations.length).toBeLessThan(1_000);
    expect(operations.reduce((sum, { count }) => sum + count, 0)).toBe(4_000);
    expect(operations.find(({ hash }) => hash === OTHERS)?.coordinates).toContain('Leg.field1999_19');
    expect(new Set(operations.flatMap((each) => [...each.coordinates])).size).toBe(40_000);
    expect(await read('jd')).toMatchObject([{ count: 2, coordinates }]);
    // That of all others is as large as what there is to ask for; those of the rest have a bound.
    longest.sort((one, other) => other - one);
    expect(longest[2]).toBeLessThan(300_000);
    expect(longest.length).toBeGreaterThan(6);
  });

  test('what an operation asks for is told of all days and hubs together', async () => {
    const [one, other] = [record(), record()];
    one.note('cainiao', document, new Set(['Query.parcel', 'LockerLeg.deadline']));
    await one.close();
    other.note('cainiao', document, new Set(['Query.parcel', 'CourierLeg.events(last:)']));
    await other.flush();
    now = NOW + DAY_MS;
    other.note('cainiao', document, new Set(['Parcel.status']));
    await other.close();
    const all = ['CourierLeg.events(last:)', 'LockerLeg.deadline', 'Parcel.status', 'Query.parcel'];
    expect((await read('cainiao')).map((each) => [...each.coordinates].sort())).toEqual([all]);
  });
});

describe('the plugin', () => {
  const noted: string[] = [];
  const server = new ApolloServer<RequestScope>({
    schema: buildSchema('type Query { parcel(n: ID): Parcel } type Parcel { status: String }'),
    plugins: [
      createOperationPlugin({
        note: (platform, _, coordinates) => void noted.push([platform, ...coordinates].join(' ')),
      }),
    ],
  });
  afterAll(() => server.stop());

  test.each<[query: string, expected: readonly string[]]>([
    ['{ parcel(n: "1") { status } }', ['cainiao Query.parcel Parcel.status Query.parcel(n:)']],
    ['{ parcel { status } }', ['cainiao Query.parcel Parcel.status']],
    ['{ __schema { types { name } } }', []],
    ['{ __typename }', []],
    ['{ parcel { nothing } }', []],
    ['{ parcel', []],
  ])('%s', async (query, expected) => {
    noted.length = 0;
    const contextValue = {
      caller: { platform: 'cainiao', purpose: 'ORDER_STATUS' },
    } as unknown as RequestScope;
    await server.executeOperation({ query }, { contextValue });
    expect(noted).toEqual(expected);
  });
});
