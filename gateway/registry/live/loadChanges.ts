/**
 * What changed on the network since a revision: operators' subgraphs and the records of agreements.
 * Invariant: everything is of one moment, so no change is seen without those that came before it.
 */
import { sql } from 'kysely';
import type { Store } from '../../store/openStore.ts';
import type { RecordTable } from '../../store/tables.ts';
import type { PublishedSubgraph } from '../subgraphs/publishedSubgraph.ts';
import { selectPublished } from '../subgraphs/selectPublished.ts';

export type RecordChange = Pick<RecordTable, 'pair' | 'seq' | 'record' | 'signature'>;

export interface NetworkChanges {
  /** Up to and with this one. */
  readonly revision: number;
  readonly subgraphs: readonly PublishedSubgraph[];
  /** By pair, in their order. */
  readonly records: readonly RecordChange[];
}

/** The changes after `since`; all there are for 0. */
export async function loadChanges(store: Store, since: number): Promise<NetworkChanges> {
  return store
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (transaction) => {
      // The first statement fixes the moment that the others see.
      const { rows } = await sql<{ revision: number }>`
        select revision::int as revision from network_state`.execute(transaction);
      const subgraphs = await selectPublished(transaction)
        .where((where) => where.or([where('s.revision', '>', since), where('p.revision', '>', since)]))
        .orderBy('s.operator')
        .execute();
      const records = await transaction
        .selectFrom('records')
        .select(['pair', 'seq', 'record', 'signature'])
        .where('revision', '>', since)
        .orderBy('pair')
        .orderBy('seq')
        .execute();
      return { revision: rows[0]?.revision ?? 0, subgraphs, records };
    });
}
