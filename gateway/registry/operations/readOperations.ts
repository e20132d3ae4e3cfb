/** Reads the operations that platforms really sent, from the store. */
import { sql } from 'kysely';
import type { Store } from '../../store/openStore.ts';
import type { SentOperation } from './sentOperation.ts';

/** The operations that a check compares with are those of so many days. */
export const COMPARED_DAYS = 7;

/** The most that are compared, those sent most often first; no network has as many different ones. */
const MOST_OPERATIONS = 10_000;

/** What the platforms sent in the seven days before `now`, today included. */
export async function readOperations(
  store: Store,
  platforms: readonly string[],
  now: number,
): Promise<readonly SentOperation[]> {
  if (platforms.length === 0) return [];
  const today = new Date(now).toISOString().slice(0, 10);
  const rows = await store
    .selectFrom('operations')
    .select(['platform', 'hash'])
    // The same hash is the same text; what it asks for can change with the network, and the longest list is the safe one.
    .select(({ fn }) => [
      fn.max('document').as('document'),
      sql<readonly string[]>`max(coordinates)`.as('coordinates'),
      sql<number>`sum(count)::float8`.as('count'),
    ])
    .where('platform', 'in', platforms)
    .where(sql<boolean>`day > ${today}::date - ${sql.lit(COMPARED_DAYS)}`)
    .groupBy(['platform', 'hash'])
    .orderBy('count', 'desc')
    .orderBy('hash')
    .limit(MOST_OPERATIONS)
    .execute();
  return rows.map((row) => ({ ...row, coordinates: new Set(row.coordinates) }));
}
