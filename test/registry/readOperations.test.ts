/** What a check reads of the operations that platforms sent: each platform has a share of what is read. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readOperations } from '../../gateway/registry/operations/readOperations.ts';
import { OTHERS } from '../../gateway/registry/operations/sentOperation.ts';
import type { Store } from '../../gateway/store/openStore.ts';
import { REGISTRY_MIGRATIONS } from '../../gateway/store/registryMigrations.ts';
import { ENGINES, type TestStore } from '../store/engines.ts';

const NOW = Date.parse('2017-06-01T12:00:00Z');

describe.each(ENGINES)('on $name', ({ open }) => {
  let opened: TestStore;
  let store: Store;
  beforeAll(async () => {
    opened = await open();
    store = opened.store;
  });
  afterAll(() => opened.close());
  beforeEach(() => store.deleteFrom('operations').execute());

  test('of each platform what it sent most is read, and how much is not', async () => {
    const insert = (platform: string, rows: number, length: number) =>
      sql`
      insert into operations (platform, hash, day, coordinates, count)
      select ${platform}, 'h' || n, ${'2017-05-31'}::date + n % 2, array['A.' || repeat('a', ${length}::int - 2)], 10 + n / 2
      from generate_series(1, ${rows}::int) n`.execute(store);
    await insert('cainiao', 2_000, 1_800);
    await insert('jd', 3, 100);
    const day = '2017-06-01';
    const others = { platform: 'cainiao', hash: OTHERS, day, coordinates: ['A.b'], count: 1 };
    await store.insertInto('operations').values(others).execute();
    const { operations, leftOut } = await readOperations(store, ['cainiao', 'jd', 'nobody'], NOW);
    const of = (name: string) => operations.filter(({ platform }) => platform === name);
    expect(of('jd').map(({ hash, count }) => [hash, count])).toEqual([
      ['h2', 11],
      ['h3', 11],
      ['h1', 10],
    ]);
    // 2,000 bytes each of a million, and the others.
    expect(of('cainiao')).toHaveLength(501);
    expect(leftOut).toEqual(new Map([['cainiao', 1_500]]));
    expect(of('cainiao')[0]).toMatchObject({ hash: 'h2000', count: 1_010 });
    expect(of('cainiao').at(-1)).toMatchObject({ hash: OTHERS, coordinates: new Set(['A.b']) });
  });

  test('of a platform whose first operation is over its share that one is read', async () => {
    const values = (hash: string, count: number) => ({
      ...{ platform: 'cainiao', hash, day: '2017-06-01', count },
      coordinates: ['a'.repeat(1_100_000)],
    });
    await store
      .insertInto('operations')
      .values([values('one', 2), values('other', 1)])
      .execute();
    const { operations, leftOut } = await readOperations(store, ['cainiao'], NOW);
    expect(operations.map(({ hash }) => hash)).toEqual(['one']);
    expect(leftOut).toEqual(new Map([['cainiao', 1]]));
  });

  test('rows with a text become rows that give all its arguments to all their fields', async () => {
    await sql`alter table operations add column document text not null default ''`.execute(store);
    await sql`
      insert into operations (platform, hash, day, document, coordinates, count) values
        ('cainiao', 'a', '2017-06-01', ${'query ($v1: ID!) {\n  a(n: $v1) {\n    b(last: 0)\n  }\n}'}, '{Query.a,A.b}', 1),
        ('cainiao', 'b', '2017-06-01', '{ a }', '{Query.a}', 1)`.execute(store);
    await REGISTRY_MIGRATIONS['0012_operations_without_text']?.up(store);
    const { operations } = await readOperations(store, ['cainiao'], NOW);
    expect(operations.map((each) => [...each.coordinates].sort())).toEqual([
      ['A.b', 'A.b(last:)', 'A.b(n:)', 'Query.a', 'Query.a(last:)', 'Query.a(n:)'],
      ['Query.a'],
    ]);
  });
});
