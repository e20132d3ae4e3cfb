/**
 * What is published, kept in memory and brought up to date from the store by revision: 1,500 documents are read once.
 * Invariant: a reading shows every publication that was committed before it began; changes come one after the other, so no
 * revision is ever committed below one that was seen.
 */
import type { Store } from '../../store/openStore.ts';
import type { PublishedSubgraph } from './publishedSubgraph.ts';

export interface ShelfReading {
  readonly subgraphs: ReadonlyMap<string, PublishedSubgraph>;
  /** The newest revision among them; 0 for none. */
  readonly revision: number;
}

export interface SubgraphShelf {
  read(): Promise<ShelfReading>;
}

/** A shelf over a store; empty until it is read. */
export function createSubgraphShelf(store: Store): SubgraphShelf {
  let current: ShelfReading = { subgraphs: new Map(), revision: 0 };
  return {
    async read() {
      const changed = await readSubgraphs(store, current.revision);
      const [last] = changed.slice(-1);
      // Another reading may have come further meanwhile.
      if (last === undefined || last.revision <= current.revision) return current;
      const subgraphs = new Map([
        ...current.subgraphs,
        ...changed.map((each) => [each.operator, each] as const),
      ]);
      current = { subgraphs, revision: last.revision };
      return current;
    },
  };
}

/** What was published after a revision, the oldest first; everything that is published after revision 0. */
export async function readSubgraphs(store: Store, since = 0): Promise<readonly PublishedSubgraph[]> {
  const rows = await store
    .selectFrom('subgraphs')
    .innerJoin('participants', 'participants.code', 'subgraphs.operator')
    .select([
      'subgraphs.operator',
      'participants.name',
      'participants.role',
      'subgraphs.version',
      'subgraphs.url',
      'subgraphs.sdl',
      'subgraphs.number_patterns as numberPatterns',
      'subgraphs.proof',
      'subgraphs.published_at as publishedAt',
      'subgraphs.key_id as keyId',
    ])
    .select(({ cast, ref }) => cast<number>(ref('subgraphs.revision'), 'float8').as('revision'))
    .where('subgraphs.revision', '>', since)
    .orderBy('subgraphs.revision')
    .execute();
  return rows.flatMap(({ role, ...row }) => (role === null ? [] : [{ ...row, role }]));
}
