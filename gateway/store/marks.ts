/** Remembers in the store that something was done to it once, such as loading demo data. */
import type { Store } from './openStore.ts';

/** The value of a mark; undefined where it was never set. */
export async function readMark(store: Store, name: string): Promise<string | undefined> {
  const row = await store.selectFrom('marks').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value;
}

/** Sets a mark, over any earlier value. */
export async function writeMark(store: Store, name: string, value: string): Promise<void> {
  await store
    .insertInto('marks')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}
