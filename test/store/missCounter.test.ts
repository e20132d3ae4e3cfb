import { CompiledQuery } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createMissCounter, type MissCounter, type MissDay } from '../../gateway/store/missCounter.ts';
import type { Store } from '../../gateway/store/openStore.ts';
import { ENGINES, type TestStore } from './engines.ts';

const NOW = Date.parse('2017-06-01T12:00:00Z');
const DAY_MS = 24 * 60 * 60 * 1000;

describe.each(ENGINES)('on $name', ({ open }) => {
  let opened: TestStore;
  let store: Store;
  let counter: MissCounter;
  let errors: unknown[];
  let statements: string[];
  /** Statements whose text contains this fail. */
  let failing: string | undefined;
  /** Each test has platforms of its own: what another one counted may still be on its way to the store. */
  let serial = 0;
  const of = (platform: string) => `${serial}/${platform}`;

  beforeAll(async () => {
    opened = await open();
    store = opened.store;
    const run = store.executeQuery.bind(store);
    vi.spyOn(store, 'executeQuery').mockImplementation(async (query) => {
      const text = 'compile' in query ? query.compile().sql : query.sql;
      statements.push(text);
      if (failing !== undefined && text.includes(failing)) throw new Error('the store is away');
      return (await run(query as CompiledQuery)) as never;
    });
  });
  afterAll(() => opened.close());

  beforeEach(() => {
    failing = undefined;
    statements = [];
    errors = [];
    serial += 1;
    counter = createCounter();
  });

  function createCounter(): MissCounter {
    const ofTest = errors;
    return createMissCounter(store, (error) => ofTest.push(error));
  }

  async function listRows(): Promise<readonly string[]> {
    const query = CompiledQuery.raw(
      `select substr(platform, length($1) + 1) || ' ' || operator || ' ' || day || ' ' || count as line
     from misses where starts_with(platform, $1) order by 1`,
      [of('')],
    );
    return (await store.executeQuery<{ line: string }>(query)).rows.map(({ line }) => line);
  }

  /** Waits until the store has been told of everything. */
  const settle = () => vi.waitFor(async () => expect(await listRows()).not.toEqual([]), 5_000);

  function addMany(day: MissDay, count: number, ...operators: readonly string[]): void {
    for (let added = 0; added < count; added++) day.add(operators);
  }

  describe('counting', () => {
    test('is there at once, before the store knows of it', async () => {
      const day = await counter.open(of('cainiao'), NOW);
      expect(day.read('zto')).toBe(0);
      day.add(['zto', 'sf-express']);
      day.add(['zto']);
      expect([day.read('zto'), day.read('sf-express'), day.read('inpost')]).toEqual([2, 1, 0]);
      await settle();
    });

    test('costs one statement at first use, none after, and one for many misses of one moment', async () => {
      statements.length = 0;
      const days = await Promise.all(Array.from({ length: 100 }, () => counter.open(of('cainiao'), NOW)));
      expect(statements).toHaveLength(1);
      for (const day of days) day.add(['zto']);
      await settle();
      expect(statements.filter((text) => text.includes('insert into misses'))).toHaveLength(1);
      expect(await listRows()).toEqual(['cainiao zto 2017-06-01 100']);
      const before = statements.length;
      await counter.open(of('cainiao'), NOW);
      expect(statements).toHaveLength(before);
    });

    test('goes on where another process, or this one before, left off', async () => {
      addMany(await counter.open(of('cainiao'), NOW), 3, 'zto');
      await settle();
      expect((await createCounter().open(of('cainiao'), NOW)).read('zto')).toBe(3);
    });

    test('of two processes at one time comes together with the next miss', async () => {
      const one = await counter.open(of('cainiao'), NOW);
      const other = await createCounter().open(of('cainiao'), NOW);
      addMany(one, 3, 'zto');
      addMany(other, 4, 'zto');
      await vi.waitFor(async () => expect(await listRows()).toEqual(['cainiao zto 2017-06-01 7']), 5_000);
      one.add(['zto']);
      await vi.waitFor(() => expect(one.read('zto')).toBe(8), 5_000);
    });

    test('is apart for platforms and for days, by UTC', async () => {
      const midnight = Date.parse('2017-06-02T00:00:00Z');
      addMany(await counter.open(of('cainiao'), midnight - 1), 2, 'zto');
      addMany(await counter.open(of('cainiao'), midnight), 3, 'zto');
      addMany(await counter.open(of('jd'), midnight), 4, 'zto');
      await vi.waitFor(
        async () =>
          expect(await listRows()).toEqual([
            'cainiao zto 2017-06-01 2',
            'cainiao zto 2017-06-02 3',
            'jd zto 2017-06-02 4',
          ]),
        5_000,
      );
      expect((await counter.open(of('cainiao'), midnight - 1)).read('zto')).toBe(2);
      expect((await counter.open(of('taobao'), midnight)).read('zto')).toBe(0);
    });

    test('forgets the days before yesterday', async () => {
      addMany(await counter.open(of('cainiao'), NOW - 2 * DAY_MS), 1, 'zto');
      addMany(await counter.open(of('cainiao'), NOW - DAY_MS), 1, 'zto');
      await vi.waitFor(async () => expect(await listRows()).toHaveLength(2), 5_000);
      await counter.open(of('jd'), NOW);
      expect(await listRows()).toEqual(['cainiao zto 2017-05-31 1']);
    });
  });

  describe('a store that fails', () => {
    test('to load: nothing is known, and the next use tries again', async () => {
      failing = 'select operator, count';
      const day = await counter.open(of('cainiao'), NOW);
      expect(day.read('zto')).toBeUndefined();
      expect(errors).toHaveLength(1);
      day.add(['zto']);
      failing = undefined;
      expect((await counter.open(of('cainiao'), NOW)).read('zto')).toBe(1);
    });

    test('to write: nothing is known until a later write has everything', async () => {
      const day = await counter.open(of('cainiao'), NOW);
      failing = 'insert into misses';
      addMany(day, 2, 'zto', 'sf-express');
      await vi.waitFor(() => expect(errors).toHaveLength(1), 5_000);
      expect(day.read('zto')).toBeUndefined();
      day.add(['zto']);
      await vi.waitFor(() => expect(errors).toHaveLength(2), 5_000);
      failing = undefined;
      await counter.open(of('cainiao'), NOW);
      await vi.waitFor(() => expect(day.read('zto')).toBe(3), 5_000);
      expect(await listRows()).toEqual(['cainiao sf-express 2017-06-01 2', 'cainiao zto 2017-06-01 3']);
    });

    test('for one platform: the counts of another are relied on', async () => {
      const jd = await counter.open(of('jd'), NOW);
      failing = 'select operator, count';
      await counter.open(of('cainiao'), NOW);
      expect(jd.read('zto')).toBe(0);
    });
  });

  test('codes that are made to break statements are kept as they are', async () => {
    const hostile = `x'); drop table misses; -- "\\`;
    (await counter.open(of(hostile), NOW)).add([hostile]);
    await settle();
    expect((await createCounter().open(of(hostile), NOW)).read(hostile)).toBe(1);
  });
});
