/** A database that is copied is the one that would be made. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import { expect, test } from 'vitest';
import { findTemplate } from '../../gateway/store/embeddedTemplate.ts';
import { migrateStore } from '../../gateway/store/migrations.ts';
import { openStore } from '../../gateway/store/openStore.ts';
import { createPgliteDialect } from '../../gateway/store/pgliteDialect.ts';
import type { StoreTables } from '../../gateway/store/tables.ts';

/** Everything that steps made: tables, columns, indexes, functions, and the rows that are there from the first. */
async function describe(store: Kysely<StoreTables>): Promise<unknown> {
  const ask = async (statement: string) => (await sql.raw(statement).execute(store)).rows;
  return {
    columns: await ask(
      "select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns where table_schema = 'public' order by 1, ordinal_position",
    ),
    indexes: await ask("select indexname, indexdef from pg_indexes where schemaname = 'public' order by 1"),
    functions: await ask("select proname, prosrc from pg_proc where pronamespace = 'public'::regnamespace"),
    steps: await ask('select name from kysely_migration order by name'),
    state: await ask('select * from network_state'),
  };
}

test('`npm run prepare` has made it for this very code', () => {
  expect(findTemplate()).not.toBeNull();
});

test('a copy is what would be made, in memory and in a folder', { timeout: 60_000 }, async () => {
  const made = new Kysely<StoreTables>({ dialect: createPgliteDialect(undefined, null) });
  await migrateStore(made, { isServer: false });
  const folder = await mkdtemp(join(tmpdir(), 'tracking-hub-template-'));
  const directory = join(folder, 'store');
  const stores = [await openStore({}), await openStore({ directory })];
  const expected = await describe(made);
  for (const store of stores) expect(await describe(store)).toEqual(expected);
  for (const store of [made, ...stores]) await store.destroy();
  // Nothing is left beside it.
  expect(await readdir(folder)).toEqual(['store']);
  await rm(folder, { recursive: true, force: true });
});
