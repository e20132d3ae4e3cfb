/**
 * What changed on the network since a revision: operators' subgraphs and the records of agreements.
 * Invariant: everything is of one moment, so no change is seen without those that came before it.
 */
import { sql } from 'kysely';
import type { Store } from '../../store/openStore.ts';
import type { RecordTable, SubgraphTable } from '../../store/tables.ts';

/** A published subgraph, and whose it is. */
export interface SubgraphChange
  extends Pick<SubgraphTable, 'operator' | 'url' | 'sdl' | 'number_patterns' | 'proof'> {
  readonly name: string;
  readonly role: 'courier' | 'locker';
}

export type RecordChange = Pick<RecordTable, 'pair' | 'seq' | 'record' | 'signature'>;

export interface NetworkChanges {
  /** Up to and with this one. */
  readonly revision: number;
  readonly subgraphs: readonly SubgraphChange[];
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
      const subgraphs = await transaction
        .selectFrom('subgraphs as s')
        .innerJoin('participants as p', 'p.code', 's.operator')
        .select(['s.operator', 's.url', 's.sdl', 's.number_patterns', 's.proof', 'p.name', 'p.role'])
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
      return {
        revision: rows[0]?.revision ?? 0,
        subgraphs: subgraphs.flatMap(({ role, ...subgraph }) => (role === null ? [] : { ...subgraph, role })),
        records,
      };
    });
}
