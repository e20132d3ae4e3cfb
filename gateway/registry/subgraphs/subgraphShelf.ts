/**
 * What is published, kept in memory and brought up to date from the store by revision: 1,500 documents are read once.
 * Invariant: a reading shows every publication that was committed before it began; changes come one after the other, so no
 * revision is ever committed below one that was seen.
 */
import type { Store } from '../../store/openStore.ts';
import type { PublishedSubgraph } from './publishedSubgraph.ts';
import { selectPublished } from './selectPublished.ts';

export interface ShelfReading {
  readonly subgraphs: ReadonlyMap<string, PublishedSubgraph>;
  /** The newest revision among them; 0 for none. */
  readonly revision: number;
}

export interface SubgraphShelf {
  read(): Promise<ShelfReading>;
}

/** A shelf over a store. `known` is a reading of the same store, by which 1,500 documents are neither read nor kept twice. */
export function createSubgraphShelf(
  store: Store,
  known: ShelfReading = { subgraphs: new Map(), revision: 0 },
): SubgraphShelf {
  let current = known;
  return {
    async read() {
      const changed = await selectPublished(store)
        .where('s.revision', '>', current.revision)
        .orderBy('s.revision')
        .execute();
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
