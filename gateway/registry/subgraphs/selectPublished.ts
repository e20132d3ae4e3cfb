/** What is published, as it is read from the store, for whoever says which of it: `s` is the subgraph, `p` its operator. */

import type { StoreTransaction } from '../../store/changeNetwork.ts';
import type { Store } from '../../store/openStore.ts';

/** The statement; its rows are `PublishedSubgraph`. */
export function selectPublished(store: Store | StoreTransaction) {
  return (
    store
      .selectFrom('subgraphs as s')
      .innerJoin('participants as p', 'p.code', 's.operator')
      .select([
        's.operator',
        'p.name',
        's.version',
        's.url',
        's.sdl',
        's.number_patterns as numberPatterns',
        's.proof',
        's.published_at as publishedAt',
        's.key_id as keyId',
      ])
      // Only operators publish, and the store holds each of them to a role.
      .select(({ ref }) => ref('p.role').$notNull().as('role'))
      .select(({ cast, ref }) => cast<number>(ref('s.revision'), 'float8').as('revision'))
  );
}
