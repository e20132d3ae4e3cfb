/** What a store holds of what participants brought, as rows: all that a restarted hub goes on from. */
import { sql } from 'kysely';
import { readRevision } from '../../../gateway/store/changeNetwork.ts';
import type { Store } from '../../../gateway/store/openStore.ts';

export interface StoredPublication {
  readonly operator: string;
  readonly version: number;
  readonly sdl: string;
  /** The list as JSON. */
  readonly patterns: string;
}

/** Legs whose waybills begin alike: those of one call. */
export interface StoredLegs {
  readonly group: string;
  readonly count: number;
  /** The oldest and the newest state among them. */
  readonly oldest: string;
  readonly newest: string;
}

export interface Inventory {
  readonly revision: number;
  /** Of everything that was ever brought, each once. */
  readonly revisions: readonly number[];
  /** What is published now. */
  readonly subgraphs: readonly StoredPublication[];
  /** What ever was, by operator and version. */
  readonly versions: readonly StoredPublication[];
  readonly records: readonly {
    readonly pair: string;
    readonly seq: number;
    readonly hash: string;
    readonly record: string;
    readonly signature: string;
    readonly keyId: string;
  }[];
  readonly legs: readonly StoredLegs[];
}

/** How many characters of a waybill name its group. */
export const GROUP_LENGTH = 7;

/** One look at everything. */
export async function takeInventory(store: Store): Promise<Inventory> {
  const publications = async (table: 'subgraphs' | 'subgraph_versions') =>
    (
      await sql<StoredPublication>`
        select operator, version, sdl, number_patterns::text as patterns from ${sql.table(table)}
        order by operator, version`.execute(store)
    ).rows;
  const { rows: revisions } = await sql<{ revision: number }>`
    select distinct revision::int as revision from (
      select revision from participants union all select revision from participant_keys
      union all select revision from subgraphs union all select revision from records) as brought
    order by 1`.execute(store);
  const { rows: legs } = await sql<StoredLegs>`
    select substr(waybill, 1, ${sql.lit(GROUP_LENGTH)}) as group, count(*)::int as count,
      min(updated_at)::text as oldest, max(updated_at)::text as newest
    from legs group by 1 order by 1`.execute(store);
  return {
    revision: await readRevision(store),
    revisions: revisions.map(({ revision }) => revision),
    subgraphs: await publications('subgraphs'),
    versions: await publications('subgraph_versions'),
    records: await store
      .selectFrom('records')
      .select(['pair', 'seq', 'hash', 'record', 'signature', 'key_id as keyId'])
      .orderBy('pair')
      .orderBy('seq')
      .execute(),
    legs,
  };
}
